use super::{Found, Wording, rule};
use crate::check::Context;
use crate::check::naming::{Named, Naming, Standing};
use crate::check::subjects::{Subject, cells};

rule! {
    /// ## 查什么
    /// 同一科目代码在各处的名称相同。各处不同、又看不出哪一个是对的，列出各个名称。
    ///
    /// ## 为什么
    /// 一个代码只有一个名称，至少有一处写错。
    ///
    /// ## 例
    /// 20129 在支出总表中是“群众团体事务”，在一般公共预算支出表中是“人民团体事务”。
    "GJ0707" "科目名称前后不一" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let names = context.names;
    names.iter().filter_map(word).collect()
}

fn word(named: &Named<'_>) -> Option<Found> {
    let open: Vec<&Naming<'_>> = named.of_standing(Standing::Open).collect();
    let first = open.first()?.rows.first()?;
    let all = open.iter().copied().chain([&named.usual]);
    let quoted: Vec<String> = all
        .map(|naming| format!("{}为“{}”", naming.places(), naming.name))
        .collect();
    let message = format!(
        "{}：{} 的名称前后不一，{}。",
        first.label(),
        named.code,
        quoted.join("，")
    );
    let hint = match first.entry() {
        Some(entry) => format!("现行目录的名称为“{}”，请统一。", entry.name),
        None => "请对照当年政府收支分类科目统一名称。".to_owned(),
    };
    let rows: Vec<Subject<'_>> = open
        .iter()
        .flat_map(|naming| naming.rows.iter().copied())
        .collect();
    Some((cells(rows.iter()), Wording { message, hint }))
}
