//! Whether sums of bounded numbers can all keep within their ranges: the bounded simplex method
//! (Dutertre and de Moura 2006) in whole numbers only.
//!
//! A line of the tableau is Σ coefficient × variable = 0 with whole coefficients, always a whole
//! combination of the rows. Variables outside the basis stand at whole values, so a basic one is a
//! quotient of whole numbers and is compared without division. When a basic variable is out of its
//! range and no other of its line can move, that line is the proof of impossibility: its
//! coefficients at the rows are the multipliers (Farkas).

use super::crash;
use super::problem::{Answer, Budget, Column, Proof, Range, Row};
use crate::order::Order;

/// Terms touched at most before a better place to begin is looked for.
const QUICK: usize = 30_000;

/// Answers for rows and columns.
pub(super) fn solve(columns: &[Column], rows: &[Row], budget: &mut Budget) -> Proof {
    budget
        .at_most(QUICK, |budget| from_rows(columns, rows, budget))
        .or_else(|| from_crash(columns, rows, budget))
        .unwrap_or(Answer::Unknown)
}

/// Begins with the rows as they are, which is best for a few.
pub(super) fn from_rows(columns: &[Column], rows: &[Row], budget: &mut Budget) -> Option<Proof> {
    for row in rows {
        budget.spend(row.terms.len())?;
    }
    Tableau::new(columns, rows, lines(columns.len(), rows))?.run(budget)
}

/// Begins with the rows solved for their totals, and most of them fulfilled.
pub(super) fn from_crash(columns: &[Column], rows: &[Row], budget: &mut Budget) -> Option<Proof> {
    let lines = crash::solved(columns.len(), rows, budget)?;
    let mut tableau = Tableau::new(columns, rows, lines)?;
    tableau.relax(budget)?;
    tableau.run(budget)
}

/// Values of the columns at a corner of all that is possible, as quotients; inside `None` where
/// nothing is possible, outside where the work allowed does not tell.
pub(crate) fn corner(
    columns: &[Column],
    rows: &[Row],
    budget: &mut Budget,
) -> Option<Option<Vec<(i128, i128)>>> {
    for row in rows {
        budget.spend(row.terms.len())?;
    }
    let mut tableau = Tableau::new(columns, rows, lines(columns.len(), rows))?;
    match tableau.run(budget)? {
        Answer::Possible => tableau.corner().map(Some),
        Answer::Impossible(_) => Some(None),
        Answer::Unknown => None,
    }
}

/// Each row as it is, solved for its sum.
fn lines(columns: usize, rows: &[Row]) -> Vec<Line> {
    let line = |(place, row): (usize, &Row)| {
        let basic = columns.saturating_add(place);
        let negative = row
            .terms
            .iter()
            .map(|&(column, c)| (column, c.saturating_neg()));
        Line::new(basic, negative.chain([(basic, 1)]).collect())
    };
    rows.iter().enumerate().map(line).collect()
}

/// Σ coefficient × variable = 0, solved for one of them.
pub(super) struct Line {
    pub(super) basic: usize,
    /// Ascending by variable; the coefficient of the basic one is positive.
    pub(super) terms: Vec<(usize, i128)>,
    /// The basic variable times its coefficient.
    pub(super) product: i128,
}

/// Which end of its range a variable is beyond.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Beyond {
    Low(i128),
    High(i128),
}

pub(super) struct Tableau {
    /// Variables are the columns, then one for the sum of each row.
    pub(super) ranges: Vec<Range>,
    /// Values of the variables outside the basis.
    pub(super) values: Vec<i128>,
    pub(super) lines: Vec<Line>,
    columns: usize,
}

impl Tableau {
    fn new(columns: &[Column], rows: &[Row], lines: Vec<Line>) -> Option<Self> {
        let finite = columns.iter().map(|column| Range {
            low: Some(column.low),
            high: Some(column.high),
        });
        let starts = columns.iter().map(|column| column.start);
        // Where a row's sum is not in the basis, it has a single value.
        let sums = rows.iter().map(|row| row.range.low.unwrap_or(0));
        let mut tableau = Self {
            ranges: finite.chain(rows.iter().map(|row| row.range)).collect(),
            values: starts.chain(sums).collect(),
            lines,
            columns: columns.len(),
        };
        for place in 0..tableau.lines.len() {
            let line = tableau.lines.get(place)?;
            let product = tableau.product(line.basic, &line.terms)?;
            tableau.lines.get_mut(place)?.product = product;
        }
        Some(tableau)
    }

    fn run(&mut self, budget: &mut Budget) -> Option<Proof> {
        loop {
            budget.spend(self.lines.len())?;
            let Some((place, beyond)) = self.violated()? else {
                return Some(Answer::Possible);
            };
            let line = self.lines.get(place)?;
            match self.entering(line, beyond) {
                Some(entering) => self.pivot(place, entering, beyond, budget)?,
                None => return Some(Answer::Impossible(self.multipliers(line))),
            }
        }
    }

    /// The line of the first variable that is beyond its range (Bland's rule, which ends always).
    fn violated(&self) -> Option<Option<(usize, Beyond)>> {
        let mut first: Option<(usize, usize, Beyond)> = None;
        for (place, line) in self.lines.iter().enumerate() {
            if first.is_some_and(|(basic, ..)| basic < line.basic) {
                continue;
            }
            if let Some(beyond) = self.beyond(line)? {
                first = Some((line.basic, place, beyond));
            }
        }
        Some(first.map(|(_, place, beyond)| (place, beyond)))
    }

    pub(super) fn beyond(&self, line: &Line) -> Option<Option<Beyond>> {
        let range = self.ranges.get(line.basic)?;
        let factor = line.coefficient(line.basic)?;
        if let Some(low) = range.low
            && line.product < low.checked_mul(factor)?
        {
            return Some(Some(Beyond::Low(low)));
        }
        if let Some(high) = range.high
            && line.product > high.checked_mul(factor)?
        {
            return Some(Some(Beyond::High(high)));
        }
        Some(None)
    }

    /// The first other variable of a line that can move so that the basic one comes nearer.
    fn entering(&self, line: &Line, beyond: Beyond) -> Option<usize> {
        let others = line.terms.iter().filter(|(other, _)| *other != line.basic);
        let mut movable = others.filter(|&&(other, coefficient)| {
            let (Some(range), Some(&value)) = (self.ranges.get(other), self.values.get(other))
            else {
                return false;
            };
            // The basic variable rises when one with a negative coefficient does.
            let upwards = (coefficient < 0) == matches!(beyond, Beyond::Low(_));
            if upwards {
                range.high.is_none_or(|high| value < high)
            } else {
                range.low.is_none_or(|low| value > low)
            }
        });
        movable.next().map(|&(other, _)| other)
    }

    /// Puts the entering variable into the basis for the line's basic one, which goes to the end
    /// of its range.
    fn pivot(
        &mut self,
        place: usize,
        entering: usize,
        beyond: Beyond,
        budget: &mut Budget,
    ) -> Option<()> {
        let (Beyond::Low(end) | Beyond::High(end)) = beyond;
        let line = self.lines.get_mut(place)?;
        *self.values.get_mut(line.basic)? = end;
        line.basic = entering;
        if line.coefficient(entering)? < 0 {
            for (_, coefficient) in &mut line.terms {
                *coefficient = coefficient.checked_neg()?;
            }
        }
        let pivot = std::mem::take(&mut line.terms);
        budget.spend(pivot.len())?;
        let factor = coefficient(&pivot, entering)?;
        for index in 0..self.lines.len() {
            let line = self.lines.get_mut(index)?;
            let Some(own) = line.coefficient(entering).filter(|_| index != place) else {
                continue;
            };
            budget.spend(line.terms.len().saturating_add(pivot.len()))?;
            line.terms = combined(&line.terms, factor, &pivot, own)?;
            let line = self.lines.get(index)?;
            let product = self.product(line.basic, &line.terms)?;
            self.lines.get_mut(index)?.product = product;
        }
        let product = self.product(entering, &pivot)?;
        let line = self.lines.get_mut(place)?;
        (line.terms, line.product) = (pivot, product);
        Some(())
    }

    /// What a basic variable times its coefficient comes to by the other variables of its line.
    fn product(&self, basic: usize, terms: &[(usize, i128)]) -> Option<i128> {
        let others = terms.iter().filter(|(variable, _)| *variable != basic);
        others.into_iter().try_fold(0_i128, |sum, &(variable, c)| {
            sum.checked_sub(c.checked_mul(*self.values.get(variable)?)?)
        })
    }

    fn corner(&self) -> Option<Vec<(i128, i128)>> {
        let values = self.values.get(..self.columns)?;
        let mut corner: Vec<(i128, i128)> = values.iter().map(|&value| (value, 1)).collect();
        for line in &self.lines {
            if let Some(value) = corner.get_mut(line.basic) {
                *value = (line.product, line.coefficient(line.basic)?);
            }
        }
        Some(corner)
    }

    fn multipliers(&self, line: &Line) -> Vec<(usize, i128)> {
        let of_rows = line.terms.iter().filter_map(|&(variable, coefficient)| {
            Some((variable.checked_sub(self.columns)?, coefficient))
        });
        of_rows.collect()
    }
}

impl Line {
    /// A line whose basic variable has a positive coefficient.
    pub(super) fn new(basic: usize, mut terms: Vec<(usize, i128)>) -> Self {
        terms.put_in_order();
        Self {
            basic,
            terms,
            product: 0,
        }
    }

    pub(super) fn coefficient(&self, variable: usize) -> Option<i128> {
        coefficient(&self.terms, variable)
    }
}

fn coefficient(terms: &[(usize, i128)], variable: usize) -> Option<i128> {
    let place = terms.binary_search_by_key(&variable, |(variable, _)| *variable);
    terms.get(place.ok()?).map(|(_, coefficient)| *coefficient)
}

/// `a × factor − b × other` over their greatest common divisor; `factor` is positive.
fn combined(
    a: &[(usize, i128)],
    factor: i128,
    b: &[(usize, i128)],
    other: i128,
) -> Option<Vec<(usize, i128)>> {
    let common = divisor(factor, other);
    let (factor, other) = (factor.checked_div(common)?, other.checked_div(common)?);
    let mut sum = Vec::with_capacity(a.len().saturating_add(b.len()));
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(x), Some(y)) => x.0.min(y.0),
            (Some(x), None) => x.0,
            (None, Some(y)) => y.0,
        };
        let own = a.next_if(|term| term.0 == next).map_or(0, |term| term.1);
        let added = b.next_if(|term| term.0 == next).map_or(0, |term| term.1);
        let coefficient = own
            .checked_mul(factor)?
            .checked_sub(added.checked_mul(other)?)?;
        if coefficient != 0 {
            sum.push((next, coefficient));
        }
    }
    let common = sum.iter().fold(0, |common, term| match common {
        1 => 1,
        common => divisor(common, term.1),
    });
    if common > 1 {
        for (_, coefficient) in &mut sum {
            *coefficient = coefficient.checked_div(common)?;
        }
    }
    Some(sum)
}

/// The greatest common divisor, `0` of zeros only.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}
