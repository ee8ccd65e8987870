//! Amounts beside last year's: from columns, from changes alone, from the running text.

mod support;

use gouji::report::{Change, ChangeOrigin, Reconciliation, Report};
use gouji_fixtures::{Cell, Workbook};
use rust_decimal::Decimal;
use support::check;

const LAST_YEAR: usize = 2;
const CHANGE: usize = 8;

fn changes(workbook: &Workbook) -> Report {
    check("general.xlsx", &workbook.to_xlsx()).report().clone()
}

/// A disclosure with last year's amounts whose rows of general budget are changed.
fn general(change: impl Fn(usize, &mut Vec<Cell>)) -> Workbook {
    let mut workbook = gouji_fixtures::general();
    let mut sheets = workbook.sheets.iter_mut();
    let sheet = sheets.find(|it| it.name == "一般公共预算支出表").unwrap();
    let rows = sheet.rows.iter_mut().enumerate().skip(sheet.head);
    rows.for_each(|(index, row)| change(index - sheet.head, row));
    workbook
}

fn one<'r>(report: &'r Report, id: &str) -> Option<&'r Change> {
    report.summary.changes.iter().find(|change| change.id == id)
}

const BUDGET: &str = "general-budget-change";

/// Each part: code, this year's, last year's, change.
fn told(change: &Change) -> Vec<[String; 4]> {
    let parts = change.parts.iter().chain(&change.total);
    let told = parts.map(|it| {
        let now = &it.now;
        [&now.code, &now.value, &it.before, &it.change].map(String::clone)
    });
    told.collect()
}

#[test]
fn both_years_of_a_table_are_set_beside_each_other() {
    let workbook = general(|_, _| ());
    let checked = check("general.xlsx", &workbook.to_xlsx());
    let change = one(checked.report(), BUDGET).unwrap();
    assert_eq!(
        (change.origin, change.against.as_str()),
        (ChangeOrigin::Column, "上年执行数")
    );
    let table = checked
        .corrected(&[])
        .tables
        .into_iter()
        .find(|table| table.id == "T5")
        .unwrap();
    let wanted = table
        .rows
        .iter()
        .filter(|row| row.code.len() == 3 || row.code.is_empty());
    let wanted: Vec<[String; 4]> = wanted
        .map(|row| {
            let value = |column: &str| row.values[column].clone();
            [
                row.code.clone(),
                value("合计"),
                value("上年执行数"),
                value("增减额"),
            ]
        })
        .collect();
    assert!(wanted.len() > 3);
    assert_eq!(told(change), wanted);
    let extents = change
        .parts
        .iter()
        .map(|part| part.now.share.parse::<Decimal>().unwrap().abs());
    assert_eq!(extents.max(), Some(Decimal::ONE_HUNDRED));
    for part in &change.parts {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let (rate, before) = (number(&part.rate), number(&part.before));
        let back = rate * before / Decimal::ONE_HUNDRED - number(&part.change);
        assert!(back.abs() <= before * Decimal::new(5, 5), "{part:?}");
        assert_ne!(part.now.reconciled, Reconciliation::Broken);
        assert_eq!(part.now.cells.len(), 3);
    }
}

#[test]
fn a_change_that_is_wrong_is_marked() {
    let workbook = general(|index, row| {
        if index == 3 {
            row[CHANGE] = Cell::Amount(-777);
        }
    });
    let report = changes(&workbook);
    let parts = &one(&report, BUDGET).unwrap().parts;
    let broken = parts
        .iter()
        .filter(|part| part.now.reconciled == Reconciliation::Broken);
    assert_eq!(
        broken
            .map(|part| part.now.code.as_str())
            .collect::<Vec<_>>(),
        ["208"]
    );
}

#[test]
fn what_is_not_told_is_not_made_up() {
    let sound = changes(&general(|_, _| ()));
    let whole = told(one(&sound, BUDGET).unwrap());
    // Changes alone tell last year's amounts too.
    let report = changes(&general(|_, row| row[LAST_YEAR] = Cell::Blank));
    let change = one(&report, BUDGET).unwrap();
    assert_eq!(
        (change.origin, change.against.as_str()),
        (ChangeOrigin::Difference, "")
    );
    assert_eq!(told(change), whole);
    // Words are no amounts.
    let report = changes(&general(|index, row| {
        if index == 3 {
            (row[LAST_YEAR], row[CHANGE]) = ("—".into(), "持平".into());
        }
    }));
    let change = one(&report, BUDGET).unwrap();
    assert!(change.parts.iter().all(|part| part.now.code != "208"));
    assert!(change.parts.len() > 2);
    // The whole alone is told alone.
    let last = |index: usize, row: &mut Vec<Cell>| {
        if index < 40
            && !format!("{:?}", row[0]).contains("合计")
            && !format!("{:?}", row[1]).contains("合计")
        {
            (row[LAST_YEAR], row[CHANGE]) = (Cell::Blank, Cell::Blank);
        }
    };
    let report = changes(&general(last));
    let change = one(&report, BUDGET).unwrap();
    assert_eq!(told(change), whole[whole.len() - 1..]);
    let total = change.total.as_ref().unwrap();
    assert_eq!(total.now.share.trim_start_matches('-'), "100.00");
    assert!(change.parts.is_empty());
    // Where nothing is told there is nothing to show.
    let report = changes(&general(|_, row| {
        (row[LAST_YEAR], row[CHANGE]) = (Cell::Blank, Cell::Blank)
    }));
    assert_eq!(one(&report, BUDGET), None);
    let report = changes(&gouji_fixtures::sample());
    assert!(report.summary.changes.is_empty());
}

#[test]
fn the_running_text_tells_last_year_where_no_column_does() {
    let text = gouji_fixtures::document().to_text();
    let checked = check("a.txt", text.as_bytes());
    let change = one(checked.report(), BUDGET).unwrap();
    assert_eq!(change.origin, ChangeOrigin::Text);
    let told: Vec<String> = told(change).iter().map(|it| it.join(" ")).collect();
    assert_eq!(
        told,
        [
            "2070109 485.66 464.20 21.46",
            "2080502 14.28 13.66 0.62",
            "2080505 59.87 56.70 3.17",
            "2080506 29.94 28.35 1.59",
            "2101102 27.33 25.28 2.05",
            "2101103 10.42 10.11 0.31",
            "2210201 48.54 41.12 7.42",
            // Basic and project expenditure are told; the whole is their sum.
            " 676.03 639.41 36.62",
        ]
    );
}
