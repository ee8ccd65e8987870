//! Formatted pages (FKP): stretches of the stream whose characters or paragraphs are alike.

use crate::source::bytes::{index_at, u8_at, u32_at};

/// Length of a page; its last byte says how many stretches it has.
const PAGE: usize = 512;

/// Bytes of the stream with the same properties.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    start: u32,
    pub(super) end: u32,
    list: u32,
    length: u16,
}

/// Stretches from front to back; between them may be gaps.
#[derive(Default)]
pub(super) struct Stretches(Vec<Stretch>);

impl Stretches {
    /// Those of paragraphs.
    pub(super) fn of_paragraphs(word: &[u8], pages: &[u8]) -> Self {
        Self::read(word, pages, 13, |page, at| {
            // The length is in words, of which one byte is spent on it; zero, and it follows.
            let (start, length) = match usize::from(u8_at(page, at)?) {
                0 => {
                    let length = usize::from(u8_at(page, at.checked_add(1)?)?);
                    (at.checked_add(2)?, length.checked_mul(2)?)
                }
                words => {
                    let length = words.checked_mul(2)?.checked_sub(1)?;
                    (at.checked_add(1)?, length)
                }
            };
            // The number of the style comes first.
            Some((start.checked_add(2)?, length.checked_sub(2)?))
        })
    }

    /// Those of characters that are not shown as they stand there.
    pub(super) fn of_characters(word: &[u8], pages: &[u8], chosen: impl Fn(&[u8]) -> bool) -> Self {
        let mut all = Self::read(word, pages, 1, |page, at| {
            Some((at.checked_add(1)?, usize::from(u8_at(page, at)?)))
        });
        all.0.retain(|stretch| chosen(stretch.list(word)));
        all.0.shrink_to_fit();
        all
    }

    /// Reads the pages that a table lists (PlcBte). `place` says where on a page the list stands whose
    /// place is given, and how long it is.
    fn read(
        word: &[u8],
        table: &[u8],
        width: usize,
        place: impl Fn(&[u8], usize) -> Option<(usize, usize)>,
    ) -> Self {
        let count = table.len().saturating_sub(4) / 8;
        let numbers = count.saturating_add(1).saturating_mul(4);
        let numbers = table.get(numbers..).unwrap_or_default().chunks_exact(4);
        let mut found = Self::default();
        // No page counts twice: there are no more than fit into the stream.
        for number in numbers.take(word.len() / PAGE) {
            let number = index_at(number, 0).unwrap_or(0) & 0x003f_ffff;
            let start = number.saturating_mul(PAGE);
            if let Some(page) = word.get(start..start.saturating_add(PAGE)) {
                found.add(page, start, width, &place);
            }
        }
        found
    }

    fn add(
        &mut self,
        page: &[u8],
        page_start: usize,
        width: usize,
        place: impl Fn(&[u8], usize) -> Option<(usize, usize)>,
    ) {
        let count = usize::from(page.last().copied().unwrap_or(0));
        let places = count.saturating_add(1).saturating_mul(4);
        for index in 0..count {
            let at = index.saturating_mul(4);
            let bounds = u32_at(page, at).zip(u32_at(page, at.saturating_add(4)));
            let Some((start, end)) = bounds.filter(|(start, end)| start < end) else {
                continue;
            };
            if self.0.last().is_some_and(|last| start < last.end) {
                continue;
            }
            let at = places.saturating_add(index.saturating_mul(width));
            let list = u8_at(page, at).filter(|&at| at != 0);
            let list = list.and_then(|at| place(page, usize::from(at).saturating_mul(2)));
            let (list, length) = list.unwrap_or((0, 0));
            let list = u32::try_from(page_start.saturating_add(list));
            self.0.push(Stretch {
                start,
                end,
                list: list.unwrap_or(u32::MAX),
                length: u16::try_from(length).unwrap_or(0),
            });
        }
    }

    /// The number of the stretch that a byte is in.
    pub(super) fn at(&self, byte: usize) -> Option<usize> {
        let byte = u32::try_from(byte).ok()?;
        let after = self.0.partition_point(|stretch| stretch.start <= byte);
        let index = after.checked_sub(1)?;
        self.get(index)
            .is_some_and(|it| byte < it.end)
            .then_some(index)
    }

    pub(super) fn get(&self, index: usize) -> Option<Stretch> {
        self.0.get(index).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Stretch {
    /// The list of property changes.
    pub(super) fn list<'a>(&self, word: &'a [u8]) -> &'a [u8] {
        let start = usize::try_from(self.list).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::from(self.length));
        word.get(start..end).unwrap_or_default()
    }
}
