//! Comments of a sheet: their texts in one part, their boxes in a drawing of the old kind, which
//! is what Excel, WPS and LibreOffice read.

use quick_xml::events::Event;

use crate::source::Address;
use crate::source::xml::attribute;
use crate::writeback::WriteError;
use crate::writeback::splice::{Scan, Splices, escaped, prefix};

/// Who the comments are by.
pub(super) const AUTHOR: &str = "勾稽";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// A comment to add.
pub(super) type Note<'a> = (Address, &'a str);

/// The part of a sheet that has no comments yet.
pub(super) fn new_texts(notes: &[Note<'_>], strict: bool) -> String {
    let space = if strict { STRICT } else { MAIN };
    let comments: String = notes.iter().map(|note| comment(note, "", 0)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{space}\">\
         <authors><author>{AUTHOR}</author></authors><commentList>{comments}</commentList></comments>"
    )
}

fn comment((at, text): &Note<'_>, prefix: &str, author: usize) -> String {
    let run = run(text, prefix);
    format!(
        "<{prefix}comment ref=\"{at}\" authorId=\"{author}\"><{prefix}text>{run}</{prefix}text></{prefix}comment>"
    )
}

fn run(text: &str, prefix: &str) -> String {
    format!(
        "<{prefix}r><{prefix}rPr><{prefix}sz val=\"9\"/><{prefix}rFont val=\"宋体\"/></{prefix}rPr>\
         <{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
        escaped(text)
    )
}

/// The part with comments added; a cell that has one gets the text at its end. Gives also those
/// cells that had none.
pub(super) fn with_texts<'n>(
    xml: &str,
    notes: &[Note<'n>],
) -> Result<(String, Vec<Note<'n>>), WriteError> {
    let mut found = Found::default();
    found.read(xml)?;
    let mut splices = Splices::default();
    let mut added = Vec::new();
    let mut list = String::new();
    for note in notes {
        match found.texts.iter().rev().find(|(at, _)| *at == note.0) {
            Some(&(_, end)) => {
                let text = format!("\n{}", note.1);
                splices.insert(end, run(&text, &found.prefix));
            }
            None => {
                list.push_str(&comment(note, &found.prefix, found.authors));
                added.push(*note);
            }
        }
    }
    let (Some(authors), Some(comments)) = (found.authors_end, found.list_end) else {
        return Err(WriteError::damaged("批注部分不完整"));
    };
    let prefix = &found.prefix;
    if !added.is_empty() {
        authors.put(
            &mut splices,
            prefix,
            "authors",
            &format!("<{prefix}author>{AUTHOR}</{prefix}author>"),
        );
        comments.put(&mut splices, prefix, "commentList", &list);
    }
    Ok((splices.apply(xml)?, added))
}

/// Where something can be added to an element: before its end, or in place of its only tag.
#[derive(Clone)]
enum End {
    Before(usize),
    Whole(std::ops::Range<usize>),
}

impl End {
    fn put(self, splices: &mut Splices, prefix: &str, name: &str, content: &str) {
        match self {
            Self::Before(at) => splices.insert(at, content.to_owned()),
            Self::Whole(place) => {
                splices.replace(place, format!("<{prefix}{name}>{content}</{prefix}{name}>"))
            }
        }
    }
}

/// What there is already.
#[derive(Default)]
struct Found {
    prefix: String,
    authors: usize,
    authors_end: Option<End>,
    list_end: Option<End>,
    /// Cells with a comment, and where the text of each ends.
    texts: Vec<(Address, usize)>,
}

impl Found {
    fn read(&mut self, xml: &str) -> Result<(), WriteError> {
        let mut scan = Scan::new(xml);
        let mut at: Option<Address> = None;
        while let Some((event, place)) = scan.next()? {
            match &event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "comments" => self.prefix = prefix(tag.name().as_ref()).to_owned(),
                    "author" => self.authors = self.authors.saturating_add(1),
                    "comment" => at = attribute(tag, "ref").and_then(|at| Address::parse(&at)),
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "author" => self.authors = self.authors.saturating_add(1),
                    "authors" => self.authors_end = Some(End::Whole(place)),
                    "commentList" => self.list_end = Some(End::Whole(place)),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "authors" => self.authors_end = Some(End::Before(place.start)),
                    "commentList" => self.list_end = Some(End::Before(place.start)),
                    "text" => self.texts.extend(at.map(|at| (at, place.start))),
                    "comment" => at = None,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(())
    }
}

const BOX_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

const SPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// The drawing of a sheet that has none yet.
pub(super) fn new_drawing(notes: &[Note<'_>], sheet: usize) -> String {
    let block = sheet.saturating_add(1);
    let first = block.saturating_mul(1024).saturating_add(1);
    let boxes = boxes(notes, first, "");
    let spaces: String = SPACES
        .iter()
        .map(|(name, space)| format!(" xmlns:{name}=\"{space}\""))
        .collect();
    format!(
        "<xml{spaces}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{block}\"/>\
         </o:shapelayout>{BOX_TYPE}{boxes}</xml>"
    )
}

/// The drawing with boxes added. It need not be sound XML: Excel itself writes some that is not.
pub(super) fn with_boxes(
    drawing: &str,
    notes: &[Note<'_>],
    sheet: usize,
) -> Result<String, WriteError> {
    let end = drawing.rfind("</xml>").or_else(|| drawing.rfind("</xml"));
    let (front, back) = end
        .and_then(|end| drawing.split_at_checked(end))
        .ok_or_else(|| WriteError::damaged("批注的图形部分不完整"))?;
    let known = drawing.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest.get(..digits)?.parse::<usize>().ok()
    });
    let least = sheet.saturating_add(1).saturating_mul(1024);
    let first = known.max().unwrap_or(least).saturating_add(1);
    let missing = SPACES
        .iter()
        .filter(|(name, _)| !drawing.contains(&format!("xmlns:{name}=")));
    let spaces: String = missing
        .map(|(name, space)| format!(" xmlns:{name}=\"{space}\""))
        .collect();
    let kind = if drawing.contains("id=\"_x0000_t202\"") || !spaces.is_empty() {
        ""
    } else {
        BOX_TYPE
    };
    Ok(format!(
        "{front}{kind}{}{back}",
        boxes(notes, first, &spaces)
    ))
}

/// Narrow characters that a line of a box holds.
const LINE: usize = 48;

fn boxes(notes: &[Note<'_>], first: usize, spaces: &str) -> String {
    let one = |(place, note): (usize, &Note<'_>)| shape(note, first.saturating_add(place), spaces);
    notes.iter().enumerate().map(one).collect()
}

/// The box of a comment: hidden until the cell is pointed at, large enough for its text.
fn shape((at, text): &Note<'_>, id: usize, spaces: &str) -> String {
    let wide = |c: char| if c.is_ascii() { 1_usize } else { 2 };
    let width = |line: &str| line.chars().map(wide).sum::<usize>();
    let lines = text
        .lines()
        .map(|line| width(line).div_ceil(LINE).max(1))
        .sum::<usize>();
    let rows = lines.saturating_add(1).clamp(4, 24);
    let (top, left) = (at.row.saturating_sub(1), at.column.saturating_add(1));
    let bottom = u64::from(top).saturating_add(u64::try_from(rows).unwrap_or(24));
    let right = left.saturating_add(4);
    format!(
        "<v:shape{spaces} id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style='position:absolute;\
         width:240pt;height:{height}pt;z-index:1;visibility:hidden' fillcolor=\"#ffffe1\" \
         o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'>\
         <div style='text-align:left'></div></v:textbox><x:ClientData ObjectType=\"Note\">\
         <x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
         </x:ClientData></v:shape>",
        height = rows.saturating_mul(15),
        row = at.row,
        column = at.column,
    )
}
