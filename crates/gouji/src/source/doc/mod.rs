//! Word documents of Word 97 to 2003, and those of WPS Writer: the text lies in pieces of one
//! stream, what is said of it in another, in a compound file (MS-DOC).

mod boxes;
mod fib;
mod pieces;
mod shape;
mod sprms;
mod story;
mod stretches;
mod tables;

use super::compound::Compound;
use super::document::body::Body;
use super::draft::Room;
use super::{ReadError, Sheet};
use boxes::Boxes;
use fib::Fib;
use pieces::Pieces;
use sprms::hides;
use story::Story;
use stretches::Stretches;
use tables::Tables;

/// The stream of the text, by which a document is known.
pub(super) const STREAM: &str = "WordDocument";

/// Reads the body of a document as one sheet: a row for each paragraph and each row of a table.
pub(super) fn read(name: &str, file: &Compound<'_>) -> Result<Vec<Sheet>, ReadError> {
    let word = file.stream(STREAM)?;
    let fib = Fib::read(&word)?;
    if !file.has(fib.table) {
        return Err(ReadError::damaged("缺少表流"));
    }
    let table = file.stream(fib.table)?;
    // Where lists of properties stand that did not fit beside the text.
    let data = match file.has("Data") {
        true => file.stream("Data")?,
        false => Vec::new(),
    };
    let pieces = Pieces::read(&word, fib.pieces.of(&table))
        .ok_or_else(|| ReadError::damaged("正文的目录有误"))?;
    let mut room = Room::default();
    let tables = Tables::new(Body::new(name, &mut room));
    let source = Source {
        word: &word,
        data: &data,
        paragraphs: Stretches::of_paragraphs(&word, fib.paragraphs.of(&table)),
        hidden: Stretches::of_characters(&word, fib.characters.of(&table), hides),
        pieces,
    };
    let story = Story::new(&source, tables, Boxes::read(&fib, &table));
    Ok(vec![story.read(fib.body)?])
}

/// What a text is read from.
struct Source<'a> {
    word: &'a [u8],
    data: &'a [u8],
    pieces: Pieces<'a>,
    paragraphs: Stretches,
    /// Characters that are not shown as they stand there.
    hidden: Stretches,
}

/// A part of a stream.
struct Part {
    start: usize,
    length: usize,
}

impl Part {
    /// Its bytes; none where the stream is too short.
    fn of<'a>(&self, stream: &'a [u8]) -> &'a [u8] {
        let end = self.start.saturating_add(self.length);
        stream.get(self.start..end).unwrap_or_default()
    }
}
