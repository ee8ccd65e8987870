use rust_decimal::Decimal;

use super::{Marked, rule};
use crate::amount::Interval;
use crate::check::Context;
use crate::check::prose::money;
use crate::prose::{Claim, Role, Unit};

rule! {
    /// ## 查什么
    /// 资产占有和资产购置两处用同样的话写设备的单价标准（单价……以上设备）时，标准相同。一段中分几档写的不查。
    ///
    /// ## 为什么
    /// 资产按统一的标准公开，只改了一处，两处就不能对照。
    ///
    /// ## 例
    /// 现有单价 100 万元以上设备 1 台，计划购置单价 100 元以上设备 0 台。
    "GJ0819" "同一单价标准在两处不同" Warning Correctness Text(find)
}

/// So many words behind a limit are compared, in characters.
const NEAR: usize = 40;

/// A limit, and the words behind it.
struct Limit<'a> {
    claim: &'a Claim,
    of: String,
}

fn find(context: &Context<'_>) -> Vec<Marked> {
    let all: Vec<Limit<'_>> = context
        .claims()
        .filter_map(|(_, claim)| limit(context, claim))
        .collect();
    let passages = all.chunk_by(|one, other| one.claim.passage == other.claim.passage);
    let alone: Vec<&Limit<'_>> = passages
        .filter_map(|own| match own {
            [only] => Some(only),
            _ => None,
        })
        .collect();
    let pairs = alone.windows(2).filter_map(|pair| match pair {
        [one, other] if one.of == other.of => Some((one.claim, other.claim)),
        _ => None,
    });
    pairs
        .filter_map(|(one, other)| word(context, one, other))
        .collect()
}

fn limit<'a>(context: &Context<'a>, claim: &'a Claim) -> Option<Limit<'a>> {
    let is_money = matches!(claim.unit, Some(Unit::Money(_)));
    let priced = claim.noun.contains("单价") || claim.noun.contains("单位价值");
    if claim.role != Role::Limit || !is_money || !priced {
        return None;
    }
    let passage = context.prose.passages.get(claim.passage)?;
    let behind = passage.text.iter().skip(claim.end).take(NEAR);
    let of: String = behind
        .take_while(|c| !c.is_ascii_digit() && !"，。；、".contains(**c))
        .collect();
    of.contains("以上").then_some(Limit { claim, of })
}

/// Whether it is one of the limits that assets are disclosed by: 50 and 100万元.
fn is_usual(claim: &Claim) -> bool {
    let usual = [50, 100].map(|wan| Interval::point(Decimal::from(wan)).shifted(4));
    money(claim).is_some_and(|own| usual.contains(&Some(Interval::point(own.centre()))))
}

fn word(context: &Context<'_>, one: &Claim, other: &Claim) -> Option<Marked> {
    if money(one)?.meets(money(other)?)? {
        return None;
    }
    let (first, second) = (context.words(one)?, context.words(other)?);
    let later = is_usual(one) || !is_usual(other);
    let (text, known, place) = match later {
        true => (second, first, "前面"),
        false => (first, second, "后面"),
    };
    let message = format!(
        "设备的单价标准{place}写“{}”，这里写“{}”。",
        known.quote, text.quote
    );
    Some(Marked::at(Some(text), message, "请核对后改成一致。"))
}
