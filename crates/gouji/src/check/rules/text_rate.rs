use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Marked, Wording, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::Verdict;
use crate::prose::{Claim, Role};
use crate::report::RelationRef;

rule! {
    /// ## 查什么
    /// 增长（下降）的百分比等于增减额除以上年数；写明上年数的，按两年的数计算。增加额不能大于本年数。上年数为零的没有增减率，习惯写 100% 或 0%，写别的数没有依据。允许的差只有百分比末位的半个单位和金额自身四舍五入带来的差。
    ///
    /// ## 为什么
    /// 增减率不合，往往说明其中一个金额是别的年度的，或小数点错了位。
    ///
    /// ## 例
    /// 预算 402.47 万元，比上年增加 46.22 万元，增长 13.97%；应为 12.97%。
    "GJ0803" "增减率与金额不符" Error Correctness Text(find)
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let failing = context.claims().filter_map(|(place, claim)| {
        let ratio = context
            .rate(place, claim)
            .filter(|ratio| ratio.verdict != Verdict::Holds)
            .filter(|_| !is_of_the_table(context, place, claim))?;
        let text = context.words(claim)?;
        let Role::Rate(direction) = claim.role else {
            return None;
        };
        let said = rate_name(direction.signed(claim.value));
        let message = match ratio.verdict {
            Verdict::Impossible => format!(
                "说明写{said}，但按 {} 计算，上年数成了负数。",
                ratio.formula
            ),
            _ if ratio.ends.is_none() => format!(
                "说明写{said}，但按 {} 计算，上年数为零，没有增减率。",
                ratio.formula
            ),
            _ => format!(
                "说明写{said}，按 {} 计算为{}。",
                ratio.formula,
                rate_name(ratio.computed)
            ),
        };
        Some(Marked {
            text: Some(text),
            cells: Vec::new(),
            relation: Some(RelationRef {
                formula: format!("增减率 = {}", ratio.formula),
                reported: direction.signed(claim.value).to_string(),
                computed: ratio.computed.to_string(),
                difference: direction
                    .signed(claim.value)
                    .checked_sub(ratio.computed)
                    .unwrap_or_default()
                    .to_string(),
                tolerance: Decimal::new(5, claim.value.scale().saturating_add(1)).to_string(),
                explanation: "增减率 = 增减额 ÷ 上年数".to_owned(),
                basis: None,
            }),
            wording: Wording {
                message,
                hint: "请核对本年数、上年数和增减额，再重算百分比。".to_owned(),
            },
        })
    });
    failing.collect()
}

/// Whether the change beside a rate is not that of the table, which bears out the rate: the change is the slip.
fn is_of_the_table(context: &Context<'_>, place: usize, claim: &Claim) -> bool {
    let Role::Rate(direction) = claim.role else {
        return false;
    };
    let said = Interval::around(direction.signed(claim.value));
    let change = context.change_beside(place, claim).map(|(at, _)| at);
    let mut stale = context.priors.stale.iter();
    stale.any(|it| Some(it.claim) == change && it.years.has_rate(said))
}

/// A rate in words: 增长 11.11%.
fn rate_name(rate: Decimal) -> String {
    let direction = match rate.cmp(&Decimal::ZERO) {
        Ordering::Less => "下降",
        Ordering::Equal => "变动",
        Ordering::Greater => "增长",
    };
    format!("{direction} {}%", rate.abs())
}
