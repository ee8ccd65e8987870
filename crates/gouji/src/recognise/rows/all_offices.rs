//! Subjects of a whole department above the same subjects of each of its offices.

use super::super::budget_units::interval;
use super::super::disclosure::{Disclosure, Part, RowKey};
use crate::amount::Interval;

/// The first office's row, where the rows above it are all offices' together: they bear codes that offices have too,
/// and add up to the total, as the offices themselves do.
pub(super) fn end(part: &Part, disclosure: &Disclosure) -> Option<usize> {
    let mut keys = part.rows.iter().map(|row| &row.key);
    let first = keys.position(|key| matches!(key, RowKey::Unit(_)))?;
    let codes = |rows: std::ops::Range<usize>| {
        let rows = rows.filter_map(|at| Some((at, part.rows.get(at)?)));
        rows.filter_map(|(at, row)| match &row.key {
            RowKey::Code(code) => Some((at, code.as_str())),
            _ => None,
        })
    };
    let top = codes(0..first).map(|(_, code)| code.len()).min()?;
    let classes = || codes(0..first).filter(|(_, code)| code.len() == top);
    let again = |code: &str| codes(first..part.rows.len()).any(|(_, other)| other == code);
    let &total = part.index.get(&RowKey::Total)?.last()?;
    let adds_up = |column: usize| {
        let mut rows = classes().map(|(row, _)| interval(part, disclosure, (row, column)));
        let sum = rows.try_fold(Interval::default(), Interval::plus);
        let whole = interval(part, disclosure, (total, column));
        sum.and_then(|sum| whole.meets(sum)) == Some(true)
    };
    let columns = 0..part.columns.len();
    let all = columns.filter(|&column| adds_up(column)).count();
    // One wrong figure leaves the other columns.
    let most = all.saturating_add(1) >= part.columns.len();
    let some = classes().any(|(_, code)| again(code));
    (some && most).then_some(first)
}
