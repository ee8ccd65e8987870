use std::collections::BTreeMap;

use crate::order::{Gather, Order};
use crate::report::{Report, Role, Severity};
use crate::source::{Address, Book};

/// Which findings mention which cell: made once for a report, asked for each cell that is drawn.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Sorted.
    all: Vec<Mark>,
    /// What was put into cells, by sheet and address.
    changed: BTreeMap<(usize, Address), String>,
}

/// One mention of a cell.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Mark {
    sheet: usize,
    at: Address,
    /// Those that the cell is the primary one of come first.
    other: bool,
    finding: usize,
    severity: Severity,
}

/// What the findings say of a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    /// The gravest finding whose primary cell it is.
    pub(super) severity: Option<Severity>,
    /// Those that mention it, by their place in the report.
    pub(super) findings: Vec<usize>,
    /// What was put into it.
    pub(super) changed: Option<String>,
}

impl Marks {
    /// The mentions of the cells of a book.
    #[must_use]
    pub fn new(book: &Book, report: &Report) -> Self {
        let sheets = book.sheets.iter().enumerate();
        let sheets: BTreeMap<&str, usize> = sheets
            .map(|(place, sheet)| (sheet.name.as_str(), place))
            .gather();
        let mut all = Vec::new();
        for (index, finding) in report.findings.iter().enumerate() {
            all.extend(finding.cells.iter().filter_map(|cell| {
                Some(Mark {
                    sheet: *sheets.get(cell.sheet.as_str())?,
                    at: Address::parse(&cell.cell)?,
                    other: cell.role != Some(Role::Primary),
                    finding: index,
                    severity: finding.severity,
                })
            }));
        }
        all.put_in_order();
        let changed = report.accepted.iter().filter_map(|correction| {
            let cell = &correction.cell;
            let sheet = *sheets.get(cell.sheet.as_str())?;
            Some(((sheet, Address::parse(&cell.cell)?), correction.to.clone()))
        });
        let changed = changed.collect();
        Self { all, changed }
    }

    pub(super) fn of(&self, sheet: usize, at: Address) -> Marked {
        let before = |mark: &Mark| (mark.sheet, mark.at) < (sheet, at);
        let own = self.all.iter().skip(self.all.partition_point(before));
        let mut marked = Marked {
            changed: self.changed.get(&(sheet, at)).cloned(),
            ..Marked::default()
        };
        for mark in own.take_while(|mark| (mark.sheet, mark.at) == (sheet, at)) {
            if !mark.other {
                let gravest = marked.severity.into_iter().chain([mark.severity]).min();
                marked.severity = gravest;
            }
            marked.findings.push(mark.finding);
        }
        marked
    }
}
