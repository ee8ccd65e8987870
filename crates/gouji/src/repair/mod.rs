//! From broken relations to corrections: the fewest cells that explain a fault, and the values that
//! belong there.
//!
//! Broken relations that share figures are one fault. What explains it are the smallest sets of
//! figures for which printed values exist with which every relation holds, those that were intact
//! included. Several such sets are a tie, and all of them are an answer.

mod doubt;
mod explain;
mod fault;
mod model;
mod pattern;
mod rescale;
mod solve;
mod text;
mod typist;
mod units;

pub use crate::report::{slip, words};

use crate::check::{Context, Judged, Outcome, witnesses};
use crate::localise::{Change, RowId};
use crate::recognise::{Disclosure, FigureId};
use crate::relate::Relations;
use crate::report::{Alternative, Confidence, Correction, Reason, Values};
use crate::rulebook::Rulebook;

use std::collections::BTreeMap;

use doubt::Doubt;
use model::Model;
use solve::{Solved, Solver};
use text::Text;

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
    /// The code of a finding that it settles besides.
    pub also: Option<&'static str>,
    /// Whether a row that is not there would explain the same.
    pub row_missing: bool,
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
        let change = match correction.text.first() {
            Some(said) => format!("{change}，说明第 {} 行也写“{}”", said.line, said.quote),
            None => change,
        };
        match correction.confidence {
            Confidence::Certain => format!("应将 {change}，与它有关的 {count} 项不符即全部成立。"),
            Confidence::Likely if correction.unproved => format!(
                "可能应将 {change}，与它有关的 {count} 项不符即全部成立；牵涉较多，未能排除改动更少的解释，请对照原始凭证。"
            ),
            Confidence::Likely => format!(
                "很可能应将 {change}，与它有关的 {count} 项不符即全部成立；请对照原始凭证。"
            ),
            Confidence::Ambiguous if self.row_missing => format!(
                "相差的数正好自成一行，可能漏列了一行；若没有漏列，则应将 {change}；请对照原始凭证。"
            ),
            Confidence::Ambiguous if correction.alternatives.is_empty() => {
                format!("无法确定是哪一处：例如 {change}，勾稽即成立；请对照原始凭证。")
            }
            Confidence::Ambiguous => match correction.other_cells() {
                0 => format!(
                    "无法确定应为多少：{change}，或改为另外 {} 个数之一，都能使勾稽成立；请对照原始凭证。",
                    correction.alternatives.len()
                ),
                cells => format!(
                    "无法确定是哪一处：{change}，或改动其他 {cells} 处之一，都能使勾稽成立；请对照原始凭证。"
                ),
            },
        }
    }

    /// Whether this is the only explanation, or clearly the first.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.correction.confidence <= Confidence::Likely
    }
}

/// Proposes corrections for each fault that few enough slips explain; what the running text says of
/// the figures weighs in.
#[must_use]
pub fn propose(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &Relations,
    judged: &[Judged<'_>],
    text: Option<&Context<'_>>,
) -> Vec<Proposal> {
    let mut proposals = explained(rulebook, disclosure, relations, judged, text);
    units::restate(rulebook, disclosure, &mut proposals);
    proposals
}

/// What explains the broken relations.
fn explained(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    relations: &Relations,
    judged: &[Judged<'_>],
    text: Option<&Context<'_>>,
) -> Vec<Proposal> {
    let is_broken = |judged: &&Judged<'_>| {
        let spec = rulebook.relations.get(judged.relation.spec);
        judged.judgement.outcome == Outcome::Broken && !spec.is_some_and(|spec| spec.advisory)
    };
    if !judged.iter().any(|judged| is_broken(&judged)) {
        return Vec::new();
    }
    let Some(model) = Model::new(rulebook, disclosure, relations) else {
        return Vec::new();
    };
    let places = places(&model, relations, judged);
    let broken: Vec<RowId> = places
        .iter()
        .filter(|(_, place)| judged.get(**place).as_ref().is_some_and(is_broken))
        .map(|(&row, _)| row)
        .collect();
    let text = Text::new(text.map(witnesses).unwrap_or_default());
    let mut solver = Solver::new(rulebook, model, disclosure, text);
    let solved = solver.solve(&broken);
    let proposer = Proposer {
        rulebook,
        disclosure,
        judged,
        places,
        solver: &solver,
    };
    solved
        .iter()
        .enumerate()
        .flat_map(|(fault, solved)| proposer.proposals(fault, solved))
        .collect()
}

/// The place among those judged of each row of the model.
fn places(model: &Model, relations: &Relations, judged: &[Judged<'_>]) -> BTreeMap<RowId, usize> {
    // Both are in the same order.
    let mut all = relations.all.iter().enumerate();
    let row = |judged: &Judged<'_>| {
        let (place, _) = all.find(|(_, relation)| std::ptr::eq(*relation, judged.relation))?;
        model.row_of(place)
    };
    let rows: Vec<Option<RowId>> = judged.iter().map(row).collect();
    let places = rows.into_iter().enumerate();
    places
        .filter_map(|(place, row)| Some((row?, place)))
        .collect()
}

struct Proposer<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    judged: &'a [Judged<'a>],
    /// The place among those judged of each row of the model.
    places: BTreeMap<RowId, usize>,
    solver: &'a Solver<'a>,
}

impl Proposer<'_> {
    /// A correction for each cell that is wrong in the best explanation of a fault.
    fn proposals(&self, fault: usize, solved: &Solved) -> Vec<Proposal> {
        let Some(first) = solved.explanation.first() else {
            return Vec::new();
        };
        first
            .changes
            .iter()
            .filter_map(|&change| self.proposal(fault, solved, change))
            .collect()
    }

    fn proposal(&self, fault: usize, solved: &Solved, change: Change) -> Option<Proposal> {
        let typist = self.solver.typist();
        let explanation = &solved.explanation;
        let figure = change.variable;
        let settles = self.settled(solved, figure);
        let relations = settles.iter().filter_map(|&place| {
            let judged = self.judged.get(place)?;
            Some(judged.relation.formula(self.rulebook, self.disclosure))
        });
        let plain = typist.reason(change);
        let doubt = Doubt::of(&typist, solved);
        let correction = Correction {
            cell: self.disclosure.cell_ref(self.rulebook, figure, None)?,
            from: self.disclosure.printed(figure),
            to: self.solver.model.printed(figure, change.to),
            reason: match explanation.pattern {
                Some(pattern) if plain == Reason::Other => pattern,
                _ => plain,
            },
            confidence: match doubt {
                Some(_) => Confidence::Ambiguous,
                None => explanation.confidence(change, &typist),
            },
            alternatives: explanation
                .instead(change)
                .into_iter()
                .filter_map(|other| self.alternative(other))
                .take(MOST_ALTERNATIVES)
                .collect(),
            settles: Vec::new(),
            fault,
            relations: relations.collect(),
            text: self
                .solver
                .text
                .named(&self.solver.model, self.disclosure, change),
            unproved: !explanation.proved,
            follows: false,
            range: explanation.range(figure).map(|(least, most)| Values {
                least: self.solver.model.printed(figure, least),
                most: self.solver.model.printed(figure, most),
            }),
        };
        Some(Proposal {
            correction,
            figure,
            settles,
            also: None,
            row_missing: doubt == Some(Doubt::MissingRow),
        })
    }

    /// The places of the broken relations that a figure takes part in.
    fn settled(&self, solved: &Solved, figure: FigureId) -> Vec<usize> {
        let places = solved.rows.iter().filter_map(|row| self.places.get(row));
        let own = |place: &usize| {
            let judged = self.judged.get(*place);
            judged.is_some_and(|judged| judged.relation.terms().any(|it| it.figure == figure))
        };
        places.copied().filter(own).collect()
    }

    fn alternative(&self, change: Change) -> Option<Alternative> {
        let figure = change.variable;
        Some(Alternative {
            cell: self.disclosure.cell_ref(self.rulebook, figure, None)?,
            to: self.solver.model.printed(figure, change.to),
        })
    }
}
