//! Hidden columns that hold codes alone. They tell what the rows are, and no amounts: what they say
//! is used, so that rows do not look like others because a column is folded away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Content};
use crate::order::Gather;

/// What the headings of such columns say.
const HEADINGS: &[&str] = &["类", "款", "项", "编码", "代码"];

/// What was seen in a column.
#[derive(Default)]
struct Seen {
    heading: bool,
    codes: bool,
    others: bool,
}

/// The columns among those hidden that hold codes beneath a heading for them, and no other number.
pub(super) fn among(cells: &[Cell], is_hidden: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let mut columns: BTreeMap<u32, Seen> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| is_hidden(cell.at.column)) {
        columns.entry(cell.at.column).or_default().see(cell);
    }
    let coded = columns
        .into_iter()
        .filter(|(_, seen)| seen.heading && seen.codes && !seen.others);
    coded.map(|(column, _)| column).gather()
}

impl Seen {
    fn see(&mut self, cell: &Cell) {
        let text = cell.text().trim();
        let is_number = matches!(cell.content, Content::Number(_) | Content::Formula)
            || text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if is_code(text) {
            self.codes = true;
        } else if is_number {
            self.others = true;
        } else {
            self.heading |= HEADINGS
                .iter()
                .any(|&heading| text == heading || (heading.len() > 3 && text.contains(heading)));
        }
    }
}

fn is_code(text: &str) -> bool {
    matches!(text.len(), 1..=3 | 5 | 7) && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Address;

    #[test]
    fn a_hidden_column_of_codes_is_told_from_one_of_amounts() {
        for (texts, coded) in [
            (vec!["科目编码", "208", "20805", "2080502"], true),
            (vec!["款", "05", "", "11"], true),
            (vec!["款", "05", "12.50"], false),
            (vec!["合计", "208"], false),
            (vec!["类", "款"], false),
        ] {
            let cells: Vec<Cell> = texts
                .iter()
                .zip(0..)
                .map(|(text, row)| Cell {
                    at: Address::new(row, 1),
                    content: Content::Text((*text).to_owned()),
                })
                .collect();
            assert_eq!(
                !among(&cells, |column| column == 1).is_empty(),
                coded,
                "{texts:?}"
            );
        }
    }
}
