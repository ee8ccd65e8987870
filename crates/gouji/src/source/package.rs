use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::{ReadError, limits};

type File<'a> = Cursor<&'a [u8]>;

/// A zip archive with the limits of what is inflated of it.
pub(crate) struct Package<'a> {
    archive: ZipArchive<File<'a>>,
    /// Its parts by name, in lower case and with slashes: writers differ in both.
    names: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if archive.len() > limits::ENTRIES {
            return Err(ReadError::TooLarge {
                limit: "压缩包内 8192 个文件",
            });
        }
        let mut names = BTreeMap::new();
        let mut inflated = 0_u64;
        for index in 0..archive.len() {
            let part = archive
                .by_index_raw(index)
                .map_err(|error| refusal(&error))?;
            inflated = inflated.saturating_add(part.size());
            if inflated > limits::INFLATED_BYTES || part.size() > most(part.compressed_size()) {
                return Err(Beyond::INFLATED.into());
            }
            names.insert(key(&String::from_utf8_lossy(part.name_raw())), index);
        }
        Ok(Self {
            archive,
            names,
            left: limits::INFLATED_BYTES,
        })
    }

    /// Whether there is a part of the given name, in lower case.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The place of a part in the directory, if the part is there.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.names.get(&key(name)).copied()
    }

    /// Allows no more than this to be inflated from now on.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.left = self.left.min(bytes);
    }

    /// Opens a part, if it is there.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Inflating<'_, 'a>>, ReadError> {
        match self.names.get(&key(name)) {
            Some(&index) => self.at(index).map(Some),
            None => Ok(None),
        }
    }

    /// How many entries the directory lists.
    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    /// Whether the entry at a place of the directory is a folder.
    pub(crate) fn is_folder(&mut self, index: usize) -> bool {
        self.archive
            .by_index_raw(index)
            .is_ok_and(|entry| entry.is_dir())
    }

    /// Opens the entry at a place of the directory.
    pub(crate) fn at(&mut self, index: usize) -> Result<Inflating<'_, 'a>, ReadError> {
        let file = self
            .archive
            .by_index(index)
            .map_err(|error| refusal(&error))?;
        let cap = most(file.compressed_size());
        Ok(Inflating {
            file,
            cap,
            left: &mut self.left,
        })
    }

    /// The content of a part, if it is there.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        self.part(name)?.map(Inflating::bytes).transpose()
    }
}

fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    match name.strip_prefix('/') {
        Some(name) => name.to_owned(),
        None => name,
    }
}

/// What a part of the given compressed size may inflate to.
fn most(compressed: u64) -> u64 {
    limits::RATIO_FREE_BYTES.max(compressed.saturating_mul(limits::INFLATED_RATIO))
}

/// A part while it is inflated. It counts what comes out, whatever the directory says.
pub(crate) struct Inflating<'p, 'a> {
    file: ZipFile<'p, File<'a>>,
    cap: u64,
    left: &'p mut u64,
}

impl Inflating<'_, '_> {
    /// Its name as the directory writes it.
    pub(crate) fn raw_name(&self) -> &[u8] {
        self.file.name_raw()
    }

    /// All of its content.
    pub(crate) fn bytes(mut self) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        match self.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(io_refusal(&error)),
        }
    }
}

impl Read for Inflating<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let taken = u64::try_from(count).unwrap_or(u64::MAX);
        let room = self
            .cap
            .checked_sub(taken)
            .zip(self.left.checked_sub(taken));
        (self.cap, *self.left) = room.ok_or_else(|| Beyond::INFLATED.error())?;
        Ok(count)
    }
}

/// A limit that was met while reading a stream.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Beyond(pub(super) &'static str);

impl Beyond {
    pub(super) const INFLATED: Self = Self("解压后 256 MB 或压缩率 300 倍");

    pub(super) fn error(self) -> io::Error {
        io::Error::new(io::ErrorKind::FileTooLarge, self)
    }
}

impl From<Beyond> for ReadError {
    fn from(Beyond(limit): Beyond) -> Self {
        Self::TooLarge { limit }
    }
}

pub(super) fn io_refusal(error: &io::Error) -> ReadError {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Beyond>());
    match inner {
        Some(beyond) => (*beyond).into(),
        None => ReadError::damaged("压缩的内容有误"),
    }
}

fn refusal(error: &ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => io_refusal(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::EncryptedArchive,
        ZipError::UnsupportedArchive(_) => ReadError::damaged("压缩方法不能识别"),
        _ => ReadError::damaged("压缩包的目录有误"),
    }
}
