//! Lines of running text, and which of them go on with the paragraph before.

use super::passage::{Passage, enumerated};
use super::plain::{Placed, plain};
use crate::recognise::is_heading;
use crate::source::{Address, Cell, Content, Layout, Sheet, column, is_full};

/// A line as long as this, in characters, may go on in the next.
const LONG_LINE: usize = 40;

/// One line before it is put into a paragraph.
pub(super) struct Line {
    pub(super) at: Address,
    pub(super) chars: Vec<Placed>,
    /// As it was printed.
    printed: String,
    indented: bool,
}

/// Rows that are running text: those of one cell, and in workbooks also cells with sentences.
pub(super) fn lines(sheet: &Sheet, is_free: impl Fn(u32) -> bool) -> Vec<Line> {
    let mut found = Vec::new();
    for (row, cells) in sheet.rows().filter(|&(row, _)| is_free(row)) {
        let sentence = |cell: &&Cell| {
            cells.len() == 1 || cell.text().contains('。') && sheet.layout == Layout::Grid
        };
        for cell in cells.iter().filter(sentence) {
            let Content::Text(text) = &cell.content else {
                continue;
            };
            let mut begin = 0_usize;
            for part in text.split('\n') {
                let chars: Vec<Placed> = plain(part)
                    .into_iter()
                    .map(|(c, at)| (c, at.saturating_add(begin)))
                    .collect();
                let length = part.chars().count();
                begin = begin.saturating_add(length).saturating_add(1);
                if !chars.is_empty() {
                    found.push(Line {
                        at: Address::new(row, cell.at.column),
                        chars,
                        printed: part.to_owned(),
                        indented: part.starts_with(char::is_whitespace),
                    });
                }
            }
        }
    }
    found
}

/// How the lines of a sheet were broken.
pub(super) struct Broken {
    layout: Layout,
    /// The width at which they were, in half widths.
    column: Option<usize>,
}

impl Broken {
    pub(super) fn of(layout: Layout, lines: &[Line]) -> Self {
        let column = match layout {
            Layout::Wrapped => column(lines.iter().map(|line| line.printed.as_str())),
            _ => None,
        };
        Self { layout, column }
    }

    /// Whether a line goes on with the paragraph before it.
    pub(super) fn goes_on(&self, passage: &Passage, before: &Line, line: &Line) -> bool {
        let last = passage.text.last().copied().unwrap_or('。');
        let first = line.chars.first().map_or(' ', |&(c, _)| c);
        let text: Vec<char> = line.chars.iter().map(|&(c, _)| c).collect();
        let said: String = text.iter().collect();
        let closed = "。；！？!?".contains(last);
        if enumerated(&text).is_some()
            || closed && is_heading(&said)
            || before
                .at
                .row
                .checked_add(4)
                .is_none_or(|most| line.at.row > most)
        {
            return false;
        }
        let tail: String = passage.text.iter().rev().take(6).rev().collect();
        let hangs =
            tail.ends_with(['，', '、']) || tail.ends_with("原因是") || tail.ends_with("原因为");
        if hangs && self.layout != Layout::Grid {
            return true;
        }
        let next = before.at.row.checked_add(1) == Some(line.at.row);
        let open = !"。；！？!?:".contains(last);
        let full = before.printed.chars().count() >= LONG_LINE
            || self.column.is_some_and(|column| {
                is_full(&before.printed, &line.printed, column) && !is_complete(passage)
            });
        self.layout == Layout::Wrapped
            && next
            && ("。，、)".contains(first) || full && (open || !line.indented))
    }
}

/// Whether a paragraph is a heading that needs no more: 一、……情况说明.
fn is_complete(passage: &Passage) -> bool {
    enumerated(&passage.text).is_some() && passage.text.ends_with(&['说', '明'])
}
