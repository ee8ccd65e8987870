use super::typist::Typist;
use crate::localise::{
    Change, Effort, Fit, Guess, Lever, Plausible, RowId, System, VariableId, fits, smallest,
};
use crate::order::Order;
use crate::report::{Confidence, Reason};

/// Explanations of one fault that are compared.
const MOST_SETS: usize = 256;

/// Wrong figures of a fault that can be certain; more of them call for a cause that they share.
const MOST_SURE: usize = 3;

/// How far an explanation must be ahead of another value of the same figure, to be likely.
const OTHER_VALUE: i64 = 200;

/// How far a plain slip must be ahead of other figures.
const PLAIN_SLIP: i64 = 300;

/// How far any other change must be.
const NO_SLIP: i64 = 600;

/// All smallest explanations of a fault, the most plausible first.
#[derive(Clone, Debug, Default)]
pub(super) struct Explanation {
    /// Changes that let every relation hold.
    pub(super) fits: Vec<Fit>,
    /// Whether these are all, and none is smaller.
    pub(super) proved: bool,
    /// The one slip that all its changes are, if they are one.
    pub(super) pattern: Option<Reason>,
    /// What the search took.
    pub(super) work: usize,
}

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// Rows that are broken.
    pub(super) broken: &'a [RowId],
    /// Rows that need not hold, ascending.
    pub(super) ignored: &'a [RowId],
    /// Rows that may be looked at for figures, and as many again for their values.
    pub(super) work: usize,
    /// Figures that may be called wrong.
    pub(super) wrong: u32,
}

/// The smallest sets of changes that let the broken rows hold, and all that held before.
pub(super) fn explain(
    system: &System,
    plausible: &dyn Plausible,
    question: Question<'_>,
) -> Explanation {
    let effort = Effort {
        ignored: question.ignored,
        work: question.work,
        weight: question.wrong,
        sets: MOST_SETS,
    };
    let found = smallest(system, question.broken, effort);
    let mut all: Vec<Fit> = Vec::new();
    let (mut proved, mut work) = (found.proved, 0_usize);
    for set in &found.sets {
        let levers: Vec<Lever> = set.iter().map(|&variable| Lever::of(variable)).collect();
        let guess = Guess {
            levers: &levers,
            moved: &[],
            ignored: question.ignored,
            work: question.work.saturating_sub(work),
        };
        let found = fits(system, guess, plausible);
        work = work.saturating_add(found.work);
        proved &= found.complete;
        all.extend(found.fits);
    }
    all.order_by_key(Fit::rank);
    Explanation {
        fits: all,
        proved,
        pattern: None,
        work: found.work.saturating_add(work),
    }
}

impl Explanation {
    /// The first explanation.
    pub(super) fn first(&self) -> Option<&Fit> {
        self.fits.first()
    }

    /// Whether it explains what neither of two others does, each for its part.
    pub(super) fn adds_to(&self, one: &Self, other: &Self) -> bool {
        let within = |part: &Fit, whole: &Fit| {
            let known = |change: &Change| {
                whole
                    .changes
                    .iter()
                    .any(|it| it.variable == change.variable)
            };
            part.changes.iter().all(known)
        };
        self.fits.iter().any(|fit| {
            let knows = |known: &Self| known.fits.iter().any(|part| within(part, fit));
            !knows(one) || !knows(other)
        })
    }

    /// How many figures it calls wrong.
    pub(super) fn size(&self) -> Option<usize> {
        self.first().map(|fit| fit.changes.len())
    }

    /// Whether the first explanation of both changes a figure.
    pub(super) fn shares(&self, other: &Self) -> bool {
        let own = self.first().into_iter().flat_map(|fit| &fit.changes);
        let others = || other.first().into_iter().flat_map(|fit| &fit.changes);
        own.into_iter()
            .any(|change| others().any(|other| other.variable == change.variable))
    }

    /// How sure it is that a change of the first explanation is right. What is one slip is right as a
    /// whole or not at all.
    pub(super) fn confidence(&self, change: Change, typist: &Typist<'_>) -> Confidence {
        let of = |change: &Change| self.of_change(*change, typist);
        match self.first().filter(|_| self.pattern.is_some()) {
            Some(first) => first.changes.iter().map(of).max(),
            None => Some(of(&change)),
        }
        .unwrap_or(Confidence::Ambiguous)
    }

    fn of_change(&self, change: Change, typist: &Typist<'_>) -> Confidence {
        let Some((first, others)) = self.fits.split_first() else {
            return Confidence::Ambiguous;
        };
        let mut without = others
            .iter()
            .filter(|fit| !fit.changes.contains(&change))
            .peekable();
        if without.peek().is_none() {
            return if self.is_sure(first, typist) {
                Confidence::Certain
            } else {
                Confidence::Likely
            };
        }
        let tied: Vec<&Fit> = without.clone().collect();
        if self.is_sure(first, typist) && typist.text_decides(first, &tied) {
            return Confidence::Certain;
        }
        let plain = self.pattern.is_some() || typist.is_plain(change);
        let behind = |fit: &Fit| {
            let same_figure = fit
                .changes
                .iter()
                .any(|own| own.variable == change.variable);
            let lead = match (same_figure, plain) {
                (true, _) => OTHER_VALUE,
                (false, true) => PLAIN_SLIP,
                (false, false) => NO_SLIP,
            };
            first.lead(fit) >= lead
        };
        if without.all(behind) {
            Confidence::Likely
        } else {
            Confidence::Ambiguous
        }
    }

    /// Whether an explanation that stands alone can be called certain: few figures are wrong, the
    /// table shows how amounts print, and none of them should be negative for no plain reason.
    fn is_sure(&self, fit: &Fit, typist: &Typist<'_>) -> bool {
        self.proved
            && !fit.open
            && self.pattern.is_none()
            && fit.changes.len() <= MOST_SURE
            && !fit
                .changes
                .iter()
                .any(|change| typist.is_unprinted(change.variable))
            && !fit.changes.iter().any(|&change| {
                typist.is_negative(change)
                    && matches!(typist.reason(change), Reason::Other | Reason::Blank)
            })
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
        let figures = |fit: &Fit| -> Vec<VariableId> {
            fit.changes.iter().map(|change| change.variable).collect()
        };
        let own = figures(self.first()?);
        let same = self.fits.iter().filter(|fit| figures(fit) == own);
        let values: Vec<i128> = same
            .flat_map(|fit| &fit.changes)
            .filter(|change| change.variable == variable)
            .map(|change| change.to)
            .collect();
        let (least, most) = (*values.iter().min()?, *values.iter().max()?);
        (least < most).then_some((least, most))
    }
}

#[cfg(test)]
mod tests {
    use super::{Explanation, Question, explain};
    use crate::localise::{
        Change, Demand, Factor, Plausible, Precision, Row, System, Variable, VariableId,
    };

    struct Anything;

    impl Plausible for Anything {
        fn oddity(&self, _: Change) -> u32 {
            0
        }

        fn meant(&self, _: VariableId) -> Vec<i128> {
            Vec::new()
        }
    }

    /// A total and forty items that do not add up to it: each of them may be the wrong one.
    fn explained(work: usize) -> Explanation {
        let variable = |value| Variable {
            value,
            weight: 1,
            ..Variable::default()
        };
        let factor = |variable| Factor {
            variable,
            exponent: 0,
            left: variable == 0,
            coefficient: if variable == 0 { 1 } else { -1 },
        };
        let row = Row {
            factors: (0..=40).map(factor).collect(),
            constant: 0,
            slack: 0,
            demand: Demand::Equal,
        };
        let precision = Precision {
            step: 1,
            half: 0,
            places: 0,
        };
        let values = std::iter::once(500).chain(std::iter::repeat_n(10, 40));
        let system = System::new(values.map(variable).collect(), vec![row], vec![precision]);
        let question = Question {
            broken: &[0],
            ignored: &[],
            work,
            wrong: 1,
        };
        explain(&system, &Anything, question)
    }

    /// Values are looked for within the work allowed, and what that leaves out is said.
    #[test]
    fn values_count_as_work() {
        for (work, fits, proved) in [(10_000, 41, true), (400, 33, false), (0, 0, false)] {
            let explanation = explained(work);
            assert_eq!(explanation.fits.len(), fits, "{work}");
            assert_eq!(explanation.proved, proved, "{work}");
            assert!(explanation.work <= 2 * work + 20, "{work}");
        }
    }
}
