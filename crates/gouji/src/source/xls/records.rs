use crate::source::bytes::{u8_at, u16_at};

/// One record of a workbook's stream.
#[derive(Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    /// What follows it in the stream.
    rest: &'s [u8],
}

/// Continues the record before it.
const CONTINUE: u16 = 0x003c;

/// The records of a stream; it ends where the bytes do, or with a record that is cut short.
pub(super) fn records(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (record, after) = split(rest)?;
        rest = after;
        Some(record)
    })
}

fn split(stream: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let kind = u16_at(stream, 0)?;
    let length = usize::from(u16_at(stream, 2)?);
    let (data, rest) = stream.get(4..)?.split_at_checked(length)?;
    Some((Record { kind, data, rest }, rest))
}

impl<'s> Record<'s> {
    /// A reader of its data and of the records that continue it.
    pub(super) fn reader(self) -> Continued<'s> {
        Continued {
            part: self.data,
            rest: self.rest,
        }
    }
}

/// Reads over the borders of records that continue each other.
#[derive(Clone, Copy)]
pub(super) struct Continued<'s> {
    part: &'s [u8],
    rest: &'s [u8],
}

impl Continued<'_> {
    /// Goes on to the next record, if it continues this one.
    fn turn(&mut self) -> Option<()> {
        let (record, rest) = split(self.rest)?;
        if record.kind != CONTINUE {
            return None;
        }
        (self.part, self.rest) = (record.data, rest);
        Some(())
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.part.is_empty() {
            self.turn()?;
        }
        let (&first, part) = self.part.split_first()?;
        self.part = part;
        Some(first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let (low, high) = (self.u16()?, self.u16()?);
        Some(u32::from(high) << 16 | u32::from(low))
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.part.len() {
            count = count.saturating_sub(self.part.len());
            self.turn()?;
        }
        self.part = self.part.get(count..)?;
        Some(())
    }

    /// So many bytes of this record.
    pub(super) fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, part) = self.part.split_at_checked(count)?;
        self.part = part;
        Some(taken)
    }

    /// A text with its flags, whose length was read before: one byte or two a character. Where it
    /// runs into the next record, that one says anew which.
    pub(super) fn unicode(&mut self, length: usize) -> Option<String> {
        let flags = self.u8()?;
        let runs = if flags & 8 == 0 { 0 } else { self.u16()? };
        let phonetic = if flags & 4 == 0 { 0 } else { self.u32()? };
        let text = self.characters(length, flags)?;
        let after = usize::from(runs).saturating_mul(4);
        // What follows the text of the last record may be missing.
        let _ = self.skip(after.saturating_add(usize::try_from(phonetic).ok()?));
        Some(text)
    }

    fn characters(&mut self, length: usize, mut flags: u8) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.part.is_empty() {
                self.turn()?;
                flags = u8_at(self.part, 0)?;
                self.part = self.part.get(1..)?;
            }
            let left = length.saturating_sub(units.len());
            if flags & 1 == 0 {
                let count = left.min(self.part.len());
                let taken = self.take(count)?;
                units.extend(taken.iter().copied().map(u16::from));
            } else {
                let count = left.min(self.part.len() / 2);
                if count == 0 {
                    return None;
                }
                let taken = self.take(count.saturating_mul(2))?;
                units.extend(taken.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)));
            }
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_goes_on_in_another_width() {
        let first = [&[0][..], b"ab"].concat();
        let second = [&[1][..], &[0x32, 0x75], &[b'z', 0]].concat();
        let stream = [record(0xfc, &first), record(CONTINUE, &second)].concat();
        let mut reader = records(&stream).next().unwrap().reader();
        assert_eq!(reader.unicode(4).as_deref(), Some("ab\u{7532}z"));
        assert_eq!(reader.u8(), None);
    }

    #[test]
    fn a_record_cut_short_ends_the_stream() {
        let stream = [record(1, b"abc"), vec![2, 0, 9, 0, 1]].concat();
        assert_eq!(records(&stream).count(), 1);
    }
}
