use rust_decimal::Decimal;

use super::Sketch;
use crate::check::{Blanks, Outcome};

/// Figures, relations, and what is found: the relations, and the two sides of their sum with the
/// most that rounding explains.
type Case<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [Found<'a>]);
type Found<'a> = (&'a [usize], &'a str, &'a str, &'a str);

const SQUARE: &[&str] = &["e = a + b", "f = c + d", "g = a + c", "h = b + d"];

const PAIRS: &[&str] = &["d = a + b", "e = b + c", "f = a + c", "g = a + b + c"];

/// Every one with its neighbour by one last digit, which is silent.
const CASES: &[Case<'_>] = &[
    (
        "two sums of the same",
        &["0.50", "0.50", "1.01", "0.99"],
        &["c = a + b", "d = a + b"],
        &[(&[0, 1], "1.01", "0.99", "0.01")],
    ),
    (
        "two sums of the same, possible",
        &["0.50", "0.50", "1.01", "1.00"],
        &["c = a + b", "d = a + b"],
        &[],
    ),
    (
        "two parts and the whole",
        &["0.50", "0.50", "0.50", "0.50", "1.01", "1.01", "1.99"],
        &["e = a + b", "f = c + d", "g = a + b + c + d"],
        &[(&[0, 1, 2], "1.99", "2.02", "0.015")],
    ),
    (
        "two parts and the whole, possible",
        &["0.50", "0.50", "0.50", "0.50", "1.01", "1.01", "2.01"],
        &["e = a + b", "f = c + d", "g = a + b + c + d"],
        &[],
    ),
    (
        "rows and columns",
        &["0.5", "0.5", "0.5", "0.5", "1.01", "1.01", "0.99", "1.00"],
        SQUARE,
        &[(&[0, 1, 2, 3], "2.02", "1.99", "0.02")],
    ),
    (
        "rows and columns, less one that its cells imply",
        &[
            "0.50", "0.50", "0.50", "0.50", "1.01", "1.01", "0.99", "1.00",
        ],
        SQUARE,
        &[(&[0, 1, 2], "2.02", "1.99", "0.025")],
    ),
    (
        "rows and columns, possible",
        &["0.5", "0.5", "0.5", "0.5", "1.01", "1.01", "1.00", "1.00"],
        SQUARE,
        &[],
    ),
    (
        "a copy between two sums",
        &["0.50", "0.50", "1.01", "0.50", "0.50", "0.99", "0.50"],
        &["c = a + b", "f = d + e", "a = d", "b = e", "g = a"],
        &[(&[0, 1, 2, 3], "1.01", "0.99", "0.01")],
    ),
    (
        "copies of different precision",
        &["12.26", "12.3", "12.35"],
        &["a = b", "b = c"],
        &[(&[0, 1], "12.26", "12.35", "0.01")],
    ),
    (
        "copies of different precision, possible",
        &["12.26", "12.3", "12.27"],
        &["a = b", "b = c"],
        &[],
    ),
    (
        "at least",
        &["1.00", "1.01", "1.02"],
        &["a >= b", "b >= c"],
        &[(&[0, 1], "1.00", "1.02", "0.01")],
    ),
    (
        "at least, possible",
        &["1.00", "1.01", "1.01"],
        &["a >= b", "b >= c"],
        &[],
    ),
    (
        "two units",
        &["1.00", "5030 元", "5021 元", "10052 元"],
        &["a = b + c", "d = b + c"],
        &[(&[0, 1], "1.00", "1.0052", "0.00505")],
    ),
    (
        "two units, possible",
        &["1.00", "5030 元", "5021 元", "10050 元"],
        &["a = b + c", "d = b + c"],
        &[],
    ),
    (
        "two apart",
        &[
            "0.50", "0.50", "1.01", "0.99", "0.50", "0.50", "1.01", "0.99",
        ],
        &["c = a + b", "d = a + b", "g = e + f", "h = e + f"],
        &[
            (&[0, 1], "1.01", "0.99", "0.01"),
            (&[2, 3], "1.01", "0.99", "0.01"),
        ],
    ),
    (
        "a relation taken twice",
        &["0.5", "0.5", "0.5", "1.01", "1.01", "1.01", "1.49"],
        PAIRS,
        &[(&[0, 1, 2, 3], "2.98", "3.03", "0.025")],
    ),
    (
        "a relation taken twice, possible",
        &["0.5", "0.5", "0.5", "1.01", "1.01", "1.01", "1.51"],
        PAIRS,
        &[],
    ),
];

fn normal(text: &str) -> String {
    text.parse::<Decimal>().unwrap().normalize().to_string()
}

#[test]
fn finds_what_cannot_be_true_together() {
    for (name, figures, relations, expected) in CASES {
        let sketch = Sketch::with(figures, relations);
        assert!(
            sketch
                .outcomes()
                .iter()
                .all(|&outcome| outcome <= Outcome::Rounding),
            "{name}: {:?}",
            sketch.outcomes()
        );
        let found = sketch.contradictions();
        let found: Vec<(Vec<usize>, [String; 3])> = found
            .iter()
            .map(|found| {
                assert_eq!(found.blanks, Blanks::MayHide, "{name}");
                let judgement = &found.judgement;
                let text = [judgement.reported, judgement.computed, judgement.tolerance];
                (
                    found.relations.iter().map(|(place, _)| *place).collect(),
                    text.map(|value| value.normalize().to_string()),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(relations, a, b, tolerance)| {
                (relations.to_vec(), [a, b, tolerance].map(normal))
            })
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn what_blanks_may_hide_is_no_error() {
    // The sum of the two relations is c − d = the blanks.
    for (blanks, expected) in [
        (&["", "", ""][..0], Some(Blanks::MayHide)),
        (&["", "", ""][..1], Some(Blanks::MayHide)),
        (&["", "", ""][..2], Some(Blanks::Nothing)),
        (&["0.00", "0.00", ""][..2], Some(Blanks::Nothing)),
        (&["0.000", "0.000", ""][..2], Some(Blanks::MayHide)),
    ] {
        let mut figures = vec!["0.50", "0.50", "1.01", "0.99"];
        figures.extend(blanks);
        let extra = [" + e", " + f"][..blanks.len()].concat();
        let sketch = Sketch::with(&figures, &[&format!("c = a + b{extra}"), "d = a + b"]);
        let found = sketch.contradictions();
        assert_eq!(
            found.first().map(|found| found.blanks),
            expected,
            "{blanks:?}"
        );
    }
}

#[test]
fn one_cause_is_not_reported_twice() {
    let figures = ["0.50", "0.50", "1.01", "0.99", "0.98", "0.60", "", "0.99"];
    let sums = ["c = a + b", "d = a + b"];
    for (other, found) in [
        // Broken, and d may be what is wrong.
        ("f = d", 0),
        // Broken, but f and b are not what contradicts; all sums of b are left out all the same.
        ("f = b", 0),
        // Broken, and d was copied from it.
        ("h = f + e", 0),
        // Off by a last digit: a warning of its own, and the two sums are wrong even so.
        ("d = e + g", 1),
    ] {
        let sketch = Sketch::with(&figures, &[sums[0], sums[1], other, "h = d"]);
        assert!(sketch.outcomes()[2] > Outcome::Rounding);
        assert_eq!(sketch.contradictions().len(), found, "{other}");
    }
}

#[test]
fn a_warning_about_a_blank_is_not_given_twice() {
    // c = a + e is off by a last digit; with d = a + f, c would have to be d.
    let figures = ["0.50", "0.50", "1.01", "0.99", "", "", "1.00"];
    let sums = ["c = a + b + e + f", "d = a + b"];
    assert_eq!(Sketch::with(&figures, &sums).contradictions().len(), 1);
    let lone = Sketch::with(&figures, &[sums[0], sums[1], "c = g + e"]);
    assert_eq!(lone.outcomes()[2], Outcome::LastDigit);
    assert_eq!(lone.contradictions().len(), 0);
}

#[test]
fn figures_of_unknown_unit_are_not_compared_and_that_is_said() {
    let mut sketch = Sketch::with(
        &["0.50", "0.50", "1.01", "0.99", "7 元"],
        &["c = a + b", "d = a + b"],
    );
    sketch.disclosure.tables[0].unit = None;
    let joint = sketch.joint();
    assert_eq!((joint.contradictions.len(), joint.unexamined.len()), (0, 2));
    sketch.disclosure.tables[1].unit = None;
    assert_eq!(sketch.joint().contradictions.len(), 1);
}
