//! A part without labels: one row of amounts beneath the headings.

use super::super::RowKey;
use super::Reader;
use crate::rulebook::normal;

impl Reader<'_> {
    /// The one row of amounts; of several the one that is labelled as the total. Where none has
    /// amounts, the row beneath the headings is the one, and blank.
    pub(super) fn single(&mut self, rows: &[u32]) {
        let printed: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|&row| self.has_amounts(row))
            .collect();
        let total = || printed.iter().find(|&&row| self.is_total(row));
        let row = match printed.as_slice() {
            [] => self.beneath(),
            [row] => Some(*row),
            _ => total().copied(),
        };
        if let Some(row) = row {
            let name = self.spec.total_name.clone();
            self.push(row, RowKey::Total, name);
        }
        for &other in rows.iter().filter(|&&other| Some(other) != row) {
            let first = self.source.sheet.row(other).first();
            let text = first.map(|cell| cell.text().trim().to_owned());
            self.unread(other, &text.unwrap_or_default());
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
