use super::{Wording, rule};
use crate::check::{Context, Judged};

rule! {
    /// ## 查什么
    /// 合计只有一个有数的组成部分，两者末位相差一。不印小数的表不查：印为 0 的可能是将近半个单位的数。
    ///
    /// ## 为什么
    /// 只有一个数相加，合计本应与它相同；除非某个空白处隐去了不足半分的金额，否则是写错。
    ///
    /// ## 例
    /// “合计”印为 9.03，而唯一的“项目支出”为 9.02。
    "GJ0502" "仅一数相加而末位不同" Warning Correctness Relation(word)
}

fn word(context: &Context<'_>, judged: &Judged<'_>) -> Option<Wording> {
    let message = context.differs(judged, "而它唯一有数的组成部分为")?;
    let hint = format!(
        "依据：{}。请确认空白处是否真的没有金额；若没有，两处应当相同。",
        context.say(judged)
    );
    Some(Wording { message, hint })
}
