//! Relations and series, checked against the tables.

use std::collections::BTreeMap;

use toml::Spanned;

use super::entries::{RelationEntry, SeriesEntry, SeriesPart};
use super::formula::{self, ColumnRef, Formula, Reference, Rows, TableRef, Term};
use super::text::normal;
use super::{PartRef, RelationSpec, Rulebook, RulebookError, RulebookFault, SeriesSpec};
use crate::order::Gather;

/// Adds the relations of a file. One with a formula that the base has too takes its place.
pub(super) fn add(
    source: &str,
    entries: Vec<RelationEntry>,
    book: &mut Rulebook,
) -> Result<(), RulebookError> {
    let places = book.relations.iter().enumerate();
    let mut places: BTreeMap<String, usize> = places
        .map(|(place, known)| (normal(&known.text), place))
        .rev()
        .gather();
    for entry in entries {
        let relation = relation(source, entry, book)?;
        let place = *places
            .entry(normal(&relation.text))
            .or_insert(book.relations.len());
        match book.relations.get_mut(place) {
            Some(known) => *known = relation,
            None => book.relations.push(relation),
        }
    }
    Ok(())
}

/// Adds the series of a file. One with an identifier that the base has too takes its place.
pub(super) fn add_series(
    source: &str,
    entries: Vec<SeriesEntry>,
    book: &mut Rulebook,
) -> Result<(), RulebookError> {
    for entry in entries {
        let series = series(source, entry, book)?;
        match book.series.iter_mut().find(|known| known.id == series.id) {
            Some(known) => *known = series,
            None => book.series.push(series),
        }
    }
    Ok(())
}

fn relation(
    source: &str,
    entry: RelationEntry,
    book: &Rulebook,
) -> Result<RelationSpec, RulebookError> {
    let start = entry.formula.span().start.saturating_add(1);
    let text = entry.formula.into_inner();
    let place = |(at, fault)| RulebookError::at(source, start.saturating_add(at), fault);
    let formula = formula::parse(&text).map_err(place)?;
    for term in formula.terms() {
        let at = term.reference.at;
        known(&term.reference, book).map_err(|fault| place((at, fault)))?;
    }
    let unless = entry.unless.into_iter();
    let unless = unless.map(|text| sum(source, text.span().start, text.as_ref(), book));
    Ok(RelationSpec {
        formula,
        text,
        say: entry.say,
        basis: entry.basis,
        advisory: entry.advisory,
        borne_out: entry.borne_out,
        unless: unless.collect::<Result<_, _>>()?,
    })
}

fn series(source: &str, entry: SeriesEntry, book: &Rulebook) -> Result<SeriesSpec, RulebookError> {
    let at = entry.total.span().start;
    let total = reference(source, at, entry.total.as_ref(), book)?;
    let parts = entry.parts.into_iter();
    let part = |part: Spanned<SeriesPart>| {
        let at = part.span().start;
        let (text, name) = match part.into_inner() {
            SeriesPart::Reference(text) => (text, None),
            SeriesPart::Named(part) => (part.figure, Some(part.name)),
        };
        let reference = reference(source, at, &text, book)?;
        Ok(PartRef { reference, name })
    };
    Ok(SeriesSpec {
        id: entry.id,
        title: entry.title,
        kind: entry.kind,
        total,
        parts: parts.map(part).collect::<Result<_, _>>()?,
    })
}

/// A sum, whose text begins with a quotation mark at the given byte.
fn sum(
    source: &str,
    start: usize,
    text: &str,
    book: &Rulebook,
) -> Result<Vec<Term>, RulebookError> {
    let place =
        |(at, fault)| RulebookError::at(source, start.saturating_add(at).saturating_add(1), fault);
    let terms = formula::parse_sum(text).map_err(place)?;
    for term in &terms {
        known(&term.reference, book).map_err(|fault| place((term.reference.at, fault)))?;
    }
    Ok(terms)
}

/// A single reference, whose text begins with a quotation mark at the given byte.
pub(super) fn reference(
    source: &str,
    start: usize,
    text: &str,
    book: &Rulebook,
) -> Result<Reference, RulebookError> {
    let place =
        |(at, fault)| RulebookError::at(source, start.saturating_add(at).saturating_add(1), fault);
    let reference = formula::parse_reference(text).map_err(place)?;
    known(&reference, book).map_err(|fault| place((reference.at, fault)))?;
    Ok(reference)
}

/// Whether the rulebook has the table, the row and the column that a reference means.
pub(super) fn known(reference: &Reference, book: &Rulebook) -> Result<(), RulebookFault> {
    let TableRef::Id(id) = &reference.table else {
        return Ok(());
    };
    let (_, table) = book
        .table(id)
        .ok_or_else(|| RulebookFault::UnknownTable(id.clone()))?;
    match &reference.column {
        ColumnRef::Name(name) if table.columns_named(name).next().is_none() => {
            return Err(RulebookFault::UnknownColumn {
                table: id.clone(),
                column: name.clone(),
            });
        }
        ColumnRef::Only if table.parts.iter().any(|part| part.columns.len() != 1) => {
            return Err(RulebookFault::ColumnNeeded(id.clone()));
        }
        _ => {}
    }
    match &reference.rows {
        Rows::Item(path) if !table.has_item(path) => Err(RulebookFault::UnknownRow {
            table: id.clone(),
            row: path.clone(),
        }),
        _ => Ok(()),
    }
}

impl RelationSpec {
    /// Whether it hangs on sums of amounts, not only on what is blank, that it is judged.
    pub(crate) fn applies_by_sums(&self) -> bool {
        self.borne_out || self.unless.iter().any(|sum| sum.len() > 1)
    }

    /// All that it refers to.
    pub(super) fn references(&self) -> impl Iterator<Item = &Reference> {
        let terms = Formula::terms(&self.formula).chain(self.unless.iter().flatten());
        terms.map(|term| &term.reference)
    }

    /// Whether it refers to the table of an identifier.
    pub(super) fn mentions(&self, table: &str) -> bool {
        self.references().any(|reference| reference.is_to(table))
    }
}

impl SeriesSpec {
    /// All that it refers to.
    pub(super) fn references(&self) -> impl Iterator<Item = &Reference> {
        let parts = self.parts.iter().map(|part| &part.reference);
        std::iter::once(&self.total).chain(parts)
    }

    /// Whether it refers to the table of an identifier.
    pub(super) fn mentions(&self, table: &str) -> bool {
        self.references().any(|reference| reference.is_to(table))
    }
}

impl Reference {
    fn is_to(&self, table: &str) -> bool {
        matches!(&self.table, TableRef::Id(id) if id == table)
    }
}
