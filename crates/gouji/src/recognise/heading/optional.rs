//! Parts that a table may do without.

use super::super::items;
use super::Heading;
use crate::catalogue;
use crate::rulebook::{PartSpec, RowsKind, TableSpec, normal, without_enumerator};
use crate::source::{Address, Sheet};

/// Rows beneath the headings of which the first label is looked for.
const MOST_ROWS_ABOVE_A_LABEL: u32 = 8;

impl Heading {
    /// Gives the columns of a part by economic subjects to a part by items that the table may have too, where the first
    /// row beneath is one of its items: headings name an economic classification where kinds of expenditure stand.
    pub(super) fn settle_optional(&mut self, sheet: &Sheet, last: u32, spec: &TableSpec) {
        let optional = |(place, part): (usize, &PartSpec), rows| {
            (part.optional && part.rows == rows).then_some(place)
        };
        let places = |rows| {
            let parts = spec.parts.iter().enumerate();
            parts.filter_map(move |it| optional(it, rows))
        };
        let is_there = |heading: &Self, place: usize| {
            let part = heading.parts.get(place);
            part.and_then(|part| part.name)
        };
        for own in places(RowsKind::Economic) {
            let Some(column) = is_there(self, own) else {
                continue;
            };
            let rows = (1..=MOST_ROWS_ABOVE_A_LABEL).filter_map(|more| last.checked_add(more));
            let mut labels = rows.filter_map(|row| sheet.cell(Address::new(row, column)));
            let label = labels.next().map(|cell| normal(cell.text()));
            let named = |place: &usize| {
                let items = spec.parts.get(*place).map(|part| &part.items);
                let item = label.as_deref().zip(items);
                is_there(self, *place).is_none()
                    && item.is_some_and(|(label, items)| items::named(label, items).is_some())
            };
            let is_class = label.as_deref().is_some_and(is_economic_class);
            let other = places(RowsKind::Item).find(named).filter(|_| !is_class);
            if let Some(other) = other {
                self.parts.swap(own, other);
            }
        }
    }
}

/// Whether a label is a 类 of economic classification.
fn is_economic_class(label: &str) -> bool {
    catalogue::beneath("3", without_enumerator(label)).is_some()
}
