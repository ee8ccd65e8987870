//! What a reference of a formula can mean in one table.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::index::{RowAt, TableIndex};
use crate::recognise::{RowKey, Table};
use crate::rulebook::TableSpec;
use crate::rulebook::formula::{Formula, Rows};

/// What stands for the placeholders of a formula.
#[derive(Clone, Copy, Default)]
pub(super) struct Binding<'b> {
    /// For `每表`.
    pub(super) table: Option<usize>,
    /// For rows written 各….
    pub(super) key: Option<&'b RowKey>,
    /// The only row of that key in a table, with the table's place in the rulebook.
    pub(super) at: Option<(usize, RowAt)>,
}

/// A key of a table's rows.
pub(super) struct Key<'a> {
    pub(super) key: Cow<'a, RowKey>,
    /// The only row that bears it, where that is plain, with the table's place in the rulebook.
    pub(super) at: Option<(usize, RowAt)>,
}

/// Why a reference has no figures.
#[derive(Clone)]
pub(super) enum Absent {
    /// The formula does not apply to this row.
    NotApplicable,
    /// Something that it needs was not found.
    Missing(String),
}

pub(super) type Found<T> = Result<T, Absent>;

/// A table with its description and its rows.
pub(super) struct Scope<'a> {
    pub(super) spec: &'a TableSpec,
    pub(super) table: &'a Table,
    pub(super) index: &'a TableIndex<'a>,
}

/// How far a formula reaches.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Reach {
    /// It is about each row by itself.
    Row,
    /// It joins rows of one table.
    Table,
    /// It joins tables.
    Tables,
}

impl Reach {
    pub(super) fn of(formula: &Formula) -> Self {
        let mut terms = formula.terms();
        match formula.is_within_table() {
            true if terms.all(|term| term.reference.rows == Rows::Each) => Self::Row,
            true => Self::Table,
            false => Self::Tables,
        }
    }
}

/// The keys of a table's rows that a bound reference takes, each once.
pub(super) fn keys_of<'a>(rows: &Rows, scope: &Scope<'a>, reach: Reach) -> Vec<Key<'a>> {
    let code = |code: &&str| RowKey::Code((*code).to_owned());
    let code = |text: &&str| Key {
        key: Cow::Owned(code(text)),
        at: None,
    };
    let codes = || scope.index.codes.iter();
    match rows {
        Rows::EachCode(None) => codes().map(code).collect(),
        Rows::EachCode(Some(length)) => codes()
            .filter(|code| code.len() == *length)
            .map(code)
            .collect(),
        Rows::EachProject => own_keys(scope, false, |key| matches!(key, RowKey::Project { .. })),
        Rows::EachUnit => own_keys(scope, false, |key| matches!(key, RowKey::Unit(_))),
        Rows::Each if reach != Reach::Tables => own_keys(scope, reach == Reach::Row, |_| true),
        Rows::Each => {
            let total = || Key {
                key: Cow::Owned(RowKey::Total),
                at: None,
            };
            let total = (!scope.index.totals.is_empty()).then(total);
            codes().map(code).chain(total).collect()
        }
        _ => Vec::new(),
    }
}

/// The wanted ones of the keys that rows bear themselves. Row by row, two rows of one subject in a table of one
/// part are two: each agrees with itself, as where several units list their subjects one below the other.
fn own_keys<'a>(scope: &Scope<'a>, by_row: bool, wanted: fn(&RowKey) -> bool) -> Vec<Key<'a>> {
    let table: &'a Table = scope.table;
    let all = table.parts.iter().enumerate().flat_map(|(part, spec)| {
        let rows = spec.rows.iter().enumerate();
        rows.map(move |(row, it)| (&it.key, (part, row)))
    });
    let all = all.filter(|(key, _)| wanted(key));
    let unique = match table.parts.as_slice() {
        [part] => by_row || part.index.len() == part.rows.len(),
        _ => false,
    };
    let mut known = BTreeSet::new();
    let once = all.filter(|(key, _)| unique || known.insert(*key));
    once.map(|(key, at)| Key {
        key: Cow::Borrowed(key),
        at: unique.then_some((table.spec, at)),
    })
    .collect()
}

/// Rows that are added up: none means that the formula does not apply.
pub(super) fn some<'s>(rows: impl Into<Cow<'s, [RowAt]>>) -> Found<Cow<'s, [RowAt]>> {
    let rows = rows.into();
    match rows.is_empty() {
        true => Err(Absent::NotApplicable),
        false => Ok(rows),
    }
}

/// The total row; a blank table needs none.
pub(super) fn total<'s>(scope: &Scope<'s>) -> Found<Cow<'s, [RowAt]>> {
    match scope.index.totals.as_slice() {
        [] if scope.table.amounts == 0 => Err(Absent::NotApplicable),
        [] => Err(Absent::Missing(format!(
            "{}没有找到总计行",
            scope.spec.short
        ))),
        totals => Ok(Cow::Borrowed(totals)),
    }
}

/// The row of an item or of a part's total; where an item has no row, the rows nearest beneath it.
pub(super) fn item(scope: &Scope<'_>, path: &str) -> Found<Vec<RowAt>> {
    for (part, (spec, rows)) in scope.spec.parts.iter().zip(&scope.table.parts).enumerate() {
        let at = |rows: Vec<usize>| rows.into_iter().map(|row| (part, row)).collect();
        if spec.total_name == path {
            if spec.optional && rows.rows.is_empty() {
                return Err(Absent::NotApplicable);
            }
            let total = rows.index.get(&RowKey::Total).cloned();
            let why = || format!("{}没有找到“{path}”行", scope.spec.short);
            return total.map(at).ok_or_else(|| Absent::Missing(why()));
        }
        if let Some(item) = spec.item(path) {
            let own = own_rows(scope, part, item);
            if own.is_empty() && rows.unread_rows {
                let short = &scope.spec.short;
                return Err(Absent::Missing(format!("{short}有未能识别或隐藏的行")));
            }
            return Ok(match own {
                own if own.is_empty() => rows_beneath(scope, part, item),
                own => own,
            });
        }
    }
    Err(Absent::NotApplicable)
}

/// The rows of an item itself; of `各类` those of the codes that have none above them.
fn own_rows(scope: &Scope<'_>, place: usize, item: usize) -> Vec<RowAt> {
    let spec = scope
        .spec
        .parts
        .get(place)
        .and_then(|part| part.items.get(item));
    let (Some(item), Some(part)) = (spec, scope.table.parts.get(place)) else {
        return Vec::new();
    };
    if item.name == EVERY_CLASS {
        let roots = scope.index.roots().into_iter();
        return roots.filter(|&(part, _)| part == place).collect();
    }
    let rows = part.index.get(&RowKey::Item(item.path.clone()));
    rows.into_iter()
        .flatten()
        .map(|&row| (place, row))
        .collect()
}

/// The rows of the nearest items beneath an item.
fn rows_beneath(scope: &Scope<'_>, place: usize, item: usize) -> Vec<RowAt> {
    let items = scope
        .spec
        .parts
        .get(place)
        .map_or(&[][..], |part| &part.items);
    let depth = items.get(item).map_or(0, |item| item.depth);
    let beneath = items.iter().enumerate().skip(item.saturating_add(1));
    let mut found = Vec::new();
    let mut counted: Option<usize> = None;
    for (item, spec) in beneath.take_while(|(_, spec)| spec.depth > depth) {
        if counted.is_some_and(|depth| spec.depth > depth) {
            continue;
        }
        let rows = own_rows(scope, place, item);
        counted = (!rows.is_empty()).then_some(spec.depth);
        found.extend(rows);
    }
    found
}

/// The item of an outline that stands for every 类.
const EVERY_CLASS: &str = "各类";

/// What an item is made up of. Rows that begin with 其中 are some of it, not all.
pub(super) fn beneath<'s>(scope: &Scope<'s>, path: &str) -> Found<Cow<'s, [RowAt]>> {
    let mut parts = scope.spec.parts.iter().enumerate();
    let found = parts.find_map(|(place, spec)| Some((place, spec.item(path)?)));
    let (place, item) = found.ok_or(Absent::NotApplicable)?;
    let rows = rows_beneath(scope, place, item);
    if rows.iter().any(|&row| scope.index.is_some_of(row)) {
        return Err(Absent::NotApplicable);
    }
    some(rows)
}
