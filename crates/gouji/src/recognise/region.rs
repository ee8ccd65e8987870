use std::collections::BTreeSet;

use super::classes::Classes;
use super::data::is_data;
use super::heading::Heading;
use super::labels::{UnitLine, numbers_columns, titled, unit_behind, unit_line};
use super::running::Running;
use super::{Disclosure, Said, Table, quote, rows, said};
use crate::amount::{self, AmountUnit};
use crate::report::{Unread, UnreadKind};
use crate::rulebook::{Headings, Rulebook, TableSpec, normal};
use crate::source::{Address, Cell, Layout, Range, Sheet};

/// A row of a title has few cells beside it.
const MOST_CELLS_BESIDE_A_TITLE: usize = 4;

/// The shortest and the longest title of a table that the rulebook does not know, in characters.
const SHORTEST_TITLE: usize = 5;
const LONGEST_TITLE: usize = 40;

/// Rows of a sheet from one title to the next.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The table's places in the rulebook: more than one where it has variants, none where the
    /// rulebook does not know it.
    specs: Vec<usize>,
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
    let mut end = End::default();
    for (row, cells) in sheet.rows() {
        let Some((specs, title)) = title_in(cells, rulebook) else {
            end.see(row, cells);
            if sheet.layout != Layout::Grid {
                end.running.see(row, cells);
            }
            continue;
        };
        match regions.last_mut() {
            Some(last) if last.specs == specs && !end.is_over() => drop(last.titles.insert(row)),
            _ => {
                std::mem::take(&mut end).close(&mut regions, row);
                regions.push(Region::from(row, specs, title));
            }
        }
        end = End::default();
    }
    end.close(&mut regions, u32::MAX);
    let specs = titled(&sheet.name, rulebook);
    if regions.is_empty() && !specs.is_empty() {
        let mut whole = Region::from(0, specs, sheet.name.clone());
        whole.titles.clear();
        regions.push(whole);
    }
    regions
}

/// The titles on a sheet and the tables that they may be of: those that [`find`] starts from.
pub(super) fn titles(sheet: &Sheet, rulebook: &Rulebook) -> Vec<(String, usize)> {
    let rows = sheet
        .rows()
        .filter_map(|(_, cells)| title_in(cells, rulebook));
    let mut found: Vec<(Vec<usize>, String)> = rows.collect();
    if found.is_empty() {
        found.push((titled(&sheet.name, rulebook), sheet.name.clone()));
    }
    let each = found
        .into_iter()
        .flat_map(|(specs, title)| specs.into_iter().map(move |spec| (title.clone(), spec)));
    each.collect()
}

/// Where a table ends because another begins that the rulebook does not know.
#[derive(Default)]
struct End {
    /// Whether amounts were seen beneath the last title.
    amounts: bool,
    /// The other table's title and its row.
    title: Option<(u32, String)>,
    /// Whether amounts were seen beneath that: it is no page heading.
    other: bool,
    /// Running text beneath the table.
    running: Running,
}

impl End {
    fn see(&mut self, row: u32, cells: &[Cell]) {
        let amount = |cell: &Cell| matches!(amount::parse(cell.text()), Ok(Some(_)));
        match (&self.title, cells) {
            (None, [cell]) if self.amounts && is_other_title(cell) => {
                self.title = Some((row, cell.text().trim().to_owned()));
            }
            (None, _) if self.amounts => {}
            (Some(_), _) if self.other => {}
            _ if cells.iter().any(amount) => {
                self.amounts = true;
                self.other = self.title.is_some();
            }
            _ => {}
        }
    }

    /// Whether the table beneath the last title is over.
    fn is_over(&self) -> bool {
        self.other || self.running.from.is_some()
    }

    /// Ends the last region before the given row, or where the other table begins.
    fn close(self, regions: &mut Vec<Region>, row: u32) {
        let Some(last) = regions.last_mut() else {
            return;
        };
        let to = self.title.as_ref().map_or(row, |&(at, _)| at);
        last.to = self.running.from.map_or(to, |from| from.min(to));
        if let Some((at, title)) = self.title {
            regions.push(Region {
                to: row,
                ..Region::from(at, Vec::new(), title)
            });
        }
    }
}

/// Whether a text alone in its row can only be the title of a table: `项目支出绩效目标表`. A number
/// before the last character makes it the number of a table: `公开05表`.
fn is_other_title(cell: &Cell) -> bool {
    let text = normal(cell.text());
    let named = text
        .strip_suffix('表')
        .filter(|name| !name.ends_with(|c: char| c.is_ascii_digit() || c == '空'));
    let length = text.chars().count();
    let sentence = text.contains(['，', '。', ',', ':', ';']);
    named.is_some() && (SHORTEST_TITLE..=LONGEST_TITLE).contains(&length) && !sentence
}

fn title_in(cells: &[Cell], rulebook: &Rulebook) -> Option<(Vec<usize>, String)> {
    if cells.len() > MOST_CELLS_BESIDE_A_TITLE {
        return None;
    }
    cells.iter().find_map(|cell| {
        let specs = titled(cell.text(), rulebook);
        (!specs.is_empty()).then(|| (specs, cell.text().trim().to_owned()))
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

/// A table of the rulebook as it stands on a sheet, before its rows are read.
struct Variant<'a> {
    place: usize,
    spec: &'a TableSpec,
    top: Top,
    heading: Heading,
}

/// What is known of labels before a table is read.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) classes: &'a Classes,
}

impl Region {
    fn from(row: u32, specs: Vec<usize>, title: String) -> Self {
        Self {
            specs,
            title,
            titles: BTreeSet::from([row]),
            from: row,
            to: u32::MAX,
        }
    }

    /// What is to be said of a table that the rulebook does not know.
    pub(super) fn unknown(&self, sheet: &Sheet) -> Option<Unread> {
        let range = Address::new(self.from, 0).to_string();
        self.specs.is_empty().then(|| Unread {
            kind: UnreadKind::Note,
            sheet: sheet.name.clone(),
            range,
            table: None,
            text: quote(&self.title),
        })
    }

    /// Reads the table; `None` when no heading of it is found, as in a list of contents.
    pub(super) fn read(
        &self,
        disclosure: &mut Disclosure,
        known: Known<'_>,
        index: usize,
        sheet: &Sheet,
    ) -> Option<Table> {
        let Variant {
            place,
            spec,
            top,
            heading,
        } = self.variant(sheet, known.rulebook)?;
        let first = disclosure.figures.len();
        let mut table = Table {
            spec: place,
            title: self.title.clone(),
            sheet: index,
            sheet_name: sheet.name.clone(),
            range: Range::default(),
            head: top.head,
            headings: top.headings.clone(),
            unit: top.unit,
            hidden: Vec::new(),
            padded_codes: Vec::new(),
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
                classes: known.classes,
            },
        );
        table.figures = first..disclosure.figures.len();
        table.range = self.range(sheet, &table, &heading);
        table.said = said::read(sheet, &table);
        Some(table)
    }

    /// The variant of the table whose columns the headings name best; the first of several.
    fn variant<'a>(&self, sheet: &Sheet, rulebook: &'a Rulebook) -> Option<Variant<'a>> {
        let read = |&place: &usize| {
            let spec = rulebook.tables.get(place)?;
            let top = self.top(sheet, spec, &rulebook.headings);
            let heading = Heading::read(sheet, &top.headings, spec, &rulebook.headings)?;
            Some(Variant {
                place,
                spec,
                top,
                heading,
            })
        };
        let variants = self.specs.iter().filter_map(read);
        variants.min_by_key(|variant| std::cmp::Reverse(variant.heading.amounts()))
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
