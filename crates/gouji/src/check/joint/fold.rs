use super::problem::{Answer, Budget, Column, Range, Row};
use super::simplex::solve;
use crate::order::Order;

/// Passes over the lines at most in which those are left out that always hold.
const MOST_PASSES: usize = 8;

/// Σ coefficient × column = 0, or ≥ 0: an equation whose columns are figures, or classes of figures
/// that must be equal.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The equation's place in its system.
    pub(super) equation: usize,
    pub(super) at_least: bool,
    /// Ascending by column.
    pub(super) terms: Vec<(usize, i128)>,
}

/// Whether lines can hold together; if not, the multipliers of those that contradict each other.
///
/// A column of one line only becomes part of that line's range, and a line that holds whatever its
/// other columns are is left out, again and again: what remains is small.
pub(super) fn answer(
    lines: Vec<Line>,
    columns: &[Column],
    budget: &mut Budget,
) -> Answer<Vec<(usize, i128)>> {
    folded(lines, columns, budget).unwrap_or(Answer::Unknown)
}

fn folded(
    lines: Vec<Line>,
    columns: &[Column],
    budget: &mut Budget,
) -> Option<Answer<Vec<(usize, i128)>>> {
    let mut uses = Uses(vec![0; columns.len()]);
    for line in &lines {
        uses.add(line)?;
    }
    let lines = undecided(lines, columns, &mut uses, budget)?;
    let (columns, rows) = rows(&lines, columns, &uses)?;
    Some(match solve(&columns, &rows, budget) {
        Answer::Impossible(multipliers) => {
            let named = multipliers
                .into_iter()
                .filter_map(|(row, multiplier)| Some((lines.get(row)?.equation, multiplier)));
            Answer::Impossible(named.collect())
        }
        other => other,
    })
}

/// How many lines each column is in.
struct Uses(Vec<usize>);

impl Uses {
    fn add(&mut self, line: &Line) -> Option<()> {
        for (column, _) in &line.terms {
            let uses = self.0.get_mut(*column)?;
            *uses = uses.checked_add(1)?;
        }
        Some(())
    }

    fn remove(&mut self, line: &Line) {
        for (column, _) in &line.terms {
            if let Some(uses) = self.0.get_mut(*column) {
                *uses = uses.saturating_sub(1);
            }
        }
    }

    fn are_several(&self, column: usize) -> bool {
        self.0.get(column).is_some_and(|uses| *uses > 1)
    }
}

/// The lines that do not hold by themselves.
fn undecided(
    mut lines: Vec<Line>,
    columns: &[Column],
    uses: &mut Uses,
    budget: &mut Budget,
) -> Option<Vec<Line>> {
    for _ in 0..MOST_PASSES {
        let mut kept = Vec::with_capacity(lines.len());
        let before = lines.len();
        for line in lines {
            budget.spend(line.terms.len())?;
            if Reach::of(&line, columns, uses)?.always_holds(line.at_least)? {
                uses.remove(&line);
            } else {
                kept.push(line);
            }
        }
        lines = kept;
        if lines.len() == before {
            break;
        }
    }
    Some(lines)
}

/// The lines as rows of the columns that they share.
fn rows(lines: &[Line], columns: &[Column], uses: &Uses) -> Option<(Vec<Column>, Vec<Row>)> {
    let mut places = vec![None; columns.len()];
    let (mut shared, mut rows) = (Vec::new(), Vec::with_capacity(lines.len()));
    for line in lines {
        let mut terms = Vec::new();
        for &(column, coefficient) in &line.terms {
            if uses.are_several(column) {
                let place = *places.get_mut(column)?.get_or_insert(shared.len());
                if place == shared.len() {
                    shared.push(*columns.get(column)?);
                }
                terms.push((place, coefficient));
            }
        }
        terms.put_in_order();
        let range = Reach::of(line, columns, uses)?.range(line.at_least)?;
        rows.push(Row { terms, range });
    }
    Some((shared, rows))
}

/// The least and the most that the terms of a line add up to: of columns of its own, and of those
/// that it shares.
#[derive(Default)]
struct Reach {
    own: (i128, i128),
    shared: (i128, i128),
}

impl Reach {
    fn of(line: &Line, columns: &[Column], uses: &Uses) -> Option<Self> {
        let mut reach = Self::default();
        for &(place, coefficient) in &line.terms {
            let column = columns.get(place)?;
            let low = column.low.checked_mul(coefficient)?;
            let high = column.high.checked_mul(coefficient)?;
            let sum = if uses.are_several(place) {
                &mut reach.shared
            } else {
                &mut reach.own
            };
            sum.0 = sum.0.checked_add(low.min(high))?;
            sum.1 = sum.1.checked_add(low.max(high))?;
        }
        Some(reach)
    }

    /// What the shared columns must add up to.
    fn range(&self, at_least: bool) -> Option<Range> {
        let high = self.own.0.checked_neg()?;
        Some(Range {
            low: Some(self.own.1.checked_neg()?),
            high: (!at_least).then_some(high),
        })
    }

    /// Whether the columns of its own make up for whatever the shared ones add up to.
    fn always_holds(&self, at_least: bool) -> Option<bool> {
        let range = self.range(at_least)?;
        let above = range.low.is_none_or(|low| low <= self.shared.0);
        let below = range.high.is_none_or(|high| self.shared.1 <= high);
        Some(above && below)
    }
}
