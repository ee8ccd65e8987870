//! To how many decimals figures are known, where the file does not show it.

use super::disclosure::{Disclosure, Figure, FigureId, Value};
use crate::amount::{Amount, AmountUnit};

/// Decimals that amounts have where a number format hides zeros at the end: 分, or hundredths of
/// the unit.
const USUAL_PLACES: u32 = 2;

/// Amounts that tell whether all of a disclosure were converted from 万元.
const ENOUGH: usize = 30;

/// Of how many amounts one may not have been.
const ONE_OF: usize = 50;

/// Of how many amounts of a table whose unit is doubtful one may not have been.
const ALMOST_ALL: usize = 10;

/// Amounts in one unit.
#[derive(Default)]
struct Group {
    /// The most decimals that one prints, up to the usual ones.
    places: u32,
    amounts: usize,
    /// Those that are whole hundredths of 万元.
    round: usize,
}

/// Gives figures that hide zeros at the end the decimals that amounts in the same unit have, and
/// marks zeros that only fill up because all figures in 元 or 千元 were converted from 万元.
pub(super) fn restore(disclosure: &mut Disclosure) {
    let loose = std::mem::take(&mut disclosure.loose);
    let units: Vec<(usize, Option<AmountUnit>)> = disclosure
        .tables
        .iter()
        .map(|table| (table.spec, table.unit.or(disclosure.amount_unit)))
        .collect();
    for unit in [
        None,
        Some(AmountUnit::Yuan),
        Some(AmountUnit::Thousand),
        Some(AmountUnit::TenThousand),
    ] {
        let own = |figure: &Figure| {
            let table = units.iter().find(|(spec, _)| *spec == figure.table);
            table.and_then(|(_, unit)| *unit) == unit
        };
        restore_unit(disclosure, &loose, unit, own);
    }
}

impl Disclosure {
    /// Marks the zeros that only fill up in a table whose amounts are in `unit` after all.
    pub fn know_to(&mut self, table: usize, unit: AmountUnit) {
        let mut group = Group::default();
        let own = |figure: &&Figure| figure.table == table;
        for figure in self.figures.iter().filter(own) {
            if let Value::Amount(amount) = figure.value {
                group.add(amount, Some(unit));
            }
        }
        if group.round.saturating_mul(ALMOST_ALL) < group.amounts.saturating_mul(ALMOST_ALL - 1) {
            return;
        }
        for figure in &mut self.figures {
            if let (true, Value::Amount(amount)) = (figure.table == table, figure.value) {
                let zeros = filling(amount, Some(unit)).unwrap_or(0);
                figure.value = Value::Amount(amount.filled(zeros));
            }
        }
    }

    /// Takes zeros for digits again, except in tables whose unit the figures contradict.
    pub(crate) fn know_exactly(&mut self) {
        let conflicts = &self.unit_conflicts;
        let settled = |figure: &&mut Figure| {
            let mut conflicts = conflicts.iter();
            !conflicts.any(|conflict| conflict.table == figure.table)
        };
        for figure in self.figures.iter_mut().filter(settled) {
            if let Value::Amount(amount) = figure.value {
                figure.value = Value::Amount(amount.filled(0));
            }
        }
    }

    /// Takes back what was concluded about units from the figures.
    pub fn restore_units(&mut self) {
        for conflict in std::mem::take(&mut self.unit_conflicts) {
            for table in &mut self.tables {
                if table.spec == conflict.table {
                    table.unit = Some(conflict.stated);
                }
            }
            for figure in &mut self.figures {
                if let (true, Value::Amount(amount)) =
                    (figure.table == conflict.table, figure.value)
                {
                    figure.value = Value::Amount(amount.filled(0));
                }
            }
        }
    }
}

fn restore_unit(
    disclosure: &mut Disclosure,
    loose: &[FigureId],
    unit: Option<AmountUnit>,
    own: impl Fn(&Figure) -> bool,
) {
    let mut group = Group::default();
    let amounts = disclosure.figures.iter().filter(|figure| own(figure));
    for amount in amounts.filter_map(|figure| figure.value.amount()) {
        group.add(amount, unit);
    }
    if group.amounts == 0 {
        return;
    }
    for &id in loose {
        let Some(figure) = disclosure.figures.get_mut(id).filter(|figure| own(figure)) else {
            continue;
        };
        if let Value::Amount(amount) = figure.value {
            // Whole 元 may be rounded ones beside exact ones; half a 元 hides no fault.
            let whole = unit == Some(AmountUnit::Yuan) && amount.printed().scale() == 0;
            let places = if whole { 0 } else { group.places };
            figure.value = Value::Amount(amount.with_places(places));
        }
    }
    if group.is_converted() {
        let amounts = disclosure.figures.iter_mut().filter(|figure| own(figure));
        for figure in amounts {
            if let Value::Amount(amount) = figure.value {
                let zeros = filling(amount, unit).unwrap_or(0);
                figure.value = Value::Amount(amount.filled(zeros));
            }
        }
    }
}

impl Group {
    fn add(&mut self, amount: Amount, unit: Option<AmountUnit>) {
        self.places = self.places.max(amount.printed().scale().min(USUAL_PLACES));
        if amount.is_nothing() {
            return;
        }
        self.amounts = self.amounts.saturating_add(1);
        let round = filling(amount, unit)
            .is_some_and(|zeros| amount.filled(zeros).filled_digits() == zeros);
        self.round = self.round.saturating_add(usize::from(round));
    }

    fn is_converted(&self) -> bool {
        let others = self.amounts.saturating_sub(self.round);
        self.amounts >= ENOUGH && others.saturating_mul(ONE_OF) <= self.amounts
    }
}

/// The digits of an amount below a hundredth of 万元.
fn filling(amount: Amount, unit: Option<AmountUnit>) -> Option<u32> {
    let scale = amount.printed().scale();
    match unit? {
        AmountUnit::Yuan => scale.checked_add(2),
        AmountUnit::Thousand => scale.checked_sub(1).filter(|zeros| *zeros > 0),
        AmountUnit::TenThousand => None,
    }
}
