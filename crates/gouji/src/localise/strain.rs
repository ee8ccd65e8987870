//! How odd it is that a relation holds as it does.
//!
//! All on one scale: hundredths of a natural logarithm. What rounding hides of a figure is spread
//! evenly over half a unit of its last digit to either side, so the sum of many is nearly normal,
//! and a sum that is far from exact is odd long before rounding cannot explain it at all.

use super::system::{Demand, State, System};
use crate::check::Outcome;

/// The oddest that a relation can be that holds.
const ODDEST: i64 = 4_000;

/// A figure that is to be no less than another mostly is the same.
const MORE: i64 = 200;

/// Rounding seldom makes it look less.
const LESS: i64 = 1_000;

/// How odd it is that a relation holds as it does, where inexact sums are as odd as given.
pub(super) fn strain(state: &State, inexact: i64) -> i64 {
    match state.outcome {
        Outcome::Exact if state.demand == Demand::AtLeast => match state.sum.signum() {
            0 => 0,
            _ if state.near => 0,
            1 => MORE,
            _ => LESS,
        },
        Outcome::Exact | Outcome::Broken => 0,
        Outcome::Rounding | Outcome::LastDigit => {
            let squared = state.sum.saturating_mul(state.sum).saturating_mul(150);
            let far = squared.checked_div(state.spread.max(1)).unwrap_or(0);
            let far = i64::try_from(far).unwrap_or(ODDEST);
            inexact.saturating_add(far).min(ODDEST)
        }
    }
}

/// How odd an inexact sum is in a document: the rarer they are, the odder.
pub(super) fn inexact(system: &System) -> i64 {
    let (mut all, mut inexact) = (0_u64, 0_u64);
    for row in system.rows.iter().filter(|row| row.demand == Demand::Equal) {
        let Some(state) = system.state(row, &[]).filter(|state| state.printed > 2) else {
            continue;
        };
        if state.outcome != Outcome::Broken {
            all = all.saturating_add(1);
            inexact = inexact.saturating_add(u64::from(state.outcome != Outcome::Exact));
        }
    }
    logarithm(all.saturating_add(2)).saturating_sub(logarithm(inexact.saturating_add(1)))
}

/// The natural logarithm in hundredths; 0 of 0. Between powers of two along a straight line.
#[must_use]
pub fn logarithm(number: u64) -> i64 {
    let Some(power) = number.checked_ilog2() else {
        return 0;
    };
    let below = 1_u128 << power;
    let part = u128::from(number).saturating_sub(below).saturating_mul(69);
    let part = i64::try_from(part.checked_div(below).unwrap_or(0)).unwrap_or(0);
    i64::from(power).saturating_mul(69).saturating_add(part)
}

#[cfg(test)]
mod tests {
    use super::logarithm;

    #[test]
    fn logarithms_are_near() {
        for (number, expected) in [
            (0, 0),
            (1, 0),
            (2, 69),
            (10, 230),
            (1000, 691),
            (40_000, 1060),
        ] {
            let found = logarithm(number);
            assert!((found - expected).abs() <= 10, "{number}: {found}");
        }
    }
}
