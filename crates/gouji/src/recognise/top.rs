//! What stands above the first row of a table's data: title, unit line, headings.

use super::data::{is_data, names_rows};
use super::labels::{UnitLine, numbers_columns, unit_behind, unit_line};
use super::region::Region;
use crate::amount::{self, AmountUnit};
use crate::rulebook::{Headings, TableSpec, normal};
use crate::source::{Address, Cell, Sheet};

/// A row of a title has few cells beside it.
pub(super) const MOST_CELLS_BESIDE_A_TITLE: usize = 4;

/// What stands above the headings, and the headings.
pub(super) struct Top {
    /// Rows of title, unit line and headings.
    pub(super) head: Vec<u32>,
    /// Rows of headings alone.
    pub(super) headings: Vec<u32>,
    /// Unit of the amounts.
    pub(super) unit: Option<AmountUnit>,
}

impl Top {
    /// Reads the rows above the first row of data.
    pub(super) fn read(region: &Region, sheet: &Sheet, spec: &TableSpec, known: &Headings) -> Self {
        let mut top = Self {
            head: Vec::new(),
            headings: Vec::new(),
            unit: None,
        };
        let labels = |headings: &[u32], column: u32| {
            let above = headings
                .iter()
                .filter_map(|&row| sheet.shown(Address::new(row, column)));
            above
                .into_iter()
                .any(|cell| known.is_label(&normal(cell.text()), spec))
        };
        for (row, cells) in region.rows(sheet) {
            let line = unit_lines(cells);
            top.unit = top.unit.or(line.unit);
            let first = top.headings.is_empty();
            let few = first || cells.len() <= MOST_CELLS_BESIDE_A_TITLE;
            let lone = first && cells.len() == 1;
            let above = region.is_title(row) || lone || (few && line.is_any);
            if above {
                top.head.push(row);
                continue;
            }
            let numbers = !first && numbers_columns(cells);
            let labels = |column| labels(&top.headings, column);
            let begins = is_data(cells, spec, labels) || names_rows(cells, spec, known, labels);
            let ends = is_note(cells) || counts(cells) || is_blank(cells);
            if !numbers && (begins || (!first && ends)) {
                break;
            }
            top.head.push(row);
            let repeated = || {
                top.headings
                    .iter()
                    .any(|&above| alike(sheet.row(above), cells))
            };
            if !numbers && !repeated() {
                top.headings.push(row);
            }
        }
        let heads = top.head.iter().flat_map(|&row| sheet.row(row));
        top.unit = top
            .unit
            .or_else(|| heads.into_iter().find_map(|cell| unit_behind(cell.text())));
        top
    }
}

/// Whether two rows print the same in the same columns.
fn alike(row: &[Cell], other: &[Cell]) -> bool {
    let same = |(one, other): (&Cell, &Cell)| {
        one.at.column == other.at.column && normal(one.text()) == normal(other.text())
    };
    row.len() == other.len() && row.iter().zip(other).all(same)
}

/// A row beneath the headings that is a sentence: this table is blank.
fn is_note(cells: &[Cell]) -> bool {
    let text = cells.first().map_or("", Cell::text).trim();
    let says = ["。", "没有", "无", "空表", "注"]
        .iter()
        .any(|word| text.contains(word));
    cells.len() == 1 && (says || text.chars().count() > 20)
}

/// Whether a row has nothing but dashes: amounts of which there are none.
fn is_blank(cells: &[Cell]) -> bool {
    cells.len() > 1 && cells.iter().all(|cell| amount::is_blank(cell.text()))
}

/// Whether a row beneath the headings begins to count rows, its amounts in those that follow: `一、收入`.
fn counts(cells: &[Cell]) -> bool {
    matches!(cells, [cell] if normal(cell.text()).starts_with("一、"))
}

struct UnitLines {
    is_any: bool,
    unit: Option<AmountUnit>,
}

/// What the cells of a row say of the table; a label may have its value in the next cell.
fn unit_lines(cells: &[Cell]) -> UnitLines {
    let mut lines = UnitLines {
        is_any: false,
        unit: None,
    };
    for (index, cell) in cells.iter().enumerate() {
        lines.unit = lines.unit.or(unit_of(cell.text()));
        let next = cells.get(index.saturating_add(1)).map_or("", Cell::text);
        for line in unit_line(cell.text()) {
            lines.is_any = true;
            let unit = match line {
                UnitLine::Amount(unit) => Some(unit),
                UnitLine::Name(name) if name.is_empty() => unit_of(next),
                UnitLine::Name(_) => None,
            };
            lines.unit = lines.unit.or(unit);
        }
    }
    lines
}

/// Whether a row is a line that names the unit of amounts.
pub(super) fn names_unit(cells: &[Cell]) -> bool {
    cells.len() <= MOST_CELLS_BESIDE_A_TITLE && unit_lines(cells).unit.is_some()
}

/// The unit that a cell names alone: `万元`.
fn unit_of(text: &str) -> Option<AmountUnit> {
    if !text.contains('元') {
        return None;
    }
    let text = normal(text);
    matches!(text.as_str(), "元" | "千元" | "万元" | "人民币元")
        .then(|| AmountUnit::named_in(&text))
        .flatten()
}

/// Whether a row repeats title, unit line or headings, as at a page break.
pub(super) fn repeats_head(sheet: &Sheet, headings: &[u32], cells: &[Cell]) -> bool {
    let said = cells.iter().filter(|cell| !amount::is_blank(cell.text()));
    if unit_lines(cells).is_any && said.count() <= MOST_CELLS_BESIDE_A_TITLE {
        return true;
    }
    let same = |heading: &u32| {
        let heading = sheet.row(*heading);
        let there = |cell: &&Cell| {
            let above = heading
                .iter()
                .find(|above| above.at.column == cell.at.column);
            above.is_some_and(|above| normal(above.text()) == normal(cell.text()))
        };
        cells.iter().any(|cell| there(&cell))
    };
    let number = |cell: &Cell| matches!(amount::parse(cell.text()), Ok(Some(_)));
    !cells.iter().any(number) && headings.iter().any(same)
}
