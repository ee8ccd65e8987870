//! Parts that a table may do without.

use super::super::items;
use super::{Heading, PartColumns};
use crate::catalogue;
use crate::rulebook::{RowsKind, TableSpec, normal, without_enumerator};
use crate::source::{Address, Sheet};

/// Rows beneath the headings of which the first label is looked for.
const MOST_ROWS_ABOVE_A_LABEL: u32 = 8;

impl Heading {
    /// Gives the columns of a part by economic subjects to a part by items that the table may have too, where the first
    /// row beneath is one of its items: headings name an economic classification where kinds of expenditure stand.
    pub(super) fn settle_optional(&mut self, sheet: &Sheet, last: u32, spec: &TableSpec) {
        let places = |rows: RowsKind| {
            let parts = spec.parts.iter().enumerate();
            let parts = parts.filter(move |(_, part)| part.optional && part.rows == rows);
            parts.map(|(place, _)| place)
        };
        for own in places(RowsKind::Economic) {
            let column = self.parts.get(own).and_then(|part| part.name);
            let Some(label) = column.and_then(|column| first_label(sheet, column, last)) else {
                continue;
            };
            let is_other = |place: &usize| {
                let items = spec.parts.get(*place).map(|part| &part.items);
                let named = items.is_some_and(|items| items::named(&label, items).is_some());
                let there = self.parts.get(*place).is_some_and(PartColumns::is_there);
                named && !there && !is_economic_class(&label)
            };
            if let Some(other) = places(RowsKind::Item).find(is_other) {
                self.parts.swap(own, other);
            }
        }
    }
}

/// The first label beneath the headings in a column, in normal form.
fn first_label(sheet: &Sheet, column: u32, last: u32) -> Option<String> {
    let rows = (1..=MOST_ROWS_ABOVE_A_LABEL).filter_map(|more| last.checked_add(more));
    let mut cells = rows.filter_map(|row| sheet.cell(Address::new(row, column)));
    cells.next().map(|cell| normal(cell.text()))
}

/// Whether a label is a 类 of economic classification.
fn is_economic_class(label: &str) -> bool {
    catalogue::beneath("3", without_enumerator(label)).is_some()
}
