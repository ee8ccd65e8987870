//! Habits of offices that change nothing: where a title stands, how columns are numbered, what stands at a page's foot.

mod support;
#[path = "support/text.rs"]
mod text;

use gouji::report::Report;
use gouji_fixtures::{Cell, Workbook, general};
use support::{check, of};

const OVERVIEW: &str = "
2026年部门收支总表
部门：示例县财政局|||单位：万元
项目|预算数|项目|预算数
一、一般公共预算拨款收入|100.00|一、一般公共服务支出|110.00
本年收入合计|100.00|本年支出合计|110.00
上年结转结余|10.00|结转下年|
收入总计|110.00|支出总计|110.00

2026年部门支出总表
部门：示例县财政局||||单位：万元
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|110.00|80.00|30.00
20106|财政事务|110.00|80.00|30.00
2010601|行政运行|80.00|80.00|
2010602|一般行政管理事务|30.00||30.00
|合计|110.00|80.00|30.00

2026年一般公共预算基本支出表
部门：示例县财政局||单位：万元
科目编码|科目名称|合计
301|工资福利支出|80.00
30101|基本工资|80.00
|合计|80.00
";

fn report(workbook: &Workbook) -> Report {
    check("公开表.xlsx", &workbook.to_xlsx()).report().clone()
}

/// Checks that a document is judged as the plain one is.
fn assert_same(name: &str, workbook: &Workbook) {
    let (plain, other) = (report(&text::workbook(OVERVIEW)), report(workbook));
    assert_eq!(other.counts.errors, 0, "{name}: {:#?}", other.findings);
    let relations = |report: &Report| (report.counts.relations, report.unevaluated.len());
    assert_eq!(
        relations(&other),
        relations(&plain),
        "{name}: {:#?}",
        other.unread
    );
    assert_eq!(other.unit.name, "示例县财政局", "{name}");
}

#[test]
fn habits_change_nothing() {
    let pages = "2010602|一般行政管理事务|30.00||30.00\n";
    for (name, from, to) in [
        (
            "the last row is 收入合计 and 支出合计",
            "收入总计|110.00|支出总计|110.00",
            "收入合计|110.00|支出合计|110.00",
        ),
        ("年末 for 年终", "结转下年|", "年末财政拨款结转和结余|"),
        (
            "a page's foot among the amounts",
            pages,
            &*format!("{pages}||第1页，共2页||\n"),
        ),
        (
            "columns say how they are computed",
            "201|一般",
            "栏次||1=2+3|2|3\n201|一般",
        ),
        (
            "a total with other words",
            "|合计|110.00",
            "|部门合计|110.00",
        ),
        (
            "a total with a word behind it",
            "|合计|80.00",
            "|合计数|80.00",
        ),
        ("the year for 上年", "上年结转结余", "2025年结转结余"),
        (
            "the year for 上年, its end",
            "上年结转结余",
            "2025年末结转和结余",
        ),
        (
            "the column by its year",
            "科目名称|合计\n301",
            "科目名称|2026年基本支出\n301",
        ),
        (
            "headings of units and subjects",
            "科目编码|科目名称|合计|基本",
            "单位（科目）编码|单位（科目）名称|合计|基本",
        ),
        (
            "a remark behind the name",
            "部门：示例县财政局|",
            "部门：示例县财政局 |",
        ),
    ] {
        let document = OVERVIEW.replace(from, to);
        assert_ne!(document, OVERVIEW, "{name}");
        assert_same(name, &text::workbook(&document));
    }
}

#[test]
fn title_office_and_unit_may_stand_in_one_cell() {
    let mut workbook = text::workbook(OVERVIEW);
    for sheet in &mut workbook.sheets {
        let line: Vec<Cell> = sheet.rows.remove(1);
        let parts = line.iter().filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let line = parts.collect::<Vec<_>>().join("　　");
        let Cell::Text(title) = &sheet.rows[0][0] else {
            panic!("a title")
        };
        sheet.rows[0][0] = Cell::Text(format!("{title}\n{line}"));
    }
    assert_same("one cell", &workbook);
}

/// A remark that begins with a title in a line of its own does not end the table that it stands in.
#[test]
fn a_remark_that_names_a_table_is_no_title() {
    let mut workbook = text::workbook(OVERVIEW);
    let rows = &mut workbook.sheets[1].rows;
    rows.insert(6, vec!["见2026年部门收支总表\n金额与该表相同".into()]);
    assert_same("a remark", &workbook);
}

#[test]
fn a_bracket_belongs_to_the_name() {
    let document = OVERVIEW.replace("部门：示例县财政局", "部门：示例县财政局（汇总）");
    let report = report(&text::workbook(&document));
    assert_eq!(report.unit.name, "示例县财政局（汇总）");
    let whole = OVERVIEW.replace("部门：示例县财政局", "（部门：示例县财政局）");
    assert_same("in brackets", &text::workbook(&whole));
}

/// What was not read of some rows keeps the sums of other rows' columns from nothing.
#[test]
fn columns_of_a_row_are_summed_whatever_other_rows_are() {
    let unknown = "|以前年度清理|5.00|3.00|2.00\n|合计|110.00";
    let document = OVERVIEW.replacen("|合计|110.00", unknown, 1);
    let sound = report(&text::workbook(&document));
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    assert!(!sound.unevaluated.is_empty());
    let spoiled = text::spoiled(&document, "2010601", "80.00|80.00", "80.00|88.00");
    let spoiled = report(&spoiled);
    assert_eq!(of(&spoiled, "GJ0303").len(), 1, "{:#?}", spoiled.findings);
}

#[test]
fn of_years_as_rows_the_latest_is_this_years() {
    let public = "
2026年“三公”经费支出表
部门：示例县财政局|||||单位：万元
年度|合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
|||小计|公务用车购置费|公务用车运行费|
2024年决算数|9.00|1.00|6.00|2.00|4.00|2.00
2025年预算数|9.50|1.50|6.00|2.00|4.00|2.00
2026年预算数|8.00|1.00|5.00|1.00|4.00|2.00
";
    let document = format!("{OVERVIEW}\n{}", public.trim_start());
    let sound = report(&text::workbook(&document));
    assert_eq!(sound.counts.errors, 0, "{:#?}", sound.findings);
    assert_eq!(of(&sound, "GJ0216").len(), 0);
    let spoiled = text::spoiled(&document, "2026年预算数|8.00", "8.00", "8.50");
    let spoiled = report(&spoiled);
    assert_eq!(spoiled.counts.errors, 1, "{:#?}", spoiled.findings);
}

/// Blocks of units under one heading begin the order of codes anew.
#[test]
fn codes_begin_anew_for_each_office() {
    let block = "201|一般公共服务支出|110.00|80.00|30.00\n";
    let at = OVERVIEW.find(block).unwrap();
    let table = &OVERVIEW[..at];
    let rows = "201|一般公共服务支出|20.00|20.00|\n20106|财政事务|20.00|20.00|\n2010601|行政运行|20.00|20.00|\n221|住房保障支出|35.00|35.00|\n22102|住房改革支出|35.00|35.00|\n2210201|住房公积金|35.00|35.00|\n";
    let document = format!("{table}{rows}{rows}|合计|110.00|110.00|\n");
    let report = report(&text::workbook(&document));
    assert_eq!(of(&report, "GJ0704").len(), 0, "{:#?}", report.findings);
}

#[test]
fn dashes_beneath_the_headings_are_the_row_of_amounts() {
    for (dash, note) in [
        ("-", "备注：本单位2026年无“三公”经费支出，此表为空表。"),
        ("—", "注：本表无数据。"),
    ] {
        let mut workbook = general();
        let rows = &mut workbook.sheets[6].rows;
        let row = rows.last_mut().unwrap();
        let width = row.len();
        *row = vec![dash.into(); width];
        rows.push(vec![note.into()]);
        let found = report(&workbook);
        let amounts = of(&found, "GJ0101");
        assert!(amounts.is_empty(), "{amounts:#?}");
        assert_eq!(found.tables[6].rows, 1, "{:?}", found.tables[6]);
    }
}

#[test]
fn the_years_sums_that_are_printed_twice_are_the_same() {
    let plain = "一、一般公共预算拨款收入|100.00|一、一般公共服务支出|110.00\n本年收入合计|100.00|本年支出合计|110.00\n";
    let twice = "一、部门预算|100.00|一、部门预算|110.00\n1、一般公共预算拨款|100.00|1、一般公共服务支出|110.00\n本年收入合计|100.00|本年支出合计|110.00\n";
    for (from, to) in [
        ("合计|100.00|本年", "合计|101.00|本年"),
        ("本年支出合计|110.00", "本年支出合计|101.00"),
    ] {
        let other = OVERVIEW.replace(plain, &twice.replace(from, to));
        let found = report(&text::workbook(&other));
        let codes: Vec<&str> = found
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .filter(|code| *code != "GJ0214")
            .collect();
        assert_eq!(codes, ["GJ0308"], "{to}");
    }
}

#[test]
fn budgets_made_in_hundreds_of_yuan_are_exact_where_their_sums_are() {
    let wages = ["基本工资", "津贴补贴", "奖金", "伙食补助费"];
    let wages = wages
        .iter()
        .zip(1..)
        .map(|(name, code)| format!("3010{code}|{name}|20.00\n"));
    let projects = ["一般行政管理事务", "机关服务", "预算改革业务"];
    let projects = projects.iter().zip(2..);
    let projects = projects.map(|(name, code)| format!("201060{code}|{name}|10.00||10.00\n"));
    let document = OVERVIEW
        .replace("30101|基本工资|80.00\n", &wages.collect::<String>())
        .replace(
            "2010602|一般行政管理事务|30.00||30.00\n",
            &projects.collect::<String>(),
        );
    let mut workbook = text::workbook(&document);
    for cell in workbook
        .sheets
        .iter_mut()
        .flat_map(|sheet| sheet.rows.iter_mut().flatten())
    {
        match cell {
            Cell::Text(text) => *text = text.replace("万元", "元"),
            Cell::Amount(cents) => *cents *= 10_000,
            _ => {}
        }
    }
    let counts = |workbook: &Workbook| {
        let found = report(workbook);
        let told = of(&found, "GJ0109").len();
        (found.counts.rounding, found.counts.broken > 0, told)
    };
    assert_eq!(counts(&workbook), (0, false, 0));
    let slip = |yuan: i64| {
        let mut other = workbook.clone();
        let mut cells = other
            .sheets
            .iter_mut()
            .flat_map(|sheet| sheet.rows.iter_mut().flatten());
        let amount = cells.find_map(|cell| match cell {
            Cell::Amount(cents) => Some(cents),
            _ => None,
        });
        *amount.expect("a table has amounts") += yuan * 100;
        counts(&other)
    };
    // Nine 元 are no rounding of hundreds; one hundred may be.
    assert_eq!(slip(9), (0, true, 0));
    assert_eq!(slip(100), (1, false, 1));
}
