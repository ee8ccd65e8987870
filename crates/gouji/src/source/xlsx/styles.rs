use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::source::ReadError;
use crate::source::number_format::NumberFormat;
use crate::source::package::Package;
use crate::source::styles::Styles;
use crate::source::xml::{Xml, attribute};

/// The number formats of a workbook by the index that its cells state.
pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let Some(part) = package.part(path)? else {
        return Ok(styles);
    };
    let mut xml = Xml::new(part);
    let mut own = BTreeMap::new();
    let mut cells = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    own.extend(definition(&tag));
                }
                "cellXfs" => cells = true,
                "xf" if cells => styles.push(format(&own, &tag)),
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn definition(tag: &BytesStart<'_>) -> Option<(u16, NumberFormat)> {
    let id = attribute(tag, "numFmtId")?.parse().ok()?;
    Some((id, NumberFormat::of(&attribute(tag, "formatCode")?)))
}

fn format(own: &BTreeMap<u16, NumberFormat>, tag: &BytesStart<'_>) -> NumberFormat {
    let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
    let id = id.unwrap_or(0);
    let format = own.get(&id).copied();
    format.unwrap_or_else(|| NumberFormat::builtin(id))
}
