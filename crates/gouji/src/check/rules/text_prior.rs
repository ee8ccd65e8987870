use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::{Clash, Parts, Priors};

rule! {
    /// ## 查什么
    /// 写明上年没有这项支出的，增加额等于本年数；同一句写明本年数和上年数的，增减额等于两者之差。由“本年数”和“比上年增加（减少）”推出的上年数，在各处说明中一致，并符合表内表间的勾稽：例如基本支出与项目支出的上年数之和等于支出总额的上年数；今年各科目的上年数之和不大于总额的上年数（上年可能另有今年没有的科目）。
    ///
    /// ## 为什么
    /// 同一金额在几处说明，往往只改了一处的增减额。
    ///
    /// ## 例
    /// 收入说明推出上年数 490.93 万元，支出说明推出 480.93 万元。
    "GJ0806" "各处推出的上年数不一致" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let Priors { known, clashes, .. } = context.priors;
    let added = context.added_otherwise().into_iter();
    let added = added.filter_map(|(claim, implied)| unplanned(context, claim, implied));
    let changed = context.changed_otherwise().into_iter();
    let changed = changed.filter_map(|(claim, differ)| otherwise(context, claim, differ));
    let mut found: Vec<Marked> = added.chain(changed).collect();
    if !clashes.is_empty() {
        let told = clashes.iter().filter_map(|clash| apart(context, clash));
        found.extend(told);
        return found;
    }
    let parts = context.prior_parts(known).into_iter();
    let more = parts.filter(|parts| parts.value.below(parts.sum) == Some(true));
    found.extend(more.filter_map(|parts| exceeding(context, &parts)));
    found
}

/// A change from nothing that is not all that is there now.
fn unplanned(context: &Context<'_>, claim: usize, implied: Interval) -> Option<Marked> {
    let message = format!(
        "此处写明上年没有这项支出，由本年数和增减额推出的上年数却是 {} 万元；增加额应等于本年数。",
        in_wan(implied)
    );
    told(context, claim, message)
}

/// A change that is not what both amounts beside it differ by.
fn otherwise(context: &Context<'_>, claim: usize, differ: Interval) -> Option<Marked> {
    let message = format!(
        "同一句写明的本年数减去上年数为 {} 万元，与此处的增减额不符。",
        in_wan(differ)
    );
    told(context, claim, message)
}

/// Two ways to one figure.
fn apart(context: &Context<'_>, clash: &Clash) -> Option<Marked> {
    let message = format!(
        "由此处的增减额推出，{} {}的上年数为 {} 万元；由其他说明推出为 {} 万元。",
        context.place(clash.figure),
        context.subject(clash.figure),
        in_wan(clash.other),
        in_wan(clash.one)
    );
    told(context, clash.claim, message)
}

/// Parts that had more than their whole.
fn exceeding(context: &Context<'_>, parts: &Parts) -> Option<Marked> {
    let message = format!(
        "由各处的增减额推出，{} {}的上年数为 {} 万元，它的各部分上年共有 {} 万元，多于总数。",
        context.place(parts.whole),
        context.subject(parts.whole),
        in_wan(parts.value),
        in_wan(parts.sum)
    );
    told(context, parts.claim, message)
}

/// A message at the words of a claim.
fn told(context: &Context<'_>, claim: usize, message: String) -> Option<Marked> {
    let claim = context.claim(claim)?;
    let hint = "请对照上年预算，核对各处的增减额和方向。";
    Some(Marked::at(context.words(claim), message, hint))
}

/// An amount in 元 in words, in 万元.
pub(super) fn in_wan(value: Interval) -> String {
    let value = value.shifted(-4).map(|value| value.centre().normalize());
    value.map(|value| value.to_string()).unwrap_or_default()
}
