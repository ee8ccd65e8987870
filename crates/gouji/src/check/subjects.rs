//! Rows with subject codes, as the rules on codes and names look at them.

use super::Context;
use crate::catalogue::{self, Entry};
use crate::recognise::{Disclosure, Part, Row, RowKey, Table};
use crate::report::{CellRef, Role};
use crate::rulebook::{RowsKind, TableSpec, normal, without_enumerator};
use crate::source::Address;

/// Cells that a finding on rows names at most.
const MOST_CELLS: usize = 12;

/// A part of a table that has subject codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodedPart<'a> {
    pub(super) table: &'a Table,
    pub(super) spec: &'a TableSpec,
    pub(super) part: &'a Part,
    pub(super) kind: RowsKind,
}

/// A row with a subject code of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) of: CodedPart<'a>,
    /// Its place in the part.
    pub(super) place: usize,
    pub(super) row: &'a Row,
    pub(super) code: &'a str,
}

impl<'a> Context<'a> {
    /// The parts of tables that have subject codes.
    pub(super) fn coded_parts(&self) -> impl Iterator<Item = CodedPart<'a>> + use<'a> {
        let rulebook = self.rulebook;
        self.disclosure.tables.iter().flat_map(move |table| {
            let spec = rulebook.tables.get(table.spec);
            spec.into_iter().flat_map(move |spec| {
                let parts = spec.parts.iter().zip(&table.parts);
                let coded = parts.filter(|(spec, _)| spec.rows.has_codes());
                coded.map(move |(part_spec, part)| CodedPart {
                    table,
                    spec,
                    part,
                    kind: part_spec.rows,
                })
            })
        })
    }

    /// The rows with a subject code of their own, table by table.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Subject<'a>> + use<'a> {
        self.coded_parts().flat_map(CodedPart::subjects)
    }
}

impl<'a> CodedPart<'a> {
    /// Its rows with a subject code of their own.
    pub(super) fn subjects(self) -> impl Iterator<Item = Subject<'a>> {
        let rows = self.part.rows.iter().enumerate();
        rows.filter_map(move |(place, row)| match &row.key {
            RowKey::Code(code) => Some(Subject {
                of: self,
                place,
                row,
                code,
            }),
            _ => None,
        })
    }

    /// Whether its codes are economic ones.
    pub(super) fn is_economic(self) -> bool {
        self.kind == RowsKind::Economic
    }
}

impl<'a> Subject<'a> {
    /// Its name as printed, without a code or an enumerator before it.
    pub(super) fn name(&self) -> &'a str {
        let name = self.row.name.trim();
        let name = name.strip_prefix(self.code).unwrap_or(name);
        let counts = |c: char| c.is_ascii_digit() || " .-—–_:：、．　".contains(c);
        without_enumerator(name.trim()).trim_start_matches(counts)
    }

    /// Its code and its name.
    pub(super) fn title(&self) -> String {
        match self.name() {
            "" => self.code.to_owned(),
            name => format!("{} {name}", self.code),
        }
    }

    /// What the catalogue says of its code.
    pub(super) fn entry(&self) -> Option<&'static Entry> {
        match self.of.is_economic() {
            true => catalogue::economic(self.code),
            false => catalogue::function(self.code),
        }
    }

    /// Where its label stands, as people say it: `表3 D9`.
    pub(super) fn label(&self) -> String {
        format!("{} {}", self.of.spec.short, self.at())
    }

    /// Its label as a finding points at it.
    pub(super) fn cell(&self, role: Option<Role>) -> CellRef {
        CellRef {
            sheet: self.of.table.sheet_name.clone(),
            cell: self.at().to_string(),
            table: self.of.spec.id.clone(),
            row: self.code.to_owned(),
            column: "科目名称".to_owned(),
            value: self.row.name.trim().to_owned(),
            role,
        }
    }

    /// Whether any of its figures is an amount other than zero.
    pub(super) fn has_amount(&self, disclosure: &Disclosure) -> bool {
        let columns = 0..self.of.part.columns.len();
        let figures = columns.filter_map(|column| self.of.part.figure(self.place, column));
        let mut figures = figures.filter_map(|id| disclosure.figures.get(id));
        figures.any(|figure| {
            let column = self.of.spec.parts.get(figure.part);
            let column = column.and_then(|part| part.columns.get(figure.column));
            figure.value.is_printed() && column.is_none_or(|column| !column.beside)
        })
    }

    fn at(&self) -> Address {
        Address::new(self.row.at, self.of.part.name.unwrap_or(0))
    }
}

/// Labels as a finding points at them, the first one primary.
pub(super) fn cells<'a>(subjects: impl Iterator<Item = &'a Subject<'a>>) -> Vec<CellRef> {
    let cell = |(place, subject): (usize, &Subject<'_>)| {
        subject.cell((place == 0).then_some(Role::Primary))
    };
    subjects.take(MOST_CELLS).enumerate().map(cell).collect()
}

/// What level a code is of.
pub(super) fn level(code: &str) -> &'static str {
    match code.len() {
        3 => "类",
        5 => "款",
        _ => "项",
    }
}

/// The code above one: `20805` above `2080502`; `None` above a 类.
pub(super) fn above(code: &str) -> Option<&str> {
    let length = code.len().checked_sub(2).filter(|&length| length >= 3)?;
    code.get(..length)
}

/// Whether one of two names is the beginning of the other, as when a cell cuts it off.
pub(super) fn is_cut(one: &str, other: &str) -> bool {
    let (one, other) = (normal(one), normal(other));
    let long = one.chars().count().min(other.chars().count()) >= 4;
    long && (one.starts_with(&other) || other.starts_with(&one))
}
