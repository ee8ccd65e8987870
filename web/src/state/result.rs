use std::rc::Rc;

use gouji::report::{CellRef, Correction, Finding, Report};
use gouji::view::{Answer, CellKind, CellView, Overview, PaperTop, TableTop};

use super::aside::Aside;
use super::history::History;

use super::{Leaves, Parts, Place, Stroke, Typing};

/// A file that was checked, and which part of it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    /// The request that it answers.
    pub(crate) id: u32,
    /// Its place among the outcomes of that request.
    pub(crate) outcome: usize,
    pub(crate) overview: Rc<Overview>,
    pub(crate) parts: Rc<Parts>,
    pub(crate) leaves: Rc<Leaves>,
    pub(crate) tab: Tab,
    /// Identifier of the table, or of the text, that is shown.
    pub(crate) table: String,
    pub(crate) selection: Option<Selection>,
    /// The cell that was left last.
    pub(crate) returned: Option<Return>,
    /// Whether the table was chosen by the visitor.
    pub(crate) opened: bool,
    /// Whether its tables write amounts with a comma after each three digits.
    pub(crate) grouped: bool,
    pub(crate) history: History,
    pub(crate) aside: Rc<Aside>,
    /// Differs from one recheck to the next: what was told of cells before is out of date.
    pub(crate) turn: u32,
    visits: u32,
}

/// What the visitor did to a result that is not shown now.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Left {
    history: History,
    rejected: Vec<Place>,
    tab: Tab,
}

impl Left {
    /// Notes what is in place now.
    pub(super) fn note(&mut self, accepted: &[Correction]) {
        self.history.note(accepted);
    }

    /// Notes that what is in place was saved.
    pub(super) fn save(&mut self) {
        self.history.save();
    }

    /// Whether changes are in place that were not saved since.
    pub(super) fn is_unsaved(&self) -> bool {
        self.history.is_unsaved()
    }
}

/// The cell that is shown in detail.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Selection {
    pub(crate) place: Place,
    /// The finding that led there, if one did.
    pub(crate) finding: Option<usize>,
    /// What is in the cell while it is being typed into.
    pub(crate) typing: Option<Typing>,
    /// Whether nobody went there anew: the table was only drawn again.
    pub(crate) stays: bool,
    /// Whether the visitor came from the amount beside it.
    pub(crate) stepped: bool,
    /// Differs from one visit to the next, so that going to the same cell again moves there again.
    pub(crate) visit: u32,
}

/// Where the visitor goes on after a cell was left.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Return {
    pub(crate) place: Place,
    /// The finding that led there, if one did.
    pub(crate) finding: Option<usize>,
    visit: u32,
}

/// The parts of the result.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Tab {
    /// Findings, tables, and the selected cell.
    #[default]
    Check,
    /// Pictures.
    Charts,
    /// Proposed changes.
    Corrections,
    /// Files to take away.
    Downloads,
}

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.overview, &other.overview)
            && Rc::ptr_eq(&self.parts, &other.parts)
            && Rc::ptr_eq(&self.leaves, &other.leaves)
            && self.tab == other.tab
            && self.table == other.table
            && self.selection == other.selection
            && self.returned == other.returned
            && self.opened == other.opened
            && Rc::ptr_eq(&self.aside, &other.aside)
    }
}

impl Checked {
    pub(crate) fn new(id: u32, outcome: usize, overview: Overview) -> Self {
        let first = overview.tables.first().map(|table| table.id.clone());
        let mut checked = Self {
            id,
            outcome,
            parts: Rc::new(Parts::new(&overview)),
            leaves: Rc::default(),
            overview: Rc::new(overview),
            tab: Tab::Check,
            table: first.unwrap_or_default(),
            selection: None,
            returned: None,
            opened: false,
            grouped: false,
            history: History::default(),
            aside: Rc::default(),
            turn: 0,
            visits: 0,
        };
        checked.grouped = checked.overview.tables.iter().any(is_grouped);
        let mut findings = checked.overview.findings.iter();
        if let Some(place) = findings.find_map(|found| checked.place_of(&found.finding)) {
            checked.table = place.table;
        }
        checked
    }

    /// What is to be kept of it when another takes its place.
    pub(super) fn left(self) -> Left {
        Left {
            history: self.history,
            rejected: self.aside.rejected.clone(),
            tab: self.tab,
        }
    }

    /// Goes on where the visitor left it.
    pub(super) fn resume(&mut self, left: &Left) {
        self.history = left.history.clone();
        self.tab = left.tab;
        Rc::make_mut(&mut self.aside).rejected = left.rejected.clone();
    }

    /// The report; of its lists there is the beginning, of its findings none.
    pub(crate) fn report(&self) -> &Report {
        &self.overview.report
    }

    /// The same disclosure with other corrections in place; what is shown of it stays. What is told
    /// with it is of the amount that was typed.
    pub(super) fn renew(&mut self, mut overview: Overview, told: Vec<Answer>) {
        overview.fill_in(&self.overview.tables);
        self.parts = Rc::new(Parts::new(&overview));
        self.history.note(&overview.report.accepted);
        self.overview = Rc::new(overview);
        self.turn += 1;
        Rc::make_mut(&mut self.aside).outdate();
        if let Some(selection) = &mut self.selection {
            self.visits += 1;
            selection.visit = self.visits;
            (selection.finding, selection.stays) = (None, true);
        }
        for answer in told {
            if let Answer::Cell { table, cell, .. } = &answer {
                self.close_field(table, cell);
            }
            self.take(answer);
        }
    }

    /// Back to a cell from its field, if that is where the visitor is.
    fn close_field(&mut self, table: &str, cell: &str) {
        let selection = self.selection.as_mut();
        if let Some(selection) = selection.filter(|it| it.place == Place::new(table, cell)) {
            self.visits += 1;
            selection.visit = self.visits;
            (selection.typing, selection.stays) = (None, true);
        }
    }

    pub(super) fn take(&mut self, answer: Answer) {
        if let Answer::Untyped { table, cell, .. } = &answer {
            self.close_field(table, cell);
        }
        if let Answer::Found { findings, .. } = &answer {
            let findings = findings.clone();
            Rc::make_mut(&mut self.parts).take(Answer::Findings { findings }, None);
        }
        let Some(answer) = Rc::make_mut(&mut self.aside).take(answer) else {
            return;
        };
        let answer = match answer {
            Answer::Leaf { .. } | Answer::Words { .. } => {
                Rc::make_mut(&mut self.leaves).take(answer, self.turn)
            }
            answer => answer,
        };
        let kept = self.selection.as_ref().map(|selection| &selection.place);
        Rc::make_mut(&mut self.parts).take(answer, kept);
    }

    pub(crate) fn open_table(&self) -> Option<&TableTop> {
        self.top(&self.table)
    }

    /// The text that is shown instead of a table.
    pub(crate) fn open_paper(&self) -> Option<&PaperTop> {
        self.paper(&self.table)
    }

    /// The text of an identifier.
    pub(crate) fn paper(&self, id: &str) -> Option<&PaperTop> {
        let mut papers = self.overview.papers.iter();
        papers.find(|paper| paper.id == id && self.top(id).is_none())
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

    /// Where a finding is to be looked at: its words in the text, or else its first cell that some
    /// table shows.
    pub(crate) fn place_of(&self, finding: &Finding) -> Option<Place> {
        let said = finding.text.as_ref().and_then(|text| {
            let mut papers = self.overview.papers.iter();
            let paper = papers.find(|paper| paper.sheet == text.sheet)?;
            Some(Place::new(&paper.id, &text.place()))
        });
        said.or_else(|| self.cell_of(finding))
    }

    /// The first cell of a finding that some table shows.
    pub(crate) fn cell_of(&self, finding: &Finding) -> Option<Place> {
        finding.cells.iter().find_map(|cell| self.place(cell))
    }

    /// Where a cell stands; `None` outside the tables shown.
    pub(crate) fn place(&self, cell: &CellRef) -> Option<Place> {
        let place = Place::new(&cell.table, &cell.cell);
        self.is_shown(&place).then_some(place)
    }

    /// Whether a table shows the cell, or will once its row is here.
    fn is_shown(&self, place: &Place) -> bool {
        if let Some(paper) = self.paper(&place.table) {
            return super::leaf_of(paper, place).is_some();
        }
        let long = self.top(&place.table).is_some_and(is_long);
        self.cell(place).is_some() || (long && self.row_of(place).is_some())
    }

    pub(super) fn open(&mut self, table: String) {
        self.tab = Tab::Check;
        self.table = table;
        self.opened = true;
        self.selection = None;
    }

    /// Opens a table that a link names; says whether there is one.
    pub(super) fn go(&mut self, table: String) -> bool {
        let there = self.top(&table).is_some() || self.paper(&table).is_some();
        if there {
            if self.table == table {
                self.leave();
            }
            self.open(table);
        }
        there
    }

    /// Gives the chosen cell up and goes back to what led to it.
    pub(super) fn leave(&mut self) {
        if let Some(selection) = self.selection.take() {
            self.visits += 1;
            self.returned = Some(Return {
                place: selection.place,
                finding: selection.finding,
                visit: self.visits,
            });
        }
    }

    /// Gives up the cell or the table that was gone to, and shows what was shown before it.
    pub(super) fn go_home(&mut self) {
        if self.selection.is_some() || self.opened {
            self.tab = Tab::Check;
        }
        self.opened = false;
        self.leave();
    }

    /// From a cell to the one beside it.
    pub(super) fn step(&mut self, place: Place) {
        self.visit(place);
        if let Some(selection) = &mut self.selection {
            selection.stepped = true;
        }
    }

    pub(super) fn follow(&mut self, index: usize) {
        let place = self
            .finding(index)
            .and_then(|finding| self.place_of(finding));
        if let Some(place) = place {
            self.select(place, Some(index));
        }
    }

    /// Goes to a cell; says whether it is there.
    pub(super) fn visit(&mut self, place: Place) -> bool {
        let there = self.is_shown(&place);
        if there {
            let finding = self
                .selection
                .as_ref()
                .and_then(|selection| selection.finding);
            self.select(place, finding);
        }
        there
    }

    /// Begins to type into the chosen cell or goes on; stops without a key.
    pub(super) fn type_in(&mut self, stroke: Option<Stroke>) {
        if let Some(selection) = &mut self.selection {
            let before = selection.typing.take();
            selection.typing = stroke.map(|stroke| Typing::after(before, selection.visit, stroke));
        }
        Rc::make_mut(&mut self.aside).refused = None;
    }

    /// Turns a proposed correction down, or takes that back.
    pub(super) fn reject(&mut self, place: Place, rejected: bool) {
        let aside = Rc::make_mut(&mut self.aside);
        aside.rejected.retain(|other| *other != place);
        aside.rejected.extend(rejected.then_some(place));
    }

    fn select(&mut self, place: Place, finding: Option<usize>) {
        let words = |index: &usize| {
            let words = self.leaves.words(&place);
            words.is_some_and(|words| words.findings.contains(index))
        };
        let concerned = |index: &usize| {
            let cell = self.cell(&place);
            cell.is_some_and(|cell| cell.findings.contains(index))
                || self
                    .finding(*index)
                    .and_then(|finding| self.place_of(finding))
                    .as_ref()
                    == Some(&place)
                || words(index)
        };
        let finding = finding.filter(concerned);
        self.tab = Tab::Check;
        self.table.clone_from(&place.table);
        self.visits += 1;
        self.selection = Some(Selection {
            place,
            finding,
            typing: None,
            stays: false,
            stepped: false,
            visit: self.visits,
        });
    }
}

/// Whether an amount of a table is written with commas.
fn is_grouped(table: &TableTop) -> bool {
    let cells = table.body.iter().flat_map(|row| &row.cells);
    let amounts = cells.filter(|cell| cell.kind == CellKind::Amount);
    let texts = amounts.map(|cell| &cell.text).chain(&table.widest);
    let mut texts = texts.map(|text| text.trim_start_matches('-'));
    let figure = |c: char| c.is_ascii_digit() || ",.".contains(c);
    texts.any(|text| text.contains(',') && text.chars().all(figure))
}

/// Whether a table comes without its rows.
pub(crate) fn is_long(table: &TableTop) -> bool {
    table.body.len() < table.height
}
