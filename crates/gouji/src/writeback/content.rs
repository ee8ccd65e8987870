//! What a corrected cell is to hold: a number where numbers stand, a text where amounts are texts.

use super::formula::Value;
use crate::amount::{self, Amount};
use crate::source::{Address, Cell, Content, Sheet};

/// How far up and down a column is looked for amounts.
const NEAR: u32 = 200;

/// What a corrected cell is to hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// Nothing.
    Blank,
    /// A number.
    Number(Amount),
    /// A number as text.
    Text(String),
}

impl Wanted {
    /// What a cell is to hold to show an amount. A cell with a number or an amount as text stays
    /// one; a blank one becomes what the amounts near it are.
    pub(super) fn of(sheet: &Sheet, at: Address, to: Option<Amount>) -> Self {
        let Some(amount) = to else {
            return Self::Blank;
        };
        let own = sheet.cell(at).filter(|cell| is_amount(cell));
        let Some(model) = own.or_else(|| nearest(sheet, at)) else {
            return Self::Number(amount);
        };
        match &model.content {
            Content::Text(text) => {
                let own = if own.is_some() { text.as_str() } else { "" };
                Self::Text(dressed(amount, own, has_separators(sheet, at)))
            }
            _ => Self::Number(amount),
        }
    }
}

/// What a cell counts for in the formulas of others.
pub(super) fn value(wanted: &Wanted) -> Value {
    match wanted {
        Wanted::Blank => Value::Blank,
        Wanted::Number(amount) => Value::Number(amount.stored()),
        Wanted::Text(text) => Value::Text(text.clone()),
    }
}

fn is_amount(cell: &Cell) -> bool {
    match &cell.content {
        Content::Number(_) => true,
        Content::Text(text) => matches!(amount::parse(text), Ok(Some(_))),
        Content::Formula => true,
        Content::Other(_) => false,
    }
}

/// The nearest amount in the column, or else in the row.
fn nearest(sheet: &Sheet, at: Address) -> Option<&Cell> {
    column(sheet, at)
        .find(|cell| is_amount(cell))
        .or_else(|| sheet.row(at.row).iter().rev().find(|cell| is_amount(cell)))
}

/// The cells of a column, the nearest first.
fn column(sheet: &Sheet, at: Address) -> impl Iterator<Item = &Cell> {
    (1..NEAR).flat_map(move |distance| {
        let above = at.row.checked_sub(distance);
        let rows = [above, at.row.checked_add(distance)];
        rows.into_iter()
            .flatten()
            .filter_map(move |row| sheet.cell(Address::new(row, at.column)))
    })
}

/// Whether amounts of the column that are texts separate thousands.
fn has_separators(sheet: &Sheet, at: Address) -> bool {
    let own = sheet.cell(at);
    own.into_iter().chain(column(sheet, at)).any(|cell| {
        let text = matches!(cell.content, Content::Text(_)) && is_amount(cell);
        text && cell.text().contains([',', '，'])
    })
}

/// An amount as text, with what stood around the one before.
fn dressed(amount: Amount, before: &str, separators: bool) -> String {
    let around = |c: &char| c.is_whitespace() || matches!(c, '\u{200b}' | '¥' | '￥' | '\'');
    let front: String = before.chars().take_while(around).collect();
    let mut back: Vec<char> = before
        .chars()
        .rev()
        .take_while(|c| c.is_whitespace())
        .collect();
    back.reverse();
    let digits = amount.to_string();
    let digits = if separators { grouped(&digits) } else { digits };
    let back: String = back.into_iter().collect();
    format!("{front}{digits}{back}")
}

/// Digits with a comma at every thousand.
pub(super) fn grouped(digits: &str) -> String {
    let (sign, rest) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = match rest.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (rest, String::new()),
    };
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(place);
        if place > 0 && left.is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_as_they_are_written() {
        for (to, before, separators, text) in [
            ("1234.50", "1,434.50　", true, "1,234.50　"),
            ("-1234567.00", " ￥9", true, " ￥-1,234,567.00"),
            ("88.97", "89.97", false, "88.97"),
            ("88.97", "'89.97", false, "'88.97"),
            ("123.00", "", true, "123.00"),
        ] {
            let amount = amount::parse(to).unwrap().unwrap();
            assert_eq!(dressed(amount, before, separators), text);
        }
    }

    #[test]
    fn a_blank_cell_becomes_what_is_near() {
        let cell = |row, column, content| Cell {
            at: Address::new(row, column),
            content,
        };
        let text = |text: &str| Content::Text(text.to_owned());
        let sheet = Sheet::new(
            "s".into(),
            true,
            Vec::new(),
            vec![
                cell(0, 0, text("名称")),
                cell(1, 0, text("1,200.00")),
                cell(2, 1, Content::Formula),
            ],
        );
        let to = amount::parse("3400.00").unwrap();
        let wanted = |row, column| Wanted::of(&sheet, Address::new(row, column), to);
        assert_eq!(wanted(3, 0), Wanted::Text("3,400.00".into()));
        assert!(matches!(wanted(3, 1), Wanted::Number(_)));
        assert!(matches!(wanted(9, 9), Wanted::Number(_)));
        assert_eq!(Wanted::of(&sheet, Address::new(1, 0), None), Wanted::Blank);
    }
}
