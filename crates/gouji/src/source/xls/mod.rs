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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    /// A stream of the given records of the workbook and of its only sheet, called 表.
    fn stream(version: u16, name: &[u8], globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
        let begin = |kind: u16| {
            record(
                0x0809,
                &[version.to_le_bytes(), kind.to_le_bytes()].concat(),
            )
        };
        let front = [begin(5), globals.concat()].concat();
        let length = front.len() + 4 + 6 + name.len() + 4;
        let start = u32::try_from(length).unwrap().to_le_bytes();
        let sheet = record(0x0085, &[&start, [0, 0].as_slice(), name].concat());
        let end = record(0x000a, &[]);
        [front, sheet, end.clone(), begin(16), cells.concat(), end].concat()
    }

    #[test]
    fn texts_in_a_code_page() {
        let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        let short = |text: &str| [vec![u8::try_from(gbk(text).len()).unwrap()], gbk(text)].concat();
        let format = [200_u16.to_le_bytes().to_vec(), short("0.00\"元\"")].concat();
        let globals = [
            record(0x0042, &936_u16.to_le_bytes()),
            record(0x041e, &format),
            record(0x00e0, &[0, 0, 200, 0]),
        ];
        let label = [vec![0; 6], vec![4, 0], gbk("科目")].concat();
        let number = [&[0, 0, 1, 0, 0, 0], 12.5_f64.to_le_bytes().as_slice()].concat();
        let cells = [record(0x0204, &label), record(0x0203, &number)];
        let sheets = read(&stream(0x0500, &short("表"), &globals, &cells)).unwrap();
        assert_eq!(sheets[0].name, "表");
        let texts: Vec<&str> = sheets[0].row(0).iter().map(|cell| cell.text()).collect();
        assert_eq!(texts, ["科目", "12.50"]);
    }

    #[test]
    fn results_of_formulas() {
        let formula = |column: u8, result: [u8; 8], flags: u8| {
            record(
                0x0006,
                &[&[0, 0, column, 0, 0, 0], result.as_slice(), &[flags, 0]].concat(),
            )
        };
        let cells = [
            formula(0, [0, 0, 0, 0, 0, 0, 0xff, 0xff], 0),
            record(0x0207, &[1, 0, 0, b'x']),
            formula(1, [1, 0, 1, 0, 0, 0, 0xff, 0xff], 0),
            formula(2, [2, 0, 7, 0, 0, 0, 0xff, 0xff], 0),
            formula(3, 1.5_f64.to_le_bytes(), 0),
            formula(4, [3, 0, 0, 0, 0, 0, 0xff, 0xff], 0),
            formula(5, [3, 0, 0, 0, 0, 0, 0xff, 0xff], 2),
            formula(6, [0, 0, 0, 0, 0, 0, 0xff, 0xff], 0),
        ];
        let sheets = read(&stream(0x0600, &[1, 0, b'a'], &[], &cells)).unwrap();
        let row = sheets[0].row(0);
        let texts: Vec<String> = row
            .iter()
            .map(|cell| format!("{} {}", cell.at, cell.text()))
            .collect();
        assert_eq!(
            texts,
            ["A1 x", "B1 TRUE", "C1 #DIV/0!", "D1 1.5", "F1 ", "G1 "]
        );
        assert_eq!(row[4].content, Content::Formula);
        assert_eq!(sheets[0].formulas.len(), 5);
    }
}
