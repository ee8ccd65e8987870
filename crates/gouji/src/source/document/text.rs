//! Plain text and Markdown: rows of tables have tabs or bars, everything else is running text.

use super::Layout;
use super::echo;
use super::wrap::column;
use crate::source::draft::{Draft, Room};
use crate::source::{Address, Content, ReadError, Sheet};

/// Sentences without a tab that make a text a document.
const FEWEST_SENTENCES: usize = 3;

/// A line as long as this, in characters, may have been broken for its length.
const LONG_LINE: usize = 40;

/// Lines that must have been broken for their length before all are taken for such.
const FEWEST_BROKEN: usize = 4;

/// Whether a text is a document rather than a table: it has sentences on lines of their own, or rows
/// between bars, and no more lines in columns of commas than of tabs or bars.
pub(in crate::source) fn is_document(text: &str) -> bool {
    let sentence = |line: &&str| line.contains('。') && !line.contains(['\t', ';']);
    let sentences = text.lines().filter(sentence).take(FEWEST_SENTENCES).count();
    let commas = |line: &&str| line.matches(',').count() > 2 && !line.contains(['\t', '。']);
    let columns = text.lines().filter(commas).count();
    let rows = text.lines().filter(|line| cells(line).is_some()).count();
    let bars = |line: &&str| line.trim_start().starts_with('|') && cells(line).is_some();
    let bars = text.lines().filter(bars).count();
    let divided = text.lines().filter(|line| line.contains('|')).count();
    let tables = bars >= FEWEST_SENTENCES && bars.saturating_mul(2) >= divided;
    (sentences >= FEWEST_SENTENCES || tables) && columns <= rows.max(sentences)
}

/// Reads a document as one sheet whose rows are the lines of the text.
pub(in crate::source) fn read(name: &str, text: &str) -> Result<Vec<Sheet>, ReadError> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut draft, mut room) = (Draft::new(name.to_owned(), true), Room::default());
    let mut put = |row: usize, column: usize, text: &str| {
        let at = Address::new(
            u32::try_from(row).unwrap_or(u32::MAX),
            u32::try_from(column).unwrap_or(u32::MAX),
        );
        draft.put(&mut room, at, Content::Text(text.to_owned()))
    };
    let pages = echo::Pages::of(&lines);
    let mut ruled = false;
    for (row, line) in lines.iter().enumerate() {
        // Rows around a rule need no bars at their ends.
        let next = row.checked_add(1).and_then(|row| lines.get(row));
        ruled =
            line.contains('|') && (ruled || is_rule(line) || next.is_some_and(|it| is_rule(it)));
        let bars = || ruled.then(|| between_bars(line.trim()));
        match cells(line).or_else(bars) {
            _ if pages.is_passed_over(row) => {}
            Some(cells) => {
                for (column, cell) in cells.iter().enumerate() {
                    put(row, column, cell)?;
                }
            }
            None => put(row, 0, line.trim_end())?,
        }
    }
    for (row, column, text) in pages.moved() {
        put(*row, *column, text)?;
    }
    draft.plain();
    let mut sheet = draft.finish();
    sheet.layout = match is_wrapped(&lines) {
        true => Layout::Wrapped,
        false => Layout::Paragraphs,
    };
    Ok(vec![sheet])
}

/// The cells of a line that is a row of a table.
pub(super) fn cells(line: &str) -> Option<Vec<String>> {
    let trimmed = line.trim();
    if line.contains('\t') && !trimmed.is_empty() {
        return Some(line.split('\t').map(unquoted).collect());
    }
    match trimmed.strip_prefix('|') {
        None if is_rule(line) => Some(Vec::new()),
        rest => rest.map(between_bars),
    }
}

/// The cells of a line of Markdown behind its first bar; none of a rule.
fn between_bars(line: &str) -> Vec<String> {
    if is_rule(line) {
        return Vec::new();
    }
    let inner = line.strip_suffix('|').unwrap_or(line);
    let inner = inner.replace("\\|", "¦").replace("&nbsp;", " ");
    let cell = |cell: &str| {
        let cell = cell.trim();
        let bold = cell.strip_prefix("**");
        let text = bold.and_then(|rest| rest.strip_suffix("**"));
        let text = text.unwrap_or(cell);
        text.replace('¦', "|").replace("<br>", "\n")
    };
    inner.split('|').map(cell).collect()
}

/// Whether a line is a rule of a table: `|---|:-:|` beneath the headings, `+---+===+` between rows.
fn is_rule(line: &str) -> bool {
    let rule = |c: char| matches!(c, '-' | '=' | ':' | '|' | '+' | ' ');
    let dashes = line.contains(['-', '=']) && line.contains(['|', '+']);
    dashes && line.trim().chars().all(rule)
}

/// A field without the quotation marks that spreadsheets put around it.
fn unquoted(field: &str) -> String {
    let field = field.trim();
    let inside = field
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|_| field.len() > 1);
    inside.map_or_else(|| field.to_owned(), |inside| inside.replace("\"\"", "\""))
}

/// Whether lines were broken for their length.
fn is_wrapped(lines: &[&str]) -> bool {
    let ends = |line: &str| {
        line.trim_end()
            .ends_with(['。', '；', '：', '！', '？', '.', ';', ':'])
    };
    let broken = |pair: &[&str]| {
        matches!(pair, [line, next] if line.chars().count() >= LONG_LINE
            && !ends(line) && !line.contains('\t') && !next.trim().is_empty() && !next.contains('\t'))
    };
    let long = lines.windows(2).filter(|pair| broken(pair)).count() >= FEWEST_BROKEN;
    long || column(lines.iter().copied()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_cells(text: &str) -> Vec<String> {
        let sheets = read("文", text).unwrap();
        let rows = sheets[0].rows();
        rows.flat_map(|(_, cells)| cells)
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect()
    }

    #[test]
    fn lines_keep_their_numbers() {
        for (text, expected) in [
            (
                "甲。\n\n乙\t1.50\n丙",
                vec!["A1=甲。", "A3=乙", "B3=1.50", "A4=丙"],
            ),
            (
                "# 题\n| 项目 | 金额 |\n|---|---:|\n| a\\|b | 2.00 |",
                vec!["A1=# 题", "A2=项目", "B2=金额", "A4=a|b", "B4=2.00"],
            ),
            ("| **合计** | ** |", vec!["A1=合计", "B1=**"]),
            (
                "见下|表\n甲 | 乙\n:-- | --:\n1 | &nbsp;\n| 2 | 3\n文|字",
                vec![
                    "A1=见下|表",
                    "A2=甲",
                    "B2=乙",
                    "A4=1",
                    "A5=2",
                    "B5=3",
                    "A6=文",
                    "B6=字",
                ],
            ),
            ("甲|乙", vec!["A1=甲|乙"]),
            (
                "+--+--+\n| 甲 | 乙 |\n+==+==+\n| 1 | 2 |\n+--+--+",
                vec!["A2=甲", "B2=乙", "A4=1", "B4=2"],
            ),
            ("\"甲 \"\"乙\"\"\"\t\"3\"", vec!["A1=甲 \"乙\"", "B1=3"]),
        ] {
            assert_eq!(read_cells(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_make_a_document() {
        assert!(is_document("一。\n二。\n三。\n甲\t1\n"));
        assert!(is_document(
            "## 表\n\n| 甲 | 1 |\n|---|---|\n| 乙 | 1,200.00 |\n"
        ));
        assert!(!is_document("甲|1\n乙|2\n丙|3\n丁|4\n|5\n|6\n|7"));
        assert!(!is_document(
            "| 甲,1,2,3 |\n乙,1,2,3\n丙,1,2,3\n丁,1,2,3\n| 一 |\n| 二 |"
        ));
        assert!(!is_document("甲\t1\n乙\t2\n注：无。\n"));
        assert!(!is_document(
            "甲,1,2,3\n乙,2,3,4\n丙,1,1,1\n丁,1,1,1\n一。\n二。\n三。"
        ));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[\t|\"=\n\r。甲a1 -]{0,80}") {
            let _ = read("表", &text);
        }
    }
}
