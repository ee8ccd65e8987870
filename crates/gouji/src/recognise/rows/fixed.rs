//! Rows of fixed items.

use super::super::years::undated;
use super::super::{RowKey, copies, items};
use super::Reader;
use crate::rulebook::{Item, normal};
use crate::source::Address;

/// The most rows that a part with fixed items is searched for them.
const MOST_ITEM_ROWS: usize = 2000;

/// How the label of a row ends that sums others.
const SUMS: [&str; 2] = ["合计", "小计"];

/// Words of a sum that is the year's, and not with what was left from the last.
const OF_YEAR: [&str; 2] = ["本年", "当年"];

/// What stands before a row of some of the row above.
const SOME: &str = "其中";

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
        let mut labels: Vec<String> = labelled.iter().map(|(_, text)| undated(text)).collect();
        let carried = self.carried(&labels);
        for (label, _) in labels.iter_mut().zip(&carried).filter(|(_, own)| **own) {
            *label = format!("其中:{label}");
        }
        let pairs = items::pair(&labels, &self.spec.items, Some(&self.spec.total_name));
        self.paired = pairs.iter().copied().flatten().collect();
        for (((row, name), pair), carried) in labelled.into_iter().zip(pairs).zip(carried) {
            if carried && pair.is_none() && self.has_amounts_of_rest() {
                self.list(row, &name);
                continue;
            }
            let Some(item) = pair.and_then(|index| self.spec.items.get(index)) else {
                match self.summed_above(row, &name) {
                    Some(above) => self.copy(above, row),
                    None => self.unread(row, &name),
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

    /// Which rows stand beneath last year's rest and bear the name of one of the year's own items above, or of any of them
    /// where the year's sum stands above, and the rulebook does not divide the rest like that: 一般公共预算拨款, then
    /// 上年结转 with 一般公共预算 beneath. They are some of it.
    fn carried(&self, labels: &[String]) -> Vec<bool> {
        let items = &self.spec.items;
        let mut above: Vec<&str> = Vec::new();
        let mut rest: Option<&Item> = None;
        let of_year = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let year = OF_YEAR.iter().any(|year| name.contains(year));
            year && SUMS.iter().any(|sum| name.ends_with(sum))
        };
        let is_carried = |label: &String| {
            let name = normal(label);
            let own = name.trim_start_matches(SOME).trim_start_matches(':');
            let item = items::named(own, items)?;
            let is_divided = |rest: &Item| {
                let beneath = |it: &&Item| items::is_within(&it.path, &rest.path);
                let mut parts = items.iter().filter(beneath);
                parts.any(|part| items::named(own, std::slice::from_ref(part)).is_some())
            };
            let mut closed = above.iter().filter(|path| of_year(path));
            let again = above.contains(&item.path.as_str())
                || closed.any(|year| items::is_within(&item.path, year));
            if item.is_carried() {
                rest = Some(item);
            } else if self.spec.is_total(&name) {
                rest = None;
            } else if again && rest.is_some_and(|it| !is_divided(it)) {
                return Some(name == own);
            }
            above.push(&item.path);
            Some(false)
        };
        labels
            .iter()
            .map(is_carried)
            .map(|own| own == Some(true))
            .collect()
    }

    /// Whether last year's rest, of which the rows beneath it are some, was read last and has an amount of its own.
    fn has_amounts_of_rest(&self) -> bool {
        let last = self.part.rows.last();
        let item = last.and_then(|row| match &row.key {
            RowKey::Item(path) => self.spec.items.iter().find(|item| item.path == *path),
            _ => None,
        });
        item.is_some_and(Item::is_carried) && last.is_some_and(|row| self.has_amounts(row.at))
    }

    /// The row above whose sum of the year a row prints once more: 本年收入合计 beneath the parts of 一、本年收入.
    pub(super) fn summed_above(&self, row: u32, name: &str) -> Option<usize> {
        let name = normal(name);
        let above = self.sum_above(&name)?;
        let of_year = OF_YEAR.iter().any(|year| name.contains(year));
        (of_year || self.has_total_beneath(row)).then_some(above)
    }

    /// The row above of the item beneath the total that a label in normal form sums.
    fn sum_above(&self, name: &str) -> Option<usize> {
        let item = items::named(name, &self.spec.items)?;
        let (whole, _) = item.path.rsplit_once('/')?;
        let key = RowKey::Item(item.path.clone());
        let above = *self.part.index.get(&key)?.first()?;
        let sums = SUMS.iter().any(|sum| name.ends_with(sum));
        (sums && whole == self.spec.total_name).then_some(above)
    }

    /// Keeps what a row prints that has the amounts of one above once more.
    pub(super) fn copy(&mut self, above: usize, row: u32) {
        let sheet = self.source.sheet;
        let columns = self.columns.amounts.iter().enumerate();
        let cells = columns.filter_map(|(column, at)| {
            let at = Address::new(row, (*at)?);
            Some((self.part.figure(above, column)?, at))
        });
        let found = copies::of_cells(self.figures.disclosure, sheet, cells);
        self.figures.disclosure.copies.extend(found);
    }

    /// The key of an item that a label in normal form names; where the sum of the year stands above, and no total does,
    /// this is the total: 支出合计 beneath 本年支出合计.
    pub(super) fn item(&self, name: &str, path: &str) -> RowKey {
        let total = self.sum_above(name).is_some();
        match total && !self.part.index.contains_key(&RowKey::Total) {
            true => RowKey::Total,
            false => RowKey::Item(path.to_owned()),
        }
    }

    /// Whether a total follows closely.
    fn has_total_beneath(&self, row: u32) -> bool {
        let next = row.saturating_add(1);
        let mut beneath = next..next.saturating_add(NEAR);
        beneath.any(|row| {
            let label = self.labels.text(row, self.columns.name);
            self.spec.is_total(&normal(&label))
        })
    }
}
