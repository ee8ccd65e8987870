use super::Workbook;
use super::records::{Record, records};
use crate::source::bytes::{f64_at, index_at, u8_at, u16_at, u32_at};
use crate::source::draft::{Draft, Room};
use crate::source::styles::{error, truth};
use crate::source::{Address, Content, Range, ReadError, Sheet};

/// Reads the records of one sheet.
pub(super) struct SheetReader<'w> {
    workbook: &'w Workbook,
    room: &'w mut Room,
    draft: Draft,
    /// The formula whose result is the text that comes next.
    pending: Option<Address>,
}

impl<'w> SheetReader<'w> {
    pub(super) fn new(workbook: &'w Workbook, room: &'w mut Room, draft: Draft) -> Self {
        Self {
            workbook,
            room,
            draft,
            pending: None,
        }
    }

    /// Reads to the end of the sheet; charts inside of it are passed over.
    pub(super) fn read(mut self, stream: &[u8]) -> Result<Sheet, ReadError> {
        let mut depth = 0_usize;
        for record in records(stream) {
            match record.kind {
                0x0809 => depth = depth.saturating_add(1),
                0x000a => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return self.finish();
                    }
                }
                _ if depth == 1 => drop(self.add(record)?),
                _ if depth == 0 => return Err(ReadError::damaged("工作表没有开头")),
                _ => {}
            }
        }
        Err(ReadError::damaged("工作表没有结尾"))
    }

    fn finish(mut self) -> Result<Sheet, ReadError> {
        self.settle()?;
        Ok(self.draft.finish())
    }

    /// A formula whose text never came has no result.
    fn settle(&mut self) -> Result<(), ReadError> {
        match self.pending.take() {
            Some(at) => self.put(at, Content::Formula),
            None => Ok(()),
        }
    }

    fn put(&mut self, at: Address, content: Content) -> Result<(), ReadError> {
        self.draft.put(self.room, at, content)
    }

    /// Takes one record in; `None` when it is too short.
    fn add(&mut self, record: Record<'_>) -> Result<Option<()>, ReadError> {
        let data = record.data;
        let content = match record.kind {
            // ROW, COLINFO
            0x0208 => return Ok(self.row(data)),
            0x007d => return Ok(self.columns(data)),
            // MERGECELLS
            0x00e5 => return self.merges(data).map(Some),
            // MULRK
            0x00bd => return self.packed_row(data).map(Some),
            // FORMULA of the versions that are read, and of those before
            0x0006 | 0x0206 | 0x0406 => return self.formula(data).map(Some),
            // STRING
            0x0207 => return self.formula_text(record).map(Some),
            // NUMBER
            0x0203 => f64_at(data, 6).map(|value| self.styles().double(style(data), value)),
            // RK
            0x027e => u32_at(data, 6).map(|packed| self.styles().packed(style(data), packed)),
            // LABELSST
            0x00fd => Some(self.shared(data)?),
            // LABEL, RSTRING
            0x0204 | 0x00d6 => self.label(record),
            // BOOLERR
            0x0205 => truth_or_error(data),
            _ => return Ok(None),
        };
        match (place(data), content) {
            (Some(at), Some(content)) => self.put(at, content).map(Some),
            _ => Ok(None),
        }
    }

    fn styles(&self) -> &'w crate::source::styles::Styles {
        &self.workbook.styles
    }

    fn row(&mut self, data: &[u8]) -> Option<()> {
        let row = u32::from(u16_at(data, 0)?);
        let (height, flags) = (u16_at(data, 6)?, u16_at(data, 12)?);
        if flags & 0x20 != 0 || height == 0 {
            self.draft.hide_rows(row, row);
        }
        Some(())
    }

    fn columns(&mut self, data: &[u8]) -> Option<()> {
        let (first, last) = (u16_at(data, 0)?, u16_at(data, 2)?);
        let (width, flags) = (u16_at(data, 4)?, u16_at(data, 8)?);
        if flags & 1 != 0 || width == 0 {
            self.draft.hide_columns(u32::from(first), u32::from(last));
        }
        Some(())
    }

    fn merges(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let ranges = data.get(2..).unwrap_or_default().chunks_exact(8);
        for range in ranges.filter_map(merge) {
            self.draft.merge(self.room, range)?;
        }
        Ok(())
    }

    fn packed_row(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let Some(first) = place(data) else {
            return Ok(());
        };
        // The last two bytes name the last column.
        let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
        for (cell, column) in cells.zip(first.column..) {
            let style = u16_at(cell, 0).map_or(0, usize::from);
            if let Some(packed) = u32_at(cell, 2) {
                let content = self.styles().packed(style, packed);
                self.put(Address::new(first.row, column), content)?;
            }
        }
        Ok(())
    }

    fn shared(&self, data: &[u8]) -> Result<Content, ReadError> {
        let text = index_at(data, 6).and_then(|index| self.workbook.strings.get(index));
        let missing = || ReadError::damaged("单元格文字缺失");
        Ok(Content::Text(text.ok_or_else(missing)?.clone()))
    }

    fn label(&self, record: Record<'_>) -> Option<Content> {
        let mut reader = record.reader();
        reader.skip(6)?;
        self.workbook.long_text(&mut reader).map(Content::Text)
    }

    /// A formula and its result: a number, or a mark for what else it is.
    fn formula(&mut self, data: &[u8]) -> Result<(), ReadError> {
        self.settle()?;
        let Some((at, value)) = place(data).zip(f64_at(data, 6)) else {
            return Ok(());
        };
        let (kind, detail) = (u8_at(data, 6), u8_at(data, 8).unwrap_or(0));
        let content = match (u16_at(data, 12), kind) {
            (Some(0xffff), Some(0)) => {
                self.pending = Some(at);
                return Ok(());
            }
            (Some(0xffff), Some(1)) => truth(detail != 0),
            (Some(0xffff), Some(2)) => error(detail),
            // Empty, and to be calculated when the workbook is opened: nothing was stored.
            (Some(0xffff), _) if u16_at(data, 14).is_some_and(|flags| flags & 2 != 0) => {
                return self.put(at, Content::Formula);
            }
            (Some(0xffff), _) => Content::Text(String::new()),
            _ => self.styles().double(style(data), value),
        };
        self.draft.formula(at);
        self.put(at, content)
    }

    fn formula_text(&mut self, record: Record<'_>) -> Result<(), ReadError> {
        let Some(at) = self.pending.take() else {
            return Ok(());
        };
        let text = self.workbook.long_text(&mut record.reader());
        self.draft.formula(at);
        self.put(at, Content::Text(text.unwrap_or_default()))
    }
}

fn place(data: &[u8]) -> Option<Address> {
    let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
    Some(Address::new(u32::from(row), u32::from(column)))
}

fn style(data: &[u8]) -> usize {
    u16_at(data, 4).map_or(0, usize::from)
}

fn truth_or_error(data: &[u8]) -> Option<Content> {
    let (value, is_error) = (u8_at(data, 6)?, u8_at(data, 7)?);
    Some(if is_error == 0 {
        truth(value != 0)
    } else {
        error(value)
    })
}

fn merge(data: &[u8]) -> Option<Range> {
    let corner = |row, column| {
        Some(Address::new(
            u32::from(u16_at(data, row)?),
            u32::from(u16_at(data, column)?),
        ))
    };
    Some(Range {
        start: corner(0, 4)?,
        end: corner(2, 6)?,
    })
}
