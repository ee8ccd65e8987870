//! Sums that are formulas follow what is changed beneath them, as they do in a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Checked;
use super::edit::change;
use crate::amount::Amount;
use crate::check::Outcome;
use crate::order::Gather;
use crate::recognise::FigureId;
use crate::relate::Term;
use crate::report::Correction;
use crate::rulebook::formula::Comparison;
use crate::source::Address;

/// How deep sums may stand beneath sums.
const DEEPEST: usize = 32;

/// What figures hold that are changed.
struct Values<'a> {
    checked: &'a Checked,
    /// Put in by hand.
    given: BTreeMap<FigureId, Decimal>,
    /// For each figure that is a formula, the terms that were what it says.
    sums: BTreeMap<FigureId, Vec<&'a [Term]>>,
    known: BTreeMap<FigureId, Decimal>,
    open: BTreeSet<FigureId>,
}

impl Checked {
    /// The changes, and those of cells whose formulas add up cells that they change. What was worked out like that before
    /// is worked out anew. The text of formulas is not at hand here: a cell is taken for the sum that the relations of
    /// the rulebook call it, where they held before and all of them give one amount.
    #[must_use]
    pub fn follow(&self, changes: &[Correction]) -> Vec<Correction> {
        let by_hand = || changes.iter().filter(|change| !change.follows);
        let mut all: Vec<Correction> = by_hand().cloned().collect();
        let mut given = BTreeMap::new();
        for change in by_hand() {
            for id in self.figures_of(change) {
                given.insert(id, change.to.parse().unwrap_or_default());
            }
        }
        let formulas: BTreeSet<FigureId> = self.disclosure.formulas.iter().copied().gather();
        if given.is_empty() || formulas.is_empty() {
            return all;
        }
        let mut values = Values {
            checked: self,
            sums: self.sums(&formulas),
            given,
            known: BTreeMap::new(),
            open: BTreeSet::new(),
        };
        let mut told: BTreeSet<(usize, Address)> = BTreeSet::new();
        for &id in &formulas {
            let value = values.of(id, 0);
            let figure = self.disclosure.figures.get(id);
            let before = figure.and_then(|figure| figure.value.amount());
            let (Some(value), Some(figure), Some(before)) = (value, figure, before) else {
                continue;
            };
            let sheet = self
                .disclosure
                .table(figure.table)
                .map_or(0, |table| table.sheet);
            let by_hand = values.given.contains_key(&id);
            if by_hand || value == before.printed() || !told.insert((sheet, figure.at)) {
                continue;
            }
            all.extend(self.following(id, value));
        }
        all
    }

    fn following(&self, id: FigureId, value: Decimal) -> Option<Correction> {
        let cell = self.disclosure.cell_ref(&self.rulebook, id, None)?;
        let to = Amount::exact(value)?
            .with_places(self.places(id))
            .to_string();
        Some(Correction {
            follows: true,
            ..change(cell, to)
        })
    }

    /// The figures in the cell of a change.
    fn figures_of(&self, change: &Correction) -> Vec<FigureId> {
        let own = self.disclosure.tables.iter();
        let own = own.filter(|table| table.sheet_name == change.cell.sheet);
        let ids = own.flat_map(|table| table.figures.clone());
        let here = |id: &FigureId| {
            let figure = self.disclosure.figures.get(*id);
            figure.is_some_and(|figure| figure.at.to_string() == change.cell.cell)
        };
        ids.filter(here).collect()
    }

    /// The sums that formulas were before anything was changed: those of their own table, and where it has none, what
    /// they are copies of.
    fn sums(&self, formulas: &BTreeSet<FigureId>) -> BTreeMap<FigureId, Vec<&[Term]>> {
        let table = |id: FigureId| self.disclosure.figures.get(id).map(|figure| figure.table);
        let mut own: BTreeMap<FigureId, Vec<&[Term]>> = BTreeMap::new();
        let mut sums: BTreeMap<FigureId, Vec<&[Term]>> = BTreeMap::new();
        for (relation, judgement) in self.relations.all.iter().zip(self.judgements.iter()) {
            let held = judgement.is_some_and(|it| it.outcome != Outcome::Broken);
            if !held || relation.comparison != Comparison::Equal {
                continue;
            }
            let mut sides = vec![(&relation.left, &relation.right)];
            sides.extend(relation.copy.then_some((&relation.right, &relation.left)));
            for (whole, parts) in sides {
                let &[
                    Term {
                        figure,
                        coefficient: 1,
                    },
                ] = whole.as_slice()
                else {
                    continue;
                };
                let within = parts.iter().all(|term| table(term.figure) == table(figure));
                if formulas.contains(&figure) {
                    let sums = if within { &mut own } else { &mut sums };
                    sums.entry(figure).or_default().push(parts);
                }
            }
        }
        sums.extend(own);
        sums
    }
}

impl Values<'_> {
    /// What a figure holds with the changes; `None` where it hangs on itself.
    fn of(&mut self, id: FigureId, depth: usize) -> Option<Decimal> {
        if let Some(known) = self.given.get(&id).or(self.known.get(&id)) {
            return Some(*known);
        }
        let before = self.before(id);
        let Some(sums) = self.sums.get(&id).cloned() else {
            return Some(before);
        };
        if depth > DEEPEST || !self.open.insert(id) {
            return None;
        }
        let values = sums
            .into_iter()
            .filter_map(|parts| self.moved(before, parts, depth));
        let values: BTreeSet<Decimal> = values.gather();
        self.open.remove(&id);
        let mut values = values.into_iter();
        let value = match (values.next(), values.next()) {
            (Some(value), None) => value,
            (None, _) => return None,
            (Some(_), Some(_)) => before,
        };
        self.known.insert(id, value);
        Some(value)
    }

    /// What a sum becomes by what its terms become.
    fn moved(&mut self, before: Decimal, parts: &[Term], depth: usize) -> Option<Decimal> {
        let mut value = before;
        for term in parts {
            let now = self.of(term.figure, depth.saturating_add(1))?;
            let change = now.checked_sub(self.before(term.figure))?;
            value = value.checked_add(change.checked_mul(term.coefficient.into())?)?;
        }
        Some(value)
    }

    fn before(&self, id: FigureId) -> Decimal {
        let figure = self.checked.disclosure.figures.get(id);
        let amount = figure.and_then(|figure| figure.value.amount());
        amount.map(Amount::printed).unwrap_or_default()
    }
}
