use super::{Found, Wording, rule};
use crate::check::{Context, StoredFault};
use crate::report::Role;

rule! {
    /// ## 查什么
    /// 单元格保存的小数多于显示的小数时，按保存的数字也能勾稽相符。
    ///
    /// ## 为什么
    /// 显示的数字只差尾数，可能是四舍五入；但保存的数字没有舍入，仍对不上就说明有一个数不是由其他数算出来的。公开看到的是显示的数字，所以只作提醒。
    ///
    /// ## 例
    /// 三个单元格各显示 1.00、实际保存 1.004，合计手工填了 3.02。
    "GJ0505" "保存的小数对不上" Warning Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let faults = context.stored.iter();
    faults.filter_map(|fault| word(context, fault)).collect()
}

fn word(context: &Context<'_>, fault: &StoredFault) -> Option<Found> {
    let judged = context.judged.get(fault.place)?;
    let total = context.reported(judged)?;
    let judgement = &fault.judgement;
    let message = format!(
        "{}：{}显示为 {}，在尾差之内；但按单元格保存的数字，它是 {}，应为 {}，相差 {}。",
        context.place(total),
        context.subject(total),
        context.printed(total),
        judgement.reported.normalize(),
        judgement.computed.normalize(),
        judgement.difference().abs().normalize()
    );
    let hint = format!(
        "依据：{}。请查这几个单元格中哪一个不是由公式算出的。",
        context.say(judged)
    );
    let mut cells = context.cells(judged);
    if let Some(cell) = cells.first_mut() {
        cell.role = Some(Role::Primary);
    }
    Some((cells, Wording { message, hint }))
}
