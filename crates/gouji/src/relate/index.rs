use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::recognise::{RowKey, Table};
use crate::rulebook::{RowsKind, TableSpec};

use super::scope::{Absent, Found};

/// A row of a table: its part and its place in it.
pub(super) type RowAt = (usize, usize);

/// The rows of a table by what they are.
pub(super) struct TableIndex<'a> {
    /// Codes in the order of their first rows; not those of a part that tells once more what another does.
    pub(super) codes: Vec<&'a str>,
    /// Rows of each code; where only projects bear the code, those. Where offices' rows repeat what stands above them
    /// for all, those of all.
    rows: BTreeMap<&'a str, Vec<RowAt>>,
    /// Rows of each code that repeat what stands above them.
    of_offices: BTreeMap<&'a str, Vec<RowAt>>,
    /// Direct children of each code, and those without a parent under `""`.
    children: BTreeMap<&'a str, Vec<&'a str>>,
    /// Projects under each code.
    projects_of: BTreeMap<&'a str, Vec<RowAt>>,
    /// All projects.
    pub(super) projects: Vec<RowAt>,
    /// Budget units.
    pub(super) units: Vec<RowAt>,
    /// Total rows; in a table of several parts, those of the part that it must have and that has codes.
    pub(super) totals: Vec<RowAt>,
    /// Whether it has no subjects where it might, and tells its amounts by something else: 基本支出, 项目支出.
    by_kinds: bool,
    table: &'a Table,
}

impl<'a> TableIndex<'a> {
    pub(super) fn of(table: &'a Table, spec: &TableSpec) -> Self {
        let mut index = Self {
            codes: Vec::new(),
            rows: BTreeMap::new(),
            of_offices: BTreeMap::new(),
            children: BTreeMap::new(),
            projects_of: BTreeMap::new(),
            projects: Vec::new(),
            units: Vec::new(),
            totals: Vec::new(),
            by_kinds: false,
            table,
        };
        let again = |place: usize| spec.parts.get(place).is_some_and(|part| part.optional);
        for (part, rows) in table.parts.iter().enumerate() {
            for (row, key) in rows.rows.iter().map(|row| &row.key).enumerate() {
                index.add(key, (part, row), again(part));
            }
        }
        index.link();
        let told = |at: &RowAt| !again(at.0);
        let own = |code: &&str| {
            index
                .rows
                .get(code)
                .is_none_or(|rows| rows.iter().any(told))
        };
        index.codes.retain(own);
        index.by_kinds = index.codes.is_empty() && has_kinds(table, spec);
        let keyed = |&(part, _): &RowAt| {
            spec.parts
                .get(part)
                .is_some_and(|part| part.rows != RowsKind::Item)
        };
        if index.totals.iter().any(keyed) {
            index.totals.retain(keyed);
        }
        // A total that is printed twice, above and below, is one figure.
        let last = index.totals.pop();
        index.totals = last.into_iter().collect();
        index
    }

    /// Takes up a row; `again` where its part tells once more what another does.
    fn add(&mut self, key: &'a RowKey, at: RowAt, again: bool) {
        match key {
            RowKey::Code(code) if self.is_told_above(at) => {
                self.of_offices.entry(code).or_default().push(at);
            }
            RowKey::Code(code) => self.rows.entry(code).or_default().push(at),
            RowKey::Project { code, .. } => {
                self.projects.push(at);
                if !code.is_empty() {
                    self.projects_of.entry(code).or_default().push(at);
                }
            }
            RowKey::Unit(_) => self.units.push(at),
            RowKey::Total if again => {}
            RowKey::Total => self.totals.push(at),
            RowKey::Item(_) => {}
        }
        if let Some(code) = key.code()
            && !self.children.contains_key(code)
        {
            self.codes.push(code);
            self.children.insert(code, Vec::new());
        }
    }

    /// Gives codes without a row of their own their projects' rows, and each code to its parent.
    fn link(&mut self) {
        for (code, projects) in &self.projects_of {
            self.rows.entry(code).or_insert_with(|| projects.clone());
        }
        for code in self.codes.clone() {
            let parent = (3..code.len())
                .rev()
                .filter_map(|length| code.get(..length))
                .find(|above| self.rows.contains_key(above));
            self.children
                .entry(parent.unwrap_or_default())
                .or_default()
                .push(code);
        }
    }

    /// Whether its rows are units, or kinds of amounts, and none subjects.
    pub(super) fn is_by_others(&self) -> bool {
        self.by_kinds || self.codes.is_empty() && !self.units.is_empty()
    }

    /// The rows that stand for a code: its own, or else those nearest beneath it.
    pub(super) fn rows_for(&self, code: &str) -> Cow<'_, [RowAt]> {
        if let Some(rows) = self.rows.get(code) {
            return Cow::Borrowed(rows);
        }
        let beneath = self
            .rows
            .range(code..)
            .take_while(|(other, _)| other.starts_with(code));
        let mut found: Vec<&str> = Vec::new();
        for (&other, _) in beneath {
            if found.last().is_none_or(|last| !other.starts_with(last)) {
                found.push(other);
            }
        }
        let rows = found.into_iter().filter_map(|code| self.rows.get(code));
        rows.flatten().copied().collect()
    }

    /// The rows of the direct children of a code; none where 其中 says that they are some of them.
    pub(super) fn children(&self, code: &str) -> Vec<RowAt> {
        let rows = self.code_rows(self.children.get(code));
        match rows.iter().any(|&row| self.is_some_of(row)) {
            true => Vec::new(),
            false => rows,
        }
    }

    /// Whether a row begins with 其中: it is some of what the row before it has.
    pub(super) fn is_some_of(&self, (part, row): RowAt) -> bool {
        let part = self.table.parts.get(part);
        let row = part.and_then(|part| part.rows.get(row));
        row.is_some_and(|row| row.name.trim_start().starts_with("其中"))
    }

    /// Whether a row tells of an office what one above tells of all.
    fn is_told_above(&self, (part, row): RowAt) -> bool {
        let part = self.table.parts.get(part);
        part.and_then(|part| part.all_offices)
            .is_some_and(|first| row >= first)
    }

    /// The rows of an office's codes that have no parent in the table.
    pub(super) fn roots_of(&self, office: RowAt) -> Vec<RowAt> {
        let codes = self.children.get("").into_iter().flatten();
        let repeated = codes.filter_map(|code| self.of_offices.get(code)).flatten();
        let rows = self.roots().into_iter().chain(repeated.copied());
        self.under_unit(rows.collect(), office)
    }

    /// The rows of the codes that have no parent in the table.
    pub(super) fn roots(&self) -> Vec<RowAt> {
        self.code_rows(self.children.get(""))
    }

    fn code_rows(&self, codes: Option<&Vec<&str>>) -> Vec<RowAt> {
        codes
            .into_iter()
            .flatten()
            .filter_map(|code| self.rows.get(code))
            .flatten()
            .copied()
            .collect()
    }

    /// The projects under a code that has a row of its own.
    pub(super) fn projects_under(&self, code: &str) -> Vec<RowAt> {
        let projects = self.projects_of.get(code);
        let own = self.rows.get(code);
        projects
            .filter(|projects| own != Some(projects))
            .cloned()
            .unwrap_or_default()
    }

    /// Those of the rows that stand under the unit's row.
    pub(super) fn under_unit(&self, rows: Vec<RowAt>, unit: RowAt) -> Vec<RowAt> {
        let belongs = |&(part, row): &RowAt| {
            let row = self
                .table
                .parts
                .get(part)
                .and_then(|part| part.rows.get(row));
            part == unit.0 && row.and_then(|row| row.unit) == Some(unit.1)
        };
        rows.into_iter().filter(belongs).collect()
    }

    /// The rows of a bound key; a code finer than the table goes does not apply to it.
    pub(super) fn rows_of_bound(&self, key: &RowKey) -> Found<Cow<'_, [RowAt]>> {
        let rows = self.rows_of(key);
        let finer = |code: &str| {
            let above = (3..code.len())
                .rev()
                .filter_map(|length| code.get(..length));
            let nearest = above
                .into_iter()
                .find(|above| self.rows.contains_key(above));
            nearest.is_some_and(|nearest| self.children.get(nearest).is_none_or(Vec::is_empty))
        };
        match key {
            RowKey::Code(code) if rows.is_empty() && (self.by_kinds || finer(code)) => {
                Err(Absent::NotApplicable)
            }
            _ => Ok(rows),
        }
    }

    /// The rows of a key as it stands in some table.
    pub(super) fn rows_of(&self, key: &RowKey) -> Cow<'_, [RowAt]> {
        match key {
            RowKey::Code(code) => self.rows_for(code),
            RowKey::Total => Cow::Borrowed(&self.totals),
            key => {
                let parts = self.table.parts.iter().enumerate();
                parts
                    .flat_map(|(part, rows)| {
                        rows.index
                            .get(key)
                            .into_iter()
                            .flatten()
                            .map(move |&row| (part, row))
                    })
                    .collect()
            }
        }
    }
}

/// Whether a part for subjects has rows of something else beside its total.
fn has_kinds(table: &Table, spec: &TableSpec) -> bool {
    let mut parts = table.parts.iter().zip(&spec.parts);
    parts.any(|(part, spec)| {
        let beside = |path: &String| !path.starts_with(&spec.total_name);
        let mut rows = part.rows.iter();
        spec.rows.has_codes()
            && rows.any(|row| matches!(&row.key, RowKey::Item(path) if beside(path)))
    })
}
