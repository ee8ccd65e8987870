//! Years in headings.

use crate::amount;
use crate::rulebook::normal;
use crate::source::Sheet;

/// What stands in a path of headings for amounts of the year before.
pub(super) const LAST_YEAR: &str = "上年";

/// The same for a year before that, whose amounts are compared with nothing.
pub(super) const EARLIER: &str = "往年";

/// What headings say that are of the change from one year to the next: 增减变化情况.
pub(super) const CHANGE: &str = "增减";

/// How headings begin that are of what was spent, and of what is planned.
const SPENT: [&str; 4] = ["执行", "预算执行", "决算", "完成"];
const PLANNED: [&str; 5] = ["本年预算", "本年度预算", "年初预算", "预算", "本年安排"];

/// What is left of a year's money.
pub(super) const CARRIED_OVER: [&str; 3] = ["结转", "结余", "财政拨款结转"];

/// Words before the year that something is compared with.
const COMPARED: [char; 3] = ['比', '较', '与'];

/// A heading in normal form: the year before it, and the rest without the unit behind it. Over others it may
/// be a year alone.
pub(super) fn heading_text(text: &str, over: bool) -> (Option<u16>, String) {
    let text = normal(text);
    if amount::is_blank(&text) {
        return (None, String::new());
    }
    let year = year_before(&text).filter(|(_, rest)| over || !rest.is_empty());
    let (year, text) = year.map_or((None, text.as_str()), |(year, rest)| (Some(year), rest));
    let units = ["(万元)", "(元)", "(千元)", "(单位:万元)", "(单位:元)"];
    let tail = units.iter().find_map(|unit| text.strip_suffix(unit));
    (year, tail.unwrap_or(text).to_owned())
}

/// Whether headings that are a year alone name the amounts of this year, or of this and the one before:
/// `2025年`, `2026年`.
pub(super) fn stand_alone(sheet: &Sheet, rows: &[u32], latest: Option<u16>) -> bool {
    let cells = rows.iter().flat_map(|&row| sheet.row(row));
    let texts: Vec<String> = cells.map(|cell| normal(cell.text())).collect();
    let dated = texts.iter().filter_map(|text| year_before(text));
    let mut alone = dated.filter(|(_, rest)| rest.is_empty());
    let first = latest.and_then(|latest| latest.checked_sub(1));
    let years: Vec<u16> = alone.by_ref().map(|(year, _)| year).collect();
    let own = latest.is_some_and(|latest| years.contains(&latest));
    own && years
        .iter()
        .all(|year| first.is_some_and(|first| *year >= first))
}

/// Which earlier year a heading is of, if any, where the latest in the headings is known.
pub(super) fn earlier(year: Option<u16>, text: &str, latest: Option<u16>) -> Option<&'static str> {
    let next = year.and_then(|year| year.checked_add(1));
    match next {
        _ if is_of_last_year(text) || next.is_some() && next == latest => Some(LAST_YEAR),
        Some(_) if next < latest => Some(EARLIER),
        _ => None,
    }
}

/// Whether a heading is of a change from one year to another.
pub(super) fn compares(text: &str) -> bool {
    text.contains(CHANGE) || text.contains(COMPARED)
}

/// A heading in normal form, with the year before the latest in the headings as `上年` where something is compared
/// with it.
pub(super) fn relative(text: String, latest: Option<u16>) -> String {
    let Some(before) = latest.and_then(|latest| latest.checked_sub(1)) else {
        return text;
    };
    for with in COMPARED {
        for year in ["年度", "年"] {
            let written = format!("{with}{before}{year}");
            if text.contains(&written) {
                return text.replace(&written, &format!("{with}{LAST_YEAR}"));
            }
        }
    }
    text
}

/// Whether a heading in normal form is that of last year's amounts: `上年预算数`, but not `上年结转`.
fn is_of_last_year(heading: &str) -> bool {
    let rest = ["上年度", "上一年", "上年", "去年"]
        .iter()
        .find_map(|word| heading.strip_prefix(word));
    let amounts = ["预算", "年初预算", "执行", "决算", "完成", "数"];
    rest.is_some_and(|rest| amounts.iter().any(|word| rest.starts_with(word)))
}

/// A label with 上年 for the year whose money is carried over: `2025年结转`.
pub(super) fn undated(label: &str) -> String {
    let text = normal(label);
    let rest = year_before(&text).map(|(_, rest)| rest.trim_start_matches('末'));
    match rest.filter(|rest| CARRIED_OVER.iter().any(|word| rest.starts_with(word))) {
        Some(rest) => format!("{LAST_YEAR}{rest}"),
        None => label.to_owned(),
    }
}

/// The year before a heading in normal form, and the heading.
fn year_before(text: &str) -> Option<(u16, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = text
        .strip_suffix(rest)?
        .parse()
        .ok()
        .filter(|year| (2000..2100).contains(year))?;
    let rest = rest.strip_prefix("年度").or(rest.strip_prefix('年'))?;
    Some((year, rest))
}

/// The latest year in the headings: amounts of an earlier one stand beside for comparison. Where the years are those
/// of what was spent and what is planned has none, it is the year after.
pub(super) fn latest(sheet: &Sheet, rows: &[u32]) -> Option<u16> {
    let cells = rows.iter().flat_map(|&row| sheet.row(row));
    let texts: Vec<String> = cells.map(|cell| normal(cell.text())).collect();
    // What is compared may be another year's when only one of the headings was brought up to date.
    let mut own = texts.iter().filter_map(|text| year_before(text));
    let plain = own.any(|(_, rest)| !compares(rest));
    let dated = || {
        let dated = texts.iter().filter_map(|text| year_before(text));
        dated.filter(move |(_, rest)| !plain || !compares(rest))
    };
    let begins = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let planned = texts.iter().any(|text| begins(text, &PLANNED));
    let spent = dated().all(|(_, rest)| begins(rest, &SPENT));
    let latest = dated().map(|(year, _)| year).max()?;
    Some(latest.saturating_add(u16::from(planned && spent)))
}

/// Whether a path of headings is of last year's amounts; `None` where it is of a change or of a year before.
pub(crate) fn is_of_another_year(path: &[String]) -> Option<bool> {
    let has = |word: &str| path.iter().any(|heading| heading == word);
    let compared = path.iter().any(|heading| compares(heading));
    (!compared && !has(EARLIER)).then(|| has(LAST_YEAR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Address, Cell, Content};

    #[test]
    fn a_year_is_told_from_those_beside_it() {
        for (headings, expected) in [
            (
                &["2025年执行数", "2026年预算数"][..],
                &[Some(LAST_YEAR), None][..],
            ),
            (&["2025年执行数", "本年预算数"], &[Some(LAST_YEAR), None]),
            (
                &["2024年决算数", "2025年预算数", "2026年预算数"],
                &[Some(EARLIER), Some(LAST_YEAR), None],
            ),
            (&["2025年决算数", "备注"], &[None, None]),
            (
                &["上年预算数", "预算数", "上年结转"],
                &[Some(LAST_YEAR), None, None],
            ),
        ] {
            let cells = headings.iter().zip(0..).map(|(text, column)| Cell {
                at: Address::new(0, column),
                content: Content::Text((*text).to_owned()),
            });
            let sheet = Sheet::new(String::new(), true, Vec::new(), cells.collect());
            let latest = latest(&sheet, &[0]);
            let told = headings.iter().map(|text| {
                let (year, rest) = heading_text(text, false);
                earlier(year, &rest, latest)
            });
            assert_eq!(told.collect::<Vec<_>>(), expected, "{headings:?}");
        }
    }

    #[test]
    fn the_year_before_is_last_year_where_something_is_compared_with_it() {
        for (heading, expected) in [
            ("比2025年增减", "比上年增减"),
            ("预算数比2025年度执行数增减额", "预算数比上年执行数增减额"),
            ("比2024年增减", "比2024年增减"),
            ("2025年预算数", "2025年预算数"),
        ] {
            assert_eq!(relative(heading.to_owned(), Some(2026)), expected);
        }
        assert_eq!(relative("比2025年".to_owned(), None), "比2025年");
    }
}
