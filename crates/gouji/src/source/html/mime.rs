use std::borrow::Cow;

use encoding_rs::Encoding;

use super::page;
use crate::source::draft::{Room, sheets_fit};
use crate::source::sniff::has_table;
use crate::source::{ReadError, Sheet, encoding};

/// How far from its front a file says that it is such an archive, in characters.
const FRONT: usize = 4096;

/// Whether a text is a page saved as one file.
pub(in crate::source) fn is_archive(text: &str) -> bool {
    let front: String = text.chars().take(FRONT).collect();
    let front = front.to_ascii_lowercase();
    front.contains("mime-version:") && front.contains("content-type:")
}

/// Reads each page of an archive that has a table as one sheet.
pub(in crate::source) fn read(name: &str, text: &str) -> Result<Vec<Sheet>, ReadError> {
    let (head, body) = split(text);
    let parts: Vec<&str> = match parameter(head, "boundary") {
        Some(boundary) => body.split(&format!("--{boundary}")).skip(1).collect(),
        None => vec![text],
    };
    let mut room = Room::default();
    let mut sheets = Vec::new();
    for part in parts {
        let Some(html) = html(part) else { continue };
        sheets_fit(sheets.len().saturating_add(1))?;
        let number = sheets.len().saturating_add(1);
        let name = if number == 1 {
            name.to_owned()
        } else {
            format!("{name} {number}")
        };
        sheets.push(page(&name, &html, &mut room)?);
    }
    if sheets.is_empty() {
        return Err(ReadError::Unknown);
    }
    Ok(sheets)
}

/// The page in a part, if it is one with a table.
fn html(part: &str) -> Option<String> {
    let (head, body) = split(part.trim_start_matches(['\r', '\n', ' ', '-']));
    let lower = head.to_ascii_lowercase();
    if !lower.contains("text/html") {
        return None;
    }
    let bytes = match () {
        () if lower.contains("quoted-printable") => Cow::Owned(quoted_printable(body)),
        () if lower.contains("base64") => Cow::Owned(base64(body)),
        () => Cow::Borrowed(body.as_bytes()),
    };
    let declared = parameter(head, "charset");
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = encoding::text(&bytes, declared)?.into_owned();
    has_table(&text).then_some(text)
}

/// The head and the body of a message or part: a blank line is between them.
fn split(text: &str) -> (&str, &str) {
    let blank = |gap: &str| text.split_once(gap);
    match (blank("\r\n\r\n"), blank("\n\n")) {
        (Some(with), Some(without)) if without.0.len() < with.0.len() => without,
        (Some(parts), _) | (None, Some(parts)) => parts,
        (None, None) => (text, ""),
    }
}

/// The value of a parameter in a head, without quotation marks.
fn parameter<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let at = head.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = head.get(at..)?.split_once('=')?.1;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([';', '\r', '\n', ' ']).next(),
    }
    .filter(|value| !value.is_empty())
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'=', [b'\r', b'\n', tail @ ..] | [b'\n', tail @ ..]) => rest = tail,
            (b'=', [high, low, tail @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let code = digit(*high).zip(digit(*low));
                let byte = code.and_then(|(high, low)| u8::try_from(high << 4 | low).ok());
                match byte {
                    Some(byte) => {
                        out.push(byte);
                        rest = tail;
                    }
                    None => out.push(first),
                }
            }
            _ => out.push(first),
        }
    }
    out
}

fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte.saturating_sub(b'A')),
        b'a'..=b'z' => Some(byte.saturating_sub(b'a').saturating_add(26)),
        b'0'..=b'9' => Some(byte.saturating_sub(b'0').saturating_add(52)),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let sextets: Vec<u8> = text.bytes().filter_map(value).collect();
    let mut out = Vec::new();
    for group in sextets.chunks(4) {
        let bits = group
            .iter()
            .fold(0_u32, |bits, &six| bits << 6 | u32::from(six));
        let missing = u32::try_from(4_usize.saturating_sub(group.len())).unwrap_or(0);
        let bytes = (bits << missing.saturating_mul(6)).to_be_bytes();
        out.extend(bytes.iter().skip(1).take(group.len().saturating_sub(1)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        assert_eq!(
            quoted_printable("a=E7=94=B2=\r\nb==3"),
            "a甲b==3".as_bytes()
        );
        assert_eq!(base64("55Sy\r\nMQ=="), "甲1".as_bytes());
    }

    #[test]
    fn each_page_with_a_table_is_a_sheet() {
        let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--b\"\r\n\r\n\
            ----b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <table><tr><td x=3D\"1\">=E7=94=B2</table>\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n\
            ----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0cj48dGQ+Mjwvd\r\nGFibGU+\r\n----b--";
        assert!(is_archive(archive));
        let sheets = read("表", archive).unwrap();
        let first = |sheet: &Sheet| sheet.rows().next().unwrap().1[0].text().to_owned();
        assert_eq!(sheets.iter().map(first).collect::<Vec<_>>(), ["甲", "2"]);
        assert_eq!(sheets[1].name, "表 2");
    }
}
