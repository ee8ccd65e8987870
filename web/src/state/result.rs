use std::rc::Rc;

use gouji::report::{CellRef, Finding};
use gouji::view::{CellView, Outcome, TableView};

use super::Place;

/// A file that was checked, and which part of it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The request that it answers.
    pub(crate) id: u32,
    pub(crate) outcome: Rc<Outcome>,
    pub(crate) tab: Tab,
    /// Identifier of the table shown.
    pub(crate) table: String,
    pub(crate) selection: Option<Selection>,
    visits: u32,
}

/// The cell that is shown in detail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Selection {
    pub(crate) place: Place,
    /// The finding that led there, if one did.
    pub(crate) finding: Option<usize>,
    /// Differs from one visit to the next, so that going to the same cell again moves there again.
    pub(crate) visit: u32,
}

/// The parts of the result.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Tab {
    /// Findings, tables, and the selected cell.
    #[default]
    Check,
    /// Bar charts.
    Charts,
    /// Files to take away.
    Downloads,
}

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.outcome, &other.outcome)
            && self.tab == other.tab
            && self.table == other.table
            && self.selection == other.selection
    }
}

impl Checked {
    pub(crate) fn new(id: u32, outcome: Outcome) -> Self {
        let first_concerned = outcome
            .report
            .findings
            .iter()
            .flat_map(|finding| &finding.cells)
            .map(|cell| cell.table.as_str())
            .find(|table| outcome.tables.iter().any(|shown| shown.id == **table));
        let first = outcome.tables.first().map(|table| table.id.as_str());
        let table = first_concerned.or(first).unwrap_or_default().to_owned();
        Self {
            id,
            outcome: Rc::new(outcome),
            tab: Tab::Check,
            table,
            selection: None,
            visits: 0,
        }
    }

    pub(crate) fn open_table(&self) -> Option<&TableView> {
        self.outcome
            .tables
            .iter()
            .find(|table| table.id == self.table)
    }

    pub(crate) fn finding(&self, index: usize) -> Option<&Finding> {
        self.outcome.report.findings.get(index)
    }

    pub(crate) fn cell(&self, place: &Place) -> Option<&CellView> {
        let table = self
            .outcome
            .tables
            .iter()
            .find(|table| table.id == place.table)?;
        let mut cells = table.rows.iter().flat_map(|row| &row.cells);
        cells.find(|cell| cell.cell == place.cell)
    }

    /// Where a finding is to be looked at: its first cell that some table shows.
    pub(crate) fn place_of(&self, finding: &Finding) -> Option<Place> {
        finding.cells.iter().find_map(|cell| self.place(cell))
    }

    /// Where a cell stands; `None` outside the tables shown.
    pub(crate) fn place(&self, cell: &CellRef) -> Option<Place> {
        let place = Place::new(&cell.table, &cell.cell);
        self.cell(&place).map(|_| place)
    }

    pub(super) fn open(&mut self, table: String) {
        self.tab = Tab::Check;
        self.table = table;
        self.selection = None;
    }

    pub(super) fn follow(&mut self, index: usize) {
        let place = self
            .finding(index)
            .and_then(|finding| self.place_of(finding));
        if let Some(place) = place {
            self.select(place, Some(index));
        }
    }

    pub(super) fn visit(&mut self, place: Place) {
        if self.cell(&place).is_some() {
            let finding = self
                .selection
                .as_ref()
                .and_then(|selection| selection.finding);
            self.select(place, finding);
        }
    }

    fn select(&mut self, place: Place, finding: Option<usize>) {
        let concerned = |index: &usize| {
            let cell = self.cell(&place);
            cell.is_some_and(|cell| cell.findings.contains(index))
                || self
                    .finding(*index)
                    .and_then(|finding| self.place_of(finding))
                    .as_ref()
                    == Some(&place)
        };
        let finding = finding.filter(concerned);
        self.tab = Tab::Check;
        self.table.clone_from(&place.table);
        self.visits += 1;
        self.selection = Some(Selection {
            place,
            finding,
            visit: self.visits,
        });
    }
}
