use proptest::prelude::*;

use crate::check::joint::problem::{Answer, Budget, Column, Proof, Range, Row};
use crate::check::joint::simplex::{from_crash, from_rows, solve};

/// One way to answer.
type Begin = fn(&[Column], &[Row], &mut Budget) -> Option<Proof>;

fn column() -> impl Strategy<Value = Column> {
    (-9_i128..9, 0_i128..4, any::<prop::sample::Index>()).prop_map(|(low, width, start)| Column {
        low,
        high: low + width,
        start: low + i128::try_from(start.index(usize::try_from(width).unwrap() + 1)).unwrap(),
    })
}

/// A row of some of the columns, mostly of sums and differences, that must be near what it starts with.
type Draft = (Vec<(prop::sample::Index, i128)>, i128, i128, bool);

fn draft() -> impl Strategy<Value = Draft> {
    let coefficient = prop_oneof![9 => Just(1), 9 => Just(-1), 1 => -3_i128..4];
    let terms = prop::collection::vec((any::<prop::sample::Index>(), coefficient), 1..6);
    (
        terms,
        -4_i128..5,
        prop_oneof![3 => Just(0), 1 => 0_i128..3],
        prop::bool::weighted(0.1),
    )
}

fn row(columns: &[Column], (terms, off, width, open): &Draft) -> Row {
    let mut coefficients = vec![0; columns.len()];
    for (column, coefficient) in terms {
        coefficients[column.index(columns.len())] += coefficient;
    }
    let terms: Vec<(usize, i128)> = coefficients
        .into_iter()
        .enumerate()
        .filter(|term| term.1 != 0)
        .collect();
    let low = terms
        .iter()
        .map(|&(column, c)| c * columns[column].start)
        .sum::<i128>()
        + off;
    Row {
        terms,
        range: Range {
            low: Some(low),
            high: (!open).then_some(low + width),
        },
    }
}

/// The rows times their multipliers have no value in common with what they must be.
fn refutes(columns: &[Column], rows: &[Row], multipliers: &[(usize, i128)]) -> bool {
    [1, -1].into_iter().any(|sign| {
        let mut least = Some(0);
        let mut sum = vec![0; columns.len()];
        for &(place, multiplier) in multipliers {
            let (row, multiplier) = (&rows[place], sign * multiplier);
            let end = if multiplier > 0 {
                row.range.low
            } else {
                row.range.high
            };
            least = least.zip(end).map(|(least, end)| least + multiplier * end);
            row.terms
                .iter()
                .for_each(|&(column, c)| sum[column] += multiplier * c);
        }
        let most: i128 = columns
            .iter()
            .zip(&sum)
            .map(|(column, &c)| (c * column.low).max(c * column.high))
            .sum();
        least.is_some_and(|least| least > most)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Wherever the method begins, it comes to the same, and what it calls impossible is.
    #[test]
    fn both_ways_to_begin_agree(columns in prop::collection::vec(column(), 1..9), drafts in prop::collection::vec(draft(), 1..9)) {
        let rows: Vec<Row> = drafts.iter().map(|draft| row(&columns, draft)).collect();
        let begin: [Begin; 2] = [from_rows, from_crash];
        let answers = begin.map(|begin| begin(&columns, &rows, &mut Budget::new(1_000_000)).unwrap());
        prop_assert_eq!(answers[0] == Answer::Possible, answers[1] == Answer::Possible);
        for answer in answers {
            if let Answer::Impossible(multipliers) = answer {
                prop_assert!(refutes(&columns, &rows, &multipliers));
            }
        }
    }
}

#[test]
fn what_takes_too_much_work_is_unknown() {
    let column = Column {
        low: 0,
        high: 4,
        start: 0,
    };
    let terms = vec![(0, 1), (1, 1), (2, 1)];
    let rows = [4, 5].map(|sum| Row {
        terms: terms.clone(),
        range: Range {
            low: Some(sum),
            high: Some(sum),
        },
    });
    let solve = |terms| solve(&[column; 3], &rows, &mut Budget::new(terms));
    assert_eq!(solve(10), Answer::Unknown);
    assert!(matches!(solve(1_000), Answer::Impossible(_)));
}

#[test]
fn numbers_that_do_not_fit_are_unknown() {
    let huge = i128::MAX / 2;
    let column = Column {
        low: -huge,
        high: huge,
        start: 0,
    };
    let row = Row {
        terms: vec![(0, 3), (1, 1)],
        range: Range {
            low: Some(huge),
            high: Some(huge),
        },
    };
    let found = solve(&[column; 2], &[row], &mut Budget::new(1_000));
    assert_ne!(found, Answer::Impossible(vec![(0, 1)]));
}
