//! Changes to the cells of a sheet.

use std::collections::BTreeMap;

use super::sheet::{CellAt, Element, FormulaAt, Layout};
use crate::source::{Address, Range, Sheet};
use crate::writeback::WriteError;
use crate::writeback::content::Wanted;
use crate::writeback::formula::moved;
use crate::writeback::splice::{Splices, attribute_in, escaped};

/// What is to become of a cell.
#[derive(Clone, Debug)]
pub(super) struct CellEdit {
    pub(super) at: Address,
    pub(super) wanted: Wanted,
    /// What its formula gives, where that stays.
    pub(super) computed: Option<String>,
}

/// A sheet's XML while its cells are changed.
pub(super) struct Cells<'a> {
    pub(super) text: &'a str,
    pub(super) layout: &'a Layout,
    pub(super) sheet: &'a Sheet,
    pub(super) splices: Splices,
}

impl Cells<'_> {
    /// Puts the edits in place, which are ascending. Gives whether a formula was removed.
    pub(super) fn edit(&mut self, edits: &[CellEdit]) -> Result<bool, WriteError> {
        let mut removed = Vec::new();
        let mut missing: BTreeMap<u32, Vec<&CellEdit>> = BTreeMap::new();
        for edit in edits {
            self.refuse_arrays(edit)?;
            let mut formulas = self.layout.formulas.iter();
            let formula = formulas.rfind(|formula| formula.at == edit.at);
            match self.layout.cells.get(&edit.at) {
                Some(cell) => {
                    removed.extend(formula.filter(|_| edit.computed.is_none()));
                    self.change(cell, formula, edit);
                }
                None if edit.wanted == Wanted::Blank => {}
                None => missing.entry(edit.at.row).or_default().push(edit),
            }
        }
        for (row, edits) in missing {
            self.add(row, &edits);
        }
        let gone = |formula: &&&FormulaAt| formula.shared.is_some() && !formula.text.is_empty();
        for formula in removed.iter().filter(gone) {
            self.release(formula, edits)?;
        }
        Ok(!removed.is_empty())
    }

    fn refuse_arrays(&self, edit: &CellEdit) -> Result<(), WriteError> {
        let inside = |formula: &FormulaAt| {
            let range = formula.array.as_deref().and_then(range_of);
            let several = range.filter(|range| range.start != range.end);
            several.is_some_and(|range| range.contains(edit.at))
        };
        match self.layout.formulas.iter().any(inside) {
            true => Err(WriteError::Array {
                sheet: self.sheet.name.clone(),
                at: edit.at,
            }),
            false => Ok(()),
        }
    }

    fn change(&mut self, cell: &CellAt, formula: Option<&FormulaAt>, edit: &CellEdit) {
        let kept = formula.filter(|_| edit.computed.is_some());
        let (kind, content) = self.content(edit);
        let tag = self.tag(cell, kind, kept.is_some());
        for place in &cell.contents {
            self.splices.replace(place.clone(), String::new());
        }
        if let (Some(formula), None) = (formula, kept) {
            self.splices.replace(formula.place.clone(), String::new());
        }
        if cell.element.empty {
            let end = format!("</{}c>", self.layout.prefix);
            let whole = if content.is_empty() {
                tag
            } else {
                format!(
                    "{}>{content}{end}",
                    tag.trim_end_matches('>').trim_end_matches('/')
                )
            };
            self.splices.replace(cell.element.tag.clone(), whole);
            return;
        }
        self.splices.replace(cell.element.tag.clone(), tag);
        let first = cell.contents.first().map(|place| place.start);
        let behind = kept.map(|formula| formula.place.end);
        let at = first.or(behind).unwrap_or(cell.element.tag.end);
        self.splices.insert(at, content);
    }

    /// A cell's start tag with the given type; the mark of a dynamic array goes with its formula.
    fn tag(&self, cell: &CellAt, kind: Option<&str>, formula_stays: bool) -> String {
        let mut tag = self
            .text
            .get(cell.element.tag.clone())
            .unwrap_or_default()
            .to_owned();
        let same = cell.kind.as_deref().unwrap_or("n") == kind.unwrap_or("n");
        let mut remove = |name: &str| {
            if let Some(place) = attribute_in(&tag, name) {
                tag.replace_range(place, "");
            }
        };
        if !formula_stays {
            remove("cm");
        }
        if same {
            return tag;
        }
        remove("t");
        match kind {
            None => tag,
            Some(kind) => {
                let closing = if tag.ends_with("/>") { 2 } else { 1 };
                let at = tag.len().saturating_sub(closing);
                let front = tag.get(..at).unwrap_or_default().trim_end();
                let back = tag.get(at..).unwrap_or_default();
                format!("{front} t=\"{kind}\"{back}")
            }
        }
    }

    /// The type and the content of a cell.
    fn content(&self, edit: &CellEdit) -> (Option<&'static str>, String) {
        let prefix = &self.layout.prefix;
        let value = |digits: &str| format!("<{prefix}v>{digits}</{prefix}v>");
        match (&edit.computed, &edit.wanted) {
            (Some(digits), Wanted::Blank) if digits.is_empty() => {
                (Some("str"), format!("<{prefix}v></{prefix}v>"))
            }
            (Some(digits), _) => (None, value(digits)),
            (None, Wanted::Blank) => (None, String::new()),
            (None, Wanted::Number(amount)) => (None, value(&amount.stored().to_string())),
            (None, Wanted::Text(text)) => {
                let space = if text.trim() == text {
                    ""
                } else {
                    " xml:space=\"preserve\""
                };
                let text = escaped(text);
                let inline =
                    format!("<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>");
                (Some("inlineStr"), inline)
            }
        }
    }

    /// Adds cells to a row that lacks them, or the row itself.
    fn add(&mut self, row: u32, edits: &[&CellEdit]) {
        let prefix = self.layout.prefix.clone();
        let Some(known) = self.layout.row(row) else {
            let cells: String = edits.iter().map(|edit| self.cell(edit, None)).collect();
            let number = row.saturating_add(1);
            let whole = format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
            self.add_row(row, whole);
            return;
        };
        let style = known.style.as_deref();
        let mut own = self.layout.cells.range(Address::new(row, 0)..);
        let mut own = own.by_ref().take_while(|(at, _)| at.row == row).peekable();
        let mut inside = String::new();
        for edit in edits {
            while own.next_if(|(at, _)| **at < edit.at).is_some() {}
            let whole = self.cell(edit, style);
            match own.peek() {
                Some((_, next)) => self.splices.insert(next.element.tag.start, whole),
                None if known.element.empty => inside.push_str(&whole),
                None => self.splices.insert(known.element.end, whole),
            }
        }
        if !inside.is_empty() {
            self.fill(&known.element, "row", &inside);
        }
    }

    fn add_row(&mut self, row: u32, whole: String) {
        let data = &self.layout.data;
        if data.empty {
            self.fill(&data.clone(), "sheetData", &whole);
        } else {
            self.splices.insert(self.layout.before_row(row), whole);
        }
    }

    /// Gives content to an element that has none.
    fn fill(&mut self, element: &Element, name: &str, content: &str) {
        let tag = self.text.get(element.tag.clone()).unwrap_or_default();
        let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        let prefix = &self.layout.prefix;
        let whole = format!("{open}>{content}</{prefix}{name}>");
        self.splices.replace(element.tag.clone(), whole);
    }

    /// A new cell in the style of its row, its column, or the nearest cell of its column.
    fn cell(&self, edit: &CellEdit, row: Option<&str>) -> String {
        let prefix = &self.layout.prefix;
        let near = || {
            let column = |(at, _): &(&Address, &CellAt)| at.column == edit.at.column;
            let above = self.layout.cells.range(..edit.at).rev().find(column);
            let below = || self.layout.cells.range(edit.at..).find(column);
            above.or_else(below)?.1.style.clone()
        };
        let column = || {
            let own =
                |(first, last, _): &&(u32, u32, String)| (*first..=*last).contains(&edit.at.column);
            self.layout
                .columns
                .iter()
                .find(own)
                .map(|(.., style)| style.clone())
        };
        let style = row.map(str::to_owned).or_else(column).or_else(near);
        let style = style.map_or_else(String::new, |style| format!(" s=\"{}\"", escaped(&style)));
        let (kind, content) = self.content(edit);
        let kind = kind.map_or_else(String::new, |kind| format!(" t=\"{kind}\""));
        format!(
            "<{prefix}c r=\"{}\"{style}{kind}>{content}</{prefix}c>",
            edit.at
        )
    }

    /// Gives each cell that shared the formula of another its own, since that one is gone.
    fn release(&mut self, gone: &FormulaAt, edits: &[CellEdit]) -> Result<(), WriteError> {
        let stays = |formula: &&FormulaAt| {
            let own = edits.iter().find(|edit| edit.at == formula.at);
            own.is_none_or(|edit| edit.computed.is_some())
        };
        let others = self.layout.formulas.iter();
        let others = others.filter(|other| other.shared == gone.shared && other.text.is_empty());
        for other in others.filter(stays) {
            let text = moved(&gone.text, distance(gone.at, other.at));
            let text = text.ok_or_else(|| WriteError::Array {
                sheet: self.sheet.name.clone(),
                at: gone.at,
            })?;
            let prefix = &self.layout.prefix;
            let whole = format!("<{prefix}f>{}</{prefix}f>", escaped(&text));
            self.splices.replace(other.place.clone(), whole);
        }
        Ok(())
    }
}

/// Rows and columns from one cell to another.
pub(super) fn distance(from: Address, to: Address) -> (i64, i64) {
    let by = |from: u32, to: u32| i64::from(to).saturating_sub(i64::from(from));
    (by(from.row, to.row), by(from.column, to.column))
}

fn range_of(text: &str) -> Option<Range> {
    let text = text.replace('$', "");
    let (start, end) = text.split_once(':').unwrap_or((&text, &text));
    Some(Range {
        start: Address::parse(start)?,
        end: Address::parse(end)?,
    })
}
