//! Text of pages, as programs take it out of a PDF file: each page first has its words one below
//! the other, those of its tables too, then the tables in rows. The words of tables count once.

use std::collections::BTreeSet;

use super::text::cells;
use crate::order::{Gather, Order};

/// What the pages of a text say twice.
#[derive(Debug, Default)]
pub(super) struct Pages {
    passed_over: BTreeSet<usize>,
    /// What is read elsewhere than it stands: row, column, text.
    moved: Vec<(usize, usize, String)>,
    /// The first column with an amount in the last table.
    amounts: usize,
}

impl Pages {
    /// Finds the pages of a text; one without marks between pages has none.
    pub(super) fn of(lines: &[&str]) -> Self {
        let mut pages = Self::default();
        let marks: Vec<usize> = (0..lines.len())
            .filter(|&row| lines.get(row).is_some_and(|line| is_mark(line, '=')))
            .collect();
        if marks.is_empty() {
            return pages;
        }
        for (place, &first) in marks.iter().enumerate() {
            let next = place.checked_add(1).and_then(|next| marks.get(next));
            pages.add(lines, first, next.copied().unwrap_or(lines.len()));
        }
        let rule = |row: &usize| {
            let line = lines.get(*row);
            line.is_some_and(|line| is_mark(line, '=') || is_mark(line, '-'))
        };
        pages.passed_over.extend((0..lines.len()).filter(rule));
        pages
    }

    /// Whether a line is not to be read.
    pub(super) fn is_passed_over(&self, row: usize) -> bool {
        self.passed_over.contains(&row)
    }

    /// What is read elsewhere than it stands: row, column, text.
    pub(super) fn moved(&self) -> &[(usize, usize, String)] {
        &self.moved
    }

    fn add(&mut self, lines: &[&str], first: usize, end: usize) {
        let rows = || (first..end).filter_map(|row| Some((row, *lines.get(row)?)));
        let tables: Vec<Vec<String>> = rows().filter_map(|(_, line)| cells(line)).collect();
        if tables.is_empty() {
            self.total_alone(rows());
            return;
        }
        let amount = |cell: &String| is_number(cell) && cell.contains(['.', ',']);
        let last = tables
            .iter()
            .rev()
            .find_map(|row| row.iter().position(amount));
        self.amounts = last.unwrap_or(self.amounts);
        let words = Words::of(&tables);
        let told = rows().filter(|(_, line)| cells(line).is_none() && words.tell(line));
        self.passed_over.extend(told.map(|(row, _)| row));
        self.unit_above_title(rows());
    }

    /// A unit line that stands above the title of its table belongs beneath it.
    fn unit_above_title<'t>(&mut self, rows: impl Iterator<Item = (usize, &'t str)>) {
        let mut unit = None;
        for (row, line) in rows {
            let text = line.trim();
            if text.starts_with("单位") && text.ends_with('元') {
                unit = Some((row, text));
            } else if let Some((above, text)) = unit.filter(|_| is_title(text)) {
                self.passed_over.insert(above);
                self.moved.push((row, 1, text.to_owned()));
                return;
            }
        }
    }

    /// A page that has nothing but a total, its amounts one below the other.
    fn total_alone<'t>(&mut self, rows: impl Iterator<Item = (usize, &'t str)>) {
        let filled: Vec<(usize, &str)> = rows
            .skip(1)
            .map(|(row, line)| (row, line.trim()))
            .filter(|(_, line)| !line.is_empty())
            .collect();
        let Some(((at, label), amounts)) = filled.split_first() else {
            return;
        };
        let total = matches!(*label, "合计" | "总计");
        if !total || amounts.is_empty() || !amounts.iter().all(|(_, text)| is_number(text)) {
            return;
        }
        for (place, (row, text)) in amounts.iter().enumerate() {
            self.passed_over.insert(*row);
            let column = self.amounts.saturating_add(place);
            self.moved.push((*at, column, (*text).to_owned()));
        }
    }
}

/// A line of signs with words between: `===== PAGE 3 =====`.
fn is_mark(line: &str, sign: char) -> bool {
    let line = line.trim();
    let long = |end: &str| end.len() < line.len().saturating_sub(4);
    line.len() > 10 && long(line.trim_start_matches(sign)) && long(line.trim_end_matches(sign))
}

fn is_title(text: &str) -> bool {
    text.ends_with('表') && !text.contains(['，', '。', '、']) && text.chars().count() > 4
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(plain)
}

/// The words of a page's tables.
struct Words {
    /// Whole cells, the longest first.
    cells: Vec<String>,
}

impl Words {
    fn of(tables: &[Vec<String>]) -> Self {
        let texts = tables.iter().flatten().map(|cell| bare(cell));
        let cells: BTreeSet<String> = texts.filter(|cell| !cell.is_empty()).gather();
        let mut cells: Vec<String> = cells.into_iter().collect();
        cells.order_by_key(|cell| std::cmp::Reverse(cell.len()));
        Self { cells }
    }

    /// Whether a line only repeats cells, or a part of one.
    fn tell(&self, line: &str) -> bool {
        let line = bare(line);
        let mut rest = line.as_str();
        while !rest.is_empty() {
            let whole = self
                .cells
                .iter()
                .find_map(|cell| rest.strip_prefix(cell.as_str()));
            match whole {
                Some(after) => rest = after,
                None => return self.cells.iter().any(|cell| cell.contains(rest)),
            }
        }
        true
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tables_count_once() {
        let text = "===== PAGE 1 =====\n单位：元\n合计\n12.50 3.00\n长名\n称\n支出预算总表\n注：空。\n\
                    ----- TABLE p1 -----\n长名称\t合计\n甲\t12.50\t3.00\n----- END TABLE -----\n\
                    ===== PAGE 2 =====\n合计\n1.00\n2.00";
        let lines: Vec<&str> = text.lines().collect();
        let pages = Pages::of(&lines);
        let kept: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(row, _)| !pages.is_passed_over(*row))
            .map(|(_, line)| *line)
            .collect();
        assert_eq!(
            kept,
            [
                "支出预算总表",
                "注：空。",
                "长名称\t合计",
                "甲\t12.50\t3.00",
                "合计"
            ]
        );
        let moved: Vec<String> = pages
            .moved()
            .iter()
            .map(|(row, column, text)| format!("{row},{column},{text}"))
            .collect();
        assert_eq!(moved, ["6,1,单位：元", "13,1,1.00", "13,2,2.00"]);
        assert!(!Pages::of(&["甲\t1", "甲"]).is_passed_over(1));
    }
}
