//! Workbooks written as text: a line a row, cells divided by `|`, a blank line between tables.
#![allow(dead_code, reason = "each test uses some of it")]

use gouji_fixtures::{Cell, Sheet, Workbook};

/// A sheet for each table. A cell with a decimal point is an amount with two decimals.
pub(crate) fn workbook(text: &str) -> Workbook {
    let tables = text.split("\n\n").filter(|table| !table.trim().is_empty());
    let sheets = tables.enumerate().map(|(index, table)| Sheet {
        name: format!("Sheet{}", index + 1),
        rows: table.trim().lines().map(row).collect(),
        ..Sheet::default()
    });
    Workbook {
        sheets: sheets.collect(),
    }
}

fn row(line: &str) -> Vec<Cell> {
    line.split('|').map(|text| cell(text.trim())).collect()
}

fn cell(text: &str) -> Cell {
    let digits = text.replace('.', "");
    let places = text.split_once('.').map(|(_, places)| places.len());
    match (places, digits.parse()) {
        (Some(2), Ok(hundredths)) => Cell::Amount(hundredths),
        _ => text.into(),
    }
}

/// The workbook with one cell changed: the first that says the one text beneath a row that
/// contains the other.
pub(crate) fn spoiled(text: &str, line: &str, from: &str, to: &str) -> Workbook {
    let at = text.find(line).unwrap_or_else(|| panic!("no line {line}"));
    let (before, after) = text.split_at(at);
    assert!(after.contains(from), "no {from} after {line}");
    workbook(&format!("{before}{}", after.replacen(from, to, 1)))
}
