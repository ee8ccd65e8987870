//! What cells hold.

use super::super::disclosure::Value;
use super::super::figures::value;
use crate::amount::{self, AmountError};
use crate::source::{Cell, Content};

/// Whether a cell holds something that is an amount, or should be.
pub(super) fn holds_amount(cell: &Cell) -> bool {
    match &cell.content {
        Content::Number(_) | Content::Formula => true,
        Content::Text(text) => {
            let none = matches!(amount::parse(text), Ok(None) | Err(AmountError::NotANumber));
            !none && !is_line(text)
        }
        Content::Other(_) => false,
    }
}

/// Whether a cell holds an amount other than zero.
pub(in super::super) fn holds_something(cell: &Cell) -> bool {
    let zero = matches!(value(&cell.content), Value::Amount(amount) if amount.is_nothing());
    holds_amount(cell) && !zero
}

/// Whether a text is part of a line of signatures or of a page's foot: `联系电话：0909`, `2026年2月3日`, `第2页`.
pub(super) fn is_line(text: &str) -> bool {
    text.contains([':', '：', '页']) || (text.contains('月') && text.trim_end().ends_with('日'))
}
