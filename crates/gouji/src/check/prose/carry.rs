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
    /// Whether a figure and an amount differ by what was carried over: by what the text tells beside
    /// the amount or as its part, or, of the year's own money, by what a table has.
    pub(super) fn is_without_carried(&self, claim: &Claim, id: FigureId) -> bool {
        let rest = || figure(self.disclosure, id)?.plus(money(claim)?.times(-1)?);
        let Some(rest) = rest() else { return false };
        if claim.subject.of.contains(&concept("carry")) {
            return false;
        }
        if rest.centre().is_sign_negative() {
            let less = self.carried_beside(claim, true);
            let whole = less.and_then(|sum| sum.plus(rest)?.meets(Interval::default()));
            return whole == Some(true);
        }
        let beside = self.carried_beside(claim, false);
        let told = beside.is_some_and(|sum| sum.meets(rest) == Some(true) || self.is_carried(rest));
        told || is_own(&claim.noun) && self.is_carried(rest)
    }

    /// Whether an amount in 元 is what a table has as carried over.
    pub(super) fn is_carried(&self, rest: Interval) -> bool {
        let mut carried = self.lexicon().carried();
        carried.any(|id| figure(self.disclosure, id).and_then(|it| it.meets(rest)) == Some(true))
    }

    /// What the sentence of an amount tells as carried over, beside the amount or as its part.
    fn carried_beside(&self, claim: &Claim, part: bool) -> Option<Interval> {
        let carry = concept("carry");
        let is_whole = |whole: &Claim| whole.passage == claim.passage && whole.start == claim.start;
        let stands = |other: &Claim| match part {
            true => other
                .whole
                .and_then(|at| self.claim(at))
                .is_some_and(is_whole),
            false => other.whole == claim.whole,
        };
        let beside = self.claims_of(claim.passage).iter().filter(|other| {
            other.role == Role::Amount
                && matches!(other.unit, Some(Unit::Money(_)))
                && other.subject.of.contains(&carry)
                && stands(other)
                && (claim.whole.is_some() || self.in_one_sentence(claim, other))
        });
        let mut sums = beside.filter_map(money);
        let first = sums.next()?;
        sums.try_fold(first, Interval::plus)
    }
}
