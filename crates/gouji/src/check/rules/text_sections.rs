use super::{Marked, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 有文字说明的文件是否说到了应当公开的事项：“三公”经费、机关（单位）运行经费、政府采购、国有资产、预算绩效。
    /// 名称以“大学”“学院”结尾的单位不要求前两项。
    ///
    /// ## 为什么
    /// 部门预算除表格外，还应说明机关运行经费、政府采购、国有资产占有使用和预算绩效等情况。
    ///
    /// ## 例
    /// 全文没有提到政府采购。
    "GJ0905" "缺少应当说明的事项" Warning Completeness Text(find)
    basis "《预算法》第十四条"
}

/// What is due, and the words by which it is found; the first of them of government offices alone.
const DUE: &[(&str, &[&str])] = &[
    ("“三公”经费", &["三公"]),
    ("机关运行经费", &["运行经费"]),
    ("政府采购", &["政府采购", "采购预算"]),
    (
        "国有资产占有使用情况",
        &["国有资产", "资产占用", "资产占有", "车辆"],
    ),
    ("预算绩效", &["绩效"]),
];

/// How many of them universities and colleges, which are no offices, are not asked for.
const OF_OFFICES: usize = 2;

/// What the names of universities and colleges end in.
const SCHOOLS: [&str; 2] = ["大学", "学院"];

/// A text with fewer claims is only a part.
const FEWEST: usize = 12;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let explains = context.prose.claims.len() >= FEWEST
        && context
            .prose
            .passages
            .iter()
            .filter(|passage| passage.level.is_some())
            .count()
            > 3;
    if !explains {
        return Vec::new();
    }
    let said: Vec<String> = context
        .prose
        .passages
        .iter()
        .map(crate::prose::Passage::plain)
        .collect();
    let is_there = |words: &[&str]| {
        said.iter()
            .any(|text| words.iter().any(|word| text.contains(word)))
    };
    let unit = context.disclosure.unit_name.as_deref().unwrap_or_default();
    let due = match SCHOOLS.iter().any(|ending| unit.ends_with(ending)) {
        true => DUE.get(OF_OFFICES..).unwrap_or_default(),
        false => DUE,
    };
    let missing = due.iter().filter(|(_, words)| !is_there(words));
    let marked = missing.map(|(name, _)| {
        Marked::at(
            None,
            format!("文字说明没有提到{name}。"),
            "请补充说明；没有这项内容的，也应写明没有。",
        )
    });
    marked.collect()
}
