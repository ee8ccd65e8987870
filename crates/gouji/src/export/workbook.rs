//! A workbook written from scratch: text, amounts and merged cells, no formulas.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::source::{Address, Range};

/// One sheet to be written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Widths of its columns in characters.
    pub(super) widths: Vec<u32>,
    /// Its rows from top to bottom.
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) merges: Vec<Range>,
    /// How many rows from the top stay in sight.
    pub(super) frozen: u32,
}

/// One cell to be written.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) look: Look,
    pub(super) text: String,
}

/// How a cell looks: its place in the list of formats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Look {
    Plain,
    Title,
    Meta,
    Head,
    Label,
    Amount,
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#;
const RELATIONS: &str =
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// The formats, in the order of [`Look`].
const STYLES: &str = r#"<fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F4F7"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf xfId="0"/><xf fontId="2" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="49" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="2" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf></cellXfs>"#;

/// The bytes of a workbook with these sheets; empty where they do not fit into a file.
pub(super) fn write(sheets: &[Sheet]) -> Vec<u8> {
    pack(sheets).unwrap_or_default()
}

fn pack(sheets: &[Sheet]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let numbers = || 1..=sheets.len();
    let types: String = numbers()
        .map(|number| format!(r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{SHEET_TYPE}"/>"#))
        .collect();
    let links: String = numbers()
        .map(|number| format!(r#"<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#))
        .collect();
    let styles =
        format!(r#"<Relationship Id="styles" Type="{OFFICE}/styles" Target="styles.xml"/>"#);
    let list: String = names(sheets)
        .iter()
        .zip(numbers())
        .map(|(name, number)| {
            format!(
                r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#,
                escape(name)
            )
        })
        .collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!("{TYPES}{types}</Types>"),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"{RELATIONS}<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{list}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("{RELATIONS}{links}{styles}</Relationships>"),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#),
        ),
    ];
    for (sheet, number) in sheets.iter().zip(numbers()) {
        parts.push((format!("xl/worksheets/sheet{number}.xml"), worksheet(sheet)));
    }
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#)
            .ok()?;
        zip.write_all(text.as_bytes()).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The names of the sheets as a workbook allows them: short, without certain signs, each once.
fn names(sheets: &[Sheet]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let allowed = |c: &char| !r"[]:*?/\".contains(*c);
        let mut name: String = sheet.name.chars().filter(allowed).take(28).collect();
        if names.contains(&name) {
            name.push_str(&names.len().saturating_add(1).to_string());
        }
        names.push(name);
    }
    names
}

fn worksheet(sheet: &Sheet) -> String {
    let mut xml =
        format!(r#"<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">"#);
    if sheet.frozen > 0 {
        let first = Address::new(sheet.frozen, 0);
        xml.push_str(&format!(
            r#"<pane ySplit="{}" topLeftCell="{first}" activePane="bottomLeft" state="frozen"/>"#,
            sheet.frozen
        ));
    }
    xml.push_str("</sheetView></sheetViews><cols>");
    for (width, number) in sheet.widths.iter().zip(1_u32..) {
        xml.push_str(&format!(
            r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#
        ));
    }
    xml.push_str("</cols><sheetData>");
    for (row, at) in sheet.rows.iter().zip(0_u32..) {
        xml.push_str(&format!(r#"<row r="{}">"#, at.saturating_add(1)));
        for (cell, column) in row.iter().zip(0_u32..) {
            write_cell(&mut xml, cell, Address::new(at, column));
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    if !sheet.merges.is_empty() {
        xml.push_str("<mergeCells>");
        for merge in &sheet.merges {
            xml.push_str(&format!(r#"<mergeCell ref="{merge}"/>"#));
        }
        xml.push_str("</mergeCells>");
    }
    xml.push_str("</worksheet>");
    xml
}

fn write_cell(xml: &mut String, cell: &Cell, at: Address) {
    let style = cell.look as u32;
    let number = cell.look == Look::Amount && cell.text.parse::<rust_decimal::Decimal>().is_ok();
    xml.push_str(&match (cell.text.is_empty(), number) {
        (true, _) => format!(r#"<c r="{at}" s="{style}"/>"#),
        (_, true) => format!(r#"<c r="{at}" s="{style}"><v>{}</v></c>"#, cell.text),
        _ => format!(
            r#"<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
            escape(&cell.text)
        ),
    });
}

/// Text as XML allows it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(character),
            control if control.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&control) => {}
            plain => escaped.push(plain),
        }
    }
    escaped
}
