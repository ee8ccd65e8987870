use std::io::Cursor;

use zip::ZipArchive;

use super::{ReadError, limits};

/// Format of a file, as found in its content.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Format {
    /// Office Open XML workbook.
    #[default]
    Xlsx,
}

impl Format {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
        }
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells the format of a file from its content.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        Err(ReadError::Empty)
    } else if bytes.starts_with(ZIP) {
        zip(bytes)
    } else if bytes.starts_with(COMPOUND) {
        Err(compound(bytes))
    } else if bytes.starts_with(b"%PDF-") {
        Err(ReadError::Unsupported {
            format: " PDF 文件",
        })
    } else {
        Err(ReadError::Unknown)
    }
}

/// A zip archive: its directory tells what it holds and how large that is.
fn zip(bytes: &[u8]) -> Result<Format, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::Damaged {
        detail: error.to_string(),
    })?;
    if inflated(&mut archive) > limits::INFLATED_BYTES {
        return Err(ReadError::TooLarge {
            limit: "解压后 512 MB",
        });
    }
    let holds = |name: &str| archive.index_for_name(name).is_some();
    if holds("xl/workbook.bin") {
        Err(ReadError::Unsupported {
            format: "二进制工作簿（.xlsb）",
        })
    } else if holds("word/document.xml") {
        Err(ReadError::Unsupported {
            format: " Word 文档（.docx）",
        })
    } else if holds("content.xml") {
        Err(ReadError::Unsupported {
            format: " OpenDocument 文件（.ods）",
        })
    } else if holds("[Content_Types].xml") || holds("xl/workbook.xml") {
        Ok(Format::Xlsx)
    } else {
        Err(ReadError::Unsupported {
            format: "压缩包（.zip）",
        })
    }
}

/// What the parts of an archive come to by its directory, in bytes.
fn inflated(archive: &mut ZipArchive<Cursor<&[u8]>>) -> u64 {
    (0..archive.len())
        .filter_map(|index| archive.by_index_raw(index).ok().map(|part| part.size()))
        .fold(0, u64::saturating_add)
}

/// A compound file: an encrypted workbook, or one of the formats before 2007.
fn compound(bytes: &[u8]) -> ReadError {
    if contains(bytes, &utf16("EncryptedPackage")) {
        ReadError::Encrypted
    } else if contains(bytes, &utf16("WordDocument")) {
        ReadError::Unsupported {
            format: "旧版 Word 文档（.doc）",
        }
    } else {
        ReadError::Unsupported {
            format: "旧版工作簿（.xls 或 .et）",
        }
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_and_says_what_is_wrong() {
        assert_eq!(format(b""), Err(ReadError::Empty));
        assert_eq!(format(b"hello"), Err(ReadError::Unknown));
        assert!(matches!(
            format(b"PK\x03\x04....xl/workbook.xml"),
            Err(ReadError::Damaged { .. })
        ));
        let encrypted = [COMPOUND, &utf16("EncryptedPackage")].concat();
        assert_eq!(format(&encrypted), Err(ReadError::Encrypted));
    }
}
