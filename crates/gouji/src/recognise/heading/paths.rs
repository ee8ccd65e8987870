//! The headings above each column, from top to bottom.

use std::collections::BTreeMap;

use super::super::years;
use crate::source::{Address, Cell, Sheet};

/// The headings of a table by column, in normal form.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    /// From top to bottom.
    pub(super) columns: BTreeMap<u32, Vec<String>>,
    /// The year that the lowest of them names which names one, and its cell.
    pub(super) years: BTreeMap<u32, (Address, u16)>,
    /// Columns whose headings are the same and of the same year.
    pub(super) twice: Vec<Twice>,
}

/// Two columns of the same headings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Twice {
    columns: [u32; 2],
    /// The headings with the year.
    pub(super) cells: [Address; 2],
}

/// Headings as printed, from top to bottom, the year before each apart.
type Printed = Vec<(Option<u16>, String)>;

/// What is known of the years in the headings.
#[derive(Clone, Copy)]
struct Years {
    latest: Option<u16>,
    /// Whether a year alone heads a column of amounts.
    alone: bool,
}

/// What the amounts beneath a year alone are.
const AMOUNTS: &str = "预算数";

/// What a column is headed by.
#[derive(Default)]
struct Path {
    headings: Vec<String>,
    printed: Printed,
    year: Option<(Address, u16)>,
}

/// Headings that say no more than the one above them.
const WHOLES: [&str; 4] = ["小计", "合计", "总计", "金额"];

/// Whether a heading in normal form says no more than the one above it.
pub(crate) fn is_whole(heading: &str) -> bool {
    WHOLES.contains(&heading)
}

impl Paths {
    /// Reads the headings in the given rows.
    pub(super) fn of(sheet: &Sheet, rows: &[u32]) -> Self {
        let cells = || rows.iter().map(|&row| sheet.row(row));
        let first = cells().filter_map(|row| row.first()).map(column).min();
        let last = cells().filter_map(|row| row.last()).map(column).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Self::default();
        };
        // No template is wider; a stray cell far to the right is no heading.
        let last = last.min(first.saturating_add(255));
        let latest = years::latest(sheet, rows);
        let alone = years::stand_alone(sheet, rows, latest);
        let years = Years { latest, alone };
        let mut paths = Self::default();
        let mut printed: Vec<(u32, Printed)> = Vec::new();
        for column in first..=last {
            let path = Path::read(sheet, rows, (first, column), years);
            if path.headings.is_empty() {
                continue;
            }
            paths.columns.insert(column, path.headings);
            match path.year {
                Some(year) => {
                    paths.years.insert(column, year);
                    printed.push((column, path.printed));
                }
                // A column of labels: what is beyond it is another half of the table.
                None => paths.pair(&std::mem::take(&mut printed)),
            }
        }
        paths.pair(&printed);
        paths
    }

    /// Whether a column among them has the same headings as another.
    pub(super) fn is_twice(&self, columns: &[u32]) -> bool {
        let twice = self.twice.iter().flat_map(|twice| twice.columns);
        twice.into_iter().any(|column| columns.contains(&column))
    }

    /// Notes the adjoining columns, all headed by a year, of which another says the same.
    fn pair(&mut self, printed: &[(u32, Printed)]) {
        for (place, (right, path)) in printed.iter().enumerate() {
            let mut before = printed.iter().take(place);
            let Some((left, _)) = before.find(|(_, other)| whole(other) == whole(path)) else {
                continue;
            };
            let cells = [left, right].map(|column| self.years.get(column).map(|(at, _)| *at));
            if let [Some(left_cell), Some(right_cell)] = cells
                && left_cell != right_cell
            {
                self.twice.push(Twice {
                    columns: [*left, *right],
                    cells: [left_cell, right_cell],
                });
            }
        }
    }
}

fn column(cell: &Cell) -> u32 {
    cell.at.column
}

/// A path without a last heading that says no more than the one above it.
fn whole(path: &[(Option<u16>, String)]) -> &[(Option<u16>, String)] {
    match path.split_last() {
        Some(((None, last), above)) if !above.is_empty() && WHOLES.contains(&last.as_str()) => {
            above
        }
        _ => path,
    }
}

impl Path {
    fn read(sheet: &Sheet, rows: &[u32], (first, column): (u32, u32), known: Years) -> Self {
        let mut path = Self::default();
        for (index, &row) in rows.iter().enumerate() {
            let at = Address::new(row, column);
            let below = rows
                .iter()
                .skip(index.saturating_add(1))
                .any(|&row| sheet.cell(Address::new(row, column)).is_some());
            let over_several = below && sheet.merge(at).is_none();
            let own = sheet.shown(at);
            let cell =
                own.or_else(|| left_neighbour(sheet, row, first, column).filter(|_| over_several));
            let Some(cell) = cell else { continue };
            path.push(cell, below, known);
        }
        path
    }

    fn push(&mut self, cell: &Cell, below: bool, Years { latest, alone }: Years) {
        let (year, mut text) = years::heading_text(cell.text(), below || alone);
        if year.is_some() && text.is_empty() && !below {
            AMOUNTS.clone_into(&mut text);
        }
        let printed = (year, text.clone());
        if self.printed.last() != Some(&printed) {
            self.printed.push(printed);
        }
        if let Some(year) = year.filter(|_| !years::compares(&text)) {
            self.year = Some((cell.at, year));
        }
        let earlier = years::earlier(year, &text, latest).map(str::to_owned);
        let text = years::relative(text, latest);
        let path = &mut self.headings;
        path.extend(earlier.filter(|earlier| !path.contains(earlier)));
        if !text.is_empty() && path.last() != Some(&text) {
            path.push(text);
        }
    }
}

/// The heading to the left in the same row: headings over several columns are not always merged.
fn left_neighbour(sheet: &Sheet, row: u32, first: u32, column: u32) -> Option<&Cell> {
    let mut columns = (first..column).rev();
    columns.find_map(|left| sheet.shown(Address::new(row, left)))
}
