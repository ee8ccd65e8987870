//! Goes over the characters of the body: marks end paragraphs, cells and rows, signs begin fields.

use super::Source;
use super::boxes::Boxes;
use super::pieces::Character;
use super::sprms::{Paragraph, hides, piece_hides};
use super::tables::Tables;
use crate::source::bytes::u16_at;
use crate::source::document::body::fits;
use crate::source::{ReadError, Sheet, limits};

/// Bytes of property lists that are gone over at most; lists may be shared by many paragraphs.
const LIST_BYTES: usize = 512 * 1024 * 1024;

/// A text while it is read.
pub(super) struct Story<'a, 'r> {
    source: &'a Source<'a>,
    tables: Tables<'r>,
    boxes: Boxes,
    text: String,
    /// The first half of a character of 32 bits.
    half: Option<u16>,
    fields: Fields,
    /// What is known of the paragraphs of one stretch, as one piece changes them.
    known: Option<(usize, u16, Paragraph)>,
    /// What the last piece does to its characters.
    piece: (u16, bool),
    /// Bytes of text, and of property lists, that there may still be.
    text_left: usize,
    lists_left: usize,
}

impl<'a, 'r> Story<'a, 'r> {
    pub(super) fn new(source: &'a Source<'a>, tables: Tables<'r>, boxes: Boxes) -> Self {
        Self {
            source,
            tables,
            boxes,
            text: String::new(),
            half: None,
            fields: Fields::default(),
            known: None,
            piece: (0, false),
            text_left: limits::TEXT_BYTES,
            lists_left: LIST_BYTES,
        }
    }

    /// Reads a body of so many characters.
    pub(super) fn read(mut self, length: usize) -> Result<Sheet, ReadError> {
        let mut last = None;
        for character in self.source.pieces.characters(0..length) {
            self.take(character, 0)?;
            if character.unit == 0x08 {
                self.take_box(character)?;
            }
            last = Some(character);
        }
        if last.is_none_or(|last| last.number.checked_add(1) != Some(length)) {
            return Err(ReadError::damaged("正文不完整"));
        }
        if !self.text.is_empty() {
            self.end_paragraph(0)?;
        }
        self.tables.finish()
    }

    /// Reads the box that is anchored at a character.
    fn take_box(&mut self, anchor: Character) -> Result<(), ReadError> {
        let Some(numbers) = self.boxes.take(anchor.number) else {
            return Ok(());
        };
        if self.is_hidden(anchor)? {
            return Ok(());
        }
        let around = self.paragraph(anchor)?.depth();
        let outside = std::mem::take(&mut self.fields);
        for character in self.source.pieces.characters(numbers) {
            self.take(character, around)?;
        }
        self.fields = outside;
        Ok(())
    }

    /// Takes a character that has so many tables around its text.
    fn take(&mut self, character: Character, around: u32) -> Result<(), ReadError> {
        match character.unit {
            0x0d => self.end(character, around),
            0x07 => self.end_cell(character, around),
            0x0c if self.ends_stretch(character) => self.end(character, around),
            _ if self.is_hidden(character)? => Ok(()),
            0x13 => {
                self.fields.begin();
                Ok(())
            }
            0x14 => {
                self.fields.separate();
                Ok(())
            }
            0x15 => {
                self.fields.end();
                Ok(())
            }
            _ if self.fields.in_code() => Ok(()),
            unit => self.show(unit),
        }
    }

    fn show(&mut self, unit: u16) -> Result<(), ReadError> {
        let shown = match (self.half.take(), unit) {
            (_, 0x09) => '\t',
            // Ends of lines, pages and columns.
            (_, 0x0b | 0x0c | 0x0e) => '\n',
            (_, 0x1e) => '-',
            // Pictures, notes, where a word may be parted.
            (_, 0..0x20) => return Ok(()),
            (_, 0xd800..0xdc00) => {
                self.half = Some(unit);
                return Ok(());
            }
            (Some(half), 0xdc00..0xe000) => {
                let pair = char::decode_utf16([half, unit]).next();
                pair.and_then(Result::ok)
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            (_, unit) => {
                let shown = char::from_u32(u32::from(unit));
                shown.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
        };
        let left = self.text_left.checked_sub(shown.len_utf8());
        self.text_left = left.ok_or(ReadError::TooLarge {
            limit: "单元格文字共 64 MB",
        })?;
        self.text.push(shown);
        fits(&self.text)
    }

    fn end(&mut self, mark: Character, around: u32) -> Result<(), ReadError> {
        let depth = self.paragraph(mark)?.depth();
        self.end_paragraph(depth.saturating_add(around))
    }

    fn end_paragraph(&mut self, depth: u32) -> Result<(), ReadError> {
        self.half = None;
        self.fields.end_paragraph();
        let text = std::mem::take(&mut self.text);
        self.tables.paragraph(&text, depth)
    }

    /// A mark that ends a cell, or a row; a paragraph where no table is, or another around it.
    fn end_cell(&mut self, mark: Character, around: u32) -> Result<(), ReadError> {
        let paragraph = self.paragraph(mark)?;
        let (depth, ends_row) = (paragraph.depth(), paragraph.ends_row);
        if depth != 1 || around > 0 {
            return self.end_paragraph(depth.saturating_add(around));
        }
        if ends_row {
            let shape = paragraph.shape.clone();
            self.text.clear();
            self.tables.row(shape);
            return Ok(());
        }
        self.half = None;
        self.fields.end_paragraph();
        let text = std::mem::take(&mut self.text);
        self.tables.cell(&text)
    }

    /// Whether a paragraph's properties end behind a character: an end of a section is one of a
    /// paragraph, an end of a page is not.
    fn ends_stretch(&self, character: Character) -> bool {
        let paragraphs = &self.source.paragraphs;
        let stretch = paragraphs.at(character.start);
        let stretch = stretch.and_then(|index| paragraphs.get(index));
        stretch.is_some_and(|it| usize::try_from(it.end).ok() == Some(character.end))
    }

    fn is_hidden(&mut self, character: Character) -> Result<bool, ReadError> {
        if self.piece.0 != character.change {
            let list = self.source.pieces.list(character.change);
            self.spend(list.map_or(0, <[u8]>::len))?;
            let hidden = list.map_or(piece_hides(character.change), hides);
            self.piece = (character.change, hidden);
        }
        let hidden = &self.source.hidden;
        Ok(self.piece.1 || !hidden.is_empty() && hidden.at(character.start).is_some())
    }

    /// What is said of the paragraph that a character is in.
    fn paragraph(&mut self, character: Character) -> Result<&Paragraph, ReadError> {
        let stretch = self.source.paragraphs.at(character.start);
        let key = (stretch.unwrap_or(usize::MAX), character.change);
        let known = self.known.take();
        let known = known.filter(|(stretch, change, _)| (*stretch, *change) == key);
        let (_, _, paragraph) = match known {
            Some(known) => self.known.insert(known),
            None => {
                let paragraph = self.read_paragraph(stretch, character.change)?;
                self.known.insert((key.0, key.1, paragraph))
            }
        };
        Ok(paragraph)
    }

    fn read_paragraph(
        &mut self,
        stretch: Option<usize>,
        change: u16,
    ) -> Result<Paragraph, ReadError> {
        let mut paragraph = Paragraph::default();
        let stretch = stretch.and_then(|index| self.source.paragraphs.get(index));
        if let Some(stretch) = stretch {
            let list = stretch.list(self.source.word);
            self.spend(list.len())?;
            if let Some(list) = paragraph.change(list).and_then(|at| self.elsewhere(at)) {
                self.spend(list.len())?;
                paragraph.change(list);
            }
        }
        paragraph.change_by_piece(change);
        if let Some(list) = self.source.pieces.list(change) {
            self.spend(list.len())?;
            paragraph.change(list);
        }
        Ok(paragraph)
    }

    /// A list in the stream of data, behind its length.
    fn elsewhere(&self, at: usize) -> Option<&'a [u8]> {
        let length = usize::from(u16_at(self.source.data, at)?);
        let start = at.checked_add(2)?;
        self.source.data.get(start..start.checked_add(length)?)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        let left = self.lists_left.checked_sub(bytes);
        self.lists_left = left.ok_or_else(|| ReadError::damaged("段落属性重复太多"))?;
        Ok(())
    }
}

/// The fields around a character: each first has its code, then what it shows.
#[derive(Default)]
struct Fields {
    /// Whether the code is over, of each.
    shown: Vec<bool>,
    codes: usize,
}

impl Fields {
    fn begin(&mut self) {
        self.shown.push(false);
        self.codes = self.codes.saturating_add(1);
    }

    fn separate(&mut self) {
        if let Some(shown @ false) = self.shown.last_mut() {
            *shown = true;
            self.codes = self.codes.saturating_sub(1);
        }
    }

    fn end(&mut self) {
        if self.shown.pop() == Some(false) {
            self.codes = self.codes.saturating_sub(1);
        }
    }

    fn in_code(&self) -> bool {
        self.codes > 0
    }

    /// No code goes on in the next paragraph: a field that lost its end hides no more.
    fn end_paragraph(&mut self) {
        if self.codes > 0 {
            *self = Self::default();
        }
    }
}
