//! What a program must work out anew when it opens the workbook.

use quick_xml::events::Event;

use super::Files;
use super::links::TYPES;
use super::relationships;
use crate::source::xlsx::relationships_of;
use crate::writeback::WriteError;
use crate::writeback::splice::{Scan, Splices, attribute_in, prefix};

pub(super) struct Calculation {
    /// Whether a formula may give something else than what is stored for it.
    pub(super) stale: bool,
    /// Whether a formula was removed.
    pub(super) removed: bool,
}

impl Calculation {
    pub(super) fn settle(&self, files: &mut Files<'_>, workbook: &str) -> Result<(), WriteError> {
        if self.stale {
            let xml = files.text(workbook)?;
            let xml = xml.ok_or_else(|| WriteError::damaged("缺少工作簿"))?;
            if let Some(xml) = recalculated(&xml)? {
                files.put(workbook, xml);
            }
        }
        if self.removed {
            drop_order(files, workbook)?;
        }
        Ok(())
    }
}

/// The workbook's part asking for everything to be worked out when it is opened; `None` where it
/// does already.
fn recalculated(xml: &str) -> Result<Option<String>, WriteError> {
    const WISH: &str = " fullCalcOnLoad=\"1\"";
    let mut scan = Scan::new(xml);
    let mut splices = Splices::default();
    let mut behind: Option<(usize, String)> = None;
    while let Some((event, place)) = scan.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            if let Event::End(tag) = &event
                && BEFORE.contains(&tag.local_name().as_ref())
            {
                behind = Some((place.end, prefix(tag.name().as_ref()).to_owned()));
            }
            continue;
        };
        let name = tag.local_name();
        if name.as_ref() == "calcPr" {
            let text = xml.get(place.clone()).unwrap_or_default();
            let mut new = text.to_owned();
            if let Some(own) = attribute_in(text, "fullCalcOnLoad") {
                let stated = text.get(own.clone()).unwrap_or_default();
                if stated.contains(['1', 't']) {
                    return Ok(None);
                }
                new.replace_range(own, "");
            }
            let end = prefix(tag.name().as_ref())
                .len()
                .saturating_add("<calcPr".len());
            new.insert_str(end, WISH);
            splices.replace(place, new);
            return splices.apply(xml).map(Some);
        }
        if matches!(event, Event::Empty(_)) && BEFORE.contains(&name.as_ref()) {
            behind = Some((place.end, prefix(tag.name().as_ref()).to_owned()));
        }
    }
    let (at, prefix) = behind.ok_or_else(|| WriteError::damaged("工作簿没有工作表"))?;
    splices.insert(at, format!("<{prefix}calcPr{WISH}/>"));
    splices.apply(xml).map(Some)
}

/// Elements that stand before the properties of calculation.
const BEFORE: [&str; 4] = [
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// Leaves out the part that lists in which order formulas are worked out: it names one that is
/// gone, which programs take for damage, and they make it anew.
fn drop_order(files: &mut Files<'_>, workbook: &str) -> Result<(), WriteError> {
    let known = relationships(&mut files.package, workbook)?;
    let Some(chain) = known
        .into_values()
        .find(|target| target.kind == "calcChain")
    else {
        return Ok(());
    };
    files.leave_out(&chain.path);
    let file = chain.path.rsplit('/').next().unwrap_or_default().to_owned();
    for (part, key) in [
        (relationships_of(workbook), "Target"),
        (TYPES.to_owned(), "PartName"),
    ] {
        if let Some(xml) = files.text(&part)? {
            files.put(&part, without(&xml, key, &file)?);
        }
    }
    Ok(())
}

/// The text without the elements of which an attribute names a file.
fn without(xml: &str, key: &str, file: &str) -> Result<String, WriteError> {
    let mut scan = Scan::new(xml);
    let mut splices = Splices::default();
    let mut open = None;
    while let Some((event, place)) = scan.next()? {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let text = xml.get(place.clone()).unwrap_or_default();
                let named = crate::source::xml::attribute(&tag, key);
                if named.is_some_and(|value| value.rsplit('/').next() == Some(file)) {
                    match text.ends_with("/>") {
                        true => splices.replace(place, String::new()),
                        false => open = Some(place.start),
                    }
                }
            }
            Event::End(_) => {
                if let Some(start) = open.take() {
                    splices.replace(start..place.end, String::new());
                }
            }
            _ => {}
        }
    }
    splices.apply(xml)
}
