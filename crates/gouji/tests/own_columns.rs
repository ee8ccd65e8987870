//! Columns that no rulebook names: the table itself tells what they are.

#[path = "support/formed.rs"]
mod formed;
mod support;
#[path = "support/text.rs"]
mod text;

use formed::{found, grave, report};

/// Groups of columns beneath headings of the place's own.
const GROUPS: &str = "2026年支出总表
部门：示例县林业局|||||||单位：万元
科目编码|科目名称|合计|市级统筹|||县级自筹||
|||小计|保运转|促发展|小计|保运转|促发展
|合计|365.00|215.00|140.00|75.00|150.00|90.00|60.00
208|社会保障和就业支出|60.00|40.00|40.00||20.00|20.00|
20805|行政事业单位养老支出|60.00|40.00|40.00||20.00|20.00|
2080501|行政单位离退休|35.00|20.00|20.00||15.00|15.00|
2080505|机关事业单位基本养老保险缴费支出|25.00|20.00|20.00||5.00|5.00|
213|农林水支出|305.00|175.00|100.00|75.00|130.00|70.00|60.00
21302|林业和草原|305.00|175.00|100.00|75.00|130.00|70.00|60.00
2130201|行政运行|170.00|100.00|100.00||70.00|70.00|
2130205|森林资源培育|135.00|75.00||75.00|60.00||60.00
";

#[test]
fn a_column_is_the_sum_of_those_beneath_its_heading() {
    found(
        GROUPS,
        &["T3"],
        ("135.00|75.00||75.00", "135.00|75.00||57.00"),
        false,
    );
}

#[test]
fn the_rows_of_such_a_column_are_added_up() {
    found(
        GROUPS,
        &["T3"],
        (
            "213|农林水支出|305.00|175.00|100.00",
            "213|农林水支出|305.00|175.00|109.00",
        ),
        false,
    );
}

#[test]
fn what_is_read_like_that_is_not_called_unread() {
    let report = report(GROUPS);
    assert_eq!(report.unread, [], "{:#?}", report.unread);
    let sums = report.unevaluated.iter().map(|it| it.formula.as_str());
    let sums: Vec<&str> = sums.filter(|formula| formula.contains("下级栏")).collect();
    assert_eq!(sums, [""; 0]);
}

#[test]
fn corrected_data_have_such_columns() {
    let spoilt = GROUPS.replace("135.00|75.00||75.00", "135.00|75.00||57.00");
    let report = report(&spoilt);
    let correction = report.corrections.first().expect("a correction");
    assert_eq!(correction.cell.column, "市级统筹/促发展");
    assert_eq!(correction.to, "75.00");
}

#[test]
fn a_total_may_be_divided_twice() {
    found(
        "2026年支出总表
部门：示例县林业局||||||单位：万元
科目编码|科目名称|合计|保运转|促发展|市级统筹|县级自筹
|合计|365.00|230.00|135.00|215.00|150.00
208|社会保障和就业支出|60.00|60.00||40.00|20.00
20805|行政事业单位养老支出|60.00|60.00||40.00|20.00
2080501|行政单位离退休|35.00|35.00||20.00|15.00
2080505|机关事业单位基本养老保险缴费支出|25.00|25.00||20.00|5.00
213|农林水支出|305.00|170.00|135.00|175.00|130.00
21302|林业和草原|305.00|170.00|135.00|175.00|130.00
2130201|行政运行|170.00|170.00||100.00|70.00
2130205|森林资源培育|135.00||135.00|75.00|60.00
",
        &["T3"],
        ("170.00||100.00|70.00", "170.00||100.00|77.00"),
        false,
    );
}

/// Numbers of things are not added up, and nothing is held against them.
#[test]
fn columns_that_do_not_add_up_are_let_be() {
    let report = report(
        "2026年支出总表
部门：示例县林业局|||单位：万元
科目编码|科目名称|合计|定额|补助面
|合计|365.00|1.20|30.00
208|社会保障和就业支出|60.00|1.50|20.00
20805|行政事业单位养老支出|60.00|1.50|20.00
2080501|行政单位离退休|60.00|1.10|12.00
213|农林水支出|305.00|0.80|15.00
21302|林业和草原|305.00|0.80|15.00
2130201|行政运行|170.00|0.90|45.00
2130205|森林资源培育|135.00|0.70|41.00
",
    );
    assert_eq!(grave(&report), [""; 0], "{:#?}", report.findings);
}

/// One subject has money that no column tells of: it is missing from the rows above in the same way.
#[test]
fn what_no_column_tells_is_no_error() {
    let report = report(
        "2026年支出总表
部门：示例县林业局|||||单位：万元
科目编码|科目名称|合计|保运转|促发展
|合计|365.00|200.00|135.00
208|社会保障和就业支出|60.00|30.00|
20805|行政事业单位养老支出|60.00|30.00|
2080501|行政单位离退休|60.00|30.00|
213|农林水支出|305.00|170.00|135.00
21302|林业和草原|305.00|170.00|135.00
2130201|行政运行|180.00|170.00|10.00
2130205|森林资源培育|125.00||125.00
",
    );
    assert_eq!(grave(&report), [""; 0], "{:#?}", report.findings);
}

/// Subjects that only last year had need not be listed.
#[test]
fn the_rows_of_last_year_need_not_add_up() {
    let report = report(
        "2026年支出总表
部门：示例县林业局||||||||单位：万元
科目编码|科目名称|2026年预算数|||2025年预算数||
||合计|保运转|促发展|合计|保运转|促发展
|合计|365.00|230.00|135.00|365.00|240.00|125.00
208|社会保障和就业支出|60.00|60.00||55.00|55.00|
20805|行政事业单位养老支出|60.00|60.00||55.00|55.00|
2080501|行政单位离退休|35.00|35.00||30.00|30.00|
2080505|机关事业单位基本养老保险缴费支出|25.00|25.00||25.00|25.00|
213|农林水支出|305.00|170.00|135.00|300.00|175.00|125.00
21302|林业和草原|305.00|170.00|135.00|300.00|175.00|125.00
2130201|行政运行|170.00|170.00||175.00|175.00|
2130205|森林资源培育|135.00||135.00|125.00||125.00
",
    );
    assert_eq!(report.counts.errors, 0, "{:#?}", report.findings);
}

#[test]
fn economic_subjects_may_stand_across() {
    let report = report(
        "2026年一般公共预算基本支出表
部门：示例县林业局||||||||单位：万元
科目编码|科目名称|总计|工资福利支出|||商品和服务支出||
|||小计|基本工资|津贴补贴|小计|办公费|差旅费
|合计|100.00|80.00|50.00|30.00|20.00|15.00|5.00
213|农林水支出|100.00|80.00|50.00|30.00|20.00|15.00|5.00
21302|林业和草原|100.00|80.00|50.00|30.00|20.00|15.00|5.00
2130201|行政运行|60.00|45.00|30.00|15.00|15.00|12.00|3.00
2130204|事业机构|40.00|35.00|20.00|15.00|5.00|3.00|2.00
",
    );
    let missing = report.findings.iter().filter(|it| it.code == "GJ0214");
    let missing: Vec<&str> = missing.map(|it| it.message.as_str()).collect();
    let [other] = missing.as_slice() else {
        panic!("{missing:#?}")
    };
    assert!(other.contains("《一般公共预算支出表》"), "{other}");
    assert_eq!(report.unread, []);
}
