//! Amounts beside last year's, checked against the tables that they stand in.

use toml::Spanned;

use super::entries::ChangeEntry;
use super::formula::Reference;
use super::{ChangeRow, ChangeSpec, Rulebook, RulebookError, relations};

/// Adds the changes of a file. One with an identifier that the base has too takes its place.
pub(super) fn add(
    source: &str,
    entries: Vec<ChangeEntry>,
    book: &mut Rulebook,
) -> Result<(), RulebookError> {
    for entry in entries {
        let change = change(source, entry, book)?;
        match book.changes.iter_mut().find(|known| known.id == change.id) {
            Some(known) => *known = change,
            None => book.changes.push(change),
        }
    }
    Ok(())
}

/// Drops the changes whose rows or columns are gone.
pub(super) fn retain(book: &mut Rulebook) {
    let mut changes = std::mem::take(&mut book.changes);
    changes.retain(|change| {
        let mut all = change.rows.iter().chain([&change.total]);
        all.all(|row| {
            let known = |it: &Reference| relations::known(it, book).is_ok();
            known(&row.now) && row.before.iter().chain(&row.change).all(known)
        })
    });
    book.changes = changes;
}

fn change(source: &str, entry: ChangeEntry, book: &Rulebook) -> Result<ChangeSpec, RulebookError> {
    let row = |text: &Spanned<String>| {
        let column = |name: &String| {
            let whole = format!("{}.{name}", text.as_ref());
            relations::reference(source, text.span().start, &whole, book)
        };
        Ok(ChangeRow {
            now: column(&entry.now)?,
            before: entry.before.iter().map(column).collect::<Result<_, _>>()?,
            change: entry.change.as_ref().map(column).transpose()?,
        })
    };
    Ok(ChangeSpec {
        total: row(&entry.total)?,
        rows: entry.rows.iter().map(row).collect::<Result<_, _>>()?,
        before: entry.before.clone(),
        id: entry.id,
        title: entry.title,
    })
}
