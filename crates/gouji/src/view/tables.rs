use std::collections::BTreeMap;

use super::{CellKind, CellView, RowView, TableView};
use crate::check::Evidence;
use crate::recognise::{Disclosure, FigureId, Table};
use crate::report::{Finding, Reconciliation, Role, Severity};
use crate::rulebook::Rulebook;
use crate::source::{Address, Book, Range, Sheet};

/// The tables of a disclosure as the workbook shows them, their cells marked with the findings.
#[must_use]
pub fn tables(
    book: &Book,
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    evidence: &Evidence,
    findings: &[Finding],
) -> Vec<TableView> {
    let marks = marks(findings);
    let view = |table: &Table| {
        let spec = rulebook.tables.get(table.spec)?;
        let sheet = book.sheets.get(table.sheet)?;
        let drawer = Drawer {
            sheet,
            table,
            evidence,
            marks: &marks,
            figures: figures(disclosure, table),
        };
        Some(TableView {
            id: spec.id.clone(),
            title: spec.title.clone(),
            sheet: sheet.name.clone(),
            range: table.range.to_string(),
            columns: usize::try_from(width(&table.range)).unwrap_or(0),
            head: drawer.head(),
            rows: drawer.rows(),
        })
    };
    disclosure.tables.iter().filter_map(view).collect()
}

/// What the findings say of a cell.
#[derive(Default)]
struct Mark {
    severity: Option<Severity>,
    primary: Vec<usize>,
    other: Vec<usize>,
}

/// Marks by sheet and cell.
type Marks<'a> = BTreeMap<(&'a str, &'a str), Mark>;

fn marks(findings: &[Finding]) -> Marks<'_> {
    let mut marks = Marks::new();
    for (index, finding) in findings.iter().enumerate() {
        for cell in &finding.cells {
            let mark = marks
                .entry((cell.sheet.as_str(), cell.cell.as_str()))
                .or_default();
            if cell.role == Some(Role::Primary) {
                mark.primary.push(index);
                mark.severity = mark.severity.into_iter().chain([finding.severity]).min();
            } else {
                mark.other.push(index);
            }
        }
    }
    marks
}

fn figures(disclosure: &Disclosure, table: &Table) -> BTreeMap<Address, FigureId> {
    let own = disclosure
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| figure.table == table.spec);
    own.map(|(id, figure)| (figure.at, id)).collect()
}

fn width(range: &Range) -> u32 {
    range
        .end
        .column
        .saturating_sub(range.start.column)
        .saturating_add(1)
}

struct Drawer<'a> {
    sheet: &'a Sheet,
    table: &'a Table,
    evidence: &'a Evidence,
    marks: &'a Marks<'a>,
    figures: BTreeMap<Address, FigureId>,
}

impl Drawer<'_> {
    /// The rows with content in the table's range.
    fn content(&self) -> impl Iterator<Item = u32> {
        let range = self.table.range;
        self.sheet
            .rows()
            .map(|(row, _)| row)
            .filter(move |row| (range.start.row..=range.end.row).contains(row))
    }

    /// How many rows from the top are title, unit line and headings.
    fn head(&self) -> usize {
        self.content()
            .take_while(|row| self.table.head.contains(row))
            .count()
    }

    fn rows(&self) -> Vec<RowView> {
        self.content()
            .map(|row| RowView {
                cells: self.row(row),
            })
            .collect()
    }

    fn row(&self, row: u32) -> Vec<CellView> {
        let range = self.table.range;
        let columns = range.start.column..=range.end.column;
        columns
            .filter_map(|column| self.cell(Address::new(row, column)))
            .collect()
    }

    /// A cell; `None` where a merged one covers it.
    fn cell(&self, at: Address) -> Option<CellView> {
        let merge = self
            .sheet
            .merge(at)
            .copied()
            .unwrap_or(Range { start: at, end: at });
        if merge.start != at {
            return None;
        }
        let right = merge.end.column.min(self.table.range.end.column);
        let rows = self
            .content()
            .filter(|row| (at.row..=merge.end.row).contains(row))
            .count();
        let cell = at.to_string();
        let mark = self.marks.get(&(self.sheet.name.as_str(), cell.as_str()));
        let figure = self.figures.get(&at);
        Some(CellView {
            text: self
                .sheet
                .cell(at)
                .map(|cell| cell.text().trim().to_owned())
                .unwrap_or_default(),
            colspan: usize::try_from(right.saturating_sub(at.column).saturating_add(1))
                .unwrap_or(1),
            rowspan: rows.max(1),
            kind: self.kind(at, figure.is_some()),
            reconciled: figure.map_or(Reconciliation::Unchecked, |&id| {
                self.evidence.reconciliation(id)
            }),
            severity: mark.and_then(|mark| mark.severity),
            findings: mark
                .map(|mark| [mark.primary.as_slice(), mark.other.as_slice()].concat())
                .unwrap_or_default(),
            cell,
        })
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
