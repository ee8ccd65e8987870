//! What several tests need.
#![allow(dead_code, reason = "each test uses some of it")]
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use std::path::PathBuf;

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
