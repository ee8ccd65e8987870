use rust_decimal::Decimal;

use super::problem::Column;
use crate::amount::{AmountUnit, Interval};
use crate::recognise::{Disclosure, FigureId, Value};

/// What a blank, or a printed zero, stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Blanks {
    /// No amount at all.
    Nothing,
    /// Any amount that rounds to zero: a zero's own interval, and for a blank half a unit of the
    /// last digit of its table, of the coarsest where they differ.
    MayHide,
}

/// The values that figures stand for.
pub(crate) struct Figures<'a> {
    disclosure: &'a Disclosure,
    blanks: Blanks,
    /// By table: what a blank may hide, in the table's unit.
    hidden: Vec<Interval>,
    /// By table: the power of ten from its unit to 元.
    exponents: Vec<Option<i32>>,
    /// Whether no table says its unit: then they are all alike.
    alike: bool,
    /// Decimals of 元 in which all ends are whole.
    places: i32,
}

impl<'a> Figures<'a> {
    pub(crate) fn new(disclosure: &'a Disclosure, blanks: Blanks) -> Self {
        let tables = disclosure.figures.iter().map(|figure| figure.table).max();
        let tables = 0..tables.map_or(0, |last| last.saturating_add(1));
        let exponents: Vec<Option<i32>> = tables
            .map(|table| {
                let unit = disclosure.unit_of(table)?;
                Some(unit.exponent_to(AmountUnit::Yuan))
            })
            .collect();
        let mut figures = Self {
            disclosure,
            blanks,
            hidden: Vec::new(),
            alike: exponents.iter().all(Option::is_none),
            exponents,
            places: i32::MIN,
        };
        figures.measure();
        figures
    }

    /// Finds out what blanks may hide, and the decimals in which everything is whole.
    fn measure(&mut self) {
        let mut coarsest: Vec<Option<i32>> = vec![None; self.exponents.len()];
        for figure in &self.disclosure.figures {
            let Some(amount) = figure.value.amount() else {
                continue;
            };
            self.hold(amount.interval(), figure.table);
            let places = amount.places();
            if let Some(least) = coarsest.get_mut(figure.table) {
                *least = Some(least.map_or(places, |least| least.min(places)));
            }
        }
        // A table without amounts does not say how it would print them.
        let any = coarsest.iter().flatten().min().copied().unwrap_or(0);
        for (table, places) in coarsest.into_iter().enumerate() {
            let zero = Interval::rounded(Decimal::ZERO, places.unwrap_or(any));
            self.hold(zero, table);
            self.hidden.push(zero);
        }
    }

    /// Takes as many decimals as an interval of a table needs.
    fn hold(&mut self, interval: Interval, table: usize) {
        let scale = interval.centre().scale().max(interval.half().scale());
        let places = i32::try_from(scale).unwrap_or(i32::MAX);
        let exponent = self.exponent(table).unwrap_or(0);
        self.places = self.places.max(places.saturating_sub(exponent));
    }

    fn exponent(&self, table: usize) -> Option<i32> {
        self.exponents
            .get(table)
            .copied()
            .flatten()
            .or(self.alike.then_some(0))
    }

    /// The values that a figure stands for, in its own unit; `None` where it is no amount.
    pub(crate) fn interval(&self, id: FigureId) -> Option<Interval> {
        let figure = self.disclosure.figures.get(id)?;
        let amount = match figure.value {
            Value::Amount(amount) => Some(amount),
            Value::Blank => None,
            Value::Unreadable(_) | Value::Formula | Value::Merged => return None,
        };
        match (self.blanks, amount) {
            (_, Some(amount)) if !amount.is_nothing() => Some(amount.interval()),
            (Blanks::Nothing, _) => None,
            (Blanks::MayHide, Some(zero)) => Some(zero.interval()),
            (Blanks::MayHide, None) => self.hidden.get(figure.table).copied(),
        }
    }

    /// The power of ten from a figure's unit to 元; `None` where its table does not say its unit
    /// and others do.
    pub(crate) fn to_yuan(&self, id: FigureId) -> Option<i32> {
        self.exponent(self.disclosure.figures.get(id)?.table)
    }

    /// Whether a figure is an amount, for all that its blank may say.
    pub(crate) fn is_amount(&self, id: FigureId) -> bool {
        self.interval(id).is_some()
    }

    /// What blanks stand for.
    pub(crate) fn blanks(&self) -> Blanks {
        self.blanks
    }

    /// All figures in whole numbers of one unit; `None` where that is not possible.
    pub(crate) fn columns(&self) -> Vec<Option<Column>> {
        let figures = 0..self.disclosure.figures.len();
        figures.map(|id| self.column(id)).collect()
    }

    fn column(&self, id: FigureId) -> Option<Column> {
        let interval = self.interval(id)?;
        let exponent = self.to_yuan(id)?;
        let start = self.whole(interval.centre(), exponent)?;
        let half = self.whole(interval.half(), exponent)?;
        Some(Column {
            low: start.checked_sub(half)?,
            high: start.checked_add(half)?,
            start,
        })
    }

    fn whole(&self, value: Decimal, exponent: i32) -> Option<i128> {
        let scale = i32::try_from(value.scale()).ok()?;
        let zeros = self.places.checked_add(exponent)?.checked_sub(scale)?;
        let factor = 10_i128.checked_pow(u32::try_from(zeros).ok()?)?;
        value.mantissa().checked_mul(factor)
    }
}
