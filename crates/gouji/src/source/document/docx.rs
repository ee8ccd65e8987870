//! Word documents: paragraphs and tables of the body, in their order.

use quick_xml::events::{BytesStart, Event};

use super::Layout;
use crate::source::draft::{Draft, Room};
use crate::source::package::Package;
use crate::source::xml::{Xml, attribute, push_text};
use crate::source::{Address, Content, Range, ReadError, Sheet, limits};

/// Reads the body of a document as one sheet: a row for each paragraph and each row of a table.
pub(in crate::source) fn read(
    name: &str,
    mut package: Package<'_>,
) -> Result<Vec<Sheet>, ReadError> {
    let Some(part) = package.part("word/document.xml")? else {
        return Err(ReadError::damaged("缺少正文"));
    };
    let mut xml = Xml::new(part);
    let mut room = Room::default();
    let mut found = false;
    let mut body = Body::new(Draft::new(name.to_owned(), true), &mut room);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => {
                found |= tag.local_name().as_ref() == "body";
                body.start(tag);
            }
            Event::End(tag) => body.end(tag.local_name().as_ref())?,
            Event::Eof if found => return Ok(vec![body.finish()]),
            Event::Eof => return Err(ReadError::damaged("缺少正文")),
            event => body.text(event)?,
        }
    }
}

/// A cell of a table while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    span: u32,
    /// Whether it goes on with the cell above.
    continues: bool,
}

/// A cell that may go on below: its columns, its first row.
struct Above {
    column: u32,
    span: u32,
    first: u32,
    last: u32,
}

struct Body<'r> {
    draft: Draft,
    room: &'r mut Room,
    row: u32,
    text: String,
    in_text: bool,
    /// Elements whose text is not shown: deleted words, codes of fields.
    hidden: usize,
    depth: usize,
    column: u32,
    cell: Option<Cell>,
    above: Vec<Above>,
}

impl<'r> Body<'r> {
    fn new(draft: Draft, room: &'r mut Room) -> Self {
        Self {
            draft,
            room,
            row: 0,
            text: String::new(),
            in_text: false,
            hidden: 0,
            depth: 0,
            column: 0,
            cell: None,
            above: Vec::new(),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" => {
                self.hidden = self.hidden.saturating_add(1);
            }
            "t" => self.in_text = true,
            "tab" if self.cell.is_none() => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('-'),
            "tbl" => {
                self.depth = self.depth.saturating_add(1);
                if self.depth == 1 {
                    self.above.clear();
                }
            }
            "tr" if self.depth == 1 => self.column = 0,
            "tc" if self.depth == 1 => {
                self.cell = Some(Cell {
                    span: 1,
                    ..Cell::default()
                });
            }
            name => self.property(name, tag),
        }
    }

    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = attribute(tag, "val");
        match (name, &mut self.cell) {
            ("gridSpan", Some(cell)) => {
                let span = value.and_then(|value| value.parse().ok());
                cell.span = span.unwrap_or(1).clamp(1, limits::COLUMNS);
            }
            ("vMerge", Some(cell)) => cell.continues = value.is_none_or(|value| value != "restart"),
            ("gridBefore", _) if self.depth == 1 => {
                let before = value.and_then(|value| value.parse().ok());
                self.column = before.unwrap_or(0).min(limits::COLUMNS);
            }
            _ => {}
        }
    }

    fn text(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        if self.in_text && self.hidden == 0 {
            push_text(event, &mut self.text);
        }
        if self.text.len() > limits::TEXT_CHARS.saturating_mul(4) {
            return Err(ReadError::TooLarge {
                limit: "单元格文字 32767 个字符",
            });
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "t" => self.in_text = false,
            "p" => self.end_paragraph()?,
            "tc" if self.depth == 1 => self.end_cell()?,
            "tr" if self.depth == 1 => self.row = self.row.saturating_add(1),
            "tbl" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.text);
        if let Some(cell) = &mut self.cell {
            if !cell.text.is_empty() && !text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(&text);
            return Ok(());
        }
        let at = Address::new(self.row, 0);
        self.row = self.row.saturating_add(1);
        self.draft.put(self.room, at, Content::Text(text))
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(cell.span);
        let known = self
            .above
            .iter_mut()
            .find(|above| (above.column, above.span) == (column, cell.span));
        if let Some(above) =
            known.filter(|above| cell.continues && above.last.checked_add(1) == Some(row))
        {
            above.last = row;
            return Ok(());
        }
        self.close(column, cell.span)?;
        self.above.push(Above {
            column,
            span: cell.span,
            first: row,
            last: row,
        });
        let at = Address::new(row, column);
        self.draft.put(self.room, at, Content::Text(cell.text))
    }

    /// Notes the merged range of the cells that end where another begins.
    fn close(&mut self, column: u32, span: u32) -> Result<(), ReadError> {
        let end = column.saturating_add(span);
        let met = |above: &mut Above| {
            above.column < end && column < above.column.saturating_add(above.span)
        };
        for above in self.above.extract_if(.., met) {
            self.draft.merge(self.room, above.range())?;
        }
        Ok(())
    }

    fn finish(mut self) -> Sheet {
        // What does not fit any more is no loss: a range of what was read already.
        let _ = self.close(0, u32::MAX);
        self.draft.plain();
        let mut sheet = self.draft.finish();
        sheet.layout = Layout::Paragraphs;
        sheet
    }
}

impl Above {
    fn range(&self) -> Range {
        let right = self.column.saturating_add(self.span).saturating_sub(1);
        Range {
            start: Address::new(self.first, self.column),
            end: Address::new(self.last, right),
        }
    }
}
