use std::collections::BTreeMap;

use super::super::{Answer, Viewer};
use super::layout::{Block, Papers, line};
use super::{BlockKind, BlockView, ClaimState, MarkView, PieceView};
use crate::check::{Context, Standing};
use crate::order::{Gather, Order};
use crate::report::{Report, Severity, TextSpan};
use crate::source::{Address, Book, Cell, Sheet};

/// The words of the text that something is known of, by their cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stretches {
    all: BTreeMap<(usize, Address), Vec<Stretch>>,
    /// How each claim stands.
    standings: Vec<ClaimState>,
}

#[derive(Clone, Debug)]
struct Stretch {
    start: usize,
    end: usize,
    place: String,
    of: Of,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    Claim(usize),
    Finding(usize, Severity),
}

impl Stretches {
    pub(in crate::view) fn of(viewer: &Viewer<'_>) -> Self {
        let standings = viewer.context().standings();
        let state = |standing| match standing {
            Standing::Agrees => ClaimState::Agrees,
            Standing::Differs => ClaimState::Differs,
            Standing::Open => ClaimState::Open,
            Standing::Unread => ClaimState::Unread,
        };
        let mut stretches = Self {
            standings: standings.into_iter().map(state).collect(),
            ..Self::default()
        };
        for (index, claim) in viewer.prose.claims.iter().enumerate() {
            let passage = viewer.prose.passages.get(claim.passage);
            if let (Some(span), Some(passage)) = (viewer.prose.span(viewer.book, claim), passage) {
                let sheet = passage.sheet;
                let at = passage.cell_at(claim.start);
                stretches.add((sheet, at), &span, Of::Claim(index));
            }
        }
        let sheets = viewer.book.sheets.iter().enumerate();
        let sheets: BTreeMap<&str, usize> = sheets
            .map(|(place, sheet)| (sheet.name.as_str(), place))
            .gather();
        for (index, severity, span) in spans(viewer.report) {
            if let Some(&sheet) = sheets.get(span.sheet.as_str())
                && let Some(at) = address(viewer.book, sheet, span)
            {
                stretches.add((sheet, at), span, Of::Finding(index, severity));
            }
        }
        stretches
    }

    fn add(&mut self, cell: (usize, Address), span: &TextSpan, of: Of) {
        self.all.entry(cell).or_default().push(Stretch {
            start: span.start,
            end: span.end,
            place: span.place(),
            of,
        });
    }

    fn on(&self, sheet: usize) -> impl Iterator<Item = &Stretch> {
        let first = (sheet, Address::default());
        let own = self.all.range(first..);
        own.take_while(move |((other, _), _)| *other == sheet)
            .flat_map(|(_, stretches)| stretches)
    }

    /// Whether a sheet has any.
    pub(super) fn are_on(&self, sheet: usize) -> bool {
        self.on(sheet).next().is_some()
    }

    /// How a claim stands.
    pub(super) fn state(&self, claim: usize) -> Option<ClaimState> {
        self.standings.get(claim).copied()
    }

    /// How the numbers with a unit of a sheet stand.
    pub(super) fn states(
        &self,
        viewer: &Viewer<'_>,
        sheet: usize,
    ) -> impl Iterator<Item = ClaimState> {
        let claims = &viewer.prose.claims;
        self.on(sheet).filter_map(|stretch| match stretch.of {
            Of::Claim(claim) => claims.get(claim)?.unit.as_ref().and(self.state(claim)),
            Of::Finding(..) => None,
        })
    }

    /// The gravest finding about a sheet's words.
    pub(super) fn severity(&self, sheet: usize) -> Option<Severity> {
        let own = self.on(sheet).filter_map(|stretch| match stretch.of {
            Of::Finding(_, severity) => Some(severity),
            Of::Claim(_) => None,
        });
        own.min()
    }

    /// The words at a place of a sheet: their cell, a claim if they are one, the findings about them.
    pub(super) fn at(
        &self,
        sheet: usize,
        place: &str,
    ) -> Option<(Address, Option<usize>, Vec<usize>)> {
        let first = (sheet, Address::default());
        let mut own = self
            .all
            .range(first..)
            .take_while(|((other, _), _)| *other == sheet);
        let (at, start, stretches) = own.find_map(|((_, at), stretches)| {
            let here = stretches.iter().find(|stretch| stretch.place == place)?;
            Some((*at, here.start, stretches))
        })?;
        let here = stretches
            .iter()
            .filter(|it| it.start <= start && start < it.end.max(it.start.saturating_add(1)));
        let (mut claim, mut findings) = (None, Vec::new());
        for stretch in here {
            match stretch.of {
                Of::Claim(index) => claim = Some(index),
                Of::Finding(index, _) => findings.push(index),
            }
        }
        findings.put_in_order();
        Some((at, claim, findings))
    }

    /// The pieces of a stretch of a cell's text, in characters.
    fn pieces(&self, (sheet, at): (usize, Address), text: &[char], from: usize) -> Vec<PieceView> {
        let to = from.saturating_add(text.len());
        let own = self.all.get(&(sheet, at)).map_or(&[][..], Vec::as_slice);
        let mut cuts: Vec<usize> = own
            .iter()
            .flat_map(|stretch| [stretch.start, stretch.end])
            .filter(|cut| (from..to).contains(cut))
            .chain([from, to])
            .collect();
        cuts.put_in_order();
        cuts.dedup();
        let pairs = cuts.iter().zip(cuts.iter().skip(1));
        pairs
            .filter_map(|(&start, &end)| {
                let text = text.get(start.checked_sub(from)?..end.checked_sub(from)?)?;
                Some(PieceView {
                    text: text.iter().collect(),
                    mark: self.mark(own, start),
                })
            })
            .collect()
    }

    fn mark(&self, own: &[Stretch], start: usize) -> Option<MarkView> {
        let over = || own.iter().filter(|it| it.start <= start && start < it.end);
        let is_claim = |it: &&Stretch| matches!(it.of, Of::Claim(_));
        let owner = over()
            .find(is_claim)
            .or_else(|| over().max_by_key(|it| it.start))?;
        let mut begins: Vec<String> = over()
            .filter(|it| it.start == start)
            .map(|it| it.place.clone())
            .collect();
        begins.put_in_order();
        begins.dedup();
        let mut findings: Vec<(usize, Severity)> = over()
            .filter_map(|it| match it.of {
                Of::Finding(index, severity) => Some((index, severity)),
                Of::Claim(_) => None,
            })
            .collect();
        findings.put_in_order();
        findings.dedup();
        Some(MarkView {
            place: owner.place.clone(),
            begins,
            state: match owner.of {
                Of::Claim(claim) => self.state(claim),
                Of::Finding(..) => None,
            },
            severity: findings.iter().map(|(_, severity)| *severity).min(),
            findings: findings.into_iter().map(|(index, _)| index).collect(),
        })
    }
}

fn spans(report: &Report) -> impl Iterator<Item = (usize, Severity, &TextSpan)> {
    let findings = report.findings.iter().enumerate();
    findings.filter_map(|(index, finding)| Some((index, finding.severity, finding.text.as_ref()?)))
}

/// The cell that words stand in: of several in a row the one that has them there.
fn address(book: &Book, sheet: usize, span: &TextSpan) -> Option<Address> {
    if !span.cell.is_empty() {
        return Address::parse(&span.cell);
    }
    let row = u32::try_from(span.line).ok()?.checked_sub(1)?;
    let cells = book.sheets.get(sheet)?.row(row);
    let length = span.end.saturating_sub(span.start);
    let says = |cell: &&Cell| {
        let there = cell.text().chars().skip(span.start).take(length);
        there.eq(span.quote.chars())
    };
    cells
        .iter()
        .find(says)
        .or(cells.first())
        .map(|cell| cell.at)
}

impl Viewer<'_> {
    pub(super) fn context(&self) -> Context<'_> {
        Context::of_text(
            (self.rulebook, self.disclosure),
            self.evidence,
            (self.book, self.prose),
        )
    }

    /// A leaf of a paper, with the findings about its words.
    pub(in crate::view) fn leaf_answer(
        &self,
        (papers, stretches): (&Papers, &Stretches),
        id: &str,
        leaf: usize,
    ) -> Answer {
        let blocks = self.leaf((papers, stretches), id, leaf).unwrap_or_default();
        let pieces = blocks.iter().flat_map(|block| &block.cells).flatten();
        let marks = pieces.filter_map(|piece| piece.mark.as_ref());
        let mut findings: Vec<usize> = marks.flat_map(|mark| mark.findings.clone()).collect();
        findings.put_in_order();
        findings.dedup();
        Answer::Leaf {
            paper: id.to_owned(),
            leaf,
            findings: findings
                .into_iter()
                .filter_map(|index| self.finding(index))
                .collect(),
            blocks,
        }
    }

    fn leaf(
        &self,
        (papers, stretches): (&Papers, &Stretches),
        id: &str,
        leaf: usize,
    ) -> Option<Vec<BlockView>> {
        let paper = papers.all.get(papers.find(id)?)?;
        let sheet = self.book.sheets.get(paper.sheet)?;
        let blocks = paper.blocks.get(paper.leaves.get(leaf)?.clone())?;
        let draw = |block: &Block| BlockView {
            line: line(block.row()),
            kind: self.kind(block),
            cells: self.texts(block, (paper.sheet, sheet), stretches),
        };
        Some(blocks.iter().map(draw).collect())
    }

    fn kind(&self, block: &Block) -> BlockKind {
        match block {
            Block::Row(_) => BlockKind::Row,
            Block::Passage { passage, .. } => match self.prose.passages.get(*passage) {
                Some(passage) if passage.level.is_some() => BlockKind::Heading {
                    level: passage.under.len().saturating_add(1),
                },
                _ => BlockKind::Paragraph,
            },
            Block::Table { table, .. } => {
                let table = self.disclosure.tables.get(*table);
                let spec = table.and_then(|table| self.rulebook.tables.get(table.spec));
                BlockKind::Table {
                    id: spec.map(|spec| spec.id.clone()).unwrap_or_default(),
                }
            }
        }
    }

    fn texts(
        &self,
        block: &Block,
        (place, sheet): (usize, &Sheet),
        stretches: &Stretches,
    ) -> Vec<Vec<PieceView>> {
        match block {
            Block::Table { .. } => Vec::new(),
            Block::Row(row) => {
                let cells = sheet.row(*row).iter();
                cells
                    .map(|cell| {
                        let text: Vec<char> = cell.text().chars().collect();
                        stretches.pieces((place, cell.at), &text, 0)
                    })
                    .collect()
            }
            Block::Passage { passage, .. } => {
                let passage = self.prose.passages.get(*passage);
                let lines = passage
                    .map(|passage| passage.stretches())
                    .unwrap_or_default();
                let pieces = lines.into_iter().flat_map(|(at, first, last)| {
                    let text: Vec<char> = sheet.cell(at).map_or("", Cell::text).chars().collect();
                    let (from, to) = whole_line(&text, first, last);
                    stretches.pieces((place, at), text.get(from..to).unwrap_or_default(), from)
                });
                vec![pieces.collect()]
            }
        }
    }
}

/// The line of a cell's text that a stretch stands in, without blanks at its ends.
fn whole_line(text: &[char], first: usize, last: usize) -> (usize, usize) {
    let ends = |at: &usize| text.get(*at) == Some(&'\n');
    let is_blank = |at: &usize| text.get(*at).is_some_and(|c| c.is_whitespace());
    let start = (0..first)
        .rev()
        .find(ends)
        .map_or(0, |at| at.saturating_add(1));
    let end = (last..text.len()).find(ends).unwrap_or(text.len());
    let start = (start..first).find(|at| !is_blank(at)).unwrap_or(first);
    let end = (last..end)
        .rev()
        .find(|at| !is_blank(at))
        .map_or(last, |at| at.saturating_add(1));
    (start, end)
}
