use rust_decimal::Decimal;

use crate::amount::{AmountUnit, Interval};
use crate::check::Context;
use crate::prose::{Claim, Unit};
use crate::recognise::{Disclosure, FigureId, Value};

/// All exact values in 元 that an amount of the text would be printed for.
pub(in crate::check) fn money(claim: &Claim) -> Option<Interval> {
    match claim.unit {
        Some(Unit::Money(exponent)) => Interval::around(claim.value).shifted(exponent),
        None => Some(Interval::point(Decimal::ZERO)),
        _ => None,
    }
}

/// The same in the unit that the text prints.
pub(in crate::check) fn plain_money(claim: &Claim) -> Interval {
    match claim.unit {
        None => Interval::point(Decimal::ZERO),
        _ => Interval::around(claim.value),
    }
}

/// A sum of claims in words, in the unit of the claim that it should come to: `9.18 + 6.84 = 16.02`.
pub(in crate::check) fn plain_sum(
    context: &Context<'_>,
    parts: &[&Claim],
    sum: Interval,
    whole: &Claim,
) -> String {
    let mixed = parts.iter().any(|part| part.unit != whole.unit);
    let printed = |part: &&Claim| match context.words(part).filter(|_| mixed) {
        Some(text) => text.quote,
        None => part.value.to_string(),
    };
    let parts: Vec<String> = parts.iter().map(printed).collect();
    let exponent = match whole.unit {
        Some(Unit::Money(exponent)) => exponent,
        _ => 0,
    };
    let sum = sum.shifted(exponent.saturating_neg());
    let sum = sum.map(|sum| sum.centre().normalize()).unwrap_or_default();
    format!("{} = {sum}", parts.join(" + "))
}

/// How an amount of the text and a figure of a table go together.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::check) enum Agreement {
    /// The text prints the figure, with its own decimals.
    Same,
    /// It cuts the figure's last digits off where it should round them.
    Cut,
    /// It prints something else.
    Other,
}

/// Whether an amount of the text is a figure of a table.
pub(in crate::check) fn agrees(
    disclosure: &Disclosure,
    claim: &Claim,
    id: FigureId,
) -> Option<bool> {
    agreement(disclosure, claim, id).map(|agreement| agreement == Agreement::Same)
}

/// How an amount of the text and a figure go together; `None` where the figure cannot be read.
pub(in crate::check) fn agreement(
    disclosure: &Disclosure,
    claim: &Claim,
    id: FigureId,
) -> Option<Agreement> {
    compared(money(claim)?, figure(disclosure, id)?)
}

/// All exact values in 元 that a figure would be printed for; zero where it is blank.
pub(in crate::check) fn figure(disclosure: &Disclosure, id: FigureId) -> Option<Interval> {
    let figure = disclosure.figures.get(id)?;
    let unit = disclosure.unit_of(figure.table).unwrap_or(AmountUnit::Yuan);
    match figure.value {
        Value::Blank => Some(Interval::point(Decimal::ZERO)),
        Value::Amount(amount) => amount
            .interval()
            .shifted(unit.exponent_to(AmountUnit::Yuan)),
        _ => None,
    }
}

/// Whether two numbers print one amount, each with its own decimals.
pub(in crate::check) fn compared(said: Interval, printed: Interval) -> Option<Agreement> {
    let (own, other) = (said.centre(), printed.centre());
    let distance = own.checked_sub(other)?.abs();
    let wider = said.half().max(printed.half());
    let is_same = distance.is_zero() || distance <= wider && said.half() != printed.half();
    let is_cut = said.half() > printed.half()
        && own.abs() < other.abs()
        && distance < said.half().checked_mul(Decimal::TWO)?;
    Some(match (is_same, is_cut) {
        (true, _) => Agreement::Same,
        (false, true) => Agreement::Cut,
        (false, false) => Agreement::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarser_number_prints_a_finer_one() {
        let of = |text: &str| Interval::around(text.parse().unwrap());
        for (said, printed, expected) in [
            ("557.72", "557.72", Agreement::Same),
            ("557.72", "557.73", Agreement::Other),
            ("9101.68", "9101.677535", Agreement::Same),
            ("87.70", "87.7080", Agreement::Cut),
            ("87.72", "87.7080", Agreement::Other),
            ("4614", "4614.00", Agreement::Same),
            ("6326300.00", "6326300", Agreement::Same),
        ] {
            assert_eq!(
                compared(of(said), of(printed)),
                Some(expected),
                "{said} {printed}"
            );
        }
    }
}
