//! What looks odd about subject codes, names and heads of tables, and is right.

mod support;

use gouji_fixtures::{Cell, Sheet, Workbook};
use support::{of, sample_with};

/// What a document may do, and an example of it.
type Case = (&'static str, fn(&mut Workbook));

const EXPENDITURE: &str = "部门支出总体情况表";

const SILENT: &[Case] = &[
    ("a 99 bears the name of its 款", |book| {
        rename(book, &["208", "05", "02"], "99", "行政事业单位养老支出");
    }),
    ("only 项 are printed", |book| {
        keep(book.sheet(EXPENDITURE), |row| row[2] != Cell::Blank);
    }),
    ("类 and 项 are printed", |book| {
        keep(book.sheet(EXPENDITURE), |row| {
            row[1] == Cell::Blank || row[2] != Cell::Blank
        });
    }),
    ("款 of a single 项 are left out", |book| {
        let single = [
            "文化和旅游",
            "国有土地使用权出让收入安排的支出",
            "住房改革支出",
        ];
        keep(book.sheet(EXPENDITURE), |row| {
            !single.iter().any(|name| row[3] == (*name).into())
        });
    }),
    ("a column divides the rows of a subject", |book| {
        let rows = &mut book.sheet(EXPENDITURE).rows;
        let mut second = rows[18].clone();
        (second[4], second[6]) = (Cell::Amount(3_500), Cell::Amount(3_500));
        (rows[18][4], rows[18][6]) = (Cell::Amount(6_000), Cell::Amount(6_000));
        rows.insert(19, second);
        for (index, row) in rows.iter_mut().enumerate().skip(2) {
            row.push(if index == 2 {
                "资金来源".into()
            } else {
                "拨款".into()
            });
        }
    }),
    ("a name is cut off", |book| {
        book.sheet(EXPENDITURE).rows[10][3] = "机关事业单位基本养老保险缴".into();
    }),
    ("names have introductions and remarks", |book| {
        for row in &mut book.sheet(EXPENDITURE).rows[4..22] {
            if let Cell::Text(name) = &row[3] {
                row[3] = Cell::Text(format!("　其中：{name}（科目）"));
            }
        }
    }),
    ("a font stands in for characters", |book| {
        book.sheet(EXPENDITURE).rows[13][3] = "⾏政事业单位医疗".into();
    }),
    ("names of their time", |book| {
        titled(book, 2016);
        for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            for cell in row
                .iter_mut()
                .filter(|cell| **cell == "卫生健康支出".into())
            {
                *cell = "医疗卫生与计划生育支出".into();
            }
        }
    }),
    ("names after the catalogue's time", |book| {
        titled(book, 2031);
        for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            for cell in row.iter_mut().filter(|cell| **cell == "群众文化".into()) {
                *cell = "公共文化服务".into();
            }
        }
    }),
    ("a date is no budget year", |book| {
        titled(book, 2026);
        book.sheet(EXPENDITURE).rows[0][0] = EXPENDITURE.into();
        book.sheet(EXPENDITURE).rows[1][2] = "编制日期：2025年12月30日".into();
    }),
    ("last year's money is of last year", |book| {
        titled(book, 2026);
        book.sheet("上年结转结余情况表").rows[0][0] = "2025年上年结转结余情况表".into();
    }),
    ("the unit is named with a remark", |book| {
        book.sheet(EXPENDITURE).rows[1][0] = "编制部门：001示例市文化馆（本级）".into();
    }),
    ("one sentence speaks of two tables", |book| {
        let rows = &mut book.sheet("财政拨款委托业务费支出情况表").rows;
        rows.remove(4);
        rows[4].truncate(1);
        let rows = &mut book.sheet("国有资本经营预算支出情况表").rows;
        rows.last_mut().unwrap()[3] = "注：本单位无国有资本经营预算，也无委托业务费支出。".into();
    }),
    ("a sentence beneath a table speaks of another", |book| {
        let text = "注：表9为空表，本单位没有国有资本经营预算。";
        book.sheet("政府性基金预算支出情况表")
            .rows
            .push(vec![text.into()]);
        let text = "注：本表没有包含上年结转。";
        book.sheet(EXPENDITURE).rows.push(vec![text.into()]);
    }),
    ("a table in another unit agrees when converted", |book| {
        let sheet = book.sheet("财政拨款“三公”经费支出情况表");
        sheet.rows[1][4] = "单位：元".into();
        for cell in sheet.rows.iter_mut().flatten() {
            if let Cell::Amount(cents) = cell {
                *cents *= 10_000;
            }
        }
    }),
    ("names are those of something else", |book| {
        for (index, row) in book.sheet(EXPENDITURE).rows[4..22].iter_mut().enumerate() {
            row[3] = Cell::Text(format!(
                "第{}科室的支出",
                "一二三四五六七八九".chars().nth(index % 9).unwrap()
            ));
        }
    }),
    ("a blank table says so above its headings", |book| {
        let rows = &mut book.sheet("国有资本经营预算支出情况表").rows;
        rows.pop();
        rows.insert(2, vec!["（本表无数据）".into()]);
    }),
];

/// Gives the row of a code in every table another last level and name.
fn rename(book: &mut Workbook, code: &[&str; 3], last: &str, name: &str) {
    for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        let same = row.len() > 3
            && code
                .iter()
                .zip(row.iter())
                .all(|(a, b)| *b == Cell::from(*a));
        if same {
            (row[2], row[3]) = (last.into(), name.into());
        }
    }
}

/// Keeps the rows of codes that a condition holds for.
fn keep(sheet: &mut Sheet, condition: impl Fn(&[Cell]) -> bool) {
    let mut place = 0;
    let head = sheet.head;
    sheet.rows.retain(|row| {
        place += 1;
        place <= head || row[0] == Cell::Blank || condition(row)
    });
}

fn titled(book: &mut Workbook, year: u16) {
    for sheet in &mut book.sheets {
        sheet.rows[0][0] = Cell::Text(format!("{year}年{}", sheet.name));
    }
}

#[test]
fn what_is_right_raises_no_alarm() {
    for (name, change) in SILENT {
        let report = sample_with(change);
        let counts = report.counts;
        assert_eq!(
            (counts.errors, counts.warnings),
            (0, 0),
            "{name}: {:#?}",
            report.findings
        );
    }
}

#[test]
fn a_numbering_of_ones_own_is_one_warning() {
    let report = sample_with(|book| {
        let rows = &mut book.sheet("一般公共预算基本支出情况表").rows;
        let names = [
            "咨询费",
            "邮电费",
            "办公设备购置",
            "工会经费",
            "车辆运行费",
            "福利费",
            "会议费",
        ];
        for (row, name) in rows[18..].iter_mut().zip(names) {
            row[2] = name.into();
        }
    });
    let found = of(&report, "GJ0705");
    assert_eq!((report.counts.errors, report.counts.warnings), (0, 1));
    assert!(
        found[0].message.contains("自己的编号"),
        "{}",
        found[0].message
    );
}

#[test]
fn a_missing_table_is_said_once() {
    let report = sample_with(|book| drop(book.sheets.remove(5)));
    let codes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(
        codes.iter().filter(|code| code.starts_with("GJ02")).count(),
        1,
        "{codes:?}"
    );
}

#[test]
fn a_blank_template_is_said_once() {
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
    let codes: Vec<&str> = report
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert!(
        codes.iter().all(|code| ["GJ0201", "GJ0203"].contains(code)),
        "{codes:?}"
    );
}

#[test]
fn what_was_not_read_may_hold_what_is_missing() {
    let basic = "一般公共预算基本支出情况表";
    let shallow = |book: &mut Workbook| {
        keep(book.sheet(basic), |row| row[1] == Cell::Blank);
    };
    assert_eq!(of(&sample_with(shallow), "GJ0207").len(), 1);
    let report = sample_with(|book| {
        shallow(book);
        book.sheets.push(Sheet {
            name: "附表".into(),
            rows: vec![vec!["另见附表".into()]],
            ..Sheet::default()
        });
    });
    assert!(of(&report, "GJ0207").is_empty());
    assert_eq!(of(&report, "GJ0208").len(), 1);
}

/// A code cell of a sheet: its row and column.
fn codes(sheet: &Sheet) -> Vec<(usize, usize)> {
    let is_code = |cell: &Cell| match cell {
        Cell::Text(text) => {
            (2..=7).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
        }
        _ => false,
    };
    let rows = sheet.rows.iter().enumerate();
    let cells = rows.flat_map(|(row, cells)| {
        let codes = cells.iter().take(3).enumerate();
        codes
            .filter(|(_, cell)| is_code(cell))
            .map(move |(column, _)| (row, column))
    });
    cells.collect()
}

#[test]
fn a_wrong_digit_in_a_code_is_the_codes_fault_and_no_amounts() {
    let (mut faults, mut named) = (0, 0);
    for name in [
        EXPENDITURE,
        "一般公共预算支出情况表",
        "一般公共预算基本支出情况表",
    ] {
        let places = codes(gouji_fixtures::sample().sheet(name));
        for (count, (row, column)) in places.into_iter().enumerate().step_by(3) {
            let report = sample_with(|book| {
                let Cell::Text(code) = &mut book.sheet(name).rows[row][column] else {
                    panic!("a code")
                };
                let place = count % code.len();
                let digit = code.as_bytes()[place];
                let other = char::from(b'0' + (digit - b'0' + 3) % 10);
                code.replace_range(place..=place, &other.to_string());
            });
            faults += 1;
            named += usize::from(report.findings.iter().any(|it| it.code == "GJ0711"));
            let changes = report.corrections.iter();
            let sure = changes.filter(|it| it.confidence != gouji::report::Confidence::Ambiguous);
            assert_eq!(
                sure.count(),
                0,
                "{name} row {row}: {:?}",
                report.corrections
            );
        }
    }
    assert!(
        faults > 15 && named * 10 >= faults * 9,
        "{named} of {faults}"
    );
}

#[test]
fn a_code_before_the_name_is_told_where_it_stands() {
    let report = sample_with(|book| {
        for row in book.sheet(EXPENDITURE).rows.iter_mut().skip(4) {
            let code: String = row[..3].iter().map(text).collect();
            if code.starts_with(|c: char| c.is_ascii_digit()) {
                let code = if code == "20805" {
                    "20815".to_owned()
                } else {
                    code
                };
                row[3] = Cell::Text(format!("{code} {}", text(&row[3])));
                row[..3].fill(Cell::Blank);
            }
        }
    });
    let found = report.findings.iter().find(|it| it.code == "GJ0711");
    let found = found.expect("a slip in a code");
    assert!(found.cells[0].cell.starts_with('D'), "{found:?}");
    assert!(
        found
            .message
            .contains("“行政事业单位养老支出”的代码写作 20815"),
        "{found:?}"
    );
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    }
}
