use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::blank::Blank;
use crate::check::titles::{first_primary, title_cell};

rule! {
    /// ## 查什么
    /// 有的空表已经注明是空表，其余的空表也要注明。
    ///
    /// ## 为什么
    /// 同一份文件里别的空表都有说明，唯独这一张没有，读者会以为是漏填。
    ///
    /// ## 例
    /// 《政府性基金预算支出情况表》下注明了空表，《国有资本经营预算支出情况表》同样空着却没有说明。
    "GJ0205" "这张空表漏了说明" Warning Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let blanks = context.blanks();
    let Some(said) = blanks.iter().find(|blank| blank.is_said) else {
        return Vec::new();
    };
    let silent = blanks.iter().filter(|blank| !blank.is_said);
    silent.map(|blank| word(blank, said)).collect()
}

fn word(blank: &Blank<'_>, said: &Blank<'_>) -> Found {
    let cell = title_cell(blank.table, blank.spec);
    let message = format!(
        "{} {}：《{}》没有金额，也没有说明；{}已注明为空表。",
        blank.spec.short, cell.cell, blank.spec.title, said.spec.short
    );
    let hint = "请注明没有这项安排、本表为空表；如是漏填，请补上金额。".to_owned();
    (first_primary(vec![cell]), Wording { message, hint })
}
