//! Files made to do harm: each is data and nothing more, within bounded time. Bombs of size are
//! among the bad files of `refusals.rs`.

mod support;

use gouji::{Checked, Error, Options, source};
use gouji_fixtures::{Cell, Sheet, Workbook, document, from_parts, parts, sample};
use support::check;

/// The sample with one of its parts changed as text.
fn with_part(name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(&sample().to_xlsx());
    let part = parts.iter_mut().find(|(part, _)| part == name);
    let (_, content) = part.unwrap_or_else(|| panic!("{name}"));
    let text = String::from_utf8(content.clone()).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text, "{name} is as it was");
    *content = changed.into_bytes();
    from_parts(parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The sample as it should come out of a changed file: whatever stands beside its tables changes
/// no finding.
fn assert_as_ever(name: &str, bytes: &[u8]) -> Checked {
    let checked = check(name, bytes);
    let plain = check(name, &sample().to_xlsx());
    assert_eq!(checked.report().counts, plain.report().counts, "{name}");
    let again = checked.recheck(&checked.report().corrections);
    assert_eq!(again.report().counts, plain.report().counts, "{name}");
    checked
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let mut entities = String::from("<!DOCTYPE x [<!ENTITY a0 \"哈哈哈哈哈哈哈哈哈哈\">");
    for level in 1..30 {
        let below = format!("&a{};", level - 1).repeat(10);
        entities += &format!("<!ENTITY a{level} \"{below}\">");
    }
    entities += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    let bytes = with_part("xl/sharedStrings.xml", |text| {
        let start = text.find("<sst").unwrap();
        let (head, rest) = text.split_at(start);
        let rest = rest.replacen("</t>", "&a29;&file;</t>", 1);
        format!("{head}{entities}{rest}")
    });
    let report = check("entities.xlsx", &bytes).report().clone();
    assert!(!gouji::to_json(&report).contains("哈哈"));
    assert!(!gouji::to_json(&report).contains("root:"));
}

#[test]
fn depth_is_no_danger() {
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    let nested = deep("<x><y a='1'>", "</y></x>");
    let bytes = with_part(SHEET, |text| {
        text.replacen("<sheetData>", &format!("{nested}<sheetData>"), 1)
    });
    assert_as_ever("deep.xlsx", &bytes);
    for (name, text) in [
        (
            "deep.html",
            format!("<table><tr><td>{}</table>", deep("<div><b>", "</b></div>")),
        ),
        ("tables.html", deep("<table><tr><td>", "</td></tr></table>")),
        (
            "deep.fods",
            format!(
                "<?xml version=\"1.0\"?><office:document xmlns:office=\"o\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document>",
                deep(
                    "<table:table><table:table-row><table:table-cell>",
                    "</table:table-cell></table:table-row></table:table>"
                )
            ),
        ),
        (
            "deep.xml",
            format!(
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">{}</Workbook>",
                deep(
                    "<Worksheet><Table><Row><Cell><Data>",
                    "</Data></Cell></Row></Table></Worksheet>"
                )
            ),
        ),
    ] {
        // Read or refused: it ends.
        let _ = gouji::check(name, text.as_bytes(), &Options::default());
    }
}

#[test]
fn a_false_dimension_and_cells_at_the_borders_cost_nothing() {
    let bytes = with_part(SHEET, |text| {
        let start = text.find("<dimension").unwrap();
        let end = start + text[start..].find("/>").unwrap() + 2;
        let text = text.replacen(&text[start..end], "<dimension ref=\"A1:XFD1048576\"/>", 1);
        let last = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
        text.replacen("</sheetData>", last, 1)
    });
    let checked = check("giant.xlsx", &bytes);
    assert_eq!(checked.report().counts.errors, 0);
}

#[test]
fn formulas_that_refer_to_themselves_and_to_elsewhere_are_not_followed() {
    let mut workbook = sample();
    workbook.sheets.push(Sheet {
        name: "循环".to_owned(),
        rows: vec![vec![
            Cell::Computed("B1".into(), 100),
            Cell::Computed("A1".into(), 100),
            Cell::Computed("[1]外部!$A$1".into(), 100),
            Cell::Computed("WEBSERVICE(\"http://example.invalid/\")".into(), 100),
            Cell::Computed("HYPERLINK(\"file:///etc/passwd\",\"点\")".into(), 100),
        ]],
        ..Sheet::default()
    });
    let checked = check("cycle.xlsx", &workbook.to_xlsx());
    assert_eq!(checked.report().counts.errors, 0);
    assert_eq!(checked.report().unread[0].sheet, "循环");
}

#[test]
fn macros_links_and_paths_out_of_the_file_are_passed_over() {
    let mut extra = parts(&sample().to_xlsx());
    for (name, content) in [
        ("xl/vbaProject.bin", "Sub Auto_Open()"),
        (
            "xl/externalLinks/externalLink1.xml",
            "<externalLink><externalBook/></externalLink>",
        ),
        (
            "xl/connections.xml",
            "<connections><connection connection=\"DSN=x\"/></connections>",
        ),
        ("../../outside.xml", "<x/>"),
        ("/etc/passwd", "root"),
        ("xl/embeddings/oleObject1.bin", "MZ"),
    ] {
        extra.push((name.to_owned(), content.as_bytes().to_vec()));
    }
    assert_as_ever("macro.xlsm", &from_parts(extra));
    let bytes = with_part("xl/_rels/workbook.xml.rels", |text| {
        text.replacen("worksheets/sheet1.xml", "../../../../etc/passwd", 1)
    });
    // The sheet is not there: damaged, or a table less. Nothing outside is looked for.
    match gouji::check("relations.xlsx", &bytes, &Options::default()) {
        Ok(checked) => assert!(checked.report().tables.len() < 12),
        Err(error) => assert!(matches!(error, Error::Read(_)), "{error}"),
    }
}

#[test]
fn text_that_looks_like_markup_or_a_formula_stays_text() {
    let nasty = [
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A0",
        "@SUM(1+1)",
        "+1+1",
        "\u{202e}文反",
        "a\u{0}b",
    ];
    for text in nasty {
        let clean = text.replace('\u{0}', "");
        let mut workbook = sample();
        workbook.sheets.push(Sheet {
            name: "另附".to_owned(),
            rows: vec![vec![Cell::Text(clean.clone())]],
            ..Sheet::default()
        });
        let checked = check("nasty.xlsx", &workbook.to_xlsx());
        assert_eq!(checked.report().counts.errors, 0, "{text}");
        let book = source::read("nasty.xlsx", &workbook.to_xlsx()).unwrap();
        let sheet = book.sheets.last().unwrap();
        assert_eq!(sheet.row(0)[0].text(), clean.trim(), "{text}");
    }
}

#[test]
fn amounts_beyond_all_bounds_are_no_amounts() {
    for text in [
        "1e308",
        "-1E+4000",
        &"9".repeat(30_000),
        "0.{}",
        &format!("0.{}1", "0".repeat(20_000)),
    ] {
        let bytes = with_part("xl/worksheets/sheet3.xml", |sheet| {
            let start = sheet.rfind("<v>").unwrap() + 3;
            let end = start + sheet[start..].find("</v>").unwrap();
            format!("{}{text}{}", &sheet[..start], &sheet[end..])
        });
        let checked = check("numbers.xlsx", &bytes);
        let _ = checked.recheck(&checked.report().corrections);
    }
}

#[test]
fn sectors_that_lead_in_a_circle_are_damage() {
    let xls = sample().to_xls();
    let word = |at: usize| u32::from_le_bytes(xls[at..at + 4].try_into().unwrap());
    let table = (usize::try_from(word(76)).unwrap() + 1) * 512;
    for entry in 0..12 {
        for target in [entry, 0, 1, 2] {
            let mut bytes = xls.clone();
            let at = table + usize::try_from(entry).unwrap() * 4;
            bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(target));
            // Read or refused: it ends.
            let _ = gouji::check("circle.xls", &bytes, &Options::default());
        }
    }
}

#[test]
fn a_workbook_of_nothing_but_titles_ends() {
    let mut workbook = Workbook::default();
    let titles = sample().sheets;
    let rows: Vec<Vec<Cell>> = titles.iter().map(|sheet| sheet.rows[0].clone()).collect();
    let mut sheet = Sheet {
        name: "目录".to_owned(),
        ..Sheet::default()
    };
    for _ in 0..2_000 {
        sheet.rows.extend(rows.clone());
    }
    workbook.sheets.push(sheet);
    let _ = gouji::check("titles.xlsx", &workbook.to_xlsx(), &Options::default());
}

#[test]
fn numbers_without_end_in_one_paragraph_are_counted_and_not_all_read() {
    let text = document().to_text();
    let plain = check("a.txt", text.as_bytes());
    let plain = plain.report().text.clone().unwrap();
    for words in [
        "1万元、",
        "甲支出1.00万元，",
        "示例市文化馆支出1.00万元，其中：",
        "（甲1万元，",
        "在上年1万元的基础上",
        "1万元，本年",
        "占甲（1万元）的",
        "较上年（1万元）多",
    ] {
        let numbers = 32_000 / words.chars().count();
        let long = format!("{text}\n\n{}\n", words.repeat(numbers));
        let checked = check("a.txt", long.as_bytes());
        let info = checked.report().text.clone().unwrap();
        assert_eq!(info.numbers - plain.numbers, numbers, "{words}");
        assert!(info.understood <= plain.understood + 1000, "{words}");
    }
}
