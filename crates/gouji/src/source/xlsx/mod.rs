//! Office Open XML workbooks: a zip archive of XML parts.

mod sheet;
mod strings;
mod styles;

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::draft::{Draft, sheets_fit};
use super::package::Package;
use super::xml::{Xml, attribute, attributes, is_true};
use super::{ReadError, Sheet};

/// Reads a workbook, each sheet in one pass.
pub(super) fn read(mut package: Package<'_>) -> Result<Vec<Sheet>, ReadError> {
    let parts = Parts::find(&mut package, "xl/workbook.xml")?;
    let workbook = Workbook::read(&mut package, &parts.workbook)?;
    sheets_fit(workbook.sheets.len())?;
    let strings = strings::read(&mut package, &parts.of_type("sharedStrings"))?;
    let mut styles = styles::read(&mut package, &parts.of_type("styles"))?;
    styles.from_1904 = workbook.from_1904;
    let mut reader = sheet::SheetReader::new(&strings, &styles);
    let mut sheets = Vec::new();
    for entry in workbook.sheets {
        let Some(path) = parts.sheet(&entry.relation)? else {
            continue;
        };
        let Some(part) = package.part(path)? else {
            return Err(ReadError::damaged("缺少工作表"));
        };
        let draft = Draft::new(entry.name, entry.visible);
        sheets.push(reader.read(part, draft)?);
    }
    Ok(sheets)
}

/// Where the parts of a workbook lie in its package.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) workbook: String,
    targets: BTreeMap<String, Target>,
}

/// What a relationship points at.
#[derive(Debug)]
pub(crate) struct Target {
    /// The last word of its type: `worksheet`, `styles`.
    pub(crate) kind: String,
    /// The part, from the top of the package.
    pub(crate) path: String,
}

impl Parts {
    /// Finds the workbook's own part, which is at a usual place unless the package says otherwise.
    pub(super) fn find(package: &mut Package<'_>, usual: &str) -> Result<Self, ReadError> {
        let root = relationships(package, "")?;
        let main = root
            .into_values()
            .find(|target| target.kind == "officeDocument");
        let workbook = main.map_or_else(|| usual.to_owned(), |main| main.path);
        let targets = relationships(package, &workbook)?;
        Ok(Self { workbook, targets })
    }

    /// The part of a sheet by its relationship; `None` for what is no sheet of cells.
    pub(super) fn sheet(&self, relation: &str) -> Result<Option<&str>, ReadError> {
        let target = self.targets.get(relation);
        let target = target.ok_or_else(|| ReadError::damaged("缺少工作表"))?;
        Ok((target.kind == "worksheet").then_some(target.path.as_str()))
    }

    /// The part of a kind that a workbook has once.
    pub(super) fn of_type(&self, kind: &str) -> String {
        let mut found = self.targets.values().filter(|target| target.kind == kind);
        found
            .next()
            .map(|target| target.path.clone())
            .unwrap_or_default()
    }
}

/// Where the relationships of a part are written.
pub(crate) fn relationships_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    resolve(folder, &format!("_rels/{file}.rels"))
}

/// The relationships of a part by identifier; those of the whole package for no part.
pub(crate) fn relationships(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, Target>, ReadError> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = BTreeMap::new();
    let Some(part) = package.part(&relationships_of(part))? else {
        return Ok(found);
    };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let value = |name| attribute(&tag, name).unwrap_or_default();
                let kind = value("Type");
                let target = Target {
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    path: resolve(folder, &value("Target")),
                };
                found.insert(value("Id").into_owned(), target);
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A path that is meant from a folder, from the top.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}

/// The workbook's own part, and those of its sheets in the order in which they are read.
pub(crate) fn parts(package: &mut Package<'_>) -> Result<(String, Vec<Named>), ReadError> {
    let parts = Parts::find(package, "xl/workbook.xml")?;
    let mut sheets = Vec::new();
    for entry in Workbook::read(package, &parts.workbook)?.sheets {
        if let Some(path) = parts.sheet(&entry.relation)? {
            sheets.push(Named {
                name: entry.name,
                path: path.to_owned(),
            });
        }
    }
    Ok((parts.workbook, sheets))
}

/// A sheet's name and its part.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) path: String,
}

/// What the workbook's own part says.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Entry>,
    from_1904: bool,
}

#[derive(Debug)]
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
        let mut xml = Xml::new(part);
        let mut workbook = Self::default();
        loop {
            match xml.next()? {
                Event::Start(tag) => workbook.add(&tag),
                Event::Eof => return Ok(workbook),
                _ => {}
            }
        }
    }

    fn add(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "workbookPr" => {
                let date = attribute(tag, "date1904");
                self.from_1904 = date.is_some_and(|value| is_true(&value));
            }
            "sheet" => self.sheets.push(Entry::of(tag)),
            _ => {}
        }
    }
}

impl Entry {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut entry = Self {
            name: String::new(),
            visible: true,
            relation: String::new(),
        };
        for (key, value) in attributes(tag) {
            match key {
                "name" => entry.name = value.into_owned(),
                "state" => entry.visible = value == "visible",
                "id" => entry.relation = value.into_owned(),
                _ => {}
            }
        }
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_meant_from_their_folder() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            (
                "xl",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("xl/a", "../styles.xml", "xl/styles.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("", "../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
