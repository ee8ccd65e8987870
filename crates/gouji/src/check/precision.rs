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
        let mut terms = relation.terms();
        if !terms.any(|term| fills_up(term.figure)) {
            return false;
        }
        let judgement = judge(rulebook, disclosure, relation, None).ok().flatten();
        let rounded = judgement.filter(|it| it.outcome != Outcome::Broken);
        let left = relation
            .left
            .first()
            .and_then(|term| disclosure.figures.get(term.figure));
        let unit = left.and_then(|figure| disclosure.unit_of(figure.table));
        let yuan = rounded.zip(unit).and_then(|(judgement, unit)| {
            let difference = Amount::exact(judgement.difference())?;
            let yuan = difference.shifted(unit.exponent_to(AmountUnit::Yuan))?;
            yuan.printed()
                .checked_rem(Decimal::from(STEP))
                .map(|rest| (yuan, rest))
        });
        yuan.is_some_and(|(yuan, rest)| !yuan.is_nothing() && rest.is_zero())
    };
    if (0..disclosure.figures.len()).any(fills_up) && !relations.all.iter().any(is_rounded) {
        disclosure.know_exactly();
    }
}
