use std::ops::Range;

use super::drawer::{Drawer, content, head};
use super::{Marks, RowView, TableTop, TableView};
use crate::check::{Evidence, Judgement};
use crate::prose::Prose;
use crate::recognise::{Disclosure, Table};
use crate::relate::Relations;
use crate::report::Report;
use crate::rulebook::Rulebook;
use crate::source::{Book, Sheet};

/// Tables with more rows beneath their headings than this are shown in parts.
pub const MOST_ROWS_AT_ONCE: usize = 300;

/// Shows the tables of a disclosure as the workbook does, their cells marked.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// The workbook.
    pub book: &'a Book,
    /// The rulebook that it was judged by.
    pub rulebook: &'a Rulebook,
    /// Its tables.
    pub disclosure: &'a Disclosure,
    /// What the relations say of its figures.
    pub evidence: &'a Evidence,
    /// The relations between its figures.
    pub relations: &'a Relations,
    /// How each of them holds.
    pub judgements: &'a [Option<Judgement>],
    /// The running text.
    pub prose: &'a Prose,
    /// What the check found out.
    pub report: &'a Report,
}

impl<'a> Viewer<'a> {
    /// What the report says of the cells, for the other calls.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks::of(self)
    }

    /// The tables whole.
    #[must_use]
    pub fn tables(&self) -> Vec<TableView> {
        let marks = self.marks();
        let whole = |table: &'a Table| {
            let (spec, sheet) = (self.rulebook.tables.get(table.spec)?, self.sheet(table)?);
            let rows = content(sheet, table);
            Some(TableView {
                id: spec.id.clone(),
                title: spec.title.clone(),
                sheet: sheet.name.clone(),
                range: table.range.to_string(),
                columns: width(table),
                head: head(table, &rows),
                rows: self.draw(table, sheet, &marks, &rows),
            })
        };
        self.disclosure.tables.iter().filter_map(whole).collect()
    }

    /// The tables down to their headings; a short one with its rows.
    #[must_use]
    pub fn tops(&self, marks: &Marks) -> Vec<TableTop> {
        let tables = self.disclosure.tables.iter();
        tables.filter_map(|table| self.top(table, marks)).collect()
    }

    /// Rows of the table with the given identifier, counted from its first row beneath the headings.
    #[must_use]
    pub fn rows(&self, marks: &Marks, table: &str, rows: Range<usize>) -> Vec<RowView> {
        let wanted = |other: &&Table| {
            let spec = self.rulebook.tables.get(other.spec);
            spec.is_some_and(|spec| spec.id == table)
        };
        let table = self.disclosure.tables.iter().find(wanted);
        let drawn = table.and_then(|table| {
            let sheet = self.sheet(table)?;
            let all = content(sheet, table);
            let body = all.get(head(table, &all)..)?;
            let end = rows.end.min(body.len());
            Some(self.draw(table, sheet, marks, body.get(rows.start..end)?))
        });
        drawn.unwrap_or_default()
    }

    fn top(&self, table: &'a Table, marks: &Marks) -> Option<TableTop> {
        let (spec, sheet) = (self.rulebook.tables.get(table.spec)?, self.sheet(table)?);
        let all = content(sheet, table);
        let (head, body) = all.split_at_checked(head(table, &all))?;
        let whole = body.len() <= MOST_ROWS_AT_ONCE;
        let own = self.report.findings.iter().filter(|finding| {
            let first = finding.cells.first();
            first.is_some_and(|cell| cell.table == spec.id)
        });
        Some(TableTop {
            id: spec.id.clone(),
            title: spec.title.clone(),
            short: spec.short.clone(),
            sheet: sheet.name.clone(),
            range: table.range.to_string(),
            columns: width(table),
            head: self.draw(table, sheet, marks, head),
            height: body.len(),
            body: match whole {
                true => self.draw(table, sheet, marks, body),
                false => Vec::new(),
            },
            runs: runs(body),
            widest: match whole {
                true => Vec::new(),
                false => widest(sheet, table, body),
            },
            severity: own.map(|finding| finding.severity).min(),
        })
    }

    fn draw(&self, table: &Table, sheet: &Sheet, marks: &Marks, rows: &[u32]) -> Vec<RowView> {
        let judged = (self.disclosure, self.evidence);
        Drawer::new(sheet, table, judged, marks, rows).draw()
    }

    fn sheet(&self, table: &Table) -> Option<&'a Sheet> {
        self.book.sheets.get(table.sheet)
    }
}

fn width(table: &Table) -> usize {
    let (start, end) = (table.range.start.column, table.range.end.column);
    usize::try_from(end.saturating_sub(start).saturating_add(1)).unwrap_or(0)
}

/// Runs of rows without a gap: the first row of each, counted from 1, and how many it has.
fn runs(rows: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows.iter().map(|row| row.saturating_add(1)) {
        match runs.last_mut() {
            Some((first, count)) if first.saturating_add(*count) == row => {
                *count = count.saturating_add(1);
            }
            _ => runs.push((row, 1)),
        }
    }
    runs
}

/// The widest text of each column.
fn widest(sheet: &Sheet, table: &Table, rows: &[u32]) -> Vec<String> {
    let mut widest = vec![(0, ""); width(table)];
    let spread = |row: u32, column: u32| {
        let merge = sheet.merge(crate::source::Address::new(row, column));
        merge.is_some_and(|merge| merge.start.column != merge.end.column)
    };
    for cell in rows.iter().flat_map(|row| sheet.row(*row)) {
        let column = cell.at.column.checked_sub(table.range.start.column);
        let place = column.and_then(|column| widest.get_mut(usize::try_from(column).ok()?));
        let text = cell.text().trim();
        if let Some(place) = place.filter(|(most, _)| measure(text) > *most)
            && !spread(cell.at.row, cell.at.column)
        {
            *place = (measure(text), text);
        }
    }
    widest
        .into_iter()
        .map(|(_, text)| text.to_owned())
        .collect()
}

/// How wide a text is, in halves of a Chinese character.
fn measure(text: &str) -> usize {
    let width = |character: char| if character.is_ascii() { 1 } else { 2 };
    text.chars().map(width).sum()
}
