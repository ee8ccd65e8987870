//! Alignment by display width: a Chinese character takes two columns.

use unicode_width::UnicodeWidthStr;

use crate::output::one_line;

/// On which side a column's texts stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text filled up with blanks to `columns`.
pub(crate) fn pad(text: &str, columns: usize, side: Side) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(text)));
    match side {
        Side::Left => format!("{text}{blanks}"),
        Side::Right => format!("{blanks}{text}"),
    }
}

/// Rows of texts with every column as wide as its widest text, two blanks between columns and none
/// at the end. Control characters are taken out.
pub(crate) fn grid(sides: &[Side], rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|text| one_line(text)).collect())
        .collect();
    let widest = |column: usize| {
        let texts = rows.iter().filter_map(|row| row.get(column));
        texts.map(|text| width(text)).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..sides.len()).map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(sides).zip(&widths);
        let cells: Vec<String> = cells
            .map(|((text, side), columns)| pad(text, *columns, *side))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// An amount with a true minus sign; a blank cell is called so.
pub(crate) fn amount(amount: &str) -> String {
    match amount {
        "" => "空".to_owned(),
        _ => amount.replacen('-', "−", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_display_width() {
        let rows = [["表3", "1.5", "合计"], ["T10 E9", "−12.25", "a"]];
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        let lines = grid(&[Side::Left, Side::Right, Side::Left], &rows);
        assert_eq!(lines, ["表3        1.5  合计", "T10 E9  −12.25  a"]);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let lines = grid(&[Side::Left], &[vec!["a\u{1b}[31m\nb".to_owned()]]);
        assert_eq!(lines, ["a [31m b"]);
    }

    #[test]
    fn amounts_keep_their_places() {
        for (given, shown) in [("-0.10", "−0.10"), ("88.97", "88.97"), ("", "空")] {
            assert_eq!(amount(given), shown);
        }
    }
}
