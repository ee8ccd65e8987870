use std::borrow::Cow;
use std::io::{self, BufReader, Read};

use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::{Beyond, io_refusal};
use super::{ReadError, limits};

/// The tags and texts of an XML part, one at a time. An element without content comes as a start
/// and an end.
pub(super) struct Xml<R> {
    reader: quick_xml::Reader<BufReader<Metered<R>>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(part: R) -> Self {
        let metered = Metered {
            part,
            since: limits::XML_EVENT_BYTES,
        };
        let mut reader = quick_xml::Reader::from_reader(BufReader::with_capacity(16_384, metered));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.check_comments = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
        }
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().since = limits::XML_EVENT_BYTES;
        self.reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| match error {
                quick_xml::Error::Io(error) => io_refusal(&error),
                _ => ReadError::damaged("XML 内容有误"),
            })
    }
}

/// A reader that ends with an error when one event takes too much.
struct Metered<R> {
    part: R,
    since: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(buffer)?;
        let left = self.since.checked_sub(count);
        self.since = left.ok_or_else(|| Beyond("单个 XML 标记 4 MB").error())?;
        Ok(count)
    }
}

/// The value of an attribute by its name without prefix.
pub(crate) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    attributes(tag).find_map(|(key, value)| (key == name).then_some(value))
}

/// The attributes of a tag: names without prefixes, and values.
pub(crate) fn attributes<'a>(
    tag: &'a BytesStart<'_>,
) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    let mut all = tag.attributes();
    all.with_checks(false);
    all.filter_map(Result::ok).map(|attribute| {
        let key = attribute.key.local_name().into_inner();
        (key, plain(attribute.value))
    })
}

fn plain(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    match unescape(&value) {
        Ok(plain) => Cow::Owned(plain.into_owned()),
        Err(_) => value,
    }
}

/// Whether the value of an attribute means yes.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Adds what an event holds of text.
pub(crate) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => push_reference(reference, text),
        _ => {}
    }
}

fn push_reference(reference: &BytesRef<'_>, text: &mut String) {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => text.push(c),
        _ => text.push_str(resolve_predefined_entity(reference).unwrap_or_default()),
    }
}
