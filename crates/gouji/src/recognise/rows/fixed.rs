//! Rows of fixed items.

use super::super::figures::value;
use super::super::items;
use super::super::years::undated;
use super::super::{RowKey, Value};
use super::Reader;
use crate::rulebook::normal;

/// The most rows that a part with fixed items is searched for them.
const MOST_ITEM_ROWS: usize = 2000;

/// Rows between the sum of the year and the total beneath it at most.
const NEAR: u32 = 6;

impl Reader<'_> {
    /// Rows with fixed items.
    pub(super) fn items(&mut self, rows: &[u32]) {
        let label = |row: u32| self.labels.text(row, self.columns.name);
        let labelled: Vec<(u32, String)> = rows
            .iter()
            .map(|&row| (row, label(row)))
            .filter(|(_, text)| !text.is_empty())
            .take(MOST_ITEM_ROWS)
            .collect();
        let labels: Vec<String> = labelled.iter().map(|(_, text)| undated(text)).collect();
        let pairs = items::pair(&labels, &self.spec.items, Some(&self.spec.total_name));
        for ((row, name), pair) in labelled.into_iter().zip(pairs) {
            let Some(item) = pair.and_then(|index| self.spec.items.get(index)) else {
                match self.is_copy(row, &name) {
                    true => self.beside(row),
                    false => self.unread(row, &name),
                }
                continue;
            };
            let is_total = item.path == self.spec.total_name;
            self.push(
                row,
                if is_total {
                    RowKey::Total
                } else {
                    RowKey::Item(item.path.clone())
                },
                name,
            );
        }
        for &row in rows {
            if self.labels.text(row, self.columns.name).is_empty() && self.has_amounts(row) {
                self.unread(row, "");
            }
        }
    }

    /// Whether a row prints an item once more that stands above, with the same amounts: 本年收入合计 beneath the parts of
    /// 一、本年收入.
    pub(super) fn is_copy(&self, row: u32, name: &str) -> bool {
        let item = items::named(&normal(name), &self.spec.items);
        let above = item.and_then(|item| {
            let key = RowKey::Item(item.path.clone());
            let place = self.part.index.get(&key)?.first()?;
            Some(self.part.rows.get(*place)?.at)
        });
        let values = |row: u32| -> Vec<Value> {
            let cells = self.cells(row);
            cells.map(|cell| value(&cell.content)).collect()
        };
        above.is_some_and(|above| self.has_amounts(row) && values(above) == values(row))
    }

    /// The key of an item; where there is one already beneath the total, and no total stands beneath this, this is the
    /// total: 支出合计 beneath 本年支出合计.
    pub(super) fn item(&self, row: u32, path: &str) -> RowKey {
        let key = RowKey::Item(path.to_owned());
        let beneath = path.rsplit_once('/').map(|(whole, _)| whole);
        let again = self.part.index.contains_key(&key)
            && beneath == Some(self.spec.total_name.as_str())
            && !self.part.index.contains_key(&RowKey::Total)
            && !self.has_total_beneath(row);
        match again {
            true => RowKey::Total,
            false => key,
        }
    }

    /// Whether a total follows closely.
    pub(super) fn has_total_beneath(&self, row: u32) -> bool {
        let next = row.saturating_add(1);
        let mut beneath = next..next.saturating_add(NEAR);
        beneath.any(|row| {
            let label = self.labels.text(row, self.columns.name);
            self.spec.is_total(&normal(&label))
        })
    }
}
