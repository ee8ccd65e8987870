use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::check::Context;
use crate::check::prose::told_for_each;
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 一句话里并列的几个金额都以万元为单位，只有一个以元为单位，它写的数字却与其他几个差不多大，换算后不到千元；或者反过来，只有一个以万元为单位。每人、每次的标准和单价不查。
    ///
    /// ## 为什么
    /// “万”字漏写或多写，金额就差了一万倍。
    ///
    /// ## 例
    /// 信息化系统维护费 166.66 元，中介机构服务费 418.80 万元，财政业务费 10 万元。
    "GJ0818" "金额单位疑误" Warning Correctness Text(find)
}

/// Other amounts of one unit that must stand beside the odd one.
const FEWEST: usize = 2;

fn find(context: &Context<'_>) -> Vec<Marked> {
    let amounts: Vec<&Claim> = context
        .claims()
        .map(|(_, claim)| claim)
        .filter(|claim| claim.role == Role::Amount && money(claim).is_some())
        .collect();
    let sentences = amounts.chunk_by(|one, other| context.in_one_sentence(one, other));
    sentences
        .filter_map(|amounts| odd(context, amounts))
        .collect()
}

fn money(claim: &Claim) -> Option<i32> {
    match claim.unit {
        Some(Unit::Money(exponent)) => Some(exponent),
        _ => None,
    }
}

/// The only amount of a sentence whose unit is not the others'.
fn odd(context: &Context<'_>, amounts: &[&Claim]) -> Option<Marked> {
    let of = |unit: i32| {
        amounts
            .iter()
            .filter(move |claim| money(claim) == Some(unit))
    };
    let (yuan, wan) = (of(0).count(), of(4).count());
    let (own, other) = match (yuan, wan) {
        (1, FEWEST..) => (0, 4),
        (FEWEST.., 1) => (4, 0),
        _ => return None,
    };
    let claim = of(own).next()?;
    let others: Vec<Decimal> = of(other)
        .map(|claim| claim.value)
        .filter(|value| !value.is_zero())
        .collect();
    let (least, most) = (others.iter().min()?, others.iter().max()?);
    let near = least.checked_div(Decimal::TEN)? <= claim.value
        && claim.value <= most.checked_mul(Decimal::TEN)?;
    let absurd = match own {
        0 => claim.value <= Decimal::ONE_THOUSAND,
        _ => claim.value >= Decimal::ONE_THOUSAND && *least >= Decimal::ONE_THOUSAND,
    };
    // Of what is told for each person in 元 the total may be in 万元.
    let for_each = of(0).any(|claim| told_for_each(context, claim));
    let for_each = for_each || told_for_each(context, claim);
    let told = others.len() < FEWEST || claim.value.is_zero() || for_each;
    if !near || !absurd || told {
        return None;
    }
    let text = context.words(claim)?;
    let unit = if other == 4 { "万元" } else { "元" };
    let message = format!(
        "这一句的其他金额都以{unit}为单位，只有“{}”不是，相差一万倍。",
        text.quote
    );
    Some(Marked::at(Some(text), message, "请核对单位。"))
}
