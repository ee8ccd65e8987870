use super::{Found, Wording, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 文件写明是谁的预算（编制部门或单位）、金额以什么为单位（元、万元）、是哪一年的。
    ///
    /// ## 为什么
    /// 不写明金额单位，数字就没有意义；不写明单位和年度，读者不知道是谁的哪一年的预算。
    ///
    /// ## 例
    /// 所有的表上方都没有“单位：万元”。
    "GJ0209" "没有写明编制部门、金额单位或年度" Warning Completeness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let disclosure = context.disclosure;
    let has_unit = disclosure.tables.iter().any(|table| table.unit.is_some());
    let missing = [
        (disclosure.unit_name.is_none(), "编制部门（单位）"),
        (!has_unit, "金额单位"),
        (disclosure.year.is_none(), "预算年度"),
    ];
    let missing: Vec<&str> = missing
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| *name)
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("文件中没有写明{}。", missing.join("、"));
    let hint = "请在标题和标题下的一行写明，如“2026年部门支出总表”“编制部门：某某局　单位：万元”。"
        .to_owned();
    vec![(Vec::new(), Wording { message, hint })]
}
