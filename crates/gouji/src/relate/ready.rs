//! A formula with what is the same for all rows that it is applied to.

use super::columns;
use super::scope::{Absent, Found, Scope};
use crate::rulebook::formula::{ColumnRef, Formula, Reference, Term};

/// A formula for one table and one column.
pub(super) struct Ready<'f> {
    pub(super) formula: &'f Formula,
    pub(super) left: Vec<ReadyTerm<'f>>,
    pub(super) right: Vec<ReadyTerm<'f>>,
}

/// A term of it.
pub(super) struct ReadyTerm<'f> {
    pub(super) term: &'f Term,
    pub(super) scope: Found<Scope<'f>>,
    /// Its columns in each part of the table.
    columns: Vec<Found<Vec<usize>>>,
    /// Whether the formula has other rows, or other columns, of the same table.
    pub(super) among_rows: bool,
    pub(super) among_columns: bool,
}

impl<'f> Ready<'f> {
    /// `column` is what stands for `各列`.
    pub(super) fn of(
        formula: &'f Formula,
        column: Option<&str>,
        scope: impl Fn(&Reference) -> Found<Scope<'f>>,
    ) -> Self {
        let whole = whole(formula, column);
        let within = formula.is_within_table();
        let other = |differs: &dyn Fn(&Reference) -> bool| {
            within && formula.terms().any(|other| differs(&other.reference))
        };
        let ready = |term: &'f Term| {
            let reference = &term.reference;
            let scope = scope(reference);
            let parts = scope.as_ref().map_or(0, |scope| scope.spec.parts.len());
            let of = |part| match &scope {
                Ok(scope) => columns::of(reference, scope, whole, part),
                Err(_) => Err(Absent::NotApplicable),
            };
            ReadyTerm {
                term,
                columns: (0..parts).map(of).collect(),
                among_rows: !formula.is_copy() && other(&|other| other.rows != reference.rows),
                among_columns: other(&|other| other.column != reference.column),
                scope,
            }
        };
        Self {
            formula,
            left: formula.left.iter().map(ready).collect(),
            right: formula.right.iter().map(ready).collect(),
        }
    }
}

impl ReadyTerm<'_> {
    /// The places of its columns in a part.
    pub(super) fn columns(&self, part: usize) -> Found<&[usize]> {
        match self.columns.get(part) {
            Some(Ok(columns)) => Ok(columns),
            Some(Err(absent)) => Err(absent.clone()),
            None => Err(Absent::NotApplicable),
        }
    }
}

/// The name of the column that `下级栏` divides.
fn whole<'a>(formula: &'a Formula, column: Option<&'a str>) -> Option<&'a str> {
    let left = formula.left.first().map(|term| &term.reference.column);
    match left {
        Some(ColumnRef::Name(name)) => Some(name),
        _ => column,
    }
}
