use std::collections::{BTreeMap, VecDeque};

use gouji::report::{Correction, Unevaluated, Unread};
use gouji::view::{Answer, CellView, FindingView, Overview, RowView};

use super::Place;

/// Rows of a long table that are fetched and drawn together.
pub(crate) const BLOCK: usize = 40;

/// Blocks of rows that are kept.
const MOST_BLOCKS: usize = 60;

/// What has come of a disclosure so far: the beginnings of its lists, and what was asked for since.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    findings: BTreeMap<usize, FindingView>,
    pub(crate) corrections: Vec<Correction>,
    /// Corrections that came with rows, beside the list.
    strays: Vec<Correction>,
    pub(crate) unread: Vec<Unread>,
    pub(crate) unevaluated: Vec<Unevaluated>,
    blocks: VecDeque<Block>,
}

#[derive(Clone, Debug)]
struct Block {
    table: String,
    place: usize,
    rows: Vec<RowView>,
}

impl Parts {
    pub(super) fn new(overview: &Overview) -> Self {
        let mut parts = Self {
            corrections: overview.report.corrections.clone(),
            unread: overview.report.unread.clone(),
            unevaluated: overview.report.unevaluated.clone(),
            ..Self::default()
        };
        parts.add_findings(overview.findings.clone());
        parts
    }

    /// Takes what was asked for; `kept` is the cell whose rows are not to be given up.
    pub(super) fn take(&mut self, answer: Answer, kept: Option<&Place>) {
        match answer {
            Answer::Findings { findings } => self.add_findings(findings),
            Answer::Corrections { from, list } => extend(&mut self.corrections, from, list),
            Answer::Unread { from, list } => extend(&mut self.unread, from, list),
            Answer::Unevaluated { from, list } => extend(&mut self.unevaluated, from, list),
            Answer::Rows {
                table,
                from,
                rows,
                findings,
                corrections,
            } => {
                self.add_findings(findings);
                let known = |it: &Correction| !self.strays.contains(it);
                let new: Vec<_> = corrections.into_iter().filter(known).collect();
                self.strays.extend(new);
                self.add_block(
                    Block {
                        table,
                        place: from / BLOCK,
                        rows,
                    },
                    kept,
                );
            }
            // The rest is no list.
            _ => {}
        }
    }

    fn add_findings(&mut self, findings: Vec<FindingView>) {
        let placed = findings.into_iter().map(|found| (found.index, found));
        self.findings.extend(placed);
    }

    fn add_block(&mut self, block: Block, kept: Option<&Place>) {
        self.blocks
            .retain(|other| (&other.table, other.place) != (&block.table, block.place));
        self.blocks.push_back(block);
        if self.blocks.len() > MOST_BLOCKS
            && let Some(oldest) = self.blocks.iter().position(|block| {
                !kept.is_some_and(|place| block.table == place.table && block.holds(place))
            })
        {
            self.blocks.remove(oldest);
        }
    }

    pub(crate) fn finding(&self, index: usize) -> Option<&FindingView> {
        self.findings.get(&index)
    }

    /// How many findings from this place on are here without a gap.
    pub(crate) fn here_from(&self, start: usize) -> usize {
        let here = self.findings.range(start..).map(|(index, _)| *index);
        here.zip(start..)
            .take_while(|(index, place)| index == place)
            .count()
    }

    /// All corrections that are here.
    pub(super) fn all_corrections(&self) -> impl Iterator<Item = &Correction> {
        let strays = self.strays.iter();
        let strays = strays.filter(|stray| !self.corrections.contains(stray));
        self.corrections.iter().chain(strays)
    }

    /// The rows of a block of a long table.
    pub(crate) fn block(&self, table: &str, place: usize) -> Option<&[RowView]> {
        let mut blocks = self.blocks.iter();
        let block = blocks.find(|block| block.place == place && block.table == table)?;
        Some(&block.rows)
    }

    pub(super) fn cell(&self, place: &Place) -> Option<&CellView> {
        let own = self.blocks.iter().filter(|it| it.table == place.table);
        own.flat_map(|block| &block.rows)
            .flat_map(|row| &row.cells)
            .find(|cell| cell.cell == place.cell)
    }
}

impl Block {
    fn holds(&self, place: &Place) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.cell == place.cell)
    }
}

/// Puts a part of a list behind what is here, where it belongs there.
fn extend<T>(list: &mut Vec<T>, from: usize, part: Vec<T>) {
    if from == list.len() {
        list.extend(part);
    }
}
