//! Whether relations are possible together, by eliminating one figure after the other (Gauss for
//! equations, Fourier and Motzkin for the rest).

use super::Sketch;
use crate::relate::Relation;
use crate::rulebook::formula::Comparison;

/// Σ coefficient × figure + constant, the constant last.
type Row = Vec<i128>;

/// The unit in which all ends are whole: thousandths.
const PLACES: u32 = 3;

/// Inequalities at most: eliminating squares their number now and then.
const MOST_ROWS: usize = 20_000;

/// `None` where it would take too many inequalities to tell.
pub(super) fn possible(sketch: &Sketch, places: &[usize]) -> Option<bool> {
    let figures = &sketch.disclosure.figures;
    let mut zero: Vec<Row> = Vec::new();
    let mut at_least_zero: Vec<Row> = Vec::new();
    for relation in places.iter().map(|&place| &sketch.relations[place]) {
        let row = row(relation, figures.len());
        match relation.comparison {
            Comparison::Equal => zero.push(row),
            Comparison::AtLeast => at_least_zero.push(row),
        }
    }
    for (place, figure) in figures.iter().enumerate() {
        let printed = figure.value.amount().unwrap().printed();
        let unit = 10_i128.pow(PLACES - printed.scale());
        let (centre, half) = (printed.mantissa() * unit, unit / 2);
        for sign in [1, -1] {
            let mut row = vec![0; figures.len() + 1];
            row[place] = sign;
            row[figures.len()] = half - sign * centre;
            at_least_zero.push(row);
        }
    }
    while let Some(equation) = zero.pop() {
        let Some(pivot) = (0..figures.len()).find(|&place| equation[place] != 0) else {
            if equation[figures.len()] != 0 {
                return Some(false);
            }
            continue;
        };
        for row in zero.iter_mut().chain(&mut at_least_zero) {
            *row = without(row, &equation, pivot);
        }
    }
    let mut left: Vec<usize> = (0..figures.len()).collect();
    while !left.is_empty() {
        let made = |&pivot: &usize| pairs(&at_least_zero, pivot);
        let cheapest = (0..left.len()).min_by_key(|&at| made(&left[at])).unwrap();
        let pivot = left.swap_remove(cheapest);
        if made(&pivot) > MOST_ROWS {
            return None;
        }
        at_least_zero = eliminated(&at_least_zero, pivot);
    }
    Some(at_least_zero.iter().all(|row| row[figures.len()] >= 0))
}

/// How many inequalities it takes to eliminate a figure.
fn pairs(rows: &[Row], pivot: usize) -> usize {
    let of = |sign: i128| {
        rows.iter()
            .filter(|row| row[pivot].signum() == sign)
            .count()
    };
    of(1) * of(-1)
}

fn row(relation: &Relation, figures: usize) -> Row {
    let mut row = vec![0; figures + 1];
    for term in &relation.left {
        row[term.figure] += i128::from(term.coefficient);
    }
    for term in &relation.right {
        row[term.figure] -= i128::from(term.coefficient);
    }
    row
}

/// A positive multiple of a row, plus so much of an equation that the pivot is gone.
fn without(row: &Row, equation: &Row, pivot: usize) -> Row {
    let (own, other) = (row[pivot], equation[pivot]);
    let terms = row.iter().zip(equation);
    reduced(
        terms
            .map(|(a, b)| a * other.abs() - b * own * other.signum())
            .collect(),
    )
}

fn eliminated(rows: &[Row], pivot: usize) -> Vec<Row> {
    let mut next: Vec<Row> = rows.iter().filter(|row| row[pivot] == 0).cloned().collect();
    for above in rows.iter().filter(|row| row[pivot] > 0) {
        for below in rows.iter().filter(|row| row[pivot] < 0) {
            let terms = above.iter().zip(below);
            next.push(reduced(
                terms
                    .map(|(a, b)| a * -below[pivot] + b * above[pivot])
                    .collect(),
            ));
        }
    }
    next.sort();
    // Of those that differ only in the constant the first says all that the others do.
    next.dedup_by(|other, first| other[..other.len() - 1] == first[..first.len() - 1]);
    next
}

fn reduced(row: Row) -> Row {
    let common = row.iter().fold(0, |a, &b| divisor(a, b.abs()));
    if common < 2 {
        row
    } else {
        row.iter().map(|value| value / common).collect()
    }
}

fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { divisor(b, a % b) }
}
