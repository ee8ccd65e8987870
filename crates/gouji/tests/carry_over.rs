//! Tables of one fund beside the overview of all appropriations, where some of the funds carry something over.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::Report;
use support::{check, of};

/// The general budget carries 10.00 over, which its own table leaves out; the fund carries nothing over.
const LEFT_OUT: &str = "
某省某局2026年财政拨款收支总表
||||||单位：万元
项目|预算数|项目|合计|一般公共预算|政府性基金预算|国有资本经营预算
一、本年收入|150.00|一、本年支出|160.00|110.00|50.00|
（一）一般公共预算拨款|100.00|（一）一般公共服务支出|70.00|70.00||
（二）政府性基金预算拨款|50.00|（二）社会保障和就业支出|40.00|40.00||
（三）国有资本经营预算拨款||（三）城乡社区支出|50.00||50.00|
二、上年结转|10.00|二、结转下年||||
（一）一般公共预算拨款|10.00|||||
（二）政府性基金预算拨款||||||
收入总计|160.00|支出总计|160.00|110.00|50.00|

2026年一般公共预算支出表
||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|60.00|60.00|
20105|统计信息事务|60.00|60.00|
2010501|行政运行|60.00|60.00|
208|社会保障和就业支出|40.00|40.00|
20805|行政事业单位养老支出|40.00|40.00|
2080501|行政单位离退休|40.00|40.00|
|合计|100.00|100.00|

2026年政府性基金预算支出表
||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
212|城乡社区支出|50.00||50.00
21208|国有土地使用权出让收入安排的支出|50.00||50.00
2120804|农村基础设施建设支出|50.00||50.00
|合计|50.00||50.00
";

fn report(document: &str) -> Report {
    let book = text::workbook(document).to_xlsx();
    check("公开表.xlsx", &book).report().clone()
}

/// The document with another amount in the last table.
fn with_fund(document: &str, amount: &str) -> String {
    let at = document.find("2026年政府性基金").unwrap();
    let (before, table) = document.split_at(at);
    format!("{before}{}", table.replace("50.00", amount))
}

#[test]
fn a_fund_that_carries_nothing_over_is_compared() {
    let sound = report(LEFT_OUT);
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    let spoiled = report(&with_fund(LEFT_OUT, "60.00"));
    assert_eq!(of(&spoiled, "GJ0401").len(), 2, "{:#?}", spoiled.findings);
}

#[test]
fn no_fund_is_compared_where_it_is_open_which_carries_over() {
    let unsplit = LEFT_OUT.replace("（一）一般公共预算拨款|10.00|", "（一）一般公共预算拨款||");
    let spoiled = report(&with_fund(&unsplit, "60.00"));
    assert_eq!(of(&spoiled, "GJ0401").len(), 0, "{:#?}", spoiled.findings);
}

#[test]
fn classes_are_compared_where_the_totals_show_that_the_carry_over_is_in_both() {
    let table = "一般公共服务支出|60.00|60.00|\n20105|统计信息事务|60.00|60.00|\n2010501|行政运行|60.00|60.00|";
    let included = LEFT_OUT.replace(table, &table.replace("60.00", "70.00"));
    let included = included.replace("|合计|100.00|100.00|", "|合计|110.00|110.00|");
    let sound = report(&included);
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    assert!(sound.counts.relations > report(LEFT_OUT).counts.relations);
    // One class has what belongs to the other; every sum still holds.
    let at = included.find("2026年一般公共预算支出表").unwrap();
    let (before, tables) = included.split_at(at);
    let moved = tables.replace("70.00", "71.00").replace("40.00", "39.00");
    let spoiled = report(&format!("{before}{moved}"));
    assert_eq!(of(&spoiled, "GJ0401").len(), 2, "{:#?}", spoiled.findings);
}

/// Without a column for each fund, all appropriations of a class are those of the three tables together.
#[test]
fn one_column_is_compared_with_three_tables() {
    let overview = "
2026年财政拨款收支总表
||||单位：万元
项目|预算数|项目|预算数
一、本年收入|150.00|一、本年支出|150.00
（一）一般公共预算拨款|100.00|（一）一般公共服务支出|60.00
（二）政府性基金预算拨款|50.00|（二）社会保障和就业支出|40.00
（三）国有资本经营预算拨款||（三）城乡社区支出|50.00
收入总计|150.00|支出总计|150.00
";
    let others = LEFT_OUT.split_once("\n\n").unwrap().1;
    let none = "
2026年国有资本经营预算支出表
||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
|合计|||
";
    let all = format!("{overview}\n{others}{none}");
    let sound = report(&all);
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    let spoiled = report(&with_fund(&all, "60.00"));
    assert_eq!(spoiled.counts.errors, 1, "{:#?}", spoiled.findings);
    // Where the year's income is not all of it, something may be carried over though no row says how much.
    let carried = all.replace("一、本年收入|150.00|", "一、本年收入|140.00|");
    let carried = carried.replace("预算拨款|100.00|", "预算拨款|90.00|");
    let carried = report(&with_fund(&carried, "60.00"));
    assert_eq!(of(&carried, "GJ0402").len(), 0, "{:#?}", carried.findings);
    assert!(spoiled.findings[0].message.contains("城乡社区支出"));
}
