use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::blank::Blank;
use crate::check::titles::{cell_beside, first_primary};

rule! {
    /// ## 查什么
    /// 空表下的说明说的是这张表，而不是别的表。
    ///
    /// ## 为什么
    /// 各张空表的说明大同小异，复制时常忘了改名称，这张表就等于没有说明。
    ///
    /// ## 例
    /// 《国有资本经营预算支出表》下写着“本部门无政府性基金预算安排的支出，故本表为空表”。
    "GJ0213" "空表的说明说的是别的表" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let blanks = context.blanks();
    let found = blanks.iter().filter_map(|blank| word(context, blank));
    found.collect()
}

fn word(context: &Context<'_>, blank: &Blank<'_>) -> Option<Found> {
    let said = context.said_beside(blank.table);
    let first = said.first()?;
    let mut named = said
        .iter()
        .map(|said| context.named_instead(said, blank.spec));
    let other = named.next()??;
    if named.any(|other| other.is_none()) {
        return None;
    }
    let cell = cell_beside(blank.table, blank.spec, first.at, "说明", &first.text);
    let message = format!(
        "{} {}：《{}》的说明写着“{}”，说的是《{}》。",
        blank.spec.short, cell.cell, blank.spec.title, first.text, other.title
    );
    let hint = format!("请把说明改为没有{}的安排。", blank.subject());
    Some((first_primary(vec![cell]), Wording { message, hint }))
}
