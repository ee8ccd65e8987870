//! Each rule is silent on the sample and speaks on the fault that it is for.

#[path = "support/said.rs"]
mod said;
mod support;

use gouji::report::{Finding, Report, Severity, Verdict};
use gouji_fixtures::{Cell, Sheet, Workbook};
use support::{of, sample_with};

/// A rule's code and a fault that it is for.
type Case = (&'static str, fn(&mut Workbook));

const CASES: &[Case] = &[
    ("GJ0101", |book| {
        book.sheet("部门支出总体情况表").rows[9][4] = "12.3.4".into()
    }),
    ("GJ0102", |book| {
        book.sheet("部门支出总体情况表").rows[5][4] = Cell::Formula("E7".into())
    }),
    ("GJ0103", |book| {
        let mut hidden = book.sheets[2].clone();
        (hidden.name, hidden.hidden) = ("旧表".into(), true);
        book.sheets.push(hidden);
    }),
    ("GJ0104", |book| {
        let cell = &mut book.sheet("部门支出总体情况表").rows[5][4];
        let Cell::Amount(cents) = *cell else {
            panic!("{cell:?}")
        };
        *cell = Cell::Computed("E7".into(), cents);
    }),
    ("GJ0105", |book| {
        book.sheet("部门支出总体情况表").hidden_rows.push(9)
    }),
    ("GJ0106", |book| {
        book.sheet("部门支出总体情况表").rows[9][1] = Cell::Number(1)
    }),
    ("GJ0107", |book| {
        replace(&mut book.sheet("一般公共预算支出情况表").rows, "万元", "元")
    }),
    ("GJ0108", |book| {
        let mut second = book.sheet("部门支出总体情况表").clone();
        second.name = "支出总表旧".to_owned();
        second.rows[9][4] = Cell::Amount(1);
        second.rows[9][5] = Cell::Blank;
        book.sheets.push(second);
    }),
    ("GJ0109", in_yuan),
    ("GJ0110", |book| {
        let sheet = book.sheet("部门支出总体情况表");
        sheet.merges.push((8, 4, 9, 4));
        sheet.rows[9][4] = Cell::Blank;
    }),
    ("GJ0201", |book| drop(book.sheets.remove(7))),
    ("GJ0202", |book| {
        book.sheet("部门支出总体情况表").rows[3][5] = "其他支出情况".into()
    }),
    ("GJ0203", blank),
    ("GJ0204", |book| {
        drop(book.sheet("国有资本经营预算支出情况表").rows.pop())
    }),
    ("GJ0205", |book| {
        let rows = &mut book.sheet("财政拨款委托业务费支出情况表").rows;
        rows.remove(4);
        rows[4].truncate(1);
    }),
    ("GJ0206", |book| {
        for name in BY_FUNCTION {
            without_codes(book.sheet(name), 2);
        }
    }),
    ("GJ0207", |book| {
        without_codes(book.sheet("一般公共预算基本支出情况表"), 1)
    }),
    ("GJ0208", |book| {
        drop(book.sheet("部门支出总体情况表").rows.drain(13..16))
    }),
    ("GJ0209", |book| {
        for cell in cells(book).filter(|cell| **cell == "单位：万元".into()) {
            *cell = Cell::Blank;
        }
    }),
    ("GJ0210", |book| {
        book.sheet("部门支出总体情况表").rows[1][6] = Cell::Blank
    }),
    ("GJ0211", |book| {
        for (index, sheet) in book.sheets.iter_mut().enumerate() {
            let year = if index == 4 { 2025 } else { 2026 };
            sheet.rows[0][0] = Cell::Text(format!("{year}年{}", sheet.name));
        }
    }),
    ("GJ0212", |book| {
        let sheet = book.sheet("财政拨款“三公”经费支出情况表");
        sheet
            .rows
            .push(vec!["注：本单位无“三公”经费预算，故本表为空表。".into()]);
    }),
    ("GJ0213", |book| {
        let rows = &mut book.sheet("国有资本经营预算支出情况表").rows;
        rows.last_mut().unwrap()[3] = "注：本单位无政府性基金预算，故本表为空表。".into();
    }),
    ("GJ0214", |book| {
        *book = gouji_fixtures::general();
        book.sheets.remove(5);
    }),
    ("GJ0215", |book| {
        let sheet = book.sheet("部门支出总体情况表");
        drop(sheet.rows.pop())
    }),
    ("GJ0216", |book| {
        *book = gouji_fixtures::general();
        replace(
            &mut book.sheet("一般公共预算支出表").rows,
            "2025年执行数",
            "2026年预算数",
        );
    }),
    ("GJ0301", |book| {
        book.sheet("部门支出总体情况表").rows[8][4] = Cell::Amount(11_409)
    }),
    ("GJ0302", |book| {
        book.sheet("一般公共预算基本支出情况表").rows[28][4] = Cell::Amount(61_006)
    }),
    ("GJ0303", |book| {
        book.sheet("部门支出总体情况表").rows[9][5] = Cell::Amount(1_328)
    }),
    ("GJ0304", |book| {
        book.sheet("部门收支总体情况表").rows[4][1] = Cell::Amount(77_993)
    }),
    ("GJ0305", |book| {
        let row = &mut book.sheet("部门支出总体情况表").rows[6];
        row[4] = row[5].clone();
    }),
    ("GJ0306", |book| {
        *book = gouji_fixtures::general();
        let sheet = book.sheet("一般公共预算支出表");
        let row = sheet.head + 3;
        sheet.rows[row][9] = "12.34%".into();
    }),
    ("GJ0307", |book| {
        *book = gouji_fixtures::general();
        book.sheets.push(purchases(3_510));
    }),
    ("GJ0308", |book| {
        let sheet = book.sheet("一般公共预算支出情况表");
        let mut total = sheet.rows.last().unwrap().clone();
        let Cell::Amount(cents) = total[4] else {
            panic!("{total:?}")
        };
        total[4] = Cell::Amount(cents * 10);
        sheet.rows.insert(sheet.head, total);
    }),
    ("GJ0401", |book| {
        book.sheet("部门收支总体情况表").rows[34][3] = Cell::Amount(78_365)
    }),
    ("GJ0402", |book| {
        book.sheet("部门收入总体情况表").rows[9][5] = Cell::Amount(5_978)
    }),
    ("GJ0403", |book| {
        book.sheet("财政拨款“三公”经费支出情况表").rows[5][2] = Cell::Amount(4)
    }),
    ("GJ0501", |_| ()),
    ("GJ0502", |book| {
        book.sheet("财政拨款委托业务费支出情况表").rows[4][2] = Cell::Amount(451)
    }),
    ("GJ0503", |book| public_expenses(book, true)),
    ("GJ0504", |book| public_expenses(book, false)),
    ("GJ0505", |book| {
        let row = &mut book.sheet("部门支出总体情况表").rows[5];
        let (Cell::Amount(basic), Cell::Amount(project)) = (row[5].clone(), row[6].clone()) else {
            panic!("{row:?}")
        };
        row[4] = Cell::Amount(basic + project + 1);
        row[5] = Cell::Stored(basic * 100 + 10);
        row[6] = Cell::Stored(project * 100 + 10);
    }),
    ("GJ0601", |book| {
        book.sheet("一般公共预算基本支出情况表").rows[9][3] = Cell::Amount(5_978)
    }),
    ("GJ0602", |book| {
        *book = gouji_fixtures::general();
        let sheet = book.sheet("一般公共预算支出表");
        let row = sheet.head + 3;
        let Cell::Amount(before) = sheet.rows[row][2] else {
            panic!("{:?}", sheet.rows[row])
        };
        sheet.rows[row][2] = Cell::Amount(before + 9_000);
    }),
    ("GJ0823", |book| {
        *book = gouji_fixtures::general();
        let table = book.sheet("一般公共预算支出表");
        let total = &table.rows[table.rows.len() - 1];
        let Cell::Amount(now) = total[3] else {
            panic!("{total:?}")
        };
        let text = format!(
            "2026年一般公共预算支出{}.{:02}万元，比2025年执行数增加88.88万元。",
            now / 100,
            now % 100
        );
        let rows = [
            vec!["二、关于2026年一般公共预算支出情况的说明".into()],
            vec![text.as_str().into()],
        ];
        book.sheets.push(Sheet {
            name: "说明".into(),
            rows: rows.into(),
            ..Sheet::default()
        });
    }),
    ("GJ0701", |book| {
        drop(book.sheet("部门支出总体情况表").rows.remove(13))
    }),
    ("GJ0702", |book| {
        let rows = &mut book.sheet("部门支出总体情况表").rows;
        let mut second = rows[18].clone();
        (second[4], second[6]) = (Cell::Amount(3_500), Cell::Amount(3_500));
        (rows[18][4], rows[18][6]) = (Cell::Amount(6_000), Cell::Amount(6_000));
        rows.insert(19, second);
    }),
    ("GJ0703", |book| {
        let rows = &mut book.sheet("部门支出总体情况表").rows;
        rows.insert(19, rows[18].clone());
    }),
    ("GJ0704", |book| {
        book.sheet("部门支出总体情况表").rows[4..19].rotate_right(3)
    }),
    ("GJ0705", |book| {
        for cell in cells(book).filter(|cell| **cell == "事业单位医疗".into()) {
            *cell = "医疗保险缴费".into();
        }
    }),
    ("GJ0706", |book| {
        book.sheet("部门支出总体情况表").rows[14][3] = "行政单位医疗".into()
    }),
    ("GJ0707", |book| {
        book.sheet("部门收入总体情况表").rows[18][3] = "城市基础设施".into();
        book.sheet("部门支出总体情况表").rows[18][3] = "城建支出".into();
    }),
    ("GJ0708", |book| {
        book.sheet("部门支出总体情况表").rows[12][3] = "医疗卫生与计划生育支出".into()
    }),
    ("GJ0709", |book| {
        let row = ["302", "01", "", "办公费"].map(Cell::from).to_vec();
        book.sheet("一般公共预算支出情况表").rows.insert(7, row);
    }),
    ("GJ0710", |book| {
        book.sheet("部门支出总体情况表").rows[10][0] = "398".into()
    }),
    ("GJ0711", |book| {
        book.sheet("部门支出总体情况表").rows[8][1] = "15".into()
    }),
    ("GJ0712", |book| {
        *book = gouji_fixtures::general();
        for sheet in ["部门收支总表", "财政拨款收支总表"] {
            replace(&mut book.sheet(sheet).rows, "收入总计", "受入总计");
        }
    }),
];

fn replace(rows: &mut [Vec<Cell>], from: &str, to: &str) {
    for cell in rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = text.replace(from, to);
        }
    }
}

/// Public expenses of 1.00 in every line and fund, whose totals are off by last digits, each within
/// rounding: the lines come to 0.04 more than the funds, without travel abroad to 0.03.
fn public_expenses(book: &mut Workbook, abroad: bool) {
    let sheet = book.sheet("财政拨款“三公”经费支出情况表");
    let lines: &[(usize, i64, i64)] = if abroad {
        &[
            (4, 302, 100),
            (5, 301, 100),
            (6, 301, 100),
            (8, 301, 100),
            (9, 902, 300),
        ]
    } else {
        &[(5, 302, 100), (6, 301, 100), (8, 301, 100), (9, 602, 200)]
    };
    for &(row, total, fund) in lines {
        sheet.rows[row][1] = Cell::Amount(total);
        sheet.rows[row][2..5].fill(Cell::Amount(fund));
    }
}

/// The same amounts in 元.
fn in_yuan(book: &mut Workbook) {
    for sheet in &mut book.sheets {
        replace(&mut sheet.rows, "万元", "元");
        for cell in sheet.rows.iter_mut().flatten() {
            if let Cell::Amount(cents) = cell {
                *cents *= 10_000;
            }
        }
    }
}

const BY_FUNCTION: &[&str] = &[
    "部门支出总体情况表",
    "一般公共预算支出情况表",
    "一般公共预算项目支出情况表",
    "政府性基金预算支出情况表",
];

/// Takes out the rows that have a code in the given column.
fn without_codes(sheet: &mut Sheet, column: usize) {
    let head = sheet.head;
    let mut place = 0;
    sheet.rows.retain(|row| {
        place += 1;
        place <= head || row[column] == Cell::Blank
    });
}

/// A table of three purchases that come to 31.50, with a total.
fn purchases(total: i64) -> Sheet {
    let titles = ["2026年政府采购预算表", "单位：万元"];
    let mut rows: Vec<Vec<Cell>> = titles.iter().map(|&title| vec![title.into()]).collect();
    rows.push(vec!["采购项目名称".into(), "金额".into()]);
    for (name, amount) in [
        ("台式计算机", 720),
        ("复印纸", 630),
        ("物业管理服务", 1_800),
    ] {
        rows.push(vec![name.into(), Cell::Amount(amount)]);
    }
    rows.push(vec!["合计".into(), Cell::Amount(total)]);
    Sheet {
        name: "采购".into(),
        rows,
        ..Sheet::default()
    }
}

fn cells(book: &mut Workbook) -> impl Iterator<Item = &mut Cell> {
    book.sheets
        .iter_mut()
        .flat_map(|sheet| sheet.rows.iter_mut().flatten())
}

fn blank(book: &mut Workbook) {
    for cell in cells(book).filter(|cell| matches!(cell, Cell::Amount(_))) {
        *cell = Cell::Blank;
    }
}

#[test]
fn every_rule_has_a_case() {
    let codes: Vec<&str> = gouji::rules().iter().map(|rule| rule.code).collect();
    let mut cases: Vec<&str> = CASES.iter().map(|(code, _)| *code).collect();
    cases.extend(said::FAULTS.iter().map(|(.., code)| *code));
    cases.sort_unstable();
    cases.dedup();
    assert_eq!(cases, codes);
}

#[test]
fn every_rule_is_silent_on_the_sample_but_rounding() {
    let report = sample_with(|_| ());
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.code == "GJ0501")
    );
}

#[test]
fn every_rule_speaks_on_its_fault() {
    for (code, fault) in CASES {
        let report = sample_with(fault);
        let found = of(&report, code);
        assert!(
            !found.is_empty(),
            "{code} is silent: {:#?}",
            report.findings
        );
        assert_worded(&report, &found);
        insta::assert_snapshot!(
            *code,
            found
                .iter()
                .take(3)
                .map(|finding| shown(finding))
                .collect::<Vec<_>>()
                .join("\n")
        );
    }
}

#[test]
fn every_rule_of_the_text_speaks_on_its_faults() {
    let mut missed = Vec::new();
    for (place, fault) in said::FAULTS.iter().enumerate() {
        let text = said::faulty(*fault);
        let report = support::check("sample.txt", text.as_bytes())
            .report()
            .clone();
        let found = of(&report, fault.2);
        if found.is_empty() {
            let codes: Vec<&str> = report
                .findings
                .iter()
                .map(|found| found.code.as_str())
                .collect();
            missed.push(format!("{fault:?}: {codes:?}"));
            continue;
        }
        assert_worded(&report, &found);
        let first = said::FAULTS.iter().position(|(.., code)| *code == fault.2) == Some(place);
        if first {
            let shown: Vec<String> = found
                .iter()
                .take(3)
                .map(|finding| marked(finding))
                .collect();
            insta::assert_snapshot!(fault.2, shown.join("\n"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// A finding with the words that it marks.
fn marked(finding: &Finding) -> String {
    let text = finding.text.as_ref();
    let place =
        text.map(|text| format!("{}:{}-{} {}", text.line, text.start, text.end, text.quote));
    format!("{}  {}\n", shown(finding), place.unwrap_or_default())
}

/// Every finding says what and where, and what to do; errors decide the verdict.
fn assert_worded(report: &Report, found: &[&Finding]) {
    for finding in found {
        assert!(
            finding.message.ends_with('。') && finding.hint.ends_with('。'),
            "{finding:?}"
        );
        let rule = gouji::rules()
            .into_iter()
            .find(|rule| rule.code == finding.code)
            .unwrap();
        assert_eq!(
            (finding.title.as_str(), finding.severity),
            (rule.title, rule.severity)
        );
        if finding.severity == Severity::Error {
            assert!(matches!(
                report.verdict,
                Verdict::Inconsistent | Verdict::Incomplete
            ));
        }
    }
}

fn role(cell: &gouji::report::CellRef) -> String {
    cell.role.map_or(String::new(), |role| format!(" {role:?}"))
}

fn shown(finding: &Finding) -> String {
    let cells: Vec<String> = finding
        .cells
        .iter()
        .map(|cell| format!("{} {}{}", cell.table, cell.cell, role(cell)))
        .collect();
    format!(
        "{}\n  {}\n  {}\n",
        finding.message,
        finding.hint,
        cells.join(", ")
    )
}

#[test]
fn missing_things_make_a_disclosure_incomplete_not_inconsistent() {
    assert_eq!(
        sample_with(|book| drop(book.sheets.remove(8))).verdict,
        Verdict::Incomplete
    );
    assert_eq!(sample_with(blank).verdict, Verdict::Incomplete);
}
