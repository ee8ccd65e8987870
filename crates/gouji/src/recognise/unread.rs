//! What is in a file and was not read, as the report lists it.

use super::Table;
use super::labels::{UnitLine, numbers_columns, unit_behind, unit_line};
use super::region::is_other_title;
use super::rows::holds_something;
use crate::report::{Unread, UnreadKind};
use crate::source::{Address, Cell, Range, Sheet};

/// How much of an unread text is quoted, in characters.
const QUOTE: usize = 60;

/// Rows with content at the top of a sheet among which its title is looked for.
const MOST_ROWS_ABOVE_A_TITLE: usize = 4;

/// A sheet without any table of the rulebook, by its title, or by its first words where it has none.
pub(super) fn whole_sheet(sheet: &Sheet, kind: UnreadKind) -> Unread {
    let first = sheet.rows().next().and_then(|(_, cells)| cells.first());
    let mut top = sheet.rows().take(MOST_ROWS_ABOVE_A_TITLE);
    let title = top.find_map(|(_, cells)| cells.iter().find(|cell| is_other_title(cell)));
    let text = title.or(first).map(|cell| quote(cell.text()));
    let text = text.unwrap_or_default();
    Unread {
        kind,
        sheet: sheet.name.clone(),
        range: String::new(),
        table: None,
        amounts: amounts(&text, sheet.rows()),
        text,
    }
}

/// A table that the rulebook does not know, on a sheet with others.
pub(super) fn unknown_table<'a>(
    sheet: &Sheet,
    row: u32,
    title: &str,
    rows: impl Iterator<Item = (u32, &'a [Cell])>,
) -> Unread {
    Unread {
        kind: UnreadKind::Note,
        sheet: sheet.name.clone(),
        range: Address::new(row, 0).to_string(),
        table: None,
        text: quote(title),
        amounts: amounts(title, rows),
    }
}

/// A table of which another counts: the second copy, or one of other appropriations, whose amounts nothing judges.
pub(super) fn set_aside(table: &Table, is_copy: bool) -> Unread {
    Unread {
        kind: UnreadKind::Sheet,
        sheet: table.sheet_name.clone(),
        range: table.range.to_string(),
        table: None,
        text: quote(&table.title),
        amounts: (!is_copy && table.amounts > 0).then_some(table.amounts),
    }
}

/// The running text of another budget unit, from a row on.
pub(super) fn set_of_another(sheet: &Sheet, row: u32, unit: &str) -> Unread {
    Unread {
        kind: UnreadKind::Note,
        sheet: sheet.name.clone(),
        range: Address::new(row, 0).to_string(),
        table: None,
        text: quote(&format!("{unit}的说明")),
        amounts: None,
    }
}

/// Something unread in a table's range.
pub(super) fn unread_in(
    kind: UnreadKind,
    sheet: &Sheet,
    range: Range,
    table: &str,
    text: &str,
) -> Unread {
    Unread {
        kind,
        sheet: sheet.name.clone(),
        range: range.to_string(),
        table: Some(table.to_owned()),
        text: quote(text),
        amounts: None,
    }
}

/// The first characters of a text.
fn quote(text: &str) -> String {
    text.trim().chars().take(QUOTE).collect()
}

/// How many cells hold an amount beneath the line that says in which unit of money amounts are. What stands
/// first in a row names or numbers it. Tables of performance goals are read with the running text.
fn amounts<'a>(title: &str, rows: impl Iterator<Item = (u32, &'a [Cell])>) -> Option<usize> {
    if title.contains("绩效") {
        return None;
    }
    let mut rows = rows.skip_while(|(_, cells)| !cells.iter().any(is_of_money));
    rows.next();
    let count = rows
        .filter(|(_, cells)| !numbers_columns(cells))
        .map(|(_, cells)| {
            let mut filled = cells.iter().filter(|cell| !cell.text().trim().is_empty());
            filled.next();
            filled.filter(|cell| holds_something(cell)).count()
        })
        .sum();
    (count > 0).then_some(count)
}

/// Whether a text says in which unit of money amounts are: `单位：万元`, `金额（元）`.
fn is_of_money(cell: &Cell) -> bool {
    let text = cell.text();
    let line = unit_line(text).into_iter();
    let mut units = line.filter(|line| matches!(line, UnitLine::Amount(_)));
    units.next().is_some() || unit_behind(text).is_some()
}
