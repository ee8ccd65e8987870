//! The labels of a row: its code, its name, its project.

use super::budget_units;
use super::classes::Classes;
use super::code::{from_columns, leading, plain};
use super::heading::PartColumns;
use super::items;
use crate::amount;
use crate::catalogue::{self, CLASS_DIGITS};
use crate::rulebook::{PartSpec, RowsKind, normal};
use crate::source::{Address, Sheet};

/// The labels of a row.
#[derive(Default)]
pub(super) struct Labels {
    pub(super) code: Option<String>,
    pub(super) name: String,
    pub(super) project: String,
    /// The budget unit in a column of its own beside the projects'.
    pub(super) unit: String,
}

/// Headings of a column of budget units beside the one of their projects.
const UNITS: &[&str] = &[
    "单位",
    "部门",
    "单位名称",
    "部门名称",
    "部门(单位)名称",
    "单位(部门)名称",
    "部门(单位)",
    "预算单位",
    "预算单位名称",
    "主管部门",
    "使用单位",
    "采购单位",
    "购买主体",
];

/// Headings of a column of kinds beside the one of projects.
const KINDS: &[&str] = &[
    "类型",
    "类别",
    "项目类型",
    "项目类别",
    "项目分类",
    "项目性质",
    "项目属性",
    "支出类型",
    "支出类别",
    "支出分类",
    "品目大类",
    "采购大类",
    "采购品目大类",
];

/// Rows without a code at most between the first of them and the row whose code says what they are.
const MOST_WITHOUT_CODE: u32 = 3;

/// Reads the labels of a part's rows.
#[derive(Clone, Copy)]
pub(super) struct LabelReader<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) spec: &'a PartSpec,
    pub(super) columns: &'a PartColumns,
    /// Columns that the part does not know, with their headings in normal form.
    pub(super) unknown: &'a [(u32, String)],
    pub(super) classes: &'a Classes,
}

impl LabelReader<'_> {
    /// The columns that hold labels, from left to right.
    pub(super) fn columns(&self) -> Vec<u32> {
        let columns = self.columns;
        columns
            .code
            .iter()
            .copied()
            .chain(columns.name)
            .chain(columns.project)
            .collect()
    }

    /// The label of a total row, wherever among the label columns it stands; where these say nothing, wherever
    /// before the amounts.
    pub(super) fn total_label(&self, row: u32, labels: &Labels) -> Option<String> {
        if labels.code.is_some() {
            return None;
        }
        let mut columns = self.columns();
        if labels.name.is_empty() && labels.project.is_empty() {
            let end = self.columns.amounts.iter().flatten().min();
            let end = end.copied().unwrap_or(0);
            // Behind an amount of the table to the left its label is none of this row.
            let amount = |column: &u32| {
                let text = self.text(row, Some(*column));
                matches!(amount::parse(&text), Ok(Some(_)))
            };
            let from = (0..end).rev().find(amount);
            columns.extend(from.map_or(0, |column| column.saturating_add(1))..end);
        }
        let found = columns.into_iter();
        let found = found.map(|column| self.text(row, Some(column)));
        let mut found = found.filter(|text| self.spec.is_total(&normal(text)));
        found.next()
    }

    /// The labels of a row beneath one with the code `above`.
    pub(super) fn labels(&self, row: u32, above: &str) -> Labels {
        let lengths = self.spec.rows.code_lengths();
        let mut labels = Labels {
            code: None,
            name: self.text(row, self.columns.name),
            project: self.text(row, self.columns.project),
            unit: self.unit(row),
        };
        if !self.spec.rows.has_codes() {
            return labels;
        }
        let cells: Vec<String> = self
            .columns
            .code
            .iter()
            .map(|&column| self.code_text(row, column))
            .collect();
        labels.code = from_columns(&cells, above, lengths);
        if labels.code.is_none() && cells.iter().all(String::is_empty) {
            let name = normal(&labels.name);
            labels.code = match leading(&plain(&name), lengths) {
                Some(coded) => Some(coded.code),
                None => self.named(row, &name, above),
            };
        } else if labels.code.is_none() {
            match self.by_levels(row, above) {
                Some((code, name)) => (labels.code, labels.name) = (Some(code), name),
                None => self.glued(&cells, &mut labels, lengths),
            }
        }
        let of_office = |code: &String| self.is_code_of_office(code, &normal(&labels.name));
        if labels.code.as_ref().is_some_and(of_office) {
            labels.code = None;
        }
        labels
    }

    /// Whether what stands for a 类 is the number of an office, which has as many digits.
    fn is_code_of_office(&self, code: &str, name: &str) -> bool {
        let entry = match self.spec.rows {
            RowsKind::Economic => catalogue::economic(code),
            _ => catalogue::function(code),
        };
        let name = name.strip_prefix(code).unwrap_or(name);
        code.len() == CLASS_DIGITS
            && budget_units::is_name(name)
            && !entry.is_some_and(|it| it.is_named(name))
    }

    /// The budget unit in a column of its own, in a table of projects; where there is none, the kind of project.
    fn unit(&self, row: u32) -> String {
        match self.spec.rows {
            RowsKind::Project => self.text(row, self.beside(UNITS).or_else(|| self.beside(KINDS))),
            _ => String::new(),
        }
    }

    /// The budget unit in a column of its own.
    pub(super) fn office(&self, row: u32) -> String {
        self.text(row, self.beside(UNITS))
    }

    /// The column beneath one of some headings that the part does not know.
    fn beside(&self, headings: &[&str]) -> Option<u32> {
        let mut unknown = self.unknown.iter();
        let headed = unknown.find(|(_, heading)| headings.contains(&heading.as_str()));
        headed.map(|&(column, _)| column)
    }

    /// Cells of a row's code that have lost a leading zero: one digit for a 款 or 项.
    pub(super) fn padded(&self, row: u32) -> impl Iterator<Item = Address> {
        let finer = self.columns.code.iter().skip(1);
        let lost = finer.filter(move |&&column| {
            let text = self.code_text(row, column);
            text.len() == 1 && text.starts_with(|c: char| ('1'..='9').contains(&c))
        });
        lost.map(move |&column| Address::new(row, column))
    }

    /// Whether names may stand for codes, and whether these are economic subjects'.
    fn is_economic(&self) -> Option<bool> {
        match self.spec.rows {
            RowsKind::Function => Some(false),
            RowsKind::Economic => Some(true),
            _ => None,
        }
    }

    /// The code that a name stands for in a table that prints none, or none for what it prints the parts of.
    fn named(&self, row: u32, name: &str, above: &str) -> Option<String> {
        let economic = self.is_economic()?;
        if name.is_empty() || items::named(name, &self.spec.items).is_some() {
            return None;
        }
        let code = self.classes.named(name, above, economic)?;
        let is_whole = || self.stands_above(row, &code) && !above.starts_with(&code);
        (self.columns.code.is_empty() || is_whole()).then_some(code)
    }

    /// Whether the next row with a code has one beneath the given.
    fn stands_above(&self, row: u32, code: &str) -> bool {
        let lengths = self.spec.rows.code_lengths();
        let beneath = (1..=MOST_WITHOUT_CODE).filter_map(|more| row.checked_add(more));
        let mut codes = beneath.filter_map(|row| {
            let cells = self.columns.code.iter();
            let cells: Vec<String> = cells.map(|&column| self.code_text(row, column)).collect();
            from_columns(&cells, code, lengths)
        });
        let next = codes.next();
        next.is_some_and(|next| next.len() > code.len() && next.starts_with(code))
    }

    /// The code and the name of a row whose 类, 款 and 项 stand by name in a column each. What is merged with the row
    /// above counts as there.
    fn by_levels(&self, row: u32, above: &str) -> Option<(String, String)> {
        let economic = self.is_economic()?;
        let columns = &self.columns.code;
        let shown = |&column: &u32| self.sheet.shown(Address::new(row, column));
        let texts = columns
            .iter()
            .map(|column| shown(column).map(|cell| normal(cell.text())));
        let texts: Vec<String> = texts.map(Option::unwrap_or_default).collect();
        let named = |text: &String| !text.contains(|c: char| c.is_ascii_digit());
        if columns.len() < 2 || !texts.iter().all(named) {
            return None;
        }
        let last = texts.iter().rposition(|text| !text.is_empty())?;
        let mut code = String::new();
        for (level, text) in texts.iter().take(last.saturating_add(1)).enumerate() {
            code = match (text.as_str(), level) {
                ("", level) => {
                    let inherited = above.get(..level.saturating_mul(2).saturating_add(3))?;
                    inherited.starts_with(&code).then(|| inherited.to_owned())?
                }
                (class, 0) => self.classes.named(class, "", economic)?,
                (text, _) => self.classes.beneath(&code, text)?,
            };
        }
        Some((code, texts.into_iter().nth(last)?))
    }

    /// A code column that holds the name as well, or the unit's name across its columns.
    fn glued(&self, cells: &[String], labels: &mut Labels, lengths: &[usize]) {
        let Some(text) = cells.iter().find(|text| !text.is_empty()) else {
            return;
        };
        match leading(text, lengths) {
            Some(coded) => {
                labels.name = if labels.name.is_empty() {
                    coded.name.to_owned()
                } else {
                    std::mem::take(&mut labels.name)
                };
                labels.code = Some(coded.code);
            }
            None if labels.name.is_empty() => labels.name.clone_from(text),
            None => {}
        }
    }

    /// A code as text, as [`code::plain`] has it.
    fn code_text(&self, row: u32, column: u32) -> String {
        plain(&normal(&self.text(row, Some(column))))
    }

    /// The text of a cell; nothing for the signs that stand for it.
    pub(super) fn text(&self, row: u32, column: Option<u32>) -> String {
        let cell = column.and_then(|column| self.sheet.cell(Address::new(row, column)));
        let text = cell.map(|cell| cell.text().trim()).unwrap_or_default();
        if amount::is_blank(text) {
            String::new()
        } else {
            text.to_owned()
        }
    }
}
