//! [`Book`] + [`Rulebook`] → [`Disclosure`]: which table stands where, and which figure is what.
//!
//! What is not understood is listed in [`Disclosure::unread`], never dropped.

mod align;
mod budget_units;
mod cell;
mod classes;
mod code;
mod copies;
mod data;
mod disclosure;
mod figures;
mod fit;
mod heading;
mod hidden;
mod items;
mod labels;
mod precision;
mod region;
mod row_labels;
mod rows;
mod running;
mod said;
mod units;

pub use disclosure::{
    Disclosure, Figure, FigureId, Part, Row, RowKey, Said, SecondCopy, Statement, Table,
    UnitConflict, Value,
};
pub use fit::{Fit, Prospect};
pub(crate) use running::is_heading;

use crate::report::{Unread, UnreadKind};
use crate::rulebook::Rulebook;
use crate::source::{Book, Range, Sheet};

use classes::Classes;
use region::{Known, Region};

/// How much of an unread text is quoted, in characters.
const QUOTE: usize = 60;

/// What is known of a disclosure before its sheets are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Budget year that the caller states.
    pub year: Option<u16>,
    /// Name of the file.
    pub file_name: &'a str,
}

/// Finds the tables of a template in a workbook.
#[must_use]
pub fn recognise(book: &Book, rulebook: &Rulebook, hints: Hints<'_>) -> Disclosure {
    let mut disclosure = Disclosure::default();
    let mut titles = Vec::new();
    let classes = Classes::of(book);
    let known = Known {
        rulebook,
        classes: &classes,
    };
    let regions: Vec<(usize, Vec<Region>)> = visible(book)
        .map(|(index, sheet)| (index, region::find(sheet, rulebook)))
        .collect();
    for (index, regions) in &regions {
        let Some(sheet) = book.sheets.get(*index) else {
            continue;
        };
        titles.extend(regions.iter().map(|region| region.title.clone()));
        disclosure.unit_name =
            std::mem::take(&mut disclosure.unit_name).or_else(|| units::name_in(sheet));
    }
    for (index, regions) in regions {
        let Some(sheet) = book.sheets.get(index) else {
            continue;
        };
        read_sheet(&mut disclosure, known, index, sheet, regions);
    }
    for sheet in book.sheets.iter().filter(|sheet| !sheet.visible) {
        disclosure
            .unread
            .push(whole_sheet(sheet, UnreadKind::HiddenSheet));
    }
    said::understand(&mut disclosure, book);
    disclosure.tables.sort_by_key(|table| table.spec);
    disclosure.year = units::year(&titles, rulebook, hints);
    disclosure.amount_unit = disclosure
        .tables
        .iter()
        .find_map(|table| table.unit)
        .or(rulebook.unit);
    precision::restore(&mut disclosure);
    disclosure
}

fn visible(book: &Book) -> impl Iterator<Item = (usize, &Sheet)> {
    book.sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible)
}

fn read_sheet(
    disclosure: &mut Disclosure,
    known: Known<'_>,
    index: usize,
    sheet: &Sheet,
    regions: Vec<Region>,
) {
    let mut any = false;
    for region in regions {
        disclosure.unread.extend(region.unknown(sheet));
        let Some(table) = region.read(disclosure, known, index, sheet) else {
            continue;
        };
        any = true;
        let other = disclosure
            .tables
            .iter()
            .position(|known| known.spec == table.spec);
        let worse = match other.and_then(|place| disclosure.tables.get_mut(place)) {
            None => {
                disclosure.tables.push(table);
                continue;
            }
            Some(known) if known.amounts < table.amounts => std::mem::replace(known, table),
            Some(_) => table,
        };
        let kept = disclosure
            .tables
            .iter_mut()
            .find(|kept| kept.spec == worse.spec);
        if let Some(kept) = kept {
            kept.miss(&worse);
        }
        let differing = copies::differing(disclosure, &worse);
        disclosure.copies.extend(differing);
        disclosure.repeated = disclosure.repeated.saturating_add(1);
        disclosure.forget(worse.figures.clone());
        disclosure.unread.push(second_copy(&worse));
    }
    if !any && !sheet.is_empty() {
        disclosure
            .unread
            .push(whole_sheet(sheet, UnreadKind::Sheet));
    }
}

/// A table that stands in the file twice: the one with fewer amounts.
fn second_copy(table: &Table) -> Unread {
    Unread {
        kind: UnreadKind::Sheet,
        sheet: table.sheet_name.clone(),
        range: table.range.to_string(),
        table: None,
        text: quote(&table.title),
    }
}

fn whole_sheet(sheet: &Sheet, kind: UnreadKind) -> Unread {
    let first = sheet.rows().next().and_then(|(_, cells)| cells.first());
    let text = first.map(|cell| quote(cell.text())).unwrap_or_default();
    Unread {
        kind,
        sheet: sheet.name.clone(),
        range: String::new(),
        table: None,
        text,
    }
}

/// The first characters of a text.
fn quote(text: &str) -> String {
    text.trim().chars().take(QUOTE).collect()
}

/// Something unread in a table's range.
fn unread_in(kind: UnreadKind, sheet: &Sheet, range: Range, table: &str, text: &str) -> Unread {
    Unread {
        kind,
        sheet: sheet.name.clone(),
        range: range.to_string(),
        table: Some(table.to_owned()),
        text: quote(text),
    }
}
