use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::titles::{first_primary, shorts, title_cell};
use crate::recognise::Table;
use crate::rulebook::TableSpec;

rule! {
    /// ## 查什么
    /// 多数表写明了编制部门、金额单位、年度的，其余的表也写明。
    ///
    /// ## 为什么
    /// 每张表会被单独下载、转载，少了这一行，读者不知道金额是元还是万元，是谁的、哪一年的。
    ///
    /// ## 例
    /// 十二张表中十一张写明“单位：万元”，只有“三公”经费表没有。
    "GJ0210" "有的表没有写明编制部门、金额单位或年度" Notice Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let unit_name: fn(&Table) -> bool = |table| table.said.unit_name.is_some();
    let amount_unit: fn(&Table) -> bool = |table| table.unit.is_some();
    let year: fn(&Table) -> bool = |table| table.said.year.is_some();
    let wanted = [
        ("编制部门（单位）", unit_name),
        ("金额单位", amount_unit),
        ("年度", year),
    ];
    let found = wanted
        .iter()
        .filter_map(|(what, says)| word(context, what, *says));
    found.collect()
}

fn word(context: &Context<'_>, what: &str, says: fn(&Table) -> bool) -> Option<Found> {
    let all: Vec<(&Table, &TableSpec)> = context.tables().collect();
    let (saying, silent): (Vec<_>, Vec<_>) = all.into_iter().partition(|(table, _)| says(table));
    if silent.is_empty() || saying.len() <= silent.len() {
        return None;
    }
    let message = format!(
        "{}没有写明{what}，其他表都写明了。",
        shorts(silent.iter().map(|(_, spec)| *spec))
    );
    let hint = format!("请在这些表的标题或标题下的一行写明{what}。");
    let cells = silent
        .iter()
        .map(|(table, spec)| title_cell(table, spec))
        .collect();
    Some((first_primary(cells), Wording { message, hint }))
}
