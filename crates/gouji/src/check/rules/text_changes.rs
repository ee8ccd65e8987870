use super::text_prior::in_wan;
use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{Parts, Priors};

rule! {
    /// ## 查什么
    /// 说明逐个科目写了增减额、有金额的科目都写到了的，各科目增减额之和与总额的增减额相同。上年另有今年没有的科目时，两者可以不同；各科目推出的上年数大于总额上年数的，另由 GJ0806 报告。
    ///
    /// ## 为什么
    /// 科目的增减额加不成总额的增减额，不是某处写错，就是有科目今年取消了而没有说明。
    ///
    /// ## 例
    /// 十个科目的增减额相加为增加 64.38 万元，总额写比上年增加 69.38 万元。
    "GJ0821" "各科目增减额之和与总额的增减额不同" Notice Correctness Text(find)
}

/// Parts that must tell their changes.
const FEWEST: usize = 2;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let Priors { known, clashes, .. } = context.priors;
    if !clashes.is_empty() {
        return Vec::new();
    }
    let parts = context.prior_parts(known).into_iter();
    let less = parts.filter(|parts| {
        parts.are_rows
            && parts.complete
            && parts.told >= FEWEST
            && parts.sum.below(parts.value) == Some(true)
    });
    less.filter_map(|parts| word(context, &parts)).collect()
}

fn word(context: &Context<'_>, parts: &Parts) -> Option<Marked> {
    let gap = parts.value.plus(parts.sum.times(-1)?)?;
    let message = format!(
        "{} {}：由总额的增减额推出上年数 {} 万元，由各科目的增减额推出上年共 {} 万元，相差 {} 万元。",
        context.place(parts.whole),
        context.subject(parts.whole),
        in_wan(parts.value),
        in_wan(parts.sum),
        in_wan(Interval::point(gap.centre()))
    );
    let hint = "请核对各处的增减额；如有科目今年没有安排，请在说明中写明。";
    Some(Marked::at(
        context.words(context.claim(parts.claim)?),
        message,
        hint,
    ))
}
