//! Tables of several budget units in one file, and rows of units among subject codes.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::Report;
use support::{check, of};

fn report(document: &str) -> Report {
    let book = text::workbook(document).to_xlsx();
    check("公开表.xlsx", &book).report().clone()
}

fn by_function(office: &str, amount: &str) -> String {
    format!(
        "2026年一般公共预算支出表
部门：{office}||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|{amount}|{amount}|
20105|统计信息事务|{amount}|{amount}|
2010501|行政运行|{amount}|{amount}|
|合计|{amount}|{amount}|
"
    )
}

fn by_class(office: &str, amount: &str) -> String {
    format!(
        "2026年一般公共预算基本支出表
部门：{office}||||单位：万元
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|{amount}|{amount}|
30101|基本工资|{amount}|{amount}|
|合计|{amount}|{amount}|
"
    )
}

#[test]
fn tables_of_two_offices_are_not_compared() {
    let (first, second) = ("示例县财政局", "示例县国库中心");
    let both = [
        by_function(first, "100.00"),
        by_function(second, "70.00"),
        by_class(second, "70.00"),
    ];
    let sound = report(&both.join("\n"));
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    assert!(
        sound.sentence.contains("2 张表没有核对"),
        "{}",
        sound.sentence
    );
    // Of one office they are.
    let own = [by_function(first, "100.00"), by_class(first, "70.00")];
    assert!(report(&own.join("\n")).counts.errors > 0);
    // One table that bears another name is compared, and its name told.
    let mixed = [by_function(first, "100.00"), by_class(second, "70.00")];
    assert!(report(&mixed.join("\n")).counts.errors > 0);
}

/// One after the other on a sheet, each set with its text.
#[test]
fn the_text_of_another_office_is_not_compared() {
    let set = |office: &str, amount: &str, told: &str| {
        format!(
            "{office}2026年单位预算
{}2026年单位预算情况说明
{office}2026年一般公共预算支出{told}万元，其中：基本支出{told}万元。
",
            by_function(office, amount)
        )
    };
    let (first, second) = ("示例县财政局", "示例县国库中心");
    let own = set(first, "100.00", "100.00");
    let sound = report(&format!("{own}{}", set(second, "70.00", "70.00")));
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    assert!(
        sound.unread.iter().any(|it| it.text.contains(second)),
        "{:#?}",
        sound.unread
    );
    let wrong = set(first, "100.00", "190.00");
    let spoilt = report(&format!("{wrong}{}", set(second, "70.00", "70.00")));
    assert!(spoilt.counts.errors > 0);
}

#[test]
fn tables_of_two_years_are_not_compared() {
    let office = "示例县财政局";
    let last = |table: String| table.replace("2026年", "2025年");
    let now = [by_function(office, "100.00"), by_class(office, "100.00")];
    let before = [
        last(by_function(office, "90.00")),
        last(by_class(office, "90.00")),
    ];
    for tables in [
        [&now[..], &before[..]].concat(),
        [&before[..], &now[..]].concat(),
    ] {
        let report = report(&tables.join("\n"));
        let counts = (
            report.counts.errors,
            report.counts.warnings,
            report.unit.year,
        );
        assert_eq!(counts, (0, 0, Some(2026)), "{:#?}", report.findings);
        assert!(
            report.sentence.contains("2 张表没有核对"),
            "{}",
            report.sentence
        );
        assert_eq!(report.summary.series.len(), 1);
    }
}

#[test]
fn an_offices_number_is_no_class() {
    let table = by_function("示例县财政局", "100.00");
    for number in ["118", "205", "118001"] {
        let row = format!("{number}|示例县财政局|100.00|100.00|\n201|");
        let report = report(&table.replacen("201|", &row, 1));
        assert_eq!(report.counts.errors, 0, "{number}: {:#?}", report.findings);
        assert!(report.counts.relations > 8, "{number}: {:?}", report.counts);
    }
    // What is no office's name is a 类, and one that does not exist.
    let report = report(&table.replacen("201|一般公共服务支出", "298|一般公共服务支出", 1));
    assert!(report.counts.errors > 0);
}

/// Many 款 have a 项 of the same name: a code beneath its own 款 is none of another's.
#[test]
fn a_code_beneath_its_own_subject_is_right_whatever_the_catalogue_lacks() {
    let document = "
2026年一般公共预算支出表
部门：示例市司法局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
204|公共安全支出|100.00|100.00|
20402|公安|30.00|30.00|
2040201|行政运行|30.00|30.00|
20406|司法|70.00|70.00|
2040601|行政运行|60.00|60.00|
2040602|一般行政管理事务|10.00|10.00|
|合计|100.00|100.00|
";
    let sound = report(document);
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
}

#[test]
fn rows_that_are_some_of_a_sum_are_not_added_up() {
    let document = "
2026年一般公共预算基本支出表
部门：示例县财政局||||单位：万元
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|100.00|100.00|
30101|其中：基本工资|60.00|60.00|
30103|奖金|15.00|15.00|
302|商品和服务支出|20.00||20.00
30201|办公费|20.00||20.00
|合计|120.00|100.00|20.00
";
    let sound = report(document);
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    let plain = report(&document.replace("其中：", ""));
    assert_eq!(of(&plain, "GJ0301").len(), 2, "{:#?}", plain.findings);
}
