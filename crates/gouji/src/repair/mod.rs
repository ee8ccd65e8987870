//! From broken relations to corrections: the one cell that explains a fault, and the value that
//! belongs there.
//!
//! Broken relations that share figures are one fault. A figure explains it when it takes part in
//! all of them and a printed value exists with which every relation of the figure holds, those
//! that were intact included. Several such figures are a tie. Faults of more than one cell get no
//! correction.

mod explain;
mod fault;
mod slip;

pub use slip::{slip, words};

use crate::check::{Judged, Outcome};
use crate::recognise::Disclosure;
use crate::relate::Relations;
use crate::report::{Alternative, Confidence, Correction, Reason};
use crate::rulebook::Rulebook;

use explain::{Explainer, Explanation};

/// What explains one fault, and the relations that it settles.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The correction.
    pub correction: Correction,
    /// The figure to change.
    pub figure: crate::recognise::FigureId,
    /// The relations that it settles, by their place among those judged.
    pub settles: Vec<usize>,
}

impl Proposal {
    /// What to do, in plain Chinese.
    #[must_use]
    pub fn advice(&self, rulebook: &Rulebook, disclosure: &Disclosure) -> String {
        let correction = &self.correction;
        let place = disclosure.place(rulebook, self.figure);
        let from = if correction.from.is_empty() {
            "空白"
        } else {
            &correction.from
        };
        let to = if correction.to.is_empty() {
            "空白"
        } else {
            &correction.to
        };
        let slip = words(correction.reason);
        let change = format!("{place} 由 {from} 改为 {to}（{slip}）");
        let count = self.settles.len();
        match correction.confidence {
            Confidence::Certain => format!("应将 {change}，与它有关的 {count} 项不符即全部成立。"),
            Confidence::Likely => format!(
                "很可能应将 {change}，与它有关的 {count} 项不符即全部成立；请对照原始凭证。"
            ),
            Confidence::Ambiguous => format!(
                "无法确定是哪一处：{change}，或改动其他 {} 处之一，都能使勾稽成立；请对照原始凭证。",
                correction.alternatives.len()
            ),
        }
    }

    /// Whether this is the only explanation, or clearly the first.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.correction.confidence <= Confidence::Likely
    }
}

/// Proposes a correction for each fault that a single cell explains.
#[must_use]
pub fn propose(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &Relations,
    judged: &[Judged<'_>],
) -> Vec<Proposal> {
    let broken: Vec<usize> = judged
        .iter()
        .enumerate()
        .filter(|(_, judged)| judged.judgement.outcome == Outcome::Broken)
        .filter(|(_, judged)| {
            !rulebook
                .relations
                .get(judged.relation.spec)
                .is_some_and(|spec| spec.advisory)
        })
        .map(|(place, _)| place)
        .collect();
    if broken.is_empty() {
        return Vec::new();
    }
    let explainer = Explainer::new(rulebook, disclosure, relations);
    let faults = fault::divide(judged, &broken);
    faults
        .into_iter()
        .filter_map(|fault| explainer.proposal(judged, fault))
        .collect()
}

impl Explainer<'_> {
    fn proposal(&self, judged: &[Judged<'_>], fault: Vec<usize>) -> Option<Proposal> {
        let members: Vec<_> = fault
            .iter()
            .filter_map(|&place| Some(judged.get(place)?.relation))
            .collect();
        let mut explanations = self.explanations(&members);
        explanations.sort_by_key(|explanation| explanation.rank());
        let (first, others) = explanations.split_first()?;
        let correction = Correction {
            cell: self
                .disclosure
                .cell_ref(self.rulebook, first.figure, None)?,
            from: self.disclosure.printed(first.figure),
            to: first.value.clone(),
            reason: first.reason,
            confidence: confidence(first, others),
            alternatives: others
                .iter()
                .filter_map(|other| self.alternative(other))
                .collect(),
            settles: Vec::new(),
        };
        Some(Proposal {
            correction,
            figure: first.figure,
            settles: fault,
        })
    }

    fn alternative(&self, explanation: &Explanation) -> Option<Alternative> {
        let cell = self
            .disclosure
            .cell_ref(self.rulebook, explanation.figure, None)?;
        Some(Alternative {
            cell,
            to: explanation.value.clone(),
        })
    }
}

/// Certain where nothing else explains the fault; likely where the first alone has a plain slip.
fn confidence(first: &Explanation, others: &[Explanation]) -> Confidence {
    if others.is_empty() {
        return Confidence::Certain;
    }
    let plain = |explanation: &Explanation| explanation.reason != Reason::Other;
    let same_cell = others.iter().all(|other| other.figure == first.figure);
    let ahead = others.iter().all(|other| other.rank() > first.rank());
    if ahead && (same_cell || (plain(first) && !others.iter().any(plain))) {
        Confidence::Likely
    } else {
        Confidence::Ambiguous
    }
}
