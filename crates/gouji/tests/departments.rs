//! Tables as departments of several provinces publish them: read as a whole, and any slip in them is seen.

#[path = "support/departments.rs"]
mod departments;
mod support;
#[path = "support/text.rs"]
mod text;

use departments::DEPARTMENTS;
use gouji::report::{Report, Severity};
use support::check;

fn errors(report: &Report) -> usize {
    let severe = report.findings.iter().map(|finding| finding.severity);
    severe
        .filter(|severity| *severity == Severity::Error)
        .count()
}

#[test]
fn tables_that_agree_raise_no_alarm() {
    for (name, document, _) in DEPARTMENTS {
        let checked = check("示例.xlsx", &text::workbook(document).to_xlsx());
        let report = checked.report();
        let alarms = (report.counts.errors, report.counts.warnings);
        assert_eq!(alarms, (0, 0), "{name}: {:#?}", report.findings);
        assert_eq!(report.unit.year, Some(2026), "{name}");
        assert_eq!(report.rulebook, "general", "{name}");
    }
}

#[test]
fn a_slip_in_any_of_them_is_seen() {
    for (name, document, slips) in DEPARTMENTS {
        for (line, from, to) in *slips {
            let spoiled = text::spoiled(document, line, from, to);
            let checked = check("示例.xlsx", &spoiled.to_xlsx());
            assert!(
                errors(checked.report()) > 0,
                "{name}: {to} for {from} beneath {line}"
            );
        }
    }
}
