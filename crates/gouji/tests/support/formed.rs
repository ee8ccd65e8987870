//! Tables written as text, and how they are read.

use crate::support::check;
use crate::text;
use gouji::report::{Confidence, Report, Severity};

pub(crate) fn report(document: &str) -> Report {
    let book = text::workbook(document).to_xlsx();
    check("2026年部门预算公开表.xlsx", &book).report().clone()
}

/// Codes of errors and warnings, without those of tables that a file of few tables lacks.
pub(crate) fn grave(report: &Report) -> Vec<&str> {
    let grave = report.findings.iter().filter(|finding| {
        let missing = finding.code == "GJ0214" || finding.code == "GJ0209";
        finding.severity != Severity::Notice && !missing
    });
    grave.map(|finding| finding.code.as_str()).collect()
}

/// The tables are read, right as they stand; the amount that is changed in them is corrected back, or at least told.
pub(crate) fn found(document: &str, tables: &[&str], (from, to): (&str, &str), certain: bool) {
    let sound = report(document);
    let read: Vec<&str> = sound.tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(read, tables);
    assert_eq!(grave(&sound), Vec::<&str>::new(), "{:#?}", sound.findings);
    assert_eq!(document.matches(from).count(), 1, "{from}");
    let spoilt = report(&document.replace(from, to));
    assert!(!grave(&spoilt).is_empty(), "{from} as {to}");
    if certain {
        let [correction] = spoilt.corrections.as_slice() else {
            panic!("{:#?}", spoilt.corrections)
        };
        let right = from.split('|').rfind(|it| !it.is_empty());
        assert_eq!(
            Some(correction.to.as_str()),
            right,
            "{:#?}",
            spoilt.corrections
        );
        assert_ne!(
            correction.confidence,
            Confidence::Ambiguous,
            "{correction:#?}"
        );
    }
}
