use std::collections::{BTreeMap, BTreeSet};

use super::{Wording, rule};
use crate::catalogue::same;
use crate::check::finding::gap;
use crate::check::{Change, Context, Judged, Outcome, judge};
use crate::order::Gather;
use crate::recognise::{FigureId, RowKey, Value};

rule! {
    /// ## 查什么
    /// 同一科目在一张表中列了两行，而合计或另一张表只计了其中一行。
    ///
    /// ## 为什么
    /// 去掉其中一行，勾稽就成立，说明这一行是重复填列的。
    ///
    /// ## 例
    /// 支出总表中 2080505 列了两行，都是 48.58，而它的上级科目只计一次。
    "GJ0703" "重复的科目行使合计不符" Error Correctness Relation(word)
}

/// Repeated rows of which each is tried as the one too many.
const MOST_TRIED: usize = 8;

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let ([first, repeated], _) = find(context, judged)?;
    let total = context.reported(judged)?;
    let (computed, printed) = (judged.judgement.computed, context.printed(total));
    let message = format!(
        "{}：{}为 {printed}，按“{}”为 {computed}，相差 {}；{} 与 {} 重复，去掉一行即相符。",
        context.place(total),
        context.subject(total),
        context.say(judged),
        gap(judged),
        context.place(first),
        context.place(repeated)
    );
    let hint = format!(
        "{} 在表中列了不止一行，请核对后删去重复的一行。",
        context.row_name(repeated)
    );
    Some(Wording { message, hint })
}

/// Whether a relation is broken because a row of a subject is repeated.
pub(super) fn explains(context: &Context<'_>, judged: &Judged<'_>) -> bool {
    judged.judgement.outcome == Outcome::Broken && find(context, judged).is_some()
}

/// The rows that relations count twice: table and code.
pub(super) fn rows<'a>(context: &Context<'a>) -> BTreeSet<(usize, &'a str)> {
    let broken = context
        .judged
        .iter()
        .filter(|judged| judged.judgement.outcome == Outcome::Broken);
    broken
        .filter_map(|judged| find(context, judged))
        .map(|(_, row)| row)
        .gather()
}

/// The first of a repeated row's figures and the one without which a relation holds; and the row's
/// table and code.
fn find<'a>(
    context: &Context<'a>,
    judged: &Judged<'_>,
) -> Option<([FigureId; 2], (usize, &'a str))> {
    let mut groups: BTreeMap<_, Vec<(FigureId, &str)>> = BTreeMap::new();
    for id in judged.relation.terms().map(|term| term.figure) {
        let figure = context.disclosure.figures.get(id)?;
        let row = context.disclosure.row_of(figure)?;
        if let RowKey::Code(code) = &row.key {
            let key = (
                figure.table,
                code.as_str(),
                row.unit,
                figure.part,
                figure.column,
            );
            groups.entry(key).or_default().push((id, row.name.as_str()));
        }
    }
    groups.into_iter().find_map(|((table, code, ..), figures)| {
        let (kept, first) = *figures.first()?;
        let mut repeated = figures.iter().skip(1).rev().take(MOST_TRIED);
        let without = |&&(id, name): &&(FigureId, &str)| {
            same(name, first) && holds_without(context, judged, id)
        };
        let (id, _) = *repeated.find(without)?;
        Some(([kept, id], (table, code)))
    })
}

fn holds_without(context: &Context<'_>, judged: &Judged<'_>, figure: FigureId) -> bool {
    let change = Change {
        figure,
        value: Value::Blank,
    };
    let (rulebook, disclosure) = (context.rulebook, context.disclosure);
    let held = judge(rulebook, disclosure, judged.relation, Some(change));
    held.is_ok_and(|held| held.is_some_and(|held| held.outcome != Outcome::Broken))
}
