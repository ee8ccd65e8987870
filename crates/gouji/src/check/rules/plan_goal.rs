use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::AmountUnit;
use crate::check::Context;
use crate::check::prose::{Agreement, compared, money};
use crate::prose::{Claim, Indicator, Plan, Unit, numbers_in, plain_chars};

rule! {
    /// ## 查什么
    /// 绩效目标的文字与本表的数字一致：项目总投资等于年度资金；满意度、补贴标准与同一单位的唯一指标相同；标准写同一个数的，按年、按月也相同；人数、月数、场次等与同一单位、同一名称的唯一指标不矛盾（≥、≤ 按所写的方向比较）。
    ///
    /// ## 为什么
    /// 目标文字和指标分头填写，改了一处漏了另一处。
    ///
    /// ## 例
    /// 目标写“满意度不低于 90%”，指标为“≥95%”。
    "GJ1006" "绩效目标文字与指标不一致" Warning Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let mut found = Vec::new();
    for plan in &context.prose.plans {
        let Some(goal) = &plan.goal else { continue };
        let own = context.claims().map(|(_, claim)| claim).filter(|claim| {
            context
                .prose
                .passages
                .get(claim.passage)
                .is_some_and(|passage| passage.at() == goal.at() && passage.sheet == goal.sheet)
        });
        for claim in own {
            let told = funds(plan, claim)
                .or_else(|| indicator(plan, claim, &goal.plain()))
                .or_else(|| standard(plan, claim))
                .or_else(|| count(plan, claim, &goal.plain()));
            let Some(other) = told else { continue };
            let Some(text) = context.words(claim) else {
                continue;
            };
            let message = format!(
                "绩效目标表“{}”的目标写“{}”，{other}。",
                plan.name, text.quote
            );
            found.push(Marked::at(Some(text), message, "请核对后改成一致。"));
        }
    }
    found
}

/// What the funds of the table are, where the goal tells them otherwise.
fn funds(plan: &Plan, claim: &Claim) -> Option<String> {
    let total = ["总投资", "项目资金", "预算资金", "总资金", "资金总额"]
        .iter()
        .any(|word| claim.noun.contains(word));
    let (_, _, amount) = plan.fund(&["年度预算总额", "年度资金申请总额", "资金总额"])?;
    let printed = amount
        .interval()
        .shifted(plan.unit?.exponent_to(AmountUnit::Yuan))?;
    let differs = total && compared(money(claim)?, printed)? == Agreement::Other;
    differs.then(|| format!("资金一栏为 {amount}"))
}

/// What an indicator says, where the goal says otherwise of the same.
fn indicator(plan: &Plan, claim: &Claim, goal: &str) -> Option<String> {
    let before: String = goal
        .chars()
        .skip(claim.start.saturating_sub(12))
        .take(claim.start.min(12))
        .collect();
    let satisfied = matches!(claim.unit, Some(Unit::Percent)) && before.contains("满意度");
    let each = matches!(&claim.unit, Some(Unit::Each(..)));
    if !satisfied && !each {
        return None;
    }
    let same = plan.indicators.iter().filter_map(|indicator| {
        let numbers = numbers_in(&indicator.target);
        let [number] = numbers.as_slice() else {
            return None;
        };
        let fits = Some(&number.unit) == claim.unit.as_ref()
            && (each || indicator.name.contains("满意度"));
        fits.then_some((number.value, indicator.target.clone()))
    });
    let all: Vec<(Decimal, String)> = same.collect();
    let [(value, target)] = all.as_slice() else {
        return None;
    };
    (*value != claim.value).then(|| format!("指标值为“{target}”"))
}

/// What the indicators say of a standard, where all that print its number are for another time: 120 元/人/月 and
/// 120 元/人/年.
fn standard(plan: &Plan, claim: &Claim) -> Option<String> {
    let Some(Unit::Each(exponent, of)) = &claim.unit else {
        return None;
    };
    let time = |of: &str| of.chars().find(|c| "年月日天".contains(*c));
    let mut same = plan.indicators.iter().filter_map(|indicator| {
        let numbers = numbers_in(&indicator.target);
        let number = numbers.into_iter().find(|it| it.value == claim.value)?;
        match number.unit {
            Unit::Each(own, for_each) => Some((own, for_each, indicator)),
            _ => None,
        }
    });
    let first = same.next()?;
    let differs = |(own, for_each, _): &(i32, String, &Indicator)| {
        let other = time(for_each).zip(time(of));
        own != exponent || other.is_some_and(|(own, other)| own != other)
    };
    let all = differs(&first) && same.all(|it| differs(&it));
    let (.., indicator) = first;
    all.then(|| format!("指标“{}”为“{}”", indicator.name, indicator.target))
}

/// What an indicator says of the number of something, where the goal contradicts it: both have one
/// number of that unit, and the indicator's name is said before the goal's.
fn count(plan: &Plan, claim: &Claim, goal: &str) -> Option<String> {
    let unit = claim.unit.as_ref()?;
    let of_unit = |text: &str| -> Vec<Decimal> {
        let numbers = numbers_in(text).into_iter();
        let own = numbers.filter(|number| number.unit == *unit);
        own.map(|number| number.value).collect()
    };
    if !matches!(unit, Unit::Count(_)) || of_unit(goal).len() != 1 {
        return None;
    }
    let counting = plan.indicators.iter();
    let mut counting = counting.filter(|indicator| !of_unit(&indicator.target).is_empty());
    let (only, none) = (counting.next()?, counting.next());
    let values = of_unit(&only.target);
    let ([value], None) = (values.as_slice(), none) else {
        return None;
    };
    let before: Vec<char> = goal.chars().take(claim.start).collect();
    let before = before.rsplit(|c| "，。；".contains(*c)).next()?;
    let named = |pair: &[char]| {
        pair.iter().all(|c| c.is_alphabetic()) && before.windows(2).any(|other| other == pair)
    };
    let name: Vec<char> = only.name.chars().collect();
    let holds = match plain_chars(&only.target).first() {
        Some('≥' | '>') => claim.value >= *value,
        Some('≤' | '<') => claim.value <= *value,
        _ => claim.value == *value,
    };
    (!holds && name.windows(2).any(named))
        .then(|| format!("指标“{}”为“{}”", only.name, only.target))
}
