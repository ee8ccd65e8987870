//! Amounts that are parts of something of which the tables tell nothing, or something else.

use super::{Context, agrees};
use crate::prose::{Claim, Role, Subject, concept};
use crate::recognise::FigureId;

impl Context<'_> {
    /// Whether an amount is a part of one that a figure is not of: one that nobody knows, as 涉及项目资金200万元，其中
    /// 一般公共预算180万元, unless it is as much as there is of all, or that of a row that says another amount.
    pub(super) fn is_of_another(&self, claim: &Claim, figure: FigureId) -> bool {
        let wholes = self.with_wholes(claim).skip(1);
        let mut wholes = wholes.filter(|whole| whole.role == Role::Amount);
        wholes.any(|whole| {
            if whole.subject.foreign > 0 {
                return !self.is_all(whole);
            }
            let narrowed = claim.subject.names.is_empty() && !whole.subject.names.is_empty();
            narrowed && !self.is_row_of(whole, figure)
        })
    }

    /// Whether an amount that nobody knows is all that its known words tell of.
    pub(super) fn is_all(&self, whole: &Claim) -> bool {
        let known = Subject {
            foreign: 0,
            ..whole.subject.clone()
        };
        let all = ["in", "out"].map(|scope| Subject {
            of: [concept(scope)].into(),
            ..Subject::default()
        });
        let subjects = match known.is_empty() {
            true => all.to_vec(),
            false => vec![known],
        };
        subjects.iter().any(|subject| {
            let (figures, others) = self.lexicon().candidates(subject, &whole.context);
            let mut figures = figures.into_iter().chain(others);
            figures.any(|id| agrees(self.disclosure, whole, id) == Some(true))
        })
    }

    /// Whether an amount is one of the row that a figure stands in.
    fn is_row_of(&self, whole: &Claim, figure: FigureId) -> bool {
        let row = |id: FigureId| {
            let figure = self.disclosure.figures.get(id)?;
            Some((figure.table, figure.part, figure.row))
        };
        let mut quoted = whole.figures.iter().chain(&whole.others);
        quoted.any(|&id| row(id) == row(figure) && agrees(self.disclosure, whole, id) == Some(true))
    }
}
