//! What offices write differently and mean alike raises no error.

mod support;

use gouji::report::Report;
use gouji_fixtures::{Cell, Sheet, UNIT, Workbook};
use support::{of, sample_with};

/// A way of writing the sample that is right.
type Case = (&'static str, fn(&mut Workbook));

const OVERVIEW: &str = "部门收支总体情况表";
const CARRIED: &str = "上年结转结余情况表";
const PROJECTS: &str = "一般公共预算项目支出情况表";

const CASES: &[Case] = &[
    ("a budget unit above each project", |book| {
        a_unit_each(book.sheet(CARRIED), &["甲", "乙", "丙", "丁", "戊"]);
    }),
    ("offices above projects", |book| {
        a_unit_each(
            book.sheet(CARRIED),
            &["示例市图书馆", "示例市文化局", "示例市博物馆", "示例市剧院"],
        );
    }),
    ("projects in the column of subject names", |book| {
        let sheet = book.sheet(PROJECTS);
        for row in sheet.rows.iter_mut().skip(sheet.head) {
            let project = std::mem::take(&mut row[4]);
            if project != Cell::Blank {
                row[..3].fill(Cell::Blank);
                row[3] = project;
            }
        }
    }),
    ("no row for the sum of vehicles", |book| {
        book.sheet("财政拨款“三公”经费支出情况表").rows.remove(6);
    }),
    ("another table beneath the total", |book| {
        let rows = &mut book.sheet(CARRIED).rows;
        rows.push(Vec::new());
        rows.push(vec!["附：人员情况".into()]);
        rows.push(vec!["在职人数".into(), Cell::Number(39)]);
    }),
    ("a column of codes folded away", |book| {
        for sheet in book.sheets.iter_mut().filter(|sheet| sheet.codes > 1) {
            sheet.hidden_columns.push(1);
        }
    }),
    ("words and signs for nothing", |book| {
        let sheet = book.sheet("国有资本经营预算支出情况表");
        let total = &mut sheet.rows[sheet.head];
        for (cell, text) in total[4..].iter_mut().zip(["本表无数据", "×", "**", "——"]) {
            *cell = text.into();
        }
    }),
    ("stray cells far away", |book| {
        for sheet in &mut book.sheets {
            sheet.rows[0].resize(300, Cell::Blank);
            sheet.rows[0].push("x".into());
            sheet.rows.resize(3000, Vec::new());
            sheet.rows.push(vec![Cell::Blank; 20]);
            sheet.rows[3000].push("草稿".into());
        }
    }),
    ("a department above its units", |book| {
        let sheet = book.sheet(CARRIED);
        let department = sheet.rows[sheet.head].clone();
        a_unit_each(sheet, &["甲", "乙", "丙", "丁", "戊"]);
        sheet.rows.insert(sheet.head, department);
    }),
    ("a row above parts left out", |book| {
        let rows = &mut book.sheet(OVERVIEW).rows;
        for row in 5..10 {
            let next = rows[row + 1][..2].to_vec();
            rows[row][..2].clone_from_slice(&next);
        }
        rows[10][..2].fill(Cell::Blank);
    }),
    ("人员 and 公用 in place of basic expenditure", |book| {
        for title in ["部门支出总体情况表", "一般公共预算支出情况表"] {
            let sheet = book.sheet(title);
            sheet.merges.clear();
            for (index, row) in sheet.rows.iter_mut().enumerate().skip(sheet.head - 1) {
                let heading = index < sheet.head;
                if heading {
                    row[5] = "人员经费".into();
                }
                row.insert(
                    6,
                    if heading {
                        "公用经费".into()
                    } else {
                        Cell::Blank
                    },
                );
            }
        }
    }),
    ("其中 above a column that counts", |book| {
        for sheet in &mut book.sheets {
            for cell in sheet.rows.iter_mut().take(sheet.head).flatten() {
                if *cell == "项目支出".into() {
                    *cell = "其中：项目支出".into();
                }
            }
        }
    }),
    ("the total above and below", |book| {
        for sheet in book.sheets.iter_mut().filter(|sheet| sheet.codes > 0) {
            let total = sheet.rows.iter().rfind(|row| row.contains(&"总计".into()));
            let total = total.expect("a table with codes has a total").clone();
            sheet.rows.insert(sheet.head, total);
        }
    }),
    ("the same table twice on its sheet", |book| {
        let sheet = book.sheet("一般公共预算支出情况表");
        let copy = sheet.rows.clone();
        sheet.rows.extend(copy);
    }),
    ("all in 元, converted", |book| convert(book, "元", 10_000)),
    ("all in 千元, converted", |book| convert(book, "千元", 10)),
];

/// Gives each project of a table a unit's row of the same amounts above it.
fn a_unit_each(sheet: &mut Sheet, names: &[&str]) {
    let body = sheet.rows.split_off(sheet.head);
    let is = |row: &[Cell], text: &str| row.first() == Some(&Cell::from(text));
    let mut names = names.iter();
    for row in body {
        if is(&row, UNIT) {
            continue;
        }
        if !is(&row, "总计") {
            let mut unit = row.clone();
            unit[0] = (*names.next().expect("a name for each project")).into();
            sheet.rows.push(unit);
        }
        sheet.rows.push(row);
    }
}

fn convert(book: &mut Workbook, unit: &str, factor: i64) {
    for cell in book
        .sheets
        .iter_mut()
        .flat_map(|sheet| sheet.rows.iter_mut().flatten())
    {
        match cell {
            Cell::Text(text) => *text = text.replace("万元", unit),
            Cell::Amount(cents) => *cents *= factor,
            _ => {}
        }
    }
}

fn broken(report: &Report) -> Vec<&str> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.code != "GJ0501" && finding.code != "GJ0109")
        .map(|finding| finding.message.as_str())
        .collect()
}

#[test]
fn no_false_alarm() {
    let plain = sample_with(|_| ());
    for (name, change) in CASES {
        let report = sample_with(change);
        assert_eq!(broken(&report), [""; 0], "{name}");
        assert_eq!(report.tables.len(), 12, "{name}");
        let few = plain.counts.relations - 30;
        assert!(
            report.counts.relations >= few && report.unevaluated.is_empty(),
            "{name}: {} relations, {:?}",
            report.counts.relations,
            report.unevaluated
        );
    }
}

#[test]
fn faults_are_seen_in_every_reading() {
    for (name, change) in CASES {
        for (sheet, row, column) in [(CARRIED, 6, 1), (CARRIED, 7, 2), (PROJECTS, 7, 5)] {
            let report = sample_with(|book| {
                change(book);
                let cell = &mut book.sheet(sheet).rows[row][column];
                let old = match cell {
                    Cell::Amount(cents) => *cents,
                    _ => 0,
                };
                *cell = Cell::Amount(old + 7_770_000);
            });
            assert!(report.counts.errors > 0, "{name}: {sheet} {row} {column}");
        }
    }
}

#[test]
fn merged_amounts_are_not_judged_and_said() {
    let report = sample_with(|book| {
        let sheet = book.sheet("部门支出总体情况表");
        sheet.merges.push((8, 4, 9, 4));
        sheet.rows[9][4] = Cell::Blank;
    });
    assert_eq!(report.counts.errors, 0, "{:#?}", report.findings);
    assert!(!report.unevaluated.is_empty());
    assert_eq!(of(&report, "GJ0110").len(), 1);
}

/// A way of writing the sample of which a part cannot be told.
const DOUBTS: &[Case] = &[
    ("the end of a table on a sheet without a title", |book| {
        let mut rest = book.sheets[2].clone();
        let half = rest.head + 8;
        book.sheets[2].rows.truncate(half);
        rest.rows.drain(..half);
        (rest.name, rest.merges) = ("Sheet4".into(), Vec::new());
        book.sheets.insert(3, rest);
    }),
    ("the end of a table on a sheet with its title", |book| {
        let mut rest = book.sheets[2].clone();
        let half = rest.head + 8;
        book.sheets[2].rows.truncate(half);
        rest.rows.drain(rest.head..half);
        rest.name = "Sheet4".into();
        book.sheets.insert(3, rest);
    }),
    ("the tables of another unit", |book| {
        let mut others = book.sheets.clone();
        for sheet in &mut others {
            sheet.name.push('乙');
            for cell in sheet.rows.iter_mut().flatten() {
                match cell {
                    Cell::Text(text) => *text = text.replace(UNIT, "示例市剧院"),
                    Cell::Amount(cents) => *cents *= 3,
                    _ => {}
                }
            }
            // More amounts than in the first unit's table.
            sheet.rows.push(vec![Cell::Blank; 4]);
        }
        others[7].rows[5][4] = Cell::Amount(1);
        book.sheets.extend(others);
    }),
];

#[test]
fn what_cannot_be_told_is_said_and_raises_no_alarm() {
    for (name, change) in DOUBTS {
        let report = sample_with(change);
        assert_eq!(broken(&report), [""; 0], "{name}");
        assert_eq!(report.tables.len(), 12, "{name}");
        let told = report.unread.len() + report.unevaluated.len();
        assert!(told > 0, "{name}");
    }
}

#[test]
fn a_total_that_is_printed_twice_is_printed_alike() {
    let report = sample_with(|book| {
        let sheet = book.sheet("一般公共预算支出情况表");
        let mut total = sheet.rows.last().unwrap().clone();
        total[4] = Cell::Amount(1);
        sheet.rows.insert(sheet.head, total);
    });
    let found = of(&report, "GJ0108");
    assert_eq!(found.len(), 1, "{:#?}", report.findings);
    assert_eq!(report.counts.errors, 0, "{:#?}", report.findings);
}

#[test]
fn a_year_is_read_from_a_title_with_blanks_in_it() {
    let mut book = gouji_fixtures::general();
    for sheet in &mut book.sheets {
        if let Some(Cell::Text(title)) = sheet.rows.first_mut().and_then(|row| row.first_mut()) {
            let spaced: Vec<String> = title.chars().map(String::from).collect();
            *title = spaced.join(" ");
        }
    }
    let plain = support::check("甲.xlsx", &gouji_fixtures::general().to_xlsx());
    let report = support::check("甲.xlsx", &book.to_xlsx()).report().clone();
    assert!(report.unit.year.is_some());
    assert_eq!(report.unit.year, plain.report().unit.year);
}

#[test]
fn an_amount_in_another_unit_than_its_table_is_told() {
    let report = sample_with(|book| {
        book.sheet("一般公共预算支出情况表").rows[8][4] = "12元".into();
    });
    let found = of(&report, "GJ0101");
    assert_eq!(found.len(), 1, "{:#?}", report.findings);
    assert!(
        found[0].message.contains("单位与本表不同"),
        "{}",
        found[0].message
    );
}

#[test]
fn a_blank_table_of_projects_is_found() {
    let report = sample_with(|book| {
        for cell in book
            .sheets
            .iter_mut()
            .flat_map(|sheet| sheet.rows.iter_mut().flatten())
        {
            if matches!(cell, Cell::Amount(_)) {
                *cell = Cell::Blank;
            }
        }
    });
    assert_eq!(report.tables.len(), 12, "{:#?}", report.findings);
    assert_eq!(report.counts.errors, 1, "{:#?}", report.findings);
}

#[test]
fn a_unit_line_that_the_figures_contradict_is_the_only_error() {
    for (sheet, unit) in [
        ("一般公共预算支出情况表", "元"),
        ("部门收支总体情况表", "千元"),
        ("部门收入总体情况表", "元"),
        ("一般公共预算基本支出情况表", "千元"),
        (PROJECTS, "元"),
        // Nothing but limits ties it to other tables.
        ("财政拨款“三公”经费支出情况表", "元"),
    ] {
        let report = sample_with(|book| {
            for cell in book.sheet(sheet).rows.iter_mut().flatten() {
                if let Cell::Text(text) = cell {
                    *text = text.replace("万元", unit);
                }
            }
        });
        let errors: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == gouji::report::Severity::Error)
            .map(|finding| finding.code.as_str())
            .collect();
        assert_eq!(errors, ["GJ0107"], "{sheet} in {unit}");
    }
}

#[test]
fn a_table_without_its_total_is_told_and_no_sum_is_called_wrong() {
    let report = sample_with(|book| {
        let sheet = book.sheet("部门支出总体情况表");
        sheet.rows.pop();
    });
    assert_eq!(
        broken(&report),
        ["表3《部门支出总体情况表》没有找到“总计”行。"]
    );
    let told = |unevaluated: &gouji::report::Unevaluated| unevaluated.why.contains("总计行");
    assert!(
        report.unevaluated.iter().any(told),
        "{:?}",
        report.unevaluated
    );
}

/// One amount of a table in another unit is printed in the unit that the table states: it is right.
#[test]
fn an_amount_in_the_stated_unit_is_not_corrected_into_itself() {
    let report = sample_with(|book| {
        let rows = &mut book.sheet("部门支出总体情况表").rows;
        let line = rows.iter_mut().flatten().find_map(|cell| match cell {
            Cell::Text(text) if text.contains("万元") => Some(text),
            _ => None,
        });
        let line = line.unwrap();
        *line = line.replace("万元", "元");
        let Cell::Amount(cents) = rows[18][4] else {
            panic!("{:?}", rows[18])
        };
        rows[18][4] = Cell::Amount(cents * 10_000);
    });
    let own = report.corrections.iter();
    let own: Vec<_> = own.filter(|it| it.cell.table == "T3").collect();
    assert!(own.len() > 20, "{own:#?}");
    assert!(own.iter().all(|it| it.from != it.to), "{own:#?}");
}
