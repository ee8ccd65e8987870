//! What tables, columns and rows are called in several provinces: read for what they are, and a slip in them is seen.

#[path = "support/spellings.rs"]
mod spellings;
mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::Severity;
use spellings::SPELLINGS;
use support::check;

#[test]
fn tables_are_read_whatever_they_are_called() {
    for (name, tables, expected, _) in SPELLINGS {
        let checked = check("示例.xlsx", &text::workbook(&tables.concat()).to_xlsx());
        let report = checked.report();
        assert_eq!(report.rulebook, "general", "{name}");
        let alarms = (report.counts.errors, report.counts.warnings);
        assert_eq!(alarms, (0, 0), "{name}: {:#?}", report.findings);
        let read: Vec<&str> = report
            .tables
            .iter()
            .map(|table| table.id.as_str())
            .collect();
        assert_eq!(read.join(" "), *expected, "{name}: {:#?}", report.unread);
        assert_eq!(report.unit.name, "某省某局", "{name}");
    }
}

#[test]
fn a_slip_in_any_of_them_is_seen() {
    for (name, tables, _, slips) in SPELLINGS {
        for (line, from, to) in *slips {
            let spoiled = text::spoiled(&tables.concat(), line, from, to);
            let checked = check("示例.xlsx", &spoiled.to_xlsx());
            let mut findings = checked.report().findings.iter();
            assert!(
                findings.any(|finding| finding.severity == Severity::Error),
                "{name}: {to} for {from} beneath {line}"
            );
        }
    }
}
