use std::rc::Rc;

use gouji::report::{CellRef, Finding, Report};
use gouji::view::{Answer, CellView, Overview, TableTop};

use super::{Parts, Place};

/// A file that was checked, and which part of it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The request that it answers.
    pub(crate) id: u32,
    /// Its place among the outcomes of that request.
    pub(crate) outcome: usize,
    pub(crate) overview: Rc<Overview>,
    pub(crate) parts: Rc<Parts>,
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
        Rc::ptr_eq(&self.overview, &other.overview)
            && Rc::ptr_eq(&self.parts, &other.parts)
            && self.tab == other.tab
            && self.table == other.table
            && self.selection == other.selection
    }
}

impl Checked {
    pub(crate) fn new(id: u32, outcome: usize, overview: Overview) -> Self {
        let first_concerned = overview
            .findings
            .iter()
            .flat_map(|found| &found.finding.cells)
            .map(|cell| cell.table.as_str())
            .find(|table| overview.tables.iter().any(|shown| shown.id == **table));
        let first = overview.tables.first().map(|table| table.id.as_str());
        let table = first_concerned.or(first).unwrap_or_default().to_owned();
        Self {
            id,
            outcome,
            parts: Rc::new(Parts::new(&overview)),
            overview: Rc::new(overview),
            tab: Tab::Check,
            table,
            selection: None,
            visits: 0,
        }
    }

    /// The report; of its lists there is the beginning, of its findings none.
    pub(crate) fn report(&self) -> &Report {
        &self.overview.report
    }

    /// The same disclosure with other corrections in place; what is shown of it stays.
    pub(super) fn renew(&mut self, overview: Overview) {
        self.parts = Rc::new(Parts::new(&overview));
        self.overview = Rc::new(overview);
        if let Some(selection) = &mut self.selection {
            selection.finding = None;
        }
    }

    pub(super) fn take(&mut self, answer: Answer) {
        let kept = self.selection.as_ref().map(|selection| &selection.place);
        Rc::make_mut(&mut self.parts).take(answer, kept);
    }

    pub(crate) fn open_table(&self) -> Option<&TableTop> {
        self.top(&self.table)
    }

    fn top(&self, id: &str) -> Option<&TableTop> {
        self.overview.tables.iter().find(|table| table.id == id)
    }

    /// A finding by its place in the report, if it is here.
    pub(crate) fn finding(&self, index: usize) -> Option<&Finding> {
        self.parts.finding(index).map(|found| &found.finding)
    }

    /// A cell, if its row is here.
    pub(crate) fn cell(&self, place: &Place) -> Option<&CellView> {
        let table = self.top(&place.table)?;
        let rows = table.head.iter().chain(&table.body);
        let mut cells = rows.flat_map(|row| &row.cells);
        cells
            .find(|cell| cell.cell == place.cell)
            .or_else(|| self.parts.cell(place))
    }

    /// Which row of a long table a cell stands in, counted from the first beneath the headings.
    pub(crate) fn row_of(&self, place: &Place) -> Option<usize> {
        let table = self.top(&place.table)?;
        let row = place.row()?;
        let mut before = 0;
        for (first, count) in &table.runs {
            if (*first..first + count).contains(&row) {
                return Some(before + (row - first) as usize);
            }
            before += *count as usize;
        }
        None
    }

    /// Where a finding is to be looked at: its first cell that some table shows.
    pub(crate) fn place_of(&self, finding: &Finding) -> Option<Place> {
        finding.cells.iter().find_map(|cell| self.place(cell))
    }

    /// Where a cell stands; `None` outside the tables shown.
    pub(crate) fn place(&self, cell: &CellRef) -> Option<Place> {
        let place = Place::new(&cell.table, &cell.cell);
        self.is_shown(&place).then_some(place)
    }

    /// Whether a table shows the cell, or will once its row is here.
    fn is_shown(&self, place: &Place) -> bool {
        let long = self.top(&place.table).is_some_and(is_long);
        self.cell(place).is_some() || (long && self.row_of(place).is_some())
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
        if self.is_shown(&place) {
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

/// Whether a table comes without its rows.
pub(crate) fn is_long(table: &TableTop) -> bool {
    table.body.len() < table.height
}
