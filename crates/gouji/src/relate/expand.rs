use std::borrow::Cow;
use std::collections::BTreeSet;

use super::columns;
use super::index::{RowAt, TableIndex};
use super::ready::{Ready, ReadyTerm};
use super::relation::{Relation, Term};
use super::scope::{
    Absent, Binding, Found, Key, Reach, Scope, beneath, item, keys_of, some, total,
};
use super::side::Side;
use super::unread::allow;
use crate::recognise::{Disclosure, FigureId, RowKey, Value};
use crate::rulebook::formula::{self, ColumnRef, Formula, Reference, Rows, TableRef};
use crate::rulebook::{Rulebook, TableSpec};

/// Applies formulas to the figures of a disclosure.
pub(super) struct Expander<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) disclosure: &'a Disclosure,
    pub(super) indexes: &'a [Option<TableIndex<'a>>],
}

impl<'a> Expander<'a> {
    /// All relations that a formula states. What keeps it from being evaluated is added to `missing`.
    pub(super) fn formula(
        &self,
        spec: usize,
        formula: &Formula,
        missing: &mut BTreeSet<String>,
    ) -> Vec<Relation> {
        let mut relations = Vec::new();
        for table in self.tables(formula) {
            let binding = Binding {
                table,
                ..Binding::default()
            };
            let scope = |reference: &Reference| self.scope(reference, &binding);
            let idle = |term: &formula::Term| match scope(&term.reference) {
                Ok(scope) => columns::is_left_out(&term.reference, &scope),
                Err(absent) => matches!(absent, Absent::NotApplicable),
            };
            if formula.terms().any(idle) {
                continue;
            }
            let keys = match self.keys(formula, &binding) {
                Ok(keys) => keys,
                Err(Absent::Missing(why)) => {
                    missing.insert(why);
                    continue;
                }
                Err(Absent::NotApplicable) => continue,
            };
            for column in self.columns(formula, &binding) {
                let ready = Ready::of(formula, column, scope);
                for key in &keys {
                    let binding = Binding {
                        table,
                        key: key.as_ref().map(|key| key.key.as_ref()),
                        at: key.as_ref().and_then(|key| key.at),
                    };
                    match self.relation(spec, &ready, &binding) {
                        Ok(relation) => relations.push(relation),
                        Err(Absent::Missing(why)) => drop(missing.insert(why)),
                        Err(Absent::NotApplicable) => {}
                    }
                }
            }
        }
        relations
    }

    /// All figures that a reference means.
    pub(super) fn all_figures(&self, reference: &Reference) -> Vec<FigureId> {
        let term = formula::Term {
            negative: false,
            sum: true,
            reference: reference.clone(),
        };
        let Ok(scope) = self.scope(reference, &Binding::default()) else {
            return Vec::new();
        };
        let rows = match &reference.rows {
            Rows::EachCode(None) => scope
                .index
                .codes
                .iter()
                .flat_map(|code| scope.index.rows_for(code).into_owned())
                .collect(),
            _ => self
                .rows(&term, &scope, &Binding::default())
                .unwrap_or_default()
                .into_owned(),
        };
        let figures = rows.into_iter().flat_map(|at| {
            let columns = columns::of(reference, &scope, None, at.0).unwrap_or_default();
            let figure = |column| {
                columns::figure(reference, &scope, at, column)
                    .ok()
                    .flatten()
            };
            columns.into_iter().filter_map(figure).collect::<Vec<_>>()
        });
        figures.collect()
    }

    /// The tables that `每表` or `各表` stands for, or none once.
    fn tables(&self, formula: &Formula) -> Vec<Option<usize>> {
        let each = |wanted: &TableRef| {
            let mut terms = formula.terms();
            terms.any(|term| term.reference.table == *wanted)
        };
        let (coded, every) = (each(&TableRef::EachWithCodes), each(&TableRef::Each));
        if !coded && !every {
            return vec![None];
        }
        let has_codes = |spec: &TableSpec| spec.parts.iter().any(|part| part.rows.has_codes());
        let tables = self.rulebook.tables.iter().enumerate();
        let wanted = tables.filter(|(_, spec)| every || has_codes(spec));
        let found = |&place: &usize| self.disclosure.table(place).is_some();
        wanted
            .map(|(place, _)| place)
            .filter(found)
            .map(Some)
            .collect()
    }

    pub(super) fn scope(&self, reference: &Reference, binding: &Binding<'_>) -> Found<Scope<'a>> {
        let place = match &reference.table {
            TableRef::Id(id) => self.rulebook.table(id).map(|(place, _)| place),
            TableRef::EachWithCodes | TableRef::Each => binding.table,
        };
        let place = place.ok_or(Absent::NotApplicable)?;
        let spec = self
            .rulebook
            .tables
            .get(place)
            .ok_or(Absent::NotApplicable)?;
        let absent = || match spec.required {
            true => Absent::Missing(format!("没有找到{}《{}》", spec.short, spec.title)),
            false => Absent::NotApplicable,
        };
        let table = self.disclosure.table(place).ok_or_else(absent)?;
        let index = self
            .indexes
            .get(place)
            .and_then(Option::as_ref)
            .ok_or_else(absent)?;
        Ok(Scope { spec, table, index })
    }

    /// The keys that the bound rows of a formula take, in the order of the tables; one empty one
    /// where no row is bound.
    fn keys(&self, formula: &Formula, binding: &Binding<'_>) -> Found<Vec<Option<Key<'a>>>> {
        let bound = formula
            .terms()
            .filter(|term| !term.sum && term.reference.rows.is_each());
        let mut references: Vec<&Reference> = Vec::new();
        for reference in bound.map(|term| &term.reference) {
            let same =
                |known: &&Reference| known.table == reference.table && known.rows == reference.rows;
            if !references.iter().any(same) {
                references.push(reference);
            }
        }
        let reach = Reach::of(formula);
        let (Some(first), others) = (references.first(), references.iter().skip(1)) else {
            return Ok(vec![None]);
        };
        let mut keys = keys_of(&first.rows, &self.scope(first, binding)?, reach);
        for reference in others {
            let known: BTreeSet<RowKey> = keys.iter().map(|it| it.key.as_ref().clone()).collect();
            let more = keys_of(&reference.rows, &self.scope(reference, binding)?, reach);
            keys.extend(
                more.into_iter()
                    .filter(|it| !known.contains(it.key.as_ref())),
            );
        }
        Ok(keys.into_iter().map(Some).collect())
    }

    /// The columns that `各列` stands for, or none once.
    fn columns(&self, formula: &Formula, binding: &Binding<'_>) -> Vec<Option<&'a str>> {
        let Some(term) = formula
            .terms()
            .find(|term| term.reference.column == ColumnRef::Each)
        else {
            return vec![None];
        };
        let Ok(scope) = self.scope(&term.reference, binding) else {
            return Vec::new();
        };
        let parts = || scope.spec.parts.iter().zip(&scope.table.parts);
        let coded = parts().filter(|(part, _)| part.rows.has_codes());
        let mut names: Vec<Option<&str>> = Vec::new();
        for (part, read) in coded.chain(parts()) {
            // Of a column that may be left out and is, no relation says anything.
            let there = part.columns.iter().zip(&read.columns);
            let there = there.filter(|(it, at)| !it.beside && (at.is_some() || !it.optional));
            for (column, _) in there {
                let name = Some(column.name.as_str());
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    fn relation(&self, spec: usize, ready: &Ready<'_>, binding: &Binding<'_>) -> Found<Relation> {
        let formula = ready.formula;
        let left = self.side(&ready.left, ready, binding)?;
        let right = self.side(&ready.right, ready, binding)?;
        let copy = formula.is_copy() && left.len() <= 1 && right.len() <= 1;
        let same = left == right;
        let nothing = left.is_empty() && right.is_empty();
        if same || nothing || self.is_left_out(&left) || self.is_left_out(&right) {
            return Err(Absent::NotApplicable);
        }
        Ok(Relation {
            spec,
            comparison: formula.comparison,
            copy,
            left,
            right,
        })
    }

    /// Whether a column beside the year's amounts is not filled in.
    fn is_left_out(&self, terms: &[Term]) -> bool {
        let figures = terms
            .iter()
            .map(|term| self.disclosure.figures.get(term.figure));
        let mut blank = figures.map(|figure| {
            let figure = figure.filter(|figure| figure.value == Value::Blank);
            figure.and_then(|figure| figure.column_spec(self.rulebook))
        });
        !terms.is_empty() && blank.all(|column| column.is_some_and(|column| column.beside))
    }

    fn side(
        &self,
        terms: &[ReadyTerm<'_>],
        ready: &Ready<'_>,
        binding: &Binding,
    ) -> Found<Vec<Term>> {
        let mut side = Side::of(terms.len());
        let mut printed = false;
        for it in terms {
            let (term, scope) = (it.term, it.scope.as_ref().map_err(Absent::clone)?);
            let rows = match term.reference.rows {
                Rows::Children => children(ready.formula, scope, binding)?,
                _ => self.rows(term, scope, binding)?,
            };
            allow(it, scope, &rows, binding)?;
            let fixed = matches!(term.reference.rows, Rows::Item(_) | Rows::Code(_));
            printed |= rows.is_empty() && !fixed;
            let coefficient = if term.negative { -1 } else { 1 };
            // A part without such a column decides before any figure that was not found.
            let mut last = None;
            for &(part, _) in rows.iter() {
                if last.replace(part) != Some(part) {
                    it.columns(part)?;
                }
            }
            for &at in rows.iter() {
                for &column in it.columns(at.0)? {
                    if let Some(figure) = columns::figure(&term.reference, scope, at, column)? {
                        side.add(figure, coefficient);
                    }
                }
            }
        }
        // A side whose rows or columns a layout leaves out altogether says nothing.
        if printed || !side.terms.is_empty() {
            Ok(side.terms)
        } else {
            Err(Absent::NotApplicable)
        }
    }

    /// The rows that a term means; none where a row is not printed, which counts as blank.
    fn rows<'s>(
        &self,
        term: &formula::Term,
        scope: &Scope<'s>,
        binding: &Binding,
    ) -> Found<Cow<'s, [RowAt]>> {
        let index = scope.index;
        let unit = match binding.key {
            Some(key @ RowKey::Unit(_)) => index.rows_of(key).first().copied(),
            _ => None,
        };
        let within = |rows: Vec<RowAt>| match unit {
            Some(unit) => index.under_unit(rows, unit),
            None => rows,
        };
        let code = binding.key.and_then(RowKey::code);
        let rows = match (&term.reference.rows, term.sum) {
            (Rows::Total, _) => return total(scope),
            (Rows::Item(path), _) => return item(scope, path).map(Cow::Owned),
            (Rows::Code(code), _) => index.rows_for(code),
            (Rows::Children, _) => return Err(Absent::NotApplicable),
            (Rows::EachUnit, true) => return some(index.units.as_slice()),
            (Rows::EachProject, true) => match (binding.key, code) {
                (Some(RowKey::Code(_)), Some(code)) => return some(index.projects_under(code)),
                (Some(RowKey::Unit(_)), _) => return some(within(index.projects.clone())),
                _ => Cow::Borrowed(index.projects.as_slice()),
            },
            (Rows::EachCode(_), true) => match unit {
                Some(unit) => return some(index.roots_of(unit)),
                None if index.is_by_others() => return Err(Absent::NotApplicable),
                None => Cow::Owned(index.roots()),
            },
            (Rows::Each, true) if term.reference.column != ColumnRef::Parts => {
                return Err(Absent::NotApplicable);
            }
            _ => {
                let key = binding.key.ok_or(Absent::NotApplicable)?;
                return match (key, binding.at) {
                    (RowKey::Total, _) if scope.table.amounts > 0 => total(scope),
                    (_, Some((table, at))) if table == scope.table.spec => Ok(Cow::Owned(vec![at])),
                    (key, _) => index.rows_of_bound(key),
                };
            }
        };
        Ok(rows)
    }
}

/// The rows directly beneath the bound row, or the one that the formula has on its left.
fn children<'s>(
    formula: &Formula,
    scope: &Scope<'s>,
    binding: &Binding<'_>,
) -> Found<Cow<'s, [RowAt]>> {
    let left = formula.left.first().map(|term| &term.reference.rows);
    match (binding.key, left) {
        (Some(RowKey::Code(code)), _) | (None, Some(Rows::Code(code))) => {
            some(scope.index.children(code))
        }
        (Some(RowKey::Item(path)), _) | (None, Some(Rows::Item(path))) => beneath(scope, path),
        (Some(RowKey::Total), _) | (None, Some(Rows::Total)) => {
            let part = scope.index.totals.first().map(|&(part, _)| part);
            let spec = part.and_then(|part| scope.spec.parts.get(part));
            beneath(scope, &spec.ok_or(Absent::NotApplicable)?.total_name)
        }
        _ => Err(Absent::NotApplicable),
    }
}
