//! OpenDocument spreadsheets: the cells concerned are written anew in their XML, those that stand for
//! several are divided, all else stays as it is.

mod formula;
mod read;

use super::archive::{self, Changes};
use super::content::{Wanted, grouped};
use super::formula::{Place, Sheets};
use super::splice::{Splices, attribute_in, escaped, prefix};
use super::{Edit, WriteError};
use crate::order::Gather;
use crate::source::Book;
use crate::source::package::Package;
use read::{CellAt, Found, RowAt, rows};
use std::collections::BTreeMap;

const CONTENT: &str = "content.xml";

/// The document with the edits in place.
pub(super) fn rewrite(
    bytes: &[u8],
    mut package: Package<'_>,
    book: &Book,
    edits: &[Edit],
) -> Result<Vec<u8>, WriteError> {
    let damaged = || WriteError::damaged("缺少工作表");
    let place = package.place(CONTENT).ok_or_else(damaged)?;
    let text = package.bytes(CONTENT)?.ok_or_else(damaged)?;
    let text = String::from_utf8(text).map_err(|_| WriteError::Encoding)?;
    let mut changes = Changes::default();
    let new = rewrite_flat(&text, book, edits)?.into_bytes();
    changes.entries.insert(place, Some(new));
    archive::rewritten(bytes, changes)
}

/// The same for a document that is one XML file.
pub(super) fn rewrite_flat(text: &str, book: &Book, edits: &[Edit]) -> Result<String, WriteError> {
    let mut by_row: BTreeMap<(usize, u32), Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_row
            .entry((edit.sheet, edit.at.row))
            .or_default()
            .push(edit);
    }
    let Found { rows, formulas } = rows(text, &by_row)?;
    let wanted = wanted(book, edits)?;
    let names = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let mut sheets = Sheets::new(book, names, &formulas, &wanted);
    let kept = wanted.keys().map(|place| (*place, sheets.kept(*place)));
    let kept: BTreeMap<Place, Option<String>> = kept.gather();
    let new = New {
        text,
        book,
        edits: &by_row,
        wanted: &wanted,
        kept: &kept,
    };
    let mut splices = Splices::default();
    for row in rows {
        let divided = row.divided(&new)?;
        splices.replace(row.place, divided);
    }
    splices.apply(text)
}

fn wanted(book: &Book, edits: &[Edit]) -> Result<BTreeMap<Place, Wanted>, WriteError> {
    let mut wanted = BTreeMap::new();
    for edit in edits {
        let sheet = book.sheets.get(edit.sheet);
        let sheet = sheet.ok_or_else(|| WriteError::damaged("缺少工作表"))?;
        let content = Wanted::of(sheet, edit.at, edit.amount()?);
        wanted.insert((edit.sheet, edit.at), content);
    }
    Ok(wanted)
}

/// What is written: the text as it is, the edits, and what becomes of formulas.
struct New<'n> {
    text: &'n str,
    book: &'n Book,
    edits: &'n Edits<'n>,
    wanted: &'n BTreeMap<Place, Wanted>,
    /// What formulas give that stay.
    kept: &'n BTreeMap<Place, Option<String>>,
}

/// Edits by sheet and row.
type Edits<'e> = BTreeMap<(usize, u32), Vec<&'e Edit>>;

impl RowAt {
    /// The row once for each stretch of rows that are alike: those before an edit, the edited one,
    /// those behind.
    fn divided(&self, new: &New<'_>) -> Result<String, WriteError> {
        let end = self.first.saturating_add(self.count);
        let own = new.edits.range((self.sheet, self.first)..(self.sheet, end));
        let mut out = String::new();
        let mut from = self.first;
        for (&(_, row), edits) in own {
            self.copy(new.text, row.saturating_sub(from), &mut out);
            out.push_str(&self.edited(new, edits)?);
            from = row.saturating_add(1);
        }
        self.copy(new.text, end.saturating_sub(from), &mut out);
        Ok(out)
    }

    fn copy(&self, text: &str, count: u32, out: &mut String) {
        if count > 0 {
            let whole = text.get(self.place.clone()).unwrap_or_default();
            let tag = self.tag.len();
            out.push_str(&counted(whole, tag, "number-rows-repeated", count));
        }
    }

    fn edited(&self, new: &New<'_>, edits: &[&Edit]) -> Result<String, WriteError> {
        let text = new.text;
        let tag = text.get(self.tag.clone()).unwrap_or_default();
        let mut out = counted(tag, tag.len(), "number-rows-repeated", 1);
        let Some(end) = self.end else {
            return Err(WriteError::damaged("行没有单元格"));
        };
        let mut from = self.tag.end;
        let mut edits = edits.iter().peekable();
        for cell in &self.cells {
            out.push_str(text.get(from..cell.place.start).unwrap_or_default());
            let behind = cell.first.saturating_add(cell.count);
            let mut column = cell.first;
            while let Some(edit) = edits.next_if(|edit| edit.at.column < behind) {
                cell.copy(text, edit.at.column.saturating_sub(column), &mut out);
                out.push_str(&cell.edited(new, edit)?);
                column = edit.at.column.saturating_add(1);
            }
            cell.copy(text, behind.saturating_sub(column), &mut out);
            from = cell.place.end;
        }
        // A column behind the last cell is not there.
        if let Some(edit) = edits.next() {
            return Err(new.refused(edit));
        }
        out.push_str(text.get(from..end).unwrap_or_default());
        out.push_str(text.get(end..self.place.end).unwrap_or_default());
        Ok(out)
    }
}

impl CellAt {
    fn copy(&self, text: &str, count: u32, out: &mut String) {
        if count == self.count {
            out.push_str(text.get(self.place.clone()).unwrap_or_default());
        } else if count > 0 {
            let whole = text.get(self.place.clone()).unwrap_or_default();
            out.push_str(&counted(
                whole,
                self.tag.len(),
                "number-columns-repeated",
                count,
            ));
        }
    }

    /// The cell with another content and a comment; its style and what it spans stay, its formula
    /// goes.
    fn edited(&self, new: &New<'_>, edit: &Edit) -> Result<String, WriteError> {
        if self.covered {
            return Err(new.refused(edit));
        }
        let text = new.text;
        let tag = text.get(self.tag.clone()).unwrap_or_default();
        let prefix = prefix(tag.trim_start_matches('<'));
        let mut tag = counted(tag, tag.len(), "number-columns-repeated", 1);
        let place = (edit.sheet, edit.at);
        let kept = new.kept.get(&place).is_some_and(Option::is_some);
        for name in VALUES.iter().filter(|name| !kept || **name != "formula") {
            for space in ["office:", "table:", "calcext:", prefix, ""] {
                if let Some(place) = attribute_in(&tag, &format!("{space}{name}")) {
                    tag.replace_range(place, "");
                }
            }
        }
        let tag = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        let (attributes, shown) = new.content(place);
        let inside = self.inside(text, &edit.note, shown.as_deref())?;
        Ok(format!("{tag}{attributes}>{inside}</{prefix}table-cell>"))
    }

    /// What stands in the cell: the comment behind what one says that is there, other paragraphs,
    /// and the rest as it is.
    fn inside(&self, text: &str, note: &str, shown: Option<&str>) -> Result<String, WriteError> {
        let paragraph = |line: &str| format!("<text:p {TEXT}>{}</text:p>", escaped(line));
        let lines: String = note.lines().map(paragraph).collect();
        let start = self.tag.end;
        let mut splices = Splices::default();
        match self.comment.and_then(|end| end.checked_sub(start)) {
            Some(end) => splices.insert(end, lines),
            None => splices.insert(
                0,
                format!(
                    "<office:annotation {OFFICE} office:display=\"false\">\
                     <dc:creator xmlns:dc=\"http://purl.org/dc/elements/1.1/\">勾稽</dc:creator>\
                     {lines}</office:annotation>"
                ),
            ),
        }
        for place in &self.texts {
            let place = place.start.saturating_sub(start)..place.end.saturating_sub(start);
            splices.replace(place, String::new());
        }
        let mut inside = splices.apply(text.get(start..self.end).unwrap_or_default())?;
        inside.extend(shown.map(paragraph));
        Ok(inside)
    }
}

impl New<'_> {
    /// What a cell states of its value, and what it shows.
    fn content(&self, place: Place) -> (String, Option<String>) {
        let sheet = self.book.sheets.get(place.0);
        let old = sheet.and_then(|sheet| sheet.cell(place.1));
        match self.wanted.get(&place) {
            None | Some(Wanted::Blank) => (String::new(), None),
            Some(Wanted::Number(amount)) => {
                let digits = amount.to_string();
                let shown = match old.is_some_and(|cell| cell.text().contains(',')) {
                    true => grouped(&digits),
                    false => digits,
                };
                let kept = self.kept.get(&place).cloned().flatten();
                let value = kept.unwrap_or_else(|| amount.stored().normalize().to_string());
                let stated =
                    format!(" {OFFICE} office:value-type=\"float\" office:value=\"{value}\"");
                (stated, Some(shown))
            }
            Some(Wanted::Text(shown)) => {
                let stated = format!(" {OFFICE} office:value-type=\"string\"");
                (stated, Some(shown.clone()))
            }
        }
    }

    fn refused(&self, edit: &Edit) -> WriteError {
        let sheet = self.book.sheets.get(edit.sheet);
        WriteError::NotKept {
            sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
            at: edit.at,
        }
    }
}

/// Attributes that state a cell's value; their prefixes differ.
const VALUES: [&str; 8] = [
    "value-type",
    "value",
    "string-value",
    "date-value",
    "time-value",
    "boolean-value",
    "currency",
    "formula",
];

const OFFICE: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"";
const TEXT: &str = "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";

/// An element whose start tag is so long, standing for so many.
fn counted(whole: &str, tag: usize, name: &str, count: u32) -> String {
    let (tag, rest) = whole.split_at_checked(tag).unwrap_or((whole, ""));
    let mut tag = tag.to_owned();
    let space = prefix(tag.trim_start_matches('<')).to_owned();
    let key = format!("{space}{name}");
    let new = match count {
        1 => String::new(),
        count => format!(" {key}=\"{count}\""),
    };
    match attribute_in(&tag, &key) {
        Some(place) => tag.replace_range(place, &new),
        None if count > 1 => {
            let end = tag
                .trim_end_matches('>')
                .trim_end_matches('/')
                .trim_end()
                .len();
            tag.insert_str(end, &new);
        }
        None => {}
    }
    format!("{tag}{rest}")
}
