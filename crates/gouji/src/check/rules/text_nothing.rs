use super::{Marked, Wording, rule};
use crate::check::Context;
use crate::check::condition::is_conditional;
use crate::prose::{Passage, Told, Years};
use crate::recognise::FigureId;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 说明写某项“未安排”“没有安排”“没有使用”的，表中这一项没有金额。
    ///
    /// ## 为什么
    /// 沿用去年的说明，今年有了预算却仍写没有，是公开不实。
    ///
    /// ## 例
    /// 说明写“政府性基金预算未安排”，政府性基金预算支出情况表中有 12.00 万元。
    "GJ0809" "说明写没有而表中有金额" Error Correctness Text(find)
}

/// Words that say that nothing was planned.
const NOTHING: &[&str] = &[
    "没有使用",
    "没有安排",
    "未安排",
    "未使用",
    "不涉及",
    "没有",
    "均未安排",
    "安排的支出",
    "预算的支出",
];

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for (place, passage) in context.prose.passages.iter().enumerate() {
        for (start, end) in clauses(passage) {
            let words = passage.slice(start, end);
            let said: String = words.iter().collect();
            if !denies(&said) || !is_said_of_now(context, place, passage, end) {
                continue;
            }
            let Some(figure) = contradicted(context, place, &said) else {
                continue;
            };
            let Some(text) = context.stretch(place, start, end) else {
                continue;
            };
            let message = format!(
                "说明写“{}”，而 {} {}为 {}。",
                text.quote,
                context.place(figure),
                context.subject(figure),
                context.printed(figure)
            );
            found.push(Marked {
                text: Some(text),
                cells: context
                    .cell(figure, Some(Role::Primary))
                    .into_iter()
                    .collect(),
                relation: None,
                wording: Wording {
                    message,
                    hint: "请核对表中金额；确有安排的，改写说明。".to_owned(),
                },
            });
        }
    }
    found
}

/// The stretches between signs of a paragraph.
fn clauses(passage: &Passage) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0_usize;
    let text: Vec<char> = passage.plain().chars().collect();
    for at in 0..=text.len() {
        if text.get(at).is_none_or(|c| "，。；:".contains(*c)) {
            if at > start {
                found.push((start, at));
            }
            start = at.saturating_add(1);
        }
    }
    found
}

/// Whether a clause says what is, this year: it is neither a condition nor of the year before.
fn is_said_of_now(context: &Context<'_>, place: usize, passage: &Passage, end: usize) -> bool {
    let text = passage.slice(0, end);
    let begin = text.iter().rposition(|c| "。；".contains(*c));
    let sentence: String = text
        .iter()
        .skip(begin.map_or(0, |at| at.saturating_add(1)))
        .collect();
    let years = Years {
        lexicon: context.lexicon(),
        text,
        dates: &context.prose.dates_of(place),
        budget: context.disclosure.year,
    };
    !is_conditional(&sentence) && !matches!(years.told(end), Some(Told::Before(_)))
}

/// Whether a clause says that there is none of something, and neither how much of it nor that it was so last year.
fn denies(said: &str) -> bool {
    let nothing = ["没有", "未安排", "未使用", "不涉及"];
    let counts = said.contains(|c: char| c.is_ascii_digit()) && !said.contains('年');
    nothing.iter().any(|word| said.contains(word)) && !said.contains("上年") && !counts
}

/// A figure that a clause says is nothing, and that is not.
fn contradicted(context: &Context<'_>, place: usize, said: &str) -> Option<FigureId> {
    let mut rest = said.to_owned();
    for word in NOTHING {
        rest = rest.replace(word, "");
    }
    let bare: Vec<char> = rest.chars().filter(|c| !c.is_ascii_digit()).collect();
    let subject = context.lexicon().read(&bare);
    let around = context.around(place);
    let (strict, _) = context.lexicon().candidates(&subject, &around);
    let all = !strict.is_empty()
        && strict
            .iter()
            .all(|&id| context.is_nothing(id) == Some(false));
    strict.first().copied().filter(|_| all)
}
