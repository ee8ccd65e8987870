use std::collections::BTreeMap;

use super::marks::Marks;
use super::{CellKind, CellView, RowView};
use crate::check::Evidence;
use crate::recognise::{Disclosure, FigureId, Table};
use crate::report::Reconciliation;
use crate::source::{Address, Range, Sheet};

/// Draws rows of one table.
pub(super) struct Drawer<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    evidence: &'a Evidence,
    marks: &'a Marks,
    /// The rows to draw, from top to bottom.
    rows: &'a [u32],
    figures: BTreeMap<Address, FigureId>,
    merges: Vec<&'a Range>,
}

/// The rows with content in a table's range.
pub(super) fn content(sheet: &Sheet, table: &Table) -> Vec<u32> {
    let range = table.range;
    let rows = sheet.rows().map(|(row, _)| row);
    rows.skip_while(|row| *row < range.start.row)
        .take_while(|row| *row <= range.end.row)
        .collect()
}

/// How many of these rows from the top are title, unit line and headings.
pub(super) fn head(table: &Table, content: &[u32]) -> usize {
    let mut rows = content.iter();
    rows.position(|row| !table.head.contains(row))
        .unwrap_or(content.len())
}

impl<'a> Drawer<'a> {
    pub(super) fn new(
        sheet: &'a Sheet,
        table: &'a Table,
        (disclosure, evidence): (&Disclosure, &'a Evidence),
        marks: &'a Marks,
        rows: &'a [u32],
    ) -> Self {
        let (first, last) = (rows.first().copied(), rows.last().copied());
        let within = |top: u32, bottom: u32| Some(top) <= last && Some(bottom) >= first;
        let own = disclosure.figures.iter().enumerate();
        let figures = own
            .skip(table.figures.start)
            .take(table.figures.len())
            .filter(|(_, figure)| within(figure.at.row, figure.at.row))
            .map(|(id, figure)| (figure.at, id))
            .collect();
        let merges = sheet.merges.iter();
        let merges = merges
            .filter(|merge| within(merge.start.row, merge.end.row))
            .collect();
        Self {
            sheet,
            table,
            evidence,
            marks,
            rows,
            figures,
            merges,
        }
    }

    pub(super) fn draw(&self) -> Vec<RowView> {
        let columns = self.table.range.start.column..=self.table.range.end.column;
        let row = |&row: &u32| RowView {
            cells: columns
                .clone()
                .filter_map(|column| self.cell(Address::new(row, column)))
                .collect(),
        };
        self.rows.iter().map(row).collect()
    }

    /// A cell; `None` where a merged one covers it. A merged cell that begins above the first row
    /// is drawn there once more.
    fn cell(&self, at: Address) -> Option<CellView> {
        let covering = self.merges.iter().find(|merge| merge.contains(at));
        let merge = covering.map_or(Range { start: at, end: at }, |merge| **merge);
        let covered = self.covered(&merge);
        if covered.first() != Some(&at.row) || merge.start.column != at.column {
            return None;
        }
        let right = merge.end.column.min(self.table.range.end.column);
        let mark = self.marks.mark(self.table.sheet, merge.start);
        let figure = self.figures.get(&merge.start);
        let kind = self.kind(merge.start, figure.is_some());
        Some(CellView {
            cell: at.to_string(),
            was: mark.changed.is_some().then(|| self.text(merge.start)),
            text: mark.changed.unwrap_or_else(|| self.text(merge.start)),
            colspan: usize::try_from(right.saturating_sub(at.column).saturating_add(1))
                .unwrap_or(1),
            rowspan: covered.len().max(1),
            kind,
            naming: matches!(kind, CellKind::Label | CellKind::Head)
                && self.names(at.column, right),
            reconciled: figure.map_or(Reconciliation::Unchecked, |&id| {
                self.evidence.reconciliation(id)
            }),
            severity: mark.severity,
            findings: mark.findings,
        })
    }

    /// The rows drawn that a merged cell covers.
    fn covered(&self, merge: &Range) -> &[u32] {
        let from = self.rows.partition_point(|row| *row < merge.start.row);
        let to = self.rows.partition_point(|row| *row <= merge.end.row);
        self.rows.get(from..to).unwrap_or_default()
    }

    fn text(&self, at: Address) -> String {
        let cell = self.sheet.cell(at);
        cell.map(|cell| cell.text().trim().to_owned())
            .unwrap_or_default()
    }

    /// Whether these columns are one, and it holds the names of rows.
    fn names(&self, first: u32, last: u32) -> bool {
        let mut parts = self.table.parts.iter();
        first == last && parts.any(|part| part.name == Some(first))
    }

    fn kind(&self, at: Address, is_figure: bool) -> CellKind {
        let table = self.table;
        if is_figure {
            CellKind::Amount
        } else if table.headings.contains(&at.row) {
            CellKind::Head
        } else if table.head.first() == Some(&at.row) {
            CellKind::Title
        } else if table.head.contains(&at.row) {
            CellKind::Meta
        } else if table
            .parts
            .iter()
            .any(|part| part.labels.contains(&at.column))
        {
            CellKind::Label
        } else {
            CellKind::Other
        }
    }
}
