use super::{Marked, rule};
use crate::check::Context;
use crate::prose::Passage;
use crate::source::Layout;

rule! {
    /// ## 查什么
    /// 由几句话组成的段落，最后一句有句号。标题、清单、表下的注和按页断行的文字不查。
    ///
    /// ## 为什么
    /// 句子没有写完，多半是改稿时删掉了后半句。
    ///
    /// ## 例
    /// “……增长 6.34%。主要原因是新进在编人员，以及”
    "GJ0908" "句子没有结尾" Warning Correctness Text(find)
}

/// The shortest remainder of a paragraph that is a sentence, in characters.
const SHORTEST: usize = 8;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let passages = context.prose.passages.iter().enumerate();
    let marked = passages.filter_map(|(place, passage)| {
        let sheet = context.book.sheets.get(passage.sheet)?;
        let start = open_end(passage).filter(|_| sheet.layout != Layout::Wrapped)?;
        let text = context.stretch(place, start, passage.text.len())?;
        let message = format!("“{}”后面没有句号，句子可能没有写完。", text.quote);
        Some(Marked::at(
            Some(text),
            message,
            "请把句子写完，或补上句号。",
        ))
    });
    marked.collect()
}

/// Where the last sentence of a paragraph begins, if it has no end while others have.
fn open_end(passage: &Passage) -> Option<usize> {
    let text = &passage.text;
    let last = text.last()?;
    if passage.level.is_some() || !(last.is_alphabetic() || "，、".contains(*last)) {
        return None;
    }
    let full = text.iter().rposition(|c| *c == '。')?;
    let start = full.saturating_add(1);
    let rest: String = text.iter().skip(start).collect();
    // A signature, a remark in brackets, a label, and what is cited stand without one.
    let sentence = rest.chars().count() >= SHORTEST
        && rest.contains('，')
        && !rest.contains(['(', ':', '《', '注'])
        && !rest.starts_with(|c: char| c.is_ascii());
    (sentence && super::text_unfinished::is_whole(&rest)).then_some(start)
}
