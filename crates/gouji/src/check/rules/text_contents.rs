use super::{Marked, rule};
use crate::check::Context;
use crate::prose::{Passage, enumerated};

rule! {
    /// ## 查什么
    /// 目录所列的各部分，在正文中有相应的标题。
    ///
    /// ## 为什么
    /// 目录列了而正文没有，可能是漏了一部分，也可能是目录没有更新。
    ///
    /// ## 例
    /// 目录列“八、绩效目标”，正文没有这一部分。
    "GJ0906" "目录与正文标题不一致" Notice Completeness Text(find)
}

/// Entries of a list of contents at most.
const MOST: usize = 80;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let passages = &context.prose.passages;
    let Some(begin) = passages
        .iter()
        .position(|passage| bare(&passage.plain()) == "目录")
    else {
        return Vec::new();
    };
    let entries: Vec<(usize, String)> = passages
        .iter()
        .enumerate()
        .skip(begin.saturating_add(1))
        .take(MOST)
        .take_while(|(_, passage)| is_entry(passage))
        .map(|(place, passage)| (place, essence(&passage.plain())))
        .collect();
    let Some(&(last, _)) = entries.last() else {
        return Vec::new();
    };
    // Where the entries run into the text itself, the first one is told again.
    let end = entries
        .iter()
        .skip(1)
        .find(|(_, text)| Some(text) == entries.first().map(|(_, first)| first))
        .map_or(last.saturating_add(1), |&(place, _)| place);
    let titles = context
        .disclosure
        .tables
        .iter()
        .map(|table| essence(&table.title));
    let rest = passages
        .iter()
        .skip(end)
        .filter(|passage| passage.plain().chars().count() <= 80)
        .map(|passage| essence(&passage.plain()));
    let plans = context.prose.plans.iter().map(|plan| essence(&plan.title));
    let there: Vec<String> = titles.chain(rest).chain(plans).collect();
    let missing = entries.iter().filter(|(place, entry)| {
        *place < end && entry.chars().count() > 2 && !there.iter().any(|title| alike(entry, title))
    });
    let marked = missing.filter_map(|(place, _)| {
        let length = passages.get(*place)?.plain().chars().count();
        let text = context.stretch(*place, 0, length)?;
        let message = format!(
            "目录列有“{}”，正文没有相应的标题。",
            text.quote.trim().trim_end_matches('…').trim()
        );
        Some(Marked::at(Some(text), message, "请核对目录与正文。"))
    });
    marked.collect()
}

fn is_entry(passage: &Passage) -> bool {
    let text = passage.plain();
    enumerated(&passage.text).is_some() && !text.contains('。') && text.chars().count() <= 80
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// What tells a heading from others: its letters without number, year, unit and small words.
fn essence(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let from = enumerated(&chars).map_or(0, |(length, _)| length);
    let text: String = chars
        .iter()
        .skip(from)
        .filter(|c| c.is_alphabetic())
        .collect();
    text.replace("关于", "")
        .replace(['的', '年'], "")
        .replace("预算单位", "")
        .replace("部门", "")
        .replace("单位", "")
}

/// Whether two headings may be the same: most of the pairs of characters of one are in the other.
fn alike(entry: &str, title: &str) -> bool {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (own, other) = (pairs(entry), pairs(title));
    let common = own.iter().filter(|pair| other.contains(pair)).count();
    title.contains(entry) || !own.is_empty() && common.saturating_mul(2) > own.len()
}
