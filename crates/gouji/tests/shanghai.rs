//! The rulebook of Shanghai: nine tables in 元, 类 by their names, a table without labels.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

#[path = "support/corpus.rs"]
mod corpus;
mod support;

use gouji::Checked;
use gouji::report::{Confidence, Finding, Report, Role, Severity, Verdict};
use gouji_fixtures::{LAYOUTS, Publisher, amount_cells, set_amount, shanghai};
use support::{check, without_restored};

const PUBLISHERS: [Publisher; 2] = [Publisher::Department, Publisher::Unit];

/// Every published document with its name.
fn documents() -> Vec<(String, String)> {
    let Some(folder) = corpus::folder("shanghai") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn published(text: &str) -> Checked {
    check("published.xlsx", &corpus::workbook(text).to_xlsx())
}

/// Findings of the running text: `tests/text.rs` lists those of the published documents.
fn is_of_text(code: &str) -> bool {
    code >= "GJ08"
}

/// Nothing is wrong with the tables, nothing was left unjudged.
fn assert_sound(name: &str, report: &Report) {
    assert_eq!(
        (report.rulebook.as_str(), report.tables.len()),
        ("shanghai-2026", 9),
        "{name}"
    );
    let told = |it: &&Finding| it.severity != Severity::Notice && !is_of_text(&it.code);
    let told: Vec<&Finding> = report.findings.iter().filter(told).collect();
    assert!(told.is_empty(), "{name}: {told:#?}");
    assert_eq!(report.counts.broken, 0, "{name}");
    assert!(
        report.unevaluated.is_empty(),
        "{name}: {:?}",
        report.unevaluated
    );
}

#[test]
fn published_documents_agree_with_themselves() {
    let documents = documents();
    let mut relations = 0;
    for (name, text) in &documents {
        let checked = published(text);
        let report = checked.report();
        assert_sound(name, report);
        assert_eq!(report.unit.amount_unit, "元", "{name}");
        relations += report.counts.relations;
    }
    assert!(
        documents.is_empty() || (documents.len() == 7 && relations > 3_200),
        "{relations}"
    );
}

#[test]
fn blank_workbooks_are_recognised_and_lack_only_amounts() {
    let Some(folder) = corpus::folder("templates") else {
        return;
    };
    for name in [
        "department_budget_template.xlsx",
        "unit_budget_template.xlsx",
        "budget_template.xls",
    ] {
        let checked = check(name, &std::fs::read(folder.join(name)).unwrap());
        let report = checked.report();
        assert_eq!(
            (report.rulebook.as_str(), report.tables.len()),
            ("shanghai-2026", 9),
            "{name}"
        );
        let codes: Vec<&str> = report
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .filter(|code| !is_of_text(code))
            .collect();
        assert_eq!(
            (report.verdict, codes),
            (Verdict::Incomplete, vec!["GJ0203"]),
            "{name}"
        );
        assert!(
            report.unevaluated.is_empty(),
            "{name}: {:?}",
            report.unevaluated
        );
    }
}

#[test]
fn a_department_and_a_unit_agree_with_themselves() {
    for publisher in PUBLISHERS {
        let checked = check("示例.xlsx", &shanghai(publisher).to_xlsx());
        assert_sound(&format!("{publisher:?}"), checked.report());
        insta::assert_snapshot!(format!("{publisher:?}"), shown(checked.report()));
    }
}

/// The tables, what was judged, and what is to be said.
fn shown(report: &Report) -> String {
    let mut lines = vec![format!("{:?}\n{:?}", report.unit, report.counts)];
    let tables = report.tables.iter();
    lines.extend(tables.map(|table| {
        format!(
            "{} {} {}: {} rows, {} amounts",
            table.id, table.title, table.range, table.rows, table.amounts
        )
    }));
    lines.extend(
        report
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.code, finding.message)),
    );
    lines.join("\n")
}

#[test]
fn every_layout_is_read_alike() {
    for publisher in PUBLISHERS {
        let plain = check("示例.xlsx", &shanghai(publisher).to_xlsx());
        for (name, change) in LAYOUTS {
            let mut workbook = shanghai(publisher);
            change(&mut workbook);
            let checked = check("示例.xlsx", &workbook.to_xlsx());
            assert_sound(&format!("{publisher:?}, {name}"), checked.report());
            let counts = without_restored(checked.report()).counts;
            assert_eq!(counts, plain.report().counts, "{publisher:?}, {name}");
        }
    }
}

#[test]
fn a_heading_of_other_templates_is_no_missing_column() {
    let renamed = |heading: &str| {
        let mut workbook = shanghai(Publisher::Department);
        let rows = workbook.sheet("收入预算总表").rows.iter_mut();
        let cells = rows.flat_map(|row| row.iter_mut());
        for cell in cells.filter(|cell| format!("{cell:?}").contains("经营收入")) {
            *cell = heading.into();
        }
        check("示例.xlsx", &workbook.to_xlsx())
    };
    let another = renamed("财政专户管理资金收入");
    let report = another.report();
    assert_eq!(
        (report.rulebook.as_str(), report.verdict),
        ("general", Verdict::Consistent)
    );
    let unknown = renamed("事业单位经费收人");
    let codes: Vec<&str> = unknown
        .report()
        .findings
        .iter()
        .map(|it| it.code.as_str())
        .collect();
    assert_eq!(
        (
            unknown.report().rulebook.as_str(),
            codes.contains(&"GJ0202")
        ),
        ("shanghai-2026", true)
    );
}

/// A spoiled amount, and whether it only became smaller.
struct Fault {
    part: String,
    address: String,
    right: String,
    wrong: String,
    less: bool,
}

/// Plain slips of every amount of a department's disclosure.
fn faults(file: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (part, address, stored) in amount_cells(file) {
        let value: f64 = stored.parse().unwrap();
        for slip in [
            value + 1000.13,
            value + 20_000.0,
            value * 10.0,
            value / 100.0,
            -value,
        ] {
            faults.push(Fault {
                part: part.clone(),
                address: address.clone(),
                right: format!("{value:.2}"),
                wrong: format!("{slip:.2}"),
                less: slip < value,
            });
        }
    }
    faults
}

/// 机关运行经费 is part of 公用经费: a smaller one cannot be told from a right one.
fn is_out_of_reach(fault: &Fault) -> bool {
    fault.less && fault.part.ends_with("sheet9.xml") && fault.address.starts_with('G')
}

#[test]
fn any_spoiled_amount_is_found() {
    let file = shanghai(Publisher::Department).to_xlsx();
    for fault in faults(&file).iter().filter(|fault| !is_out_of_reach(fault)) {
        let place = format!("{} {} = {}", fault.part, fault.address, fault.wrong);
        let checked = check(
            "示例.xlsx",
            &set_amount(&file, &fault.part, &fault.address, &fault.wrong),
        );
        let report = checked.report();
        let errors = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        let mut cells = errors.flat_map(|finding| &finding.cells);
        assert!(cells.any(|cell| cell.cell == fault.address), "{place}");
        let primary =
            |finding: &gouji::report::Finding| finding.cells[0].role == Some(Role::Primary);
        assert!(report.findings.iter().all(primary), "{place}");
    }
}

#[test]
fn single_faults_are_corrected() {
    let file = shanghai(Publisher::Department).to_xlsx();
    let (mut all, mut located, mut restored) = (0, 0, 0);
    for fault in faults(&file).iter().filter(|fault| !is_out_of_reach(fault)) {
        let checked = check(
            "示例.xlsx",
            &set_amount(&file, &fault.part, &fault.address, &fault.wrong),
        );
        let corrections = &checked.report().corrections;
        let is_right = |to: &str| to == fault.right;
        let own = corrections
            .iter()
            .find(|correction| correction.cell.cell == fault.address);
        all += 1;
        located += usize::from(own.is_some());
        restored += usize::from(own.is_some_and(|correction| is_right(&correction.to)));
        for correction in corrections
            .iter()
            .filter(|correction| correction.confidence == Confidence::Certain)
        {
            let right = correction.cell.cell == fault.address && is_right(&correction.to);
            assert!(
                right,
                "{} {} for {}: {correction:?}",
                fault.address, fault.wrong, fault.right
            );
        }
    }
    assert!(located * 1000 >= all * 985, "{located} of {all} located");
    assert!(restored * 1000 >= all * 975, "{restored} of {all} restored");
}
