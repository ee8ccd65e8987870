//! Columns of amounts that no part knows, as the table's own: what their rows and headings say of them is seen when all
//! figures are there.

use std::collections::BTreeSet;

use super::super::disclosure::Part;
use super::super::figures::{Figures, merged_amounts, value};
use super::super::own_columns::{OwnColumn, OwnColumns};
use super::super::{Disclosure, Table, Value};
use super::Source;
use super::columns::{BESIDE_AMOUNTS, is_code};
use crate::rulebook::PartSpec;
use crate::source::Address;

/// Columns that a part has of its own at most, and rows: there is no telling what a wider table is.
const MOST_COLUMNS: usize = 48;
const MOST_ROWS: usize = 20_000;

/// Headings of columns that number or annotate the rows.
const NOTES: [&str; 4] = ["序号", "行次", "备注", "说明"];

/// Words of headings of shares.
const SHARES: [&str; 7] = ["占比", "比重", "比例", "幅", "率", "百分比", "%"];

/// Takes up the figures in the columns that no part knows.
pub(super) fn take_up(disclosure: &mut Disclosure, table: &mut Table, source: &Source<'_>) {
    let unknown = source.heading.unknown.iter();
    let amounts = unknown.filter(|(_, heading)| !heading.split('/').any(tells_otherwise));
    let columns: Vec<u32> = amounts.map(|(column, _)| *column).collect();
    if columns.is_empty() || source.heading.is_stacked() {
        return;
    }
    let labels = table
        .parts
        .iter()
        .map(|part| part.labels.iter().min().copied());
    let starts: Vec<Option<u32>> = labels.collect();
    let body = source.headings.last();
    let body = body.map_or(0, |last| last.saturating_add(1));
    let parts = table.parts.iter_mut().zip(&source.spec.parts);
    for (place, (part, spec)) in parts.enumerate() {
        let begins = starts.get(place).copied().flatten();
        let next = starts.iter().flatten().filter(|&&at| Some(at) > begins);
        let next = next.min().copied();
        let is_ours = |column: u32| {
            let within = begins.is_none_or(|at| at < column) && next.is_none_or(|at| column < at);
            within && has_amounts_alone(source, part, column)
        };
        let own: Vec<u32> = columns.iter().copied().filter(|&it| is_ours(it)).collect();
        if own.is_empty() || own.len() > MOST_COLUMNS || part.rows.len() > MOST_ROWS {
            continue;
        }
        let at: Vec<Option<u32>> = own.iter().copied().map(Some).collect();
        let merged = merged_amounts(source.sheet, body, &at);
        let of = (place, table.unit);
        let mut figures = Figures::new(disclosure, (table.spec, &source.spec.id), of, merged);
        read(&mut figures, source, (part, spec), own);
        table.amounts = table.amounts.saturating_add(figures.count());
    }
}

/// Whether a heading says that what stands beneath it is no amount of money: numbers of rows, codes, shares.
fn tells_otherwise(heading: &str) -> bool {
    let share = SHARES.iter().any(|word| heading.contains(word));
    let other = BESIDE_AMOUNTS.iter().any(|end| heading.ends_with(end));
    NOTES.contains(&heading) || share || other
}

/// Whether a column prints amounts in the rows of a part, and nothing else.
fn has_amounts_alone(source: &Source<'_>, part: &Part, column: u32) -> bool {
    let cells = part.rows.iter();
    let cells = cells.filter_map(|row| source.sheet.cell(Address::new(row.at, column)));
    let mut any = false;
    for cell in cells {
        let value = value(&cell.content);
        if is_code(cell) || !matches!(value, Value::Blank | Value::Amount(_)) {
            return false;
        }
        any |= value.is_printed();
    }
    any
}

/// Reads columns as the part's own.
fn read(
    figures: &mut Figures<'_>,
    source: &Source<'_>,
    (part, spec): (&mut Part, &PartSpec),
    own: Vec<u32>,
) {
    let path = |at: u32| source.heading.path(at).to_vec();
    let known = spec.columns.iter().map(|column| column.name.clone());
    let mut names: BTreeSet<String> = known.collect();
    let places = part.columns.len()..;
    let columns = own.into_iter().zip(places).map(|(at, place)| {
        let rows = part.rows.iter().map(|row| row.at);
        let first = figures.column(source.sheet, (at, place), rows);
        let name = free(&path(at).join("/"), &names);
        names.insert(name.clone());
        OwnColumn {
            at,
            path: path(at),
            name,
            first,
        }
    });
    let columns = columns.collect();
    let named = part.columns.iter();
    let named = named.map(|at| at.map_or_else(Vec::new, path)).collect();
    part.own = OwnColumns {
        columns,
        named,
        open: std::mem::take(&mut part.own.open),
    };
}

/// A name that is not taken: where it is, the next number stands behind it.
fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|count| format!("{name}#{count}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}
