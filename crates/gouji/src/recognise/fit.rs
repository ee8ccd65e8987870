use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Disclosure, Table, region};
use crate::report::{Unread, UnreadKind};
use crate::rulebook::{Rulebook, TableSpec, normal};
use crate::source::Book;

/// How well a rulebook fits a file, by what it recognised in it. The greater one fits better.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Fit {
    /// Whether the file follows this template, or the rulebook is for all of them.
    suits: bool,
    /// Tables that bear the template's own titles, not such as are usual elsewhere too.
    own: usize,
    /// Tables recognised.
    found: usize,
    /// Amounts in them.
    amounts: usize,
    /// Rows and columns in them that were not understood.
    unread: Reverse<usize>,
    /// Tables that the template asks for and the file lacks.
    missing: Reverse<usize>,
    /// Tables that the template asks for.
    required: usize,
    /// Whether every table and every column is there that the template asks for.
    whole: bool,
    /// Whether a table lacks a column that the template asks for and has one that the template does not know.
    instead: Reverse<bool>,
}

impl Fit {
    /// Compares what was recognised with the template. A file follows a template if it has three
    /// quarters of the tables that it asks for with all their columns, half of them by their own
    /// titles; a rulebook that asks for no table is for every file.
    #[must_use]
    pub fn of(rulebook: &Rulebook, disclosure: &Disclosure) -> Self {
        let tables = rulebook.tables.iter().enumerate();
        let required: Vec<(usize, &TableSpec)> = tables.filter(|(_, spec)| spec.required).collect();
        let tables = required.iter().copied();
        let tables = tables.filter_map(|(place, spec)| Some((spec, disclosure.table(place)?)));
        let there = tables.clone().count();
        let alike = tables
            .filter(|(spec, table)| has_columns(spec, table))
            .count();
        let (found, own) = (disclosure.tables.len(), own(rulebook, disclosure));
        let missing = required.len().saturating_sub(there);
        let unlike = required.len().saturating_sub(alike);
        let follows = unlike.saturating_mul(4) <= required.len();
        let amounts = disclosure.tables.iter().map(|table| table.amounts);
        let not_read = |kind| matches!(kind, UnreadKind::Row | UnreadKind::Column);
        let unread = disclosure
            .unread
            .iter()
            .filter(|unread| not_read(unread.kind));
        Self {
            suits: required.is_empty() || (follows && own.saturating_mul(2) >= found),
            own,
            found,
            amounts: amounts.sum(),
            unread: Reverse(unread.count()),
            missing: Reverse(missing),
            required: required.len(),
            whole: missing == 0 && has_all_columns(rulebook, disclosure),
            instead: Reverse(has_others_instead(rulebook, disclosure)),
        }
    }

    /// Whether a template is followed to the last table and column under titles that are usual
    /// elsewhere, and says more of the file than the rulebook for all of them does.
    #[must_use]
    pub fn says_more_than(&self, other: Self) -> bool {
        self.whole && other.required == 0 && self.found > other.found
    }

    /// Whether what a template calls a missing column is another template's way: the rulebook for all of them finds as
    /// many tables in the file and leaves less of it unread.
    #[must_use]
    pub fn yields_to(&self, other: Self) -> bool {
        let (Reverse(own), Reverse(others)) = (self.unread, other.unread);
        self.instead.0 && other.required == 0 && other.found >= self.found && others < own
    }

    /// Why a rulebook was taken, in one sentence of plain Chinese; `chosen` where the caller named
    /// it.
    #[must_use]
    pub fn reason(&self, rulebook: &Rulebook, chosen: bool) -> String {
        let (title, found, required) = (&rulebook.title, self.found, self.required);
        let Reverse(missing) = self.missing;
        let how = if chosen { "按指定的" } else { "按" };
        match (required, missing) {
            (0, _) if chosen => format!("按指定的“{title}”核对，识别出 {found} 张表"),
            (0, _) => format!("没有相符的地方模板，按“{title}”核对，识别出 {found} 张表"),
            (_, 0) => {
                format!("识别出 {found} 张表，“{title}”规定的 {required} 张全部找到，{how}它核对")
            }
            _ => format!(
                "识别出 {found} 张表，“{title}”规定的 {required} 张中缺 {missing} 张，{how}它核对"
            ),
        }
    }
}

/// The best that a rulebook can fit a file, by the titles in it alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Prospect {
    suits: bool,
    own: usize,
    titled: bool,
    /// How many tables are titled, where none is missing that the template asks for.
    whole: Option<usize>,
    /// Tables that the template asks for.
    required: usize,
}

impl Prospect {
    /// Looks at the titles in a file.
    #[must_use]
    pub fn of(rulebook: &Rulebook, book: &Book) -> Self {
        let mut titled = BTreeSet::new();
        let mut own = BTreeSet::new();
        for sheet in book.sheets.iter().filter(|sheet| sheet.visible) {
            for (title, place) in region::titles(sheet, rulebook) {
                let spec = rulebook.tables.get(place);
                if spec.is_some_and(|spec| bears(spec, &title)) {
                    own.insert(place);
                }
                titled.insert(place);
            }
        }
        let tables = rulebook.tables.iter().enumerate();
        let required = tables.filter(|(_, spec)| spec.required);
        let required: Vec<usize> = required.map(|(place, _)| place).collect();
        let missing = required.iter().filter(|place| !titled.contains(place));
        let missing = missing.count();
        Self {
            suits: required.is_empty() || missing.saturating_mul(4) <= required.len(),
            own: own.len(),
            titled: !titled.is_empty(),
            whole: (missing == 0).then_some(titled.len()),
            required: required.len(),
        }
    }

    /// Whether the rulebook may fit better than another does; one that finds no title never does.
    #[must_use]
    pub fn may_beat(&self, fit: Option<Fit>) -> bool {
        let more = |fit: Fit| fit.required == 0 && self.whole > Some(fit.found);
        let better = |fit: Fit| (self.suits, self.own) >= (fit.suits, fit.own) || more(fit);
        let may_yield = |fit: Fit| fit.instead.0 && self.required == 0;
        self.titled && fit.is_none_or(|fit| better(fit) || may_yield(fit))
    }
}

fn bears(spec: &TableSpec, title: &str) -> bool {
    normal(title).contains(&normal(&spec.title))
}

/// Whether the tables have all columns that the template asks for.
fn has_all_columns(rulebook: &Rulebook, disclosure: &Disclosure) -> bool {
    disclosure.tables.iter().all(|table| {
        let spec = rulebook.tables.get(table.spec);
        spec.is_none_or(|spec| has_columns(spec, table))
    })
}

/// Whether a table lacks a column that the template asks for and has one that the template does not know.
fn has_others_instead(rulebook: &Rulebook, disclosure: &Disclosure) -> bool {
    let tables = disclosure.tables.iter();
    let mut specs = tables.filter_map(|table| Some((rulebook.tables.get(table.spec)?, table)));
    specs.any(|(spec, table)| {
        let of_it = |unread: &Unread| {
            unread.kind == UnreadKind::Column && unread.table.as_deref() == Some(&spec.id)
        };
        !has_columns(spec, table) && disclosure.unread.iter().any(of_it)
    })
}

/// Whether a table has all columns that the template asks for.
fn has_columns(spec: &TableSpec, table: &Table) -> bool {
    let mut parts = spec.parts.iter().zip(&table.parts);
    parts.all(|(spec, part)| {
        let mut columns = spec.columns.iter().enumerate();
        columns.all(|(place, column)| column.optional || part.has_column(spec, place))
    })
}

/// Tables that bear the template's own titles.
fn own(rulebook: &Rulebook, disclosure: &Disclosure) -> usize {
    let tables = disclosure.tables.iter();
    let own = tables.filter(|table| {
        let spec = rulebook.tables.get(table.spec);
        spec.is_some_and(|spec| bears(spec, &table.title))
    });
    own.count()
}
