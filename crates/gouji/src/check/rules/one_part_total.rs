use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};
use crate::recognise::FigureId;

rule! {
    /// ## 查什么
    /// 同一行的“合计”没有漏加：它与其中一栏的数字相同，而其他栏还有金额。
    ///
    /// ## 为什么
    /// 合计只抄了一栏，常见的是只算了基本支出，忘了加上项目支出。部门支出由基本支出和项目支出组成。
    ///
    /// ## 例
    /// 某科目“合计”为 390.47，与“基本支出”相同，而“项目支出”还有 12.00。
    "GJ0305" "合计漏加其他栏" Error Correctness Relation(word)
    basis "《预算法实施条例》第五条"
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let (total, same, left_out) = find(context, judged)?;
    let left_out: Vec<String> = left_out
        .into_iter()
        .map(|id| format!("“{}”还有 {}", context.column_name(id), context.printed(id)))
        .collect();
    let message = format!(
        "{}：{}为 {}，与“{}”相同，而{}，各栏相加为 {}，相差 {}。",
        context.place(total),
        context.subject(total),
        context.printed(total),
        context.column_name(same),
        left_out.join("、"),
        judged.judgement.computed,
        gap(judged)
    );
    Some(Wording {
        message,
        hint: context.hint(judged),
    })
}

/// Whether a broken relation within a row has the total of one part alone.
pub(super) fn explains(context: &Context<'_>, judged: &Judged<'_>) -> bool {
    let suspect = context.suspects.get(&judged.place);
    find(context, judged)
        .is_some_and(|(total, ..)| suspect.is_none_or(|suspect| suspect.figure == total))
}

/// The total, the part that it equals, and the other parts with amounts.
fn find(context: &Context<'_>, judged: &Judged<'_>) -> Option<(FigureId, FigureId, Vec<FigureId>)> {
    let [total] = judged.relation.left.as_slice() else {
        return None;
    };
    let value = |id: FigureId| context.disclosure.figures.get(id)?.value.amount();
    let whole = value(total.figure).filter(|whole| !whole.is_nothing())?;
    let added = judged
        .relation
        .right
        .iter()
        .all(|term| term.coefficient == 1);
    let parts = judged.relation.right.iter().map(|term| term.figure);
    let (same, others): (Vec<FigureId>, Vec<FigureId>) = parts
        .filter(|&id| value(id).is_some_and(|amount| !amount.is_nothing()))
        .partition(|&id| value(id).is_some_and(|amount| amount.printed() == whole.printed()));
    match same.as_slice() {
        [same] if added && !others.is_empty() => Some((total.figure, *same, others)),
        _ => None,
    }
}
