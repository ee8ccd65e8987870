//! Precision that the figures contradict.

use rust_decimal::Decimal;

use super::{Outcome, judge};
use crate::amount::{Amount, AmountUnit};
use crate::recognise::Disclosure;
use crate::relate::{Relation, Relations};
use crate::rulebook::Rulebook;

/// 元 of a hundredth of 万元.
const STEP: i64 = 100;

/// Takes amounts that all are multiples of a hundred 元 for exact, unless a sum of them differs by such a multiple as
/// 万元 rounded before they were converted do: budgets are often made in hundreds.
pub(crate) fn settle_precision(
    rulebook: &Rulebook,
    disclosure: &mut Disclosure,
    relations: &Relations,
) {
    let fills_up = |id: usize| {
        let figure = disclosure.figures.get(id);
        let amount = figure.and_then(|figure| figure.value.amount());
        amount.is_some_and(|amount| amount.filled_digits() > 0)
    };
    let is_rounded = |relation: &Relation| {
        let fills = relation.terms().any(|term| fills_up(term.figure));
        let off = || yuan_off(rulebook, disclosure, relation);
        let steps = |off: &Decimal| off.checked_rem(Decimal::from(STEP)) == Some(Decimal::ZERO);
        fills && off().is_some_and(|off| !off.is_zero() && steps(&off))
    };
    if (0..disclosure.figures.len()).any(fills_up) && !relations.all.iter().any(is_rounded) {
        disclosure.know_exactly();
    }
}

/// By how many 元 a relation is off that rounding explains.
fn yuan_off(rulebook: &Rulebook, disclosure: &Disclosure, relation: &Relation) -> Option<Decimal> {
    let judgement = judge(rulebook, disclosure, relation, None).ok()??;
    let left = disclosure.figures.get(relation.left.first()?.figure)?;
    let unit = disclosure.unit_of(left.table)?;
    let off = Amount::exact(judgement.difference())?;
    let yuan = off.shifted(unit.exponent_to(AmountUnit::Yuan))?;
    (judgement.outcome != Outcome::Broken).then(|| yuan.printed())
}
