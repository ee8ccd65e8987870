use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::WriteError;
use crate::order::Order;

/// Changes to a text at places counted in bytes; everything else stays as it is.
#[derive(Debug, Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// The changed text; of changes at one place the first comes first.
    pub(super) fn apply(mut self, text: &str) -> Result<String, WriteError> {
        self.0.order_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.0.iter().map(|(_, text)| text.len()).sum();
        let mut out = String::with_capacity(text.len().saturating_add(added));
        let mut from = 0;
        for (range, new) in self.0 {
            let before = text.get(from..range.start);
            out.push_str(before.ok_or_else(|| WriteError::damaged("XML 标记重叠"))?);
            out.push_str(&new);
            from = range.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Ok(out)
    }
}

/// The tags and texts of an XML text with their places in it. An element without content is one
/// event.
pub(super) struct Scan<'t> {
    reader: Reader<&'t [u8]>,
    shift: usize,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(plain);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.check_comments = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            shift: text.len().saturating_sub(plain.len()),
        }
    }

    /// The next event and its place; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Event<'t>, Range<usize>)>, WriteError> {
        let start = self.place();
        match self.reader.read_event() {
            Ok(Event::Eof) => Ok(None),
            Ok(event) => Ok(Some((event, start..self.place()))),
            Err(_) => Err(WriteError::damaged("XML 内容有误")),
        }
    }

    fn place(&self) -> usize {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        position.saturating_add(self.shift)
    }
}

/// The part of a tag's name before the local name, with its colon: `x:` of `x:row`.
pub(super) fn prefix(name: &str) -> &str {
    name.find(':')
        .and_then(|colon| name.get(..colon.saturating_add(1)))
        .unwrap_or_default()
}

/// Where an attribute stands in a tag's text, the blanks before it included.
pub(super) fn attribute_in(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut quote: Option<char> = None;
    let mut start: Option<usize> = None;
    let mut key = String::new();
    let mut blank: Option<usize> = None;
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => {
                quote = None;
                if key == name {
                    return Some(start?..at.saturating_add(1));
                }
                (start, blank) = (None, None);
                key.clear();
            }
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() => blank = blank.or(Some(at)),
            None if c == '=' => {}
            None => {
                if let Some(before) = blank.take() {
                    // A blank may stand before the equals sign, too.
                    start = Some(before);
                    key.clear();
                }
                key.push(c);
            }
        }
    }
    None
}

/// A text as XML holds it between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_tags_and_attributes() {
        let text = "\u{feff}<a x = '1' r=\"b>c\"/><d>e</d>";
        let mut scan = Scan::new(text);
        let mut seen = Vec::new();
        while let Some((_, range)) = scan.next().unwrap() {
            seen.push(text.get(range).unwrap());
        }
        assert_eq!(seen, ["<a x = '1' r=\"b>c\"/>", "<d>", "e", "</d>"]);
        let tag = "<c  r=\"A1\" t='s' st=\"t\"/>";
        for (name, found) in [
            ("r", Some("  r=\"A1\"")),
            ("t", Some(" t='s'")),
            ("q", None),
        ] {
            assert_eq!(
                attribute_in(tag, name).and_then(|range| tag.get(range)),
                found
            );
        }
    }

    #[test]
    fn changes_keep_the_rest() {
        let mut splices = Splices::default();
        splices.insert(1, "1".into());
        splices.replace(1..2, "2".into());
        splices.insert(4, "3".into());
        assert_eq!(splices.apply("abcd").unwrap(), "a12cd3");
        let mut splices = Splices::default();
        splices.replace(0..2, String::new());
        splices.replace(1..3, String::new());
        assert!(splices.apply("abcd").is_err());
    }
}
