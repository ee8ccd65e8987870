//! Tables whose every amount stands in another unit than the others.

use super::model::Model;
use super::pattern::Pattern;
use crate::localise::{FIXED, Lever, RowId};
use crate::order::Order;
use crate::recognise::{Disclosure, FigureId};
use crate::report::Reason;

/// What the amounts of a table are too great by: 元 for 万元, 元 for 千元.
const FACTORS: [i128; 2] = [10_000, 1_000];

/// Amounts of a table at least: of fewer, one is wrong by itself.
const FEWEST: usize = 4;

/// Every table with figures of the broken rows, in a unit that is greater.
pub(super) fn rescaled(model: &Model, disclosure: &Disclosure, broken: &[RowId]) -> Vec<Pattern> {
    let rows = broken.iter().filter_map(|&row| model.system.rows.get(row));
    let figures = rows.flat_map(|row| row.variables());
    let tables = figures.filter_map(|id| Some(disclosure.figures.get(id)?.table));
    let mut tables: Vec<usize> = tables.collect();
    tables.put_in_order();
    tables.dedup();
    let pattern = |table: usize| {
        let table = disclosure.table(table)?;
        let patterns = FACTORS.iter().filter_map(|&factor| {
            let moves = moves(model, table.figures.clone(), factor)?;
            Some(Pattern {
                levers: vec![Lever { moves }],
                moved: vec![1],
                reason: Some(Reason::UnitFactor),
            })
        });
        Some(patterns.collect::<Vec<_>>())
    };
    tables.into_iter().filter_map(pattern).flatten().collect()
}

/// How far each figure moves that is divided by a factor and rounded as it would print.
fn moves(
    model: &Model,
    figures: std::ops::Range<FigureId>,
    factor: i128,
) -> Option<Vec<(FigureId, i128)>> {
    let system = &model.system;
    let mut moves = Vec::new();
    for figure in figures {
        let value = system.value(figure);
        if value == 0 {
            continue;
        }
        let step = system.precision(figure).step.max(1);
        let unit = factor.checked_mul(step)?;
        let steps = value
            .checked_add(unit.checked_div(2)?)?
            .checked_div_euclid(unit)?;
        if steps == 0 || system.weight(figure) == FIXED {
            return None;
        }
        moves.push((figure, steps.checked_mul(step)?.checked_sub(value)?));
    }
    (moves.len() >= FEWEST).then_some(moves)
}
