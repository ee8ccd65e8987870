//! A table of two halves, income and expenditure, that stand one below the other in the same columns.

use super::super::items;
use super::{Group, Heading, PartColumns, fit_column};
use crate::amount;
use crate::catalogue;
use crate::rulebook::{PartSpec, RowsKind, TableSpec, normal};
use crate::source::{Address, Sheet};

/// Rows beneath the headings that are looked at.
const MOST_ROWS: u32 = 200;

impl Heading {
    /// Gives both halves the columns that the headings name for one of them, where the rows of the lower stand beneath
    /// the upper one's total.
    pub(super) fn stack(&mut self, sheet: &Sheet, last: u32, spec: &TableSpec, groups: &[Group]) {
        let ([upper, lower, ..], [above, below, rest @ ..]) =
            (spec.parts.as_slice(), self.parts.as_slice())
        else {
            return;
        };
        if rest.iter().any(PartColumns::is_there) {
            return;
        }
        let halves = (upper.rows, lower.rows) == (RowsKind::Item, RowsKind::Function);
        let name = match (above.name, below.name) {
            (Some(name), None) | (None, Some(name)) if below.code.is_empty() && halves => name,
            _ => return,
        };
        let amounts = || above.amounts.iter().chain(&below.amounts);
        let used = |group: &&Group| {
            let first = group.columns.first().copied();
            amounts().any(|at| at.is_some() && *at == first)
        };
        let used: Vec<&Group> = groups.iter().filter(used).collect();
        let Some(total) = total_between(sheet, (name, last), upper) else {
            return;
        };
        let columns = |part| PartColumns {
            name: Some(name),
            amounts: paired(part, &used),
            ..PartColumns::default()
        };
        let halves = [columns(upper), columns(lower)];
        self.parts = halves.into_iter().chain(rest.iter().cloned()).collect();
        self.stacked = Some(total);
    }

    /// The rows of a part among those beneath the headings.
    pub(in super::super) fn rows_of(&self, part: usize, rows: &[u32]) -> Vec<u32> {
        let own = |row: &u32| {
            self.stacked
                .is_none_or(|total| (*row <= total) == (part == 0))
        };
        rows.iter().copied().filter(own).collect()
    }
}

/// For each column of a part the column of the sheet whose headings fit it best, each once.
fn paired(part: &PartSpec, groups: &[&Group]) -> Vec<Option<u32>> {
    let mut pairs: Vec<Option<u32>> = Vec::new();
    for column in &part.columns {
        let fits = groups.iter().filter_map(|group| {
            let at = group.columns.first().copied()?;
            let fit = fit_column(column, &group.path);
            (fit > 0 && !pairs.contains(&Some(at))).then_some((fit, std::cmp::Reverse(at)))
        });
        pairs.push(fits.max().map(|(_, at)| at.0));
    }
    pairs
}

/// The row of the upper half's total: the last total with an amount above the first row that is named like a 类.
fn total_between(sheet: &Sheet, (name, last): (u32, u32), upper: &PartSpec) -> Option<u32> {
    let rows = (1..=MOST_ROWS).filter_map(|more| last.checked_add(more));
    let mut total = None;
    for row in rows {
        let label = sheet
            .cell(Address::new(row, name))
            .map(|cell| normal(cell.text()));
        let Some(label) = label else { continue };
        let amount = |cell: &crate::source::Cell| {
            cell.at.column > name && matches!(amount::parse(cell.text()), Ok(Some(_)))
        };
        let item = items::named(&label, &upper.items);
        if item.is_none() && catalogue::class_by_name(&label).is_some() {
            return total;
        }
        if upper.is_total(&label) && sheet.row(row).iter().any(amount) {
            total = Some(row);
        }
    }
    None
}
