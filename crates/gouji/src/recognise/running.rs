//! Where running text goes on beneath a table.

use crate::rulebook::normal;
use crate::source::Cell;

/// Characters from which on a line is a sentence rather than a label.
const SENTENCE: usize = 30;

/// Lines of text beneath the rows of a table.
#[derive(Default)]
pub(super) struct Running {
    /// Whether a row of several cells was seen.
    rows: bool,
    /// The first of the sentences since the last of these.
    sentence: Option<u32>,
    /// The line at which the table is over.
    pub(super) from: Option<u32>,
}

impl Running {
    /// Takes the next row of a document.
    pub(super) fn see(&mut self, row: u32, cells: &[Cell]) {
        match cells {
            _ if self.from.is_some() => {}
            [cell] if self.rows && cell.at.column == 0 => self.line(row, cell.text().trim()),
            [_] => {}
            _ => (self.rows, self.sentence) = (true, None),
        }
    }

    fn line(&mut self, row: u32, text: &str) {
        let sentence = text.contains('。') || text.chars().count() > SENTENCE;
        if is_heading(text) || sentence && self.sentence.replace(row).is_some() {
            self.from = Some(row);
        }
    }
}

/// Whether a line begins a section: 第三部分, 一、…情况说明.
pub(crate) fn is_heading(text: &str) -> bool {
    let text = normal(text);
    let text = text.trim_start_matches(['#', '*']);
    let part = text.strip_prefix('第').and_then(|rest| {
        let number = rest.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
        (number.len() < rest.len()).then_some(number)
    });
    if part.is_some_and(|rest| rest.starts_with("部分")) {
        return true;
    }
    let explains = ["说明", "情况", "概况", "解释"]
        .iter()
        .any(|end| text.trim_end_matches(['。', ':', '*']).ends_with(end));
    let counted = text
        .trim_start_matches('(')
        .starts_with(|c: char| "一二三四五六七八九十".contains(c));
    explains && (counted || text.chars().count() <= SENTENCE) && !text.contains(['，', '。', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_begin_with_headings() {
        for (text, expected) in [
            ("第三部分 2026年部门预算情况说明", true),
            ("一、关于某中心2026年收支预算情况总体说明", true),
            ("其他相关情况说明", true),
            ("## 二、收入预算情况说明", true),
            ("一、本年收入", false),
            ("政府性基金预算支出情况表", false),
            ("某中心2026年没有安排支出，特此说明", false),
        ] {
            assert_eq!(is_heading(text), expected, "{text}");
        }
    }
}
