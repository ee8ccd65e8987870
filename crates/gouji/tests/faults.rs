//! Whichever amount is spoiled, a finding lists its cell.

mod support;

use gouji::report::{Role, Severity, Verdict};
use gouji_fixtures::{amount_cells, set_amount};
use proptest::prelude::*;
use support::{check, published};

/// Spoils one amount and asserts that an error lists its cell.
fn detect(file: &[u8], part: &str, address: &str, value: &str) {
    let checked = check("spoiled.xlsx", &set_amount(file, part, address, value));
    let report = checked.report();
    assert_eq!(
        report.verdict,
        Verdict::Inconsistent,
        "{part} {address} = {value}"
    );
    let errors = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let mut cells = errors.flat_map(|finding| &finding.cells);
    assert!(
        cells.any(|cell| cell.cell == address),
        "{part} {address} = {value}: not among the cells"
    );
    let wrong = |finding: &&gouji::report::Finding| {
        finding
            .cells
            .first()
            .is_none_or(|cell| cell.role != Some(Role::Primary))
    };
    assert_eq!(report.findings.iter().find(wrong), None);
}

/// Plain slips of every amount: another sign, another digit, another place of the point.
fn every_amount(file: &[u8]) {
    for (part, address, stored) in amount_cells(file) {
        let value: f64 = stored.parse().unwrap();
        for slip in [value + 0.13, value - 1.0, value * 10.0, -value] {
            if (slip - value).abs() > 0.1 {
                detect(file, &part, &address, &format!("{slip:.2}"));
            }
        }
    }
}

#[test]
fn any_spoiled_amount_of_the_sample_is_found() {
    every_amount(&gouji_fixtures::sample().to_xlsx());
}

#[test]
fn any_spoiled_amount_of_the_published_document_is_found() {
    if let Some(file) = published() {
        assert_eq!(amount_cells(&file).len(), 292);
        every_amount(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_change_beyond_rounding_is_found(cell in any::<prop::sample::Index>(), cents in 13_i64..10_000_000, down in any::<bool>()) {
        let file = gouji_fixtures::sample().to_xlsx();
        let cells = amount_cells(&file);
        let (part, address, stored) = cell.get(&cells);
        let hundredths = (stored.parse::<f64>().unwrap() * 100.0).round() as i64;
        let changed = if down { hundredths - cents } else { hundredths + cents };
        detect(&file, part, address, &format!("{}{}.{:02}", if changed < 0 { "-" } else { "" }, changed.abs() / 100, changed.abs() % 100));
    }
}
