//! Lists of property changes (grpprl): each a code (sprm) and what the property is set to.

use super::shape::Shape;
use crate::source::bytes::{index_at, u8_at, u16_at, u32_at};

/// Definition of a row's cells; of it alone the length has two bytes.
const CELLS: u16 = 0xd608;

/// Changes of tabulators, whose length may be told by how many they are.
const TABS: u16 = 0xc615;

/// One change.
pub(super) struct Sprm<'a> {
    pub(super) code: u16,
    pub(super) operand: &'a [u8],
}

/// The changes of a list; it ends with the first that is cut short.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let after = rest.get(2..)?;
        let (skipped, length) = operand(code, after)?;
        let (operand, after) = after.get(skipped..)?.split_at_checked(length)?;
        rest = after;
        Some(Sprm { code, operand })
    })
}

/// How many bytes tell the length of an operand, and how many it has.
fn operand(code: u16, after: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if code == CELLS => (2, usize::from(u16_at(after, 0)?).checked_sub(1)?),
        _ => match usize::from(u8_at(after, 0)?) {
            255 if code == TABS => {
                let deleted = usize::from(u8_at(after, 1)?).checked_mul(4)?;
                let added = u8_at(after, deleted.checked_add(2)?)?;
                let added = usize::from(added).checked_mul(3)?;
                (1, deleted.checked_add(added)?.checked_add(2)?)
            }
            length => (1, length),
        },
    })
}

/// What matters of a paragraph.
#[derive(Clone, Default)]
pub(super) struct Paragraph {
    in_table: bool,
    depth: Option<u32>,
    /// Whether its mark ends a row.
    pub(super) ends_row: bool,
    pub(super) shape: Shape,
}

impl Paragraph {
    /// How many tables are around it.
    pub(super) fn depth(&self) -> u32 {
        self.depth.unwrap_or(0).max(u32::from(self.in_table))
    }

    /// Takes a list in; says where in the stream of data another list stands, if it refers to one.
    pub(super) fn change(&mut self, list: &[u8]) -> Option<usize> {
        let mut elsewhere = None;
        for Sprm { code, operand } in sprms(list) {
            let on = u8_at(operand, 0) == Some(1);
            match code {
                0x2416 => self.in_table = on,
                0x2417 => self.ends_row = on,
                0x6649 => self.depth = u32_at(operand, 0),
                // The whole list, or that of a row, did not fit here.
                0x6645 | 0x6646 | 0x646b => elsewhere = index_at(operand, 0),
                CELLS => self.shape = Shape::defined(operand),
                // Where cells are defined as well, it says the same again.
                0x7621 => drop(self.shape.insert(operand)),
                0x7623 => drop(self.shape.widen(operand)),
                0x5624 => drop(self.shape.merge(operand)),
                0xd62b => drop(self.shape.merge_down(operand)),
                _ => {}
            }
        }
        elsewhere
    }

    /// Takes in what a piece changes by itself (Prm0).
    pub(super) fn change_by_piece(&mut self, change: u16) {
        let on = change >> 8 == 1;
        match change & 0xff {
            0x30 => self.in_table = on,
            0x32 => self.ends_row = on,
            _ => {}
        }
    }
}

/// Whether a list deletes its characters, or has them stand for signs of another font.
pub(super) fn hides(list: &[u8]) -> bool {
    let mut deleted = false;
    let mut symbol = false;
    for Sprm { code, operand } in sprms(list) {
        match code {
            0x0800 => deleted = u8_at(operand, 0) == Some(1),
            0x6a09 => symbol = true,
            _ => {}
        }
    }
    deleted || symbol
}

/// Whether a piece deletes its characters by itself (Prm0).
pub(super) fn piece_hides(change: u16) -> bool {
    change == 0x0182
}
