use rust_decimal::Decimal;

use super::Sketch;
use crate::amount::Amount;
use crate::check::Outcome;
use crate::recognise::Value;
use crate::relate::{Relation, Term};
use crate::rulebook::formula::Comparison;

/// Amounts in ten-thousandths as a table prints them, and their sums by line and column.
fn table(lines: usize) -> Sketch {
    let mut printed = Vec::new();
    let mut totals = [0_i64; 3];
    for line in 0..lines {
        let mixed = i64::try_from(line * 7919 % 1_000_003).unwrap();
        let parts = [mixed * 37 % 999_983 + 50, mixed * 101 % 999_979 + 50];
        let amounts = [parts[0] + parts[1], parts[0], parts[1]];
        for (total, amount) in totals.iter_mut().zip(amounts) {
            *total += amount;
            printed.push(text(amount));
        }
    }
    printed.extend(totals.map(text));
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    let mut sketch = Sketch::new(&printed);
    for line in 0..=lines {
        sketch
            .relations
            .push(sum(line * 3, &[line * 3 + 1, line * 3 + 2]));
    }
    for column in 0..3 {
        let column: Vec<usize> = (0..=lines).map(|line| line * 3 + column).collect();
        sketch.relations.push(sum(column[lines], &column[..lines]));
    }
    sketch
}

fn text(amount: i64) -> String {
    let cents = (amount + 50) / 100;
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn sum(total: usize, parts: &[usize]) -> Relation {
    let term = |&figure: &usize| Term {
        figure,
        coefficient: 1,
    };
    Relation {
        spec: usize::MAX,
        comparison: Comparison::Equal,
        copy: false,
        left: vec![term(&total)],
        right: parts.iter().map(term).collect(),
    }
}

#[test]
fn large_tables_are_examined_whole() {
    for lines in [10, 100, 1_000, 5_000] {
        assert_eq!(table(lines).contradictions().len(), 0, "{lines} lines");
    }
}

#[test]
fn a_sum_of_very_many_is_no_burden() {
    let lines = 100_000;
    let mut sketch = table(lines);
    sketch.relations.drain(..=lines);
    assert!(sketch.outcomes().contains(&Outcome::Rounding));
    assert_eq!(sketch.contradictions().len(), 0);
}

#[test]
fn two_sums_in_a_large_table_are_found() {
    let mut sketch = table(1_000);
    let total = sketch.disclosure.figures.len() - 2;
    let mut other = sketch.disclosure.figures[total];
    let printed = other.value.amount().unwrap().printed() + Decimal::new(2, 2);
    other.value = Value::Amount(Amount::exact(printed).unwrap());
    sketch.disclosure.figures.push(other);
    let mut again = sketch.relations.iter().rev().nth(1).unwrap().clone();
    assert_eq!(again.left[0].figure, total);
    again.left[0].figure = total + 2;
    sketch.relations.push(again);
    let found = sketch.contradictions();
    assert_eq!(found.len(), 1);
    let places: Vec<usize> = found[0].relations.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [1_002, 1_004]);
}
