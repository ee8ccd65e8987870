//! What the text says of last year, against the columns of a table that print it.

mod support;

use gouji::report::Report;
use gouji_fixtures::{Cell, Sheet, Workbook, general};
use support::{check, of};

/// The made-up disclosure with paragraphs on a sheet of their own.
fn told(paragraphs: &[String]) -> Workbook {
    let mut workbook = general();
    workbook.sheets.push(Sheet {
        name: "说明".into(),
        rows: paragraphs
            .iter()
            .map(|line| vec![line.as_str().into()])
            .collect(),
        ..Sheet::default()
    });
    workbook
}

fn report(paragraphs: &[String]) -> Report {
    let book = told(paragraphs).to_xlsx();
    check("general.xlsx", &book).report().clone()
}

/// What a code's row prints of this year, of last year, and of the change, in hundredths.
fn amounts(code: &str) -> [i64; 3] {
    let mut workbook = general();
    let sheet = workbook.sheet("一般公共预算支出表");
    let mut rows = sheet.rows.iter();
    let row = rows.find(|row| row[0] == Cell::from(code)).unwrap();
    [3, 2, 8].map(|column| match row[column] {
        Cell::Amount(amount) => amount,
        ref other => panic!("{other:?}"),
    })
}

fn decimal(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A sentence on each 类, with what is compared with and how much the change is off.
fn sentences(with: &str, off: i64) -> Vec<String> {
    let mut all = vec!["二、关于2026年一般公共预算支出情况的说明".to_owned()];
    let names = [
        ("208", "社会保障和就业支出（类）"),
        ("210", "卫生健康支出（类）"),
        ("221", "住房保障支出（类）"),
    ];
    for (place, (code, name)) in names.into_iter().enumerate() {
        let [now, _, change] = amounts(code);
        let change = change + if place == 1 { off } else { 0 };
        let way = if change < 0 { "减少" } else { "增加" };
        let (now, change) = (decimal(now), decimal(change.abs()));
        all.push(format!(
            "{name}2026年预算数为{now}万元，比{with}{way}{change}万元，主要是人员变动。"
        ));
    }
    all
}

#[test]
fn the_text_tells_the_change_that_the_table_prints() {
    for (with, off, expected) in [
        ("2025年执行数", 0, 0),
        ("2025年执行数", 90, 1),
        ("上年执行数", 90, 1),
        // The table tells what was spent; most of the text agrees with it, or none of it says so.
        ("上年", 0, 0),
        ("上年", 90, 1),
        // What was planned last year the table does not print, nor what was spent two years ago.
        ("2025年预算数", 90, 0),
        ("2024年执行数", 90, 0),
    ] {
        let report = report(&sentences(with, off));
        let found = of(&report, "GJ0823");
        assert_eq!(
            found.len(),
            expected,
            "{with} {off}: {:#?}",
            report.findings
        );
        assert_eq!(report.counts.errors, expected, "{with} {off}");
        for finding in found {
            let cells: Vec<&str> = finding.cells.iter().map(|it| it.column.as_str()).collect();
            assert_eq!(cells, ["上年执行数", "合计"]);
            assert!(finding.message.contains("，应为"), "{}", finding.message);
        }
    }
}

/// A rate that is the table's is not blamed for the change beside it; one alone is compared by itself.
#[test]
fn a_rate_is_compared_with_both_years() {
    let [now, before, change] = amounts("221");
    let way = if change < 0 { "下降" } else { "增长" };
    let rate = (change.abs() * 10_000 + before / 2) / before;
    let verb = if change < 0 { "减少" } else { "增加" };
    let start = format!("住房保障支出（类）2026年预算数为{}万元，", decimal(now));
    let heading = "二、关于2026年一般公共预算支出情况的说明".to_owned();
    for (off, rate_off, expected) in [(0, 0, &[][..]), (90, 0, &["GJ0823"]), (0, 700, &["GJ0803"])]
    {
        let (change, rate) = (decimal(change.abs() + off), decimal(rate + rate_off));
        let text = format!("{start}比2025年执行数{verb}{change}万元，{way}{rate}%。");
        let report = report(&[heading.clone(), text]);
        assert_eq!(graver(&report), expected, "{:#?}", report.findings);
    }
    for (off, expected) in [(0, &[][..]), (700, &["GJ0823"])] {
        let text = format!("{start}比2025年执行数{way}{}%。", decimal(rate + off));
        let report = report(&[heading.clone(), text]);
        assert_eq!(graver(&report), expected, "{:#?}", report.findings);
    }
    for (off, expected) in [(0, &[][..]), (500, &["GJ0823"])] {
        let before = before - off;
        let verb = if now < before { "减少" } else { "增加" };
        let (change, before) = (decimal((now - before).abs()), decimal(before));
        let text = format!("{start}比2025年执行数{before}万元{verb}{change}万元。");
        let report = report(&[heading.clone(), text]);
        assert_eq!(graver(&report), expected, "{:#?}", report.findings);
    }
}

/// 公务接待费 has last year's amount in a column of its own, and what follows several amounts may be of their sum.
#[test]
fn a_row_of_amounts_is_compared_with_that_of_last_year() {
    let mut workbook = general();
    let rows = &workbook.sheet("一般公共预算“三公”经费支出表").rows;
    let row: Vec<i64> = rows
        .last()
        .unwrap()
        .iter()
        .map(|cell| match cell {
            Cell::Amount(amount) => *amount,
            _ => 0,
        })
        .collect();
    let heading = "三、关于2026年“三公”经费预算情况的说明".to_owned();
    let [all, vehicles, purchase, running, reception] =
        [6, 8, 9, 10, 11].map(|column| decimal(row[column]));
    let added = |column: usize, off: i64| decimal(row[column] - row[column - 6] + off);
    for (off, expected) in [(0, &[][..]), (110, &["GJ0823"])] {
        let text = format!(
            "2026年“三公”经费预算{all}万元，比2025年预算增加{}万元。其中：公务用车购置及运行费{vehicles}万元，其中公务用车购置费{purchase}万元，公务用车运行费{running}万元，比2025年预算增加{}万元；公务接待费{reception}万元，比2025年预算增加{}万元。",
            added(6, 0),
            added(8, 0),
            added(11, off),
        );
        let report = report(&[heading.clone(), text]);
        assert_eq!(graver(&report), expected, "{:#?}", report.findings);
    }
}

/// The parts of a change are told without their amounts, and without words of comparison.
#[test]
fn the_parts_of_a_change_are_compared_with_last_year() {
    let mut workbook = general();
    let rows = &workbook.sheet("一般公共预算“三公”经费支出表").rows;
    let row: Vec<i64> = rows
        .last()
        .unwrap()
        .iter()
        .map(|cell| match cell {
            Cell::Amount(amount) => *amount,
            _ => 0,
        })
        .collect();
    let heading = "三、关于2026年“三公”经费预算情况的说明".to_owned();
    let added = |column: usize, off: i64| {
        let change = row[column] - row[column - 6] + off;
        let way = if change < 0 { "减少" } else { "增加" };
        format!("{way}{}", decimal(change.abs()))
    };
    for (running, reception, expected) in [
        (0, 0, &[][..]),
        (900, 0, &["GJ0823"]),
        (0, 110, &["GJ0823"]),
    ] {
        let text = format!(
            "2026年“三公”经费预算数为{}万元，其中公务接待费{}万元。2026年“三公”经费预算比2025年预算数{}万元，其中：公务用车购置费{}万元；公务用车运行费{}万元；公务接待费{}万元。",
            decimal(row[6]),
            decimal(row[11]),
            added(6, 0),
            added(9, 0),
            added(10, running),
            added(11, reception),
        );
        let report = report(&[heading.clone(), text]);
        assert_eq!(graver(&report), expected, "{:#?}", report.findings);
    }
}

/// Last year's half of the row adds up by itself.
#[test]
fn last_year_of_a_row_adds_up() {
    let mut workbook = general();
    let sheet = workbook.sheet("一般公共预算“三公”经费支出表");
    sheet.rows.last_mut().unwrap()[2] = Cell::Amount(9_600);
    let report = check("general.xlsx", &workbook.to_xlsx()).report().clone();
    let cells = of(&report, "GJ0304");
    assert_eq!(cells.len(), 2, "{:#?}", report.findings);
    assert_eq!(report.corrections[0].cell.cell, "C6");
}

fn graver(report: &Report) -> Vec<&str> {
    let errors = report.findings.iter();
    let errors = errors.filter(|it| it.severity == gouji::report::Severity::Error);
    errors.map(|it| it.code.as_str()).collect()
}

/// 三公 of last year as it was spent, beside a text that compares with what was planned: nothing is wrong.
#[test]
fn what_was_spent_does_not_contradict_what_was_planned() {
    let paragraphs = [
        "三、关于2026年“三公”经费预算情况的说明".to_owned(),
        "2026年公务接待费预算{}万元，比2025年预算减少0.40万元。".to_owned(),
    ];
    let mut workbook = told(&paragraphs);
    let sheet = workbook.sheet("一般公共预算“三公”经费支出表");
    let Cell::Amount(reception) = sheet.rows.last().unwrap()[11] else {
        panic!("{:?}", sheet.rows.last())
    };
    for cell in sheet.rows.iter_mut().flatten() {
        if *cell == Cell::from("2025年预算数") {
            *cell = "2025年执行数".into();
        }
    }
    let text = workbook.sheet("说明");
    text.rows[1][0] = paragraphs[1]
        .replace("{}", &decimal(reception))
        .as_str()
        .into();
    let report = check("general.xlsx", &workbook.to_xlsx()).report().clone();
    assert_eq!(
        graver(&report),
        Vec::<&str>::new(),
        "{:#?}",
        report.findings
    );
}

#[test]
fn a_change_may_be_told_without_this_years_amount() {
    for (off, expected) in [(0, 0), (90, 1)] {
        let [_, _, change] = amounts("221");
        let way = if change < 0 { "减少" } else { "增加" };
        let change = decimal(change.abs() + off);
        let mut all = sentences("2025年执行数", 0);
        all.pop();
        all.push(format!(
            "住房保障支出（类）较2025年执行数{way}{change}万元。"
        ));
        assert_eq!(of(&report(&all), "GJ0823").len(), expected, "{all:?}");
    }
}
