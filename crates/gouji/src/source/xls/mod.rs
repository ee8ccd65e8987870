//! Workbooks of Excel 5 to 2003 (BIFF5 and BIFF8) and those of WPS Spreadsheets (`.et`): a stream
//! of records, in a compound file.

mod records;
mod sheet;

use std::collections::BTreeMap;

use super::bytes::{index_at, u8_at, u16_at};
use super::draft::{Draft, Room, sheets_fit};
use super::number_format::NumberFormat;
use super::styles::Styles;
use super::{ReadError, Sheet, encoding, limits};
use records::{Continued, Record, records};
use sheet::SheetReader;

/// Reads a workbook from its stream.
pub(super) fn read(stream: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let workbook = Workbook::read(stream)?;
    sheets_fit(workbook.sheets.len())?;
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for entry in &workbook.sheets {
        let Some(records) = stream.get(entry.start..) else {
            return Err(ReadError::damaged("缺少工作表"));
        };
        let draft = Draft::new(entry.name.clone(), entry.visible);
        sheets.push(SheetReader::new(&workbook, &mut room, draft).read(records)?);
    }
    Ok(sheets)
}

/// What the front of the stream says of the whole workbook.
#[derive(Default)]
struct Workbook {
    /// Whether texts are of two bytes a character (BIFF8).
    unicode: bool,
    code_page: u16,
    strings: Vec<String>,
    styles: Styles,
    formats: BTreeMap<u16, NumberFormat>,
    sheets: Vec<Entry>,
}

struct Entry {
    name: String,
    visible: bool,
    start: usize,
}

impl Workbook {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut workbook = Self::default();
        let mut formats = Vec::new();
        let mut ended = false;
        for record in records(stream) {
            match record.kind {
                // FILEPASS
                0x002f => return Err(ReadError::Encrypted),
                // EOF
                0x000a => {
                    ended = true;
                    break;
                }
                // XF
                0x00e0 => formats.extend(u16_at(record.data, 2)),
                _ => drop(workbook.add(record)?),
            }
        }
        if !ended {
            return Err(ReadError::damaged("工作簿没有结尾"));
        }
        for id in formats {
            let format = workbook.formats.get(&id).copied();
            let format = format.unwrap_or_else(|| NumberFormat::builtin(id));
            workbook.styles.push(format);
        }
        Ok(workbook)
    }

    /// Takes one record in; `None` when it is too short, which matters for none of them alone.
    fn add(&mut self, record: Record<'_>) -> Result<Option<()>, ReadError> {
        let data = record.data;
        Ok(match record.kind {
            // BOF
            0x0809 => {
                let version = u16_at(data, 0);
                version.map(|version| self.unicode = version >= 0x0600)
            }
            // CODEPAGE
            0x0042 => u16_at(data, 0).map(|page| self.code_page = page),
            // DATEMODE
            0x0022 => u16_at(data, 0).map(|mode| self.styles.from_1904 = mode == 1),
            // FORMAT
            0x041e => self.add_format(record),
            // BOUNDSHEET
            0x0085 => self.add_sheet(record),
            // SST
            0x00fc => {
                self.strings = shared_strings(record.reader())?;
                Some(())
            }
            _ => None,
        })
    }

    fn add_format(&mut self, record: Record<'_>) -> Option<()> {
        let id = u16_at(record.data, 0)?;
        let mut reader = record.reader();
        reader.skip(2)?;
        let code = if self.unicode {
            let length = usize::from(reader.u16()?);
            reader.unicode(length)?
        } else {
            self.short_text(&mut reader)?
        };
        self.formats.insert(id, NumberFormat::of(&code));
        Some(())
    }

    /// Sheets of cells; macros and charts are passed over.
    fn add_sheet(&mut self, record: Record<'_>) -> Option<()> {
        let data = record.data;
        let (start, state, kind) = (index_at(data, 0)?, u8_at(data, 4)?, u8_at(data, 5)?);
        if kind != 0 {
            return None;
        }
        let mut reader = record.reader();
        reader.skip(6)?;
        let name = if self.unicode {
            let length = usize::from(reader.u8()?);
            reader.unicode(length)?
        } else {
            self.short_text(&mut reader)?
        };
        self.sheets.push(Entry {
            name,
            visible: state & 3 == 0,
            start,
        });
        Some(())
    }

    /// A text of one length byte, in the workbook's code page.
    fn short_text(&self, reader: &mut Continued<'_>) -> Option<String> {
        let length = usize::from(reader.u8()?);
        let bytes = reader.take(length)?;
        Some(encoding::in_code_page(bytes, self.code_page))
    }

    /// A text of two length bytes, as cells have it.
    fn long_text(&self, reader: &mut Continued<'_>) -> Option<String> {
        let length = usize::from(reader.u16()?);
        if self.unicode {
            return reader.unicode(length);
        }
        let bytes = reader.take(length)?;
        Some(encoding::in_code_page(bytes, self.code_page))
    }
}

/// The texts that cells share.
fn shared_strings(mut reader: Continued<'_>) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    let mut left = limits::TEXT_BYTES;
    let count = reader.skip(4).and_then(|()| reader.u32()).unwrap_or(0);
    for _ in 0..count {
        let length = reader.u16().map(usize::from);
        let Some(text) = length.and_then(|length| reader.unicode(length)) else {
            break;
        };
        let cost = text.len().saturating_add(size_of::<String>());
        left = left.checked_sub(cost).ok_or(ReadError::TooLarge {
            limit: "单元格文字共 64 MB",
        })?;
        strings.push(text);
    }
    Ok(strings)
}
