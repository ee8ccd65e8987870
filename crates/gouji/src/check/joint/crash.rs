//! A better place to begin for the simplex method, where there are many rows: each equation is
//! solved for one of its columns, a total mostly, so that the others can move freely; then they
//! are moved as far as breaks nothing. Large tables are settled by this alone.

use std::collections::BTreeMap;

use super::problem::{Budget, Row};
use super::simplex::Line;
use crate::order::Order;

/// Variables with coefficients.
type Terms = Vec<(usize, i128)>;

/// Rows solved for columns, each line without the columns that others are solved for.
pub(super) fn solved(columns: usize, rows: &[Row], budget: &mut Budget) -> Option<Vec<Line>> {
    let mut crash = Crash {
        columns,
        order: vec![usize::MAX; columns.checked_add(rows.len())?],
        known: Vec::new(),
    };
    let mut shortest: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
    shortest.order_by_key(|(place, row)| (row.terms.len(), *place));
    let mut rest = Vec::new();
    for (place, row) in shortest {
        let mut terms: Terms = Vec::with_capacity(row.terms.len().saturating_add(1));
        for &(column, coefficient) in &row.terms {
            terms.push((column, coefficient.checked_neg()?));
        }
        let own = columns.checked_add(place)?;
        terms.push((own, 1));
        let expanded = crash.expanded(&terms, budget)?;
        let fixed = row.range.low.is_some() && row.range.low == row.range.high;
        match crash.pivot(&terms, &expanded).filter(|_| fixed) {
            Some(pivot) => crash.solve(pivot, expanded)?,
            None => rest.push((own, terms)),
        }
    }
    let mut lines = Vec::with_capacity(rows.len());
    for place in (0..crash.known.len()).rev() {
        let (basic, terms) = crash.known.get_mut(place)?;
        let (basic, terms) = (*basic, std::mem::take(terms));
        let terms = crash.expanded(&terms, budget)?;
        crash.known.get_mut(place)?.1.clone_from(&terms);
        let mut line: Terms = Vec::with_capacity(terms.len().saturating_add(1));
        for (variable, coefficient) in terms {
            line.push((variable, coefficient.checked_neg()?));
        }
        line.push((basic, 1));
        lines.push(Line::new(basic, line));
    }
    for (basic, terms) in rest {
        lines.push(Line::new(basic, crash.expanded(&terms, budget)?));
    }
    Some(lines)
}

struct Crash {
    columns: usize,
    /// By variable: its place among those that are known, or the greatest number.
    order: Vec<usize>,
    /// Columns and what they are equal to, in terms of none before them.
    known: Vec<(usize, Terms)>,
}

impl Crash {
    /// The same terms in variables that are not known.
    fn expanded(&self, terms: &Terms, budget: &mut Budget) -> Option<Terms> {
        let mut sum: BTreeMap<(usize, usize), i128> = BTreeMap::new();
        let mut add = |sum: &mut BTreeMap<_, _>, terms: &Terms, factor: i128| {
            budget.spend(terms.len())?;
            for &(variable, coefficient) in terms {
                let order = *self.order.get(variable)?;
                let sum: &mut i128 = sum.entry((order, variable)).or_default();
                *sum = sum.checked_add(coefficient.checked_mul(factor)?)?;
            }
            Some(())
        };
        add(&mut sum, terms, 1)?;
        while let Some(first) = sum.first_entry().filter(|first| first.key().0 < usize::MAX) {
            let (order, factor) = (first.key().0, first.remove());
            add(&mut sum, &self.known.get(order)?.1, factor)?;
        }
        let own = sum.into_iter().filter(|(_, coefficient)| *coefficient != 0);
        Some(own.map(|((_, variable), c)| (variable, c)).collect())
    }

    /// The column to solve a row for: its total, which stands alone on its side, or the last one.
    fn pivot(&self, row: &Terms, expanded: &Terms) -> Option<usize> {
        let fits =
            |&&(variable, c): &&(usize, i128)| variable < self.columns && matches!(c, 1 | -1);
        let columns = || row.iter().filter(|term| term.0 < self.columns);
        let alone = |sign: i128| {
            let mut side = columns().filter(|term| term.1.signum() == sign);
            side.next().filter(|_| side.next().is_none())
        };
        let total = [1, -1].into_iter().find_map(alone).map(|term| term.0);
        let free = |total: &usize| expanded.iter().filter(fits).any(|term| term.0 == *total);
        let last = || expanded.iter().rev().find(fits).map(|term| term.0);
        total.filter(free).or_else(last)
    }

    /// Makes a column known by a line that it is in, with the coefficient 1 or −1.
    fn solve(&mut self, pivot: usize, line: Terms) -> Option<()> {
        let own = line.iter().find(|term| term.0 == pivot)?.1;
        let mut terms = Vec::with_capacity(line.len());
        for (variable, coefficient) in line.into_iter().filter(|term| term.0 != pivot) {
            terms.push((variable, coefficient.checked_mul(own)?.checked_neg()?));
        }
        *self.order.get_mut(pivot)? = self.known.len();
        self.known.push((pivot, terms));
        Some(())
    }
}
