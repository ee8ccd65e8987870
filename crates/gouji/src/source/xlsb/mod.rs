//! Binary workbooks (`.xlsb`): a zip archive of parts, which are streams of records.

mod records;
mod sheet;

use std::collections::BTreeMap;

use super::bytes::{u16_at, u32_at};
use super::draft::{Draft, Room, sheets_fit};
use super::number_format::NumberFormat;
use super::package::Package;
use super::styles::Styles;
use super::xlsx::Parts;
use super::{ReadError, Sheet, limits};
use records::{Records, text};
use sheet::SheetReader;

/// Reads a workbook, each sheet in one pass.
pub(super) fn read(mut package: Package<'_>) -> Result<Vec<Sheet>, ReadError> {
    let parts = Parts::find(&mut package, "xl/workbook.bin")?;
    let workbook = Workbook::read(&mut package, &parts.workbook)?;
    sheets_fit(workbook.sheets.len())?;
    let strings = strings(&mut package, &parts.of_type("sharedStrings"))?;
    let mut styles = styles(&mut package, &parts.of_type("styles"))?;
    styles.from_1904 = workbook.from_1904;
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for entry in workbook.sheets {
        let Some(path) = parts.sheet(&entry.relation)? else {
            continue;
        };
        let Some(part) = package.part(path)? else {
            return Err(ReadError::damaged("缺少工作表"));
        };
        let draft = Draft::new(entry.name, entry.visible);
        sheets.push(SheetReader::new(&strings, &styles, &mut room, draft).read(part)?);
    }
    Ok(sheets)
}

/// What the workbook's own part says.
#[derive(Default)]
struct Workbook {
    sheets: Vec<Entry>,
    from_1904: bool,
}

struct Entry {
    name: String,
    visible: bool,
    relation: String,
}

impl Workbook {
    fn read(package: &mut Package<'_>, path: &str) -> Result<Self, ReadError> {
        let Some(part) = package.part(path)? else {
            return Err(ReadError::damaged("缺少工作簿"));
        };
        let mut records = Records::new(part);
        let mut workbook = Self::default();
        while let Some((kind, data)) = records.next()? {
            match kind {
                // BrtWbProp
                0x99 => workbook.from_1904 = data.first().is_some_and(|flags| flags & 1 != 0),
                // BrtBundleSh
                0x9c => workbook.sheets.extend(Entry::of(data)),
                _ => {}
            }
        }
        Ok(workbook)
    }
}

impl Entry {
    fn of(data: &[u8]) -> Option<Self> {
        let (relation, after) = text(data, 8)?;
        let (name, _) = text(data, after)?;
        Some(Self {
            name,
            visible: u32_at(data, 0)? == 0,
            relation,
        })
    }
}

/// The texts that cells share, by their index.
fn strings(package: &mut Package<'_>, path: &str) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    let Some(part) = package.part(path)? else {
        return Ok(strings);
    };
    let mut records = Records::new(part);
    let mut left = limits::TEXT_BYTES;
    while let Some((kind, data)) = records.next()? {
        // BrtSSTItem
        if kind != 0x13 {
            continue;
        }
        let (text, _) = text(data, 1).ok_or_else(|| ReadError::damaged("单元格文字缺失"))?;
        let cost = text.len().saturating_add(size_of::<String>());
        left = left.checked_sub(cost).ok_or(ReadError::TooLarge {
            limit: "单元格文字共 64 MB",
        })?;
        strings.push(text);
    }
    Ok(strings)
}

/// The number formats of the workbook by the index that its cells state.
fn styles(package: &mut Package<'_>, path: &str) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let Some(part) = package.part(path)? else {
        return Ok(styles);
    };
    let mut records = Records::new(part);
    let mut own: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut cells = false;
    while let Some((kind, data)) = records.next()? {
        match kind {
            // BrtFmt
            0x2c => own.extend(definition(data)),
            // BrtBeginCellXFs, BrtEndCellXFs
            0x269 => cells = true,
            0x26a => cells = false,
            // BrtXF
            0x2f if cells => {
                let id = u16_at(data, 2).unwrap_or(0);
                let format = own.get(&id).copied();
                styles.push(format.unwrap_or_else(|| NumberFormat::builtin(id)));
            }
            _ => {}
        }
    }
    Ok(styles)
}

fn definition(data: &[u8]) -> Option<(u16, NumberFormat)> {
    let (code, _) = text(data, 2)?;
    Some((u16_at(data, 0)?, NumberFormat::of(&code)))
}
