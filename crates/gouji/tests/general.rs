//! The rulebook for disclosures of no template in particular.

mod support;

use gouji::report::Report;
use gouji_fixtures::{LAYOUTS, general};
use support::check;

fn assert_sound(name: &str, report: &Report) {
    assert_eq!(
        (report.rulebook.as_str(), report.tables.len()),
        ("general", 10),
        "{name}"
    );
    let counts = &report.counts;
    assert_eq!(
        (counts.errors, counts.warnings, counts.broken),
        (0, 0, 0),
        "{name}: {:#?}",
        report.findings
    );
    assert!(
        report.unevaluated.is_empty(),
        "{name}: {:?}",
        report.unevaluated
    );
}

#[test]
fn it_agrees_with_itself() {
    let checked = check("示例.xlsx", &general().to_xlsx());
    let report = checked.report();
    println!(
        " {} {:?} tables {} {}",
        report.rulebook,
        report.counts,
        report.tables.len(),
        report.rulebook_reason
    );
    for t in &report.tables {
        println!(
            "   {} {} {} rows {} amounts {}",
            t.id, t.sheet, t.range, t.rows, t.amounts
        );
    }
    for f in &report.findings {
        println!("   {:?} {} {}", f.severity, f.code, f.message);
    }
    for u in &report.unread {
        println!("   unread {u:?}");
    }
    for u in &report.unevaluated {
        println!("   uneval {u:?}");
    }
    assert_sound("plain", report);
}

#[test]
fn every_layout_is_read_alike() {
    let plain = check("示例.xlsx", &general().to_xlsx());
    for (name, change) in LAYOUTS {
        let mut workbook = general();
        change(&mut workbook);
        let checked = check("示例.xlsx", &workbook.to_xlsx());
        assert_sound(name, checked.report());
        assert_eq!(checked.report().counts, plain.report().counts, "{name}");
    }
}
