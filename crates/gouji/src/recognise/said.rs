//! What a table says of itself, and what sentences say of empty tables.

use std::collections::BTreeSet;

use super::budget_units::is_name;
use super::disclosure::Said;
use super::remarks::Statement;
use super::units::name_among;
use super::{Disclosure, Table, labels, visible};
use crate::order::Gather;
use crate::report::{Unread, UnreadKind};
use crate::rulebook::normal;
use crate::source::{Book, Cell, Content, Sheet};

/// Sentences that are kept at most.
const MOST_STATEMENTS: usize = 1000;

/// How much of a sentence is kept, in characters.
const LONGEST_STATEMENT: usize = 400;

/// Words that say that there is nothing, whatever stands around them.
const NOTHING: &[&str] = &[
    "空表",
    "空白表",
    "没有",
    "未安排",
    "未使用",
    "不涉及",
    "为零",
];

/// Words that 无 begins without saying that there is nothing.
const OTHER_WORDS: &[&str] = &[
    "无形", "无线", "无障", "无偿", "无烟", "无害", "无人", "无忧",
];

/// Reads title, unit line and what else stands above the headings.
pub(super) fn read(sheet: &Sheet, table: &Table) -> Said {
    let above = table.headings.first().copied().unwrap_or(u32::MAX);
    let head = || {
        let rows = table.head.iter().filter(move |&&row| row < above);
        rows.map(|&row| sheet.row(row))
    };
    let cells = || head().flatten();
    let titled = |cell: &&Cell| cell.text().trim().starts_with(&table.title);
    let year = |cell: &Cell| Some((cell.at, budget_year(cell.text())?));
    let short = |cell: &&Cell| cell.text().chars().count() <= labels::LONGEST_TITLE;
    Said {
        title: cells().find(titled).map(|cell| cell.at),
        unit_name: head().find_map(name_among),
        office: office_before_year(&normal(&table.title)),
        year: cells().filter(short).find_map(year),
    }
}

/// The office that a title in normal form begins with: 某县林业站2026年收支总表.
fn office_before_year(title: &str) -> Option<String> {
    let (before, _) = title.split_once('年')?;
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit());
    is_name(before).then(|| before.to_owned())
}

/// The year that a line is for: 2026年, but not the date 2026年3月.
fn budget_year(text: &str) -> Option<u16> {
    let is_digit = |c: char| c.is_ascii_digit();
    text.match_indices('年').find_map(|(at, mark)| {
        let (before, after) = text.split_at_checked(at)?;
        let before: Vec<String> = before.split_whitespace().map(normal).collect();
        let before = before.last()?;
        let digits = before.get(before.trim_end_matches(is_digit).len()..)?;
        let dated = normal(after.strip_prefix(mark)?).starts_with(is_digit);
        let year = digits
            .parse()
            .ok()
            .filter(|_| digits.len() == 4 && !dated)?;
        (2000..2100).contains(&year).then_some(year)
    })
}

/// Takes up the sentences that say that something is empty, but for those in rows of other budget units: these are read.
pub(super) fn understand(disclosure: &mut Disclosure, book: &Book, apart: &[(usize, u32, u32)]) {
    let mut statements = statements(visible(book));
    statements.retain(|said| {
        let mut apart = apart.iter().filter(|(sheet, ..)| *sheet == said.sheet);
        !apart.any(|&(_, first, last)| (first..=last).contains(&said.at.row))
    });
    let read: BTreeSet<(&str, String)> = statements
        .iter()
        .filter_map(|said| {
            let row = said.at.row.saturating_add(1).to_string();
            Some((book.sheets.get(said.sheet)?.name.as_str(), row))
        })
        .gather();
    let is_read = |unread: &Unread| {
        let row = unread.range.trim_start_matches(char::is_alphabetic);
        read.contains(&(unread.sheet.as_str(), row.to_owned()))
    };
    disclosure
        .unread
        .retain(|unread| unread.kind != UnreadKind::Note || !is_read(unread));
    disclosure.statements = statements;
}

fn statements<'a>(sheets: impl Iterator<Item = (usize, &'a Sheet)>) -> Vec<Statement> {
    let mut found = Vec::new();
    for (sheet, cells) in sheets.map(|(index, sheet)| (index, sheet.rows().flat_map(|row| row.1))) {
        let texts = cells.filter_map(|cell| match &cell.content {
            Content::Text(text) => Some((cell.at, text)),
            _ => None,
        });
        found.extend(texts.filter_map(|(at, text)| {
            let text: String = text.trim().chars().take(LONGEST_STATEMENT).collect();
            says_nothing(&normal(&text)).then_some(Statement { sheet, at, text })
        }));
    }
    found.truncate(MOST_STATEMENTS);
    found
}

/// Whether a text in normal form says that there is nothing.
pub(crate) fn says_nothing(text: &str) -> bool {
    let none = |(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        !OTHER_WORDS.iter().any(|word| rest.starts_with(word))
    };
    NOTHING.iter().any(|word| text.contains(word)) || text.match_indices('无').any(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_for_a_year() {
        for (text, year) in [
            ("2026年部门支出总体情况表", Some(2026)),
            ("表3 ２０２６ 年度", Some(2026)),
            ("编制日期：2025年12月30日", None),
            ("（2026）年度", None),
            ("12026年", None),
        ] {
            assert_eq!(budget_year(text), year, "{text}");
        }
    }

    #[test]
    fn sentences_say_that_there_is_nothing() {
        for (text, expected) in [
            ("本单位2026年没有使用政府性基金预算拨款安排的支出。", true),
            ("注：本表为空表", true),
            ("本部门无国有资本经营预算", true),
            ("我局未安排政府性基金预算支出", true),
            ("无形资产购置", false),
            ("无障碍设施改造", false),
            ("社会保障和就业支出", false),
            ("", false),
        ] {
            assert_eq!(says_nothing(text), expected, "{text}");
        }
    }
}
