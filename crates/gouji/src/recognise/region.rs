use std::collections::BTreeSet;

use super::abreast;
use super::classes::Classes;
use super::heading::Heading;
use super::labels::{DASHES, titled, without_tail};
use super::running::Running;
use super::title_cell::title_in;
use super::top::names_unit;
use super::unread::unknown_table;
use super::variant::Variant;
use super::{Disclosure, Said, Table, rows, said};
use crate::amount;
use crate::report::Unread;
use crate::rulebook::{Rulebook, normal};
use crate::source::{Address, Cell, Layout, Range, Sheet, endings};

/// Rows without amounts between a table's last row and its title on the next page.
const MOST_ROWS_BETWEEN_PAGES: usize = 60;

/// The shortest and the longest title of a table that the rulebook does not know, in characters.
const SHORTEST_TITLE: usize = 5;
const LONGEST_TITLE: usize = 40;

/// Cells with content in a row of headings at least; a line that names office and unit has fewer.
const FEWEST_HEADINGS: usize = 3;

/// Rows with content from a title to the first amounts at most.
const MOST_ROWS_ABOVE_AMOUNTS: usize = 8;

/// Rows of a sheet from one title to the next.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The table's places in the rulebook: more than one where it has variants, none where the
    /// rulebook does not know it.
    pub(super) specs: Vec<usize>,
    /// The title as printed.
    pub(super) title: String,
    /// Rows that bear the title: the first, and those that repeat it at a page break.
    titles: BTreeSet<u32>,
    /// First row.
    pub(super) from: u32,
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
            Some(last)
                if last.specs == specs
                    && !end.is_over()
                    && !last.is_whole(sheet, row, rulebook)
                    && !last.begins_anew(sheet, row, rulebook) =>
            {
                last.titles.insert(row);
            }
            _ => {
                std::mem::take(&mut end).close(&mut regions, row);
                regions.push(Region::from(row, specs, title));
            }
        }
        end = End::default();
    }
    end.close(&mut regions, u32::MAX);
    let name = without_ending(&sheet.name);
    let specs = titled(name, rulebook);
    if regions.is_empty() && !specs.is_empty() {
        let mut whole = Region::from(0, specs, name.to_owned());
        whole.titles.clear();
        regions.push(whole);
    }
    regions
}

/// The titles on a sheet and the tables that they may be of: those that [`find`] starts from.
pub(super) fn titles(sheet: &Sheet, rulebook: &Rulebook) -> Vec<(String, usize)> {
    let pieces = abreast::apart(sheet, rulebook);
    let rows = pieces.iter().flat_map(|piece| piece.rows());
    let mut found: Vec<(Vec<usize>, String)> = rows
        .filter_map(|(_, cells)| title_in(cells, rulebook))
        .collect();
    if found.is_empty() {
        let name = without_ending(&sheet.name);
        found.push((titled(name, rulebook), name.to_owned()));
    }
    let each = found
        .into_iter()
        .flat_map(|(specs, title)| specs.into_iter().map(move |spec| (title.clone(), spec)));
    each.collect()
}

/// A sheet's name without the ending of the file that it may be named after: 收支总表.csv.
fn without_ending(name: &str) -> &str {
    let ending = |it: &(&str, &str)| endings().any(|known| it.1.eq_ignore_ascii_case(known));
    name.rsplit_once('.')
        .filter(ending)
        .map_or(name, |(name, _)| name)
}

/// Rows with content at the top of a sheet among which its title stands.
const MOST_ROWS_ABOVE_A_TITLE: usize = 4;

/// Whether a sheet has titles, and none of them is that of the table that may go on there.
pub(super) fn is_of_another(sheet: &Sheet, regions: &[Region], open: Option<usize>) -> bool {
    if !regions.is_empty() {
        let goes_on = |region: &Region| region.specs.iter().any(|spec| Some(*spec) == open);
        return !regions.iter().any(goes_on);
    }
    let mut top = sheet.rows().take(MOST_ROWS_ABOVE_A_TITLE);
    top.any(|(_, cells)| matches!(cells, [cell] if is_other_title(cell)))
}

/// Where a table ends because another begins that the rulebook does not know.
#[derive(Default)]
struct End {
    /// Whether amounts were seen beneath the last title, and whether headings of columns were.
    amounts: bool,
    headed: bool,
    /// The other table's title and its row.
    title: Option<(u32, String)>,
    /// Whether amounts were seen beneath that: it is no page heading.
    other: bool,
    /// Rows of headings above the first amounts.
    head: Vec<String>,
    /// A line alone in its row, and whether a unit line followed that: 机关运行经费, 单位:万元.
    line: Option<(u32, String, bool)>,
    /// Running text beneath the table.
    running: Running,
}

impl End {
    fn see(&mut self, row: u32, cells: &[Cell]) {
        self.announce(row, cells);
        match (&self.title, cells) {
            (None, [cell]) if (self.amounts || self.headed) && is_other_title(cell) => {
                self.title = Some((row, cell.text().trim().to_owned()));
            }
            (None, _) if self.amounts => {}
            (Some(_), _) if self.other => {}
            _ if cells.iter().any(is_amount) => {
                self.amounts = true;
                self.other = self.title.is_some();
            }
            _ => {}
        }
        self.headed |= cells.len() >= FEWEST_HEADINGS;
    }

    /// Sees whether another table begins whose title does not say that it is one: a line, a line of office and unit of
    /// amounts, and headings that are not those of this table.
    fn announce(&mut self, row: u32, cells: &[Cell]) {
        let headings = cells.len() >= FEWEST_HEADINGS && !cells.iter().any(is_amount);
        let texts = || {
            cells
                .iter()
                .map(|cell| normal(cell.text()))
                .collect::<String>()
        };
        if !self.amounts {
            self.head.extend(headings.then(texts));
            return;
        }
        let line = self.line.take().filter(|_| self.title.is_none());
        self.line = match (line, cells) {
            (Some((at, title, _)), _) if names_unit(cells) => Some((at, title, true)),
            (Some((at, title, true)), _) if headings => {
                self.title = Some((at, title)).filter(|_| !self.head.contains(&texts()));
                None
            }
            (_, [cell]) if may_be_title(&normal(cell.text())) => {
                Some((row, cell.text().trim().to_owned(), false))
            }
            _ => None,
        };
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

/// A title without what it says behind a dash: 基本支出预算明细表—工资福利支出.
fn without_dash(text: &str) -> &str {
    match text.split_once(DASHES) {
        Some((title, more)) if title.ends_with('表') && !more.ends_with('表') => title,
        _ => text,
    }
}

/// Whether a text alone in its row can only be the title of a table: `项目支出绩效目标表`. A number
/// before the last character makes it the number of a table: `公开05表`.
pub(crate) fn is_other_title(cell: &Cell) -> bool {
    let text = normal(cell.text());
    let text = without_tail(without_dash(&text));
    let named = text
        .strip_suffix('表')
        .filter(|name| !name.ends_with(|c: char| c.is_ascii_digit() || c == '空'));
    named.is_some() && may_be_title(text)
}

/// Whether a text in normal form may be a title: no sentence, and neither too short nor too long.
fn may_be_title(text: &str) -> bool {
    let length = text.chars().count();
    let sentence = text.contains(['，', '。', ',', ':', ';']);
    (SHORTEST_TITLE..=LONGEST_TITLE).contains(&length) && !sentence
}

fn is_amount(cell: &Cell) -> bool {
    matches!(amount::parse(cell.text()), Ok(Some(_)))
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

    /// Whether the row with amounts nearest above another of its titles is a total: what follows is
    /// the table once more, not its next page.
    fn is_whole(&self, sheet: &Sheet, row: u32, rulebook: &Rulebook) -> bool {
        let above = (self.from..row).rev().take(MOST_ROWS_BETWEEN_PAGES);
        let mut above = above.map(|row| sheet.row(row));
        let last = above.find(|cells| cells.iter().any(is_amount));
        last.is_some_and(|cells| self.is_total(cells, rulebook))
    }

    /// Whether the first row with amounts is a total beneath the title and beneath another of its titles too: that is
    /// the table once more.
    fn begins_anew(&self, sheet: &Sheet, row: u32, rulebook: &Rulebook) -> bool {
        let begins = |from: u32, to: u32| {
            let rows = sheet.rows().skip_while(move |&(at, _)| at <= from);
            let rows = rows.take_while(move |&(at, _)| at < to);
            let mut rows = rows.take(MOST_ROWS_ABOVE_AMOUNTS);
            let first = rows.find(|(_, cells)| {
                let blank = cells.len() == 1 && self.is_total(cells, rulebook);
                cells.iter().any(is_amount) || blank
            });
            first.is_some_and(|(_, cells)| self.is_total(cells, rulebook))
        };
        begins(self.from, row) && begins(row, u32::MAX)
    }

    /// Whether a row is labelled as a total of the table.
    fn is_total(&self, cells: &[Cell], rulebook: &Rulebook) -> bool {
        let specs = self.specs.iter();
        let specs = specs.filter_map(|&spec| rulebook.tables.get(spec));
        let parts = || specs.clone().flat_map(|spec| &spec.parts);
        cells.iter().any(|cell| {
            let label = normal(cell.text());
            parts().any(|part| part.is_total(&label))
        })
    }

    /// What is to be said of a table that the rulebook does not know.
    pub(super) fn unknown(&self, sheet: &Sheet) -> Option<Unread> {
        self.specs
            .is_empty()
            .then(|| unknown_table(sheet, self.from, &self.title, self.rows(sheet)))
    }

    /// The tables that it may be, where there are amounts beneath its title.
    pub(super) fn with_amounts(&self, sheet: &Sheet) -> &[usize] {
        let mut cells = self.rows(sheet).flat_map(|(_, cells)| cells);
        match cells.any(is_amount) {
            true => &self.specs,
            false => &[],
        }
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
            years: heading.years().clone(),
            same_headings: heading.twice(),
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
