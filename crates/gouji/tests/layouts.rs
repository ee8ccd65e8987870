//! The same tables in every layout give the same figures, relations and findings.

mod support;

use gouji::export::Corrected;
use gouji::report::Report;
use gouji_fixtures::LAYOUTS;
use support::check;

/// What must not depend on the layout: figures by table, row and column; counts; findings without
/// their addresses.
type Essence = (
    Vec<(String, String, String, String)>,
    gouji::report::Counts,
    Vec<(String, String)>,
);

fn essence(report: &Report, corrected: &Corrected) -> Essence {
    let mut figures = Vec::new();
    for table in &corrected.tables {
        for row in &table.rows {
            for (column, value) in row.values.iter().filter(|(_, value)| !value.is_empty()) {
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

#[test]
fn every_layout_is_read_alike() {
    let plain = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let expected = essence(plain.report(), &plain.corrected(&[]));
    for (name, change) in LAYOUTS {
        let mut workbook = gouji_fixtures::sample();
        change(&mut workbook);
        let checked = check("sample.xlsx", &workbook.to_xlsx());
        let found = essence(checked.report(), &checked.corrected(&[]));
        assert_eq!(found.0, expected.0, "{name}: figures");
        assert_eq!(found.1, expected.1, "{name}: counts");
        assert_eq!(found.2, expected.2, "{name}: findings");
        assert!(
            checked.report().unevaluated.is_empty(),
            "{name}: {:?}",
            checked.report().unevaluated
        );
    }
}

#[test]
fn layouts_in_pairs_raise_no_alarm() {
    let on_sheets = |layout: &&gouji_fixtures::Layout| !layout.0.contains("one sheet");
    for (first, one) in LAYOUTS.iter().filter(on_sheets) {
        for (second, other) in LAYOUTS.iter().filter(|(second, _)| second != first) {
            let mut workbook = gouji_fixtures::sample();
            one(&mut workbook);
            other(&mut workbook);
            let checked = check("sample.xlsx", &workbook.to_xlsx());
            let counts = checked.report().counts;
            assert_eq!(
                (counts.errors, counts.warnings),
                (0, 0),
                "{first} + {second}: {:#?}",
                checked.report().findings
            );
            assert_eq!(checked.report().tables.len(), 12, "{first} + {second}");
        }
    }
}
