//! Findings that concern a table as a whole.

use super::Context;
use crate::recognise::Table;
use crate::report::{CellRef, Role};
use crate::rulebook::TableSpec;
use crate::source::Address;

impl<'a> Context<'a> {
    /// The tables with their descriptions.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&'a Table, &'a TableSpec)> + use<'a> {
        let rulebook = self.rulebook;
        let tables = self.disclosure.tables.iter();
        tables.filter_map(move |table| Some((table, rulebook.tables.get(table.spec)?)))
    }
}

/// A cell outside of a table's rows as a finding points at it.
pub(super) fn cell_beside(
    table: &Table,
    spec: &TableSpec,
    at: Address,
    column: &str,
    text: &str,
) -> CellRef {
    CellRef {
        sheet: table.sheet_name.clone(),
        cell: at.to_string(),
        table: spec.id.clone(),
        row: String::new(),
        column: column.to_owned(),
        value: text.to_owned(),
        role: None,
    }
}

/// The title of a table as a finding points at it.
pub(super) fn title_cell(table: &Table, spec: &TableSpec) -> CellRef {
    let at = table.said.title.unwrap_or(table.range.start);
    cell_beside(table, spec, at, "标题", &table.title)
}

/// The cells, the first one primary.
pub(super) fn first_primary(mut cells: Vec<CellRef>) -> Vec<CellRef> {
    if let Some(first) = cells.first_mut() {
        first.role = Some(Role::Primary);
    }
    cells
}

/// The tables as people call them: `表8、表9`.
pub(super) fn shorts<'a>(specs: impl Iterator<Item = &'a TableSpec>) -> String {
    let shorts: Vec<&str> = specs.map(|spec| spec.short.as_str()).collect();
    shorts.join("、")
}
