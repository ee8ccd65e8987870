use super::{Marked, rule};
use crate::check::Context;

rule! {
    /// ## 查什么
    /// 重复的标点，没有配对的括号、书名号和引号。
    ///
    /// ## 为什么
    /// 多半是改稿时留下的，有时还说明漏掉了几个字。这是提示，不影响结论。
    ///
    /// ## 例
    /// “新政办发〔2010〕109号）”前面少了“（”。
    "GJ0902" "标点有误" Notice Correctness Text(find)
}

const DOUBLED: &[&str] = &[
    "。。", "，，", "，。", "。，", "；。", "、、", "、，", "，、", "；；", "::", "、。", "；，",
];

/// Signs that come in pairs, as printed; brackets of one kind may close another's.
const PAIRS: &[(&[char], &[char], &str)] = &[
    (
        &['(', '（', '[', '〔', '【', '［'],
        &[')', '）', ']', '〕', '】', '］'],
        "括号",
    ),
    (&['《'], &['》'], "书名号"),
    (&['“'], &['”'], "引号"),
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for (place, passage) in context.prose.passages.iter().enumerate() {
        let text = passage.plain();
        let length = text.chars().count();
        let mut say = |start: usize, end: usize, what: &str| {
            let Some(text) = context.stretch(place, start, end) else {
                return;
            };
            let message = format!("“{}”处{what}。", text.quote);
            found.push(Marked::at(
                Some(text),
                message,
                "请改正标点，并看看是否漏字。",
            ));
        };
        for word in DOUBLED {
            for (at, _) in text.match_indices(word) {
                let start = text.get(..at).map_or(0, |before| before.chars().count());
                say(start, start.saturating_add(2), "标点重复");
            }
        }
        let printed = passage.printed(context.book);
        for (open, close, name) in PAIRS {
            if unpaired(&printed, open, close) {
                say(0, length.min(20), &format!("所在的段落{name}没有配对"));
            }
        }
    }
    found
}

/// Whether signs of a pair stand alone. The number of an item may close a bracket: `1)`.
fn unpaired(text: &str, open: &[char], close: &[char]) -> bool {
    let mut depth = 0_u32;
    let mut last = ' ';
    let mut letters = 0_usize;
    for c in text.chars() {
        if open.contains(&c) {
            depth = depth.saturating_add(1);
        } else if close.contains(&c) {
            let number = letters <= 2 && last.is_ascii_digit();
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None if number => {}
                None => return true,
            }
        }
        letters = letters.saturating_add(usize::from(!c.is_whitespace()));
        last = c;
    }
    depth > 0
}
