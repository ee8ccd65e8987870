use super::{Marked, rule};
use crate::check::Context;
use crate::prose::Block;

rule! {
    /// ## 查什么
    /// 逐个说明项目时，其他项目都写了的内容，每个项目也都写。
    ///
    /// ## 为什么
    /// 项目说明有固定的项目，漏写资金来源、补贴标准等，读者无从了解。
    ///
    /// ## 例
    /// 前三个项目都写了资金来源和补贴标准，第四个没有写。
    "GJ0907" "项目说明漏写内容" Warning Completeness Text(find)
}

/// Projects that must agree before one is said to lack something.
const FEWEST: usize = 3;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let blocks = &context.prose.blocks;
    let mut found = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let others: Vec<&Block> = blocks
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, block)| block)
            .collect();
        if others.len() < FEWEST.saturating_sub(1) {
            continue;
        }
        let Some(first) = others.first() else {
            continue;
        };
        let all = |label: &str| {
            others
                .iter()
                .all(|other| other.fields.iter().any(|field| field.label == label))
        };
        let own = |label: &str| block.fields.iter().any(|field| field.label == label);
        let missing: Vec<&str> = first
            .fields
            .iter()
            .map(|field| field.label.as_str())
            .filter(|label| all(label) && !own(label))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let name: String = block.name.iter().collect();
        let length = context
            .prose
            .passages
            .get(block.passages.start)
            .map_or(0, |passage| passage.plain().chars().count());
        let message = format!("项目“{name}”没有写{}，其他项目都写了。", missing.join("、"));
        found.push(Marked::at(
            context.stretch(block.passages.start, 0, length),
            message,
            "请补写；确实没有的，写明没有。",
        ));
    }
    found
}
