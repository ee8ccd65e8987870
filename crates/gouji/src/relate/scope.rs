//! What a reference of a formula can mean in one table.

use super::index::{RowAt, TableIndex};
use crate::recognise::{Part, RowKey, Table};
use crate::rulebook::formula::Rows;
use crate::rulebook::{Item, PartSpec, TableSpec};

/// What stands for the placeholders of a formula.
#[derive(Clone, Default)]
pub(super) struct Binding {
    /// For `每表`.
    pub(super) table: Option<usize>,
    /// For `各列`.
    pub(super) column: Option<String>,
    /// For rows written 各….
    pub(super) key: Option<RowKey>,
}

/// Why a reference has no figures.
pub(super) enum Absent {
    /// The formula does not apply to this row.
    NotApplicable,
    /// Something that it needs was not found.
    Missing(String),
}

pub(super) type Found<T> = Result<T, Absent>;

/// A table with its description and its rows.
pub(super) struct Scope<'a> {
    pub(super) spec: &'a TableSpec,
    pub(super) table: &'a Table,
    pub(super) index: &'a TableIndex<'a>,
}

/// The keys of a table's rows that a bound reference takes.
pub(super) fn keys_of(rows: &Rows, scope: &Scope<'_>, within: bool) -> Vec<RowKey> {
    let codes = || {
        scope
            .index
            .codes
            .iter()
            .map(|code| RowKey::Code((*code).to_owned()))
    };
    let own = |wanted: fn(&RowKey) -> bool| {
        let rows = scope.table.parts.iter().flat_map(|part| &part.rows);
        rows.map(|row| row.key.clone()).filter(wanted).collect()
    };
    match rows {
        Rows::EachCode(None) => codes().collect(),
        Rows::EachCode(Some(length)) => codes()
            .filter(|key| key.code().is_some_and(|code| code.len() == *length))
            .collect(),
        Rows::EachProject => own(|key| matches!(key, RowKey::Project { .. })),
        Rows::EachUnit => own(|key| matches!(key, RowKey::Unit(_))),
        Rows::Each if within => own(|_| true),
        Rows::Each => codes()
            .chain((!scope.index.totals.is_empty()).then_some(RowKey::Total))
            .collect(),
        _ => Vec::new(),
    }
}

/// Rows that are added up: none means that the formula does not apply.
pub(super) fn some(rows: Vec<RowAt>) -> Found<Vec<RowAt>> {
    if rows.is_empty() {
        Err(Absent::NotApplicable)
    } else {
        Ok(rows)
    }
}

/// The total row.
pub(super) fn total(scope: &Scope<'_>) -> Found<Vec<RowAt>> {
    match scope.index.totals.as_slice() {
        [] => Err(Absent::Missing(format!(
            "{}没有找到总计行",
            scope.spec.short
        ))),
        totals => Ok(totals.to_vec()),
    }
}

/// The row of an item or of a part's total; where an item has no row, the rows nearest beneath it.
pub(super) fn item(scope: &Scope<'_>, path: &str) -> Found<Vec<RowAt>> {
    for (part, (spec, rows)) in scope.spec.parts.iter().zip(&scope.table.parts).enumerate() {
        let at = |rows: Vec<usize>| rows.into_iter().map(|row| (part, row)).collect();
        if spec.total_name == path {
            let total = rows.index.get(&RowKey::Total).cloned();
            let why = || format!("{}没有找到“{path}”行", scope.spec.short);
            return total.map(at).ok_or_else(|| Absent::Missing(why()));
        }
        if let Some(item) = spec.item(path) {
            return Ok(at(item_rows(spec, rows, item)));
        }
    }
    Err(Absent::NotApplicable)
}

/// The rows of an item, or else those of the nearest items beneath it.
fn item_rows(spec: &PartSpec, part: &Part, item: usize) -> Vec<usize> {
    let own = |item: &Item| part.index.get(&RowKey::Item(item.path.clone()));
    let Some(first) = spec.items.get(item) else {
        return Vec::new();
    };
    if let Some(rows) = own(first) {
        return rows.clone();
    }
    let beneath = spec.items.iter().skip(item.saturating_add(1));
    let mut found = Vec::new();
    let mut counted: Option<usize> = None;
    for item in beneath.take_while(|item| item.depth > first.depth) {
        if counted.is_some_and(|depth| item.depth > depth) {
            continue;
        }
        let rows = own(item);
        counted = rows.map(|_| item.depth);
        found.extend(rows.into_iter().flatten().copied());
    }
    found
}
