//! Compound files: a small file system in sectors, which workbooks and documents before 2007 are
//! kept in.

use std::collections::BTreeSet;

use super::ReadError;
use super::bytes::{index_at, u8_at, u16_at, u32_at, utf16};

/// From here on a number of a sector means an end or a gap.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// Streams shorter than this lie in small sectors.
const SMALL: usize = 4096;

const SMALL_SECTOR: usize = 64;

/// A compound file. Chains of sectors are followed for no longer than the file could hold.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    small_next: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    first: u32,
    length: usize,
    /// Whether it lies in no folder; of none it is known where the directory contradicts itself.
    at_root: bool,
}

impl<'a> Compound<'a> {
    /// Reads the tables of a file; `None` when they contradict themselves.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        for table in file.tables()? {
            // A last sector may be cut short.
            let part = file.sector(table).unwrap_or_default();
            file.next.extend(numbers(part));
        }
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        let at_root = children(&directory);
        let entries = directory.chunks_exact(128).enumerate();
        let entries =
            entries.filter_map(|(place, bytes)| Entry::of(bytes, at_root.contains(&place)));
        file.entries = entries.collect();
        let small_table = file.chain(u32_at(bytes, 60)?, usize::MAX)?;
        file.small_next = numbers(&small_table).collect();
        let root = file.entries.first().map(|root| (root.first, root.length));
        let (first, length) = root?;
        file.small = file.chain(first, length)?;
        Some(file)
    }

    /// Whether there is a stream or folder of the given name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Whether there is one in no folder: what is inserted into a document has a folder of its own.
    pub(super) fn has_at_root(&self, name: &str) -> bool {
        self.entry(name).is_some_and(|entry| entry.at_root)
    }

    /// The entry of a name: one in no folder before others.
    fn entry(&self, name: &str) -> Option<&Entry> {
        let named = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
        let mut known = self.entries.iter().filter(named);
        let at_root = known.clone().find(|entry| entry.at_root);
        at_root.or_else(|| known.next())
    }

    /// The content of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let stream = self.entry(name).and_then(|entry| {
            if entry.length < SMALL {
                self.small_chain(entry.first, entry.length)
            } else {
                self.chain(entry.first, entry.length)
            }
        });
        stream.ok_or_else(|| ReadError::damaged("复合文件的目录有误"))
    }

    /// The sectors that hold the table of sectors: the first 109 in the header, the others in
    /// sectors of their own.
    fn tables(&self) -> Option<Vec<u32>> {
        let mut tables: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut more = u32_at(self.bytes, 68)?;
        let mut left = self.sectors();
        while more < LAST_SECTOR {
            left = left.checked_sub(1)?;
            tables.extend(numbers(self.sector(more)?));
            more = tables.pop()?;
        }
        tables.retain(|&table| table < LAST_SECTOR);
        tables.truncate(self.sectors());
        Some(tables)
    }

    /// How many sectors the file has room for.
    fn sectors(&self) -> usize {
        (self.bytes.len() / self.sector).saturating_add(1)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let place = usize::try_from(number).ok()?.checked_add(1)?;
        let start = place.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The content of a chain of sectors, as much of it as there is.
    fn chain(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut left = self.sectors();
        let mut number = first;
        while number < LAST_SECTOR && content.len() < length {
            left = left.checked_sub(1)?;
            content.extend_from_slice(self.sector(number)?);
            number = *self.next.get(usize::try_from(number).ok()?)?;
        }
        content.truncate(length);
        Some(content)
    }

    fn small_chain(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut number = first;
        while number < LAST_SECTOR && content.len() < length {
            let place = usize::try_from(number).ok()?;
            let start = place.checked_mul(SMALL_SECTOR)?;
            let end = start.checked_add(SMALL_SECTOR)?.min(self.small.len());
            let part = self.small.get(start..end)?;
            if part.is_empty() {
                return None;
            }
            content.extend_from_slice(part);
            number = *self.small_next.get(place)?;
        }
        content.truncate(length);
        Some(content)
    }
}

impl Entry {
    fn of(bytes: &[u8], at_root: bool) -> Option<Self> {
        // 1 is a folder, 2 a stream, 5 the root.
        if !matches!(u8_at(bytes, 66)?, 1 | 2 | 5) {
            return None;
        }
        let name = utf16(bytes.get(..64)?);
        Some(Self {
            name: name.split('\0').next().unwrap_or_default().to_owned(),
            first: u32_at(bytes, 116)?,
            length: index_at(bytes, 120)?,
            at_root,
        })
    }
}

/// The places of the entries in no folder: a tree whose root the first entry names.
fn children(directory: &[u8]) -> BTreeSet<usize> {
    let entry = |place: usize| directory.chunks_exact(128).nth(place);
    let mut found = BTreeSet::new();
    let mut open: Vec<usize> = index_at(directory, 76).into_iter().collect();
    while let Some(place) = open.pop() {
        if let Some(entry) = entry(place).filter(|_| found.insert(place)) {
            // The entries before and behind it.
            open.extend([68, 72].into_iter().filter_map(|at| index_at(entry, at)));
        }
    }
    found
}

fn numbers(sector: &[u8]) -> impl Iterator<Item = u32> {
    sector
        .chunks_exact(4)
        .filter_map(|number| u32_at(number, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header, a table of sectors and a directory with a root and one stream.
    fn file(directory_next: u32) -> Vec<u8> {
        let mut bytes = vec![0_u8; 512 * 4];
        bytes[30] = 9;
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        bytes[60..64].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes[76..512].fill(0xff);
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        for (place, next) in [(0, u32::MAX), (1, directory_next), (2, 0xffff_fffe)] {
            bytes[512 + place * 4..516 + place * 4].copy_from_slice(&next.to_le_bytes());
        }
        let mut entry = |at: usize, name: &str, kind: u8, first: u32, length: u32| {
            let at = 1024 + at * 128;
            for (index, unit) in name.encode_utf16().enumerate() {
                bytes[at + index * 2..][..2].copy_from_slice(&unit.to_le_bytes());
            }
            bytes[at + 66] = kind;
            bytes[at + 116..at + 120].copy_from_slice(&first.to_le_bytes());
            bytes[at + 120..at + 124].copy_from_slice(&length.to_le_bytes());
        };
        entry(0, "Root Entry", 5, 0xffff_fffe, 0);
        entry(1, "Book", 2, 2, 5000);
        bytes
    }

    #[test]
    fn finds_streams() {
        let file = file(0xffff_fffe);
        let compound = Compound::open(&file).unwrap();
        assert!(compound.has("BOOK") && !compound.has("Workbook"));
        assert_eq!(compound.stream("Book").unwrap().len(), 512);
        assert!(compound.stream("Workbook").is_err());
    }

    #[test]
    fn chains_without_end_are_damage() {
        assert!(Compound::open(&file(1)).is_none());
        assert!(Compound::open(&file(0xffff_fffe)[..600]).is_none());
    }
}
