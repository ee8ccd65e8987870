//! Tables without amounts, and whether the file says so.

use super::Context;
use crate::recognise::{Statement, Table, Value};
use crate::rulebook::{TableSpec, normal};

/// How titles end, behind the words that tell one table from another.
const ENDINGS: &[&str] = &["表", "情况", "总体", "支出", "预算"];

/// Words that name a table have as many characters at least.
const SHORTEST_STEM: usize = 4;

/// Rows beneath a table in which its notes stand.
const NOTES: u32 = 5;

/// A table without any amount.
pub(super) struct Blank<'a> {
    pub(super) table: &'a Table,
    pub(super) spec: &'a TableSpec,
    /// Whether a sentence says that it is empty.
    pub(super) is_said: bool,
}

impl Context<'_> {
    /// The tables without amounts; none where nothing was filled in at all.
    pub(super) fn blanks(&self) -> Vec<Blank<'_>> {
        let filled = |table: &Table| table.amounts > 0;
        if !self.disclosure.tables.iter().any(filled) {
            return Vec::new();
        }
        let blank = self.tables().filter(|(table, _)| self.is_blank(table));
        let blank = blank.map(|(table, spec)| Blank {
            table,
            spec,
            is_said: self.is_said(table, spec),
        });
        blank.collect()
    }

    /// Whether every figure of a table is blank; zeros are printed amounts.
    fn is_blank(&self, table: &Table) -> bool {
        let figures = self.disclosure.figures.get(table.figures.clone());
        let mut figures = figures.unwrap_or_default().iter();
        let unread = |part: &crate::recognise::Part| part.unread_rows || part.unread_columns;
        figures.all(|figure| figure.value == Value::Blank) && !table.parts.iter().any(unread)
    }

    fn is_said(&self, table: &Table, spec: &TableSpec) -> bool {
        let mut statements = self.disclosure.statements.iter();
        statements.any(|said| self.is_beside(said, table) || names(said, spec))
    }

    /// The sentences on emptiness that stand in a table or closely beneath it.
    pub(super) fn said_beside(&self, table: &Table) -> Vec<&Statement> {
        let last = table.range.end.row.saturating_add(NOTES);
        let statements = self.disclosure.statements.iter();
        statements
            .filter(|said| said.at.row <= last && self.is_beside(said, table))
            .collect()
    }

    /// The table that a sentence beside a table names instead of that one.
    pub(super) fn named_instead(&self, said: &Statement, spec: &TableSpec) -> Option<&TableSpec> {
        if names(said, spec) {
            return None;
        }
        // 国有资本经营 may be 国有资本经营预算收支 too.
        let own = |stem: &str| spec.titles.iter().any(|title| title.starts_with(stem));
        let is_other = |other: &&TableSpec| {
            let stems = stems_in(&normal(&said.text), other);
            !stems.is_empty() && !stems.into_iter().any(own)
        };
        let mut others = self.rulebook.tables.iter();
        others.find(is_other)
    }

    /// Whether a sentence stands in a table or beneath it, before the next; of tables side by side in
    /// the one that begins nearest to its left.
    fn is_beside(&self, said: &Statement, table: &Table) -> bool {
        let same_sheet = |other: &&Table| other.sheet == said.sheet;
        let above = |other: &&Table| other.range.start.row <= said.at.row;
        let tables = self.disclosure.tables.iter();
        let nearest = tables.filter(same_sheet).filter(above).max_by_key(|other| {
            let start = other.range.start;
            (start.column <= said.at.column, start.row, start.column)
        });
        nearest.is_some_and(|nearest| nearest.spec == table.spec)
    }
}

impl Blank<'_> {
    /// What its amounts would be for: 国有资本经营预算支出.
    pub(super) fn subject(&self) -> &str {
        let title = self.spec.title.as_str();
        let title = title.strip_suffix('表').unwrap_or(title);
        title.strip_suffix("情况").unwrap_or(title)
    }
}

/// Whether a sentence names a table by the words that tell it from others.
fn names(said: &Statement, spec: &TableSpec) -> bool {
    !stems_in(&normal(&said.text), spec).is_empty()
}

/// The words of a table's titles that tell it from others and stand in a text in normal form.
fn stems_in<'a>(text: &str, spec: &'a TableSpec) -> Vec<&'a str> {
    let stems = spec.titles.iter().map(|title| stem(title));
    let stems = stems.filter(|stem| stem.chars().count() >= SHORTEST_STEM && text.contains(stem));
    stems.collect()
}

/// The words of a title in normal form that tell its table from others: 政府性基金.
fn stem(title: &str) -> &str {
    let mut stem = title;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)) {
        stem = shorter;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_stem_tells_tables_apart() {
        for (title, expected) in [
            ("政府性基金预算支出情况表", "政府性基金"),
            ("国有资本经营预算支出表", "国有资本经营"),
            ("财政拨款三公经费支出情况表", "财政拨款三公经费"),
            ("部门收支总体情况表", "部门收支"),
        ] {
            assert_eq!(stem(title), expected);
        }
    }
}
