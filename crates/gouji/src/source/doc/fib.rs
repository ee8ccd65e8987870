//! The front of a document's stream (FIB): its version, and where everything else lies.

use super::Part;
use crate::source::ReadError;
use crate::source::bytes::{index_at, u16_at};

/// The first number of the stream, since Word 97.
const MAGIC: u16 = 0xa5ec;

/// First numbers of the stream in Word 2, 6 and 95.
const OLD_MAGIC: [u16; 2] = [0xa5db, 0xa5dc];

/// The version (nFib) of Word 97, and of the programs that wrote nearly the same before it.
const OLDEST: u16 = 0x00c0;

/// What is known from the front of the stream.
pub(super) struct Fib {
    /// The name of the stream of tables.
    pub(super) table: &'static str,
    /// Lengths of the texts in their order, in characters: body, notes, headers, …
    pub(super) body: usize,
    /// Characters before the texts of boxes.
    pub(super) before_boxes: usize,
    pub(super) boxes: usize,
    /// Parts of the stream of tables.
    pub(super) pieces: Part,
    pub(super) characters: Part,
    pub(super) paragraphs: Part,
    pub(super) shapes: Part,
    pub(super) box_texts: Part,
}

impl Fib {
    pub(super) fn read(word: &[u8]) -> Result<Self, ReadError> {
        let old = Err(ReadError::Unsupported {
            format: "过旧的 Word 文档（Word 95 或更早）",
        });
        let cut = || ReadError::damaged("文档头有误");
        let magic = u16_at(word, 0).ok_or_else(cut)?;
        if OLD_MAGIC.contains(&magic) {
            return old;
        }
        if magic != MAGIC {
            return Err(cut());
        }
        if u16_at(word, 2).ok_or_else(cut)? < OLDEST {
            return old;
        }
        let flags = u16_at(word, 10).ok_or_else(cut)?;
        // fEncrypted; obfuscated documents have it as well.
        if flags & 0x0100 != 0 {
            return Err(ReadError::Encrypted);
        }
        // fWhichTblStm
        let table = if flags & 0x0200 == 0 {
            "0Table"
        } else {
            "1Table"
        };
        Self::places(word, table).ok_or_else(cut)
    }

    fn places(word: &[u8], table: &'static str) -> Option<Self> {
        let part = |at: usize| {
            let (start, length) = (index_at(word, at)?, index_at(word, at.checked_add(4)?)?);
            Some(Part { start, length })
        };
        let count = |at: usize| index_at(word, at);
        // Notes, headers, macros, comments, endnotes.
        let mut others = [0x50, 0x54, 0x58, 0x5c, 0x60].into_iter().map(count);
        let others = others.try_fold(0_usize, |sum, count| sum.checked_add(count?))?;
        let body = count(0x4c)?;
        Some(Self {
            table,
            body,
            before_boxes: body.checked_add(others)?,
            boxes: count(0x64)?,
            characters: part(0xfa)?,
            paragraphs: part(0x102)?,
            pieces: part(0x1a2)?,
            shapes: part(0x1da)?,
            box_texts: part(0x25a)?,
        })
    }
}
