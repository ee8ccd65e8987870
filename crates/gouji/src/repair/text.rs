//! The running text as a witness: an amount that quotes a figure says what belongs there.
//!
//! A text can be wrong as well, and it may have been copied from the wrong cell. So it weighs in, like the
//! look of a slip, and that alone makes nothing certain. It decides between explanations that are
//! otherwise equal only where it prints another value than the cell does, so that it was not copied from
//! there, and where a share or a rate beside the amount was worked out from that value.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::model::Model;
use crate::check::Witness;
use crate::localise::{Change, Fit};
use crate::order::Order;
use crate::recognise::{Disclosure, FigureId};
use crate::report::TextSpan;

/// How much odder a change is that a sentence speaks against, in hundredths of a natural logarithm.
const AGAINST: i64 = 400;

/// Sentences that a correction names at most.
const MOST_NAMED: usize = 3;

/// What the text says of the figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    witnesses: Vec<Witness>,
    /// The witnesses of each figure that they quote.
    of: BTreeMap<FigureId, Vec<usize>>,
    /// The same with those that may quote it.
    about: BTreeMap<FigureId, Vec<usize>>,
}

impl Text {
    pub(super) fn new(witnesses: Vec<Witness>) -> Self {
        let (mut of, mut about): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
        for (place, witness) in witnesses.iter().enumerate() {
            for figure in &witness.figures {
                of.entry(*figure).or_default().push(place);
            }
            for figure in witness.all() {
                about.entry(figure).or_default().push(place);
            }
        }
        Self {
            witnesses,
            of,
            about,
        }
    }

    fn of(&self, figure: FigureId) -> impl Iterator<Item = &Witness> {
        let own = self.of.get(&figure).map_or(&[][..], Vec::as_slice);
        own.iter().filter_map(|&place| self.witnesses.get(place))
    }

    /// How much odder the sentences that quote a figure make a change of it; less than nothing where
    /// they say the new value.
    pub(super) fn oddity(&self, model: &Model, disclosure: &Disclosure, change: Change) -> i64 {
        let figure = change.variable;
        let before = model.value(figure, model.system.value(figure));
        let after = model.value(figure, change.to);
        let weigh = |witness: &Witness| {
            let says = |value| witness.says(disclosure, figure, value);
            match (says(before), says(after)) {
                (true, false) => AGAINST,
                (false, true) => AGAINST.saturating_neg(),
                _ => 0,
            }
        };
        let weights: Vec<i64> = self.of(figure).map(weigh).collect();
        // Many sentences are copied from each other: they count once for and once against.
        let against = weights.iter().copied().max().unwrap_or(0).max(0);
        let by = weights.iter().copied().min().unwrap_or(0).min(0);
        against.saturating_add(by)
    }

    /// The values that the text has for a figure.
    pub(super) fn values(
        &self,
        model: &Model,
        disclosure: &Disclosure,
        figure: FigureId,
    ) -> Vec<i128> {
        let value = |witness: &Witness| model.quanta(witness.value_for(disclosure, figure)?);
        self.of(figure).filter_map(value).collect()
    }

    /// The sentences that quote a figure and say its new value.
    pub(super) fn named(
        &self,
        model: &Model,
        disclosure: &Disclosure,
        change: Change,
    ) -> Vec<TextSpan> {
        let value = model.value(change.variable, change.to);
        let saying = self
            .of(change.variable)
            .filter(|witness| witness.says(disclosure, change.variable, value));
        saying
            .take(MOST_NAMED)
            .map(|witness| witness.text.clone())
            .collect()
    }

    /// Whether the text decides for one explanation against all others: it contradicts none of the
    /// first, and each of the others contradicts an amount with which a share or a rate was worked out.
    pub(super) fn decides(
        &self,
        model: &Model,
        disclosure: &Disclosure,
        first: &Fit,
        others: &[&Fit],
    ) -> bool {
        let look = Look { model, disclosure };
        let touched = |fit: &Fit| -> Vec<usize> {
            let about = fit
                .changes
                .iter()
                .filter_map(|it| self.about.get(&it.variable));
            about.flatten().copied().collect()
        };
        let mut concerned: Vec<usize> = others.iter().flat_map(|fit| touched(fit)).collect();
        concerned.extend(touched(first));
        concerned.put_in_order();
        concerned.dedup();
        let concerned: Vec<&Witness> = concerned
            .into_iter()
            .filter_map(|place| self.witnesses.get(place))
            .collect();
        let speaks_against_first = |witness: &&Witness| {
            let elsewhere = others.iter().any(|other| look.says(witness, other));
            !look.says(witness, first) && (elsewhere || look.says_now(witness))
        };
        let refuted = |other: &&Fit| {
            let refutes = |witness: &&Witness| {
                look.is_put_right(witness, first)
                    && !look.says(witness, other)
                    && look.is_ruled_out(witness, other)
            };
            concerned.iter().any(refutes)
        };
        !concerned.iter().any(speaks_against_first) && others.iter().all(refuted)
    }
}

/// Looks at figures as explanations have them.
struct Look<'a> {
    model: &'a Model,
    disclosure: &'a Disclosure,
}

impl Look<'_> {
    fn value(&self, fit: &Fit, figure: FigureId) -> Decimal {
        let change = fit.changes.iter().find(|it| it.variable == figure);
        let quanta = change.map_or_else(|| self.model.system.value(figure), |change| change.to);
        self.model.value(figure, quanta)
    }

    /// Whether a figure that a witness may quote says the same in an explanation.
    fn says(&self, witness: &Witness, fit: &Fit) -> bool {
        witness
            .all()
            .any(|figure| witness.says(self.disclosure, figure, self.value(fit, figure)))
    }

    /// Whether an explanation gives a figure that a witness quotes the value that the witness says, and
    /// the figure prints another.
    fn is_put_right(&self, witness: &Witness, fit: &Fit) -> bool {
        let own = fit.changes.iter();
        let mut own = own.filter(|change| witness.figures.contains(&change.variable));
        own.any(|change| {
            let figure = change.variable;
            let now = self.model.value(figure, self.model.system.value(figure));
            let says = |value| witness.says(self.disclosure, figure, value);
            !says(now) && says(self.model.value(figure, change.to))
        })
    }

    /// Whether one says the same as the file is.
    fn says_now(&self, witness: &Witness) -> bool {
        witness.all().any(|figure| {
            let now = self.model.value(figure, self.model.system.value(figure));
            witness.says(self.disclosure, figure, now)
        })
    }

    /// Whether a share or a rate would be wrong with the values of an explanation.
    fn is_ruled_out(&self, witness: &Witness, fit: &Fit) -> bool {
        witness
            .figures
            .iter()
            .all(|&figure| witness.rules_out(self.disclosure, figure, self.value(fit, figure)))
    }
}
