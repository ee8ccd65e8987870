use std::borrow::Cow;

use encoding_rs::Encoding;

use super::compound::Compound;
use super::html::mime;
use super::package::Package;
use super::{ReadError, delimited, doc, document, encoding, limits};

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
    /// OpenDocument spreadsheet.
    Ods,
    /// Workbook as one XML file.
    Xml,
    /// Web page with tables.
    Html,
    /// Text in columns.
    Csv,
    /// Word document.
    Docx,
    /// Word document of Word 97 to 2003, or of WPS Writer.
    Doc,
    /// Running text.
    Txt,
    /// Running text with the marks of Markdown.
    Markdown,
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
            Self::Ods => "ods",
            Self::Xml => "xml",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Txt => "txt",
            Self::Markdown => "md",
        }
    }
}

/// What a file holds, opened as far as was needed to tell.
pub(crate) enum Found<'a> {
    Xlsx(Package<'a>, Format),
    Xlsb(Package<'a>),
    /// The stream of records.
    Xls(Cow<'a, [u8]>),
    Ods(Package<'a>),
    FlatOds(Cow<'a, str>),
    SpreadsheetXml(Cow<'a, str>),
    Html(Cow<'a, str>),
    /// A web page in a message.
    Mime(Cow<'a, str>),
    Delimited(Cow<'a, str>),
    Document(Cow<'a, str>, Format),
    Docx(Package<'a>),
    Doc(Compound<'a>),
    /// An archive of other files.
    Archive(Package<'a>),
}

impl Found<'_> {
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Xlsx(_, format) => *format,
            Self::Xlsb(_) => Format::Xlsb,
            Self::Xls(_) => Format::Xls,
            Self::Ods(_) | Self::FlatOds(_) => Format::Ods,
            Self::SpreadsheetXml(_) => Format::Xml,
            Self::Html(_) | Self::Mime(_) => Format::Html,
            Self::Delimited(_) => Format::Csv,
            Self::Document(_, format) => *format,
            Self::Docx(_) => Format::Docx,
            Self::Doc(_) => Format::Doc,
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
pub(crate) fn content(bytes: &[u8]) -> Result<Found<'_>, ReadError> {
    if bytes.is_empty() {
        Err(ReadError::Empty)
    } else if is_zip(bytes) {
        package(Package::open(bytes)?)
    } else if bytes.starts_with(COMPOUND) {
        compound(bytes)
    } else if bytes.starts_with(RECORDS) {
        Ok(Found::Xls(Cow::Borrowed(bytes)))
    } else {
        text(bytes)
    }
}

/// Whether a file is a zip archive, by its first bytes.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    ZIP.iter().any(|mark| bytes.starts_with(mark))
}

/// A zip archive: its directory tells what it holds.
fn package(package: Package<'_>) -> Result<Found<'_>, ReadError> {
    let unsupported = |format| Err(ReadError::Unsupported { format });
    if package.has("encrypted-package") {
        Err(ReadError::Encrypted)
    } else if package.has("xl/workbook.bin") {
        Ok(Found::Xlsb(package))
    } else if package.has("word/document.xml") {
        Ok(Found::Docx(package))
    } else if package.has("ppt/presentation.xml") {
        unsupported("演示文稿（.pptx）")
    } else if package.has("content.xml") {
        open_document(package)
    } else if package.has("xl/workbook.xml") || package.has("[content_types].xml") {
        let macros = package.has("xl/vbaproject.bin");
        let format = if macros { Format::Xlsm } else { Format::Xlsx };
        Ok(Found::Xlsx(package, format))
    } else {
        Ok(Found::Archive(package))
    }
}

/// An OpenDocument file: its first part says of which kind.
fn open_document(mut package: Package<'_>) -> Result<Found<'_>, ReadError> {
    let kind = package.bytes("mimetype")?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind);
    if kind.is_empty() || kind.contains("spreadsheet") {
        Ok(Found::Ods(package))
    } else {
        Err(ReadError::Unsupported {
            format: " OpenDocument 文档，不是电子表格",
        })
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
    // What is inserted into a document or a workbook lies in folders of the same file.
    if file.has_at_root(doc::STREAM) {
        return Ok(Found::Doc(file));
    }
    if let Some(stream) = ["Workbook", "Book"].into_iter().find(|name| file.has(name)) {
        return Ok(Found::Xls(Cow::Owned(file.stream(stream)?)));
    }
    if file.has(doc::STREAM) {
        return Ok(Found::Doc(file));
    }
    if file.has("PowerPoint Document") {
        return Err(ReadError::Unsupported {
            format: "旧版演示文稿（.ppt）",
        });
    }
    Err(ReadError::Unknown)
}

/// A text, unless its beginning says otherwise.
fn text(bytes: &[u8]) -> Result<Found<'_>, ReadError> {
    let text = bytes.get(..limits::TEXT_FILE_BYTES).unwrap_or(bytes);
    let text = encoding::text(text, declared(text));
    // Two letters may well begin a text.
    let known =
        |(mark, _): &&(&[u8], &str)| bytes.starts_with(mark) && (mark.len() > 2 || text.is_none());
    if let Some(&(_, format)) = UNSUPPORTED.iter().find(known) {
        return Err(ReadError::Unsupported { format });
    }
    let text = text.ok_or(ReadError::Unknown)?;
    if bytes.len() > limits::TEXT_FILE_BYTES {
        return Err(ReadError::TooLarge {
            limit: "文本文件 32 MB",
        });
    }
    if text.trim_start().starts_with('<') {
        markup(text)
    } else if mime::is_archive(&text) {
        Ok(Found::Mime(text))
    } else if has_table(&text) && text.contains("</td>") {
        Ok(Found::Html(Cow::Owned(paragraphs(&text))))
    } else if document::is_document(&text) {
        let format = if is_markdown(&text) {
            Format::Markdown
        } else {
            Format::Txt
        };
        Ok(Found::Document(text, format))
    } else if delimited::delimiter(&text).is_some() {
        Ok(Found::Delimited(text))
    } else {
        Err(ReadError::Unknown)
    }
}

/// A text with tags in it, as Markdown may have them, whose other lines are paragraphs.
fn paragraphs(text: &str) -> String {
    let line = |line: &str| match line.contains('<') || line.trim().is_empty() {
        true => format!("{line}\n"),
        false => format!("<p>{line}</p>\n"),
    };
    text.lines().map(line).collect()
}

/// Whether a text has rows of Markdown, or its headings.
fn is_markdown(text: &str) -> bool {
    let mark = |line: &str| {
        ["|-", "| -", "|:", "| :", "## "]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    text.lines().any(mark)
}

/// A text of tags: a web page, or one of the workbooks that are one XML file.
fn markup(text: Cow<'_, str>) -> Result<Found<'_>, ReadError> {
    let front: String = text.chars().take(FRONT).collect();
    if front.contains("urn:schemas-microsoft-com:office:spreadsheet") && front.contains("<Workbook")
    {
        Ok(Found::SpreadsheetXml(text))
    } else if front.contains("urn:oasis:names:tc:opendocument") {
        Ok(Found::FlatOds(text))
    } else if has_table(&text) || is_page(&front, &text) {
        Ok(Found::Html(text))
    } else {
        Err(ReadError::Unsupported {
            format: "没有表格的网页或 XML 文件",
        })
    }
}

/// Whether a text of tags is a web page with running text.
fn is_page(front: &str, text: &str) -> bool {
    let front = front.to_ascii_lowercase();
    let page = front.contains("<html") || front.contains("<body") || front.contains("<p>");
    page && text.matches('。').count() >= FEWEST_SENTENCES
}

/// Sentences that make a page without tables a document.
const FEWEST_SENTENCES: usize = 3;

/// Whether a page has a table.
pub(super) fn has_table(text: &str) -> bool {
    let mut tags = text.as_bytes().windows(6);
    tags.any(|tag| tag.eq_ignore_ascii_case(b"<table"))
}

/// How far from its front a file says what it is, in bytes or characters.
const FRONT: usize = 8192;

/// The encoding that a page or an XML file says it has.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let front = bytes.get(..FRONT).unwrap_or(bytes);
    let front = String::from_utf8_lossy(front).to_ascii_lowercase();
    let label = ["charset=", "encoding="].into_iter().find_map(|key| {
        let value = front.split_once(key)?.1.trim_start_matches(['"', '\'']);
        value
            .split(['"', '\'', ';', '>', ' ', '?'])
            .next()
            .map(str::to_owned)
    })?;
    Encoding::for_label(label.as_bytes())
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
