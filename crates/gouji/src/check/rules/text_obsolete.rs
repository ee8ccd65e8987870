use super::{Marked, rule};
use crate::catalogue;
use crate::check::Context;
use crate::rulebook::normal;

rule! {
    /// ## 查什么
    /// 说明中没有早年目录的类级科目名称，2023 年及以后的文件才查。
    ///
    /// ## 为什么
    /// 科目改名后，旧稿的文字常常漏改。
    ///
    /// ## 例
    /// “医疗卫生与计划生育支出”现为“卫生健康支出”。
    "GJ0903" "说明使用旧的科目名称" Warning Correctness Text(find)
}

/// Shorter names may be ordinary words.
const SHORTEST: usize = 6;

fn find(context: &Context<'_>) -> Vec<Marked> {
    if !context.is_recent() || context.prose.passages.is_empty() {
        return Vec::new();
    }
    let old: Vec<(String, &str)> = catalogue::old_names()
        .filter(|old| old.code.len() == 3 && old.name.chars().count() >= SHORTEST)
        .filter_map(|old| {
            Some((
                normal(old.name),
                catalogue::function(old.today?)
                    .or_else(|| catalogue::economic(old.today.unwrap_or_default()))?
                    .name,
            ))
        })
        .collect();
    let mut found = Vec::new();
    for (place, passage) in context.prose.passages.iter().enumerate() {
        let text = passage.plain();
        for (name, today) in &old {
            for (at, _) in text.match_indices(name.as_str()) {
                let start = text.get(..at).map_or(0, |before| before.chars().count());
                let Some(text) =
                    context.stretch(place, start, start.saturating_add(name.chars().count()))
                else {
                    continue;
                };
                let message = format!("“{}”是旧名称，现为“{today}”。", text.quote);
                found.push(Marked::at(Some(text), message, "请改用现行名称。"));
            }
        }
    }
    found
}
