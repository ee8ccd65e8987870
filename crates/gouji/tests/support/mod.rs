//! What several tests need.
#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::path::PathBuf;

use gouji::export::Corrected;
use gouji::report::{Finding, Report};
use gouji::{Checked, Options};

/// Checks a workbook that must be readable.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Checked {
    gouji::check(name, bytes, &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The report on the project's own sample, changed as given.
pub(crate) fn sample_with(change: impl FnOnce(&mut gouji_fixtures::Workbook)) -> Report {
    let mut workbook = gouji_fixtures::sample();
    change(&mut workbook);
    check("sample.xlsx", &workbook.to_xlsx()).report().clone()
}

/// A published document beside the project; says so when it is not there.
pub(crate) fn published() -> Option<Vec<u8>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/bole-2026.xlsx");
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    bytes
}

/// The findings of a code.
pub(crate) fn of<'a>(report: &'a Report, code: &str) -> Vec<&'a Finding> {
    report
        .findings
        .iter()
        .filter(|finding| finding.code == code)
        .collect()
}

/// What must not depend on the layout: figures by table, row and column; counts; findings without
/// their addresses.
pub(crate) type Essence = (
    Vec<(String, String, String, String)>,
    gouji::report::Counts,
    Vec<(String, String)>,
);

/// What a cell without an amount prints.
const NOTHING: [&str; 2] = ["", "0.00"];

/// The essence of a check.
pub(crate) fn essence(report: &Report, corrected: &Corrected) -> Essence {
    let mut figures = Vec::new();
    for table in &corrected.tables {
        for row in &table.rows {
            for (column, value) in row
                .values
                .iter()
                .filter(|(_, value)| !NOTHING.contains(&value.as_str()))
            {
                figures.push((
                    table.id.clone(),
                    row.key.replace('　', "").trim().to_owned(),
                    column.clone(),
                    value.clone(),
                ));
            }
        }
    }
    let findings = report.findings.iter().map(|finding| {
        let relation = finding
            .relation
            .as_ref()
            .map(|relation| relation.formula.clone().replace('　', ""));
        (finding.code.clone(), relation.unwrap_or_default())
    });
    (figures, report.counts, findings.collect())
}

/// The report without what depends on the layout: that codes lost their leading zeros.
pub(crate) fn without_restored(report: &Report) -> Report {
    let mut report = report.clone();
    let before = report.findings.len();
    report.findings.retain(|finding| finding.code != "GJ0106");
    report.counts.notices -= before - report.findings.len();
    report
}
