use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::Viewer;
use super::{ClaimCounts, ClaimState, LeafTop, PaperTop, Stretches};
use crate::order::Order;
use crate::source::{Layout, Sheet};

/// Blocks of one leaf at most.
const MOST_BLOCKS: usize = 40;

/// A leaf ends with the block that makes it as long as this, in characters.
const FULL_LEAF: usize = 3000;

/// The sheets with running text and what stands where on them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Papers {
    pub(super) all: Vec<Paper>,
}

/// One sheet with running text.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) sheet: usize,
    pub(super) blocks: Vec<Block>,
    /// The blocks of each leaf.
    pub(super) leaves: Vec<Range<usize>>,
    /// Where in its cell each block begins, and how long it is.
    lengths: Vec<(usize, usize)>,
}

/// What stands in a row, or in several that are one paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block {
    /// A paragraph by its place.
    Passage { row: u32, passage: usize },
    /// All cells of a row.
    Row(u32),
    /// A table by its place in the disclosure.
    Table { row: u32, table: usize },
}

impl Block {
    pub(super) fn row(&self) -> u32 {
        match self {
            Self::Passage { row, .. } | Self::Row(row) | Self::Table { row, .. } => *row,
        }
    }
}

impl Papers {
    pub(in crate::view) fn of(viewer: &Viewer<'_>, stretches: &Stretches) -> Self {
        let sheets = viewer.book.sheets.iter().enumerate();
        let shown = sheets.filter(|(_, sheet)| sheet.visible);
        let papers = shown.filter_map(|(place, sheet)| {
            let own = |passage: &&crate::prose::Passage| passage.sheet == place;
            let any = viewer.prose.passages.iter().any(|passage| own(&passage));
            let plan = viewer.prose.plans.iter().any(|plan| plan.sheet == place);
            let table = viewer
                .disclosure
                .tables
                .iter()
                .any(|table| table.sheet == place);
            let said = stretches.are_on(place) || plan || !table;
            (any && (sheet.layout != Layout::Grid || said)).then(|| paper(viewer, place, sheet))
        });
        Self {
            all: papers.collect(),
        }
    }

    /// The place of a paper by its identifier.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let number: usize = id.strip_prefix("text-")?.parse().ok()?;
        number
            .checked_sub(1)
            .filter(|place| *place < self.all.len())
    }

    /// The identifier of the paper of a sheet.
    pub(super) fn id_of(&self, sheet: usize) -> Option<String> {
        let place = self.all.iter().position(|paper| paper.sheet == sheet)?;
        Some(id(place))
    }

    pub(in crate::view) fn tops(
        &self,
        viewer: &Viewer<'_>,
        stretches: &Stretches,
    ) -> Vec<PaperTop> {
        let papers = self.all.iter().enumerate();
        papers
            .filter_map(|(place, paper)| {
                let sheet = viewer.book.sheets.get(paper.sheet)?;
                let mut counts = ClaimCounts::default();
                for state in stretches.states(viewer, paper.sheet) {
                    let count = match state {
                        ClaimState::Agrees => &mut counts.agrees,
                        ClaimState::Differs => &mut counts.differs,
                        ClaimState::Open => &mut counts.open,
                        ClaimState::Unread => &mut counts.unread,
                    };
                    *count = count.saturating_add(1);
                }
                let plan = viewer.prose.plans.iter().any(|it| it.sheet == paper.sheet);
                Some(PaperTop {
                    compared: plan || counts.agrees > 0 || counts.differs > 0,
                    id: id(place),
                    sheet: sheet.name.clone(),
                    leaves: paper.tops(),
                    counts,
                    severity: stretches.severity(paper.sheet),
                })
            })
            .collect()
    }
}

fn id(place: usize) -> String {
    format!("text-{}", place.saturating_add(1))
}

impl Paper {
    fn tops(&self) -> Vec<LeafTop> {
        let leaves = self.leaves.iter();
        leaves
            .map(|leaf| LeafTop {
                first: line(self.blocks.get(leaf.start).map_or(0, Block::row)),
                blocks: leaf.len(),
                start: self.lengths.get(leaf.start).map_or(0, |(start, _)| *start),
                characters: self
                    .lengths
                    .get(leaf.clone())
                    .unwrap_or_default()
                    .iter()
                    .map(|(_, length)| length)
                    .sum(),
            })
            .collect()
    }
}

/// A row as a line, counted from 1.
pub(super) fn line(row: u32) -> usize {
    usize::try_from(row).unwrap_or_default().saturating_add(1)
}

fn paper(viewer: &Viewer<'_>, place: usize, sheet: &Sheet) -> Paper {
    let blocks = blocks(viewer, place, sheet);
    let length = |block: &Block| match block {
        Block::Passage { passage, .. } => {
            let passage = viewer.prose.passages.get(*passage);
            let begin = passage.and_then(|passage| passage.stretches().first().copied());
            let length = passage.map_or(0, |passage| passage.text.len());
            (begin.map_or(0, |(_, start, _)| start), length)
        }
        Block::Row(row) => {
            let cells = sheet.row(*row).iter();
            (0, cells.map(|cell| cell.text().chars().count()).sum())
        }
        Block::Table { .. } => (0, 1),
    };
    let lengths: Vec<(usize, usize)> = blocks.iter().map(length).collect();
    let mut leaves: Vec<Range<usize>> = Vec::new();
    let mut filled = 0_usize;
    for (index, (_, length)) in lengths.iter().enumerate() {
        match leaves.last_mut() {
            Some(leaf) if leaf.len() < MOST_BLOCKS && filled < FULL_LEAF => {
                leaf.end = index.saturating_add(1);
            }
            _ => {
                leaves.push(index..index.saturating_add(1));
                filled = 0;
            }
        }
        filled = filled.saturating_add(*length);
    }
    Paper {
        sheet: place,
        blocks,
        leaves,
        lengths,
    }
}

fn blocks(viewer: &Viewer<'_>, place: usize, sheet: &Sheet) -> Vec<Block> {
    let (mut begins, mut goes_on): (BTreeMap<u32, Vec<usize>>, BTreeSet<u32>) = Default::default();
    let passages = viewer.prose.passages.iter().enumerate();
    for (index, passage) in passages.filter(|(_, passage)| passage.sheet == place) {
        let stretches = passage.stretches();
        let mut rows = stretches.iter().map(|(at, ..)| at.row);
        if let Some(first) = rows.next() {
            begins.entry(first).or_default().push(index);
            goes_on.extend(rows.filter(|row| *row != first));
        }
    }
    let tables = viewer.disclosure.tables.iter().enumerate();
    let mut tables: Vec<(u32, u32, usize)> = tables
        .filter(|(_, table)| table.sheet == place)
        .map(|(index, table)| (table.range.start.row, table.range.end.row, index))
        .collect();
    tables.put_in_order();
    let mut tables = tables.into_iter().peekable();
    let (mut found, mut inside) = (Vec::new(), None);
    for (row, cells) in sheet.rows() {
        while let Some((_, end, table)) = tables.next_if(|(start, ..)| *start <= row) {
            inside = inside.max(Some(end));
            found.push(Block::Table { row, table });
        }
        let known = begins.get(&row).filter(|_| cells.len() == 1);
        match known {
            _ if Some(row) <= inside => {}
            Some(passages) => found.extend(
                passages
                    .iter()
                    .map(|&passage| Block::Passage { row, passage }),
            ),
            None if goes_on.contains(&row) => {}
            None => found.push(Block::Row(row)),
        }
    }
    found
}
