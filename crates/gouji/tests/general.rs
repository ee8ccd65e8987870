//! The rulebook for disclosures of no template in particular.

mod support;
#[path = "support/text.rs"]
mod text;
#[path = "support/variants.rs"]
mod variants;

use gouji::report::{Confidence, Report, Severity, Verdict};
use gouji::{Input, Options, check_files};
use gouji_fixtures::{Cell, LAYOUTS, Publisher, Workbook, amount_cells, general, set_amount};
use support::{check, of};

fn assert_sound(name: &str, report: &Report) {
    let found = (report.rulebook.as_str(), report.tables.len());
    assert_eq!(found, ("general", 10), "{name}");
    let counts = &report.counts;
    let wrong = (counts.errors, counts.warnings, counts.broken);
    assert_eq!(wrong, (0, 0, 0), "{name}: {:#?}", report.findings);
    assert!(
        report.unevaluated.is_empty(),
        "{name}: {:?}",
        report.unevaluated
    );
}

#[test]
fn it_agrees_with_itself() {
    let checked = check("示例.xlsx", &general().to_xlsx());
    let report = checked.report();
    assert_sound("plain", report);
    assert_eq!(
        report.rulebook_reason,
        "没有相符的地方模板，按“各地通用部门预算公开表”核对，识别出 10 张表"
    );
    assert!(report.counts.relations > 250, "{:?}", report.counts);
}

#[test]
fn every_layout_is_read_alike() {
    let plain = check("示例.xlsx", &general().to_xlsx());
    for (name, change) in LAYOUTS {
        let mut workbook = general();
        change(&mut workbook);
        let checked = check("示例.xlsx", &workbook.to_xlsx());
        assert_sound(name, checked.report());
        assert_eq!(checked.report().counts, plain.report().counts, "{name}");
    }
}

#[test]
fn order_and_number_of_tables_do_not_matter() {
    let mut workbook = general();
    workbook.sheets.reverse();
    assert_sound("reversed", check("示例.xlsx", &workbook.to_xlsx()).report());
    for left_out in 0..10 {
        let mut workbook = general();
        let sheet = workbook.sheets.remove(left_out);
        let checked = check("示例.xlsx", &workbook.to_xlsx());
        let report = checked.report();
        assert_eq!(report.rulebook, "general", "without {}", sheet.name);
        assert_eq!(
            report.counts.errors, 0,
            "without {}: {:#?}",
            sheet.name, report.findings
        );
        let duty = ["一般公共预算支出表", "一般公共预算基本支出表"].contains(&sheet.name.as_str());
        assert_eq!(
            of(report, "GJ0214").len(),
            usize::from(duty),
            "without {}",
            sheet.name
        );
        assert!(report.unevaluated.is_empty(), "without {}", sheet.name);
    }
}

#[test]
fn usual_layouts_raise_no_alarm() {
    for (name, judged, document) in variants::VARIANTS {
        let checked = check("示例.xlsx", &text::workbook(document).to_xlsx());
        let report = checked.report();
        let tables = document.split("\n\n").count();
        assert_eq!(
            (report.rulebook.as_str(), report.tables.len()),
            ("general", tables),
            "{name}"
        );
        let errors = (report.counts.errors, report.counts.broken);
        assert_eq!(errors, (0, 0), "{name}: {:#?}", report.findings);
        assert_eq!(
            report.unevaluated.is_empty(),
            *judged,
            "{name}: {:?}",
            report.unevaluated
        );
    }
}

/// Amounts that are not judged: last year's, and the growth beside this year's.
fn is_not_judged(part: &str, address: &str) -> bool {
    let (column, _) = address.split_at(1);
    let compared = part.ends_with("sheet5.xml") && ["C", "I"].contains(&column);
    let last_year =
        part.ends_with("sheet7.xml") && ["A", "B", "C", "D", "E", "F"].contains(&column);
    compared || last_year
}

#[test]
fn any_spoiled_amount_is_found() {
    let file = general().to_xlsx();
    let (mut all, mut located) = (0, 0);
    for (part, address, stored) in amount_cells(&file) {
        if is_not_judged(&part, &address) {
            continue;
        }
        let value: f64 = stored.parse().unwrap();
        let right = format!("{value:.2}");
        for slip in [value + 1.0, value - 0.3, value * 10.0, -value] {
            let wrong = format!("{slip:.2}");
            let checked = check("示例.xlsx", &set_amount(&file, &part, &address, &wrong));
            let report = checked.report();
            let errors = report
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error);
            let mut cells = errors.flat_map(|finding| &finding.cells);
            assert!(
                cells.any(|cell| cell.cell == address),
                "{part} {address} = {wrong}"
            );
            all += 1;
            located += usize::from(
                report
                    .corrections
                    .iter()
                    .any(|correction| correction.cell.cell == address),
            );
            for correction in &report.corrections {
                let good = correction.cell.cell == address && correction.to == right;
                assert!(
                    good || correction.confidence != Confidence::Certain,
                    "{part} {address}: {correction:?}"
                );
            }
        }
    }
    assert!(located * 100 >= all * 90, "{located} of {all} located");
}

/// The sample of a template, with its sheets changed.
fn judged_by(mut workbook: Workbook, change: impl FnOnce(&mut Workbook)) -> (String, Verdict) {
    change(&mut workbook);
    let checked = check("示例.xlsx", &workbook.to_xlsx());
    (checked.report().rulebook.clone(), checked.report().verdict)
}

#[test]
fn documents_of_a_template_are_judged_by_it() {
    let department = || gouji_fixtures::shanghai(Publisher::Department);
    let (xinjiang, shanghai) = ("xinjiang-2026".to_owned(), "shanghai-2026".to_owned());
    let without = |count: usize| move |book: &mut Workbook| drop(book.sheets.drain(..count));
    let extra = |book: &mut Workbook| {
        let mut sheet = general().sheets.pop().unwrap();
        sheet.rows[0][0] = Cell::from("2026年项目支出表");
        book.sheets.push(sheet);
    };
    let sample = gouji_fixtures::sample;
    for (workbook, change, rulebook) in [
        (sample(), without(2), &xinjiang),
        (department(), without(2), &shanghai),
    ] {
        let judged = judged_by(workbook, change);
        assert_eq!(judged, (rulebook.clone(), Verdict::Incomplete));
    }
    assert_eq!(judged_by(sample(), extra), (xinjiang, Verdict::Rounding));
    assert_eq!(
        judged_by(department(), extra),
        (shanghai, Verdict::Consistent)
    );
}

#[test]
fn a_part_of_a_template_is_not_called_incomplete() {
    let (rulebook, verdict) = judged_by(gouji_fixtures::sample(), |book| book.sheets.truncate(5));
    assert_eq!((rulebook.as_str(), verdict), ("general", Verdict::Rounding));
}

/// Last year's amounts and the change from them stand beside the year's own.
/// Rates as a column prints them; the first figure is that of the row that is changed.
#[test]
fn rates_of_change_are_those_of_both_years() {
    use gouji_fixtures::Cell;
    let found = |change: &dyn Fn(usize, &mut Vec<Cell>)| {
        let mut workbook = gouji_fixtures::general();
        let sheet = workbook.sheet("一般公共预算支出表");
        let head = sheet.head;
        let rows = sheet.rows.iter_mut().skip(head).enumerate();
        rows.for_each(|(place, row)| change(place, row));
        let report = check("general.xlsx", &workbook.to_xlsx()).report().clone();
        let found = support::of(&report, "GJ0306");
        found
            .iter()
            .map(|finding| finding.cells[0].cell.clone())
            .collect::<Vec<String>>()
    };
    let value = |cell: &Cell| match cell {
        Cell::Text(text) => text.trim_end_matches('%').parse::<f64>().unwrap(),
        other => panic!("{other:?}"),
    };
    let none = Vec::<String>::new();
    assert_eq!(found(&|_, _| ()), none);
    for words in ["持平", "—", "", "0.3"] {
        let only = |place: usize, row: &mut Vec<Cell>| {
            if place == 3 {
                row[9] = words.into();
            }
        };
        let expected = if words == "0.3" {
            vec!["J9".to_owned()]
        } else {
            none.clone()
        };
        assert_eq!(found(&only), expected, "{words}");
    }
    // Without the sign of hundredths; one digit cut off; by another way of counting, which most rows have.
    let bare =
        |_: usize, row: &mut Vec<Cell>| row[9] = format!("{:.2}", value(&row[9])).as_str().into();
    let cut = |_: usize, row: &mut Vec<Cell>| {
        row[9] = format!("{:.1}%", (value(&row[9]) * 10.0).trunc() / 10.0)
            .as_str()
            .into();
    };
    let other = |_: usize, row: &mut Vec<Cell>| {
        row[9] = format!("{:.2}%", 50.0 + value(&row[9])).as_str().into()
    };
    assert_eq!(found(&bare), none);
    assert_eq!(found(&cut), none);
    assert_eq!(found(&other), none);
}

#[test]
fn a_wrong_change_from_last_year_is_put_right() {
    let spoiled = |column: usize, cell: gouji_fixtures::Cell| {
        let mut workbook = gouji_fixtures::general();
        let mut sheets = workbook.sheets.iter_mut();
        let sheet = sheets
            .find(|sheet| sheet.name == "一般公共预算支出表")
            .unwrap();
        let row = sheet.head + 3;
        sheet.rows[row][column] = cell;
        check("general.xlsx", &workbook.to_xlsx())
    };
    let sound = check("general.xlsx", &gouji_fixtures::general().to_xlsx());
    let tables = sound.corrected(&[]).tables;
    let table = tables.iter().find(|table| table.id == "T5").unwrap();
    let row = table.rows.iter().find(|row| row.code == "208").unwrap();
    for (column, wrong) in [(2, 90_001), (8, -777)] {
        let checked = spoiled(column, gouji_fixtures::Cell::Amount(wrong));
        let report = checked.report();
        assert_eq!(report.counts.errors, 1, "{:#?}", report.findings);
        let message = &report.findings[0].message;
        assert!(
            message.contains("按“增减额 = 本年数 - 上年执行数”应为"),
            "{message}"
        );
        let one = &report.corrections[0];
        let (cell, name) = [("C9", "上年执行数"), ("I9", "增减额")][usize::from(column == 8)];
        let sums = of(report, "GJ0602").len();
        assert_eq!(
            sums,
            [2, 0][usize::from(column == 8)],
            "{:#?}",
            report.findings
        );
        let wanted = (cell, row.values[name].as_str(), Confidence::Likely);
        let found = (one.cell.cell.as_str(), one.to.as_str(), one.confidence);
        assert_eq!(found, wanted, "{one:#?}");
    }
    // Words are usual there, and a change that is not filled in says nothing.
    for words in ["持平", "增加 3.11", "—", ""] {
        let counts = spoiled(8, words.into()).report().counts;
        assert_eq!((counts.errors, counts.warnings), (0, 0), "{words}");
    }
}

/// Two rows of one subject, as of two units, each agree with themselves.
#[test]
fn each_of_two_rows_of_a_subject_agrees_with_itself() {
    let two_rows = |moved: i64| {
        let mut workbook = general();
        let mut sheets = workbook.sheets.iter_mut();
        let sheet = sheets.find(|it| it.name == "部门支出总表").unwrap();
        let is_leaf = |row: &Vec<Cell>| row[0] == Cell::from("2080502");
        let at = sheet.rows.iter().position(is_leaf).unwrap();
        let cents = |cell: &Cell| match cell {
            Cell::Amount(cents) => *cents,
            _ => 0,
        };
        let mut second = sheet.rows[at].clone();
        let (whole, basic) = (cents(&second[2]), cents(&second[3]));
        (second[2], second[3]) = (Cell::Amount(100), Cell::Amount(100 + moved));
        let first = &mut sheet.rows[at];
        (first[2], first[3]) = (Cell::Amount(whole - 100), Cell::Amount(basic - 100 - moved));
        sheet.rows.insert(at + 1, second);
        check("两个单位.xlsx", &workbook.to_xlsx())
    };
    assert_eq!(
        two_rows(0).report().counts.errors,
        0,
        "{:#?}",
        two_rows(0).report().findings
    );
    let moved = two_rows(50);
    let broken = of(moved.report(), "GJ0303");
    assert_eq!(broken.len(), 2, "{:#?}", moved.report().findings);
}

#[test]
fn what_the_text_says_of_purchases_is_compared_with_their_table() {
    let (_, _, document) = variants::VARIANTS
        .iter()
        .find(|(name, ..)| name.starts_with("purchases by project"))
        .unwrap();
    let book = text::workbook(document).to_xlsx();
    for (said, wrong) in [("31.50", 0), ("33.50", 1)] {
        let text = format!(
            "一、一般公共预算支出情况\n2026年一般公共预算支出120.00万元。\n\n二、政府采购情况\n\
             2026年政府采购预算{said}万元，面向中小企业预留20.00万元。\n比上年有所增加。\n"
        );
        let inputs = [
            ("公开表.xlsx", book.as_slice()),
            ("说明.txt", text.as_bytes()),
        ];
        let inputs = inputs.map(|(name, bytes)| Input { name, bytes });
        let answers = check_files(&inputs, &Options::default(), &mut |_| ()).unwrap();
        let report = answers[0].result.as_ref().unwrap().report();
        assert!(report.unevaluated.is_empty(), "{:?}", report.unevaluated);
        assert_eq!(of(report, "GJ0801").len(), wrong, "{:#?}", report.findings);
        assert_eq!(report.counts.errors, wrong, "{:#?}", report.findings);
    }
}

#[test]
fn a_wrong_unit_is_told_at_the_table_that_states_it() {
    let mut told = 0;
    for place in 0..general().sheets.len() {
        let mut workbook = general();
        let sheet = &mut workbook.sheets[place];
        let cells = sheet.rows.iter_mut().take(sheet.head).flatten();
        for cell in cells {
            let said = match cell {
                Cell::Text(text) if text.contains("万元") => text.replace("万元", "元"),
                _ => continue,
            };
            *cell = Cell::Text(said);
        }
        let name = workbook.sheets[place].name.clone();
        let checked = check("示例.xlsx", &workbook.to_xlsx());
        let report = checked.report();
        for finding in of(report, "GJ0107") {
            assert_eq!(finding.cells[0].sheet, name, "{finding:#?}");
            told += 1;
        }
        let sure = report.corrections.iter();
        let sure = sure.filter(|it| it.confidence != Confidence::Ambiguous);
        for correction in sure {
            assert_eq!(correction.cell.sheet, name, "{correction:#?}");
        }
    }
    assert!(told >= 6, "{told}");
}
