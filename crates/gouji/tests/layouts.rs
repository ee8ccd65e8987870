//! The same tables in every layout give the same figures, relations and findings.

mod support;

use gouji_fixtures::LAYOUTS;
use support::{check, essence, without_restored};

#[test]
fn every_layout_is_read_alike() {
    let plain = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    let expected = essence(plain.report(), &plain.corrected(&[]));
    for (name, change) in LAYOUTS {
        let mut workbook = gouji_fixtures::sample();
        change(&mut workbook);
        let checked = check("sample.xlsx", &workbook.to_xlsx());
        let report = without_restored(checked.report());
        let found = essence(&report, &checked.corrected(&[]));
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

/// A table that goes on on another sheet, beneath its title and headings: what cannot be judged is
/// said, and nothing else.
#[test]
fn a_table_on_two_sheets_raises_no_alarm() {
    let workbooks = [
        gouji_fixtures::sample(),
        gouji_fixtures::general(),
        gouji_fixtures::shanghai(gouji_fixtures::Publisher::Department),
    ];
    let mut split = 0;
    for workbook in workbooks {
        for (place, sheet) in workbook.sheets.iter().enumerate() {
            let body = match sheet.codes {
                0 => 0..0,
                _ => sheet.head + 1..sheet.rows.len().saturating_sub(1),
            };
            for at in body {
                let mut workbook = workbook.clone();
                let rest = workbook.sheets[place].rows.split_off(at);
                let mut more = sheet.clone();
                more.rows.truncate(more.head);
                more.rows.extend(rest);
                "Sheet2".clone_into(&mut more.name);
                workbook.sheets.insert(place + 1, more);
                let checked = check("sample.xlsx", &workbook.to_xlsx());
                let report = checked.report();
                let alarms = (report.counts.errors, report.counts.warnings);
                assert_eq!(alarms, (0, 0), "{place} {at}: {:#?}", report.findings);
                split += 1;
            }
        }
    }
    assert!(split > 100, "{split}");
}
