//! What a reference of a formula can mean in one table.

use super::index::{RowAt, TableIndex};
use crate::recognise::{RowKey, Table};
use crate::rulebook::TableSpec;
use crate::rulebook::formula::Rows;

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

/// The row of an item or of a part's total.
pub(super) fn item(scope: &Scope<'_>, path: &str) -> Found<Vec<RowAt>> {
    for (part, spec) in scope.spec.parts.iter().enumerate() {
        let key = match spec.item(path) {
            _ if spec.total_name == path => RowKey::Total,
            Some(item) => match spec.items.get(item) {
                Some(item) => RowKey::Item(item.path.clone()),
                None => continue,
            },
            None => continue,
        };
        let rows = scope
            .table
            .parts
            .get(part)
            .and_then(|part| part.index.get(&key));
        if rows.is_none() && key == RowKey::Total {
            return Err(Absent::Missing(format!(
                "{}没有找到“{path}”行",
                scope.spec.short
            )));
        }
        return Ok(rows.into_iter().flatten().map(|&row| (part, row)).collect());
    }
    Err(Absent::NotApplicable)
}
