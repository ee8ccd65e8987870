use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::row::{Found, Row};
use super::styles::Styles;
use super::{is_aside, is_collapsed, repeated, skip};
use crate::source::draft::{Draft, Room};
use crate::source::xml::{Xml, attribute};
use crate::source::{Address, Range, ReadError, Sheet, limits};

/// Reads one table.
pub(super) struct TableReader<'d> {
    styles: &'d Styles,
    room: &'d mut Room,
    draft: Draft,
    /// Number of the next row and column.
    row: u32,
    column: u32,
    /// The style of the cells of columns that have none of their own: first, last, name.
    columns: Vec<(u32, u32, String)>,
}

impl<'d> TableReader<'d> {
    pub(super) fn new(tag: &BytesStart<'_>, styles: &'d Styles, room: &'d mut Room) -> Self {
        let text = |name| attribute(tag, name).unwrap_or_default().into_owned();
        let visible = !styles.is_hidden(&text("style-name"));
        Self {
            styles,
            room,
            draft: Draft::new(text("name"), visible),
            row: 0,
            column: 0,
            columns: Vec::new(),
        }
    }

    /// Reads to the end of the table.
    pub(super) fn read<R: Read>(mut self, xml: &mut Xml<R>) -> Result<Sheet, ReadError> {
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(tag) if is_aside(tag) => {
                    let name = tag.local_name().as_ref().to_owned();
                    skip(xml, &name)?;
                }
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-column" => self.add_columns(tag),
                    "table-row" => {
                        let (count, hidden) =
                            (repeated(tag, "number-rows-repeated"), is_collapsed(tag));
                        let row = Row::new(tag, self.styles, &self.columns);
                        let row = row.read(xml)?;
                        self.add_rows(row, count, hidden)?;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "table" => {
                    return Ok(self.draft.finish());
                }
                Event::Eof => return Err(ReadError::damaged("工作表没有结尾")),
                _ => {}
            }
        }
    }

    fn add_columns(&mut self, tag: &BytesStart<'_>) {
        let count = repeated(tag, "number-columns-repeated");
        let first = self.column;
        self.column = first.saturating_add(count);
        let last = self.column.saturating_sub(1);
        if is_collapsed(tag) {
            self.draft.hide_columns(first, last);
        }
        let style = attribute(tag, "default-cell-style-name");
        if let (Some(style), true) = (style, self.columns.len() < COLUMN_STYLES) {
            self.columns.push((first, last, style.into_owned()));
        }
    }

    /// Adds a row as often as it is repeated; a blank one may be to the end of the sheet.
    fn add_rows(&mut self, row: Found, count: u32, hidden: bool) -> Result<(), ReadError> {
        let first = self.row;
        self.row = first.saturating_add(count);
        if hidden {
            self.draft.hide_rows(first, self.row.saturating_sub(1));
        }
        for (column, right, down) in row.spans {
            let end = Address::new(first.saturating_add(down), column.saturating_add(right));
            let start = Address::new(first, column);
            self.draft.merge(self.room, Range { start, end })?;
        }
        if row.cells.is_empty() {
            return Ok(());
        }
        for at in first..self.row.min(limits::ROWS) {
            for (first, last, content, formula) in &row.cells {
                for column in *first..=*last {
                    let at = Address::new(at, column);
                    if *formula {
                        self.draft.formula(at);
                    }
                    self.draft.put(self.room, at, content.clone())?;
                }
            }
        }
        Ok(())
    }
}

/// Most stretches of columns with a style that are kept: as many as there can be columns.
const COLUMN_STYLES: usize = 16_384;
