//! Workbooks as one XML file, the form of Excel 2002 and 2003.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::draft::{Draft, Room, sheets_fit};
use super::number_format::NumberFormat;
use super::styles::{Styles, truth};
use super::xml::{Xml, attribute, attributes, is_true, push_text};
use super::{Address, Content, Range, ReadError, Sheet};

/// Reads a workbook.
pub(super) fn read(text: &str) -> Result<Vec<Sheet>, ReadError> {
    let mut reader = Reader::default();
    let mut xml = Xml::new(text.as_bytes());
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => reader.start(tag)?,
            Event::End(tag) if tag.local_name().as_ref() == "Workbook" => {
                return Ok(reader.sheets);
            }
            Event::End(tag) => reader.end(tag.local_name().as_ref())?,
            Event::Eof => return Err(ReadError::damaged("工作簿没有结尾")),
            event if reader.inside => push_text(event, &mut reader.text),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    /// The index in `styles` of each style by its name.
    names: BTreeMap<String, usize>,
    /// The style that is read now.
    current: String,
    sheets: Vec<Sheet>,
    draft: Draft,
    room: Room,
    /// The row and column that come next.
    next: Address,
    /// The next column that a table describes.
    column: u32,
    cell: Option<Cell>,
    text: String,
    inside: bool,
}

#[derive(Default)]
struct Cell {
    at: Address,
    style: usize,
    kind: String,
    formula: bool,
    has_value: bool,
}

impl Reader {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        match tag.local_name().as_ref() {
            "Style" => self.current = text(tag, "ID"),
            "NumberFormat" => {
                let index = self.names.len();
                self.styles.push(named(&text(tag, "Format")));
                self.names.insert(std::mem::take(&mut self.current), index);
            }
            "Worksheet" => {
                sheets_fit(self.sheets.len().saturating_add(1))?;
                self.draft = Draft::new(text(tag, "Name"), true);
                self.next = Address::default();
                self.column = 0;
            }
            "Column" => self.start_column(tag),
            "Row" => self.start_row(tag),
            "Cell" => self.start_cell(tag)?,
            "Data" => {
                let kind = text(tag, "Type");
                self.text.clear();
                self.inside = self.cell.is_some();
                if let Some(cell) = &mut self.cell {
                    (cell.kind, cell.has_value) = (kind, true);
                }
            }
            "Visible" => {
                self.text.clear();
                self.inside = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "Data" => self.inside = false,
            "Cell" => self.end_cell()?,
            "Row" => self.next = Address::new(self.next.row.saturating_add(1), 0),
            "Visible" => {
                self.inside = false;
                if self.text.trim() != "SheetVisible" {
                    self.draft.hide();
                }
            }
            "Worksheet" => self.sheets.push(std::mem::take(&mut self.draft).finish()),
            _ => {}
        }
        Ok(())
    }

    fn start_column(&mut self, tag: &BytesStart<'_>) {
        let (first, last, hidden) = stretch(tag, self.column, "Width");
        self.column = last.saturating_add(1);
        if hidden {
            self.draft.hide_columns(first, last);
        }
    }

    fn start_row(&mut self, tag: &BytesStart<'_>) {
        let (first, last, hidden) = stretch(tag, self.next.row, "Height");
        self.next = Address::new(first, 0);
        if hidden {
            self.draft.hide_rows(first, last);
        }
        // A row that stands for several has no cells; the next one follows the last of them.
        self.next.row = last;
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let mut cell = Cell {
            at: self.next,
            ..Cell::default()
        };
        // Style 0 would be another's.
        cell.style = usize::MAX;
        let (mut right, mut down) = (0, 0);
        for (key, value) in attributes(tag) {
            let count = || value.parse::<u32>().unwrap_or(0);
            match key {
                "Index" => cell.at.column = count().saturating_sub(1),
                "MergeAcross" => right = count(),
                "MergeDown" => down = count(),
                "StyleID" => cell.style = self.names.get(&*value).copied().unwrap_or(usize::MAX),
                "Formula" => cell.formula = true,
                _ => {}
            }
        }
        let start = cell.at;
        let end = Address::new(
            start.row.saturating_add(down),
            start.column.saturating_add(right),
        );
        self.next.column = end.column.saturating_add(1);
        self.cell = Some(cell);
        self.draft.merge(&mut self.room, Range { start, end })
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let value = std::mem::take(&mut self.text);
        if cell.formula && cell.has_value {
            self.draft.formula(cell.at);
        }
        let content = match (cell.has_value, cell.kind.as_str()) {
            (false, _) if cell.formula => Content::Formula,
            (false, _) => return Ok(()),
            (true, "Number") => self.styles.written(cell.style, value.trim()),
            (true, "Boolean") => truth(is_true(value.trim())),
            (true, "DateTime") => {
                Content::Other(value.trim_end_matches("T00:00:00.000").to_owned())
            }
            (true, "Error") => Content::Other(value),
            (true, _) => Content::Text(value),
        };
        self.draft.put(&mut self.room, cell.at, content)
    }
}

fn text(tag: &BytesStart<'_>, name: &str) -> String {
    attribute(tag, name).unwrap_or_default().into_owned()
}

/// The rows or columns that an element describes, and whether they are not shown.
fn stretch(tag: &BytesStart<'_>, next: u32, size: &str) -> (u32, u32, bool) {
    let (mut first, mut span, mut hidden) = (next, 0, false);
    for (key, value) in attributes(tag) {
        match key {
            "Index" => first = value.parse::<u32>().map_or(next, |at| at.saturating_sub(1)),
            "Span" => span = value.parse().unwrap_or(0),
            "Hidden" => hidden |= is_true(&value),
            key if key == size => hidden |= value == "0",
            _ => {}
        }
    }
    (first, first.saturating_add(span), hidden)
}

/// A number format by its code or by the names that this form has for some.
fn named(code: &str) -> NumberFormat {
    NumberFormat::of(match code {
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Percent" => "0.00%",
        "General" | "General Number" | "Scientific" | "" => "General",
        "Yes/No" | "True/False" | "On/Off" => "General",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => "yyyy-mm-dd",
        "Long Time" | "Medium Time" | "Short Time" => "h:mm:ss",
        code => code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_merges_and_what_is_hidden() {
        let sheets = read(
            r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
             xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">
             <NumberFormat ss:Format="Fixed"/></Style></Styles><Worksheet ss:Name="表"><Table>
             <Column ss:Index="2" ss:Hidden="1"/><Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">题</Data></Cell>
             <Cell ss:StyleID="s1"><Data ss:Type="Number">1.5</Data></Cell><Cell ss:Formula="=1"/></Row>
             <Row><Cell ss:Index="2" ss:Formula="=1"><Data ss:Type="Number">2</Data></Cell></Row></Table></Worksheet>
             <Worksheet ss:Name="b"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#,
        )
        .unwrap();
        let row: Vec<String> = sheets[0]
            .row(1)
            .iter()
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect();
        assert_eq!(row, ["A2=题", "C2=1.50", "D2="]);
        assert_eq!(sheets[0].hidden[0].at.to_string(), "B3");
        assert_eq!(sheets[0].formulas.len(), 1);
        assert_eq!(sheets[0].merges[0].to_string(), "A2:B2");
        assert!(sheets[0].visible && !sheets[1].visible);
    }
}
