use quick_xml::events::Event;

use crate::source::package::Package;
use crate::source::xml::{Xml, push_text};
use crate::source::{ReadError, limits};

/// The texts that cells share, by their index; without the readings of Chinese characters.
pub(super) fn read(package: &mut Package<'_>, path: &str) -> Result<Vec<String>, ReadError> {
    let mut strings = Vec::new();
    let Some(part) = package.part(path)? else {
        return Ok(strings);
    };
    let mut xml = Xml::new(part);
    let mut rich = RichText::default();
    let mut left = limits::TEXT_BYTES;
    loop {
        let event = xml.next()?;
        match &event {
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                let text = rich.take();
                let cost = text.len().saturating_add(size_of::<String>());
                left = left.checked_sub(cost).ok_or(ReadError::TooLarge {
                    limit: "单元格文字共 64 MB",
                })?;
                strings.push(text);
            }
            Event::Eof => return Ok(strings),
            event => rich.add(event),
        }
    }
}

/// A text put together from runs.
#[derive(Debug, Default)]
pub(super) struct RichText {
    text: String,
    inside: bool,
    reading: bool,
}

impl RichText {
    pub(super) fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.inside = true,
                "rPh" => self.reading = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.inside = false,
                "rPh" => self.reading = false,
                _ => {}
            },
            event if self.inside && !self.reading => push_text(event, &mut self.text),
            _ => {}
        }
    }

    pub(super) fn take(&mut self) -> String {
        self.inside = false;
        self.reading = false;
        unescaped(std::mem::take(&mut self.text))
    }
}

/// Characters that XML cannot hold are written as `_x000D_`.
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.split_once('_').filter(|(code, _)| code.len() == 4);
        let decoded = code.and_then(|(code, tail)| {
            let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
            Some((c, tail))
        });
        match decoded {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x", "_x"),
            ("a_xyz_b", "a_xyz_b"),
            ("_x", "_x"),
            ("表_xD800_", "表_xD800_"),
        ] {
            assert_eq!(unescaped(text.to_owned()), plain);
        }
    }
}
