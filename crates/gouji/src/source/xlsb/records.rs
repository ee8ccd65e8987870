use std::io::{self, BufReader, Read};

use crate::source::bytes::{index_at, utf16};
use crate::source::package::{Beyond, io_refusal};
use crate::source::{ReadError, limits};

/// The records of a part, one at a time.
pub(super) struct Records<R> {
    part: BufReader<R>,
    data: Vec<u8>,
}

impl<R: Read> Records<R> {
    pub(super) fn new(part: R) -> Self {
        Self {
            part: BufReader::with_capacity(16_384, part),
            data: Vec::new(),
        }
    }

    /// The kind of the next record and its data; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<(u16, &[u8])>, ReadError> {
        match self.read() {
            Ok(Some(kind)) => Ok(Some((kind, &self.data))),
            Ok(None) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(ReadError::damaged("记录没有结尾"))
            }
            Err(error) => Err(io_refusal(&error)),
        }
    }

    fn read(&mut self) -> io::Result<Option<u16>> {
        let Some(first) = self.byte()? else {
            return Ok(None);
        };
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            let second = self.byte()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            kind = u16::from(first & 0x7f) | u16::from(second & 0x7f) << 7;
        }
        let length = self.length()?;
        if length > limits::XML_EVENT_BYTES {
            return Err(Beyond("单条记录 4 MB").error());
        }
        self.data.clear();
        let wanted = u64::try_from(length).unwrap_or(u64::MAX);
        let read = self
            .part
            .by_ref()
            .take(wanted)
            .read_to_end(&mut self.data)?;
        if read < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Some(kind))
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let mut byte = [0];
        let read = self.part.read(&mut byte)?;
        let [byte] = byte;
        Ok((read > 0).then_some(byte))
    }

    /// Seven bits a byte, the low ones first; four bytes at most.
    fn length(&mut self) -> io::Result<usize> {
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(length)
    }
}

/// A text with its length in four bytes before it, and where the data goes on.
pub(super) fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = index_at(data, at)?;
    let start = at.checked_add(4)?;
    // An absent text has a length of all ones.
    if length == 0xffff_ffff {
        return Some((String::new(), start));
    }
    let end = start.checked_add(length.checked_mul(2)?)?;
    Some((utf16(data.get(start..end)?), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lengths_of_several_bytes() {
        let mut part = vec![0x01, 0x02, 0xaa, 0xbb, 0x9c, 0x01, 0x81, 0x00, 0xcc];
        part.push(0x05);
        let mut records = Records::new(part.as_slice());
        assert_eq!(records.next(), Ok(Some((1, [0xaa, 0xbb].as_slice()))));
        assert_eq!(records.next(), Ok(Some((0x9c, [0xcc].as_slice()))));
        assert!(records.next().is_err());
        assert!(
            Records::new([1, 0xff, 0xff, 0xff, 0x7f].as_slice())
                .next()
                .is_err()
        );
    }

    #[test]
    fn texts() {
        assert_eq!(text(&[1, 0, 0, 0, 0x32, 0x75], 0), Some(("甲".into(), 6)));
        assert_eq!(text(&[0xff; 4], 0), Some((String::new(), 4)));
        assert_eq!(text(&[2, 0, 0, 0, 0x32, 0x75], 0), None);
    }
}
