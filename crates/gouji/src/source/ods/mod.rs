//! OpenDocument spreadsheets (`.ods`, and `.fods` as one XML file). Their cells hold what they
//! show beside what they store.

mod row;
mod styles;
mod table;

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::draft::{Room, sheets_fit};
use super::package::Package;
use super::xml::{Xml, attribute};
use super::{ReadError, Sheet};
use styles::Styles;
use table::TableReader;

/// Reads a document from its package.
pub(super) fn read(mut package: Package<'_>) -> Result<Vec<Sheet>, ReadError> {
    if let Some(part) = package.part("META-INF/manifest.xml")? {
        refuse_encrypted(part)?;
    }
    let mut styles = Styles::default();
    if let Some(part) = package.part("styles.xml")? {
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Event::Eof => break,
                event => styles.add(&event),
            }
        }
    }
    match package.part("content.xml")? {
        Some(part) => read_document(part, styles),
        None => Err(ReadError::damaged("缺少工作表")),
    }
}

/// Reads a document that is one XML file.
pub(super) fn read_flat(text: &str) -> Result<Vec<Sheet>, ReadError> {
    read_document(text.as_bytes(), Styles::default())
}

/// Styles come before the tables that use them.
fn read_document(part: impl Read, mut styles: Styles) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = Xml::new(part);
    let mut room = Room::default();
    let mut sheets = Vec::new();
    let mut inside = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) if tag.local_name().as_ref() == "spreadsheet" => inside = true,
            Event::Start(tag) if inside && tag.local_name().as_ref() == "table" => {
                sheets_fit(sheets.len().saturating_add(1))?;
                let reader = TableReader::new(tag, &styles, &mut room);
                sheets.push(reader.read(&mut xml)?);
            }
            Event::Start(tag) if inside && is_aside(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                skip(&mut xml, &name)?;
            }
            Event::End(tag) if tag.local_name().as_ref() == "spreadsheet" => return Ok(sheets),
            Event::Eof => return Err(ReadError::damaged("文档没有结尾")),
            event if !inside => styles.add(event),
            _ => {}
        }
    }
}

/// Elements beside the cells whose content is not theirs: notes, pictures, older versions.
fn is_aside(tag: &BytesStart<'_>) -> bool {
    matches!(
        tag.local_name().as_ref(),
        "annotation" | "frame" | "shapes" | "forms" | "tracked-changes" | "custom-shape" | "g"
    )
}

/// Goes on to the end of an element whose start was read.
fn skip<R: Read>(xml: &mut Xml<R>, name: &str) -> Result<(), ReadError> {
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == name => {
                depth = depth.saturating_add(1);
            }
            Event::End(tag) if tag.local_name().as_ref() == name => {
                depth = depth.saturating_sub(1);
            }
            Event::Eof => return Err(ReadError::damaged("文档没有结尾")),
            _ => {}
        }
    }
    Ok(())
}

fn refuse_encrypted(part: impl Read) -> Result<(), ReadError> {
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "encryption-data" => {
                return Err(ReadError::Encrypted);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// How often an element stands for itself.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    let count = attribute(tag, name).and_then(|count| count.parse().ok());
    count.unwrap_or(1).max(1)
}

/// Whether rows or columns are shown.
fn is_collapsed(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|visibility| visibility != "visible")
}
