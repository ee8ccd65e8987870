use super::{Found, Wording, rule};
use crate::check::Context;
use crate::report::Role;

/// Cells that are listed at most.
const MOST_CELLS: usize = 100;

rule! {
    /// ## 查什么
    /// 单元格保存的小数多于显示的小数时，按保存的数字也能勾稽相符。
    ///
    /// ## 为什么
    /// 显示的数字只差尾数，可能是四舍五入；但保存的数字没有舍入，仍对不上就说明有一个数不是由其他数算出来的。公开看到的是显示的数字，所以只作提醒。
    ///
    /// ## 例
    /// 三个单元格各显示 1.00、实际保存 1.004，合计手工填了 3.02。
    "GJ0505" "保存的小数对不上" Notice Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    word(context).into_iter().collect()
}

fn word(context: &Context<'_>) -> Option<Found> {
    let fault = context.stored.first()?;
    let total = context.reported(context.judged.get(fault.place)?)?;
    let judgement = &fault.judgement;
    let message = format!(
        "{} 处勾稽显示的数字在尾差之内，而单元格保存的小数对不上。如 {}：{}显示为 {}，按保存的数字是 {}，应为 {}，相差 {}。",
        context.stored.len(),
        context.place(total),
        context.subject(total),
        context.printed(total),
        judgement.reported.normalize(),
        judgement.computed.normalize(),
        judgement.difference().abs().normalize()
    );
    let hint =
        "公开看到的是显示的数字，不影响勾稽；请查有关单元格中哪些不是由公式算出的。".to_owned();
    let totals = context
        .stored
        .iter()
        .filter_map(|fault| context.reported(context.judged.get(fault.place)?))
        .take(MOST_CELLS);
    let role = |id| (id == total).then_some(Role::Primary);
    let cells = totals.filter_map(|id| context.cell(id, role(id)));
    Some((cells.collect(), Wording { message, hint }))
}
