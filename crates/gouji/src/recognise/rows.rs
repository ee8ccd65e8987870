mod all_offices;
mod columns;
mod content;
mod fixed;
mod own;
mod projects;
mod single;
mod totals;

use std::cell::OnceCell;

pub(super) use content::holds_something;
use content::{holds_amount, is_line};

use super::classes::Classes;
use super::disclosure::{Part, Row, RowKey};
use super::figures::{Figures, merged_amounts};
use super::heading::{Heading, PartColumns};
use super::labels::{is_placeholder, numbers_columns};
use super::region::Region;
use super::row_labels::{LabelReader, Labels};
use super::title_cell::is_table_number;
use super::top::repeats_head;
use super::{Disclosure, Table, budget_units, hidden, items, unread_in};
use crate::amount::{self, AmountError};
use crate::order::Order;
use crate::report::UnreadKind;
use crate::rulebook::{PartSpec, RowsKind, TableSpec, normal};
use crate::source::{Address, Cell, Range, Sheet};

/// The longest name of a project, in characters; a longer text without amounts is a note.
const LONGEST_NAME: usize = 80;

/// How the label of a subtotal ends; it repeats what its rows say, as 其中 says some of the row above.
const SUBTOTAL: &str = "小计";

/// Where the rows of a table are read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) region: &'a Region,
    pub(super) sheet: &'a Sheet,
    pub(super) spec: &'a TableSpec,
    pub(super) heading: &'a Heading,
    pub(super) headings: &'a [u32],
    pub(super) classes: &'a Classes,
}

/// Reads the rows beneath the headings into the table.
pub(super) fn read(disclosure: &mut Disclosure, table: &mut Table, source: &Source<'_>) {
    let first = source.headings.last().copied();
    let mut rows = Vec::new();
    for (row, cells) in source
        .region
        .rows(source.sheet)
        .skip_while(|&(row, _)| first.is_some_and(|last| row <= last))
    {
        let repeated = source.region.is_title(row)
            || repeats_head(source.sheet, source.headings, cells)
            || numbers_columns(cells);
        if repeated {
            table.head.push(row);
        } else {
            rows.push(row);
        }
    }
    table.head.put_in_order();
    table.head.dedup();
    let parts = source.spec.parts.iter().zip(&source.heading.parts);
    for (index, (spec, columns)) in parts.enumerate() {
        if spec.optional && !columns.is_there() {
            table
                .parts
                .push(Part::without_rows(columns.amounts.clone()));
            continue;
        }
        let rows = source.heading.rows_of(index, &rows);
        let body = first.map_or(0, |last| last.saturating_add(1));
        let merged = merged_amounts(source.sheet, body, &columns.amounts);
        let of = (index, table.unit);
        let figures = Figures::new(disclosure, (table.spec, &source.spec.id), of, merged);
        let mut reader = Reader::new(source, spec, columns, figures);
        match spec.rows {
            RowsKind::Item => reader.items(&rows),
            RowsKind::Single => reader.single(&rows),
            _ => reader.keyed(&rows),
        }
        table.amounts = table.amounts.saturating_add(reader.figures.count());
        table.padded_codes.append(&mut reader.padded);
        table.parts.push(reader.finish());
    }
    columns::unread(disclosure, table, source, &rows);
    own::take_up(disclosure, table, source);
    hidden::find(table, source);
}

/// Reads one part of a table.
struct Reader<'a> {
    source: &'a Source<'a>,
    spec: &'a PartSpec,
    columns: &'a PartColumns,
    labels: LabelReader<'a>,
    figures: Figures<'a>,
    part: Part,
    /// The budget unit's row that was read last.
    unit: Option<usize>,
    /// The code that was read last.
    code: String,
    /// Whether the row of that code names no office: it is that of all.
    is_of_all: bool,
    /// The fixed items that the sheet has.
    paired: Vec<usize>,
    /// Rows with amounts that were not understood.
    unread: Vec<u32>,
    /// How many rows are labelled as totals, and how many with amounts have no code; counted when first asked for.
    uncoded: OnceCell<(usize, usize)>,
    /// Cells of codes whose leading zero was restored.
    padded: Vec<Address>,
}

impl<'a> Reader<'a> {
    fn new(
        source: &'a Source<'a>,
        spec: &'a PartSpec,
        columns: &'a PartColumns,
        figures: Figures<'a>,
    ) -> Self {
        let labels = LabelReader {
            sheet: source.sheet,
            spec,
            columns,
            unknown: &source.heading.unknown,
            classes: source.classes,
        };
        let amounts = columns.amounts.iter().enumerate();
        let some = amounts.filter(|(_, at)| at.is_some_and(|at| source.heading.is_some(at)));
        let part = Part {
            some: some.map(|(place, _)| place).collect(),
            columns: columns.amounts.clone(),
            labels: labels.columns(),
            name: columns.name.or(labels.columns().first().copied()),
            ..Part::default()
        };
        Self {
            source,
            spec,
            columns,
            labels,
            figures,
            part,
            unit: None,
            code: String::new(),
            is_of_all: false,
            uncoded: OnceCell::new(),
            paired: Vec::new(),
            unread: Vec::new(),
            padded: Vec::new(),
        }
    }

    /// Rows with codes or projects.
    fn keyed(&mut self, rows: &[u32]) {
        for &row in rows {
            let labels = self.labels.labels(row, &self.code);
            if self.is_beyond(row, labels.code.is_some()) {
                self.unread(row, &labels.name);
                continue;
            }
            if let Some(above) = self.summed_above(row, &labels.name) {
                self.copy(above, row);
                continue;
            }
            let all = [labels.name.as_str(), labels.project.as_str()]
                .into_iter()
                .find(|text| !text.is_empty());
            if let Some(total) = self.total(row, &labels) {
                self.unit = None;
                self.push(row, RowKey::Total, total);
            } else if let Some(key) = self.key(row, &labels) {
                let name = match key {
                    RowKey::Project { .. } if !labels.project.is_empty() => labels.project,
                    RowKey::Project { ref name, .. } if !self.spec.rows.has_projects() => {
                        name.clone()
                    }
                    RowKey::Unit(_) if all.is_none_or(|it| it.ends_with(SUBTOTAL)) => labels.unit,
                    _ => all.unwrap_or_default().to_owned(),
                };
                self.push(row, key, name);
            } else if self.has_amounts(row) || all.is_some() {
                self.unread(row, all.unwrap_or_default());
            }
        }
    }

    /// Whether a row of a table of projects stands beneath its total and a blank row: something
    /// else begins there.
    fn is_beyond(&self, row: u32, has_code: bool) -> bool {
        let last = self.part.rows.last();
        let total = last.filter(|last| last.key == RowKey::Total && self.part.rows.len() > 1);
        let blank = |above: u32| {
            let mut between = above.saturating_add(1)..row;
            between.any(|row| self.source.sheet.row(row).is_empty())
        };
        let projects = self.spec.rows.has_projects() && !has_code;
        projects && total.is_some_and(|total| blank(total.at))
    }

    fn key(&mut self, row: u32, labels: &Labels) -> Option<RowKey> {
        let project = normal(&labels.project);
        if let Some(code) = &labels.code {
            self.padded.extend(self.labels.padded(row));
            if let Some(name) = self.office_beneath(row, code) {
                let code = code.clone();
                return Some(RowKey::Project { code, name });
            }
            // Beneath its subject a project may have the subject's code and stand in the column of names.
            let again = self.columns.project.is_none() && self.code == *code;
            let project = match again {
                true => normal(&labels.name),
                false => project,
            };
            self.code.clone_from(code);
            let is_project = self.spec.rows.has_projects() && !project.is_empty();
            return Some(match is_project {
                true => RowKey::Project {
                    code: code.clone(),
                    name: project,
                },
                false => RowKey::Code(code.clone()),
            });
        }
        let text = if project.is_empty() {
            normal(&labels.name)
        } else {
            project.clone()
        };
        if let Some(item) = items::named(&text, &self.spec.items) {
            return Some(self.item(&text, &item.path));
        }
        let summed = text.is_empty() || text.ends_with(SUBTOTAL);
        if summed && !labels.unit.is_empty() && self.has_amounts(row) {
            self.unit = None;
            return Some(RowKey::Unit(normal(&labels.unit)));
        }
        if summed || self.is_note(row, &text) {
            return None;
        }
        let named = self.figures.is_unit(&text) || budget_units::is_name(&text);
        let is_unit = match self.spec.rows {
            RowsKind::FunctionProject => project.is_empty() && (named || self.code.is_empty()),
            RowsKind::Project => self.figures.is_unit(&text),
            _ => named,
        };
        if is_unit && self.has_amounts(row) {
            self.unit = None;
            return Some(RowKey::Unit(text));
        }
        let code = self.code.clone();
        let is_project = match self.spec.rows {
            RowsKind::FunctionProject => !project.is_empty() || self.has_amounts(row),
            rows => rows.has_projects(),
        };
        is_project.then_some(RowKey::Project { code, name: text })
    }

    /// The office whose share of a subject a row beneath the subject's tells, with the same code: the subject's own
    /// row names none.
    fn office_beneath(&mut self, row: u32, code: &str) -> Option<String> {
        if self.spec.rows != RowsKind::Function {
            return None;
        }
        let office = normal(&self.labels.office(row));
        let beneath = self.is_of_all && self.code == code && !office.is_empty();
        self.is_of_all = beneath || office.is_empty();
        beneath.then_some(office)
    }

    /// Whether a text without amounts beside it is a remark and not the name of a row.
    fn is_note(&self, row: u32, text: &str) -> bool {
        let remark = text.chars().count() > LONGEST_NAME
            || text.ends_with('。')
            || text.starts_with('注')
            || text.starts_with("备注");
        !self.has_amounts(row) && (remark || !self.spec.rows.has_projects() || self.has_words(row))
    }

    /// Whether words stand where amounts should: a line for signatures.
    fn has_words(&self, row: u32) -> bool {
        self.cells(row).any(|cell| {
            is_line(cell.text()) || amount::parse(cell.text()) == Err(AmountError::NotANumber)
        })
    }

    fn has_amounts(&self, row: u32) -> bool {
        self.cells(row).any(holds_amount)
    }

    /// The cells with content in a row's columns of amounts.
    fn cells(&self, row: u32) -> impl Iterator<Item = &'a Cell> {
        let sheet = self.source.sheet;
        let amounts = self.columns.amounts.iter().flatten();
        amounts.filter_map(move |&column| sheet.cell(Address::new(row, column)))
    }

    /// A project of a name that its code has already is another project.
    fn unique(&self, key: RowKey) -> RowKey {
        let again = matches!(key, RowKey::Project { .. }) && self.part.index.contains_key(&key);
        if again {
            key.apart(self.part.rows.len())
        } else {
            key
        }
    }

    /// The part as it was read. What stands beneath its total is no part of it; where no total ends it,
    /// rows that follow at once are.
    fn finish(mut self) -> Part {
        let last = self.part.rows.last();
        let ended = last.is_none_or(|row| row.key == RowKey::Total && self.part.rows.len() > 1);
        let last = last.map_or(0, |row| row.at);
        let follows = |row: u32| !ended && row == last.saturating_add(1);
        let is_within = |&row: &u32| row < last || follows(row);
        // A part of which nothing was read but rows with amounts were not is not blank.
        let nothing = self.figures.count() == 0;
        self.part.unread_rows = self.unread.iter().any(|row| nothing || is_within(row));
        if self.spec.rows == RowsKind::FunctionProject && self.columns.project.is_none() {
            let has_code = |row: &Row| self.labels.labels(row.at, "").code.is_some();
            let coded: Vec<bool> = self.part.rows.iter().map(has_code).collect();
            projects::settle(&mut self.part, &coded, self.figures.disclosure);
        }
        budget_units::settle(&mut self.part, self.spec.rows, self.figures.disclosure);
        self.part.all_offices = all_offices::end(&self.part, self.figures.disclosure);
        self.part
    }

    fn push(&mut self, row: u32, key: RowKey, name: String) {
        let key = self.unique(key);
        let index = self.part.rows.len();
        let first = self
            .figures
            .row(self.source.sheet, row, index, &self.columns.amounts);
        let is_unit = matches!(key, RowKey::Unit(_));
        self.part.push(Row {
            key,
            name,
            at: row,
            unit: self.unit,
            first,
        });
        if is_unit {
            self.unit = Some(index);
        }
    }

    /// Whether a row is some of the item directly above it, which no rows are added up for.
    fn is_within_item(&self, row: u32, text: &str) -> bool {
        let last = self.part.rows.last();
        let above = last.filter(|last| last.at.checked_add(1) == Some(row));
        let Some(RowKey::Item(path)) = above.map(|above| &above.key) else {
            return false;
        };
        let paired = self.paired.iter();
        let mut paired = paired.filter_map(|&item| self.spec.items.get(item));
        let divided = paired.any(|item| items::is_within(&item.path, path));
        items::is_part(&normal(text)) && !divided
    }

    /// Lists a row that was not understood; zeros in it keep nothing back.
    fn unread(&mut self, row: u32, text: &str) {
        // The number of the table that follows.
        if matches!(self.source.sheet.row(row), [cell] if is_table_number(cell.text())) {
            return;
        }
        let amounts = self.cells(row).any(holds_something);
        if !amounts && is_placeholder(text) {
            return;
        }
        let within = text.trim().ends_with(SUBTOTAL) || self.is_within_item(row, text);
        if amounts && !within {
            self.pass_over(row);
        }
        self.list(row, text);
    }

    /// Lists a row that is not judged.
    fn list(&mut self, row: u32, text: &str) {
        let amounts = self.cells(row).any(holds_something);
        let column = self.part.labels.first().copied().unwrap_or(0);
        let at = Address::new(row, column);
        let kind = if amounts {
            UnreadKind::Row
        } else {
            UnreadKind::Note
        };
        if amounts || !text.is_empty() {
            let range = Range { start: at, end: at };
            let unread = unread_in(kind, self.source.sheet, range, &self.source.spec.id, text);
            self.figures.disclosure.unread.push(unread);
        }
    }
}
