use super::{Found, Wording, rule};
use crate::check::Context;
use crate::recognise::SecondCopy;
use crate::report::{CellRef, Reason, Role, slip, words};

rule! {
    /// ## 查什么
    /// 一张表的首行和末行各印一次总计，或各行的上面和下面各印一次本年合计时，两处的数字只差一个笔误。差得更多的，按《同一张表两处数字不同》提示：两处的口径可能不同。
    ///
    /// ## 为什么
    /// 同一个合计在一张表里印了两次，不会有两个数。
    ///
    /// ## 例
    /// 首行“合计”为 783.56，末行“总计”为 738.56。
    "GJ0308" "同一合计在表中两处不同" Error Correctness Disclosure(find)
}

fn find(context: &Context<'_>) -> Vec<Found> {
    let copies = context.disclosure.differing();
    let slips = copies.filter(|copy| is_slip(context, copy));
    slips.filter_map(|copy| word(context, copy)).collect()
}

/// Whether a copy stands in the table of its figure, and a slip of the hand parts the two.
pub(super) fn is_slip(context: &Context<'_>, copy: &SecondCopy) -> bool {
    copy.within && reason(context, copy).is_some()
}

fn reason(context: &Context<'_>, copy: &SecondCopy) -> Option<Reason> {
    let own = context
        .disclosure
        .figures
        .get(copy.figure)?
        .value
        .amount()?;
    let (mut own, mut other) = (own.printed(), copy.amount?);
    let scale = own.scale().max(other.scale());
    own.rescale(scale);
    other.rescale(scale);
    let reason = slip(&other.to_string(), &own.to_string());
    (reason != Reason::Other).then_some(reason)
}

fn word(context: &Context<'_>, copy: &SecondCopy) -> Option<Found> {
    let first = context.cell(copy.figure, Some(Role::Primary))?;
    let second = CellRef {
        sheet: copy.sheet.clone(),
        cell: copy.at.to_string(),
        value: copy.printed.clone(),
        role: Some(Role::Also),
        ..first.clone()
    };
    let message = format!(
        "{}：{}为 {}，同一张表的 {} 又写为 {}（{}）。",
        context.place(copy.figure),
        context.subject(copy.figure),
        context.printed(copy.figure),
        copy.at,
        copy.printed,
        words(reason(context, copy)?)
    );
    let hint = "两处是同一个合计，请核对后改成一致。".to_owned();
    Some((vec![first, second], Wording { message, hint }))
}
