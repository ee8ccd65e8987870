//! What a corrected cell is to store, where cells store more decimals than they show.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Checked;
use crate::amount::Amount;
use crate::check::{Outcome, judge_stored};
use crate::recognise::{Disclosure, FigureId, Value};
use crate::relate::{Relation, Term};
use crate::report::CellRef;
use crate::rulebook::formula::Comparison;
use crate::source::Content;

/// How often corrected cells that hang on each other are gone over.
const ROUNDS: usize = 3;

impl Checked {
    /// The disclosure with other amounts in some cells, and the figures that stand there. A cell stores
    /// more than it shows where that is proved.
    pub(super) fn changed<'v>(
        &self,
        values: impl Iterator<Item = (&'v CellRef, &'v str)>,
    ) -> (Disclosure, BTreeSet<FigureId>) {
        let mut disclosure = self.disclosure.clone();
        disclosure.restore_units();
        let mut changed = BTreeSet::new();
        for (cell, value) in values {
            changed.extend(disclosure.set(cell, value));
        }
        let mut figures = self.disclosure.figures.iter();
        let excess = |amount: Amount| amount.has_excess();
        if figures.any(|figure| figure.value.amount().is_some_and(excess)) {
            self.store(&mut disclosure, &changed);
        }
        (disclosure, changed)
    }

    /// Gives changed figures the exact amounts that show as theirs: what the cell stores already, with
    /// another sign if that is the change, or else what the relations that were broken leave.
    fn store(&self, disclosure: &mut Disclosure, changed: &BTreeSet<FigureId>) {
        let amount = |of: &Disclosure, id: FigureId| of.figures.get(id)?.value.amount();
        let mut open = BTreeSet::new();
        for &id in changed {
            let before = amount(&self.disclosure, id);
            let (Some(_), Some(places)) = (amount(disclosure, id), self.decimals(id)) else {
                continue;
            };
            let known = before.filter(|before| before.has_excess());
            let known = known.map(Amount::stored).unwrap_or_default();
            let kept = [known, -known];
            if !kept.iter().any(|&exact| put(disclosure, id, exact, places)) {
                open.insert((id, places));
            }
        }
        for _ in 0..ROUNDS {
            let unknown: BTreeSet<FigureId> = open.iter().map(|(id, _)| *id).collect();
            open.retain(|&(id, places)| {
                let exact = self.exact(disclosure, &unknown, id);
                !exact.is_some_and(|exact| put(disclosure, id, exact, places))
            });
            if open.len() == unknown.len() {
                break;
            }
        }
    }

    /// The decimals that a figure's cell shows, if they are fixed; as many as may be in a blank one.
    fn decimals(&self, id: FigureId) -> Option<u32> {
        let figure = self.disclosure.figures.get(id)?;
        let table = self.disclosure.table(figure.table)?;
        let cell = self.book.sheets.get(table.sheet)?.cell(figure.at);
        match cell.map(|cell| &cell.content) {
            None => Some(u32::MAX),
            Some(Content::Number(number)) if number.fixed => Some(number.amount?.printed().scale()),
            Some(_) => None,
        }
    }

    /// The one amount with which the relations of a figure that were broken hold to the last digit that
    /// is stored.
    fn exact(
        &self,
        disclosure: &Disclosure,
        unknown: &BTreeSet<FigureId>,
        id: FigureId,
    ) -> Option<Decimal> {
        let relations = self.relations.all.iter().zip(self.judgements.iter());
        let broken = relations.filter_map(|(relation, judgement)| {
            let own = relation.terms().any(|term| term.figure == id);
            let broken = judgement.is_some_and(|it| it.outcome == Outcome::Broken);
            (own && broken).then_some(relation)
        });
        let others = |relation: &&Relation| {
            let mut terms = relation.terms();
            terms.all(|term| term.figure == id || !unknown.contains(&term.figure))
        };
        let mut values = broken
            .filter(others)
            .filter_map(|relation| self.solved(disclosure, relation, id));
        let first = values.next()?;
        values.all(|value| value == first).then_some(first)
    }

    /// The amount of a figure with which a relation of one unit holds by what is stored.
    fn solved(
        &self,
        disclosure: &Disclosure,
        relation: &Relation,
        id: FigureId,
    ) -> Option<Decimal> {
        let unit = |term: Term| {
            let figure = disclosure.figures.get(term.figure);
            figure.and_then(|figure| disclosure.unit_of(figure.table))
        };
        let first = relation.terms().next().and_then(unit);
        let one_unit = relation.terms().all(|term| unit(term) == first);
        let mut own = relation.terms().filter(|term| term.figure == id);
        let (term, None) = (own.next()?, own.next()) else {
            return None;
        };
        if !one_unit || relation.comparison != Comparison::Equal || term.coefficient.abs() != 1 {
            return None;
        }
        let judgement = judge_stored(&self.rulebook, disclosure, relation).ok()??;
        let left = relation.left.iter().any(|term| term.figure == id);
        let gap = judgement.difference();
        let gap = if left == (term.coefficient > 0) {
            -gap
        } else {
            gap
        };
        let now = disclosure.figures.get(id)?.value.amount()?;
        now.printed().checked_add(gap)
    }
}

/// Lets a figure store an amount if that shows as the figure's; whether it does.
fn put(disclosure: &mut Disclosure, id: FigureId, exact: Decimal, places: u32) -> bool {
    let Some(figure) = disclosure.figures.get_mut(id) else {
        return false;
    };
    let Some(wanted) = figure.value.amount().map(Amount::printed) else {
        return false;
    };
    let shown = Amount::shown(exact, places.min(wanted.scale()));
    let shown = shown.filter(|shown| shown.printed() == wanted && shown.has_excess());
    if let Some(shown) = shown {
        figure.value = Value::Amount(shown);
    }
    shown.is_some()
}
