//! What the running text says of figures, as evidence on which of them is wrong.

use rust_decimal::Decimal;

use super::ratio::{self, Operand, signed};
use super::value::compared;
use super::{Agreement, Context, money};
use crate::amount::{AmountUnit, Interval};
use crate::prose::{Claim, Role, Unit};
use crate::recognise::{Disclosure, FigureId};
use crate::report::TextSpan;

/// An amount of the text that quotes figures.
#[derive(Clone, Debug)]
pub(crate) struct Witness {
    /// The figures that it quotes: one, or several of one name that must be alike.
    pub(crate) figures: Vec<FigureId>,
    /// The figures that it may quote besides.
    others: Vec<FigureId>,
    /// What it says, in 元.
    said: Interval,
    /// Shares and rates of the text that hold with it, and not by its own doing: their other amount is
    /// another number of the text.
    proofs: Vec<Proof>,
    /// Its words.
    pub(crate) text: TextSpan,
}

/// A share or a rate that an amount takes part in.
#[derive(Clone, Copy, Debug)]
enum Proof {
    /// So many hundredths of the other amount.
    Part(Interval, Interval),
    /// The other amount is so many hundredths of it.
    Whole(Interval, Interval),
    /// It has changed by the other amount, which is so many hundredths of what it was.
    Changed(Interval, Interval),
}

impl Proof {
    /// Whether it holds with another value, in 元.
    fn holds(self, value: Interval) -> Option<bool> {
        match self {
            Self::Part(ratio, whole) => ratio::holds(ratio, whole, value),
            Self::Whole(ratio, part) => ratio::holds(ratio, value, part),
            Self::Changed(ratio, change) => {
                ratio::holds(ratio, value.plus(change.times(-1)?)?, change)
            }
        }
    }
}

impl Witness {
    /// The figures that it quotes, and those that it may quote.
    pub(crate) fn all(&self) -> impl Iterator<Item = FigureId> {
        self.figures.iter().chain(&self.others).copied()
    }

    /// Whether it says what a figure of a table would say with this value; zero is a blank's.
    pub(crate) fn says(&self, disclosure: &Disclosure, figure: FigureId, value: Decimal) -> bool {
        let printed = in_yuan(disclosure, figure, value);
        let agreement = printed.and_then(|printed| compared(self.said, printed));
        agreement == Some(Agreement::Same)
    }

    /// Whether a share or a rate beside it would be wrong, had it this value of a figure.
    pub(crate) fn rules_out(
        &self,
        disclosure: &Disclosure,
        figure: FigureId,
        value: Decimal,
    ) -> bool {
        let printed = in_yuan(disclosure, figure, value);
        let fails = |proof: &Proof| printed.and_then(|it| proof.holds(it)) == Some(false);
        self.proofs.iter().any(fails)
    }

    /// What it says, in the unit of a figure's table.
    pub(crate) fn value_for(&self, disclosure: &Disclosure, figure: FigureId) -> Option<Decimal> {
        let exponent = exponent(disclosure, figure)?;
        Some(self.said.shifted(exponent.saturating_neg())?.centre())
    }
}

fn exponent(disclosure: &Disclosure, figure: FigureId) -> Option<i32> {
    let figure = disclosure.figures.get(figure)?;
    let unit = disclosure.unit_of(figure.table).unwrap_or(AmountUnit::Yuan);
    Some(unit.exponent_to(AmountUnit::Yuan))
}

/// All values in 元 that a figure with this value would be printed for.
fn in_yuan(disclosure: &Disclosure, figure: FigureId, value: Decimal) -> Option<Interval> {
    if value.is_zero() {
        return Some(Interval::point(Decimal::ZERO));
    }
    Interval::around(value).shifted(exponent(disclosure, figure)?)
}

/// The amounts of the text that say clearly which figures they quote.
pub(crate) fn witnesses(context: &Context<'_>) -> Vec<Witness> {
    let clear = |claim: &Claim| {
        claim.role == Role::Amount
            && claim.understood
            && claim.subject.foreign == 0
            && !claim.figures.is_empty()
            && matches!(claim.unit, Some(Unit::Money(_)))
    };
    let clear: Vec<usize> = context
        .claims()
        .filter(|(_, claim)| clear(claim))
        .map(|(place, _)| place)
        .collect();
    if clear.is_empty() {
        return Vec::new();
    }
    let proofs = proofs(context);
    let witness = |place: usize| {
        let claim = context.claim(place)?;
        let own = proofs.iter().filter(|(of, _)| *of == place);
        Some(Witness {
            figures: claim.figures.clone(),
            others: claim.others.clone(),
            said: money(claim)?,
            proofs: own.map(|(_, proof)| *proof).collect(),
            text: context.words(claim)?,
        })
    };
    clear.into_iter().filter_map(witness).collect()
}

/// The shares and rates that hold between numbers of the text, by the amounts that take part.
fn proofs(context: &Context<'_>) -> Vec<(usize, Proof)> {
    let mut found = Vec::new();
    for (place, claim) in context.claims() {
        let said = Interval::around(claim.value);
        let ratio = match claim.role {
            Role::Share => context.share(claim),
            Role::Rate(_) => context.rate(place, claim),
            _ => None,
        };
        let Some([Operand::Claim(one), Operand::Claim(other)]) = ratio
            .filter(|ratio| ratio.verdict == ratio::Verdict::Holds)
            .map(|ratio| ratio.of)
        else {
            continue;
        };
        let (Some(first), Some(second)) = (context.claim(one), context.claim(other)) else {
            continue;
        };
        match (claim.role, first.role) {
            (Role::Share, _) => {
                if let (Some(part), Some(whole)) = (money(first), money(second)) {
                    found.push((one, Proof::Part(said, whole)));
                    found.push((other, Proof::Whole(said, part)));
                }
            }
            (Role::Rate(direction), Role::Change(way)) => {
                let change = money(first).and_then(|change| signed(way, change));
                if let (Some(change), Some(ratio)) = (change, signed(direction, said)) {
                    found.push((other, Proof::Changed(ratio, change)));
                }
            }
            _ => {}
        }
    }
    found
}
