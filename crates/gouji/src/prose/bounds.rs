//! How much of a text is read, so that none takes all time: numbers are compared with those of their paragraph.

use super::claim::{Claim, Reader, Role};
use super::number::Number;

/// Numbers of one paragraph that are read: more than any explanation has.
const IN_PARAGRAPH: usize = 1000;

/// Numbers of a text that are read.
const IN_TEXT: usize = 20_000;

/// Numbers of a paragraph that are read behind so many of the text, and those that are only counted.
pub(super) fn split(numbers: &[Number], before: usize) -> (&[Number], &[Number]) {
    let left = IN_TEXT.saturating_sub(before).min(IN_PARAGRAPH);
    numbers.split_at(left.min(numbers.len()))
}

impl Reader<'_> {
    /// Counts numbers as not understood.
    pub(super) fn pass_over(&mut self, numbers: &[Number]) {
        for number in numbers {
            let (start, end) = (number.start, number.end);
            let draft = self.draft(start, start, end, number.value, Some(number.unit.clone()));
            let role = Role::Detail;
            self.claims.push(Claim { role, ..draft });
        }
    }
}
