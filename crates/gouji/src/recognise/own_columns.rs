//! Columns of amounts that a table has of its own: the rulebook does not name them.

use super::{Disclosure, FigureId, Part};

/// The columns that a table has of its own, and what heads all of its columns, from top to bottom.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnColumns {
    pub(crate) columns: Vec<OwnColumn>,
    /// The headings above each of the rulebook's columns; nothing where the sheet has no others.
    pub(crate) named: Vec<Vec<String>>,
    /// Columns of the sheet that may belong to sums of the rulebook's columns.
    pub(crate) open: Vec<u32>,
}

/// A column of amounts that the rulebook does not name.
#[derive(Clone, Debug)]
pub(crate) struct OwnColumn {
    /// Its column of the sheet.
    pub(crate) at: u32,
    /// The headings above it in normal form, from top to bottom.
    pub(crate) path: Vec<String>,
    /// Its name, unique in its part: its headings divided by `/`.
    pub(crate) name: String,
    /// The figure of the part's first row; those of the other rows follow.
    pub(super) first: FigureId,
}

impl Part {
    /// The column of the table's own at a place behind the rulebook's columns.
    pub(crate) fn own_column(&self, column: usize) -> Option<&OwnColumn> {
        let place = column.checked_sub(self.columns.len())?;
        self.own.columns.get(place)
    }
}

impl Disclosure {
    /// Whether a table has columns of its own.
    pub(crate) fn has_own_columns(&self) -> bool {
        let mut parts = self.tables.iter().flat_map(|table| &table.parts);
        parts.any(|part| !part.own.columns.is_empty())
    }
}
