//! Amounts of one year's own money beside figures that have what was carried over too.

use super::{Context, figure, money};
use crate::amount::Interval;
use crate::prose::{Claim, Role, Unit, concept};
use crate::recognise::FigureId;

/// Words of the year's own money: 当年拨款, 本年收入.
const OWN: [&str; 2] = ["当年", "本年"];

/// Whether words are of the year's own money.
pub(super) fn is_own(words: &str) -> bool {
    OWN.iter().any(|own| words.contains(own))
}

impl Context<'_> {
    /// Whether a figure is more than an amount by what the text tells beside it as carried over, or,
    /// of the year's own money, by what a table has as carried over.
    pub(super) fn is_without_carried(&self, claim: &Claim, id: FigureId) -> bool {
        let rest = || figure(self.disclosure, id)?.plus(money(claim)?.times(-1)?);
        let carry = concept("carry");
        let Some(rest) = rest().filter(|rest| rest.centre().is_sign_positive()) else {
            return false;
        };
        if claim.subject.of.contains(&carry) {
            return false;
        }
        let beside = self.carried_beside(claim);
        let told = beside.is_some_and(|sum| sum.below(rest) != Some(true));
        told || is_own(&claim.noun) && self.is_carried(rest)
    }

    /// Whether an amount in 元 is what a table has as carried over.
    pub(super) fn is_carried(&self, rest: Interval) -> bool {
        let mut carried = self.lexicon().carried();
        carried.any(|id| figure(self.disclosure, id).and_then(|it| it.meets(rest)) == Some(true))
    }

    /// What the sentence of an amount tells as carried over.
    fn carried_beside(&self, claim: &Claim) -> Option<Interval> {
        let carry = concept("carry");
        let beside = self.claims_of(claim.passage).iter().filter(|other| {
            other.role == Role::Amount
                && matches!(other.unit, Some(Unit::Money(_)))
                && other.subject.of.contains(&carry)
                && other.whole == claim.whole
                && self.in_one_sentence(claim, other)
        });
        let mut sums = beside.filter_map(money);
        let first = sums.next()?;
        sums.try_fold(first, Interval::plus)
    }
}
