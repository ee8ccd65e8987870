//! The piece table: where the characters of the texts lie in the stream, one byte or two each.

use std::ops::Range;

use crate::source::bytes::{index_at, u8_at, u16_at, u32_at};

/// Most lists of changes that pieces can refer to.
const MOST_CHANGES: usize = 0x8000;

/// What the bytes from 0x80 to 0x9f are as characters.
const HIGH: [u16; 32] = [
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
];

/// A character in its place.
#[derive(Clone, Copy)]
pub(super) struct Character {
    /// Its number among all characters.
    pub(super) number: usize,
    /// Where its bytes begin in the stream, and where they end.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its sixteen bits.
    pub(super) unit: u16,
    /// What its piece changes (Prm).
    pub(super) change: u16,
}

/// Characters that lie one after the other.
struct Piece {
    numbers: Range<usize>,
    start: usize,
    width: usize,
    change: u16,
}

/// The pieces of a document.
pub(super) struct Pieces<'a> {
    word: &'a [u8],
    /// Numbers of the first characters, then descriptions.
    table: &'a [u8],
    count: usize,
    changes: Vec<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    /// Reads the piece table (Clx); `None` when it contradicts itself.
    pub(super) fn read(word: &'a [u8], mut clx: &'a [u8]) -> Option<Self> {
        let mut changes = Vec::new();
        while u8_at(clx, 0)? == 1 {
            let length = usize::from(u16_at(clx, 1)?);
            let (list, rest) = clx.get(3..)?.split_at_checked(length)?;
            if changes.len() < MOST_CHANGES {
                changes.push(list);
            }
            clx = rest;
        }
        if u8_at(clx, 0)? != 2 {
            return None;
        }
        let table = clx.get(5..)?.get(..index_at(clx, 1)?)?;
        let pieces = Self {
            word,
            table,
            count: table.len().checked_sub(4)? / 12,
            changes,
        };
        pieces.is_sound().then_some(pieces)
    }

    /// Whether pieces follow each other, and no byte could be read more than once.
    fn is_sound(&self) -> bool {
        let mut left = self.word.len();
        let mut next = 0;
        (0..self.count).all(|index| {
            let Some(piece) = self.piece(index) else {
                return false;
            };
            let (start, end) = (piece.numbers.start, piece.numbers.end);
            let follows = start == next && start <= end;
            next = end;
            let bytes = piece.numbers.len().checked_mul(piece.width);
            let fits = bytes.and_then(|bytes| left.checked_sub(bytes));
            left = fits.unwrap_or(0);
            follows && fits.is_some()
        })
    }

    fn piece(&self, index: usize) -> Option<Piece> {
        let number = |index: usize| index_at(self.table, index.checked_mul(4)?);
        let descriptions = self.count.checked_add(1)?.checked_mul(4)?;
        let at = descriptions.checked_add(index.checked_mul(8)?)?;
        let place = u32_at(self.table, at.checked_add(2)?)?;
        let wide = place & 0x4000_0000 == 0;
        let place = usize::try_from(place & 0x3fff_ffff).ok()?;
        Some(Piece {
            numbers: number(index)?..number(index.checked_add(1)?)?,
            start: if wide { place } else { place / 2 },
            width: if wide { 2 } else { 1 },
            change: u16_at(self.table, at.checked_add(6)?)?,
        })
    }

    /// The list of changes that a piece refers to, if it does.
    pub(super) fn list(&self, change: u16) -> Option<&'a [u8]> {
        let index = usize::from(change >> 1);
        let list = self.changes.get(index).copied();
        list.filter(|_| change & 1 == 1)
    }

    /// The characters of these numbers, as far as there are bytes for them.
    pub(super) fn characters(&self, numbers: Range<usize>) -> impl Iterator<Item = Character> {
        let first = self.first_with(numbers.start);
        (first..self.count)
            .map_while(|index| self.piece(index))
            .take_while({
                let end = numbers.end;
                move |piece| piece.numbers.start < end
            })
            .flat_map(move |piece| {
                let from = numbers.start.max(piece.numbers.start);
                let to = numbers.end.min(piece.numbers.end);
                (from..to).map_while(move |number| self.character(&piece, number))
            })
    }

    /// The first piece that ends behind a number.
    fn first_with(&self, number: usize) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            let ends = self.piece(middle).is_some_and(|it| it.numbers.end > number);
            if ends {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        low
    }

    fn character(&self, piece: &Piece, number: usize) -> Option<Character> {
        let before = number.checked_sub(piece.numbers.start)?;
        let start = piece.start.checked_add(before.checked_mul(piece.width)?)?;
        let unit = if piece.width == 2 {
            u16_at(self.word, start)?
        } else {
            let byte = u8_at(self.word, start)?;
            let high = byte.checked_sub(0x80).map(usize::from);
            let high = high.and_then(|high| HIGH.get(high));
            high.copied().unwrap_or(u16::from(byte))
        };
        Some(Character {
            number,
            start,
            end: start.checked_add(piece.width)?,
            unit,
            change: piece.change,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A piece table of pieces with these ends, places and changes, behind one list of changes.
    fn clx(pieces: &[(u32, u32, u16)]) -> Vec<u8> {
        let mut table = vec![0; 4];
        table.extend(pieces.iter().flat_map(|(end, _, _)| end.to_le_bytes()));
        for (_, place, change) in pieces {
            table.extend([0; 2]);
            table.extend(place.to_le_bytes());
            table.extend(change.to_le_bytes());
        }
        let length = u32::try_from(table.len()).unwrap().to_le_bytes();
        [&[1, 3, 0, 0, 8, 1, 2], length.as_slice(), &table].concat()
    }

    fn text(word: &[u8], clx: &[u8], numbers: Range<usize>) -> Option<String> {
        let pieces = Pieces::read(word, clx)?;
        let units = pieces.characters(numbers).map(|it| it.unit);
        Some(char::decode_utf16(units).map(Result::unwrap).collect())
    }

    #[test]
    fn pieces_have_one_byte_a_character_or_two() {
        let word = b"\x32\x75ab\x93";
        let wide = (1, 0, 1);
        let narrow = (4, 0x4000_0000 | 4, 0);
        let clx = clx(&[wide, narrow]);
        assert_eq!(text(word, &clx, 0..9).as_deref(), Some("甲ab“"));
        assert_eq!(text(word, &clx, 2..3).as_deref(), Some("b"));
        let pieces = Pieces::read(word, &clx).unwrap();
        assert_eq!(pieces.list(1), Some([0, 8, 1].as_slice()));
        assert_eq!((pieces.list(0), pieces.list(3)), (None, None));
    }

    #[test]
    fn no_byte_is_read_more_than_once() {
        let all = |end| (end, 0x4000_0000, 0);
        assert!(text(b"abcd", &clx(&[all(4)]), 0..4).is_some());
        assert!(text(b"abcd", &clx(&[all(4), all(8)]), 0..8).is_none());
        assert!(text(b"abcd", &clx(&[all(3), all(2)]), 0..3).is_none());
    }
}
