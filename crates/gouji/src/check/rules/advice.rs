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
    let first = context.reported(judged)?;
    let (place, subject, printed) = (
        context.place(first),
        context.subject(first),
        context.printed(first),
    );
    let (computed, gap, say) = (judged.judgement.computed, gap(judged), context.say(judged));
    let message = format!("{place}：{subject}为 {printed}，{say}，后者为 {computed}，相差 {gap}。");
    let hint = "如因项目支出、结转资金或分类口径造成，可不修改。".to_owned();
    Some(Wording { message, hint })
}
