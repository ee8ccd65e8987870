//! Rows of fixed items.

use super::super::RowKey;
use super::super::items;
use super::super::years::undated;
use super::Reader;

/// The most rows that a part with fixed items is searched for them.
const MOST_ITEM_ROWS: usize = 2000;

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
                self.unread(row, &name);
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

    /// The key of an item; where there is one already beneath the total, and no total yet, this is the total: 支出合计
    /// beneath 本年支出合计.
    pub(super) fn item(&self, path: &str) -> RowKey {
        let key = RowKey::Item(path.to_owned());
        let beneath = path.rsplit_once('/').map(|(whole, _)| whole);
        let again = self.part.index.contains_key(&key)
            && beneath == Some(self.spec.total_name.as_str())
            && !self.part.index.contains_key(&RowKey::Total);
        match again {
            true => RowKey::Total,
            false => key,
        }
    }
}
