use std::collections::BTreeSet;

use super::disclosure::{Disclosure, Figure, FigureId, Value};
use super::unread_in;
use crate::amount::{self, AmountError, AmountUnit};
use crate::report::UnreadKind;
use crate::rulebook::normal;
use crate::source::{Address, Cell, Content, Range, Sheet};

/// Rows of a merged range that are looked at.
const MOST_MERGED_ROWS: usize = 10_000;

/// Takes up the figures of one part.
pub(super) struct Figures<'a> {
    pub(super) disclosure: &'a mut Disclosure,
    /// The table's place in the rulebook, and its identifier.
    table: usize,
    id: &'a str,
    part: usize,
    /// Unit of the table's amounts.
    unit: Option<AmountUnit>,
    first: FigureId,
    /// Cells of merged amounts.
    merged: BTreeSet<Address>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(
        disclosure: &'a mut Disclosure,
        (table, id): (usize, &'a str),
        (part, unit): (usize, Option<AmountUnit>),
        merged: BTreeSet<Address>,
    ) -> Self {
        let first = disclosure.figures.len();
        Self {
            disclosure,
            table,
            id,
            part,
            unit,
            first,
            merged,
        }
    }

    /// Whether a text in normal form is the budget unit's name.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        self.disclosure
            .unit_name
            .as_deref()
            .is_some_and(|name| bare_unit(&normal(name)) == bare_unit(text))
    }

    /// Takes up one row and gives its first figure.
    pub(super) fn row(
        &mut self,
        sheet: &Sheet,
        row: u32,
        index: usize,
        columns: &[Option<u32>],
    ) -> FigureId {
        let first = self.disclosure.figures.len();
        let columns = columns.iter().enumerate();
        for (column, at) in columns.filter_map(|(column, at)| Some((column, (*at)?))) {
            self.take_up(sheet, Address::new(row, at), (index, column));
        }
        first
    }

    /// Takes up the figures of a column of the sheet in the given rows, and gives the first.
    pub(super) fn column(
        &mut self,
        sheet: &Sheet,
        (at, column): (u32, usize),
        rows: impl Iterator<Item = u32>,
    ) -> FigureId {
        let first = self.disclosure.figures.len();
        for (index, row) in rows.enumerate() {
            self.take_up(sheet, Address::new(row, at), (index, column));
        }
        first
    }

    /// Takes up what a cell says as the figure of a row and a column of the part.
    fn take_up(&mut self, sheet: &Sheet, at: Address, (row, column): (usize, usize)) {
        let id = self.disclosure.figures.len();
        let cell = sheet.cell(at);
        let content = cell.map(|cell| &cell.content);
        if matches!(content, Some(Content::Number(number)) if !number.fixed) {
            self.disclosure.loose.push(id);
        }
        let value = match content {
            _ if self.merged.contains(&at) => Value::Merged,
            content => content.map_or(Value::Blank, value),
        };
        let value = match (value, cell) {
            (Value::Unreadable(AmountError::NotANumber), Some(cell)) if says_none(cell) => {
                let range = Range { start: at, end: at };
                self.disclosure.unread.push(unread_in(
                    UnreadKind::Note,
                    sheet,
                    range,
                    self.id,
                    cell.text(),
                ));
                Value::Blank
            }
            (Value::Amount(_), Some(cell)) if self.is_of_other_unit(cell) => {
                Value::Unreadable(AmountError::OtherUnit)
            }
            (value, _) => value,
        };
        let told = matches!(value, Value::Unreadable(_) | Value::Merged);
        if let (true, Some(cell)) = (told, cell) {
            let text = cell.text().trim().to_owned();
            self.disclosure.unreadable.insert(id, text);
        }
        if sheet.formulas.binary_search(&at).is_ok() {
            self.disclosure.formulas.push(id);
        }
        self.disclosure.figures.push(Figure {
            table: self.table,
            part: self.part,
            row,
            column,
            at,
            value,
        });
    }

    /// Whether a cell names another unit than its table does.
    fn is_of_other_unit(&self, cell: &Cell) -> bool {
        let own = match &cell.content {
            Content::Text(text) => amount::unit_after(text),
            _ => None,
        };
        own.is_some() && self.unit.is_some() && own != self.unit
    }

    /// Counts the printed amounts.
    pub(super) fn count(&self) -> usize {
        let figures = self.disclosure.figures.iter().skip(self.first);
        figures.filter(|figure| figure.value.is_printed()).count()
    }
}

/// Whether words in an amount's place say that there is none: 本表无数据.
fn says_none(cell: &Cell) -> bool {
    let text = cell.text();
    ["无", "没有", "空表", "不涉及"]
        .iter()
        .any(|word| text.contains(word))
}

/// A unit's name in normal form without the number before it and 本级 behind it.
fn bare_unit(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    name.trim_end_matches("(本级)").trim_end_matches("本级")
}

/// The cells among `columns`, from row `first` on, that share an amount with another by merging.
pub(super) fn merged_amounts(
    sheet: &Sheet,
    first: u32,
    columns: &[Option<u32>],
) -> BTreeSet<Address> {
    let mut merged = BTreeSet::new();
    let beneath = sheet.merges.iter().filter(|merge| merge.start.row >= first);
    for merge in beneath {
        let holds = sheet
            .cell(merge.start)
            .is_some_and(|cell| matches!(value(&cell.content), Value::Amount(_)));
        let inside = columns
            .iter()
            .flatten()
            .filter(|column| (merge.start.column..=merge.end.column).contains(column));
        let cells: Vec<Address> = inside
            .flat_map(|&column| {
                (merge.start.row..=merge.end.row)
                    .take(MOST_MERGED_ROWS)
                    .map(move |row| Address::new(row, column))
            })
            .collect();
        if holds && cells.len() > 1 {
            merged.extend(cells);
        }
    }
    merged
}

/// What a cell's content says in an amount's place.
pub(super) fn value(content: &Content) -> Value {
    match content {
        Content::Number(number) => number
            .amount
            .map_or(Value::Unreadable(AmountError::OutOfRange), Value::Amount),
        Content::Text(text) => match amount::parse(text) {
            Ok(amount) => amount.map_or(Value::Blank, Value::Amount),
            Err(error) => Value::Unreadable(error),
        },
        Content::Formula => Value::Formula,
        Content::Other(_) => Value::Unreadable(AmountError::NotANumber),
    }
}
