//! Text in columns: the fields concerned are replaced, in the encoding that the file has.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::content::Wanted;
use super::splice::Splices;
use super::{Edit, WriteError};
use crate::source::delimited::delimiter;
use crate::source::{Address, Book};

/// The file with the edits in place. Text has no comments: what was changed stands in the corrected
/// data alone.
pub(super) fn rewrite(
    bytes: &[u8],
    text: &str,
    book: &Book,
    edits: &[Edit],
) -> Result<Vec<u8>, WriteError> {
    let encode = encoder(bytes, text).ok_or(WriteError::Encoding)?;
    let damaged = || WriteError::damaged("缺少分隔符");
    let separator = delimiter(text).ok_or_else(damaged)?;
    let sheet = book.sheets.first().ok_or_else(damaged)?;
    let fields = fields(text, separator);
    let mut splices = Splices::default();
    for edit in edits {
        let shown = match Wanted::of(sheet, edit.at, edit.amount()?) {
            Wanted::Blank => String::new(),
            // Where the file shows no zeros at the end, one would say something of all numbers.
            Wanted::Number(amount) => amount.printed().normalize().to_string(),
            Wanted::Text(text) => text,
        };
        let place = fields.iter().find(|(at, _)| *at == edit.at);
        let (_, place) = place.ok_or_else(|| WriteError::NotKept {
            sheet: sheet.name.clone(),
            at: edit.at,
        })?;
        let old = text.get(place.clone()).unwrap_or_default();
        let quoted = old.starts_with('"') || shown.contains([separator, '"', '\n', '\r']);
        let shown = match quoted {
            true => format!("\"{}\"", shown.replace('"', "\"\"")),
            false => shown,
        };
        splices.replace(place.clone(), shown);
    }
    Ok(encode(&splices.apply(text)?))
}

type Place = std::ops::Range<usize>;

/// Each field and its place in the text, quotes included; read as the reader of fields reads them.
fn fields(text: &str, separator: char) -> Vec<(Address, Place)> {
    let mut found = Vec::new();
    let mut start = match text.split_once('\n') {
        Some((first, _)) if first.starts_with("sep=") => first.len().saturating_add(1),
        _ => 0,
    };
    let mut at = Address::default();
    let mut quoted = false;
    let mut end_of_row = false;
    let from = start;
    for (place, c) in text.char_indices().skip_while(|(place, _)| *place < from) {
        if end_of_row && matches!(c, '\n' | '\r') {
            // Line ends in a row, and blank lines, are one.
            start = place.saturating_add(1);
            continue;
        }
        end_of_row = false;
        let first = place == start;
        match c {
            '"' if first || quoted => quoted = !quoted,
            '"' if text
                .get(..place)
                .is_some_and(|before| before.ends_with('"')) =>
            {
                // A doubled quote inside of quotes.
                quoted = text
                    .get(start..place)
                    .is_some_and(|field| field.starts_with('"'));
            }
            c if c == separator && !quoted => {
                found.push((at, start..place));
                at = Address::new(at.row, at.column.saturating_add(1));
                start = place.saturating_add(c.len_utf8());
            }
            '\n' | '\r' if !quoted => {
                if !(at.column == 0 && first) {
                    found.push((at, start..place));
                    at = Address::new(at.row.saturating_add(1), 0);
                }
                start = place.saturating_add(1);
                end_of_row = true;
            }
            _ => {}
        }
    }
    if start < text.len() || at.column > 0 {
        found.push((at, start..text.len()));
    }
    found
}

/// How to write a text so that this one gives these bytes; `None` where none does.
fn encoder(bytes: &[u8], text: &str) -> Option<impl Fn(&str) -> Vec<u8>> {
    let candidates = [UTF_8, GB18030, UTF_16LE, UTF_16BE];
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(..mark)?),
        None => {
            let same = |encoding: &&&'static Encoding| encoded(encoding, text) == bytes;
            (*candidates.iter().find(same)?, [].as_slice())
        }
    };
    let mark = mark.to_vec();
    let write = move |text: &str| [mark.as_slice(), &encoded(encoding, text)].concat();
    (write(text) == bytes).then_some(write)
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    if encoding == UTF_16LE {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else if encoding == UTF_16BE {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else {
        encoding.encode(text).0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn places_are_those_that_are_read() {
        for text in [
            "甲,乙\r\n1,2.50\r\n",
            "a\t1,234.50\nb\t2",
            "a;1,5;\n\nb;2,5;c",
            "\"a,\nb\",\"\"\"c\"\"\"\n,d",
            "sep=;\na;b,c",
            "表题\na,b\n",
            "\n\na,b\n\n,c\n",
        ] {
            let separator = delimiter(text).unwrap();
            let sheet = source::read("表", text.as_bytes())
                .unwrap()
                .sheets
                .remove(0);
            let places = fields(text, separator);
            let mut seen = 0;
            for (at, place) in &places {
                let field = text.get(place.clone()).unwrap();
                let plain = field
                    .strip_prefix('"')
                    .and_then(|field| field.strip_suffix('"'));
                let field = plain.map_or(field.to_owned(), |field| field.replace("\"\"", "\""));
                let read = sheet.cell(*at).map_or("", source::Cell::text);
                assert_eq!(field.trim(), read.trim(), "{text:?} {at}");
                seen += usize::from(!read.is_empty());
            }
            assert_eq!(seen, sheet.len(), "{text:?}");
        }
    }
}
