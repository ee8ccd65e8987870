//! What is not judged because something that bears on it was not read.

use super::index::RowAt;
use super::ready::ReadyTerm;
use super::scope::{Absent, Binding, Found, Scope};
use crate::recognise::RowKey;
use crate::rulebook::PartSpec;
use crate::rulebook::formula::{self, ColumnRef, Rows};

/// Refuses what would look like an error only because something was not read.
pub(super) fn allow(
    it: &ReadyTerm<'_>,
    scope: &Scope<'_>,
    rows: &[RowAt],
    binding: &Binding<'_>,
) -> Found<()> {
    let short = &scope.spec.short;
    let parts = scope.table.parts.iter().enumerate();
    let touched = |place: usize| match (rows.is_empty(), &it.term.reference.rows) {
        // An item that is not printed might only stand where the rulebook has it.
        (true, Rows::Item(path)) => may_have(scope, place, path),
        (true, _) => true,
        (false, _) => rows.iter().any(|&(part, _)| part == place),
    };
    let mut unread = parts.filter(|(_, part)| part.unread_rows);
    // What sums the columns of one row has nothing to do with other rows.
    let reference = &it.term.reference;
    let of_row = reference.rows == Rows::Each && reference.column == ColumnRef::Parts;
    let among = || it.among_rows || (it.term.sum && !of_row) || rows.is_empty();
    if unread.any(|(place, _)| touched(place))
        && (among() || stand_in(it.term, scope, rows, binding))
    {
        return Err(Absent::Missing(format!("{short}有未能识别或隐藏的行")));
    }
    let unread_columns = scope.table.parts.iter().any(|part| part.unread_columns);
    if unread_columns && it.among_columns {
        return Err(Absent::Missing(columns(short)));
    }
    Ok(())
}

/// Whether a part may have an item.
fn may_have(scope: &Scope<'_>, part: usize, path: &str) -> bool {
    let has = |part: &PartSpec| part.total_name == path || part.item(path).is_some();
    let own = scope.spec.parts.get(part);
    own.is_some_and(has) || !scope.spec.parts.iter().any(has)
}

/// What is said of a table with columns that were not understood.
pub(super) fn columns(short: &str) -> String {
    format!("{short}有未能识别或隐藏的栏目")
}

/// Whether the rows of a code stand for one that the table does not print.
fn stand_in(
    term: &formula::Term,
    scope: &Scope<'_>,
    rows: &[RowAt],
    binding: &Binding<'_>,
) -> bool {
    let code = match &term.reference.rows {
        Rows::Code(code) => Some(code.as_str()),
        Rows::Children => None,
        _ => binding.key.and_then(RowKey::code),
    };
    let other = |code: &str, &(part, row): &RowAt| {
        let part = scope.table.parts.get(part);
        let row = part.and_then(|part| part.rows.get(row));
        row.is_some_and(|row| !matches!(&row.key, RowKey::Code(own) if own == code))
    };
    let is_project = matches!(binding.key, Some(RowKey::Project { .. }));
    code.is_some_and(|code| !is_project && rows.iter().any(|at| other(code, at)))
}
