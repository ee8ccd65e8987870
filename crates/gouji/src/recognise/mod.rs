//! [`Book`] + [`Rulebook`] → [`Disclosure`]: which table stands where, and which figure is what.
//!
//! What is not understood is listed in [`Disclosure::unread`], never dropped.

mod abreast;
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
mod mistyped;
mod own_columns;
mod precision;
mod region;
mod remarks;
mod row_labels;
mod rows;
mod running;
mod said;
mod sets;
mod title_cell;
mod top;
mod units;
mod unread;
mod variant;
mod years;

use std::borrow::Cow;

pub use disclosure::{Disclosure, Figure, FigureId, Part, Row, RowKey, Said, Table, Value};
pub use fit::{Fit, Prospect};
pub(crate) use heading::is_whole as is_whole_heading;
pub(crate) use region::is_other_title;
pub use remarks::{MistypedCode, SecondCopy, Statement, UnitConflict};
pub(crate) use running::is_heading;
pub(crate) use said::says_nothing;
pub(crate) use years::is_of_another_year;

use crate::order::Order;
use crate::report::UnreadKind;
use crate::rulebook::Rulebook;
use crate::source::{Book, Layout, Sheet};

use classes::Classes;
use region::{Known, Region};
use unread::{unread_in, whole_sheet};

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
    let sheets = visible(book).flat_map(|(index, sheet)| {
        let pieces = abreast::apart(sheet, rulebook).into_iter();
        pieces.map(move |piece| (index, piece))
    });
    let sheets: Vec<(usize, Cow<'_, Sheet>, Vec<Region>)> = sheets
        .map(|(index, sheet)| {
            let regions = region::find(&sheet, rulebook);
            (index, sheet, regions)
        })
        .collect();
    for (_, sheet, regions) in &sheets {
        titles.extend(regions.iter().map(|region| region.title.clone()));
        // Long text may stand before the first table.
        let beneath = || {
            regions
                .iter()
                .find_map(|it| units::name_from(sheet, it.from))
        };
        disclosure.unit_name = std::mem::take(&mut disclosure.unit_name)
            .or_else(|| units::name_in(sheet))
            .or_else(beneath);
    }
    let covers = sheets.iter().filter(|(_, _, regions)| regions.is_empty());
    let cover = covers
        .filter_map(|(_, sheet, _)| units::year_on(sheet))
        .max();
    let documents = sheets.iter().filter_map(|(_, sheet, regions)| {
        units::of_document(sheet, regions.first().map_or(u32::MAX, |first| first.from))
    });
    let document = documents.max_by_key(|&(_, year)| year);
    let cover = cover.or(document.as_ref().map(|&(_, year)| year));
    let mut above = sheets.iter().flat_map(|(_, sheet, regions)| {
        let named = |it: &Region| units::name_above(sheet, it.from);
        regions.iter().filter_map(named)
    });
    let above = above.next();
    let mut open = None;
    disclosure.year = units::latest(&titles, cover, hints);
    for (index, sheet, regions) in sheets {
        open = read_sheet(&mut disclosure, known, (index, &sheet), regions, open);
    }
    for sheet in book.sheets.iter().filter(|sheet| !sheet.visible) {
        disclosure
            .unread
            .push(whole_sheet(sheet, UnreadKind::HiddenSheet));
    }
    sets::take_up_seconds(&mut disclosure, rulebook);
    if sets::part(&mut disclosure) {
        let kept = disclosure.tables.iter();
        titles = kept.map(|table| table.title.clone()).collect();
    }
    disclosure.tables.order_by_key(|table| table.spec);
    let headings = disclosure
        .tables
        .iter()
        .filter_map(|table| years::latest(book.sheets.get(table.sheet)?, &table.headings));
    disclosure.year = units::year(&titles, cover, headings.max(), rulebook, hints);
    disclosure.amount_unit = disclosure
        .tables
        .iter()
        .find_map(|table| table.unit)
        .or(rulebook.unit);
    if disclosure.unit_name.is_none() {
        let titles = disclosure.tables.iter().map(|table| table.title.as_str());
        disclosure.unit_name = units::name_in_titles(titles)
            .or(document.and_then(|(name, _)| name))
            .or(above);
    }
    let apart = sets::part_text(&mut disclosure, book);
    said::understand(&mut disclosure, book, &apart);
    mistyped::mend(&mut disclosure, rulebook);
    precision::restore(&mut disclosure);
    disclosure
}

fn visible(book: &Book) -> impl Iterator<Item = (usize, &Sheet)> {
    book.sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible)
}

/// Reads the tables of a sheet; `open` is the table that may go on there without a title, by its
/// place in the rulebook. Gives the one that may go on on the next sheet.
fn read_sheet(
    disclosure: &mut Disclosure,
    known: Known<'_>,
    (index, sheet): (usize, &Sheet),
    regions: Vec<Region>,
    mut open: Option<usize>,
) -> Option<usize> {
    let mut any = false;
    let other = region::is_of_another(sheet, &regions, open);
    let offices = units::offices(sheet);
    for region in regions {
        disclosure.unread.extend(region.unknown(sheet));
        let Some(mut table) = region.read(disclosure, known, index, sheet) else {
            disclosure.not_understood.extend(region.with_amounts(sheet));
            continue;
        };
        any = true;
        if table.said.office.is_none() {
            table.said.office = units::office_above(&offices, table.range.start.row);
        }
        open = (!table.ends_in_total()).then_some(table.spec);
        disclosure
            .copies
            .extend(copies::of_total(disclosure, &table));
        sets::take_up(disclosure, table);
    }
    if !any && !sheet.is_empty() {
        disclosure
            .unread
            .push(whole_sheet(sheet, UnreadKind::Sheet));
        let table = disclosure
            .tables
            .iter_mut()
            .find(|table| Some(table.spec) == open && !other && sheet.layout == Layout::Grid);
        if let Some(table) = table {
            table.goes_on_elsewhere();
        }
    }
    open
}
