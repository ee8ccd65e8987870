//! A part without labels: one row of amounts beneath the headings, or a total and a row for each unit.

use super::super::figures::value;
use super::super::unread::unread_in;
use super::super::years;
use super::super::{RowKey, Value};
use super::Reader;
use crate::report::UnreadKind;
use crate::rulebook::normal;
use crate::source::Range;

/// How the label of a row begins that is of the budget's year without naming it.
const THIS_YEAR: [&str; 3] = ["本年", "今年", "当年"];

/// Words of a row that tells how two years differ, besides those of headings.
const CHANGES: [&str; 2] = ["增长", "变动"];

/// The year that a row is of, the later the greater.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum RowYear {
    Told(u16),
    Last,
    This,
}

impl Reader<'_> {
    /// The row of amounts; of several the one that is labelled as the total, and the others that are
    /// labelled are units'. Where none has amounts, the row beneath the headings is the one, and blank.
    pub(super) fn single(&mut self, rows: &[u32]) {
        let amounts = |row: u32| {
            let mut values = self.cells(row).map(|cell| value(&cell.content));
            values.any(|value| matches!(value, Value::Amount(_) | Value::Formula))
        };
        let printed: Vec<u32> = rows.iter().copied().filter(|&row| amounts(row)).collect();
        let total = match printed.as_slice() {
            [] => self.beneath(),
            [row] => Some(*row),
            rows => self.total_among(rows).or_else(|| self.latest_year(rows)),
        };
        let blank = total.filter(|row| !rows.contains(row));
        for &row in rows.iter().chain(&blank) {
            let label = self.labels.text(row, self.columns.name);
            if total == Some(row) {
                self.push(row, RowKey::Total, self.spec.total_name.clone());
            } else if (self.year(row).is_some() || self.is_change(row))
                && total.is_some_and(|it| self.year(it).is_some())
            {
                self.beside(row);
            } else if total.is_some() && !label.is_empty() && printed.contains(&row) {
                self.push(row, RowKey::Unit(normal(&label)), label);
            } else {
                let first = self.source.sheet.row(row).first();
                let text = first.map(|cell| cell.text().trim().to_owned());
                self.unread(row, &text.unwrap_or_default());
            }
        }
    }

    /// The row that is labelled as the total; where none is, the only one that is with an office's name before it.
    fn total_among(&self, rows: &[u32]) -> Option<u32> {
        let labelled = |row: u32, is_label: &dyn Fn(&str) -> bool| {
            let mut cells = self.source.sheet.row(row).iter();
            cells.any(|cell| is_label(&normal(cell.text())))
        };
        let total = |text: &str| self.spec.is_total(text);
        let plain = rows.iter().copied().find(|&row| labelled(row, &total));
        let of_office = |text: &str| self.is_total_of_office(text);
        let mut named = rows
            .iter()
            .copied()
            .filter(|&row| labelled(row, &of_office));
        plain.or_else(|| named.next().filter(|_| named.next().is_none()))
    }

    /// The row of the latest year, where every row is of a year of its own.
    fn latest_year(&self, rows: &[u32]) -> Option<u32> {
        let mut found: Vec<(RowYear, u32)> = Vec::new();
        for &row in rows.iter().filter(|&&row| !self.is_change(row)) {
            let year = self.year(row)?;
            if found.iter().any(|(known, _)| *known == year) {
                return None;
            }
            found.push((year, row));
        }
        found.into_iter().max().map(|(_, row)| row)
    }

    /// The year that a row's label begins with.
    fn year(&self, row: u32) -> Option<RowYear> {
        let first = self.source.sheet.row(row).first()?;
        let (year, label) = years::heading_text(first.text(), true);
        let this = || THIS_YEAR.iter().any(|word| label.starts_with(word));
        let last = || years::earlier(None, &label, None).is_some();
        match year {
            Some(year) => Some(RowYear::Told(year)),
            None if this() => Some(RowYear::This),
            None => last().then_some(RowYear::Last),
        }
    }

    /// Whether a row tells how two others differ.
    fn is_change(&self, row: u32) -> bool {
        let label = self
            .source
            .sheet
            .row(row)
            .first()
            .map(|cell| normal(cell.text()));
        label.is_some_and(|label| {
            years::compares(&label) || CHANGES.iter().any(|word| label.contains(word))
        })
    }

    /// Lists a row of another year, with which nothing is compared.
    fn beside(&mut self, row: u32) {
        let Some(first) = self.source.sheet.row(row).first() else {
            return;
        };
        let range = Range {
            start: first.at,
            end: first.at,
        };
        let (sheet, id) = (self.source.sheet, &self.source.spec.id);
        let unread = unread_in(UnreadKind::Note, sheet, range, id, first.text());
        self.figures.disclosure.unread.push(unread);
    }

    /// The row beneath the headings.
    fn beneath(&self) -> Option<u32> {
        self.source.headings.last()?.checked_add(1)
    }
}
