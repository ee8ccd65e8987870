//! Tables that stand side by side on one sheet are taken apart.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::labels::titled;
use crate::order::Gather;
use crate::rulebook::Rulebook;
use crate::source::{Address, Cell, Content, Range, Sheet};

/// A row of titles side by side has no more cells.
const MOST_CELLS: usize = 32;

/// A sheet, or the pieces of it that each hold the tables beneath one of several titles in a row.
pub(super) fn apart<'a>(sheet: &'a Sheet, rulebook: &Rulebook) -> Vec<Cow<'a, Sheet>> {
    let rows = sheet.rows().filter_map(|(row, cells)| {
        let titles = titles_abreast(cells, rulebook);
        (titles.len() > 1).then_some((row, titles))
    });
    let mut bands: Vec<(u32, Vec<Title>)> = rows.collect();
    // At a page break the same titles stand there again.
    bands.dedup_by(|next, band| next.1 == band.1);
    if bands.is_empty() {
        return vec![Cow::Borrowed(sheet)];
    }
    let ends = bands.iter().skip(1).map(|&(row, _)| row).chain([u32::MAX]);
    let mut from = 0;
    let mut pieces = Vec::new();
    for (&(row, ref titles), end) in bands.iter().zip(ends) {
        let mut left = 0;
        let over = end_of_band(sheet, row..end, titles, rulebook).unwrap_or(end);
        let cuts = cuts(sheet, from..over, titles);
        for right in cuts.into_iter().chain([u32::MAX]) {
            let piece = Piece {
                rows: from..over,
                columns: left..right,
            };
            pieces.push(Cow::Owned(piece.of(sheet)));
            left = right;
        }
        if over < end {
            let piece = Piece {
                rows: over..end,
                columns: 0..u32::MAX,
            };
            pieces.push(Cow::Owned(piece.of(sheet)));
        }
        from = end;
    }
    pieces
}

/// Where a table begins that lies beneath several side by side: its title is merged over the columns of two.
fn end_of_band(
    sheet: &Sheet,
    rows: std::ops::Range<u32>,
    titles: &[Title],
    rulebook: &Rulebook,
) -> Option<u32> {
    let &(second, _) = titles.get(1)?;
    let spans = |cell: &Cell| {
        let merge = sheet.merge(cell.at);
        cell.at.column < second && merge.is_some_and(|merge| merge.end.column >= second)
    };
    let other = |cell: &Cell| {
        let specs = titled(cell.text(), rulebook);
        !specs.is_empty() && titles.iter().all(|(_, known)| *known != specs)
    };
    let mut beneath = sheet.rows().skip_while(|&(row, _)| row <= rows.start);
    let found = beneath.find(|(_, cells)| cells.iter().any(|cell| spans(cell) && other(cell)));
    found.map(|(row, _)| row).filter(|row| *row < rows.end)
}

/// A title's column, and the tables that it may be of.
type Title = (u32, Vec<usize>);

/// The titles in a row that are of different tables.
fn titles_abreast(cells: &[Cell], rulebook: &Rulebook) -> Vec<Title> {
    let mut titles: Vec<Title> = Vec::new();
    let named = |cell: &&Cell| matches!(&cell.content, Content::Text(text) if text.contains('表'));
    for cell in cells.iter().filter(named).take(MOST_CELLS) {
        let specs = titled(cell.text(), rulebook);
        if !specs.is_empty() && titles.iter().all(|(_, known)| *known != specs) {
            titles.push((cell.at.column, specs));
        }
    }
    titles
}

/// The first columns of all tables side by side but the leftmost: behind the last blank column
/// before a title, or else where the title stands.
fn cuts(sheet: &Sheet, rows: std::ops::Range<u32>, titles: &[Title]) -> Vec<u32> {
    let beneath = sheet.rows().skip_while(|&(row, _)| row < rows.start);
    let cells = beneath
        .take_while(|&(row, _)| row < rows.end)
        .flat_map(|(_, cells)| cells);
    let used: BTreeSet<u32> = cells.map(|cell| cell.at.column).gather();
    let merged = |column: u32| {
        let mut merges = sheet.merges.iter();
        merges.any(|merge| {
            let inside = merge.start.column < column && column <= merge.end.column;
            inside && rows.contains(&merge.start.row)
        })
    };
    let pairs = titles.iter().zip(titles.iter().skip(1));
    let cut = |(&(left, _), &(right, _)): (&Title, &Title)| {
        let mut between = (left.saturating_add(1)..right).rev();
        let blank = between.find(|&column| !used.contains(&column) && !merged(column));
        blank.map_or(right, |column| column.saturating_add(1))
    };
    pairs.map(cut).collect()
}

/// A rectangle of a sheet.
struct Piece {
    rows: std::ops::Range<u32>,
    columns: std::ops::Range<u32>,
}

impl Piece {
    fn holds(&self, at: Address) -> bool {
        self.rows.contains(&at.row) && self.columns.contains(&at.column)
    }

    /// The sheet with what stands in the rectangle alone, at its own addresses.
    fn of(&self, sheet: &Sheet) -> Sheet {
        let inside = |cell: &&Cell| self.holds(cell.at);
        let cells = sheet.rows().flat_map(|(_, cells)| cells);
        let merges = sheet.merges.iter().copied();
        let merges: Vec<Range> = merges.filter(|merge| self.holds(merge.start)).collect();
        let cells = cells.filter(inside).cloned().collect();
        let mut piece = Sheet::new(sheet.name.clone(), sheet.visible, merges, cells);
        piece.hidden = sheet.hidden.iter().filter(inside).cloned().collect();
        let formulas = sheet.formulas.iter().copied();
        piece.formulas = formulas.filter(|&at| self.holds(at)).collect();
        piece
    }
}
