use super::{Judged, Outcome};
use crate::recognise::{Disclosure, FigureId};
use crate::report::Reconciliation;
use crate::rulebook::Rulebook;

/// What the relations say of each figure.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    tallies: Vec<Tally>,
}

/// How many relations of each outcome a figure takes part in; advisory ones do not count.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    exact: u32,
    rounding: u32,
    broken: u32,
}

impl Evidence {
    /// Counts for every figure.
    #[must_use]
    pub fn of(rulebook: &Rulebook, disclosure: &Disclosure, judged: &[Judged<'_>]) -> Self {
        let mut tallies = vec![Tally::default(); disclosure.figures.len()];
        for judged in judged {
            if rulebook
                .relations
                .get(judged.relation.spec)
                .is_some_and(|spec| spec.advisory)
            {
                continue;
            }
            for term in judged.relation.terms() {
                let Some(tally) = tallies.get_mut(term.figure) else {
                    continue;
                };
                let place = match judged.judgement.outcome {
                    Outcome::Exact => &mut tally.exact,
                    Outcome::Rounding | Outcome::LastDigit => &mut tally.rounding,
                    Outcome::Broken => &mut tally.broken,
                };
                *place = place.saturating_add(1);
            }
        }
        Self { tallies }
    }

    /// Whether the relations of a figure hold.
    #[must_use]
    pub fn reconciliation(&self, figure: FigureId) -> Reconciliation {
        match self.tally(figure) {
            Tally { broken: 1.., .. } => Reconciliation::Broken,
            Tally { rounding: 1.., .. } => Reconciliation::Rounding,
            Tally { exact: 1.., .. } => Reconciliation::Exact,
            _ => Reconciliation::Unchecked,
        }
    }

    /// How many broken relations a figure takes part in.
    #[must_use]
    pub fn broken(&self, figure: FigureId) -> u32 {
        self.tally(figure).broken
    }

    /// The figure that most speaks against: in the most broken relations, then in the fewest that
    /// hold, then the first.
    #[must_use]
    pub fn suspect(&self, figures: impl Iterator<Item = FigureId>) -> Option<FigureId> {
        let weight = |id: &FigureId| {
            let tally = self.tally(*id);
            (
                std::cmp::Reverse(tally.broken),
                tally.exact.saturating_add(tally.rounding),
            )
        };
        figures.min_by_key(weight)
    }

    fn tally(&self, figure: FigureId) -> Tally {
        self.tallies.get(figure).copied().unwrap_or_default()
    }
}
