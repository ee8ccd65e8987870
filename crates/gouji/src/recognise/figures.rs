use super::disclosure::{Disclosure, Figure, FigureId, Value};
use crate::amount::{self, AmountError};
use crate::rulebook::normal;
use crate::source::{Address, Content, Sheet};

/// Decimals that amounts have where a number format hides zeros at the end: 分, or hundredths of
/// the unit.
const USUAL_PLACES: u32 = 2;

/// Takes up the figures of one part.
pub(super) struct Figures<'a> {
    pub(super) disclosure: &'a mut Disclosure,
    table: usize,
    part: usize,
    first: FigureId,
    /// Figures whose format hides zeros at the end.
    loose: Vec<FigureId>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(disclosure: &'a mut Disclosure, table: usize, part: usize) -> Self {
        let first = disclosure.figures.len();
        Self { disclosure, table, part, first, loose: Vec::new() }
    }

    /// Whether a text in normal form is the budget unit's name.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        self.disclosure.unit_name.as_deref().is_some_and(|name| normal(name) == text)
    }

    /// Takes up one row and gives its first figure.
    pub(super) fn row(&mut self, sheet: &Sheet, row: u32, index: usize, columns: &[Option<u32>]) -> FigureId {
        let first = self.disclosure.figures.len();
        for (column, at) in columns.iter().enumerate().filter_map(|(column, at)| Some((column, (*at)?))) {
            let at = Address::new(row, at);
            let content = sheet.cell(at).map(|cell| &cell.content);
            if matches!(content, Some(Content::Number(number)) if !number.fixed) {
                self.loose.push(self.disclosure.figures.len());
            }
            let value = content.map_or(Value::Blank, value);
            if let (Value::Unreadable(_), Some(cell)) = (value, sheet.cell(at)) {
                self.disclosure.unreadable.insert(self.disclosure.figures.len(), cell.text().trim().to_owned());
            }
            let figure = Figure { table: self.table, part: self.part, row: index, column, at, value };
            self.disclosure.figures.push(figure);
        }
        first
    }

    /// Gives figures that hide zeros at the end the decimals of their neighbours, and counts the
    /// printed amounts.
    pub(super) fn finish(&mut self) -> usize {
        let amounts = self.disclosure.figures.iter().skip(self.first).filter_map(|figure| figure.value.amount());
        let (count, places) = amounts.fold((0_usize, 0), |(count, places), amount| {
            (count.saturating_add(1), amount.printed().scale().max(places))
        });
        for &id in &self.loose {
            let Some(figure) = self.disclosure.figures.get_mut(id) else { continue };
            if let Value::Amount(amount) = figure.value {
                figure.value = Value::Amount(amount.with_places(places.min(USUAL_PLACES)));
            }
        }
        count
    }
}

fn value(content: &Content) -> Value {
    match content {
        Content::Number(number) => number.amount.map_or(Value::Unreadable(AmountError::OutOfRange), Value::Amount),
        Content::Text(text) => match amount::parse(text) {
            Ok(amount) => amount.map_or(Value::Blank, Value::Amount),
            Err(error) => Value::Unreadable(error),
        },
        Content::Formula => Value::Formula,
        Content::Other(_) => Value::Unreadable(AmountError::NotANumber),
    }
}
