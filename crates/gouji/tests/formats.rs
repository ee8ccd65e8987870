//! The same tables in every format give the same figures, relations and findings.

mod support;

use gouji::source::{self, Address, Book, Content};
use gouji::{Checked, Input, Options};
use gouji_fixtures::{Cell, Encoding, LAYOUTS, Workbook, archive};
use support::{check, essence};

/// A format that holds a whole workbook: its name, how it is written, what reports call it.
type Format = (&'static str, fn(&Workbook) -> Vec<u8>, &'static str);

const FORMATS: &[Format] = &[
    ("file.xlsm", Workbook::to_xlsm, "xlsm"),
    ("file.xlsb", Workbook::to_xlsb, "xlsb"),
    ("file.xls", Workbook::to_xls, "xls"),
    // The name says nothing.
    ("file.et", Workbook::to_xls, "xls"),
    ("file.ods", Workbook::to_ods, "ods"),
    ("file.xml", Workbook::to_spreadsheet_xml, "xml"),
    (
        "page.xls",
        |workbook| workbook.to_html(Encoding::Gb18030),
        "html",
    ),
];

fn layouts() -> impl Iterator<Item = (&'static str, Workbook)> {
    LAYOUTS.iter().map(|(name, change)| {
        let mut workbook = gouji_fixtures::sample();
        change(&mut workbook);
        (*name, workbook)
    })
}

/// Compares what a check found with what it finds in the same workbook as `.xlsx`.
fn compare(what: &str, found: &Checked, expected: &Checked) {
    let (found, expected) = (
        (
            essence(found.report(), &found.corrected(&[])),
            found.report(),
        ),
        (
            essence(expected.report(), &expected.corrected(&[])),
            expected.report(),
        ),
    );
    assert_eq!(found.0.0, expected.0.0, "{what}: figures");
    assert_eq!(found.0.1, expected.0.1, "{what}: counts");
    assert_eq!(found.0.2, expected.0.2, "{what}: findings");
    assert_eq!(found.1.verdict, expected.1.verdict, "{what}");
    assert_eq!(found.1.unevaluated, expected.1.unevaluated, "{what}");
}

#[test]
fn every_layout_in_every_format_is_judged_alike() {
    for (layout, workbook) in layouts() {
        let expected = check("file.xlsx", &workbook.to_xlsx());
        for (name, write, format) in FORMATS {
            let found = check(name, &write(&workbook));
            assert_eq!(found.report().file.format, *format, "{layout}");
            compare(&format!("{layout} as {name}"), &found, &expected);
        }
    }
}

#[test]
fn tables_of_markdown_are_read_without_a_sentence_around_them() {
    let workbook = gouji_fixtures::sample();
    let expected = check("file.xlsx", &workbook.to_xlsx());
    let text = workbook.to_markdown();
    for text in [text.clone(), text.replace('#', "").replace("|---", "|:--")] {
        let found = check("file.md", text.as_bytes());
        assert_eq!(found.report().file.format, "md");
        compare("markdown", &found, &expected);
    }
    let page = workbook.to_html(Encoding::Utf8);
    let page = String::from_utf8(page).unwrap();
    let (_, tables) = page.split_once("<table").unwrap();
    let tags = format!("# 预算公开\n\n见下表。\n\n<table{tables}");
    compare("tags", &check("file.md", tags.as_bytes()), &expected);
}

#[test]
fn one_wrong_amount_is_found_in_every_format() {
    let mut workbook = gouji_fixtures::sample();
    let sheet = workbook.sheet("部门支出总体情况表");
    let row = sheet.rows.last_mut().unwrap();
    let wrong = row.iter_mut().find(|cell| matches!(cell, Cell::Amount(_)));
    *wrong.unwrap() = Cell::Amount(4321);
    let expected = check("file.xlsx", &workbook.to_xlsx());
    assert!(expected.report().counts.errors > 0);
    for (name, write, _) in FORMATS {
        compare(name, &check(name, &write(&workbook)), &expected);
    }
}

/// What a file's only answer is.
fn only(files: &[(String, Vec<u8>)]) -> Checked {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(name, bytes)| Input { name, bytes })
        .collect();
    let answers = gouji::check_files(&inputs, &Options::default(), &mut |_| ()).unwrap();
    assert_eq!(answers.len(), 1, "one disclosure");
    answers.into_iter().next().unwrap().result.unwrap()
}

#[test]
fn every_layout_as_text_one_table_a_file_is_judged_alike() {
    for (layout, workbook) in layouts() {
        let expected = check("file.xlsx", &workbook.to_xlsx());
        for (delimiter, ending) in [(',', "csv"), ('\t', "txt"), (';', "csv")] {
            let files = workbook.to_texts(delimiter, ending, Encoding::Gb18030);
            let what = format!("{layout} as .{ending} with {delimiter:?}");
            compare(&what, &only(&files), &expected);
        }
    }
}

#[test]
fn every_encoding_and_archive_is_judged_alike() {
    let workbook = gouji_fixtures::sample();
    let expected = check("file.xlsx", &workbook.to_xlsx());
    for encoding in Encoding::ALL {
        let files = workbook.to_texts(',', "csv", encoding);
        compare(&format!("{encoding:?}"), &only(&files), &expected);
        let page = check("page.html", &workbook.to_html(encoding));
        compare(&format!("page in {encoding:?}"), &page, &expected);
    }
    let files = workbook.to_texts(',', "csv", Encoding::Utf8Mark);
    for old in [false, true] {
        let zip = archive(&files, old);
        compare(
            "archive of texts",
            &only(&[("表.zip".into(), zip.clone())]),
            &expected,
        );
        let nested = archive(&[("内.zip".into(), zip)], old);
        compare(
            "archive in an archive",
            &only(&[("表.zip".into(), nested)]),
            &expected,
        );
    }
    let files: Vec<_> = FORMATS
        .iter()
        .map(|(name, write, _)| ((*name).to_owned(), write(&workbook)))
        .collect();
    for (name, content) in files {
        let zip = archive(&[(name.clone(), content)], false);
        compare(
            &format!("{name} in an archive"),
            &only(&[("表.zip".into(), zip)]),
            &expected,
        );
    }
}

#[test]
fn archives_leave_out_what_systems_add() {
    let file = |name: &str| (name.to_owned(), b"a,b".to_vec());
    let files = [
        file("预算/收支总表.csv"),
        file("__MACOSX/预算/._收支总表.csv"),
        file("预算/.DS_Store"),
        file("预算/~$收支总表.xlsx"),
        file("Thumbs.db"),
        file("预算\\支出总表.csv"),
    ];
    for old in [false, true] {
        let zip = archive(&files, old);
        let members = source::unpack("预算.zip", &zip).unwrap();
        let names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["预算/收支总表.csv", "预算/支出总表.csv"]);
        assert_eq!(&*members[0].1, b"a,b");
    }
    let members = source::unpack("表.csv", b"a,b").unwrap();
    assert_eq!(
        (&*members[0].0, &*members[0].1),
        ("表.csv", b"a,b".as_slice())
    );
}

/// The sample with a formula in its first sheet, a row and a column that are not shown, and a sheet
/// that is not.
fn with_hidden() -> Workbook {
    let mut workbook = gouji_fixtures::sample();
    let sheet = &mut workbook.sheets[0];
    sheet.rows[6][1] = Cell::Computed("1+1".into(), 200);
    sheet.rows[7][1] = Cell::Formula("1+1".into());
    sheet.hidden_rows = vec![8];
    sheet.hidden_columns = vec![2];
    workbook.sheets[1].hidden = true;
    workbook
}

fn summary(book: &Book) -> Vec<String> {
    let sheet = &book.sheets[0];
    let mut lines: Vec<String> = book
        .sheets
        .iter()
        .map(|sheet| format!("{} {} {}", sheet.visible, sheet.len(), sheet.hidden.len()))
        .collect();
    let hidden = sheet
        .hidden
        .iter()
        .map(|cell| format!("hidden {} {}", cell.at, cell.text()));
    lines.extend(hidden);
    lines.extend(sheet.formulas.iter().map(|at| format!("formula {at}")));
    lines.extend(sheet.merges.iter().map(|merge| format!("merge {merge}")));
    let cells = sheet.rows().flat_map(|(_, cells)| cells);
    lines.extend(cells.map(|cell| format!("{} {:?}", cell.at, cell.content)));
    lines
}

#[test]
fn formulas_and_hidden_cells_are_told_in_every_format() {
    let workbook = with_hidden();
    let expected = source::read("file.xlsx", &workbook.to_xlsx()).unwrap();
    let sheet = &expected.sheets[0];
    assert!(
        sheet
            .hidden
            .iter()
            .all(|cell| cell.at.row == 8 || cell.at.column == 2)
    );
    assert!(sheet.hidden.len() > 20 && !expected.sheets[1].visible);
    assert_eq!(sheet.formulas, [Address::new(6, 1)]);
    let without = sheet.cell(Address::new(7, 1)).map(|cell| &cell.content);
    assert_eq!(without, Some(&Content::Formula));
    for (name, write, format) in FORMATS.iter().filter(|(.., format)| *format != "html") {
        let mut workbook = workbook.clone();
        let mut expected = summary(&expected);
        if *format == "xlsb" {
            // It has no formula without a result.
            workbook.sheets[0].rows[7][1] = Cell::Blank;
            expected.retain(|line| !line.ends_with(" Formula"));
            expected[0] =
                expected[0].replace(&sheet.len().to_string(), &(sheet.len() - 1).to_string());
        }
        let found = source::read(name, &write(&workbook)).unwrap();
        assert_eq!(summary(&found), expected, "{name}");
    }
    let page = source::read("page.xls", &workbook.to_html(Encoding::Utf8)).unwrap();
    assert_eq!(page.sheets[0].name, "page");
    assert_eq!(page.sheets[0].formulas, [Address::new(6, 1)]);
    let hidden = |cell: &gouji::source::Cell| cell.at.row == 8;
    assert!(page.sheets[0].hidden.iter().any(hidden));
}
