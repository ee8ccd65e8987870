//! Numbers in files that hold text alone: what a spreadsheet wrote there may have lost zeros.

use super::{Cell, Content, Number};
use crate::amount;

/// Makes numbers of the texts that are some, where no decimal zero stands at the end of any: then
/// zeros were left out, and `12.5` may be 12.50.
pub(super) fn numbers(cells: &mut [Cell]) {
    let is_number = |cell: &&mut Cell| is_number(cell.text());
    let mut found = cells.iter_mut().filter(is_number);
    if found.any(|cell| cell.text().contains('.') && cell.text().ends_with('0')) {
        return;
    }
    for cell in cells.iter_mut().filter(is_number) {
        let amount = amount::parse(cell.text()).ok().flatten();
        cell.content = Content::Number(Number {
            amount,
            text: cell.text().to_owned(),
            fixed: false,
        });
    }
}

/// Digits with separators and a point; a zero in front makes a code of them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split('.').next().unwrap_or_default();
    let code = whole.len() > 1 && whole.starts_with('0');
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    !code && !whole.is_empty() && digits.chars().all(plain) && amount::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Address;

    fn kinds(texts: &[&str]) -> Vec<bool> {
        let cell = |(row, text): (u32, &&str)| Cell {
            at: Address::new(row, 0),
            content: Content::Text((*text).to_owned()),
        };
        let mut cells: Vec<Cell> = (0..).zip(texts).map(cell).collect();
        numbers(&mut cells);
        let number = |cell: &Cell| matches!(cell.content, Content::Number(_));
        cells.iter().map(number).collect()
    }

    #[test]
    fn numbers_unless_the_file_shows_zeros() {
        let texts = ["12.5", "1,234", "-3", "05", "甲1", "0", "0.5", ".", "1.2.3"];
        let expected = [true, true, true, false, false, true, true, false, false];
        assert_eq!(kinds(&texts), expected);
        assert_eq!(kinds(&["12.5", "3", "4.50"]), [false; 3]);
    }
}
