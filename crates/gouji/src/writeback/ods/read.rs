//! Where the rows and cells of a document stand in its XML.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::Edits;
use super::formula::plain;
use crate::source::xml::attribute;
use crate::source::{Address, limits};
use crate::writeback::WriteError;
use crate::writeback::formula::{Formula, Place};
use crate::writeback::splice::Scan;

/// What there is in a document.
#[derive(Default)]
pub(super) struct Found {
    /// Row elements with edits.
    pub(super) rows: Vec<RowAt>,
    pub(super) formulas: BTreeMap<Place, Formula>,
}

/// A row element that stands for rows with edits.
pub(super) struct RowAt {
    pub(super) sheet: usize,
    pub(super) first: u32,
    pub(super) count: u32,
    pub(super) place: Range<usize>,
    pub(super) tag: Range<usize>,
    pub(super) cells: Vec<CellAt>,
    /// Where its end tag begins; `None` where it has none.
    pub(super) end: Option<usize>,
}

pub(super) struct CellAt {
    pub(super) first: u32,
    pub(super) count: u32,
    pub(super) place: Range<usize>,
    pub(super) tag: Range<usize>,
    pub(super) covered: bool,
    /// Where its end tag begins; where it has none, it is empty.
    pub(super) end: usize,
    /// Its paragraphs.
    pub(super) texts: Vec<Range<usize>>,
    /// Where its comment ends, if it has one.
    pub(super) comment: Option<usize>,
}

/// The row elements with edits, and their cells.
pub(super) fn rows(text: &str, edits: &Edits<'_>) -> Result<Found, WriteError> {
    let mut scan = Scan::new(text);
    let mut found = Found::default();
    let (mut sheet, mut row) = (None::<usize>, 0_u32);
    let mut inside = false;
    while let Some((event, place)) = scan.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            continue;
        };
        let empty = matches!(event, Event::Empty(_));
        match tag.local_name().as_ref() {
            "spreadsheet" => inside = true,
            "annotation" | "frame" | "shapes" | "forms" | "tracked-changes" | "custom-shape"
            | "g"
                if !empty =>
            {
                skip(&mut scan)?;
            }
            "table" if inside => {
                sheet = Some(sheet.map_or(0, |sheet| sheet.saturating_add(1)));
                row = 0;
            }
            "table-row" => {
                let count = repeated(tag, "number-rows-repeated");
                let mut at = RowAt {
                    sheet: sheet.unwrap_or_default(),
                    first: row,
                    count,
                    tag: place.clone(),
                    place,
                    cells: Vec::new(),
                    end: None,
                };
                row = row.saturating_add(count);
                if !empty {
                    at.read(&mut scan, &mut found.formulas)?;
                }
                let first = (at.sheet, at.first);
                if edits.range(first..(at.sheet, row)).next().is_some() {
                    found.rows.push(at);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

impl RowAt {
    /// Reads to the end of the row.
    fn read(
        &mut self,
        scan: &mut Scan<'_>,
        formulas: &mut BTreeMap<Place, Formula>,
    ) -> Result<(), WriteError> {
        let mut column = 0_u32;
        while let Some((event, place)) = scan.next()? {
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.local_name();
                    let covered = name.as_ref() == "covered-table-cell";
                    if !covered && name.as_ref() != "table-cell" {
                        continue;
                    }
                    let count = repeated(tag, "number-columns-repeated");
                    if let Some(text) = attribute(tag, "formula") {
                        let at = Address::new(self.first, column);
                        let text = plain(&text).unwrap_or_default();
                        let moved = (0, 0);
                        formulas.insert((self.sheet, at), Formula { text, moved });
                    }
                    let mut cell = CellAt {
                        first: column,
                        count,
                        end: place.end,
                        tag: place.clone(),
                        place,
                        covered,
                        texts: Vec::new(),
                        comment: None,
                    };
                    column = column.saturating_add(count);
                    if matches!(event, Event::Start(_)) {
                        cell.read(scan)?;
                    }
                    self.cells.push(cell);
                }
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => {
                    self.end = Some(place.start);
                    self.place.end = place.end;
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(WriteError::damaged("行没有结尾"))
    }
}

impl CellAt {
    /// Reads to the end of the cell.
    fn read(&mut self, scan: &mut Scan<'_>) -> Result<(), WriteError> {
        let mut depth = 0_usize;
        let mut start = 0;
        let mut name = String::new();
        while let Some((event, place)) = scan.next()? {
            match &event {
                Event::Start(tag) => {
                    if depth == 0 {
                        (start, name) = (place.start, tag.local_name().as_ref().to_owned());
                    }
                    depth = depth.saturating_add(1);
                }
                Event::Empty(tag) if depth == 0 && is_text(tag.local_name().as_ref()) => {
                    self.texts.push(place);
                }
                Event::End(_) if depth == 0 => {
                    self.end = place.start;
                    self.place.end = place.end;
                    return Ok(());
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && is_text(&name) {
                        self.texts.push(start..place.end);
                    } else if depth == 0 && name == "annotation" {
                        self.comment = Some(place.start);
                    }
                }
                _ => {}
            }
        }
        Err(WriteError::damaged("单元格没有结尾"))
    }
}

fn is_text(name: &str) -> bool {
    matches!(name, "p" | "h")
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    let count = attribute(tag, name).and_then(|count| count.parse().ok());
    count.unwrap_or(1).clamp(1, limits::ROWS)
}

/// Goes on to the end of an element whose start was read.
fn skip(scan: &mut Scan<'_>) -> Result<(), WriteError> {
    let mut depth = 1_usize;
    while depth > 0 {
        match scan.next()? {
            Some((Event::Start(_), _)) => depth = depth.saturating_add(1),
            Some((Event::End(_), _)) => depth = depth.saturating_sub(1),
            Some(_) => {}
            None => return Err(WriteError::damaged("文档没有结尾")),
        }
    }
    Ok(())
}
