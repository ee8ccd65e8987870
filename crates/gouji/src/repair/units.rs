//! Tables whose amounts agree with the others only in another unit than the one stated.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Proposal;
use crate::amount::{Amount, AmountUnit};
use crate::recognise::{Disclosure, UnitConflict, Value};
use crate::report::{Confidence, Correction, Reason};
use crate::rulebook::Rulebook;

/// The finding that such a table gets.
const CODE: &str = "GJ0107";

/// Decimals of amounts where no table shows any in the same unit.
const USUAL_PLACES: u32 = 2;

/// Restates every amount of such tables in the unit that the table states, and what was proposed
/// for them with it.
pub(super) fn restate(rulebook: &Rulebook, disclosure: &Disclosure, proposals: &mut Vec<Proposal>) {
    let mut fault = proposals
        .iter()
        .map(|proposal| proposal.correction.fault.saturating_add(1))
        .max()
        .unwrap_or(0);
    for conflict in &disclosure.unit_conflicts {
        let restater = Restater {
            exponent: conflict.fitting.exponent_to(conflict.stated),
            places: places(disclosure, conflict),
        };
        // The other tables state the unit that fits: rather the line above this one is wrong than every amount.
        let confidence = match is_usual(disclosure, conflict) {
            true => Confidence::Ambiguous,
            false => Confidence::Likely,
        };
        for proposal in proposals.iter_mut() {
            let figure = disclosure.figures.get(proposal.figure);
            if figure.is_some_and(|figure| figure.table == conflict.table) {
                restater.proposal(&mut proposal.correction);
            }
        }
        let known: Vec<usize> = proposals.iter().map(|proposal| proposal.figure).collect();
        // What is wrong in the unit that fits may be right in the one stated.
        proposals.retain(|it| {
            let stands = it.correction.from == it.correction.to;
            !stands || !it.correction.alternatives.is_empty()
        });
        let figures = disclosure.figures.iter().enumerate();
        let own =
            figures.filter(|(id, figure)| figure.table == conflict.table && !known.contains(id));
        for (id, figure) in own {
            let Value::Amount(amount) = figure.value else {
                continue;
            };
            let restated = restater.amount(amount).filter(|_| !amount.is_nothing());
            let cell = disclosure.cell_ref(rulebook, id, None);
            let (Some(to), Some(cell)) = (restated, cell) else {
                continue;
            };
            proposals.push(Proposal {
                correction: Correction {
                    cell,
                    from: disclosure.printed(id),
                    to,
                    reason: Reason::UnitFactor,
                    confidence,
                    alternatives: Vec::new(),
                    settles: Vec::new(),
                    fault,
                    relations: Vec::new(),
                    text: Vec::new(),
                    unproved: false,
                    range: None,
                    follows: false,
                },
                figure: id,
                settles: Vec::new(),
                also: Some(CODE),
                row_missing: false,
            });
        }
        fault = fault.saturating_add(1);
    }
}

/// Whether most of the other tables state the unit in which this one agrees with them.
fn is_usual(disclosure: &Disclosure, conflict: &UnitConflict) -> bool {
    let others = disclosure.tables.iter();
    let others = others.filter(|table| table.spec != conflict.table && table.amounts > 0);
    let (fitting, all) = others.fold((0_usize, 0_usize), |(fitting, all), table| {
        let same = disclosure.unit_of(table.spec) == Some(conflict.fitting);
        (
            fitting.saturating_add(usize::from(same)),
            all.saturating_add(1),
        )
    });
    fitting.saturating_mul(2) > all
}

/// The decimals that most other tables show in the stated unit.
fn places(disclosure: &Disclosure, conflict: &UnitConflict) -> u32 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let unit = |table: usize| -> Option<AmountUnit> { disclosure.unit_of(table) };
    for figure in &disclosure.figures {
        let other = figure.table != conflict.table && unit(figure.table) == Some(conflict.stated);
        if let (Value::Amount(amount), true) = (figure.value, other) {
            let count = counts.entry(amount.printed().scale()).or_default();
            *count = count.saturating_add(1);
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| **count);
    most.map_or(USUAL_PLACES, |(&places, _)| places)
}

struct Restater {
    /// The power of ten from the unit that fits to the one stated.
    exponent: i32,
    places: u32,
}

impl Restater {
    fn amount(&self, amount: Amount) -> Option<String> {
        self.value(amount.printed())
    }

    fn value(&self, value: Decimal) -> Option<String> {
        let power = Decimal::from(10_u64.checked_pow(self.exponent.unsigned_abs())?);
        let value = if self.exponent < 0 {
            value.checked_div(power)?
        } else {
            value.checked_mul(power)?
        };
        let rounding = RoundingStrategy::MidpointAwayFromZero;
        let mut value = value.round_dp_with_strategy(self.places, rounding);
        value.rescale(self.places);
        Some(value.to_string())
    }

    fn proposal(&self, correction: &mut Correction) {
        let restated = |text: &str| {
            let value = text.parse::<Decimal>().ok();
            value.and_then(|value| self.value(value))
        };
        let own = correction.cell.clone();
        if let Some(to) = restated(&correction.to) {
            correction.to = to;
        }
        for other in &mut correction.alternatives {
            if other.cell.table == own.table
                && let Some(to) = restated(&other.to)
            {
                other.to = to;
            }
        }
        correction.range = None;
        // It is right only together with the rest of the table.
        if correction.confidence == Confidence::Certain {
            correction.confidence = Confidence::Likely;
        }
    }
}
