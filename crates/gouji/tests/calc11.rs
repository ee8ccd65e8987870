//! Sums with the outcomes that XBRL Calculations 1.1 defines, where they lie beside the project.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::path::PathBuf;

use gouji::amount::{Amount, MOST_DECIMALS};
use gouji::check::{Outcome, judge};
use gouji::recognise::{Disclosure, Figure, Value};
use gouji::relate::{Relation, Term};
use gouji::rulebook::formula::Comparison;
use gouji::rulebook::{BUILTIN, Rulebook};
use gouji::source::Address;
use serde_json::Value as Json;

/// Where the outcome here is another, and why.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "excess_digits",
        "a figure is as precise as it is printed, so none has digits to spare",
    ),
    (
        "nil",
        "a total over blanks is a total over nothing, not one that is not looked at",
    ),
];

/// Where the tool that the outcomes were compared with is wrong itself: it lets two totals of one
/// sum differ.
const FAULTS: &[&str] = &["dup_total_inconsistent", "dup_same_dec_inconsistent"];

fn cases() -> Option<Vec<Json>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/calc11_cases.json");
    let Ok(text) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let file: Json = serde_json::from_slice(&text).unwrap();
    Some(file["cases"].as_array().unwrap().clone())
}

/// A figure as printed with the decimals that it states; an exact one prints as many as there are.
fn value(fact: &Json) -> Value {
    let Some(text) = fact["value"].as_str() else {
        return Value::Blank;
    };
    let mut value: rust_decimal::Decimal = text.parse().unwrap();
    let places = fact["decimals"]
        .as_u64()
        .map(|places| u32::try_from(places).unwrap());
    value.rescale(places.unwrap_or(MOST_DECIMALS).max(value.scale()));
    Value::Amount(Amount::exact(value).unwrap())
}

/// Whether each total agrees with the sum, and the totals with each other.
fn is_consistent(case: &Json) -> bool {
    let mut disclosure = Disclosure::default();
    let mut figure = |fact: &Json| {
        disclosure.figures.push(Figure {
            table: 0,
            part: 0,
            row: 0,
            column: 0,
            at: Address::new(0, 0),
            value: value(fact),
        });
        Term {
            figure: disclosure.figures.len() - 1,
            coefficient: fact["weight"].as_i64().unwrap_or(1),
        }
    };
    let items: Vec<Term> = case["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(&mut figure)
        .collect();
    let totals: Vec<Term> = case["total"]
        .as_array()
        .unwrap()
        .iter()
        .map(&mut figure)
        .collect();
    let relation = |left: Term, right: Vec<Term>, copy| Relation {
        spec: usize::MAX,
        comparison: Comparison::Equal,
        copy,
        left: vec![left],
        right,
    };
    let sums = totals
        .iter()
        .map(|&total| relation(total, items.clone(), false));
    let copies = totals
        .windows(2)
        .map(|pair| relation(pair[0], vec![pair[1]], true));
    let rulebook = Rulebook::parse(BUILTIN[0].source).unwrap();
    let mut relations = sums.chain(copies);
    relations.all(|relation| {
        let judgement = judge(&rulebook, &disclosure, &relation, None).unwrap();
        judgement.is_none_or(|judgement| judgement.outcome < Outcome::Broken)
    })
}

#[test]
fn sums_are_judged_as_defined() {
    let Some(cases) = cases() else { return };
    let (mut otherwise, mut faults) = (Vec::new(), Vec::new());
    for case in &cases {
        let name = case["id"].as_str().unwrap();
        let defined = case["round"]["expected_by_definition"].as_str().unwrap();
        let agrees = match defined {
            "consistent" => is_consistent(case),
            "inconsistent" | "disallowedDuplicateFacts" => !is_consistent(case),
            _ => false,
        };
        if !agrees {
            otherwise.push(name);
        }
        if case["round"]["agree"] == false {
            faults.push(name);
        }
    }
    assert_eq!(cases.len(), 27);
    assert_eq!(
        otherwise,
        OTHERWISE.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    );
    assert_eq!(faults, FAULTS);
}
