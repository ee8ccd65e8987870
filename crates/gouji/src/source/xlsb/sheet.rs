use std::io::Read;

use super::records::{Records, text};
use crate::source::bytes::{f64_at, index_at, u8_at, u16_at, u32_at};
use crate::source::draft::{Draft, Room};
use crate::source::styles::{Styles, error, truth};
use crate::source::{Address, Content, Range, ReadError, Sheet};

/// Reads the records of one sheet.
pub(super) struct SheetReader<'w> {
    strings: &'w [String],
    styles: &'w Styles,
    room: &'w mut Room,
    draft: Draft,
    row: u32,
}

impl<'w> SheetReader<'w> {
    pub(super) fn new(
        strings: &'w [String],
        styles: &'w Styles,
        room: &'w mut Room,
        draft: Draft,
    ) -> Self {
        Self {
            strings,
            styles,
            room,
            draft,
            row: 0,
        }
    }

    pub(super) fn read(mut self, part: impl Read) -> Result<Sheet, ReadError> {
        let mut records = Records::new(part);
        while let Some((kind, data)) = records.next()? {
            match kind {
                // BrtEndSheet
                0x82 => return Ok(self.draft.finish()),
                // BrtRowHdr
                0x00 => self.start_row(data),
                // BrtColInfo
                0x3c => self.columns(data),
                // BrtMergeCell
                0xb0 => {
                    if let Some(range) = merge(data) {
                        self.draft.merge(self.room, range)?;
                    }
                }
                kind => self.cell(kind, data)?,
            }
        }
        Err(ReadError::damaged("工作表没有结尾"))
    }

    fn start_row(&mut self, data: &[u8]) {
        let Some(row) = u32_at(data, 0) else { return };
        self.row = row;
        let height = u16_at(data, 8).unwrap_or(1);
        let hidden = u8_at(data, 11).is_some_and(|flags| flags & 0x10 != 0);
        if hidden || height == 0 {
            self.draft.hide_rows(row, row);
        }
    }

    fn columns(&mut self, data: &[u8]) {
        let stretch = u32_at(data, 0).zip(u32_at(data, 4));
        let width = u32_at(data, 8).unwrap_or(1);
        let hidden = u16_at(data, 16).is_some_and(|flags| flags & 1 != 0);
        if let (Some((first, last)), true) = (stretch, hidden || width == 0) {
            self.draft.hide_columns(first, last);
        }
    }

    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        let formula = matches!(kind, 0x08..=0x0b);
        let (Some(column), Some(content)) = (u32_at(data, 0), self.content(kind, data)?) else {
            return Ok(());
        };
        let at = Address::new(self.row, column);
        if formula {
            self.draft.formula(at);
        }
        self.draft.put(self.room, at, content)
    }

    /// What a cell holds; `None` for records of other kinds and blanks.
    fn content(&self, kind: u16, data: &[u8]) -> Result<Option<Content>, ReadError> {
        // Three bytes are the style, the fourth holds flags.
        let style = index_at(data, 4).unwrap_or(0) & 0x00ff_ffff;
        Ok(match kind {
            // BrtCellRk
            0x02 => u32_at(data, 8).map(|packed| self.styles.packed(style, packed)),
            // BrtCellError, BrtFmlaError
            0x03 | 0x0b => u8_at(data, 8).map(error),
            // BrtCellBool, BrtFmlaBool
            0x04 | 0x0a => u8_at(data, 8).map(|value| truth(value != 0)),
            // BrtCellReal, BrtFmlaNum
            0x05 | 0x09 => f64_at(data, 8).map(|value| self.styles.double(style, value)),
            // BrtCellSt, BrtFmlaString
            0x06 | 0x08 => text(data, 8).map(|(text, _)| Content::Text(text)),
            // BrtCellIsst
            0x07 => Some(self.shared(data)?),
            // BrtCellRString
            0x3e => text(data, 9).map(|(text, _)| Content::Text(text)),
            _ => None,
        })
    }

    fn shared(&self, data: &[u8]) -> Result<Content, ReadError> {
        let text = index_at(data, 8).and_then(|index| self.strings.get(index));
        let missing = || ReadError::damaged("单元格文字缺失");
        Ok(Content::Text(text.ok_or_else(missing)?.clone()))
    }
}

fn merge(data: &[u8]) -> Option<Range> {
    Some(Range {
        start: Address::new(u32_at(data, 0)?, u32_at(data, 8)?),
        end: Address::new(u32_at(data, 4)?, u32_at(data, 12)?),
    })
}
