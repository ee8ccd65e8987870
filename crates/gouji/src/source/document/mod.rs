//! Documents of running text with tables in it: plain text, Markdown, Word. Every line, paragraph
//! or row of a table becomes a row of one sheet, so that tables are recognised as on any sheet and
//! what stands between them keeps its place.

pub(super) mod body;
pub(super) mod docx;
mod echo;
mod text;
mod wrap;

pub(super) use text::{is_document, read};
pub(crate) use wrap::{column, is_full};

/// What the rows of a sheet are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Layout {
    /// Rows of cells.
    #[default]
    Grid,
    /// Lines of text, a paragraph each, and rows of tables.
    Paragraphs,
    /// The same, but paragraphs go on from line to line.
    Wrapped,
}
