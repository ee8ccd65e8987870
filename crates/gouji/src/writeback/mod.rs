//! The user's own file with only the corrected cells changed.
//!
//! Nothing is written anew: the bytes of the original are copied, and new ones stand in the places of
//! the corrected cells alone. Whatever this program does not know of stays as it is. The result is
//! read again before it is handed over; a file that does not show what it should is not.

mod archive;
mod content;
mod delimited;
mod error;
mod formula;
mod note;
mod ods;
mod splice;
mod verify;
mod xlsx;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::amount::{self, Amount};
use crate::source::sniff::{self, Found};
use crate::source::{self, Address, guarded};

pub use error::WriteError;
pub use note::{note, note_of_adjustment};

/// Another amount for a cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edit {
    /// The sheet's place in the file, as it was read.
    pub sheet: usize,
    /// The cell; of merged ones the upper left.
    pub at: Address,
    /// What it is to show: an exact decimal, or `""` for nothing.
    pub to: String,
    /// What it is to store, where that is more than it is to show.
    pub stored: Option<Decimal>,
    /// What is said of it in a comment.
    pub note: String,
}

impl Edit {
    fn amount(&self) -> Result<Option<Amount>, WriteError> {
        let shown = amount::parse(&self.to).map_err(|_| WriteError::Unknown {
            cell: self.at.to_string(),
        })?;
        let exact = |shown: Amount| Amount::new(shown.printed(), self.stored?);
        Ok(shown.map(|shown| exact(shown).unwrap_or(shown)))
    }
}

/// A file to be saved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Written {
    /// Its name, without any folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The file with the edits in place; of several for one cell the last counts.
///
/// # Errors
/// When its format has no way to change single cells, when a cell cannot be changed alone, or when
/// what was written does not show what it should. The error says what to do.
pub fn rewrite(name: &str, bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, WriteError> {
    let before = source::read(name, bytes)?;
    let mut edits = last(edits);
    let mut refused = None;
    let written = guarded(|| match in_format(bytes, &before, &edits) {
        Ok(_) if edits.is_empty() => Ok(bytes.to_vec()),
        Ok(written) => Ok(written),
        Err(error) => {
            refused = Some(error);
            Err(source::ReadError::Unknown)
        }
    });
    let written = match (written, refused) {
        (Ok(written), _) => written,
        (Err(_), Some(error)) => return Err(error),
        (Err(error), None) => return Err(error.into()),
    };
    let verified = verify::verify(&before, &source::read(name, &written)?, &edits);
    let mut exact = edits.iter_mut().filter_map(|edit| edit.stored.take());
    match verified {
        // A format of its own shows more than it should.
        Err(WriteError::NotKept { .. }) if exact.by_ref().count() > 0 => {
            rewrite(name, bytes, &edits)
        }
        verified => verified.map(|()| written),
    }
}

/// What comes back of a file: itself, or the archive with the files in it that were changed.
///
/// # Errors
/// When the archive cannot be written.
pub(crate) fn bundle(
    name: &str,
    archive: Option<&[u8]>,
    changed: BTreeMap<Cow<'_, str>, Vec<u8>>,
) -> Result<Written, WriteError> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = match file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("{stem}-更正后.{ending}"),
        None => format!("{file}-更正后"),
    };
    let bytes = match archive {
        Some(bytes) => archive::with_members(bytes, changed)?,
        None => changed.into_values().next().unwrap_or_default(),
    };
    Ok(Written { name, bytes })
}

/// Files as one to be saved: several become an archive.
///
/// # Errors
/// When there is none.
pub fn packed(mut files: Vec<Written>) -> Result<Written, WriteError> {
    let Some(first) = files.pop() else {
        return Err(WriteError::OtherFile);
    };
    if files.is_empty() {
        return Ok(first);
    }
    files.push(first);
    let stem = files
        .first()
        .and_then(|file| Some(file.name.rsplit_once('.')?.0));
    let name = format!("{}.zip", stem.unwrap_or("更正后"));
    Ok(Written {
        name,
        bytes: archive::of(files)?,
    })
}

fn in_format(bytes: &[u8], before: &source::Book, edits: &[Edit]) -> Result<Vec<u8>, WriteError> {
    let format = |format| Err(WriteError::Format { format });
    let document = |format| Err(WriteError::Document { format });
    match sniff::content(bytes)? {
        Found::Xlsx(package, _) => xlsx::rewrite(bytes, package, before, edits),
        Found::Xlsb(_) => format("二进制工作簿（.xlsb）"),
        Found::Xls(_) => format("旧版工作簿（.xls、.et）"),
        Found::Ods(package) => ods::rewrite(bytes, package, before, edits),
        Found::FlatOds(_) => {
            let text = std::str::from_utf8(bytes).map_err(|_| WriteError::Encoding)?;
            ods::rewrite_flat(text, before, edits).map(String::into_bytes)
        }
        Found::SpreadsheetXml(_) => format("XML 表格（Excel 2003）"),
        Found::Html(_) | Found::Mime(_) => format("网页表格"),
        Found::Delimited(text) => delimited::rewrite(bytes, &text, before, edits),
        Found::Document(..) => document("文字文件（.txt、.md）"),
        Found::Docx(_) => document("Word 文档（.docx）"),
        Found::Doc(_) => document("Word 文档（.doc）"),
        Found::Archive(_) => Err(source::ReadError::Archive.into()),
    }
}

/// The edits without those that a later one for the same cell replaces, by cell.
fn last(edits: &[Edit]) -> Vec<Edit> {
    let mut by_cell = BTreeMap::new();
    for edit in edits {
        by_cell.insert((edit.sheet, edit.at), edit.clone());
    }
    by_cell.into_values().collect()
}
