use super::{Wording, rule};
use crate::check::finding::gap;
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 经济分类与功能分类中通常相等的金额，如 30108 养老保险缴费 与 2080505。
    ///
    /// ## 为什么
    /// 这类关系通常成立但不是规定：项目支出、结转资金或分类口径都可能使两者不等。仅供核对参考。
    ///
    /// ## 例
    /// 30113 住房公积金为 40.32，2210201 住房公积金为 43.02。
    "GJ0601" "通常相等的金额不等" Warning Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let said = format!("{}，后者为", context.say(judged));
    compared(
        context,
        judged,
        &said,
        "如因项目支出、结转资金或分类口径造成，可不修改。",
    )
}

/// What is printed, what it is compared with, and how far they are apart.
pub(super) fn compared(
    context: &Context<'_>,
    judged: &Judged<'_>,
    said: &str,
    hint: &str,
) -> Option<Wording> {
    let first = context.reported(judged)?;
    let message = format!(
        "{}：{}为 {}，{said} {}，相差 {}。",
        context.place(first),
        context.subject(first),
        context.printed(first),
        judged.judgement.computed,
        gap(judged)
    );
    let hint = hint.to_owned();
    Some(Wording { message, hint })
}
