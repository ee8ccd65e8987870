//! Whose budget it is, and of which year.

use super::Hints;
use super::budget_units::is_name;
use super::labels::{LONGEST_TITLE, UnitLine, unit_line};
use crate::rulebook::{Rulebook, normal};
use crate::source::{Address, Cell, Layout, Sheet};

/// Rows from the top of a sheet in which the unit's name is looked for.
const ROWS: usize = 60;

/// Rows from a table's title in which its own unit line stands.
const HEAD: u32 = 4;

/// The budget unit that a sheet names.
pub(super) fn name_in(sheet: &Sheet) -> Option<String> {
    let named = |(_, cells)| name_among(cells);
    sheet
        .rows()
        .take(ROWS)
        .find_map(named)
        .map(|(_, name)| name)
}

/// The budget unit that is named by a row, or closely beneath it.
pub(super) fn name_from(sheet: &Sheet, row: u32) -> Option<String> {
    let near = row.saturating_add(HEAD);
    let mut rows = (row..near).map(|row| sheet.row(row));
    rows.find_map(name_among).map(|(_, name)| name)
}

/// What follows the year, or the office, in the title of a whole disclosure.
const OF_BUDGET: &[&str] = &[
    "部门预算",
    "单位预算",
    "部门(单位)预算",
    "部门综合预算",
    "部门收支预算",
    "预算",
];

/// How such a title may end.
const ENDS: &[&str] = &[
    "公开", "信息", "情况", "编制", "说明", "文本", "报告", "草案", "表", "及", "的",
];

/// The office and the year that the title of a whole disclosure above its first table names: `某市某局2026年部门预算公开`.
pub(super) fn of_document(sheet: &Sheet, first_table: u32) -> Option<(Option<String>, u16)> {
    let rows = sheet.rows().take(ROWS);
    let mut above = rows.take_while(|&(row, _)| row < first_table);
    above.find_map(|(_, cells)| match cells {
        [cell] => titled_document(&normal(cell.text())),
        _ => None,
    })
}

/// The offices whose whole disclosures a document of running text has, with the rows of their titles.
pub(super) fn offices(sheet: &Sheet) -> Vec<(u32, String)> {
    if sheet.layout == Layout::Grid {
        return Vec::new();
    }
    let titled = |(row, cells): (u32, &[Cell])| match cells {
        [cell] if cell.text().contains("预算") => {
            let (name, _) = titled_document(&normal(cell.text()))?;
            Some((row, name?))
        }
        _ => None,
    };
    sheet.rows().filter_map(titled).collect()
}

/// The office of the last of such titles above a row.
pub(super) fn office_above(offices: &[(u32, String)], row: u32) -> Option<String> {
    let mut above = offices.iter().rev().filter(|(at, _)| *at < row);
    above.next().map(|(_, office)| office.clone())
}

fn titled_document(title: &str) -> Option<(Option<String>, u16)> {
    if title.chars().count() > LONGEST_TITLE {
        return None;
    }
    let (before, after) = title.split_once('年')?;
    let (before, year) = before.split_at_checked(before.len().checked_sub(4)?)?;
    let year = year
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))?;
    let after = after.trim_start_matches('度');
    let ends = |rest: &str| {
        let mut rest = rest;
        while let Some(shorter) = ENDS.iter().find_map(|end| rest.strip_prefix(end)) {
            rest = shorter;
        }
        rest.is_empty()
    };
    let mut names = OF_BUDGET.iter().filter_map(|word| {
        let (name, rest) = after.split_once(word)?;
        ends(rest).then_some(name)
    });
    let between = names.next()?;
    let name = match (before, between) {
        (name, "") | ("", name) => name,
        _ => return None,
    };
    let letters = |name: &&str| {
        name.chars().count() > 1 && name.chars().all(|c| c.is_alphabetic() || "()".contains(c))
    };
    let own = |name: &&str| {
        !["本", "部门", "单位", "附件"]
            .iter()
            .any(|word| name.starts_with(word))
    };
    Some((
        Some(name).filter(letters).filter(own).map(str::to_owned),
        year,
    ))
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

/// Rows above a title among which the office may stand alone.
const ROWS_ABOVE: u32 = 3;

/// The longest name of an office that stands alone, in characters.
const LONGEST_NAME: usize = 30;

/// The office that stands alone right above a table's title: 某市某局.
pub(super) fn name_above(sheet: &Sheet, title: u32) -> Option<String> {
    let above = title.saturating_sub(ROWS_ABOVE)..title;
    let alone = |row| match sheet.row(row) {
        [cell] => Some(cell.text().trim().to_owned()),
        _ => None,
    };
    let office = |text: &String| {
        let name = normal(text);
        let length = name.chars().count();
        let letters = |c: char| c.is_alphabetic() || "()".contains(c);
        (SHORTEST_NAME..=LONGEST_NAME).contains(&length)
            && name.chars().all(letters)
            && is_name(&name)
    };
    above.rev().filter_map(alone).find(office)
}

/// The shortest name of a unit that titles are searched for, in characters.
const SHORTEST_NAME: usize = 4;

/// The office's name that every title begins with, apart from the table's number and the year.
pub(super) fn name_in_titles<'a>(titles: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut titles = titles.map(without_number_and_year);
    let first = titles.next()?;
    let (mut common, mut differ) = (first.as_str(), false);
    for title in titles {
        differ |= title != first;
        let same = |(own, other): &((usize, char), char)| own.1 == *other;
        let alike = common.char_indices().zip(title.chars());
        let end = alike
            .take_while(same)
            .map(|((at, c), _)| at.saturating_add(c.len_utf8()));
        common = common.get(..end.last().unwrap_or(0))?;
    }
    let ends = common
        .char_indices()
        .map(|(at, c)| at.saturating_add(c.len_utf8()));
    let names = ends
        .skip(SHORTEST_NAME.saturating_sub(1))
        .filter_map(|end| common.get(..end));
    let longest = names.filter(|name| is_name(name)).last();
    longest.filter(|_| differ).map(str::to_owned)
}

/// A title in normal form without 表1 or 附件2 before it and without its year.
fn without_number_and_year(title: &str) -> String {
    let title = without_year(normal(title));
    let bare = title.trim_start_matches(['附', '件', '表']);
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十-、.:".contains(c);
    match bare.len() == title.len() {
        true => title,
        false => bare.trim_start_matches(counts).to_owned(),
    }
}

/// A title in normal form without its first year; its number may stand right before that.
fn without_year(title: String) -> String {
    let Some((before, after)) = title.split_once('年') else {
        return title;
    };
    let four = before.len().checked_sub(4);
    let Some((before, year)) = four.and_then(|at| before.split_at_checked(at)) else {
        return title;
    };
    match year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{before}{}", after.trim_start_matches('度')),
        false => title,
    }
}

/// The budget year: as the caller says, or the titles, a cover, the file's name, the headings, the rulebook.
pub(super) fn year(
    titles: &[String],
    cover: Option<u16>,
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
        .or(cover)
        .or_else(|| year_in(hints.file_name, false))
        .or(headings)
        .or(rulebook.year)
}

/// The latest year that anything but a table's headings names.
pub(super) fn latest(titles: &[String], cover: Option<u16>, hints: Hints<'_>) -> Option<u16> {
    let titles = titles
        .iter()
        .filter_map(|title| year_in(&normal(title), true));
    let others = [hints.year, cover, year_in(hints.file_name, false)];
    titles.chain(others.into_iter().flatten()).max()
}

/// The latest year that a sheet without a title names a budget of, as a cover does: `2026年某局部门预算公开表`.
pub(super) fn year_on(sheet: &Sheet) -> Option<u16> {
    let texts = sheet.rows().take(ROWS).flat_map(|(_, cells)| cells);
    let texts = texts.map(|cell| normal(cell.text()));
    let names = texts.filter(|text| {
        let past = ["执行", "决算"].iter().any(|word| text.contains(word));
        !past && is_of_a_budget(text)
    });
    names.filter_map(|text| year_in(&text, true)).max()
}

/// Whether a text in normal form may be the title of a budget, or of a part of one.
pub(super) fn is_of_a_budget(text: &str) -> bool {
    let short = text.chars().count() <= LONGEST_TITLE;
    short && text.contains("预算") && !text.contains(['，', '。', ',', ';'])
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
    fn every_title_may_name_the_unit() {
        for (titles, expected) in [
            (
                ["某市某局2026年收支总表", "某市某局2026年支出总表"],
                Some("某市某局"),
            ),
            (
                [
                    "表1 2026年度某市某局收支总表",
                    "表2 2026年度某市某局支出总表",
                ],
                Some("某市某局"),
            ),
            (["2026年部门收支总表", "2026年部门支出总表"], None),
            (["某市某局2026年收支总表", "支出总表"], None),
            (["某市某局2026年收支总表", "某市某局2026年收支总表"], None),
        ] {
            let name = name_in_titles(titles.into_iter());
            assert_eq!(name.as_deref(), expected, "{titles:?}");
        }
    }

    #[test]
    fn the_title_of_a_document_names_office_and_year() {
        for (title, expected) in [
            (
                "示例市住房和城乡建设局2026年部门预算公开",
                Some((Some("示例市住房和城乡建设局"), 2026)),
            ),
            ("示例部2026年部门预算", Some((Some("示例部"), 2026))),
            (
                "2026年度示例县文化馆单位预算编制说明",
                Some((Some("示例县文化馆"), 2026)),
            ),
            ("2026年部门预算公开表", Some((None, 2026))),
            ("附件2026年部门预算", Some((None, 2026))),
            ("示例局2026年部门预算绩效目标", None),
            ("示例局2024年决算及2026年部门预算", None),
            ("批复示例局2026年部门预算的通知", None),
        ] {
            let found = titled_document(title);
            let found = found.as_ref().map(|(name, year)| (name.as_deref(), *year));
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn finds_a_year() {
        assert_eq!(year_in("2026年部门预算", true), Some(2026));
        assert_eq!(year_in("部门预算 2026 年", true), Some(2026));
        assert_eq!(year_in("文号20261234", true), None);
        assert_eq!(year_in("bole-2026.xlsx", false), Some(2026));
        assert_eq!(year_in("1999.xlsx", false), None);
    }
}
