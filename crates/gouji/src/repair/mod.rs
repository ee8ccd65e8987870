//! From broken relations to corrections: the fewest cells that explain a fault, and the values that
//! belong there.
//!
//! Broken relations that share figures are one fault. What explains it are the smallest sets of
//! figures for which printed values exist with which every relation holds, those that were intact
//! included. Several such sets are a tie, and all of them are an answer.

mod explain;
mod fault;
mod model;
mod slip;
mod typist;

pub use slip::{slip, words};

use crate::check::{Judged, Outcome};
use crate::localise::Change;
use crate::recognise::Disclosure;
use crate::relate::Relations;
use crate::report::{Alternative, Confidence, Correction, Values};
use crate::rulebook::Rulebook;

use explain::{Explainer, Explanation};
use model::Model;
use typist::Typist;

/// Alternatives of a correction that are listed.
const MOST_ALTERNATIVES: usize = 64;

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

/// Proposes corrections for each fault that few enough cells explain.
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
    let Some(model) = Model::new(rulebook, disclosure, relations) else {
        return Vec::new();
    };
    let proposer = Proposer {
        rulebook,
        disclosure,
        judged,
        rows: rows(&model, relations, judged),
        explainer: Explainer {
            model: &model,
            typist: Typist {
                model: &model,
                disclosure,
            },
        },
    };
    let faults = fault::divide(judged, &broken);
    let mut proposals = Vec::new();
    for (place, fault) in faults.iter().enumerate() {
        proposals.extend(proposer.proposals(place, fault));
    }
    proposals
}

/// The model's row of each judged relation.
fn rows(model: &Model, relations: &Relations, judged: &[Judged<'_>]) -> Vec<Option<usize>> {
    // Both are in the same order.
    let mut all = relations.all.iter().enumerate();
    judged
        .iter()
        .map(|judged| {
            let (place, _) = all.find(|(_, relation)| std::ptr::eq(*relation, judged.relation))?;
            model.row_of(place)
        })
        .collect()
}

struct Proposer<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    judged: &'a [Judged<'a>],
    /// The model's row of each judged relation.
    rows: Vec<Option<usize>>,
    explainer: Explainer<'a>,
}

impl Proposer<'_> {
    /// A correction for each cell that is wrong in the best explanation of a fault.
    fn proposals(&self, place: usize, fault: &[usize]) -> Vec<Proposal> {
        let broken: Vec<usize> = fault
            .iter()
            .filter_map(|&place| *self.rows.get(place)?)
            .collect();
        let explained = self.explainer.explain(&broken);
        let Some((explanation, first)) = explained
            .as_ref()
            .and_then(|explanation| Some((explanation, explanation.first()?)))
        else {
            return Vec::new();
        };
        first
            .changes
            .iter()
            .filter_map(|&change| self.proposal(place, fault, explanation, change))
            .collect()
    }

    fn proposal(
        &self,
        place: usize,
        fault: &[usize],
        explanation: &Explanation,
        change: Change,
    ) -> Option<Proposal> {
        let typist = &self.explainer.typist;
        let figure = change.variable;
        let settles: Vec<usize> = fault
            .iter()
            .copied()
            .filter(|&place| {
                let judged = self.judged.get(place);
                judged.is_some_and(|judged| judged.relation.terms().any(|it| it.figure == figure))
            })
            .collect();
        let relations = settles.iter().filter_map(|&place| {
            let judged = self.judged.get(place)?;
            Some(judged.relation.formula(self.rulebook, self.disclosure))
        });
        let correction = Correction {
            cell: self.disclosure.cell_ref(self.rulebook, figure, None)?,
            from: self.disclosure.printed(figure),
            to: self.explainer.model.printed(figure, change.to),
            reason: typist.reason(change),
            confidence: explanation.confidence(change, typist),
            alternatives: explanation
                .instead(change)
                .into_iter()
                .filter_map(|other| self.alternative(other))
                .take(MOST_ALTERNATIVES)
                .collect(),
            settles: Vec::new(),
            fault: place,
            relations: relations.collect(),
            range: explanation.range(figure).map(|(least, most)| Values {
                least: self.explainer.model.printed(figure, least),
                most: self.explainer.model.printed(figure, most),
            }),
        };
        Some(Proposal {
            correction,
            figure,
            settles,
        })
    }

    fn alternative(&self, change: Change) -> Option<Alternative> {
        let figure = change.variable;
        Some(Alternative {
            cell: self.disclosure.cell_ref(self.rulebook, figure, None)?,
            to: self.explainer.model.printed(figure, change.to),
        })
    }
}
