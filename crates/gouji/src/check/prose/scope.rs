//! Amounts that are parts of something of which the tables tell nothing, or something else.

use std::collections::BTreeMap;

use super::{Agreement, Context, agrees, compared, figure, money};
use crate::amount::Interval;
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

    /// A figure that an amount quotes, where each has others of the same code and column beside it, as in a table by
    /// offices, and whether they add up to it.
    pub(super) fn of_all_offices(&self, claim: &Claim) -> Option<(FigureId, bool)> {
        let mut rows: BTreeMap<_, Vec<FigureId>> = BTreeMap::new();
        for &id in &claim.figures {
            let figure = self.disclosure.figures.get(id)?;
            let code = self.disclosure.row_of(figure)?.key.code()?;
            let row = (figure.table, figure.part, figure.column, code);
            rows.entry(row).or_default().push(id);
        }
        let first = *rows.values().next()?.first()?;
        let several = rows.values().all(|figures| figures.len() > 1);
        let adds_up = |figures: &&Vec<FigureId>| {
            let mut figures = figures.iter().map(|&id| figure(self.disclosure, id));
            let sum = figures.try_fold(Interval::default(), |sum, own| sum.plus(own?));
            let agreement = money(claim)
                .zip(sum)
                .and_then(|(own, sum)| compared(own, sum));
            agreement == Some(Agreement::Same)
        };
        let mut lists = rows.values().filter(|figures| figures.len() > 1);
        let found = lists.find(adds_up).and_then(|figures| figures.first());
        let found = found.map(|&id| (id, true));
        found.or_else(|| several.then_some((first, false)))
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
