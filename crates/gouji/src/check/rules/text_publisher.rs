use super::{Marked, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 单位预算的文件不写“部门预算”“本部门”，部门预算的文件不写“本单位”。
    ///
    /// ## 为什么
    /// 部门预算与所属单位预算分别公开，互相套用时容易混写。
    ///
    /// ## 例
    /// 《某局2025年单位预算》中写“2025年部门预算安排购置车辆0辆”。
    "GJ0904" "部门与单位混写" Notice Correctness Text(find)
}

/// Paragraphs at the front that say whose budget it is.
const FRONT: usize = 12;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let front = context.prose.passages.iter().take(FRONT);
    let said: String = front.map(crate::prose::Passage::plain).collect();
    let of_unit = said.contains("单位预算");
    let of_department = said.contains("部门预算");
    let wrong: &[&str] = match (of_unit, of_department) {
        (true, false) => &["本部门", "部门预算安排", "部门预算数"],
        (false, true) => &["本单位", "单位预算安排", "单位预算数"],
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (place, passage) in context.prose.passages.iter().enumerate().skip(FRONT) {
        let text = passage.plain();
        if text.contains("空表") {
            continue;
        }
        let at = wrong.iter().find_map(|word| Some((text.find(word)?, word)));
        let Some((at, word)) = at else { continue };
        let start = text.get(..at).map_or(0, |before| before.chars().count());
        let Some(text) = context.stretch(place, start, start.saturating_add(word.chars().count()))
        else {
            continue;
        };
        let kind = if of_unit {
            "单位预算"
        } else {
            "部门预算"
        };
        let message = format!("这是{kind}的文件，此处写作“{}”。", text.quote);
        found.push(Marked::at(
            Some(text),
            message,
            "请统一写法，并核对这一段是不是从别的文件抄来的。",
        ));
    }
    found
}
