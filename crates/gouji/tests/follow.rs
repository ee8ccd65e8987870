//! What is typed into a cell moves the sums above it that are formulas.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::Checked;
use gouji::report::{Correction, Verdict};
use gouji_fixtures::{Cell, Workbook};

/// 15.00 is printed where 25.00 belongs, and summed upward by formulas.
fn workbook() -> Workbook {
    let mut workbook = text::workbook(
        "2026年收支总表
部门：示例县林业局|||单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|60.00|一、社会保障和就业支出|60.00
本年收入合计|60.00|本年支出合计|60.00
收入总计|60.00|支出总计|60.00

2026年支出总表
部门：示例县林业局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|50.00|50.00|
208|社会保障和就业支出|50.00|50.00|
20805|行政事业单位养老支出|50.00|50.00|
2080501|行政单位离退休|35.00|35.00|
2080505|机关事业单位基本养老保险缴费支出|15.00|15.00|
",
    );
    let formulas = [
        (3, 3, "=D5", 5000),
        (4, 3, "=D6", 5000),
        (5, 3, "=SUM(D7:D8)", 5000),
        (3, 2, "=D4+E4", 5000),
        (4, 2, "=D5+E5", 5000),
        (5, 2, "=D6+E6", 5000),
        (6, 2, "=D7+E7", 3500),
        (7, 2, "=D8+E8", 1500),
    ];
    for (row, column, formula, cents) in formulas {
        workbook.sheets[1].rows[row][column] = Cell::Computed(formula.to_owned(), cents);
    }
    workbook
}

fn typed(checked: &Checked, cell: &str, text: &str) -> Vec<Correction> {
    let change = checked.edit("T3", cell, text).expect("an amount");
    checked.follow(&[change])
}

#[test]
fn formulas_follow_what_is_typed_beneath_them() {
    let bytes = workbook().to_xlsx();
    let checked = support::check("a.xlsx", &bytes);
    assert_eq!(checked.report().verdict, Verdict::Inconsistent);
    let changes = typed(&checked, "D8", "25");
    let cells = changes
        .iter()
        .map(|it| (it.cell.cell.as_str(), it.to.as_str(), it.follows));
    let mut cells: Vec<_> = cells.collect();
    cells.sort_unstable();
    let followed = |cell, to| (cell, to, true);
    let expected = [
        followed("C4", "60.00"),
        followed("C5", "60.00"),
        followed("C6", "60.00"),
        followed("C8", "25.00"),
        followed("D4", "60.00"),
        followed("D5", "60.00"),
        followed("D6", "60.00"),
        ("D8", "25.00", false),
    ];
    assert_eq!(cells, expected);
    let rechecked = checked.recheck(&changes);
    assert_eq!(
        rechecked.report().counts.errors,
        0,
        "{:#?}",
        rechecked.report().findings
    );
    let original = rechecked
        .report()
        .original
        .as_ref()
        .expect("the file's own verdict");
    assert_eq!(original.verdict, Verdict::Inconsistent);
    // Worked out anew with the next change, and gone with the last.
    let again = checked.follow(&changes);
    assert_eq!(again.len(), changes.len());
    assert_eq!(checked.follow(&[]), []);
}

#[test]
fn a_sum_that_was_typed_stays() {
    let mut workbook = workbook();
    workbook.sheets[1].rows[5][3] = Cell::Amount(5000);
    let checked = support::check("a.xlsx", &workbook.to_xlsx());
    let changes = typed(&checked, "D8", "25");
    let cells: Vec<&str> = changes.iter().map(|it| it.cell.cell.as_str()).collect();
    assert_eq!(cells, ["D8", "C8"]);
}

#[test]
fn a_sum_that_is_typed_over_is_no_formula() {
    let checked = support::check("a.xlsx", &workbook().to_xlsx());
    let change = checked.edit("T3", "D6", "60").expect("an amount");
    let changes = checked.follow(&[change]);
    let own = changes
        .iter()
        .find(|it| it.cell.cell == "D6")
        .expect("the change");
    assert!(!own.follows);
    assert_eq!((own.from.as_str(), own.to.as_str()), ("50.00", "60.00"));
}

/// The downloaded workbook keeps its formulas.
#[test]
fn formulas_that_followed_stay_formulas() {
    let bytes = workbook().to_xlsx();
    let checked = support::check("a.xlsx", &bytes);
    let changes = typed(&checked, "D8", "25");
    let input = gouji::Input {
        name: "a.xlsx",
        bytes: &bytes,
    };
    let written = checked
        .rewrite(&[input], &changes, &[])
        .expect("a workbook");
    let again = support::check("a.xlsx", &written[0].bytes);
    assert_eq!(
        again.report().counts.errors,
        0,
        "{:#?}",
        again.report().findings
    );
    let more = typed(&again, "D7", "36");
    assert_eq!(more.len(), changes.len(), "{more:#?}");
}
