use super::{Marked, rule};
use crate::check::Context;
use crate::order::Order;

rule! {
    /// ## 查什么
    /// 没有写完的文字：占位的 XX、××、____，没有取舍的“增加（减少）”“增长/下降”，“主要原因是”后面没有内容，空的括号。各表都还没有填金额的空白模板不提示。
    ///
    /// ## 为什么
    /// 这些是模板留下的空格，公开前必须填好或删去。
    ///
    /// ## 例
    /// 比上年预算增加（减少）5.00 万元，主要原因是。
    "GJ0901" "文字没有写完" Warning Correctness Text(find)
}

/// What only keeps the place of words, in plain form.
const PLACEHOLDERS: &[&str] = &[
    "XX",
    "××",
    "xx",
    "__",
    "＿＿",
    "○○",
    "□□",
    "增加(减少)",
    "减少(增加)",
    "增长(下降)",
    "下降(增长)",
    "增加/减少",
    "增加(或减少)",
    "增长/下降",
    "增(减)",
    "()",
    "原因是。",
    "原因是:。",
    "原因是，",
    "原因是；",
    "原因为。",
    "主要用于。",
    "主要用于；",
    "原因:。",
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    if context.is_unfilled() {
        return found;
    }
    for (place, passage) in context.prose.passages.iter().enumerate() {
        let text = passage.plain();
        let mut taken = 0_usize;
        for (start, end) in stretches(&text) {
            if start < taken {
                continue;
            }
            taken = end;
            let Some(text) = context.stretch(place, start, end) else {
                continue;
            };
            let message = format!("“{}”没有写完。", text.quote);
            found.push(Marked::at(
                Some(text),
                message,
                "请填写内容，或删去这几个字。",
            ));
        }
    }
    found
}

/// Whether a text has no placeholders.
pub(super) fn is_whole(text: &str) -> bool {
    stretches(text).is_empty()
}

/// Where placeholders stand, in characters.
fn stretches(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = PLACEHOLDERS
        .iter()
        .flat_map(|word| {
            text.match_indices(word)
                .map(move |(at, _)| (at, word.chars().count()))
        })
        .filter(|(at, _)| !inside_word(text, *at))
        .filter(|(at, length)| !turns_nothing(text, *at, *length))
        .map(|(at, length)| {
            let start = text.get(..at).map_or(0, |before| before.chars().count());
            (start, start.saturating_add(length))
        })
        .collect();
    let hangs = ["主要原因是", "主要原因是:", "主要原因:"]
        .iter()
        .any(|word| text.ends_with(word));
    if hangs {
        let length = text.chars().count();
        found.push((length.saturating_sub(5), length));
    }
    found.put_in_order();
    found
}

/// Whether neither of two directions is chosen because nothing changed: 增(减)0万元.
fn turns_nothing(text: &str, at: usize, length: usize) -> bool {
    let (_, from) = text.split_at_checked(at).unwrap_or(("", text));
    let behind = from.chars().skip(length);
    let number: String = behind
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    !number.is_empty() && number.chars().all(|c| "0.".contains(c))
}

/// Whether XX goes on in a word of letters.
fn inside_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let letter = |c: char| c.is_ascii_alphanumeric() && !"Xx".contains(c);
    let rest = after.trim_start_matches(['X', 'x']);
    before.ends_with(letter) || after.starts_with(['X', 'x']) && rest.starts_with(letter)
}
