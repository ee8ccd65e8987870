//! The cells of a row: where their edges are, and which are merged.

use crate::source::bytes::{u8_at, u16_at};

/// Length of the description of a cell (TC80).
const DESCRIPTION: usize = 20;

/// Most cells of a row: their number has one byte.
pub(super) const MOST_CELLS: usize = 255;

/// The cells of a row as the mark at its end defines them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Shape {
    /// Left edges and the last right edge, in twentieths of a point.
    pub(super) edges: Vec<i32>,
    flags: Vec<u16>,
    /// Whether all cells were defined at once.
    defined: bool,
}

impl Shape {
    /// The cells of a definition (TDefTableOperand, from its number of columns on).
    pub(super) fn defined(operand: &[u8]) -> Self {
        let count = usize::from(u8_at(operand, 0).unwrap_or(0));
        let edge = |index: usize| {
            let at = index.checked_mul(2)?.checked_add(1)?;
            Some(i32::from(u16_at(operand, at)?.cast_signed()))
        };
        let edges: Vec<i32> = (0..=count).map_while(edge).collect();
        let descriptions = count.saturating_mul(2).saturating_add(3);
        let descriptions = operand.get(descriptions..).unwrap_or_default();
        let flags = descriptions.chunks_exact(DESCRIPTION).take(count);
        Self {
            edges,
            flags: flags.filter_map(|cell| u16_at(cell, 0)).collect(),
            defined: true,
        }
    }

    /// Adds cells of one width (TInsertOperand); a definition has them already.
    pub(super) fn insert(&mut self, operand: &[u8]) -> Option<()> {
        let (first, count) = (u8_at(operand, 0)?, usize::from(u8_at(operand, 1)?));
        let width = i32::from(u16_at(operand, 2)?);
        if self.defined {
            return None;
        }
        if self.edges.is_empty() {
            self.edges.push(0);
        }
        let first = usize::from(first).min(self.edges.len().saturating_sub(1));
        let room = MOST_CELLS.saturating_sub(self.edges.len().saturating_sub(1));
        let edge = *self.edges.get(first)?;
        let mut added = Vec::new();
        let mut next = edge;
        for _ in 0..count.min(room) {
            next = next.saturating_add(width);
            added.push(next);
        }
        let wider = next.saturating_sub(edge);
        for edge in self.edges.iter_mut().skip(first.saturating_add(1)) {
            *edge = edge.saturating_add(wider);
        }
        let at = first.saturating_add(1);
        self.edges.splice(at..at, added);
        Some(())
    }

    /// Sets the width of some cells (TDxaColOperand).
    pub(super) fn widen(&mut self, operand: &[u8]) -> Option<()> {
        let (first, end) = (usize::from(u8_at(operand, 0)?), u8_at(operand, 1)?);
        let width = i32::from(u16_at(operand, 2)?);
        for index in first..usize::from(end) {
            let next = index.checked_add(1)?;
            let right = self.edges.get(index)?.saturating_add(width);
            let wider = right.saturating_sub(*self.edges.get(next)?);
            for edge in self.edges.iter_mut().skip(next) {
                *edge = edge.saturating_add(wider);
            }
        }
        Some(())
    }

    /// Merges cells beside each other (ItcFirstLim).
    pub(super) fn merge(&mut self, operand: &[u8]) -> Option<()> {
        let (first, end) = (u8_at(operand, 0)?, u8_at(operand, 1)?);
        for index in first..end {
            self.set(index, 3, if index == first { 1 } else { 2 });
        }
        Some(())
    }

    /// Merges a cell with the one above or below (VertMergeOperand).
    pub(super) fn merge_down(&mut self, operand: &[u8]) -> Option<()> {
        let (index, merge) = (u8_at(operand, 0)?, u16::from(u8_at(operand, 1)?));
        self.set(index, 0x60, (merge & 3) << 5);
        Some(())
    }

    /// Sets bits of a cell's description.
    fn set(&mut self, index: u8, mask: u16, bits: u16) {
        let index = usize::from(index);
        if self.flags.len() <= index {
            self.flags.resize(index.saturating_add(1), 0);
        }
        if let Some(flags) = self.flags.get_mut(index) {
            *flags = *flags & !mask | bits;
        }
    }

    /// Drops what is said of cells that the row does not have.
    pub(super) fn truncate(&mut self, cells: usize) {
        self.edges.truncate(cells.saturating_add(1));
        self.flags.truncate(cells);
        self.edges.shrink_to_fit();
        self.flags.shrink_to_fit();
    }

    /// Whether a cell goes on with the one before it. Programs do not agree which of the two numbers
    /// stands for the first of merged cells, so the first that is met does.
    pub(super) fn follows(&self, index: usize) -> bool {
        let merge = |index: usize| self.flags.get(index).map_or(0, |flags| flags & 3);
        let own = merge(index);
        let before = (0..index).rev().map(merge).take_while(|&merge| merge != 0);
        let first = before.last();
        own != 0 && first.is_some_and(|first| first != own)
    }

    /// Whether a cell goes on with the one above.
    pub(super) fn continues(&self, index: usize) -> bool {
        self.flags
            .get(index)
            .is_some_and(|flags| flags & 0x60 == 0x20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(edges: &[i16], flags: &[u16]) -> Vec<u8> {
        let mut operand = vec![u8::try_from(edges.len() - 1).unwrap()];
        operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for flags in flags {
            operand.extend(flags.to_le_bytes());
            operand.extend([0; 18]);
        }
        operand
    }

    #[test]
    fn definitions_tell_edges_and_merges() {
        let shape = Shape::defined(&definition(
            &[-108, 900, 1800, 2700, 3600],
            &[0x60, 0x20, 1, 2],
        ));
        assert_eq!(shape.edges, [-108, 900, 1800, 2700, 3600]);
        let follows: Vec<bool> = (0..5).map(|index| shape.follows(index)).collect();
        assert_eq!(follows, [false, false, false, true, false]);
        let continues: Vec<bool> = (0..5).map(|index| shape.continues(index)).collect();
        assert_eq!(continues, [false, true, false, false, false]);
    }

    #[test]
    fn either_number_may_stand_for_the_first_of_merged_cells() {
        for (flags, expected) in [
            ([1, 2, 2, 0], [false, true, true, false]),
            ([2, 1, 1, 0], [false, true, true, false]),
            ([1, 2, 1, 2], [false, true, false, true]),
            ([0, 2, 1, 2], [false, false, true, false]),
        ] {
            let shape = Shape::defined(&definition(&[0, 1, 2, 3, 4], &flags));
            let follows: Vec<bool> = (0..4).map(|index| shape.follows(index)).collect();
            assert_eq!(follows, expected, "{flags:?}");
        }
    }

    #[test]
    fn rows_may_be_made_step_by_step() {
        let mut shape = Shape::default();
        shape.insert(&[0, 3, 100, 0]).unwrap();
        shape.widen(&[1, 2, 250, 0]).unwrap();
        shape.merge_down(&[0, 1]).unwrap();
        shape.merge(&[1, 3]).unwrap();
        assert_eq!(shape.edges, [0, 100, 350, 450]);
        assert!(shape.continues(0) && !shape.continues(1));
        assert!(shape.follows(2) && !shape.follows(1));
        let mut defined = Shape::defined(&definition(&[0, 100], &[0]));
        assert_eq!(defined.insert(&[0, 3, 100, 0]), None);
        assert_eq!(defined.edges, [0, 100]);
    }
}
