//! Projects that stand in the column of subjects' names and bear their subject's code.
//!
//! The subject's own row may have no code, or there may be none. Sums tell.

use std::ops::Range;

use super::super::budget_units::interval;
use super::super::disclosure::{Disclosure, Part, RowKey};
use crate::amount::Interval;
use crate::rulebook::normal;

/// Takes a row without a code for its subject's where it is the sum of the rows beneath it, which share a code; and
/// rows that repeat a code for projects where the total counts all of them. `coded` says which rows print a code.
pub(super) fn settle(part: &mut Part, coded: &[bool], disclosure: &Disclosure) {
    let rows = Rows {
        part,
        coded,
        disclosure,
    };
    let mut keys: Vec<RowKey> = part.rows.iter().map(|row| row.key.clone()).collect();
    let sums: Vec<(usize, String, Range<usize>)> = rows.sums().collect();
    let projects: Vec<usize> = match sums.is_empty() {
        true if rows.repeat_codes() => (0..keys.len()).collect(),
        _ => sums.iter().flat_map(|(_, _, run)| run.clone()).collect(),
    };
    if projects.is_empty() {
        return;
    }
    for row in projects {
        if let (Some(key), Some(project)) = (keys.get_mut(row), rows.as_project(row)) {
            *key = project;
        }
    }
    for (row, code, _) in sums {
        if let Some(key) = keys.get_mut(row) {
            *key = RowKey::Code(code);
        }
    }
    part.set_keys(keys);
}

struct Rows<'a> {
    part: &'a Part,
    coded: &'a [bool],
    disclosure: &'a Disclosure,
}

impl Rows<'_> {
    fn key(&self, row: usize) -> Option<&RowKey> {
        self.part.rows.get(row).map(|row| &row.key)
    }

    /// The code that a row prints.
    fn code(&self, row: usize) -> Option<&str> {
        let printed = self.coded.get(row) == Some(&true);
        self.key(row)?.code().filter(|_| printed)
    }

    /// A row that prints its subject's code, as a project.
    fn as_project(&self, row: usize) -> Option<RowKey> {
        Some(RowKey::Project {
            code: self.code(row)?.to_owned(),
            name: normal(&self.part.rows.get(row)?.name),
        })
    }

    /// Rows without a code that are the sum of the rows beneath them, with the code that these share.
    fn sums(&self) -> impl Iterator<Item = (usize, String, Range<usize>)> {
        let named = |row: usize| {
            let key = self.key(row);
            matches!(key, Some(RowKey::Unit(_) | RowKey::Project { .. }))
        };
        let rows = 0..self.part.rows.len();
        let rows = rows.filter(move |&row| self.coded.get(row) == Some(&false) && named(row));
        rows.filter_map(|row| {
            let first = row.checked_add(1)?;
            let code = self.code(first)?;
            let mut beneath = first..self.part.rows.len();
            let end = beneath.find(|&row| self.code(row) != Some(code));
            let run = first..end.unwrap_or(self.part.rows.len());
            let alone = end.is_none_or(|end| self.code(end).is_none());
            (alone && self.is_sum(row, run.clone())).then(|| (row, code.to_owned(), run))
        })
    }

    /// Whether the total counts every row that prints a code, and not only the first of each code.
    fn repeat_codes(&self) -> bool {
        let rows = || 0..self.part.rows.len();
        let lengths = rows().filter_map(|row| Some(self.code(row)?.len()));
        let shortest = lengths.clone().min();
        let flat = shortest == lengths.max();
        let is_project = |row: usize| matches!(self.key(row), Some(RowKey::Project { .. }));
        let coded = rows().all(|row| self.code(row).is_some() || !is_project(row));
        let again = rows().any(|row| self.code(row).is_some() && is_project(row));
        let total = self.part.index.get(&RowKey::Total);
        let total = total.and_then(|rows| rows.last().copied());
        let all = || rows().filter(|&row| self.code(row).is_some());
        let fits = |total: usize| {
            let first = all().filter(|&row| !is_project(row));
            self.is_sum(total, all()) && !self.is_sum(total, first)
        };
        flat && coded && again && total.is_some_and(fits)
    }

    /// Whether a row prints the sum of others in every column, and one at least.
    fn is_sum(&self, row: usize, of: impl Iterator<Item = usize> + Clone) -> bool {
        let mut any = false;
        let adds_up = |column: usize| {
            let amount = |row: usize| interval(self.part, self.disclosure, (row, column));
            let printed = amount(row);
            any |= printed != Interval::default();
            let mut parts = of.clone().map(amount);
            let sum = parts.try_fold(Interval::default(), Interval::plus);
            sum.is_some_and(|sum| sum.meets(printed) == Some(true))
        };
        (0..self.part.columns.len()).all(adds_up) && any
    }
}
