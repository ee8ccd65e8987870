//! Where a formula does not hold: sums that keep it from being judged while they are anything but nothing.

use rust_decimal::Decimal;

use super::expand::Expander;
use super::scope::Binding;
use crate::amount::AmountUnit;
use crate::recognise::{FigureId, Value};
use crate::rulebook::RelationSpec;
use crate::rulebook::formula;

impl Expander<'_> {
    /// Whether it is plain that all sums that a formula does not hold with are nothing.
    pub(super) fn applies(&self, spec: &RelationSpec) -> bool {
        spec.unless.iter().all(|sum| {
            sum.iter().all(|term| self.is_read(term))
                && match sum.as_slice() {
                    [only] => !self.figures_of(only).any(|id| self.is_printed(id)),
                    several => self.is_nothing(several),
                }
        })
    }

    /// Whether the table that a term is of was read, with all its rows.
    fn is_read(&self, term: &formula::Term) -> bool {
        let scope = self.scope(&term.reference, &Binding::default());
        scope.is_ok_and(|scope| scope.table.parts.iter().all(|part| !part.unread_rows))
    }

    fn figures_of(&self, term: &formula::Term) -> impl Iterator<Item = FigureId> {
        self.all_figures(&term.reference).into_iter()
    }

    fn is_printed(&self, id: FigureId) -> bool {
        let value = self.value(id);
        value != Value::Blank && value.amount().is_none_or(|amount| !amount.is_nothing())
    }

    /// Whether what several terms print comes to exactly nothing. What cannot be computed does not.
    fn is_nothing(&self, sum: &[formula::Term]) -> bool {
        let figures = sum
            .iter()
            .flat_map(|term| self.figures_of(term).map(|id| (term.negative, id)));
        let mut unit = None;
        let sum = figures
            .into_iter()
            .try_fold(Decimal::ZERO, |sum, (negative, id)| {
                let own = self.unit(id);
                let unit = *unit.get_or_insert(own);
                let exponent = match (own, unit) {
                    (Some(own), Some(unit)) => own.exponent_to(unit),
                    _ => 0,
                };
                let printed = match self.value(id) {
                    Value::Blank => return Some(sum),
                    value => value.amount()?.shifted(exponent)?.printed(),
                };
                match negative {
                    true => sum.checked_sub(printed),
                    false => sum.checked_add(printed),
                }
            });
        sum.is_some_and(|sum| sum.is_zero())
    }

    fn value(&self, id: FigureId) -> Value {
        let figure = self.disclosure.figures.get(id);
        figure.map_or(Value::Blank, |figure| figure.value)
    }

    fn unit(&self, id: FigureId) -> Option<AmountUnit> {
        let figure = self.disclosure.figures.get(id)?;
        self.disclosure.unit_of(figure.table)
    }
}
