use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::titles::{cell_beside, first_primary};
use crate::recognise::Table;
use crate::rulebook::{TableSpec, normal};
use crate::source::Address;

rule! {
    /// ## 查什么
    /// 各表标题和表头上的年度相同，编制部门（单位）也相同。标题写明上年、结转、决算、执行的表不比年度；“本级”“（部门）”等附注不计较。
    ///
    /// ## 为什么
    /// 沿用去年的文件常常漏改一两处年度；从别的单位抄来的模板会留下别人的名称。
    ///
    /// ## 例
    /// 各表标题为“2026年……”，只有“三公”经费表写作“2025年……”。
    "GJ0211" "各表的年度或编制部门不一致" Warning Correctness Disclosure(find)
}

/// Words in a title by which its table is of another year.
const OTHER_YEARS: &[&str] = &["上年", "结转", "结余", "决算", "执行", "去年"];

/// What a table's head says, and where.
struct Claim<'a> {
    table: &'a Table,
    spec: &'a TableSpec,
    at: Address,
    /// As printed.
    text: String,
    /// As compared.
    key: String,
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let years = context.tables().filter_map(year).collect();
    let names = context.tables().filter_map(unit_name).collect();
    let mut found = differing(years, "年度");
    found.extend(differing(names, "编制部门（单位）"));
    found
}

fn year<'a>((table, spec): (&'a Table, &'a TableSpec)) -> Option<Claim<'a>> {
    let (at, year) = table.said.year?;
    let titles = [table.title.as_str(), spec.title.as_str()];
    let other = OTHER_YEARS
        .iter()
        .any(|word| titles.iter().any(|title| title.contains(word)));
    let text = year.to_string();
    let key = text.clone();
    (!other).then_some(Claim {
        table,
        spec,
        at,
        text,
        key,
    })
}

fn unit_name<'a>((table, spec): (&'a Table, &'a TableSpec)) -> Option<Claim<'a>> {
    let (at, name) = table.said.unit_name.clone()?;
    let key = bare(&name);
    let text = name;
    (!key.is_empty()).then_some(Claim {
        table,
        spec,
        at,
        text,
        key,
    })
}

/// A unit's name without the number before it and the remark behind.
fn bare(name: &str) -> String {
    let name = normal(name);
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let name = name.split('(').next().unwrap_or(name);
    let name = name.trim_end_matches("本级").trim_end_matches("本部");
    name.trim_end_matches("机关").to_owned()
}

/// What says otherwise than most; nothing where there is no majority.
fn differing(claims: Vec<Claim<'_>>, what: &str) -> Vec<Found> {
    let alike = |one: &Claim<'_>, other: &Claim<'_>| {
        one.key.contains(&other.key) || other.key.contains(&one.key)
    };
    let count = |claim: &Claim<'_>| claims.iter().filter(|other| alike(claim, other)).count();
    let Some(usual) = claims
        .iter()
        .find(|claim| count(claim).saturating_mul(2) > claims.len())
    else {
        return Vec::new();
    };
    let others = claims.iter().filter(|claim| !alike(usual, claim));
    others.map(|claim| word(claim, usual, what)).collect()
}

fn word(claim: &Claim<'_>, usual: &Claim<'_>, what: &str) -> Found {
    let cell = cell_beside(claim.table, claim.spec, claim.at, what, &claim.text);
    let message = format!(
        "{} {}：{what}写作“{}”，多数表为“{}”。",
        claim.spec.short, cell.cell, claim.text, usual.text
    );
    let hint = format!("请核对这张表的{what}，并核对表中的数字是不是同一{what}的。");
    (first_primary(vec![cell]), Wording { message, hint })
}
