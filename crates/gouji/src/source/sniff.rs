use std::borrow::Cow;

use super::compound::Compound;
use super::package::Package;
use super::{ReadError, delimited, encoding};

/// Format of a file, as found in its content.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Format {
    /// Office Open XML workbook.
    #[default]
    Xlsx,
    /// The same with macros.
    Xlsm,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// Workbook of Excel 5 to 2003, or of WPS Spreadsheets.
    Xls,
    /// Text in columns.
    Csv,
}

impl Format {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Csv => "csv",
        }
    }
}

/// What a file holds, opened as far as was needed to tell.
pub(super) enum Found<'a> {
    Xlsx(Package<'a>, Format),
    Xlsb(Package<'a>),
    /// The stream of records.
    Xls(Cow<'a, [u8]>),
    Delimited(Cow<'a, str>),
    Archive(Package<'a>),
}

impl Found<'_> {
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Xlsx(_, format) => *format,
            Self::Xlsb(_) => Format::Xlsb,
            Self::Xls(_) => Format::Xls,
            Self::Delimited(_) => Format::Csv,
            Self::Archive(_) => Format::default(),
        }
    }
}

/// Beginnings of files that are not read.
const UNSUPPORTED: &[(&[u8], &str)] = &[
    (b"%PDF-", " PDF 文件"),
    (b"Rar!\x1a\x07", "压缩包（.rar）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（.7z）"),
    (b"\x1f\x8b", "压缩包（.gz）"),
    (b"{\\rtf", " RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"\x09\x00\x04\x00", "过旧的工作簿（Excel 2.0）"),
    (b"\x09\x02\x06\x00", "过旧的工作簿（Excel 3.0）"),
    (b"\x09\x04\x06\x00", "过旧的工作簿（Excel 4.0）"),
];

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// A stream of records that is not in a compound file, as some programs write it.
const RECORDS: &[u8] = b"\x09\x08";

const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells what a file holds.
pub(super) fn content(bytes: &[u8]) -> Result<Found<'_>, ReadError> {
    if bytes.is_empty() {
        Err(ReadError::Empty)
    } else if ZIP.iter().any(|mark| bytes.starts_with(mark)) {
        package(Package::open(bytes)?)
    } else if bytes.starts_with(COMPOUND) {
        compound(bytes)
    } else if bytes.starts_with(RECORDS) {
        Ok(Found::Xls(Cow::Borrowed(bytes)))
    } else {
        text(bytes)
    }
}

/// A zip archive: its directory tells what it holds.
fn package(package: Package<'_>) -> Result<Found<'_>, ReadError> {
    let unsupported = |format| Err(ReadError::Unsupported { format });
    if package.has("xl/workbook.bin") {
        Ok(Found::Xlsb(package))
    } else if package.has_folder("word/") {
        unsupported(" Word 文档（.docx）")
    } else if package.has_folder("ppt/") {
        unsupported("演示文稿（.pptx）")
    } else if package.has("content.xml") {
        unsupported(" OpenDocument 文件（.ods）")
    } else if package.has_folder("xl/") || package.has("[content_types].xml") {
        let macros = package.has("xl/vbaproject.bin");
        let format = if macros { Format::Xlsm } else { Format::Xlsx };
        Ok(Found::Xlsx(package, format))
    } else {
        Ok(Found::Archive(package))
    }
}

/// A compound file: its directory tells what it holds.
fn compound(bytes: &[u8]) -> Result<Found<'_>, ReadError> {
    let Some(file) = Compound::open(bytes) else {
        return Err(ReadError::damaged("复合文件的目录有误"));
    };
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(ReadError::Encrypted);
    }
    if let Some(stream) = ["Workbook", "Book"].into_iter().find(|name| file.has(name)) {
        return Ok(Found::Xls(Cow::Owned(file.stream(stream)?)));
    }
    let known = OLD.iter().find(|(name, _)| file.has(name));
    match known {
        Some(&(_, format)) => Err(ReadError::Unsupported { format }),
        None => Err(ReadError::Unknown),
    }
}

/// Streams of compound files that are no workbooks.
const OLD: &[(&str, &str)] = &[
    ("WordDocument", "旧版 Word 文档（.doc）"),
    ("PowerPoint Document", "旧版演示文稿（.ppt）"),
];

/// A text, unless its beginning says otherwise.
fn text(bytes: &[u8]) -> Result<Found<'_>, ReadError> {
    let text = encoding::text(bytes);
    // Two letters may well begin a text.
    let known =
        |(mark, _): &&(&[u8], &str)| bytes.starts_with(mark) && (mark.len() > 2 || text.is_none());
    if let Some(&(_, format)) = UNSUPPORTED.iter().find(known) {
        return Err(ReadError::Unsupported { format });
    }
    let text = text.ok_or(ReadError::Unknown)?;
    match delimited::delimiter(&text) {
        Some(_) => Ok(Found::Delimited(text)),
        None => Err(ReadError::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_and_says_what_is_wrong() {
        let refusal = |bytes: &[u8]| content(bytes).err();
        assert_eq!(refusal(b""), Some(ReadError::Empty));
        assert_eq!(refusal(b"hello"), Some(ReadError::Unknown));
        assert!(matches!(
            refusal(b"PK\x03\x04....xl/workbook.xml"),
            Some(ReadError::Damaged { .. })
        ));
        assert!(matches!(refusal(COMPOUND), Some(ReadError::Damaged { .. })));
    }
}
