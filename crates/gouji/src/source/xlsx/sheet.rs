use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::strings::{RichText, unescaped};
use crate::source::draft::{Draft, Room};
use crate::source::styles::{Styles, truth};
use crate::source::xml::{Xml, attribute, attributes, is_true, push_text};
use crate::source::{Address, Content, Range, ReadError, Sheet};

/// Reads the sheets of one workbook, one after the other.
pub(super) struct SheetReader<'w> {
    strings: &'w [String],
    styles: &'w Styles,
    room: Room,
    draft: Draft,
    /// Where the next row, and the next cell, is that does not say so.
    next: Address,
    cell: CellParts,
}

/// What is known of a cell before its end.
#[derive(Default)]
struct CellParts {
    at: Address,
    style: usize,
    kind: Kind,
    value: String,
    rich: RichText,
    has_value: bool,
    has_formula: bool,
    inside: Inside,
}

/// What the value of a cell is.
#[derive(Clone, Copy, Default)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    /// An error or a date in words.
    Other,
}

/// Which element of a cell the reader is in.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
    Rich,
}

impl<'w> SheetReader<'w> {
    pub(super) fn new(strings: &'w [String], styles: &'w Styles) -> Self {
        Self {
            strings,
            styles,
            room: Room::default(),
            draft: Draft::default(),
            next: Address::default(),
            cell: CellParts::default(),
        }
    }

    pub(super) fn read(&mut self, part: impl Read, draft: Draft) -> Result<Sheet, ReadError> {
        self.draft = draft;
        self.next = Address::default();
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        self.cell.start(&tag, self.next);
                        self.read_cell(&mut xml)?;
                    }
                    name => self.start(name, &tag)?,
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "row" => self.next = Address::new(self.next.row.saturating_add(1), 0),
                    "worksheet" => break,
                    _ => {}
                },
                Event::Eof => return Err(ReadError::damaged("工作表没有结尾")),
                _ => {}
            }
        }
        Ok(std::mem::take(&mut self.draft).finish())
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        match name {
            "row" => self.start_row(tag),
            "col" => self.column(tag),
            "mergeCell" => {
                let range = attribute(tag, "ref").and_then(|range| parse_range(&range));
                return range.map_or(Ok(()), |range| self.draft.merge(&mut self.room, range));
            }
            _ => {}
        }
        Ok(())
    }

    fn start_row(&mut self, tag: &BytesStart<'_>) {
        let mut hidden = false;
        let mut row = self.next.row;
        for (key, value) in attributes(tag) {
            match key {
                "r" => row = value.parse::<u32>().map_or(row, |r| r.saturating_sub(1)),
                "hidden" => hidden |= is_true(&value),
                "ht" => hidden |= is_zero(&value),
                _ => {}
            }
        }
        self.next = Address::new(row, 0);
        if hidden {
            self.draft.hide_rows(row, row);
        }
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let (mut first, mut last, mut hidden) = (0_u32, 0_u32, false);
        for (key, value) in attributes(tag) {
            match key {
                "min" => first = value.parse().unwrap_or(0),
                "max" => last = value.parse().unwrap_or(0),
                "hidden" => hidden |= is_true(&value),
                "width" => hidden |= is_zero(&value),
                _ => {}
            }
        }
        if let (true, Some(first), Some(last)) = (hidden, first.checked_sub(1), last.checked_sub(1))
        {
            self.draft.hide_columns(first, last);
        }
    }

    fn read_cell<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), ReadError> {
        loop {
            let event = xml.next()?;
            match &event {
                Event::End(tag) if tag.local_name().as_ref() == "c" => break,
                Event::Eof => return Err(ReadError::damaged("单元格没有结尾")),
                event => self.cell.add(event),
            }
        }
        self.next = Address::new(self.cell.at.row, self.cell.at.column.saturating_add(1));
        if self.cell.has_formula && self.cell.has_value {
            self.draft.formula(self.cell.at);
        }
        match self.content()? {
            Some(content) => self.draft.put(&mut self.room, self.cell.at, content),
            None => Ok(()),
        }
    }

    fn content(&mut self) -> Result<Option<Content>, ReadError> {
        let cell = &mut self.cell;
        if !cell.has_value {
            return Ok(cell.has_formula.then_some(Content::Formula));
        }
        let value = std::mem::take(&mut cell.value);
        Ok(Some(match cell.kind {
            Kind::Number if value.trim().is_empty() => return Ok(None),
            Kind::Number => self.styles.written(cell.style, value.trim()),
            Kind::Shared => {
                let index = value.trim().parse::<usize>().ok();
                let text = index.and_then(|index| self.strings.get(index));
                let missing = || ReadError::damaged("单元格文字缺失");
                Content::Text(text.ok_or_else(missing)?.clone())
            }
            Kind::Text => Content::Text(unescaped(value)),
            Kind::Truth => truth(is_true(value.trim())),
            Kind::Other => Content::Other(value),
        }))
    }
}

impl CellParts {
    fn start(&mut self, tag: &BytesStart<'_>, next: Address) {
        self.at = next;
        self.style = 0;
        self.kind = Kind::Number;
        self.value.clear();
        (self.has_value, self.has_formula) = (false, false);
        self.inside = Inside::Nothing;
        for (key, value) in attributes(tag) {
            match key {
                "r" => self.at = parse_address(&value).unwrap_or(next),
                "s" => self.style = value.parse().unwrap_or(0),
                "t" => self.kind = Kind::of(&value),
                _ => {}
            }
        }
    }

    fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) if self.inside == Inside::Nothing => {
                match tag.local_name().as_ref() {
                    "v" => (self.inside, self.has_value) = (Inside::Value, self.states_value()),
                    "f" => (self.inside, self.has_formula) = (Inside::Formula, true),
                    "is" => self.inside = Inside::Rich,
                    _ => {}
                }
            }
            Event::End(tag) => match (self.inside, tag.local_name().as_ref()) {
                (Inside::Value, "v") => self.end_value(),
                (Inside::Formula, "f") => self.inside = Inside::Nothing,
                (Inside::Rich, "is") => {
                    self.value = self.rich.take();
                    (self.inside, self.has_value) = (Inside::Nothing, true);
                }
                (Inside::Rich, _) => self.rich.add(event),
                _ => {}
            },
            event if self.inside == Inside::Value => push_text(event, &mut self.value),
            event if self.inside == Inside::Rich => self.rich.add(event),
            _ => {}
        }
    }

    /// Whether an empty value would be one: the empty text that a formula gives.
    fn states_value(&self) -> bool {
        matches!(self.kind, Kind::Text)
    }

    fn end_value(&mut self) {
        self.inside = Inside::Nothing;
        self.has_value |= !self.value.trim().is_empty();
    }
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Truth,
            "e" | "d" => Self::Other,
            _ => Self::Number,
        }
    }
}

fn is_zero(size: &str) -> bool {
    size.chars().any(|c| c == '0') && size.chars().all(|c| matches!(c, '0' | '.'))
}

/// A cell in A1 notation, with or without `$`.
fn parse_address(text: &str) -> Option<Address> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|&byte| byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase().saturating_sub(b'A'));
                column = column
                    .checked_mul(26)?
                    .checked_add(letter)?
                    .checked_add(1)?;
            }
            b'0'..=b'9' if column > 0 => {
                let digit = u32::from(byte.saturating_sub(b'0'));
                row = row.checked_mul(10)?.checked_add(digit)?;
            }
            _ => return None,
        }
    }
    Some(Address::new(row.checked_sub(1)?, column.checked_sub(1)?))
}

fn parse_range(text: &str) -> Option<Range> {
    let (start, end) = text.split_once(':').unwrap_or((text, text));
    Some(Range {
        start: parse_address(start)?,
        end: parse_address(end)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = r#"<x:worksheet xmlns:x="m"><x:cols><x:col min="2" max="2" hidden="1"/></x:cols>
        <x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2"><x:v>7</x:v></x:c>
        <x:c><x:f>A1</x:f></x:c><x:c t="str"><x:f>A1</x:f><x:v></x:v></x:c><x:c><x:f>A1</x:f><x:v>1.5</x:v></x:c>
        </x:row><x:row hidden="true"><x:c t="inlineStr"><x:is><x:r><x:t>甲&amp;</x:t></x:r><x:r><x:t>乙</x:t></x:r></x:is></x:c></x:row>
        <x:row ht="0"><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData>
        <x:mergeCells><x:mergeCell ref="A2:C2"/></x:mergeCells></x:worksheet>"#;

    fn read(xml: &str) -> Result<Sheet, ReadError> {
        let strings = ["题".to_owned()];
        SheetReader::new(&strings, &Styles::default())
            .read(xml.as_bytes(), Draft::new("s".into(), true))
    }

    #[test]
    fn cells_formulas_and_what_is_hidden() {
        let sheet = read(SHEET).unwrap();
        let list = |cells: &[crate::source::Cell]| -> Vec<String> {
            cells
                .iter()
                .map(|cell| format!("{} {}", cell.at, cell.text()))
                .collect()
        };
        assert_eq!(list(sheet.row(1)), ["A2 题", "C2 ", "E2 1.5"]);
        assert_eq!(list(&sheet.hidden), ["B2 7", "A3 甲&乙", "A4 TRUE"]);
        assert_eq!(sheet.row(1)[1].content, Content::Formula);
        let formulas: Vec<String> = sheet.formulas.iter().map(Address::to_string).collect();
        assert_eq!(formulas, ["D2", "E2"]);
        assert_eq!(sheet.merges[0].to_string(), "A2:C2");
    }

    #[test]
    fn a_sheet_that_ends_early_is_damaged() {
        let length = SHEET.chars().count();
        for end in [length - 14, length / 2] {
            let cut: String = SHEET.chars().take(end).collect();
            assert!(read(&cut).is_err());
        }
    }

    #[test]
    fn addresses() {
        for (text, address) in [
            ("A1", Some((0, 0))),
            ("$XFD$1048576", Some((1_048_575, 16_383))),
            ("a10", Some((9, 0))),
            ("A0", None),
            ("1", None),
            ("A", None),
            ("A1B", None),
            ("ZZZZZZZZ1", None),
            ("A99999999999", None),
        ] {
            let expected = address.map(|(row, column)| Address::new(row, column));
            assert_eq!(parse_address(text), expected, "{text}");
        }
    }
}
