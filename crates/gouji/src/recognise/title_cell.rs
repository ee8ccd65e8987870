//! The cell of a row that is a table's title, and what else stands in it.

use super::labels::{titled, unit_line};
use super::top::MOST_CELLS_BESIDE_A_TITLE;
use crate::rulebook::{Rulebook, normal};
use crate::source::Cell;

/// The tables that a row may be the title of, and the title.
pub(super) fn title_in(cells: &[Cell], rulebook: &Rulebook) -> Option<(Vec<usize>, String)> {
    cells_of_a_title(cells)?.iter().find_map(|cell| {
        let text = cell.text().trim();
        let mut titles = std::iter::once(text).chain(before_other_lines(text));
        titles.find_map(|title| {
            let specs = titled(title, rulebook);
            (!specs.is_empty()).then(|| (specs, title.trim().to_owned()))
        })
    })
}

/// The cells of a row that may be a title: few, or what was one merged cell, written out into each.
fn cells_of_a_title(cells: &[Cell]) -> Option<&[Cell]> {
    let first = cells.first()?;
    let same = || cells.iter().all(|cell| cell.text() == first.text());
    match cells.len() {
        0..=MOST_CELLS_BESIDE_A_TITLE => Some(cells),
        _ => cells.get(..1).filter(|_| same()),
    }
}

/// What stands in a cell before the table's number or the unit line: `收支总表　　单位：万元`.
fn before_other_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
    let lines = ends.filter_map(|at| text.split_at_checked(at));
    let other = |line: &str| is_table_number(line) || !unit_line(line).is_empty();
    let lines = lines.filter(move |(_, behind)| other(behind.trim()));
    lines.map(|(before, _)| before)
}

/// Whether a text is nothing but the number of a table: `公开01表`, `附表3`.
pub(super) fn is_table_number(text: &str) -> bool {
    let text = normal(text);
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let says = |c: char| counts(c) || "表附公开预算部门单位第-()".contains(c);
    text.contains('表') && text.contains(counts) && text.chars().all(says)
}

#[cfg(test)]
mod tests {
    use super::{before_other_lines, is_table_number};

    #[test]
    fn a_title_ends_before_the_other_lines_of_its_cell() {
        for (text, title) in [
            ("收支总表　　公开01表", Some("收支总表")),
            (
                "附表1  收支总表          单位：万元",
                Some("附表1  收支总表"),
            ),
            (
                "部门公开表1 2025年收支总表 部门：某局 单位：万元",
                Some("部门公开表1 2025年收支总表"),
            ),
            ("收支总表\n编制单位：某局", Some("收支总表")),
            ("某市 某局收支总表", None),
        ] {
            let found = before_other_lines(text)
                .map(str::trim)
                .filter(|it| it.ends_with("总表"));
            assert_eq!(found.last(), title, "{text}");
        }
        assert!(!is_table_number("收支总表1") && !is_table_number("附表"));
    }
}
