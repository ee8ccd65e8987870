//! What ties a sheet to its comments: relationships and content types.

use super::Files;
use super::comments::{self, Note};
use super::relationships;
use super::sheet::Layout;
use crate::source::xlsx::relationships_of;
use crate::writeback::WriteError;
use crate::writeback::splice::prefix;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_KINDS: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
pub(super) const TYPES: &str = "[Content_Types].xml";

/// A sheet's part and the parts around it.
pub(super) struct Links<'f, 'p> {
    pub(super) files: &'f mut Files<'p>,
    pub(super) part: &'f str,
    pub(super) strict: bool,
}

impl Links<'_, '_> {
    /// Adds comments. Gives the element that the sheet needs for them, if it has none.
    pub(super) fn comment(
        mut self,
        place: usize,
        layout: &Layout,
        notes: &[Note<'_>],
    ) -> Result<Option<String>, WriteError> {
        let known = relationships(&mut self.files.package, self.part)?;
        let texts = known.values().find(|target| target.kind == "comments");
        let boxes = layout.drawing.as_ref().and_then(|id| known.get(id));
        let added = match texts.map(|target| target.path.clone()) {
            Some(path) => {
                let xml = self.files.text(&path)?;
                let xml = xml.ok_or_else(|| WriteError::damaged("缺少批注部分"))?;
                let (xml, added) = comments::with_texts(&xml, notes)?;
                self.files.put(&path, xml);
                added
            }
            None => {
                let path = self.files.unused("xl/comments", ".xml");
                self.files
                    .put(&path, comments::new_texts(notes, self.strict));
                self.link("comments", &path)?;
                self.declare("Override", "PartName", &format!("/{path}"), COMMENTS)?;
                notes.to_vec()
            }
        };
        match boxes.map(|target| target.path.clone()) {
            Some(_) if added.is_empty() => Ok(None),
            Some(path) => {
                let xml = self.files.text(&path)?;
                let xml = xml.ok_or_else(|| WriteError::damaged("缺少批注的图形"))?;
                let xml = comments::with_boxes(&xml, &added, place)?;
                self.files.put(&path, xml);
                Ok(None)
            }
            None => {
                let path = self.files.unused("xl/drawings/vmlDrawing", ".vml");
                self.files.put(&path, comments::new_drawing(&added, place));
                let id = self.link("vmlDrawing", &path)?;
                self.declare("Default", "Extension", "vml", DRAWING)?;
                let kinds = self.kinds();
                let prefix = &layout.prefix;
                Ok(Some(format!(
                    "<{prefix}legacyDrawing xmlns:r=\"{kinds}\" r:id=\"{id}\"/>"
                )))
            }
        }
    }

    fn kinds(&self) -> &'static str {
        if self.strict { STRICT_KINDS } else { KINDS }
    }

    /// Adds a relationship to a part; gives its identifier.
    fn link(&mut self, kind: &str, path: &str) -> Result<String, WriteError> {
        let file = relationships_of(self.part);
        let xml = self.files.text(&file)?;
        let xml = xml.unwrap_or_else(|| EMPTY_LINKS.to_owned());
        let mut ids = (1_u32..).map(|number| format!("rId{number}"));
        let used =
            |id: &String| xml.contains(&format!("\"{id}\"")) || xml.contains(&format!("'{id}'"));
        let id = ids.find(|id| !used(id)).unwrap_or_default();
        let type_ = format!("{}/{kind}", self.kinds());
        let xml = inside(&xml, "Relationships", |prefix| {
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{type_}\" Target=\"/{path}\"/>")
        })?;
        self.files.put(&file, xml);
        Ok(id)
    }

    /// States the type of a part's content, unless that is stated already.
    fn declare(
        &mut self,
        element: &str,
        key: &str,
        name: &str,
        kind: &str,
    ) -> Result<(), WriteError> {
        let xml = self.files.text(TYPES)?;
        let xml = xml.ok_or_else(|| WriteError::damaged("缺少内容类型"))?;
        let stated = format!("{key}=\"{}\"", name.to_ascii_lowercase());
        if xml
            .to_ascii_lowercase()
            .contains(&stated.to_ascii_lowercase())
        {
            return Ok(());
        }
        let line =
            |prefix: &str| format!("<{prefix}{element} {key}=\"{name}\" ContentType=\"{kind}\"/>");
        let xml = inside(&xml, "Types", line)?;
        self.files.put(TYPES, xml);
        Ok(())
    }
}

const EMPTY_LINKS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// Adds an element at the end of the outermost one, whatever prefix that has.
pub(super) fn inside(
    xml: &str,
    name: &str,
    line: impl Fn(&str) -> String,
) -> Result<String, WriteError> {
    let damaged = || WriteError::damaged("工作簿的目录部分不完整");
    let open = xml.rfind("</").filter(|&at| {
        let tag = xml.get(at..).unwrap_or_default().trim_end();
        tag.trim_end_matches('>').trim_end().ends_with(name)
    });
    if let Some(at) = open {
        let tag = xml.get(at.saturating_add(2)..).unwrap_or_default();
        let (front, back) = xml.split_at_checked(at).ok_or_else(damaged)?;
        return Ok(format!("{front}{}{back}", line(prefix(tag))));
    }
    // One tag without content.
    let at = xml.rfind("/>").ok_or_else(damaged)?;
    let start = xml.rfind('<').ok_or_else(damaged)?;
    let tag = xml.get(start.saturating_add(1)..at).ok_or_else(damaged)?;
    let full = tag.split_whitespace().next().unwrap_or_default();
    if !full.ends_with(name) {
        return Err(damaged());
    }
    let front = xml.get(..at).ok_or_else(damaged)?;
    let back = xml.get(at.saturating_add(2)..).unwrap_or_default();
    Ok(format!(
        "{}>{}</{full}>{back}",
        front.trim_end(),
        line(prefix(full))
    ))
}
