//! The columns of a row that a reference means.

use super::index::RowAt;
use super::scope::{Absent, Found, Scope};
use crate::order::Order;
use crate::recognise::FigureId;
use crate::rulebook::PartSpec;
use crate::rulebook::formula::{ColumnRef, Reference};

/// The places of a reference's columns in a part; `whole` is the column that `各列` or `下级栏`
/// is about.
pub(super) fn of(
    reference: &Reference,
    scope: &Scope<'_>,
    whole: Option<&str>,
    part: usize,
) -> Found<Vec<usize>> {
    let spec = scope.spec.parts.get(part).ok_or(Absent::NotApplicable)?;
    let named = |name: Option<&str>| {
        let place = spec
            .columns
            .iter()
            .position(|column| Some(column.name.as_str()) == name);
        place.ok_or(Absent::NotApplicable)
    };
    match &reference.column {
        ColumnRef::Only => Ok(vec![0]),
        ColumnRef::Name(name) => {
            let place = named(Some(name))?;
            Ok(there_or_parts(spec, scope, part, place))
        }
        ColumnRef::Each => Ok(vec![named(whole)?]),
        ColumnRef::Parts => parts(spec, scope, part, named(whole)?),
    }
}

/// Whether a reference means a column beside the year's amounts that a table does not have: few do, and nothing
/// is missing.
pub(super) fn is_left_out(reference: &Reference, scope: &Scope<'_>) -> bool {
    let ColumnRef::Name(name) = &reference.column else {
        return false;
    };
    let parts = scope.spec.parts.iter().zip(&scope.table.parts);
    let columns = parts.flat_map(|(spec, part)| spec.columns.iter().zip(&part.columns));
    let mut named = columns.filter(|(column, _)| column.name == *name);
    named.all(|(column, at)| column.beside && at.is_none())
}

/// The columns that a column is made up of. One alone says nothing, it may stand as an example; nor do those that are
/// headed as some of it.
fn parts(spec: &PartSpec, scope: &Scope<'_>, part: usize, whole: usize) -> Found<Vec<usize>> {
    let found = beneath(spec, scope, part, whole);
    if found.len() < 2 || are_some(scope, part, &found) {
        return Err(Absent::NotApplicable);
    }
    Ok(found)
}

/// A column, or what it is made up of where the sheet leaves it out. Of a column that was not
/// understood nobody knows whether it belongs to that.
fn there_or_parts(spec: &PartSpec, scope: &Scope<'_>, part: usize, column: usize) -> Vec<usize> {
    let unread = scope.table.parts.get(part);
    let unread = unread.is_some_and(|part| part.unread_columns);
    let found = match unread || is_there(scope, part, column) {
        true => Vec::new(),
        false => beneath(spec, scope, part, column),
    };
    if found.is_empty() || are_some(scope, part, &found) {
        vec![column]
    } else {
        found
    }
}

/// The columns directly beneath a column; for one that a sheet leaves out, those beneath that.
fn beneath(spec: &PartSpec, scope: &Scope<'_>, part: usize, whole: usize) -> Vec<usize> {
    let mut wholes = vec![whole];
    let mut found = Vec::new();
    while let Some(whole) = wholes.pop() {
        for (place, column) in spec.columns.iter().enumerate() {
            if column.within != Some(whole) {
                continue;
            }
            let divided = is_divided(spec, scope, part, place);
            if is_there(scope, part, place) || !(column.optional || divided) {
                found.push(place);
            } else {
                wholes.push(place);
            }
        }
    }
    found.put_in_order();
    found
}

/// Whether one of a sheet's columns is headed as some of another.
fn are_some(scope: &Scope<'_>, part: usize, columns: &[usize]) -> bool {
    let some = scope.table.parts.get(part).map(|part| &part.some);
    some.is_some_and(|some| columns.iter().any(|column| some.contains(column)))
}

/// Whether a sheet has several parts of a column.
fn is_divided(spec: &PartSpec, scope: &Scope<'_>, part: usize, column: usize) -> bool {
    let table = scope.table.parts.get(part);
    table.is_some_and(|table| table.has_column(spec, column))
}

fn is_there(scope: &Scope<'_>, part: usize, column: usize) -> bool {
    let part = scope.table.parts.get(part);
    part.and_then(|part| part.columns.get(column))
        .is_some_and(Option::is_some)
}

/// The figure of a row in a column; `None` where the sheet lacks a column that may be left out.
/// Where columns were not understood, one of them may be the one; of each in turn only those count
/// that are there.
pub(super) fn figure(
    reference: &Reference,
    scope: &Scope<'_>,
    (part, row): RowAt,
    column: usize,
) -> Found<Option<FigureId>> {
    let spec = scope
        .spec
        .parts
        .get(part)
        .and_then(|part| part.columns.get(column));
    let found = scope.table.parts.get(part);
    let figure = found.and_then(|part| part.figure(row, column));
    let parts = || Some(found?.has_column(scope.spec.parts.get(part)?, column));
    let optional = spec.is_some_and(|column| column.optional) || parts() == Some(true);
    let each = reference.column == ColumnRef::Each;
    let unread = !each && found.is_some_and(|part| part.unread_columns);
    if figure.is_none() && spec.is_some_and(|column| column.beside) {
        // Few tables print what is compared with: nothing is missing.
        return Err(Absent::NotApplicable);
    }
    if figure.is_none() && (!optional || unread) {
        let column = spec.map_or("", |column| &column.name);
        let short = &scope.spec.short;
        return Err(Absent::Missing(format!("{short}没有找到栏目“{column}”")));
    }
    Ok(figure)
}
