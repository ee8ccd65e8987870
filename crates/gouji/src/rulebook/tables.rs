//! Tables, their parts and columns.

use crate::order::Order;
use toml::Spanned;

use super::entries::{ColumnEntry, ColumnsEntry, FullColumn, PartEntry, Shared, TableEntry};
use super::file::labels;
use super::text::{alternatives, normal};
use super::{
    ColumnSpec, PartSpec, RowsKind, Rulebook, RulebookError, RulebookFault, TableSpec, outline,
    relations,
};

/// Adds the tables of a file, which share some columns. One that the base has too takes its place.
pub(super) fn add(
    source: &str,
    entries: Vec<TableEntry>,
    shared: &Shared,
    book: &mut Rulebook,
) -> Result<(), RulebookError> {
    let mut own: Vec<String> = Vec::new();
    let mut replaced = Vec::new();
    for entry in entries {
        let at = entry.id.span().start;
        let table = table(source, entry, shared, book)?;
        if own.contains(&table.id) {
            let fault = RulebookFault::Duplicate(table.id);
            return Err(RulebookError::at(source, at, fault));
        }
        own.push(table.id.clone());
        match book.tables.iter_mut().find(|known| known.id == table.id) {
            Some(known) => {
                replaced.push((table.id.clone(), at));
                *known = table;
            }
            None => book.tables.push(table),
        }
    }
    for (id, at) in replaced.clone() {
        let like = book.tables.iter().find(|it| it.id == id);
        let parts = like.map_or_else(Vec::new, |it| it.parts.clone());
        let seconds = book
            .tables
            .iter_mut()
            .filter(|it| it.second.as_ref() == Some(&id));
        for second in seconds {
            second.parts.clone_from(&parts);
            replaced.push((second.id.clone(), at));
        }
    }
    replaced
        .iter()
        .try_for_each(|(id, at)| still_sound(source, id, *at, book))
}

/// Whether what the base says of a table holds of the one in its place.
fn still_sound(source: &str, id: &str, at: usize, book: &Rulebook) -> Result<(), RulebookError> {
    let relations = book.relations.iter().filter(|spec| spec.mentions(id));
    for spec in relations {
        for reference in spec.references() {
            relations::known(reference, book).map_err(|fault| {
                let formula = spec.text.clone();
                let fault = Box::new(fault);
                RulebookError::at(source, at, RulebookFault::BaseFormula { formula, fault })
            })?;
        }
    }
    for spec in book.series.iter().filter(|spec| spec.mentions(id)) {
        for reference in spec.references() {
            relations::known(reference, book).map_err(|fault| {
                let series = spec.id.clone();
                let fault = Box::new(fault);
                RulebookError::at(source, at, RulebookFault::BaseSeries { series, fault })
            })?;
        }
    }
    Ok(())
}

fn table(
    source: &str,
    entry: TableEntry,
    shared: &Shared,
    book: &Rulebook,
) -> Result<TableSpec, RulebookError> {
    let at = entry.id.span().start;
    let id = entry.id.into_inner();
    let mut titles = vec![normal(&entry.title)];
    titles.extend(labels(source, &entry.aliases)?);
    titles.order_by_key(|title| std::cmp::Reverse(title.len()));
    titles.dedup();
    let parts = entry.part.into_iter();
    let parts = parts.map(|entry| part(source, &id, entry, shared, book));
    let mut parts = parts.collect::<Result<Vec<_>, _>>()?;
    if parts.is_empty() == entry.second.is_none() {
        let fault = RulebookFault::PartsOrSecond(id);
        return Err(RulebookError::at(source, at, fault));
    }
    if let Some(first) = &entry.second {
        let like = book.tables.iter().find(|it| it.id == *first.as_ref());
        let like = like.ok_or_else(|| {
            let fault = RulebookFault::UnknownTable(first.as_ref().clone());
            RulebookError::at(source, first.span().start, fault)
        })?;
        parts.clone_from(&like.parts);
    }
    Ok(TableSpec {
        short: entry.short.unwrap_or_else(|| id.replace('T', "表")),
        id,
        title: entry.title,
        titles,
        required: entry.required,
        duty: entry.duty,
        second: entry.second.map(Spanned::into_inner),
        parts,
    })
}

fn part(
    source: &str,
    table: &str,
    entry: PartEntry,
    shared: &Shared,
    book: &Rulebook,
) -> Result<PartSpec, RulebookError> {
    let at = entry.rows.span().start;
    let rows =
        rows_kind(entry.rows.into_inner()).map_err(|fault| RulebookError::at(source, at, fault))?;
    let items = match entry.items {
        Some(items) => outline::parse(items.as_ref())
            .map_err(|fault| RulebookError::at(source, items.span().start, fault))?,
        None => Vec::new(),
    };
    if rows == RowsKind::Item && items.is_empty() {
        return Err(RulebookError::at(source, at, RulebookFault::ItemsNeeded));
    }
    let first = entry.total.first().map(|total| total.as_ref().clone());
    let total_name = first.unwrap_or_else(|| "总计".to_owned());
    let mut total = labels(source, &entry.total)?;
    let named = |label: &String| items.iter().any(|item| item.labels.contains(label));
    if rows != RowsKind::Item {
        let usual = book.headings.total.iter().filter(|label| !named(label));
        total.extend(usual.cloned());
    }
    Ok(PartSpec {
        rows,
        optional: entry.optional,
        codes: entry.codes,
        label: labels(source, &entry.label)?,
        total,
        total_name,
        items,
        columns: columns(source, table, each(source, entry.columns, shared)?)?,
    })
}

fn rows_kind(name: String) -> Result<RowsKind, RulebookFault> {
    Ok(match name.as_str() {
        "function" => RowsKind::Function,
        "economic" => RowsKind::Economic,
        "item" => RowsKind::Item,
        "project" => RowsKind::Project,
        "function+project" => RowsKind::FunctionProject,
        "single" => RowsKind::Single,
        _ => return Err(RulebookFault::UnknownRows(name)),
    })
}

/// Columns one by one, with those of the lists that are named among them.
fn each(
    source: &str,
    entries: Vec<Spanned<ColumnsEntry>>,
    shared: &Shared,
) -> Result<Vec<Spanned<ColumnEntry>>, RulebookError> {
    let mut columns = Vec::new();
    for entry in entries {
        let span = entry.span();
        match entry.into_inner() {
            ColumnsEntry::One(column) => columns.push(Spanned::new(span, column)),
            ColumnsEntry::Shared(list) => {
                let fault = RulebookFault::UnknownColumns(list.columns.clone());
                let known = shared.get(&list.columns);
                let known = known.ok_or_else(|| RulebookError::at(source, span.start, fault))?;
                columns.extend_from_slice(known);
            }
        }
    }
    Ok(columns)
}

fn columns(
    source: &str,
    table: &str,
    entries: Vec<Spanned<ColumnEntry>>,
) -> Result<Vec<ColumnSpec>, RulebookError> {
    let mut columns: Vec<ColumnSpec> = Vec::new();
    let mut wholes = Vec::new();
    for entry in entries {
        let at = entry.span().start;
        let place = |fault| RulebookError::at(source, at, fault);
        let (column, whole) = column(entry.into_inner()).map_err(place)?;
        if columns.iter().any(|known| known.name == column.name) {
            return Err(place(RulebookFault::Duplicate(column.name)));
        }
        wholes.extend(whole.map(|whole| (columns.len(), whole, at)));
        columns.push(column);
    }
    for (part, whole, at) in wholes {
        let place = columns.iter().position(|column| column.name == whole);
        let fault = || RulebookFault::UnknownColumn {
            table: table.to_owned(),
            column: whole.clone(),
        };
        let place = place.ok_or_else(|| RulebookError::at(source, at, fault()))?;
        if let Some(column) = columns.get_mut(part) {
            column.within = Some(place);
        }
        if is_circular(&columns, part) {
            return Err(RulebookError::at(
                source,
                at,
                RulebookFault::Circular(whole),
            ));
        }
    }
    Ok(columns)
}

/// Whether a column is part of itself, by whatever way.
fn is_circular(columns: &[ColumnSpec], start: usize) -> bool {
    let above = |place: &usize| columns.get(*place).and_then(|column| column.within);
    let mut chain = std::iter::successors(above(&start), above);
    chain.any(|place| place == start)
}

fn column(entry: ColumnEntry) -> Result<(ColumnSpec, Option<String>), RulebookFault> {
    let FullColumn {
        name,
        aliases,
        optional,
        beside,
        within,
    } = match entry {
        ColumnEntry::Full(column) => column,
        ColumnEntry::Name(name) => FullColumn {
            name,
            aliases: Vec::new(),
            optional: false,
            beside: false,
            within: None,
        },
    };
    let path = |text: &String| text.split('/').map(normal).collect();
    let mut headings = vec![path(&name)];
    for alias in &aliases {
        headings.extend(alternatives(alias)?.iter().map(path));
    }
    let column = ColumnSpec {
        name,
        headings,
        optional: optional || beside,
        beside,
        within: None,
    };
    Ok((column, within))
}
