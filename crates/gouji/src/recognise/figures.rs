use std::collections::BTreeMap;

use super::disclosure::{Disclosure, Figure, FigureId, Value};
use crate::amount::{self, AmountError, AmountUnit};
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
}

impl<'a> Figures<'a> {
    pub(super) fn new(disclosure: &'a mut Disclosure, table: usize, part: usize) -> Self {
        let first = disclosure.figures.len();
        Self {
            disclosure,
            table,
            part,
            first,
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
        for (column, at) in columns
            .iter()
            .enumerate()
            .filter_map(|(column, at)| Some((column, (*at)?)))
        {
            let at = Address::new(row, at);
            let content = sheet.cell(at).map(|cell| &cell.content);
            if matches!(content, Some(Content::Number(number)) if !number.fixed) {
                self.disclosure.loose.push(self.disclosure.figures.len());
            }
            let value = content.map_or(Value::Blank, value);
            if let (Value::Unreadable(_), Some(cell)) = (value, sheet.cell(at)) {
                self.disclosure
                    .unreadable
                    .insert(self.disclosure.figures.len(), cell.text().trim().to_owned());
            }
            let figure = Figure {
                table: self.table,
                part: self.part,
                row: index,
                column,
                at,
                value,
            };
            self.disclosure.figures.push(figure);
        }
        first
    }

    /// Counts the printed amounts.
    pub(super) fn count(&self) -> usize {
        let figures = self.disclosure.figures.iter().skip(self.first);
        let says = |figure: &&Figure| {
            figure
                .value
                .amount()
                .is_some_and(|amount| !amount.is_nothing())
        };
        figures.filter(says).count()
    }
}

/// Gives figures that hide zeros at the end the decimals that amounts in the same unit have.
pub(super) fn restore_zeros(disclosure: &mut Disclosure) {
    let loose = std::mem::take(&mut disclosure.loose);
    let units: BTreeMap<usize, Option<AmountUnit>> = disclosure
        .tables
        .iter()
        .map(|table| (table.spec, table.unit))
        .collect();
    let unit = |figure: &Figure| units.get(&figure.table).copied().flatten();
    let mut places: Vec<(Option<AmountUnit>, u32)> = Vec::new();
    for figure in &disclosure.figures {
        let Some(amount) = figure.value.amount() else {
            continue;
        };
        let (own, scale) = (unit(figure), amount.printed().scale().min(USUAL_PLACES));
        match places.iter_mut().find(|(unit, _)| *unit == own) {
            Some((_, most)) => *most = scale.max(*most),
            None => places.push((own, scale)),
        }
    }
    for id in loose {
        let Some(figure) = disclosure.figures.get_mut(id) else {
            continue;
        };
        let most = places.iter().find(|(own, _)| *own == unit(figure));
        if let (Value::Amount(amount), Some(&(_, most))) = (figure.value, most) {
            figure.value = Value::Amount(amount.with_places(most));
        }
    }
}

/// A unit's name in normal form without the number before it and 本级 behind it.
fn bare_unit(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    name.trim_end_matches("(本级)").trim_end_matches("本级")
}

fn value(content: &Content) -> Value {
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
