use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::UnitConflict;
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 表上注明的金额单位与数字相符：换算成同一单位后，同一数字在各表中相同。
    ///
    /// ## 为什么
    /// 单位写错，整张表的金额就差了一千倍或一万倍。
    ///
    /// ## 例
    /// 表上写“单位：元”，而数字按“万元”才与其他各表一致。
    "GJ0107" "金额单位与数字不符" Error Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let conflicts = context.disclosure.unit_conflicts.iter();
    conflicts.map(|conflict| word(context, conflict)).collect()
}

fn word(context: &Context<'_>, conflict: &UnitConflict) -> Found {
    let short = context.short(conflict.table);
    let (stated, fitting) = (conflict.stated.name(), conflict.fitting.name());
    let message = format!(
        "{short}的单位为“{stated}”，但它的数字按“{fitting}”才与其他各表相符：与其他表的 {} 项勾稽中有 {} 项因此成立。",
        conflict.of, conflict.holding
    );
    let hint = format!(
        "请把单位改为“{fitting}”，或把全表金额换算为{stated}。其余核对已按“{fitting}”进行。"
    );
    let figures = context.disclosure.figures.iter().enumerate();
    let mut printed = figures
        .filter(|(_, figure)| figure.table == conflict.table && figure.value.amount().is_some());
    let cell = printed
        .next()
        .and_then(|(id, _)| context.cell(id, Some(Role::Primary)));
    (cell.into_iter().collect(), Wording { message, hint })
}
