//! Text boxes: their texts stand behind all others, and are read where the box is anchored.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fib::Fib;
use crate::source::bytes::{index_at, u32_at};
use crate::source::limits;

/// Length of what is said of a shape (Spa), and of the text of a box (FTXBXS).
const SHAPE: usize = 26;
const BOX: usize = 22;

/// Numbers of the characters of each box, by the number of its anchor.
#[derive(Default)]
pub(super) struct Boxes(BTreeMap<usize, Range<usize>>);

impl Boxes {
    pub(super) fn read(fib: &Fib, table: &[u8]) -> Self {
        let texts: BTreeMap<u32, Range<usize>> = entries(fib.box_texts.of(table), BOX)
            .filter_map(|(numbers, text)| {
                let end = numbers.end.min(fib.boxes);
                let start = numbers.start.checked_add(fib.before_boxes)?;
                let end = end.checked_add(fib.before_boxes)?;
                Some((u32_at(text, 14)?, start..end))
            })
            .collect();
        let shapes = entries(fib.shapes.of(table), SHAPE);
        let anchored = shapes.filter_map(|(numbers, shape)| {
            let text = texts.get(&u32_at(shape, 0)?)?;
            Some((numbers.start, text.clone()))
        });
        Self(anchored.collect())
    }

    /// Takes out the text of the box that is anchored at a character.
    pub(super) fn take(&mut self, anchor: usize) -> Option<Range<usize>> {
        self.0.remove(&anchor)
    }
}

/// Entries of a table of numbers and what is said of the characters from each to the next (PLC).
fn entries(table: &[u8], length: usize) -> impl Iterator<Item = (Range<usize>, &[u8])> {
    let count = table.len().saturating_sub(4) / length.saturating_add(4);
    let places = count.saturating_add(1).saturating_mul(4);
    let data = table.get(places..).unwrap_or_default();
    let number = |index: usize| index_at(table, index.checked_mul(4)?);
    let described = data.chunks_exact(length).take(count.min(limits::ENTRIES));
    described.enumerate().filter_map(move |(index, data)| {
        let next = index.checked_add(1)?;
        Some((number(index)?..number(next)?, data))
    })
}
