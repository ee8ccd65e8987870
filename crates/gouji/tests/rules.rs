//! Each rule is silent on the sample and speaks on the fault that it is for.

mod support;

use gouji::report::{Finding, Report, Severity, Verdict};
use gouji_fixtures::{Cell, Workbook};
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
    ("GJ0504", |book| {
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
];

fn replace(rows: &mut [Vec<Cell>], from: &str, to: &str) {
    for cell in rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = text.replace(from, to);
        }
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

fn blank(book: &mut Workbook) {
    for sheet in &mut book.sheets {
        for cell in sheet
            .rows
            .iter_mut()
            .flatten()
            .filter(|cell| matches!(cell, Cell::Amount(_)))
        {
            *cell = Cell::Blank;
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    let codes: Vec<&str> = gouji::rules().iter().map(|rule| rule.code).collect();
    assert_eq!(
        CASES.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        codes
    );
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
