use super::model::Model;
use super::typist::Typist;
use crate::localise::{Change, Effort, Fit, Lever, Plausible, RowId, VariableId, fits, smallest};
use crate::report::Confidence;

/// Rows that are looked at for one fault at most.
const MOST_WORK: usize = 400_000;

/// Wrong figures of one fault at most.
const MOST_WRONG: u32 = 5;

/// Explanations of one fault that are compared.
const MOST_SETS: usize = 256;

/// All smallest explanations of a fault, the most plausible first.
pub(super) struct Explanation {
    /// Changes that let every relation hold.
    pub(super) fits: Vec<Fit>,
    /// Whether these are all, and none is smaller.
    pub(super) proved: bool,
}

/// Finds what explains broken relations.
pub(super) struct Explainer<'a> {
    pub(super) model: &'a Model,
    pub(super) typist: Typist<'a>,
}

impl Explainer<'_> {
    /// The smallest sets of changes that let the broken rows hold, and all that held before.
    pub(super) fn explain(&self, broken: &[RowId]) -> Option<Explanation> {
        let effort = Effort {
            work: MOST_WORK,
            weight: MOST_WRONG,
            sets: MOST_SETS,
        };
        let found = smallest(&self.model.system, broken, effort);
        let mut all: Vec<Fit> = Vec::new();
        for set in &found.sets {
            let levers: Vec<Lever> = set.iter().map(|&variable| Lever::of(variable)).collect();
            all.extend(fits(&self.model.system, &levers, &self.typist));
        }
        all.sort_by_key(Fit::rank);
        (!all.is_empty()).then_some(Explanation {
            fits: all,
            proved: found.proved,
        })
    }
}

impl Explanation {
    /// The first explanation.
    pub(super) fn first(&self) -> Option<&Fit> {
        self.fits.first()
    }

    /// How sure it is that a change of the first explanation is right.
    pub(super) fn confidence(&self, change: Change, typist: &Typist<'_>) -> Confidence {
        let Some((first, others)) = self.fits.split_first() else {
            return Confidence::Ambiguous;
        };
        let lacks = |fit: &&Fit| !fit.changes.contains(&change);
        let mut without = others.iter().filter(lacks).peekable();
        if without.peek().is_none() {
            return if self.proved && !first.open {
                Confidence::Certain
            } else {
                Confidence::Likely
            };
        }
        let plain = typist.oddity(change) == 0;
        let behind = |fit: &Fit| {
            let same_figure = fit
                .changes
                .iter()
                .any(|own| own.variable == change.variable);
            first.rank() < fit.rank() && (same_figure || (plain && first.oddity < fit.oddity))
        };
        if without.all(behind) {
            Confidence::Likely
        } else {
            Confidence::Ambiguous
        }
    }

    /// What could be changed instead, the most plausible first.
    pub(super) fn instead(&self, change: Change) -> Vec<Change> {
        let Some((first, others)) = self.fits.split_first() else {
            return Vec::new();
        };
        let mut instead: Vec<Change> = Vec::new();
        for fit in others.iter().filter(|fit| !fit.changes.contains(&change)) {
            for other in &fit.changes {
                if !first.changes.contains(other) && !instead.contains(other) {
                    instead.push(*other);
                }
            }
        }
        instead
    }

    /// The least and the most that a figure may print where relations leave several values.
    pub(super) fn range(&self, variable: VariableId) -> Option<(i128, i128)> {
        let first = self.first()?;
        let figures = |fit: &Fit| -> Vec<VariableId> {
            fit.changes.iter().map(|change| change.variable).collect()
        };
        let own = figures(first);
        let values: Vec<i128> = self
            .fits
            .iter()
            .filter(|fit| figures(fit) == own)
            .flat_map(|fit| &fit.changes)
            .filter(|change| change.variable == variable)
            .map(|change| change.to)
            .collect();
        let (least, most) = (*values.iter().min()?, *values.iter().max()?);
        (least < most).then_some((least, most))
    }
}
