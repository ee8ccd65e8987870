use std::collections::{BTreeMap, BTreeSet};

use super::index::{RowAt, TableIndex};
use super::relation::{Relation, Term};
use super::scope::{Absent, Binding, Found, Scope, item, keys_of, some, total};
use crate::recognise::{Disclosure, FigureId, RowKey};
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
            let keys = match self.keys(formula, &binding) {
                Ok(keys) => keys,
                Err(Absent::Missing(why)) => {
                    missing.insert(why);
                    continue;
                }
                Err(Absent::NotApplicable) => continue,
            };
            for column in self.columns(formula, &binding) {
                for key in &keys {
                    let binding = Binding {
                        table,
                        column: column.clone(),
                        key: key.clone(),
                    };
                    match self.relation(spec, formula, &binding) {
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
                .flat_map(|code| scope.index.rows_for(code))
                .collect(),
            _ => self
                .rows(&term, &scope, &Binding::default())
                .unwrap_or_default(),
        };
        let figures = rows.into_iter().filter_map(|at| {
            self.figure(reference, &scope, &Binding::default(), at)
                .ok()
                .flatten()
        });
        figures.collect()
    }

    /// The tables that `每表` stands for, or none once.
    fn tables(&self, formula: &Formula) -> Vec<Option<usize>> {
        if !formula
            .terms()
            .any(|term| term.reference.table == TableRef::EachWithCodes)
        {
            return vec![None];
        }
        let coded = |spec: &TableSpec| spec.parts.iter().any(|part| part.rows.has_codes());
        let found = |&place: &usize| self.disclosure.table(place).is_some();
        let tables = self
            .rulebook
            .tables
            .iter()
            .enumerate()
            .filter(|(_, spec)| coded(spec));
        tables
            .map(|(place, _)| place)
            .filter(found)
            .map(Some)
            .collect()
    }

    fn scope(&self, reference: &Reference, binding: &Binding) -> Found<Scope<'a>> {
        let place = match &reference.table {
            TableRef::Id(id) => self.rulebook.table(id).map(|(place, _)| place),
            TableRef::EachWithCodes => binding.table,
        };
        let place = place.ok_or(Absent::NotApplicable)?;
        let spec = self
            .rulebook
            .tables
            .get(place)
            .ok_or(Absent::NotApplicable)?;
        let absent = || Absent::Missing(format!("没有找到{}《{}》", spec.short, spec.title));
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
    fn keys(&self, formula: &Formula, binding: &Binding) -> Found<Vec<Option<RowKey>>> {
        let bound = formula
            .terms()
            .filter(|term| !term.sum && term.reference.rows.is_each());
        let mut keys = Vec::new();
        let mut known = BTreeSet::new();
        let mut any = false;
        for term in bound {
            any = true;
            let scope = self.scope(&term.reference, binding)?;
            for key in keys_of(&term.reference.rows, &scope, formula.is_within_table()) {
                if known.insert(key.clone()) {
                    keys.push(Some(key));
                }
            }
        }
        Ok(if any { keys } else { vec![None] })
    }

    /// The columns that `各列` stands for, or none once.
    fn columns(&self, formula: &Formula, binding: &Binding) -> Vec<Option<String>> {
        let Some(term) = formula
            .terms()
            .find(|term| term.reference.column == ColumnRef::Each)
        else {
            return vec![None];
        };
        let Ok(scope) = self.scope(&term.reference, binding) else {
            return Vec::new();
        };
        let mut names: Vec<Option<String>> = Vec::new();
        for part in scope
            .spec
            .parts
            .iter()
            .filter(|part| part.rows.has_codes() || scope.spec.parts.len() == 1)
        {
            names.extend(part.columns.iter().map(|column| Some(column.name.clone())));
        }
        names
    }

    fn relation(&self, spec: usize, formula: &Formula, binding: &Binding) -> Found<Relation> {
        let (left, right) = (
            self.side(&formula.left, formula, binding)?,
            self.side(&formula.right, formula, binding)?,
        );
        let copy = formula.is_copy() && left.len() <= 1 && right.len() <= 1;
        let same = left == right;
        if same || (left.is_empty() && right.is_empty()) {
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

    fn side(
        &self,
        terms: &[formula::Term],
        formula: &Formula,
        binding: &Binding,
    ) -> Found<Vec<Term>> {
        let mut side: Vec<Term> = Vec::new();
        let mut place: BTreeMap<FigureId, usize> = BTreeMap::new();
        let mut printed = false;
        for term in terms {
            let scope = self.scope(&term.reference, binding)?;
            let rows = self.rows(term, &scope, binding)?;
            self.allow(term, formula, &scope, &rows)?;
            let fixed = matches!(term.reference.rows, Rows::Item(_) | Rows::Code(_));
            printed |= rows.is_empty() && !fixed;
            for at in rows {
                let Some(figure) = self.figure(&term.reference, &scope, binding, at)? else {
                    continue;
                };
                printed = true;
                let coefficient = if term.negative { -1 } else { 1 };
                match place.get(&figure).and_then(|&place| side.get_mut(place)) {
                    Some(known) => {
                        known.coefficient = known.coefficient.saturating_add(coefficient)
                    }
                    None => {
                        place.insert(figure, side.len());
                        side.push(Term {
                            figure,
                            coefficient,
                        });
                    }
                }
            }
        }
        // A side whose rows or columns a layout leaves out altogether says nothing.
        if printed {
            Ok(side)
        } else {
            Err(Absent::NotApplicable)
        }
    }

    /// Refuses what would look like an error only because something was not read.
    fn allow(
        &self,
        term: &formula::Term,
        formula: &Formula,
        scope: &Scope<'_>,
        rows: &[RowAt],
    ) -> Found<()> {
        let short = &scope.spec.short;
        let unread_rows = scope.table.parts.iter().any(|part| part.unread_rows);
        let unread_columns = scope.table.parts.iter().any(|part| part.unread_columns);
        let among_columns = formula.is_within_table()
            && formula
                .terms()
                .any(|other| other.reference.column != term.reference.column);
        if unread_rows && (term.sum || rows.is_empty()) {
            return Err(Absent::Missing(format!("{short}有未能识别或隐藏的行")));
        }
        if unread_columns && among_columns {
            return Err(Absent::Missing(format!("{short}有未能识别或隐藏的栏目")));
        }
        Ok(())
    }

    /// The rows that a term means; none where a row is not printed, which counts as blank.
    fn rows(
        &self,
        term: &formula::Term,
        scope: &Scope<'_>,
        binding: &Binding,
    ) -> Found<Vec<RowAt>> {
        let index = scope.index;
        let unit = match &binding.key {
            Some(RowKey::Unit(_)) => binding
                .key
                .as_ref()
                .and_then(|key| index.rows_of(key).first().copied()),
            _ => None,
        };
        let within =
            |rows: Vec<RowAt>| unit.map_or(rows.clone(), |unit| index.under_unit(rows, unit));
        let code = binding.key.as_ref().and_then(RowKey::code);
        let rows = match (&term.reference.rows, term.sum) {
            (Rows::Total, _) => return total(scope),
            (Rows::Item(path), _) => return item(scope, path),
            (Rows::Code(code), _) => index.rows_for(code),
            (Rows::Children, _) => return some(index.children(code.ok_or(Absent::NotApplicable)?)),
            (Rows::EachUnit, true) => return some(index.units.clone()),
            (Rows::EachProject, true) => match (&binding.key, code) {
                (Some(RowKey::Code(_)), Some(code)) => return some(index.projects_under(code)),
                (Some(RowKey::Unit(_)), _) => return some(within(index.projects.clone())),
                _ => index.projects.clone(),
            },
            (Rows::EachCode(_), true) => match unit {
                Some(_) => return some(within(index.roots())),
                None => index.roots(),
            },
            (Rows::Each, true) => return Err(Absent::NotApplicable),
            (_, false) => {
                return index.rows_of_bound(binding.key.as_ref().ok_or(Absent::NotApplicable)?);
            }
        };
        Ok(rows)
    }

    /// The figure of a row; `None` where the sheet lacks a column that may be left out, or the
    /// row's part has no such column.
    fn figure(
        &self,
        reference: &Reference,
        scope: &Scope<'_>,
        binding: &Binding,
        (part, row): RowAt,
    ) -> Found<Option<FigureId>> {
        let Some(spec) = scope.spec.parts.get(part) else {
            return Ok(None);
        };
        let name = match &reference.column {
            ColumnRef::Only => None,
            ColumnRef::Name(name) => Some(name),
            ColumnRef::Each => binding.column.as_ref(),
        };
        let column = match name {
            None => Some(0),
            Some(name) => spec.columns.iter().position(|column| &column.name == name),
        };
        let column = column.ok_or(Absent::NotApplicable)?;
        let figure = scope
            .table
            .parts
            .get(part)
            .and_then(|part| part.figure(row, column));
        let optional = spec
            .columns
            .get(column)
            .is_some_and(|column| column.optional);
        let unread = scope
            .table
            .parts
            .get(part)
            .is_some_and(|part| part.unread_columns);
        if figure.is_none() && (!optional || unread) {
            let column = spec.columns.get(column).map_or("", |column| &column.name);
            return Err(Absent::Missing(format!(
                "{}没有找到栏目“{column}”",
                scope.spec.short
            )));
        }
        Ok(figure)
    }
}
