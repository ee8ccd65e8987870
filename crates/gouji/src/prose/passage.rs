//! Paragraphs of running text, with the place of each character.

use std::sync::OnceLock;

use super::line::{Broken, Line, lines};
use super::plain::plain;
use crate::recognise::{Disclosure, is_heading};
use crate::report::TextSpan;
use crate::source::{Address, Book, Cell, Layout};

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 60;

/// A paragraph, put together from the lines that it was broken into.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// Its sheet's place in the book.
    pub sheet: usize,
    /// Its text in plain form.
    pub(crate) text: Vec<char>,
    /// Where each character was printed: its cell and its place in it.
    places: Vec<(Address, usize)>,
    /// How deep a heading it is; `None` where it is none.
    pub(crate) level: Option<u8>,
    /// The headings that it stands under, the outermost first.
    pub(crate) under: Vec<usize>,
    /// Where its sentences and their parts end; looked up when first asked for.
    ends: OnceLock<Vec<usize>>,
}

/// What ends a sentence or a part of one.
const ENDS: &str = "。；!?";

impl Passage {
    /// The text of one cell.
    pub(super) fn whole(sheet: usize, at: Address, text: &str) -> Option<Self> {
        let chars = plain(text);
        let places = chars.iter().map(|&(_, place)| (at, place)).collect();
        let text: Vec<char> = chars.into_iter().map(|(c, _)| c).collect();
        (!text.is_empty()).then_some(Self {
            sheet,
            text,
            places,
            ..Self::default()
        })
    }

    /// Its text in plain form.
    #[must_use]
    pub fn plain(&self) -> String {
        self.text.iter().collect()
    }

    /// A stretch of it as a finding points at it; of one that goes on in another line, the first.
    pub(crate) fn span(&self, book: &Book, start: usize, end: usize) -> TextSpan {
        let first = self.places.get(start).or(self.places.last()).copied();
        let (at, from) = first.unwrap_or_default();
        let inside = self.places.get(start..end).unwrap_or_default();
        let last = inside.iter().take_while(|(cell, _)| *cell == at).last();
        let to = last.map_or(from, |&(_, place)| place.saturating_add(1));
        let sheet = book.sheets.get(self.sheet);
        let text = sheet
            .and_then(|sheet| sheet.cell(at))
            .map_or("", Cell::text);
        let length = to.saturating_sub(from);
        let is_grid = sheet.is_some_and(|sheet| sheet.layout == Layout::Grid);
        TextSpan {
            line: usize::try_from(at.row)
                .unwrap_or_default()
                .saturating_add(1),
            start: from,
            end: to,
            quote: text.chars().skip(from).take(length).collect(),
            sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
            cell: if is_grid {
                at.to_string()
            } else {
                String::new()
            },
        }
    }

    /// The stretches of cells that it is put together from: each cell, its first character in the
    /// paragraph and the one behind its last.
    pub(crate) fn stretches(&self) -> Vec<(Address, usize, usize)> {
        let mut found: Vec<(Address, usize, usize)> = Vec::new();
        for &(at, place) in &self.places {
            let end = place.saturating_add(1);
            match found.last_mut() {
                Some((cell, _, last)) if *cell == at => *last = end,
                _ => found.push((at, place, end)),
            }
        }
        found
    }

    /// Whether no sentence ends from one place to another.
    pub(crate) fn is_one_sentence(&self, from: usize, to: usize) -> bool {
        let find = || {
            let chars = self.text.iter().enumerate();
            let ends = chars.filter(|(_, c)| ENDS.contains(**c));
            ends.map(|(at, _)| at).collect()
        };
        let ends: &Vec<usize> = self.ends.get_or_init(find);
        let next = ends.get(ends.partition_point(|end| *end < from));
        next.is_none_or(|end| *end >= to)
    }

    /// Where the sentence begins that a place stands in; its clauses may end in semicolons.
    pub(crate) fn sentence_begin(&self, at: usize) -> usize {
        let full_stop = self.slice(0, at).iter().rposition(|c| *c == '。');
        full_stop.map_or(0, |stop| stop.saturating_add(1))
    }

    /// The sentence that a stretch stands in, as it was printed, and where in it the stretch is.
    pub(crate) fn sentence(&self, book: &Book, start: usize, end: usize) -> (String, usize, usize) {
        let ends = |at: &usize| self.text.get(*at).is_some_and(|c| ENDS.contains(*c));
        let first = (0..start)
            .rev()
            .find(ends)
            .map_or(0, |at| at.saturating_add(1));
        let last = (end..self.text.len())
            .find(ends)
            .map_or(self.text.len(), |at| at.saturating_add(1));
        let sheet = book.sheets.get(self.sheet);
        let (mut said, mut from, mut to) = (Vec::new(), 0, 0);
        let mut before: Option<(Address, usize)> = None;
        for index in first..last {
            let Some(&(at, place)) = self.places.get(index) else {
                break;
            };
            let begin = match before {
                Some((cell, last)) if cell == at && last < place => last.saturating_add(1),
                _ => place,
            };
            let text = sheet
                .and_then(|sheet| sheet.cell(at))
                .map_or("", Cell::text);
            let length = place.saturating_add(1).saturating_sub(begin);
            said.extend(text.chars().skip(begin).take(length));
            if index == start {
                from = said.len().saturating_sub(1);
            }
            if index < end {
                to = said.len();
            }
            before = Some((at, place));
        }
        (said.into_iter().collect(), from, to)
    }

    /// Its text as it was printed, line by line.
    pub(crate) fn printed(&self, book: &Book) -> String {
        let mut cells: Vec<Address> = self.places.iter().map(|&(at, _)| at).collect();
        cells.dedup();
        let sheet = book.sheets.get(self.sheet);
        let texts = cells.iter().filter_map(|at| Some(sheet?.cell(*at)?.text()));
        texts.collect()
    }

    /// The cell of one of its characters.
    pub(crate) fn cell_at(&self, start: usize) -> Address {
        let place = self.places.get(start).or(self.places.last());
        place.map_or_else(Address::default, |&(at, _)| at)
    }

    /// The cell of its first line.
    pub(crate) fn at(&self) -> Address {
        self.places
            .first()
            .map_or_else(Address::default, |&(at, _)| at)
    }

    /// The plain text between two places.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &[char] {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The paragraphs of all sheets that are shown, outside of tables.
pub(super) fn passages(
    book: &Book,
    disclosure: &Disclosure,
    taken: &[(usize, u32, u32)],
) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for (index, sheet) in book
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible)
    {
        let is_free = |row: u32| {
            let tables = disclosure
                .tables
                .iter()
                .filter(|table| table.sheet == index);
            let inside = |first: u32, last: u32| (first..=last).contains(&row);
            let taken = taken.iter().chain(&disclosure.left_out);
            let mut taken = taken.filter(|(sheet, ..)| *sheet == index);
            !taken.any(|&(_, first, last)| inside(first, last))
                && !tables
                    .into_iter()
                    .any(|table| inside(table.range.start.row, table.range.end.row))
        };
        let mut last: Option<Line> = None;
        let lines = lines(sheet, is_free);
        let broken = Broken::of(sheet.layout, &lines);
        for line in lines {
            match (found.last_mut(), &last) {
                (Some(passage), Some(before)) if broken.goes_on(passage, before, &line) => {
                    passage.push(&line);
                }
                _ => {
                    let mut passage = Passage {
                        sheet: index,
                        ..Passage::default()
                    };
                    passage.push(&line);
                    found.push(passage);
                }
            }
            last = Some(line);
        }
    }
    outline(&mut found);
    found
}

impl Passage {
    fn push(&mut self, line: &Line) {
        self.text.extend(line.chars.iter().map(|&(c, _)| c));
        self.places
            .extend(line.chars.iter().map(|&(_, place)| (line.at, place)));
    }
}

/// How long the number before a paragraph is, and how deep it lies: `一、` 2, `(一)` 3, `1.` 4.
pub(crate) fn enumerated(text: &[char]) -> Option<(usize, u8)> {
    let chinese = |c: &char| "一二三四五六七八九十".contains(*c);
    let count = |from: usize, is: &dyn Fn(&char) -> bool| {
        text.iter().skip(from).take_while(|c| is(c)).count()
    };
    let sign = |at: usize| text.get(at).copied().unwrap_or(' ');
    if sign(0) == '第' {
        let number = count(1, &chinese);
        let after: String = text.iter().skip(number.saturating_add(1)).take(2).collect();
        return (number > 0 && after == "部分").then(|| (number.saturating_add(3), 1));
    }
    if sign(0) == '(' {
        let number = count(1, &chinese);
        let end = number.saturating_add(1);
        return (number > 0 && sign(end) == ')').then(|| (end.saturating_add(1), 3));
    }
    let number = count(0, &chinese);
    if number > 0 {
        return (sign(number) == '、').then(|| (number.saturating_add(1), 2));
    }
    let dashed = usize::from(sign(0) == '-');
    if dashed == 1 && count(1, &chinese) > 0 {
        return Some((1, 2));
    }
    let digits = count(0, &|c: &char| c.is_ascii_digit());
    let next = digits.saturating_add(1);
    let year =
        count(next, &|c: &char| c.is_ascii_digit()) == 4 && sign(next.saturating_add(4)) == '年';
    let ends = matches!(sign(digits), '.' | '、') && (year || !sign(next).is_ascii_digit());
    ((1..=2).contains(&digits) && ends).then(|| (digits.saturating_add(1), 4))
}

/// Says which paragraphs are headings, and which each stands under.
fn outline(passages: &mut [Passage]) {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut sheet = None;
    for (place, passage) in passages.iter_mut().enumerate() {
        if sheet.replace(passage.sheet) != Some(passage.sheet) {
            open.clear();
        }
        passage.level = level(&passage.text);
        if let Some(level) = passage.level {
            open.retain(|&(above, _)| above < level);
        }
        passage.under = open.iter().map(|&(_, place)| place).collect();
        open.extend(passage.level.map(|level| (level, place)));
    }
}

/// How deep a heading a paragraph is.
fn level(text: &[char]) -> Option<u8> {
    let said: String = text.iter().collect();
    let said = said
        .trim_end_matches(':')
        .trim_end_matches("其中")
        .trim_end_matches('，');
    let amount = said.contains('元') && said.contains(|c: char| c.is_ascii_digit());
    if text.len() > LONGEST_HEADING || said.contains(['。', '；']) || amount {
        return None;
    }
    match enumerated(text) {
        Some((_, level @ 1..=3)) if !said.contains(':') && !said.contains("持平") => Some(level),
        Some(_) => None,
        None => (text.len() <= 40 && is_heading(said)).then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_paragraphs() {
        for (text, expected) in [
            ("第三部分2026年", Some(1)),
            ("一、关于", Some(2)),
            ("-一、关于", Some(2)),
            ("(二)因公", Some(3)),
            ("10.住房", Some(4)),
            ("2、办公", Some(4)),
            ("60.54%。", None),
            ("2022年当年", None),
            ("一般公共", None),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(
                enumerated(&text).map(|(_, level)| level),
                expected,
                "{text:?}"
            );
        }
    }
}
