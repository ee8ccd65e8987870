//! Whose budget it is, and of which year.

use super::Hints;
use super::labels::{UnitLine, unit_line};
use crate::rulebook::{Rulebook, normal};
use crate::source::{Address, Cell, Sheet};

/// Rows from the top of a sheet in which the unit's name is looked for.
const ROWS: usize = 60;

/// The budget unit that a sheet names.
pub(super) fn name_in(sheet: &Sheet) -> Option<String> {
    let named = |(_, cells)| name_among(cells);
    sheet
        .rows()
        .take(ROWS)
        .find_map(named)
        .map(|(_, name)| name)
}

/// The budget unit that the cells of a row name, with the cell that does.
pub(super) fn name_among(cells: &[Cell]) -> Option<(Address, String)> {
    for (index, cell) in cells.iter().enumerate() {
        for line in unit_line(cell.text()) {
            let UnitLine::Name(name) = line else { continue };
            let next = || {
                cells
                    .get(index.saturating_add(1))
                    .map(|cell| cell.text().trim().to_owned())
            };
            let name = Some(name).filter(|name| !name.is_empty()).or_else(next);
            let is_name = |name: &String| {
                !name.is_empty() && !name.ends_with('元') && unit_line(name).is_empty()
            };
            if let Some(name) = name.filter(is_name) {
                return Some((cell.at, name));
            }
        }
    }
    None
}

/// The budget year: as the caller says, or the titles, the file's name, the headings, the rulebook.
pub(super) fn year(
    titles: &[String],
    headings: Option<u16>,
    rulebook: &Rulebook,
    hints: Hints<'_>,
) -> Option<u16> {
    hints
        .year
        .or_else(|| titles.iter().find_map(|title| year_in(title, true)))
        .or_else(|| {
            titles
                .iter()
                .find_map(|title| year_in(&normal(title), true))
        })
        .or_else(|| year_in(hints.file_name, false))
        .or(headings)
        .or(rulebook.year)
}

/// A year of this century in a text, followed by 年 if so wanted.
fn year_in(text: &str, with_mark: bool) -> Option<u16> {
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..)?;
        let after = from.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = from.strip_suffix(after)?;
        let marked = !with_mark || after.trim_start().starts_with('年');
        match digits.parse::<u16>() {
            Ok(year @ 2000..=2099) if digits.len() == 4 && marked => return Some(year),
            _ => rest = after,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_year() {
        assert_eq!(year_in("2026年部门预算", true), Some(2026));
        assert_eq!(year_in("部门预算 2026 年", true), Some(2026));
        assert_eq!(year_in("文号20261234", true), None);
        assert_eq!(year_in("bole-2026.xlsx", false), Some(2026));
        assert_eq!(year_in("1999.xlsx", false), None);
    }
}
