//! A table that stands in a file twice, or a total or a sum of the year in a table: what the second copy prints.

use rust_decimal::Decimal;

use super::disclosure::{Disclosure, FigureId, Part, RowKey, Table, Value};
use super::figures::value;
use super::remarks::SecondCopy;
use crate::source::{Address, Sheet};

impl Disclosure {
    /// The figures that print something else where their table stands a second time.
    pub(crate) fn differing(&self) -> impl Iterator<Item = &SecondCopy> {
        let own = |id: FigureId| printed(self.figures.get(id)?.value);
        self.copies
            .iter()
            .filter(move |copy| own(copy.figure) != copy.amount)
    }
}

/// An amount other than zero.
pub(super) fn printed(value: Value) -> Option<Decimal> {
    let amount = value.amount().filter(|amount| !amount.is_nothing());
    amount.map(|amount| amount.printed())
}

/// The figures of the table that is kept, and what its second copy prints.
pub(super) fn of_table(disclosure: &Disclosure, second: &Table) -> Vec<SecondCopy> {
    let Some(kept) = disclosure.table(second.spec) else {
        return Vec::new();
    };
    let parts = kept.parts.iter().zip(&second.parts);
    let pairs = parts.flat_map(|(kept, second)| pairs(kept, second));
    among(disclosure, (&second.sheet_name, false), pairs)
}

/// The figures of a table's total, which is its last, and what one in the first row prints.
pub(super) fn of_total(disclosure: &Disclosure, table: &Table) -> Vec<SecondCopy> {
    let pairs = table.parts.iter().flat_map(|part| {
        let totals = part
            .index
            .get(&RowKey::Total)
            .map_or(&[][..], Vec::as_slice);
        let columns = match totals {
            [0, .., _] => 0..part.columns.len(),
            _ => 0..0,
        };
        let last = totals.last().copied().unwrap_or(0);
        columns
            .filter_map(move |column| Some((part.figure(last, column)?, part.figure(0, column)?)))
    });
    among(disclosure, (&table.sheet_name, true), pairs)
}

/// Figures of a row, and what the cells of another print that repeats it.
pub(super) fn of_cells(
    disclosure: &Disclosure,
    sheet: &Sheet,
    cells: impl Iterator<Item = (FigureId, Address)>,
) -> Vec<SecondCopy> {
    let copy = |(figure, at): (FigureId, Address)| {
        let cell = sheet.cell(at);
        let amount = cell.and_then(|cell| printed(value(&cell.content)));
        let own = disclosure.figures.get(figure)?;
        (amount.is_some() || printed(own.value).is_some()).then(|| SecondCopy {
            figure,
            sheet: sheet.name.clone(),
            at,
            printed: cell.map_or_else(String::new, |cell| cell.text().trim().to_owned()),
            amount,
            within: true,
        })
    };
    cells.filter_map(copy).collect()
}

/// The pairs of which one prints an amount, the second on the given sheet, in the same table or not.
fn among(
    disclosure: &Disclosure,
    (sheet, within): (&str, bool),
    pairs: impl Iterator<Item = (FigureId, FigureId)>,
) -> Vec<SecondCopy> {
    let copy = |(figure, copy): (FigureId, FigureId)| {
        let second = disclosure.figures.get(copy)?;
        let amount = printed(second.value);
        let own = disclosure.figures.get(figure)?;
        (amount.is_some() || printed(own.value).is_some()).then(|| SecondCopy {
            figure,
            sheet: sheet.to_owned(),
            at: second.at,
            printed: disclosure.printed(copy),
            amount,
            within,
        })
    };
    pairs.filter_map(copy).collect()
}

/// Figures of the same row and column in two copies of a part. A row that stands several times in
/// either says nothing.
fn pairs<'a>(
    kept: &'a Part,
    second: &'a Part,
) -> impl Iterator<Item = (FigureId, FigureId)> + use<'a> {
    let single = |rows: &[usize]| match rows {
        [row] => Some(*row),
        _ => None,
    };
    let rows = kept
        .index
        .iter()
        .filter_map(move |(key, rows)| Some((single(rows)?, single(second.index.get(key)?)?)));
    rows.flat_map(move |(row, other)| {
        (0..kept.columns.len()).filter_map(move |column| {
            Some((kept.figure(row, column)?, second.figure(other, column)?))
        })
    })
}
