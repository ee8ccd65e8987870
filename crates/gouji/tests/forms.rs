//! Forms of tables that were once misread: right ones raise no alarm, and a slip in them is found where it is.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::{Confidence, Report, Severity};
use support::check;

fn report(document: &str) -> Report {
    let book = text::workbook(document).to_xlsx();
    check("2026年部门预算公开表.xlsx", &book).report().clone()
}

/// Codes of errors and warnings, without those of tables that a file of few tables lacks.
fn grave(report: &Report) -> Vec<&str> {
    let grave = report.findings.iter().filter(|finding| {
        let missing = finding.code == "GJ0214" || finding.code == "GJ0209";
        finding.severity != Severity::Notice && !missing
    });
    grave.map(|finding| finding.code.as_str()).collect()
}

/// The tables are read, right as they stand; the amount that is changed in them is corrected back, or at least told.
fn found(document: &str, tables: &[&str], (from, to): (&str, &str), certain: bool) {
    let sound = report(document);
    let read: Vec<&str> = sound.tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(read, tables);
    assert_eq!(grave(&sound), Vec::<&str>::new(), "{:#?}", sound.findings);
    assert_eq!(document.matches(from).count(), 1, "{from}");
    let spoilt = report(&document.replace(from, to));
    assert!(!grave(&spoilt).is_empty(), "{from} as {to}");
    if certain {
        let [correction] = spoilt.corrections.as_slice() else {
            panic!("{:#?}", spoilt.corrections)
        };
        let right = from.trim_matches('|');
        assert_eq!(correction.to, right, "{:#?}", spoilt.corrections);
        assert_ne!(correction.confidence, Confidence::Ambiguous);
    }
}

#[test]
fn the_department_is_one_of_its_offices() {
    found(
        "2026年收支总表
部门：示例市交通局|||单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|7527.92|一、交通运输支出|8618.95
二、政府性基金预算拨款收入|1062.17||
三、国有资本经营预算拨款收入|28.86||
本年收入合计|8618.95|本年支出合计|8618.95
收入总计|8618.95|支出总计|8618.95

2026年收入总表
部门：示例市交通局||||||单位：万元
单位代码|单位名称|合计|一般公共预算拨款收入|政府性基金预算拨款收入|国有资本经营预算拨款收入|事业收入
301001|示例市交通局|4668.81|3577.78|1062.17|28.86|
301004|示例市公路养护中心|3950.14|3950.14|||
|合计|8618.95|7527.92|1062.17|28.86|
",
        &["T1", "T2c"],
        ("3577.78", "3757.78"),
        true,
    );
}

#[test]
fn projects_of_the_general_budget_need_no_subjects() {
    found(
        "一般公共预算项目支出表
部门：示例市交通局|||单位：万元
单位名称|项目名称|金额
示例市公路养护中心|农村公路日常养护|700.09
示例市交通局本级|公交运营补贴|379.37
示例市公路养护中心|治超站运行|67.49
合计||1146.95
",
        &["T10c"],
        ("700.09", "709.00"),
        false,
    );
}

#[test]
fn two_halves_beneath_one_row_of_headings_keep_their_amounts() {
    found(
        "收支总表
部门：示例市交通局|||单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|7861.45|一、交通运输支出|7861.45
本年收入合计|7861.45|本年支出合计|7861.45
收入总计|7861.45|支出总计|7861.45

财政拨款收支总表
部门：示例市交通局|||||单位：万元
收入项目|2025年预算数|2026年预算数|支出项目|2025年预算数|2026年预算数
一、一般公共预算拨款|8493.26|7861.45|一、社会保障和就业支出|1051.91|1030.87
|||二、交通运输支出|7441.35|6830.58
收入总计|8493.26|7861.45|支出总计|8493.26|7861.45
",
        &["T1", "T4"],
        ("6830.58", "6380.58"),
        true,
    );
}

#[test]
fn offices_beneath_a_subject_with_its_code_are_its_shares() {
    found(
        "收入总表
部门：示例市交通局||||单位：万元
科目编码|科目名称|单位名称|合计|一般公共预算拨款收入|政府性基金预算拨款收入
208|社会保障和就业支出||537.34|537.34|
20805|行政事业单位养老支出||537.34|537.34|
2080505|机关事业单位基本养老保险缴费支出||537.34|537.34|
2080505|机关事业单位基本养老保险缴费支出|示例市交通局|185.81|185.81|
2080505|机关事业单位基本养老保险缴费支出|示例市公路养护中心|351.53|351.53|
212|城乡社区支出||832.50||832.50
21208|国有土地使用权出让收入安排的支出||832.50||832.50
2120801|征地和拆迁补偿支出||832.50||832.50
2120801|征地和拆迁补偿支出|示例市公路养护中心|832.50||832.50
合计|||1369.84|537.34|832.50
",
        &["T2"],
        ("|185.81|185.81|", "|158.81|185.81|"),
        false,
    );
    // Offices that list a subject each one behind the other are no shares of it.
    let report = report(
        "收入总表
部门：示例市交通局||||单位：万元
科目编码|科目名称|单位名称|合计|一般公共预算拨款收入|政府性基金预算拨款收入
208|社会保障和就业支出||537.34|537.34|
20805|行政事业单位养老支出||537.34|537.34|
2080505|机关事业单位基本养老保险缴费支出|示例市交通局|185.81|185.81|
2080505|机关事业单位基本养老保险缴费支出|示例市公路养护中心|351.53|351.53|
合计|||537.34|537.34|
",
    );
    assert_eq!(grave(&report), Vec::<&str>::new(), "{:#?}", report.findings);
}

#[test]
fn halves_of_basic_expenditure_may_stand_side_by_side() {
    found(
        "一般公共预算支出表
部门：示例市交通局|||||单位：万元
科目编码|科目名称|合计|基本支出|||项目支出
|||小计|人员经费|公用经费|
214|交通运输支出|950.00|900.00|560.00|340.00|50.00
21401|公路水路运输|950.00|900.00|560.00|340.00|50.00
2140101|行政运行|950.00|900.00|560.00|340.00|50.00
合计||950.00|900.00|560.00|340.00|50.00

一般公共预算基本支出表
部门：示例市交通局|||||单位：万元
人员经费|||公用经费||
科目编码|科目名称|金额|科目编码|科目名称|金额
301|工资福利支出|500.00|302|商品和服务支出|340.00
30101|基本工资|320.00|30201|办公费|200.00
30102|津贴补贴|180.00|30202|印刷费|140.00
303|对个人和家庭的补助|60.00|||
30302|退休费|60.00|||
人员经费合计||560.00|公用经费合计||340.00
",
        &["T5", "T6d"],
        ("印刷费|140.00", "印刷费|104.00"),
        false,
    );
}

#[test]
fn a_title_may_say_which_halves_its_table_has() {
    let table = "一般公共预算基本支出表--人员经费和公用经费
部门：示例市交通局|||单位：万元
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|500.00|500.00|
30101|基本工资|320.00|320.00|
30102|津贴补贴|180.00|180.00|
合计||500.00|500.00|
";
    found(
        table,
        &["T6"],
        ("津贴补贴|180.00", "津贴补贴|108.00"),
        false,
    );
    // One half alone is another table.
    let one = table.replace("人员经费和公用经费", "人员经费");
    let tables = report_or_none(&one);
    assert_eq!(tables, 0);
}

/// How many tables are read in a document that may have none.
fn report_or_none(document: &str) -> usize {
    let book = text::workbook(document).to_xlsx();
    let checked = gouji::check(
        "2026年部门预算公开表.xlsx",
        &book,
        &gouji::Options::default(),
    );
    checked.map_or(0, |checked| checked.report().tables.len())
}

#[test]
fn projects_of_three_kinds_are_no_copies_of_each_other() {
    let kind = |kind: &str, amount: &str| {
        format!(
            "{kind}项目支出表
部门：示例市教育局|||单位：万元
单位名称|项目名称|合计|财政拨款
示例市教育局||{amount}|{amount}
|公用经费|{amount}|{amount}
合计||{amount}|{amount}

"
        )
    };
    let all = [
        kind("人员类", "1329.58"),
        kind("运转类", "151.28"),
        kind("特定目标类", "49.28"),
    ];
    let report = report(&all.concat());
    assert_eq!(grave(&report), Vec::<&str>::new(), "{:#?}", report.findings);
    let again = [kind("人员类", "1329.58"), kind("人员类", "1392.58")];
    assert_eq!(grave(&self::report(&again.concat())), ["GJ0108"]);
}

#[test]
fn a_table_of_last_year_is_no_copy_of_this_years() {
    let table = |year: &str, all: &str, vehicles: &str| {
        format!(
            "{year}一般公共预算“三公”经费支出表
部门：示例市教育局|||||单位：万元
合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
||小计|公务用车购置费|公务用车运行费|
{all}||{vehicles}||{vehicles}|4.00

"
        )
    };
    let both = [
        table("", "22.00", "18.00"),
        table("2025年", "16.00", "12.00"),
    ];
    for tables in [both.concat(), [both[1].clone(), both[0].clone()].concat()] {
        assert_eq!(grave(&report(&tables)), Vec::<&str>::new(), "{tables}");
    }
}

#[test]
fn amounts_of_the_change_are_none_of_this_years() {
    let report = report(
        "2026年部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表
部门：示例市交通局||||||||||||||||||||||||||||单位：万元
单位名称|2025年|||||||||2026年|||||||||增减变化情况||||||||
|合计|“三公”经费||||||会议费|培训费|合计|“三公”经费||||||会议费|培训费|合计|“三公”经费||||||会议费|培训费
||小计|因公出国（境）费|公务接待费|公务用车购置及运行费||||||小计|因公出国（境）费|公务接待费|公务用车购置及运行费||||||小计|因公出国（境）费|公务接待费|公务用车购置及运行费||||
|||||小计|公务用车购置费|公务用车运行费|||||||小计|公务用车购置费|公务用车运行费|||||||小计|公务用车购置费|公务用车运行费||
示例市交通局|33.00|20.00||5.00|15.00||15.00|10.00|3.00|36.50|22.00||6.00|16.00||16.00|11.00|3.50|3.50|2.00||1.00|1.00||1.00|1.00|0.50
合计|33.00|20.00||5.00|15.00||15.00|10.00|3.00|36.50|22.00||6.00|16.00||16.00|11.00|3.50|3.50|2.00||1.00|1.00||1.00|1.00|0.50
",
    );
    assert_eq!(grave(&report), Vec::<&str>::new(), "{:#?}", report.findings);
    assert!(report.tables.iter().any(|table| table.id == "T7c"));
}

#[test]
fn operating_projects_are_more_than_operating_expenses() {
    found(
        "一般公共预算支出表
部门：示例市交通局||||单位：万元
科目编码|科目名称|合计|人员类|运转类|特定目标类
214|交通运输支出|990.00|500.00|440.00|50.00
21401|公路水路运输|990.00|500.00|440.00|50.00
2140101|行政运行|940.00|500.00|440.00|
2140106|公路养护|50.00|||50.00
合计||990.00|500.00|440.00|50.00

一般公共预算基本支出表
部门：示例市交通局|||单位：万元
科目编码|科目名称|合计|人员经费|公用经费
301|工资福利支出|500.00|500.00|
30101|基本工资|500.00|500.00|
302|商品和服务支出|340.00||340.00
30201|办公费|200.00||200.00
30202|印刷费|140.00||140.00
合计||840.00|500.00|340.00
",
        &["T5", "T6"],
        ("|940.00|", "|904.00|"),
        true,
    );
}

#[test]
fn one_class_of_departments_may_be_several_of_the_governments() {
    let report = report(
        "一般公共预算支出明细表（按支出经济分类科目）
部门：示例市交通局|||||单位：万元
部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出|公用经费支出
301|工资福利支出|||380.00|380.00|
30101|基本工资|50101|工资奖金津补贴|120.00|120.00|
30101|基本工资|50501|工资福利支出|100.00|100.00|
30102|津贴补贴|50101|工资奖金津补贴|90.00|90.00|
30103|奖金|50101|工资奖金津补贴|70.00|70.00|
302|商品和服务支出|||30.00||30.00
30201|办公费|50201|办公经费|30.00||30.00
合计||||410.00|380.00|30.00
",
    );
    assert!(report.tables.iter().any(|table| table.id == "T16"));
    assert_eq!(grave(&report), Vec::<&str>::new(), "{:#?}", report.findings);
}

#[test]
fn offices_and_their_subjects_may_share_a_column() {
    found(
        "2026年部门支出预算表
填报单位：示例区人民法院|||单位：万元
单位/科目|合计|基本支出|项目支出
示例区人民法院（本级）|3254.73|2693.70|561.03
204-公共安全支出|3254.73|2693.70|561.03
20405-法院|3254.73|2693.70|561.03
2040501-行政运行|2693.70|2693.70|
2040504-案件审判|498.45||498.45
2040506-“两庭”建设|62.58||62.58
合计|3254.73|2693.70|561.03
",
        &["T3"],
        ("|498.45||", "|489.45||"),
        true,
    );
}

#[test]
fn expenditure_by_sources_has_basic_expenditure_of_one_fund() {
    found(
        "2026年部门支出预算表
单位名称：示例镇人民政府||||||||||单位：元
科目编码|科目名称|合计|财政拨款||||||财政专户管理资金|单位资金
|||小计|一般公共预算|||政府性基金预算|国有资本经营预算||
||||小计|基本支出|项目支出||||
201|一般公共服务支出|1000.00|800.00|800.00|600.00|200.00|||150.00|50.00
20103|政府办公厅（室）及相关机构事务|1000.00|800.00|800.00|600.00|200.00|||150.00|50.00
2010301|行政运行|1000.00|800.00|800.00|600.00|200.00|||150.00|50.00
212|城乡社区支出|70.00|70.00||||70.00|||
21208|国有土地使用权出让收入安排的支出|70.00|70.00||||70.00|||
2120801|征地和拆迁补偿支出|70.00|70.00||||70.00|||
合计||1070.00|870.00|800.00|600.00|200.00|70.00||150.00|50.00
",
        &["T3d"],
        (
            "2120801|征地和拆迁补偿支出|70.00|70.00",
            "2120801|征地和拆迁补偿支出|70.00|7.00",
        ),
        false,
    );
}

#[test]
fn titles_share_their_cell_with_the_number_and_the_unit_of_the_table() {
    found(
        "示例市交通局2026年收支总表　　公开01表
部门：示例市交通局|||单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|8618.95|一、交通运输支出|8618.95
本年收入合计|8618.95|本年支出合计|8618.95
收入总计|8618.95|支出总计|8618.95

附表5  一般公共预算支出表          单位：万元
科目编码|科目名称|合计|基本支出|项目支出
214|交通运输支出|8618.95|4618.95|4000.00
21401|公路水路运输|8618.95|4618.95|4000.00
2140101|行政运行|4618.95|4618.95|
2140106|公路养护|4000.00||4000.00|
合计||8618.95|4618.95|4000.00
",
        &["T1", "T5"],
        (
            "2140101|行政运行|4618.95|4618.95|",
            "2140101|行政运行|4618.95|4681.95|",
        ),
        false,
    );
}

#[test]
fn whole_amounts_may_hide_nearly_half_in_a_zero() {
    found(
        "2026年一般公共预算支出表
部门：示例市交通局|||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
214|交通运输支出|2046|2045|0
21401|公路水路运输|2046|2045|0
2140101|行政运行|2045|2045|0
2140106|公路养护|0||0
合计||2046|2045|0
",
        &["T5"],
        ("2140101|行政运行|2045", "2140101|行政运行|2054"),
        false,
    );
}

#[test]
fn amounts_that_look_like_years_are_no_headings() {
    found(
        "2026年项目支出表
部门：示例市交通局|||||单位：万元
项目类别|项目名称|合计|一般公共预算|政府性基金|单位资金
特定目标类|公路养护项目|2031|2031||
其他运转类|渡口维护项目|1085|1085||
合计||3116|3116||
",
        &["T10"],
        ("公路养护项目|2031|2031", "公路养护项目|2031|2013"),
        false,
    );
}

#[test]
fn a_table_of_the_three_may_have_two_more_columns() {
    found(
        "2026年一般公共预算“三公”经费支出表
部门：示例市交通局|||||||单位：万元
“三公”经费||||||会议费|培训费
小计|因公出国（境）费|公务用车购置及运行费|||公务接待费||
||合计|公务用车购置费|公务用车运行费|||
18.06||12.87||12.87|5.19|1.65|3.76
",
        &["T7c"],
        ("18.06", "18.60"),
        false,
    );
}

#[test]
fn an_office_may_stand_alone_above_a_title() {
    let report = report(
        "示例市交通局
2026年部门预算——收支总表
附表1|||金额单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|8618.95|一、交通运输支出|8618.95
本年收入合计|8618.95|本年支出合计|8618.95
收入总计|8618.95|支出总计|8618.95
",
    );
    assert_eq!(report.unit.name, "示例市交通局");
}

#[test]
fn files_may_be_named_as_the_tables_in_them() {
    let csv = |lines: &str| lines.replace('|', ",").into_bytes();
    let expenditure = csv("部门：示例市交通局|||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
214|交通运输支出|8618.95|8618.95|
21401|公路水路运输|8618.95|8618.95|
2140101|行政运行|8618.95|8618.95|
合计||8618.95|8618.95|
");
    let overview = csv("部门：示例市交通局|||单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|8618.95|一、交通运输支出|8618.95
收入总计|8618.95|支出总计|8618.95
");
    let inputs = [("支出总表.csv", &expenditure), ("收支总表.csv", &overview)];
    let inputs = inputs.map(|(name, bytes)| gouji::Input { name, bytes });
    let answers = gouji::check_files(&inputs, &gouji::Options::default(), &mut |_| {}).unwrap();
    let [answer] = answers.as_slice() else {
        panic!("{answers:#?}")
    };
    let checked = answer.result.as_ref().unwrap();
    let tables: Vec<&str> = checked
        .report()
        .tables
        .iter()
        .map(|table| table.id.as_str())
        .collect();
    assert_eq!(tables, ["T1", "T3"]);
}

#[test]
fn a_total_may_be_called_after_the_year_or_the_office() {
    for total in ["本年支出合计|", "示例市交通局|"] {
        found(
            &format!(
                "2026年支出总表
部门：示例市交通局|||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
{total}|8618.95|4618.95|4000.00
214|交通运输支出|8618.95|4618.95|4000.00
21401|公路水路运输|8618.95|4618.95|4000.00
2140101|行政运行|4618.95|4618.95|
2140106|公路养护|4000.00||4000.00
"
            ),
            &["T3"],
            (&format!("{total}|8618.95"), &format!("{total}|8681.95")),
            false,
        );
    }
}
