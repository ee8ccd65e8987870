//! Tables as departments of several provinces publish them: read as a whole, and any slip in them is seen.

#[path = "support/arranged.rs"]
mod arranged;
#[path = "support/arrangements.rs"]
mod arrangements;
#[path = "support/departments.rs"]
mod departments;
mod support;
#[path = "support/text.rs"]
mod text;

use arrangements::ARRANGEMENTS;
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
    for (name, document, _) in DEPARTMENTS.iter().chain(ARRANGEMENTS) {
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
    for (name, document, slips) in DEPARTMENTS.iter().chain(ARRANGEMENTS) {
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

#[test]
fn columns_beneath_a_known_heading_keep_nothing_back() {
    let (_, document, _) = DEPARTMENTS[2];
    let known = "|||小计|工资福利支出|商品和服务支出|";
    assert!(document.contains(known));
    let document = &document.replace(known, "|||小计|甲类|乙类|");
    let not_judged = |merges: &[(usize, usize, usize, usize)]| {
        let mut workbook = text::workbook(document);
        let mut sheets = workbook.sheets.iter_mut();
        let sheet =
            sheets.find(|sheet| format!("{:?}", sheet.rows).contains("一般公共预算支出预算表"));
        sheet.unwrap().merges.extend(merges);
        let checked = check("示例.xlsx", &workbook.to_xlsx());
        let whys = checked.report().unevaluated.iter();
        whys.filter(|it| it.why.contains("栏目")).count()
    };
    assert!(not_judged(&[]) > 0, "whose the columns are is not sure");
    assert_eq!(not_judged(&[(2, 3, 2, 5)]), 0);
}
