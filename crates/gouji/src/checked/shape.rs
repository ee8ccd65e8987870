//! Whether the tables are read alike once what is certain is put right.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::amount::{self, Amount};
use crate::order::Gather;
use crate::recognise::{Disclosure, FigureId, Hints, Row, Table, Value, recognise};
use crate::repair::Proposal;
use crate::report::Confidence;
use crate::rulebook::Rulebook;
use crate::source::{Address, Book, Cell, Content, Number, Sheet};

/// What stands in cells of a sheet once corrections are in place; `None` for nothing.
type Changes = BTreeMap<Address, Option<Content>>;

/// Cells of a book that is copied, where others hold it too, at most.
const MOST_COPIED: usize = 50_000;

/// Corrections are not certain in a table that has other rows or columns once all that is certain is
/// in place: which rows are totals and which are units may hang on the sums. Where that is another table, whose code
/// was mistyped and is borne out only then, none is.
pub(super) fn doubt(
    book: &mut Arc<Book>,
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    proposals: &mut [Proposal],
) {
    let certain: BTreeMap<FigureId, &str> = proposals
        .iter()
        .filter(|it| is_certain(it))
        .map(|it| (it.figure, it.correction.to.as_str()))
        .gather();
    if certain.is_empty() {
        return;
    }
    let changes = changes(book, disclosure, &certain);
    // What is put back to what was read is read as it was.
    if changes.is_empty() {
        return;
    }
    let cells = book.sheets.iter().map(Sheet::len).sum::<usize>();
    let mut copy = None;
    let book = if Arc::strong_count(book) > 1 && cells <= MOST_COPIED {
        Some(copy.insert(Book::clone(book)))
    } else {
        Arc::get_mut(book)
    };
    let Some(book) = book else { return };
    let again = read_again(book, rulebook, &changes);
    let tables = 0..rulebook.tables.len();
    let other: BTreeSet<usize> = tables
        .filter(|&place| !alike(disclosure.table(place), again.table(place)))
        .collect();
    let table = |figure: FigureId| Some(disclosure.figures.get(figure)?.table);
    let corrected: BTreeSet<usize> = certain.keys().filter_map(|&it| table(it)).gather();
    let elsewhere = !other.is_subset(&corrected);
    for proposal in proposals.iter_mut().filter(|it| is_certain(it)) {
        let own = table(proposal.figure).is_some_and(|table| other.contains(&table));
        if own || elsewhere {
            proposal.correction.confidence = Confidence::Likely;
        }
    }
}

/// What is recognised with the changes in place; the book is as before then.
fn read_again(
    book: &mut Book,
    rulebook: &Rulebook,
    changes: &BTreeMap<usize, Changes>,
) -> Disclosure {
    let mut before = Vec::new();
    for (&place, changes) in changes {
        if let Some(sheet) = book.sheets.get_mut(place) {
            let changed = sheet.with(changes);
            before.push((place, std::mem::replace(sheet, changed)));
        }
    }
    let again = recognise(book, rulebook, Hints::default());
    for (place, sheet) in before {
        if let Some(own) = book.sheets.get_mut(place) {
            *own = sheet;
        }
    }
    again
}

fn is_certain(proposal: &Proposal) -> bool {
    proposal.correction.confidence == Confidence::Certain
}

/// What is certain, and what was put into figures since they were read, by sheet.
fn changes(
    book: &Book,
    disclosure: &Disclosure,
    certain: &BTreeMap<FigureId, &str>,
) -> BTreeMap<usize, Changes> {
    let mut changes: BTreeMap<usize, Changes> = BTreeMap::new();
    let tables = disclosure.tables.iter();
    let own = tables.flat_map(|table| table.figures.clone().map(move |id| (table, id)));
    for (table, id) in own {
        let sheet = book.sheets.get(table.sheet);
        let Some(figure) = disclosure.figures.get(id) else {
            continue;
        };
        let cell = sheet.and_then(|sheet| sheet.cell(figure.at));
        let now = match (certain.get(&id), figure.value) {
            (Some(to), _) => amount::parse(to).ok().flatten(),
            (None, Value::Amount(_) | Value::Blank) => figure.value.amount(),
            _ => continue,
        };
        // What is no amount stands for none.
        let before = cell.and_then(|cell| amount::parse(cell.text()).ok().flatten());
        if before.map(Amount::printed) != now.map(Amount::printed) {
            let content = now.map(|amount| content(cell, amount));
            let own = changes.entry(table.sheet).or_default();
            own.insert(figure.at, content);
        }
    }
    changes
}

/// What a cell holds that is to show an amount.
fn content(cell: Option<&Cell>, amount: Amount) -> Content {
    let text = amount.to_string();
    match cell.map(|cell| &cell.content) {
        Some(Content::Text(_)) => Content::Text(text),
        _ => Content::Number(Number {
            amount: Some(amount),
            text,
            fixed: true,
        }),
    }
}

/// Whether two readings of a table have the same rows and columns in the same cells.
fn alike(one: Option<&Table>, other: Option<&Table>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none() && other.is_none();
    };
    let mut parts = one.parts.iter().zip(&other.parts);
    (one.sheet, one.parts.len()) == (other.sheet, other.parts.len())
        && parts.all(|(one, other)| {
            let rows = |(one, other): (&Row, &Row)| (one.at, &one.key) == (other.at, &other.key);
            one.columns == other.columns
                && one.rows.len() == other.rows.len()
                && one.rows.iter().zip(&other.rows).all(rows)
        })
}
