//! Word documents: paragraphs and tables of the body, in their order.

use quick_xml::events::{BytesStart, Event};

use super::body::{Body, fits};
use crate::source::draft::Room;
use crate::source::package::Package;
use crate::source::xml::{Xml, attribute, push_text};
use crate::source::{ReadError, Sheet};

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
    let mut reader = Reader {
        body: Body::new(name, &mut room),
        in_text: false,
        hidden: 0,
        depth: 0,
    };
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => {
                found |= tag.local_name().as_ref() == "body";
                reader.start(tag)?;
            }
            Event::End(tag) => reader.end(tag.local_name().as_ref())?,
            Event::Eof if found => return Ok(vec![reader.body.finish()]),
            Event::Eof => return Err(ReadError::damaged("缺少正文")),
            event => reader.text(event)?,
        }
    }
}

struct Reader<'r> {
    body: Body<'r>,
    in_text: bool,
    /// Elements whose text is not shown: deleted words, codes of fields.
    hidden: usize,
    /// How many tables are around.
    depth: usize,
}

impl Reader<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        match tag.local_name().as_ref() {
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" => {
                self.hidden = self.hidden.saturating_add(1);
            }
            "t" => self.in_text = true,
            "tab" if !self.body.in_cell() => self.body.text().push('\t'),
            "br" | "cr" => self.body.text().push('\n'),
            "noBreakHyphen" => self.body.text().push('-'),
            "tbl" => {
                self.depth = self.depth.saturating_add(1);
                if self.depth == 1 {
                    self.body.start_table()?;
                }
            }
            "tr" if self.depth == 1 => self.body.start_row(),
            "tc" if self.depth == 1 => self.body.start_cell(),
            name => self.property(name, tag),
        }
        Ok(())
    }

    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = attribute(tag, "val");
        match name {
            "gridSpan" => {
                let span = value.and_then(|value| value.parse().ok());
                self.body.span(span.unwrap_or(1));
            }
            "vMerge" => self
                .body
                .continues(value.is_none_or(|value| value != "restart")),
            "gridBefore" if self.depth == 1 => {
                let before = value.and_then(|value| value.parse().ok());
                self.body.go_to(before.unwrap_or(0));
            }
            _ => {}
        }
    }

    fn text(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        if self.in_text && self.hidden == 0 {
            push_text(event, self.body.text());
        }
        fits(self.body.text())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "t" => self.in_text = false,
            "p" => self.body.end_paragraph()?,
            "tc" if self.depth == 1 => self.body.end_cell()?,
            "tr" if self.depth == 1 => self.body.end_row(),
            "tbl" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }
}
