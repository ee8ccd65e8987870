use std::collections::BTreeSet;

use super::data::is_data;
use super::heading::Heading;
use super::labels::{UnitLine, numbers_columns, titled, unit_behind, unit_line};
use super::{Disclosure, Said, Table, rows, said};
use crate::amount::{self, AmountUnit};
use crate::rulebook::{Headings, Rulebook, TableSpec, normal};
use crate::source::{Address, Cell, Range, Sheet};

/// A row of a title has few cells beside it.
const MOST_CELLS_BESIDE_A_TITLE: usize = 4;

/// Rows of a sheet from one title to the next.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The table's place in the rulebook.
    pub(super) spec: usize,
    /// The title as printed.
    pub(super) title: String,
    /// Rows that bear the title: the first, and those that repeat it at a page break.
    titles: BTreeSet<u32>,
    /// First row.
    from: u32,
    /// The row after the last.
    to: u32,
}

/// Divides a sheet into regions. A sheet without any title is one region if its name is one.
pub(super) fn find(sheet: &Sheet, rulebook: &Rulebook) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    for (row, cells) in sheet.rows() {
        let Some((spec, title)) = title_in(cells, rulebook) else {
            continue;
        };
        match regions.last_mut() {
            Some(last) if last.spec == spec => drop(last.titles.insert(row)),
            last => {
                if let Some(last) = last {
                    last.to = row;
                }
                regions.push(Region {
                    spec,
                    title,
                    titles: BTreeSet::from([row]),
                    from: row,
                    to: u32::MAX,
                });
            }
        }
    }
    if regions.is_empty()
        && let Some(spec) = titled(&sheet.name, rulebook)
    {
        regions.push(Region {
            spec,
            title: sheet.name.clone(),
            titles: BTreeSet::new(),
            from: 0,
            to: u32::MAX,
        });
    }
    regions
}

fn title_in(cells: &[Cell], rulebook: &Rulebook) -> Option<(usize, String)> {
    if cells.len() > MOST_CELLS_BESIDE_A_TITLE {
        return None;
    }
    cells.iter().find_map(|cell| {
        Some((
            titled(cell.text(), rulebook)?,
            cell.text().trim().to_owned(),
        ))
    })
}

/// What stands above the headings, and the headings.
pub(super) struct Top {
    /// Rows of title, unit line and headings.
    pub(super) head: Vec<u32>,
    /// Rows of headings alone.
    pub(super) headings: Vec<u32>,
    /// Unit of the amounts.
    pub(super) unit: Option<AmountUnit>,
}

impl Region {
    /// Reads the table; `None` when no heading of it is found, as in a list of contents.
    pub(super) fn read(
        &self,
        disclosure: &mut Disclosure,
        rulebook: &Rulebook,
        index: usize,
        sheet: &Sheet,
    ) -> Option<Table> {
        let spec = rulebook.tables.get(self.spec)?;
        let top = self.top(sheet, spec, &rulebook.headings);
        let heading = Heading::read(sheet, &top.headings, spec, &rulebook.headings)?;
        let first = disclosure.figures.len();
        let mut table = Table {
            spec: self.spec,
            title: self.title.clone(),
            sheet: index,
            sheet_name: sheet.name.clone(),
            range: Range::default(),
            head: top.head,
            headings: top.headings.clone(),
            unit: top.unit,
            said: Said::default(),
            parts: Vec::new(),
            amounts: 0,
            figures: 0..0,
        };
        rows::read(
            disclosure,
            &mut table,
            &rows::Source {
                region: self,
                sheet,
                spec,
                heading: &heading,
                headings: &top.headings,
            },
        );
        table.figures = first..disclosure.figures.len();
        table.range = self.range(sheet, &table, &heading);
        table.said = said::read(sheet, &table);
        Some(table)
    }

    /// The rows of the region with content, from top to bottom.
    pub(super) fn rows<'a>(&self, sheet: &'a Sheet) -> impl Iterator<Item = (u32, &'a [Cell])> {
        let (from, to) = (self.from, self.to);
        sheet
            .rows()
            .skip_while(move |&(row, _)| row < from)
            .take_while(move |&(row, _)| row < to)
    }

    /// Whether a row bears the title.
    pub(super) fn is_title(&self, row: u32) -> bool {
        self.titles.contains(&row)
    }

    fn top(&self, sheet: &Sheet, spec: &TableSpec, known: &Headings) -> Top {
        let mut top = Top {
            head: Vec::new(),
            headings: Vec::new(),
            unit: None,
        };
        let labels = |headings: &[u32], column: u32| {
            let above = headings
                .iter()
                .filter_map(|&row| sheet.shown(Address::new(row, column)));
            above
                .into_iter()
                .any(|cell| known.is_label(&normal(cell.text()), spec))
        };
        for (row, cells) in self.rows(sheet) {
            let line = unit_lines(cells);
            top.unit = top.unit.or(line.unit);
            let first = top.headings.is_empty();
            let above = self.is_title(row) || (first && (line.is_any || cells.len() == 1));
            if above {
                top.head.push(row);
                continue;
            }
            let numbers = !first && numbers_columns(cells);
            let begins = is_data(cells, spec, |column| labels(&top.headings, column));
            if !numbers && (begins || (!first && is_note(cells))) {
                break;
            }
            top.head.push(row);
            if !numbers {
                top.headings.push(row);
            }
        }
        let heads = top.head.iter().flat_map(|&row| sheet.row(row));
        top.unit = top
            .unit
            .or_else(|| heads.into_iter().find_map(|cell| unit_behind(cell.text())));
        top
    }

    /// From the title, or the first heading, to the last row of data.
    fn range(&self, sheet: &Sheet, table: &Table, heading: &Heading) -> Range {
        let first = table.head.first().copied().unwrap_or(self.from);
        let rows = table
            .parts
            .iter()
            .flat_map(|part| &part.rows)
            .map(|row| row.at);
        let last = rows
            .chain(table.head.iter().copied())
            .max()
            .unwrap_or(first);
        let (left, right) = heading.columns();
        let left = sheet
            .row(first)
            .first()
            .map_or(left, |cell| cell.at.column.min(left));
        Range {
            start: Address::new(first, left),
            end: Address::new(last, right),
        }
    }
}

/// A row beneath the headings that is a sentence: this table is blank.
fn is_note(cells: &[Cell]) -> bool {
    let text = cells.first().map_or("", Cell::text).trim();
    let says = ["。", "没有", "无", "空表", "注"]
        .iter()
        .any(|word| text.contains(word));
    cells.len() == 1 && (says || text.chars().count() > 20)
}

struct UnitLines {
    is_any: bool,
    unit: Option<AmountUnit>,
}

/// What the cells of a row say of the table; a label may have its value in the next cell.
fn unit_lines(cells: &[Cell]) -> UnitLines {
    let mut lines = UnitLines {
        is_any: false,
        unit: None,
    };
    for (index, cell) in cells.iter().enumerate() {
        lines.unit = lines.unit.or(unit_of(cell.text()));
        let next = cells.get(index.saturating_add(1)).map_or("", Cell::text);
        for line in unit_line(cell.text()) {
            lines.is_any = true;
            let unit = match line {
                UnitLine::Amount(unit) => Some(unit),
                UnitLine::Name(name) if name.is_empty() => unit_of(next),
                UnitLine::Name(_) => None,
            };
            lines.unit = lines.unit.or(unit);
        }
    }
    lines
}

/// The unit that a cell names alone: `万元`.
fn unit_of(text: &str) -> Option<AmountUnit> {
    let text = normal(text);
    matches!(text.as_str(), "元" | "千元" | "万元" | "人民币元")
        .then(|| AmountUnit::named_in(&text))
        .flatten()
}

/// Whether a row repeats title, unit line or headings, as at a page break.
pub(super) fn repeats_head(sheet: &Sheet, headings: &[u32], cells: &[Cell]) -> bool {
    let said = cells
        .iter()
        .filter(|cell| amount::parse(cell.text()) != Ok(None));
    if unit_lines(cells).is_any && said.count() <= MOST_CELLS_BESIDE_A_TITLE {
        return true;
    }
    let same = |heading: &u32| {
        let heading = sheet.row(*heading);
        let there = |cell: &&Cell| {
            let above = heading
                .iter()
                .find(|above| above.at.column == cell.at.column);
            above.is_some_and(|above| above.text().trim() == cell.text().trim())
        };
        cells.iter().any(|cell| there(&cell))
    };
    let number = |cell: &Cell| matches!(amount::parse(cell.text()), Ok(Some(_)));
    !cells.iter().any(number) && headings.iter().any(same)
}
