//! Years in the headings of a table: this year's amounts, last year's, and headings that were not brought up to date.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::Report;
use support::{check, of};

/// Last year's amounts divided as this year's are, and the change in an unmerged heading of its own.
const BOTH_YEARS: &str = "
2026年一般公共预算支出表
部门：某省某局|||||||||单位：万元
科目编码|科目名称|2025年预算数|||2026年预算数|||2026年比2025年增减|
||合计|基本支出|项目支出|合计|基本支出|项目支出|金额|%
201|一般公共服务支出|95.00|78.00|17.00|98.00|80.00|18.00|3.00|3.16
20105|统计信息事务|95.00|78.00|17.00|98.00|80.00|18.00|3.00|3.16
2010501|行政运行|78.00|78.00||80.00|80.00||2.00|2.56
2010502|一般行政管理事务|17.00||17.00|18.00||18.00|1.00|5.88
208|社会保障和就业支出|30.00|30.00||31.00|31.00||1.00|3.33
20805|行政事业单位养老支出|30.00|30.00||31.00|31.00||1.00|3.33
2080501|行政单位离退休|30.00|30.00||31.00|31.00||1.00|3.33
|合计|125.00|108.00|17.00|129.00|111.00|18.00|4.00|3.20

2026年一般公共预算基本支出表
部门：某省某局|||||||||单位：万元
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|111.00|111.00|
30101|基本工资|111.00|111.00|
|合计|111.00|111.00|
";

fn report(document: &str) -> Report {
    let book = text::workbook(document).to_xlsx();
    check("公开表.xlsx", &book).report().clone()
}

/// The message on the years, which must be the only finding above a notice.
fn told(document: &str) -> String {
    let report = report(document);
    let found = of(&report, "GJ0216");
    let counts = (report.counts.errors, report.counts.warnings);
    assert_eq!(counts, (0, 1), "{:#?}", report.findings);
    found[0].message.clone()
}

#[test]
fn last_year_adds_up_too() {
    let sound = report(BOTH_YEARS);
    let counts = (sound.counts.errors, sound.counts.warnings);
    assert_eq!(counts, (0, 0), "{:#?}", sound.findings);
    // A part of last year's sum; the change that stands beneath an unmerged heading.
    for (line, from, to) in [
        ("2010502", "17.00||17.00", "17.00||71.00"),
        ("2080501", "|1.00|3.33", "|10.00|3.33"),
    ] {
        let spoiled = text::spoiled(BOTH_YEARS, line, from, to);
        let checked = check("公开表.xlsx", &spoiled.to_xlsx());
        assert!(checked.report().counts.errors > 0, "{line}");
    }
}

#[test]
fn two_headings_of_one_year_are_told_and_neither_is_taken() {
    for (from, to) in [
        ("|2026年预算数|", "|2025年预算数|"),
        ("|2025年预算数|", "|2026年预算数|"),
    ] {
        let message = told(&BOTH_YEARS.replace(from, to));
        assert!(message.contains("C3 和 F3 两栏都写作"), "{message}");
    }
    // One of them divided, the other not.
    let undivided = BOTH_YEARS
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split('|').collect();
            if cells.len() > 9 {
                drop(cells.drain(3..5));
            }
            cells.join("|")
        })
        .collect::<Vec<_>>()
        .join("\n")
        .replace("||合计|合计|", "|||合计|");
    assert_eq!(report(&undivided).counts.warnings, 0);
    let message = told(&undivided.replace("|2026年预算数|", "|2025年预算数|"));
    assert!(message.contains("C3 和 D3 两栏都写作"), "{message}");
}

#[test]
fn headings_of_the_years_before_are_told() {
    let older = |text: &str| {
        text.replace("|2025年预算数|", "|2024年预算数|")
            .replace("|2026年预算数|", "|2025年预算数|")
    };
    let message = told(&older(BOTH_YEARS));
    assert!(
        message.contains("F3：表头写作“2025年预算数”，这张表是 2026 年的"),
        "{message}"
    );
    let all = older(BOTH_YEARS).replace("2026年比2025年", "2025年比2024年");
    assert_eq!(told(&all), message);
}

#[test]
fn halves_of_a_table_may_have_the_same_headings() {
    let document = "
2026年收支总表
部门：某省某局|||单位：万元
收入||支出|
项目|2026年预算数|项目|2026年预算数
一、一般公共预算拨款收入|100.00|一、一般公共服务支出|100.00
本年收入合计|100.00|本年支出合计|100.00
收入总计|100.00|支出总计|100.00
";
    let report = report(document);
    let found = (report.counts.errors, of(&report, "GJ0216").len());
    assert_eq!(found, (0, 0), "{:#?}", report.findings);
    assert!(report.counts.relations > 2);
}
