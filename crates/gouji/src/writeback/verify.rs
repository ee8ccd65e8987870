use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Edit, WriteError};
use crate::amount;
use crate::order::Gather;
use crate::source::{Address, Book, Cell, Content, Sheet};

/// Whether a written file, read again, shows each edit and is otherwise the file that it was.
pub(super) fn verify(before: &Book, after: &Book, edits: &[Edit]) -> Result<(), WriteError> {
    if before.sheets.len() != after.sheets.len() {
        return Err(WriteError::damaged("工作表数目改变"));
    }
    for (place, (before, after)) in before.sheets.iter().zip(&after.sheets).enumerate() {
        let own = edits.iter().filter(|edit| edit.sheet == place);
        let wanted = own.map(|edit| (edit.at, edit.to.as_str())).gather();
        sheet(before, after, wanted)?;
    }
    Ok(())
}

fn sheet(
    before: &Sheet,
    after: &Sheet,
    mut wanted: BTreeMap<Address, &str>,
) -> Result<(), WriteError> {
    let refused = |at| WriteError::NotKept {
        sheet: before.name.clone(),
        at,
    };
    if (&before.name, &before.merges) != (&after.name, &after.merges) {
        return Err(refused(Address::default()));
    }
    let (mut old, mut new) = (cells(before).peekable(), cells(after).peekable());
    loop {
        let at = match (old.peek(), new.peek()) {
            (Some(a), Some(b)) => a.at.min(b.at),
            (Some(a), None) => a.at,
            (None, Some(b)) => b.at,
            (None, None) => break,
        };
        let (a, b) = (
            old.next_if(|cell| cell.at == at),
            new.next_if(|cell| cell.at == at),
        );
        let sound = match wanted.remove(&at) {
            Some(to) => shows(b, to),
            None => a.map(|cell| &cell.content) == b.map(|cell| &cell.content),
        };
        if !sound {
            return Err(refused(at));
        }
    }
    // What is left is blank in both.
    match wanted.into_iter().find(|(_, to)| !to.is_empty()) {
        Some((at, _)) => Err(refused(at)),
        None => Ok(()),
    }
}

fn cells(sheet: &Sheet) -> impl Iterator<Item = &Cell> {
    sheet.rows().flat_map(|(_, cells)| cells)
}

/// Whether a cell shows an amount as it should: zeros at its end may be hidden by its format.
fn shows(cell: Option<&Cell>, to: &str) -> bool {
    let wanted = |value: Decimal| {
        let to = amount::parse(to).ok().flatten();
        to.is_some_and(|to| to.printed() == value)
    };
    match cell.map(|cell| &cell.content) {
        None => to.is_empty(),
        Some(Content::Number(number)) => {
            number.amount.is_some_and(|amount| wanted(amount.printed()))
        }
        Some(Content::Text(text)) => match amount::parse(text) {
            Ok(Some(amount)) => wanted(amount.printed()),
            Ok(None) => to.is_empty(),
            Err(_) => false,
        },
        Some(_) => false,
    }
}
