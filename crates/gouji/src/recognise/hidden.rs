//! Amounts in hidden rows and columns of a table: what is published is what is shown.

use super::disclosure::Table;
use super::figures::value;
use super::rows::Source;
use crate::source::{Address, Cell};

/// Lists the hidden amounts of a table, and marks the parts whose sums they may belong to.
pub(super) fn find(table: &mut Table, source: &Source<'_>) {
    if source.sheet.hidden.is_empty() {
        return;
    }
    let rows = table.parts.iter().flat_map(|part| &part.rows);
    let Some(last) = rows.map(|row| row.at).max() else {
        return;
    };
    let first = source.headings.last().copied().unwrap_or(0);
    let (left, right) = source.heading.columns();
    let inside = |cell: &&Cell| {
        (first..=last).contains(&cell.at.row)
            && (left..=right.saturating_add(1)).contains(&cell.at.column)
    };
    let says = |cell: &&Cell| value(&cell.content).is_printed();
    let hidden = source.sheet.hidden.iter().filter(inside).filter(says);
    let amounts: Vec<Address> = hidden
        .map(|cell| cell.at)
        .filter(|at| !is_code(source, at.column))
        .collect();
    let in_rows = amounts.iter().any(|at| source.sheet.row(at.row).is_empty());
    let in_columns = amounts
        .iter()
        .any(|at| !source.sheet.row(at.row).is_empty());
    for part in &mut table.parts {
        part.unread_rows |= in_rows;
        part.unread_columns |= in_columns && part.columns.iter().any(Option::is_none);
    }
    table.hidden = amounts;
}

/// Whether a column holds codes, which are no amounts.
fn is_code(source: &Source<'_>, column: u32) -> bool {
    let parts = source.heading.parts.iter();
    parts.into_iter().any(|part| part.code.contains(&column))
}
