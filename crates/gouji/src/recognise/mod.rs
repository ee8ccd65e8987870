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
mod precision;
mod region;
mod row_labels;
mod rows;
mod running;
mod said;
mod top;
mod units;
mod unread;
mod years;

use std::borrow::Cow;

pub use disclosure::{
    Disclosure, Figure, FigureId, MistypedCode, Part, Row, RowKey, Said, SecondCopy, Statement,
    Table, UnitConflict, Value,
};
pub use fit::{Fit, Prospect};
pub(crate) use region::is_other_title;
pub(crate) use running::is_heading;

use crate::order::Order;
use crate::report::UnreadKind;
use crate::rulebook::{Rulebook, normal};
use crate::source::{Book, Layout, Sheet};

use classes::Classes;
use region::{Known, Region};
use unread::{set_aside, unread_in, whole_sheet};

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
        disclosure.unit_name =
            std::mem::take(&mut disclosure.unit_name).or_else(|| units::name_in(sheet));
    }
    let covers = sheets.iter().filter(|(_, _, regions)| regions.is_empty());
    let cover = covers
        .filter_map(|(_, sheet, _)| units::year_on(sheet))
        .max();
    let mut open = None;
    for (index, sheet, regions) in sheets {
        open = read_sheet(&mut disclosure, known, (index, &sheet), regions, open);
    }
    for sheet in book.sheets.iter().filter(|sheet| !sheet.visible) {
        disclosure
            .unread
            .push(whole_sheet(sheet, UnreadKind::HiddenSheet));
    }
    said::understand(&mut disclosure, book);
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
        disclosure.unit_name = units::name_in_titles(titles);
    }
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
    for region in regions {
        disclosure.unread.extend(region.unknown(sheet));
        let Some(table) = region.read(disclosure, known, index, sheet) else {
            disclosure.not_understood.extend(region.with_amounts(sheet));
            continue;
        };
        any = true;
        open = (!table.ends_in_total()).then_some(table.spec);
        disclosure
            .copies
            .extend(copies::of_total(disclosure, &table));
        take_up(disclosure, table);
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

/// What titles call the budget that most tables are of.
const GENERAL: &str = "一般公共预算";

/// Adds a table. Of two copies the one with more amounts is kept, of tables of two budget units that of the unit whose
/// disclosure this is. Two of which only one is of the general budget are no copies, and that one counts.
fn take_up(disclosure: &mut Disclosure, table: Table) {
    let own = disclosure.unit_name.as_deref().map(normal);
    let name = |table: &Table| Some(normal(&table.said.unit_name.as_ref()?.1));
    let same = |known: &&mut Table| known.spec == table.spec;
    let Some(known) = disclosure.tables.iter_mut().find(same) else {
        disclosure.tables.push(table);
        return;
    };
    let names = (name(known), name(&table));
    let of_another = names.0.is_some() && names.1.is_some() && names.0 != names.1;
    let general = (known.title.contains(GENERAL), table.title.contains(GENERAL));
    let better = match of_another {
        true => names.0 != own && names.1 == own,
        false if general.0 != general.1 => general.1,
        false => known.amounts < table.amounts,
    };
    let other = match better {
        true => std::mem::replace(known, table),
        false => table,
    };
    let is_copy = general.0 == general.1;
    if !of_another && is_copy {
        known.miss(&other);
        let second = copies::of_table(disclosure, &other);
        disclosure.copies.extend(second);
    }
    disclosure.repeated = disclosure.repeated.saturating_add(usize::from(is_copy));
    disclosure.forget(other.figures.clone());
    disclosure.unread.push(set_aside(&other, is_copy));
}
