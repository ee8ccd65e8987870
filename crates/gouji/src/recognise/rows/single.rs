//! A part without labels: one row of amounts beneath the headings, or a total and a row for each unit.

use super::super::figures::value;
use super::super::{RowKey, Value};
use super::Reader;
use crate::rulebook::normal;

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
            rows => rows.iter().copied().find(|&row| self.is_total(row)),
        };
        let blank = total.filter(|row| !rows.contains(row));
        for &row in rows.iter().chain(&blank) {
            let label = self.labels.text(row, self.columns.name);
            if total == Some(row) {
                self.push(row, RowKey::Total, self.spec.total_name.clone());
            } else if total.is_some() && !label.is_empty() && printed.contains(&row) {
                self.push(row, RowKey::Unit(normal(&label)), label);
            } else {
                let first = self.source.sheet.row(row).first();
                let text = first.map(|cell| cell.text().trim().to_owned());
                self.unread(row, &text.unwrap_or_default());
            }
        }
    }

    fn is_total(&self, row: u32) -> bool {
        let cells = self.source.sheet.row(row).iter();
        let mut texts = cells.map(|cell| normal(cell.text()));
        texts.any(|text| self.spec.is_total(&text))
    }

    /// The row beneath the headings.
    fn beneath(&self) -> Option<u32> {
        self.source.headings.last()?.checked_add(1)
    }
}
