//! The corrected workbook is the user's own: only the corrected cells change, proved part by part,
//! and what was written says, when it is checked, what was promised.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod support;

use std::collections::BTreeSet;

use gouji::Input;
use gouji::report::{Confidence, Correction};
use gouji::writeback::{WriteError, Written};
use gouji_fixtures::{Cell, LAYOUTS, amount_cells, from_parts, parts, set_amount};
use proptest::prelude::*;
use support::{check, published};

fn likely(checked: &gouji::Checked) -> Vec<Correction> {
    let corrections = checked.report().corrections.iter();
    let likely = corrections.filter(|it| it.confidence <= Confidence::Likely);
    likely.cloned().collect()
}

fn written(name: &str, bytes: &[u8], accepted: &[Correction]) -> Result<Vec<u8>, WriteError> {
    let files = check(name, bytes).rewrite(&[Input { name, bytes }], accepted, &[])?;
    let [Written { bytes, .. }]: [Written; 1] = files.try_into().expect("one file comes back");
    Ok(bytes)
}

/// The cells of a sheet as they are written: address and the whole element.
fn cells(xml: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (place, _) in xml.match_indices("<c ") {
        let rest = &xml[place..];
        let tag = &rest[..=rest.find('>').unwrap()];
        let whole = if tag.ends_with("/>") {
            tag
        } else {
            &rest[..rest.find("</c>").unwrap() + 4]
        };
        let address = tag.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
        found.push((address.to_owned(), whole.to_owned()));
    }
    found
}

/// Every part is byte for byte what it was, apart from the given cells and what comments need.
fn assert_only_changed(before: &[u8], after: &[u8], accepted: &[Correction]) {
    let (before, after) = (parts(before), parts(after));
    let wanted: BTreeSet<&str> = accepted.iter().map(|it| it.cell.cell.as_str()).collect();
    for (name, old) in &before {
        let (_, new) = after.iter().find(|(known, _)| known == name).unwrap();
        if old == new || name == "[Content_Types].xml" {
            continue;
        }
        assert!(
            name.starts_with("xl/worksheets/"),
            "{name} is no concern of a correction"
        );
        if name.ends_with(".rels") {
            continue;
        }
        let (old, new) = (
            String::from_utf8_lossy(old).into_owned(),
            String::from_utf8_lossy(new).into_owned(),
        );
        let (old_cells, new_cells) = (cells(&old), cells(&new));
        let mut new = new;
        for (address, cell) in &new_cells {
            let known = old_cells.iter().find(|(own, _)| own == address);
            if known.is_none_or(|(_, known)| known != cell) {
                assert!(
                    wanted.contains(address.as_str()),
                    "{name} {address}: {cell}"
                );
                let known = known.map_or("", |(_, cell)| cell);
                new = new.replacen(cell, known, 1);
            }
        }
        let drawing = new.find("<legacyDrawing").map(|from| {
            let length = new[from..].find("/>").unwrap() + 2;
            new[from..from + length].to_owned()
        });
        let new = drawing.map_or(new.clone(), |drawing| new.replacen(&drawing, "", 1));
        assert!(new.starts_with(&old[..old.find("<sheetData").unwrap()]));
        assert_eq!(
            new.replace("></row>", "/>"),
            old.replace("></row>", "/>"),
            "{name}"
        );
    }
    for (name, _) in &after {
        let known = before.iter().any(|(old, _)| old == name);
        let for_comments = name.starts_with("xl/comments")
            || name.starts_with("xl/drawings/vmlDrawing")
            || name.starts_with("xl/worksheets/_rels/");
        assert!(known || for_comments, "{name} is new");
    }
}

/// Corrects a file, proves what changed, and compares the recheck with a check of what was written.
fn assert_corrected(name: &str, file: &[u8]) -> usize {
    let spoiled = check(name, file);
    let accepted = likely(&spoiled);
    let out = written(name, file, &accepted).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_only_changed(file, &out, &accepted);
    assert_same(&spoiled.recheck(&accepted), &check(name, &out), name);
    accepted.len()
}

/// Both say the same of the same figures, cell for cell and finding for finding.
fn assert_same(rechecked: &gouji::Checked, checked: &gouji::Checked, name: &str) {
    let (one, other) = (rechecked.report(), checked.report());
    let figures = |checked: &gouji::Checked| gouji::to_json(&checked.corrected(&[]).tables);
    assert_eq!(figures(rechecked), figures(checked), "{name}");
    assert_eq!(one.findings, other.findings, "{name}");
    assert_eq!(one.counts, other.counts, "{name}");
    assert_eq!(one.verdict, other.verdict, "{name}");
    assert_eq!(one.corrections, other.corrections, "{name}");
    assert_eq!(one.summary, other.summary, "{name}");
    assert_eq!(one.tables, other.tables, "{name}");
    assert_eq!(one.unevaluated, other.unevaluated, "{name}");
}

#[test]
fn every_layout_comes_back_with_only_the_corrected_cells_changed() {
    let mut corrected = 0;
    for (name, change) in LAYOUTS {
        for (place, cents) in [(3, 100), (40, 20_000), (77, -3_000)] {
            let mut workbook = gouji_fixtures::sample();
            spoil(&mut workbook, place, cents);
            change(&mut workbook);
            let file = workbook.to_xlsx();
            corrected += assert_corrected(&format!("{name}.xlsx"), &file);
        }
    }
    assert!(corrected >= 2 * LAYOUTS.len(), "{corrected}");
}

/// Adds to the amount at a place among all amounts.
fn spoil(workbook: &mut gouji_fixtures::Workbook, place: usize, by: i64) {
    let sheets = workbook.sheets.iter_mut();
    let cells = sheets.flat_map(|sheet| sheet.rows.iter_mut().flatten());
    let mut amounts = cells.filter_map(|cell| match cell {
        gouji_fixtures::Cell::Amount(cents) => Some(cents),
        _ => None,
    });
    *amounts.nth(place).unwrap() += by;
}

#[test]
fn the_published_workbook_comes_back() {
    let Some(file) = published() else { return };
    let cells = amount_cells(&file);
    for (part, address, stored) in cells.iter().step_by(11) {
        let value: f64 = stored.parse().unwrap();
        let wrong = set_amount(&file, part, address, &format!("{:.2}", value + 10.0));
        let spoiled = check("预算.xlsx", &wrong);
        assert_corrected("预算.xlsx", &wrong);
        let left = spoiled.recheck(&likely(&spoiled)).report().counts.errors;
        assert!(
            left == 0 || likely(&spoiled).is_empty(),
            "{address}: {left}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Some corrections of several faults, accepted one by one: the recheck is a check of what is
    /// written, and taking all back is the file itself.
    #[test]
    fn a_recheck_is_a_check_of_the_written_workbook(
        faults in prop::collection::vec((any::<prop::sample::Index>(), 20_i64..90_000), 1..=3),
        taken in prop::collection::vec(any::<bool>(), 8),
    ) {
        let mut file = gouji_fixtures::sample().to_xlsx();
        let cells = amount_cells(&file);
        for (pick, cents) in faults {
            let (part, address, _) = pick.get(&cells);
            let wrong = format!("{}.{:02}", cents / 100, cents % 100);
            file = set_amount(&file, part, address, &wrong);
        }
        let spoiled = check("a.xlsx", &file);
        let all = spoiled.report().corrections.iter().zip(taken.iter().cycle());
        let accepted: Vec<Correction> =
            all.filter(|(_, taken)| **taken).map(|(it, _)| it.clone()).collect();
        let out = written("a.xlsx", &file, &accepted).unwrap();
        assert_only_changed(&file, &out, &accepted);
        let rechecked = spoiled.recheck(&accepted);
        assert_same(&rechecked, &check("a.xlsx", &out), "a.xlsx");
        let mut step = spoiled.clone();
        for end in 1..=accepted.len() {
            step = step.recheck(&accepted[..end]);
        }
        if !accepted.is_empty() {
            prop_assert_eq!(&step.report().findings, &rechecked.report().findings);
        }
    }

    /// No bytes make the writer panic; what it gives can be read.
    #[test]
    fn a_damaged_workbook_is_refused_or_written(
        part in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        new in "[<>/\"'=a-c0-9 ]{0,6}",
        length in 0_usize..12,
    ) {
        let file = gouji_fixtures::sample().to_xlsx();
        let mut parts = parts(&file);
        let place = part.index(parts.len());
        let content = &mut parts[place].1;
        let start = at.index(content.len());
        let end = (start + length).min(content.len());
        content.splice(start..end, new.bytes());
        let damaged = from_parts(parts);
        let edit = gouji::writeback::Edit {
            sheet: 2,
            at: gouji::source::Address::new(8, 4),
            to: "1.50".to_owned(),
            stored: None,
            note: "<&>".to_owned(),
        };
        if let Ok(out) = gouji::writeback::rewrite("a.xlsx", &damaged, &[edit]) {
            prop_assert!(gouji::source::read("a.xlsx", &out).is_ok());
        }
    }
}

/// What is accepted can be promised: a table that stands twice, with one wrong amount in one copy or
/// in both; one that has no amount left but dashes. What cannot is not certain: a number in a heading, whose
/// row is none without.
#[test]
fn what_is_certain_leaves_the_tables_as_they_are_read() {
    let projects = "一般公共预算项目支出情况表";
    let wrong = |book: &mut gouji_fixtures::Workbook| {
        *cell(book, projects, (10, 6)) = Cell::Amount(4650);
    };
    let second = |book: &mut gouji_fixtures::Workbook| {
        let mut copy = book.sheet(projects).clone();
        copy.name = "七（2）".to_owned();
        book.sheets.push(copy);
    };
    let in_both = changed(|book| {
        wrong(book);
        second(book);
    });
    let in_one = changed(|book| {
        second(book);
        wrong(book);
    });
    let dashes = changed(|book| {
        let table = "财政拨款委托业务费支出情况表";
        *cell(book, table, (5, 1)) = Cell::Amount(45_000);
        for at in [(4, 2), (5, 2), (4, 3), (4, 4)] {
            *cell(book, table, at) = "-".into();
        }
    });
    let heading = changed(|book| {
        book.sheet(projects).merges.clear();
        *cell(book, projects, (3, 11)) = Cell::Amount(612);
    });
    for (name, file, sure, count, copies) in [
        (
            "wrong in both copies",
            in_both,
            Confidence::Certain,
            1,
            (0, 1),
        ),
        ("wrong in one copy", in_one, Confidence::Certain, 1, (1, 0)),
        (
            "nothing but dashes",
            dashes,
            Confidence::Ambiguous,
            2,
            (0, 0),
        ),
        (
            "a number in a heading",
            heading,
            Confidence::Certain,
            0,
            (0, 0),
        ),
    ] {
        let checked = check("a.xlsx", &file);
        let all = checked.report().corrections.iter();
        let accepted: Vec<Correction> = all.filter(|it| it.confidence == sure).cloned().collect();
        assert_eq!(accepted.len(), count, "{name}");
        assert!(!checked.report().corrections.is_empty(), "{name}");
        let out = written("a.xlsx", &file, &accepted).unwrap();
        let rechecked = checked.recheck(&accepted);
        assert_same(&rechecked, &check("a.xlsx", &out), name);
        let count = |checked: &gouji::Checked| support::of(checked.report(), "GJ0108").len();
        assert_eq!((count(&checked), count(&rechecked)), copies, "{name}");
    }
}

fn changed(change: impl FnOnce(&mut gouji_fixtures::Workbook)) -> Vec<u8> {
    let mut workbook = gouji_fixtures::sample();
    change(&mut workbook);
    workbook.to_xlsx()
}

fn cell<'w>(
    workbook: &'w mut gouji_fixtures::Workbook,
    sheet: &str,
    (row, column): (usize, usize),
) -> &'w mut Cell {
    let row = &mut workbook.sheet(sheet).rows[row];
    row.resize(row.len().max(column + 1), Cell::Blank);
    &mut row[column]
}

/// The sample with amounts that have four decimals, of which two are shown.
fn finer() -> gouji_fixtures::Workbook {
    let mut workbook = gouji_fixtures::sample();
    let rows = workbook.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    for cell in rows.flatten() {
        if let Cell::Amount(cents) = cell {
            *cell = Cell::Stored(*cents * 37);
        }
    }
    workbook
}

#[test]
fn a_cell_that_shows_less_than_it_stores_gets_all_of_it_back() {
    let file = finer().to_xlsx();
    assert_eq!(check("a.xlsx", &file).report().counts.errors, 0);
    let mut exact = [0; 3];
    for (at, (part, address, stored)) in amount_cells(&file).iter().enumerate().step_by(5) {
        let wrong = match at % 3 {
            0 => format!("-{stored}"),
            1 => format!("{}", stored.parse::<f64>().unwrap() + 300.0),
            _ => String::new(),
        };
        let spoiled = set_amount(&file, part, address, &wrong);
        let checked = check("a.xlsx", &spoiled);
        let accepted = likely(&checked);
        let out = written("a.xlsx", &spoiled, &accepted).unwrap();
        assert_same(&checked.recheck(&accepted), &check("a.xlsx", &out), address);
        let now = amount_cells(&out);
        let now = now.iter().find(|it| (&it.0, &it.1) == (part, address));
        let now = now.map_or("", |it| it.2.as_str());
        exact[at % 3] += usize::from(now == stored);
        assert!(at % 3 > 0 || now == stored, "{address}: {now} for {stored}");
    }
    let mut book = finer();
    let own = cell(&mut book, "部门支出总体情况表", (8, 4));
    let Cell::Stored(parts) = *own else {
        panic!("{own:?}")
    };
    *own = Cell::Stored(-parts);
    let file = book.to_ods();
    let accepted = likely(&check("a.ods", &file));
    let out = written("a.ods", &file, &accepted).unwrap();
    let read = gouji::source::read("a.ods", &out).unwrap();
    let at = gouji::source::Address::new(8, 4);
    let now = read.sheets[2].cell(at).map(|cell| &cell.content);
    let Some(gouji::source::Content::Number(now)) = now else {
        panic!("{now:?}")
    };
    let stored = now.amount.unwrap().stored();
    assert_eq!(stored, rust_decimal::Decimal::new(parts, 4).normalize());
    // Sums of the sample that are off by rounding leave no one amount.
    assert!(exact.iter().all(|count| *count > 14), "{exact:?}");
}

/// What a cell's format cannot show is refused, with the cell: the file would say something else than was asked.
#[test]
fn more_decimals_than_a_format_shows_are_refused() {
    let edit = gouji::writeback::Edit {
        sheet: 2,
        at: gouji::source::Address::new(8, 4),
        to: "1.505".to_owned(),
        stored: None,
        note: String::new(),
    };
    let out = gouji::writeback::rewrite("a.xlsx", &gouji_fixtures::sample().to_xlsx(), &[edit]);
    let Err(WriteError::NotKept { at, .. }) = out else {
        panic!("{:?}", out.map(|bytes| bytes.len()))
    };
    assert_eq!(at.to_string(), "E9");
}

/// The sample with one wrong amount, which is certain: E9 of the table of expenditure.
fn spoiled() -> gouji_fixtures::Workbook {
    let mut workbook = gouji_fixtures::sample();
    spoil(&mut workbook, 77, -3_000);
    workbook
}

#[test]
fn a_figure_under_a_merged_heading_is_written_where_it_was_read() {
    for wrong in [
        gouji_fixtures::Cell::Amount(12_345),
        gouji_fixtures::Cell::Blank,
    ] {
        let mut workbook = gouji_fixtures::sample();
        let sheet = &mut workbook.sheets[2];
        let (row, column) = (sheet.head, 4);
        sheet.merges.push((row - 1, column, row, column));
        sheet.rows[row][column] = wrong;
        assert_eq!(assert_corrected("a.xlsx", &workbook.to_xlsx()), 1);
    }
}

/// A table that says it is blank holds a stray number; once that is gone it is a blank table again.
#[test]
fn a_stray_number_in_a_blank_table_goes() {
    let mut workbook = gouji_fixtures::sample();
    let sheet = workbook
        .sheets
        .iter_mut()
        .find(|sheet| sheet.name.contains("国有资本"))
        .unwrap();
    let total = sheet.rows.len() - 2;
    sheet.rows[total][4] = gouji_fixtures::Cell::Amount(1);
    let file = workbook.to_xlsx();
    let checked = check("a.xlsx", &file);
    let says = |checked: &gouji::Checked| {
        let mut findings = checked.report().findings.iter();
        findings.any(|it| it.code == "GJ0212")
    };
    assert!(says(&checked), "the table says that it is blank");
    let accepted = likely(&checked);
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].to, "");
    assert!(!says(&checked.recheck(&accepted)));
    let out = written("a.xlsx", &file, &accepted).unwrap();
    assert_same(
        &checked.recheck(&accepted),
        &check("a.xlsx", &out),
        "a.xlsx",
    );
}

#[test]
fn other_formats_come_back_in_their_own() {
    for (name, file) in [
        ("a.xlsm", spoiled().to_xlsm()),
        ("a.ods", spoiled().to_ods()),
        ("a.xlsx", spoiled().to_xlsx()),
    ] {
        let checked = check(name, &file);
        let accepted = likely(&checked);
        assert!(!accepted.is_empty(), "{name}");
        let out = written(name, &file, &accepted).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_same(&checked.recheck(&accepted), &check(name, &out), name);
        let (before, after) = (parts(&file), parts(&out));
        let same = before.iter().filter(|part| after.contains(part)).count();
        assert!(
            same >= before.len() - 2,
            "{name}: {same} of {}",
            before.len()
        );
        assert!(
            String::from_utf8_lossy(&all(&after)).contains("勾稽更正"),
            "{name}"
        );
    }
    for (name, file) in [
        ("a.xls", spoiled().to_xls()),
        ("a.xlsb", spoiled().to_xlsb()),
        ("a.html", spoiled().to_html(gouji_fixtures::Encoding::Utf8)),
        ("a.xml", spoiled().to_spreadsheet_xml()),
    ] {
        for accepted in [likely(&check(name, &file)), Vec::new()] {
            let refused = written(name, &file, &accepted).unwrap_err();
            assert!(
                refused.to_string().contains("另存为 .xlsx"),
                "{name}: {refused}"
            );
        }
    }
}

fn all(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    parts
        .iter()
        .flat_map(|(_, content)| content.clone())
        .collect()
}

/// Several files of one disclosure, given one by one and as archives: those concerned come back, in
/// their encoding, with one field changed.
#[test]
fn texts_and_archives_come_back() {
    for encoding in gouji_fixtures::Encoding::ALL {
        for (delimiter, ending) in [(',', "csv"), ('\t', "tsv")] {
            let files = spoiled().to_texts(delimiter, ending, encoding);
            let sound = gouji_fixtures::sample().to_texts(delimiter, ending, encoding);
            let inputs: Vec<Input<'_>> = files
                .iter()
                .map(|(name, bytes)| Input { name, bytes })
                .collect();
            let answers = gouji::check_files(&inputs, &gouji::Options::default(), &mut |_| ());
            let checked = answers.unwrap().remove(0).result.unwrap();
            let accepted = likely(&checked);
            let out = checked.rewrite(&inputs, &accepted, &[]).unwrap();
            assert_eq!(out.len(), accepted.len(), "{encoding:?} {ending}");
            for file in &out {
                let own = file.name.replace("-更正后", "");
                let (_, sound) = sound.iter().find(|(name, _)| *name == own).unwrap();
                assert!(file.bytes == *sound, "{encoding:?} {own} is the sound file");
            }
            for old in [false, true] {
                let archive = gouji_fixtures::archive(&files, old);
                let checked = check("a.zip", &archive);
                let out = written("a.zip", &archive, &likely(&checked)).unwrap();
                let again = check("a.zip", &out);
                assert_eq!(again.report().counts.errors, 0, "{encoding:?} {ending}");
                assert_same(&checked.recheck(&likely(&checked)), &again, ending);
            }
        }
    }
}

#[test]
fn other_bytes_are_refused() {
    let file = spoiled().to_xlsx();
    let checked = check("a.xlsx", &file);
    let other = gouji_fixtures::sample().to_xlsx();
    let input = Input {
        name: "a.xlsx",
        bytes: &other,
    };
    let refused = checked
        .rewrite(&[input], &likely(&checked), &[])
        .unwrap_err();
    assert_eq!(refused, WriteError::OtherFile);
    let mut unknown = likely(&checked);
    unknown[0].cell.cell = "ZZ99".to_owned();
    let input = Input {
        name: "a.xlsx",
        bytes: &file,
    };
    assert!(matches!(
        checked.rewrite(&[input], &unknown, &[]),
        Err(WriteError::Unknown { .. })
    ));
    assert!(checked.rewrite(&[input], &[], &[]).unwrap()[0].bytes == file);
}

/// A workbook whose sheet is what spreadsheets of all sorts write.
struct Book(Vec<(String, Vec<u8>)>);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";

impl Book {
    fn new(sheet: &str) -> Self {
        let types =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
        let links = |lines: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
            )
        };
        let link = |id: &str, kind: &str, target: &str| {
            format!(
                "<Relationship Id=\"{id}\" Type=\"{OFFICE}/relationships/{kind}\" Target=\"{target}\"/>"
            )
        };
        let workbook = format!(
            "<workbook xmlns=\"m\" xmlns:r=\"{OFFICE}/relationships\"><sheets><sheet name=\"表1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let book = [
            ("[Content_Types].xml", types.to_owned()),
            (
                "_rels/.rels",
                links(&link("r1", "officeDocument", "xl/workbook.xml")),
            ),
            ("xl/workbook.xml", workbook),
            (
                "xl/_rels/workbook.xml.rels",
                links(
                    &(link("r1", "worksheet", "worksheets/sheet1.xml")
                        + &link("r2", "calcChain", "calcChain.xml")),
                ),
            ),
            (
                "xl/calcChain.xml",
                "<calcChain><c r=\"A1\"/></calcChain>".to_owned(),
            ),
            ("xl/worksheets/sheet1.xml", sheet.to_owned()),
        ];
        let part = |(name, text): (&str, String)| (name.to_owned(), text.into_bytes());
        Self(book.into_iter().map(part).collect())
    }

    /// Writes the given cells and gives the parts.
    fn edited(self, edits: &[(&str, &str)]) -> Result<Self, WriteError> {
        let edit = |(at, to): &(&str, &str)| gouji::writeback::Edit {
            sheet: 0,
            at: gouji::source::Address::parse(at).unwrap(),
            to: (*to).to_owned(),
            stored: None,
            note: "说明 <&>".to_owned(),
        };
        let edits: Vec<_> = edits.iter().map(edit).collect();
        let out = gouji::writeback::rewrite("a.xlsx", &from_parts(self.0), &edits)?;
        Ok(Self(parts(&out)))
    }

    fn text(&self, name: &str) -> String {
        let part = self.0.iter().find(|(known, _)| known == name);
        part.map_or(String::new(), |(_, content)| {
            String::from_utf8_lossy(content).into_owned()
        })
    }

    fn sheet(&self) -> String {
        self.text("xl/worksheets/sheet1.xml")
    }
}

#[test]
fn cells_are_written_as_what_they_are() {
    let sheet = |rows: &str| {
        format!(
            "<?xml version='1.0'?>\n<w:worksheet xmlns:w=\"m\" q:z='1' xmlns:q=\"q\">\n <w:cols><w:col min=\"9\" max=\"9\" style=\"7\"/></w:cols><w:sheetData>{rows}</w:sheetData><w:pageMargins left='1'/><w:tableParts/></w:worksheet>"
        )
    };
    let row = |cells: &str| format!("<w:row r=\"2\" spans=\"1:9\">{cells}</w:row>");
    for (cells, at, to, expected) in [
        // Numbers stay numbers, whatever stands around them.
        (
            "<w:c r='B2' s=\"4\" ><w:v>1.5</w:v></w:c>",
            "B2",
            "2.50",
            "<w:c r='B2' s=\"4\" ><w:v>2.50</w:v></w:c>",
        ),
        (
            "<w:c r=\"B2\" t=\"n\"><w:v >1</w:v><w:extLst/></w:c>",
            "B2",
            "2",
            "<w:c r=\"B2\" t=\"n\"><w:v>2</w:v><w:extLst/></w:c>",
        ),
        (
            "<w:c r=\"B2\"/><w:c r=\"C2\"><w:v>3</w:v></w:c>",
            "B2",
            "2",
            "<w:c r=\"B2\"><w:v>2</w:v></w:c><w:c r=\"C2\"><w:v>3</w:v></w:c>",
        ),
        (
            "<w:c r=\"B2\" t=\"e\" s=\"1\"><w:v>#REF!</w:v></w:c>",
            "B2",
            "2",
            "<w:c r=\"B2\" s=\"1\"><w:v>2</w:v></w:c>",
        ),
        // Texts stay texts.
        (
            "<w:c r=\"B2\" t=\"inlineStr\"><w:is><w:t>1,234.50 </w:t></w:is></w:c>",
            "B2",
            "5234.50",
            "<w:c r=\"B2\" t=\"inlineStr\"><w:is><w:t xml:space=\"preserve\">5,234.50 </w:t></w:is></w:c>",
        ),
        (
            "<w:c r=\"B2\" t=\"str\"><w:v>8</w:v></w:c>",
            "B2",
            "9",
            "<w:c r=\"B2\" t=\"inlineStr\"><w:is><w:t>9</w:t></w:is></w:c>",
        ),
        // What was wrong by standing there goes.
        (
            "<w:c r=\"B2\" s=\"1\"><w:v>8</w:v></w:c>",
            "B2",
            "",
            "<w:c r=\"B2\" s=\"1\"></w:c>",
        ),
        // Cells that are not there stand in their order, in the style of column or neighbour.
        (
            "<w:c r=\"A2\"/><w:c r=\"J2\"><w:v>1</w:v></w:c>",
            "I2",
            "2",
            "<w:c r=\"A2\"/><w:c r=\"I2\" s=\"7\"><w:v>2</w:v></w:c><w:c r=\"J2\"><w:v>1</w:v></w:c>",
        ),
        (
            "<w:c r=\"A2\"><w:v>1</w:v></w:c>",
            "C2",
            "2",
            "<w:c r=\"A2\"><w:v>1</w:v></w:c><w:c r=\"C2\"><w:v>2</w:v></w:c>",
        ),
    ] {
        let out = Book::new(&sheet(&row(cells))).edited(&[(at, to)]);
        let out = out.unwrap_or_else(|error| panic!("{cells}: {error}"));
        let whole = out.sheet();
        let drawing = "<w:legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId2\"/>";
        let expected =
            sheet(&row(expected)).replace("<w:tableParts/>", &format!("{drawing}<w:tableParts/>"));
        assert_eq!(whole, expected);
        assert!(out.text("xl/comments1.xml").contains("说明 &lt;&amp;&gt;"));
        assert!(out.text("[Content_Types].xml").ends_with("</Types>"));
    }
    for (rows, at, expected) in [
        (
            "<w:row r=\"2\" s=\"5\" customFormat=\"1\"/>",
            "B2",
            "<w:row r=\"2\" s=\"5\" customFormat=\"1\"><w:c r=\"B2\" s=\"5\"><w:v>2</w:v></w:c></w:row>",
        ),
        (
            "<w:row r=\"1\"/><w:row r=\"3\"><w:c r=\"B3\" s=\"8\"/></w:row>",
            "B2",
            "<w:row r=\"1\"/><w:row r=\"2\"><w:c r=\"B2\" s=\"8\"><w:v>2</w:v></w:c></w:row><w:row r=\"3\"><w:c r=\"B3\" s=\"8\"/></w:row>",
        ),
    ] {
        let out = Book::new(&sheet(rows)).edited(&[(at, "2")]).unwrap();
        assert!(out.sheet().contains(expected), "{}", out.sheet());
    }
    let out = Book::new("<worksheet><sheetData/></worksheet>")
        .edited(&[("B2", "2")])
        .unwrap();
    assert!(out.sheet().starts_with("<worksheet><sheetData><row r=\"2\"><c r=\"B2\"><v>2</v></c></row></sheetData><legacyDrawing"), "{}", out.sheet());
}

#[test]
fn formulas_that_are_right_stay() {
    let sheet = |cells: &str| {
        format!(
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>{cells}</row></sheetData></worksheet>"
        )
    };
    for (cells, edits, expected, recalculated, chain) in [
        // A sum of what is corrected gives the right value: it stays, with a new result.
        (
            "<c r=\"C1\"><f>SUM(A1:B1)</f><v>3</v></c>",
            vec![("A1", "4"), ("C1", "6")],
            "<c r=\"C1\"><f>SUM(A1:B1)</f><v>6</v></c>",
            false,
            true,
        ),
        // Decimals that the cell would show are not what it is to show.
        (
            "<c r=\"C1\"><f>A1+B1+0.001</f><v>3</v></c>",
            vec![("A1", "4"), ("C1", "6.00")],
            "<c r=\"C1\"><v>6.00</v></c>",
            false,
            false,
        ),
        // One that gives something else becomes a number, and no order of calculation names it.
        (
            "<c r=\"C1\"><f>SUM(A1:A1)</f><v>1</v></c>",
            vec![("C1", "3")],
            "<c r=\"C1\"><v>3</v></c>",
            false,
            false,
        ),
        (
            "<c r=\"C1\" cm=\"1\"><f>FILTER(A1)</f><v>1</v></c>",
            vec![("C1", "3")],
            "<c r=\"C1\"><v>3</v></c>",
            false,
            false,
        ),
        // What depends on a corrected cell is worked out when the workbook is opened.
        (
            "<c r=\"C1\"><f>A1*2</f><v>2</v></c>",
            vec![("A1", "4")],
            "<c r=\"C1\"><f>A1*2</f><v>2</v></c>",
            true,
            true,
        ),
        (
            "<c r=\"C1\"><f>B1*2</f><v>4</v></c>",
            vec![("A1", "4")],
            "<c r=\"C1\"><f>B1*2</f><v>4</v></c>",
            false,
            true,
        ),
        // A formula that others share is given to them before it goes.
        (
            "<c r=\"C1\"><f t=\"shared\" ref=\"C1:D1\" si=\"0\">A1+1</f><v>2</v></c><c r=\"D1\"><f t=\"shared\" si=\"0\"/><v>3</v></c>",
            vec![("C1", "9")],
            "<c r=\"C1\"><v>9</v></c><c r=\"D1\"><f>B1+1</f><v>3</v></c>",
            false,
            false,
        ),
    ] {
        let out = Book::new(&sheet(cells)).edited(&edits);
        let out = out.unwrap_or_else(|error| panic!("{cells}: {error}"));
        assert!(out.sheet().contains(expected), "{}", out.sheet());
        let workbook = out.text("xl/workbook.xml");
        assert_eq!(
            workbook.contains("</sheets><calcPr fullCalcOnLoad=\"1\"/>"),
            recalculated,
            "{cells} {workbook}"
        );
        assert_eq!(!out.text("xl/calcChain.xml").is_empty(), chain, "{cells}");
        assert_eq!(
            out.text("xl/_rels/workbook.xml.rels").contains("calcChain"),
            chain,
            "{cells}"
        );
        let comment = out.text("xl/comments1.xml");
        assert_eq!(comment.contains("已改为数值"), !chain, "{comment}");
    }
    let array = sheet(
        "<c r=\"C1\"><f t=\"array\" ref=\"C1:D1\">A1:B1</f><v>1</v></c><c r=\"D1\"><v>2</v></c>",
    );
    let refused = Book::new(&array).edited(&[("D1", "3")]).err().unwrap();
    assert!(refused.to_string().contains("D1 属于数组公式"), "{refused}");
}

#[test]
fn comments_that_are_there_stay() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row></sheetData></worksheet>";
    let once = Book::new(sheet).edited(&[("A1", "3")]).unwrap();
    let (comments, drawing) = (
        once.text("xl/comments1.xml"),
        once.text("xl/drawings/vmlDrawing1.vml"),
    );
    let twice = once.edited(&[("A1", "4"), ("B1", "5")]).unwrap();
    let names: Vec<&str> = twice.0.iter().map(|(name, _)| name.as_str()).collect();
    assert!(!names.contains(&"xl/comments2.xml"), "{names:?}");
    let more = twice.text("xl/comments1.xml");
    assert_eq!(more.matches("<comment ").count(), 2, "{more}");
    assert_eq!(more.matches("说明 &lt;&amp;&gt;").count(), 3, "{more}");
    assert_eq!(more.matches("<author>").count(), 2, "{more}");
    assert!(more.contains("ref=\"B1\" authorId=\"1\""), "{more}");
    let first = comments
        .split("<comment ")
        .nth(1)
        .and_then(|it| it.split("</text>").next());
    assert!(more.contains(first.unwrap()));
    let boxes = twice.text("xl/drawings/vmlDrawing1.vml");
    assert!(boxes.starts_with(drawing.strip_suffix("</xml>").unwrap()));
    assert_eq!(boxes.matches("<v:shape ").count(), 2, "{boxes}");
    assert!(
        boxes.contains("_x0000_s1025") && boxes.contains("_x0000_s1026"),
        "{boxes}"
    );
    assert_eq!(twice.sheet().matches("legacyDrawing").count(), 1);
}

/// The workbooks that offices fill in: figures in a few cells of every sheet, all else as it was.
#[test]
fn templates_of_offices_come_back() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/corpus/templates"
    );
    for name in [
        "department_budget_template.xlsx",
        "unit_budget_template.xlsx",
    ] {
        let Ok(file) = std::fs::read(format!("{folder}/{name}")) else {
            continue;
        };
        let book = gouji::source::read(name, &file).unwrap();
        let mut edits = Vec::new();
        for (sheet, content) in book.sheets.iter().enumerate() {
            let covered = |at| content.merge(at).is_some_and(|merge| merge.start != at);
            for (row, column) in [(7, 2), (7, 4), (9, 3)] {
                let at = gouji::source::Address::new(row, column);
                if !covered(at) && !content.hidden.iter().any(|cell| cell.at == at) {
                    edits.push(gouji::writeback::Edit {
                        sheet,
                        at,
                        to: "1234".to_owned(),
                        stored: None,
                        note: "说明".to_owned(),
                    });
                }
            }
        }
        assert!(edits.len() > book.sheets.len(), "{name}");
        let out = gouji::writeback::rewrite(name, &file, &edits);
        let out = out.unwrap_or_else(|error| panic!("{name}: {error}"));
        let concerned = [
            "[Content_Types].xml",
            "xl/worksheets/",
            "xl/comments",
            "xl/drawings/",
        ];
        let recalculated = [
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/calcChain.xml",
        ];
        let after = parts(&out);
        for (part, content) in parts(&file) {
            let known = after.iter().find(|(known, _)| *known == part);
            let same = known.is_some_and(|(_, new)| *new == content);
            let concerned = concerned.iter().any(|front| part.starts_with(front));
            assert!(
                same || concerned || recalculated.contains(&part.as_str()),
                "{name}: {part}"
            );
        }
    }
}
