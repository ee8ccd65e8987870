use std::io::Read;

use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::styles::Styles;
use super::{is_aside, repeated, skip};
use crate::amount::{self, Amount};
use crate::source::number_format::NumberFormat;
use crate::source::xml::{Xml, attribute, attributes, push_text};
use crate::source::{Content, Number, ReadError, limits, styles};

/// One row of a table while it is read.
pub(super) struct Row<'d> {
    styles: &'d Styles,
    columns: &'d [(u32, u32, String)],
    style: Option<String>,
    column: u32,
    found: Found,
}

/// What a row holds.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Cells with content: first and last column, content, whether it is the result of a formula.
    pub(super) cells: Vec<(u32, u32, Content, bool)>,
    /// Cells that cover others: column, how many columns and rows more than one.
    pub(super) spans: Vec<(u32, u32, u32)>,
}

/// What the start of a cell says of it.
#[derive(Debug, Default)]
struct Stated {
    kind: String,
    value: String,
    style: Option<String>,
    formula: bool,
    error: bool,
    repeated: u32,
    right: u32,
    down: u32,
}

impl<'d> Row<'d> {
    pub(super) fn new(
        tag: &BytesStart<'_>,
        styles: &'d Styles,
        columns: &'d [(u32, u32, String)],
    ) -> Self {
        let style = attribute(tag, "default-cell-style-name");
        Self {
            styles,
            columns,
            style: style.map(std::borrow::Cow::into_owned),
            column: 0,
            found: Found::default(),
        }
    }

    /// Reads to the end of the row.
    pub(super) fn read<R: Read>(mut self, xml: &mut Xml<R>) -> Result<Found, ReadError> {
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-cell" => {
                        let stated = Stated::of(&tag);
                        let text = text(xml, "table-cell")?;
                        self.add(stated, &text);
                    }
                    "covered-table-cell" => {
                        let count = repeated(&tag, "number-columns-repeated");
                        self.column = self.column.saturating_add(count);
                        skip(xml, "covered-table-cell")?;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => {
                    return Ok(self.found);
                }
                Event::Eof => return Err(ReadError::damaged("行没有结尾")),
                _ => {}
            }
        }
    }

    fn add(&mut self, stated: Stated, text: &str) {
        let first = self.column;
        self.column = first.saturating_add(stated.repeated);
        if stated.right > 0 || stated.down > 0 {
            self.found.spans.push((first, stated.right, stated.down));
        }
        let content = self.content(&stated, text, first);
        let blank = matches!(&content, Content::Text(text) if text.trim().is_empty());
        if blank && !stated.formula {
            return;
        }
        let result = stated.formula && content != Content::Formula;
        let last = self.column.min(limits::COLUMNS).saturating_sub(1);
        self.found.cells.push((first, last, content, result));
    }

    fn content(&self, stated: &Stated, text: &str, column: u32) -> Content {
        match stated.kind.as_str() {
            _ if stated.error => Content::Other(text.to_owned()),
            "" if stated.formula => Content::Formula,
            "float" | "currency" => number(text, &stated.value, 0, self.is_fixed(stated, column)),
            "percentage" => number(text, &stated.value, 2, self.is_fixed(stated, column)),
            "boolean" => styles::truth(stated.value == "true"),
            "date" | "time" if text.is_empty() => Content::Other(stated.value.clone()),
            "date" | "time" => Content::Other(text.to_owned()),
            _ if text.is_empty() => Content::Text(stated.value.clone()),
            _ => Content::Text(text.to_owned()),
        }
    }

    /// Whether the cell's own style, or that of its row or column, fixes the decimals.
    fn is_fixed(&self, stated: &Stated, column: u32) -> bool {
        let of_column = || {
            let mut columns = self.columns.iter();
            let found = columns.find(|(first, last, _)| (*first..=*last).contains(&column));
            found.map(|(_, _, style)| style)
        };
        let style = stated.style.as_ref().or(self.style.as_ref());
        style
            .or_else(of_column)
            .is_some_and(|style| self.styles.is_fixed(style))
    }
}

impl Stated {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut stated = Self {
            repeated: 1,
            ..Self::default()
        };
        let count = |value: &str| value.parse::<u32>().unwrap_or(1);
        for (key, value) in attributes(tag) {
            match key {
                "value-type" if value == "error" => stated.error = true,
                "value-type" => stated.kind = value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    stated.value = value.into_owned();
                }
                "style-name" => stated.style = Some(value.into_owned()),
                "formula" => stated.formula = true,
                "number-columns-repeated" => stated.repeated = count(&value).max(1),
                "number-columns-spanned" => stated.right = count(&value).saturating_sub(1),
                "number-rows-spanned" => stated.down = count(&value).saturating_sub(1),
                _ => {}
            }
        }
        stated
    }
}

/// What a cell shows, to its end: its paragraphs, one a line.
fn text<R: Read>(xml: &mut Xml<R>, end: &str) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut paragraphs = 0_usize;
    let mut inside = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) if is_aside(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                skip(xml, &name)?;
            }
            Event::Start(tag) => match tag.local_name().as_ref() {
                "p" | "h" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs = paragraphs.saturating_add(1);
                    inside = true;
                }
                "s" => {
                    let count = repeated(tag, "c").min(SPACES);
                    text.extend(std::iter::repeat_n(
                        ' ',
                        usize::try_from(count).unwrap_or(1),
                    ));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "ruby-text" => skip(xml, "ruby-text")?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "p" | "h" => inside = false,
                name if name == end => return Ok(text),
                _ => {}
            },
            Event::Eof => return Err(ReadError::damaged("单元格没有结尾")),
            event if inside => push_text(event, &mut text),
            _ => {}
        }
        if text.len() > limits::TEXT_CHARS.saturating_mul(4) {
            return Err(ReadError::TooLarge {
                limit: "单元格文字 32767 个字符",
            });
        }
    }
}

/// Most spaces that one element stands for.
const SPACES: u32 = 1000;

/// A number by what the cell shows of it, and by what it stores where it shows nothing. `shift` is
/// how many places the shown number is larger by.
fn number(text: &str, value: &str, shift: u32, fixed: bool) -> Content {
    let stored = styles::Styles::stored(value);
    let scaled = stored.and_then(|stored| stored.checked_mul(Decimal::from(10_u64.pow(shift))));
    let digits = digits(text);
    let printed = amount::parse(digits).ok().flatten();
    let (Some(printed), Some(scaled)) = (printed, scaled) else {
        let general = scaled.and_then(|scaled| NumberFormat::GENERAL.show(scaled));
        return match general {
            Some(number) if text.trim().is_empty() => Content::Number(number),
            _ => Content::Other(text.to_owned()),
        };
    };
    let printed = printed.printed();
    // What is shown counts, also where it is not the stored number rounded.
    let same = Amount::shown(scaled, printed.scale()).filter(|shown| shown.printed() == printed);
    let zeros = digits.contains('.') && digits.ends_with('0');
    Content::Number(Number {
        amount: same.or_else(|| Amount::exact(printed)),
        text: digits.to_owned(),
        fixed: fixed || zeros,
    })
}

/// The number in what a cell shows, without currency, unit and percent sign.
fn digits(text: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '.');
    let text = text.trim_start_matches(|c| !number(c));
    text.trim_end_matches(|c: char| !number(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_is_shown() {
        for (text, value, shift, shown, amount, fixed) in [
            ("12.50", "12.5", 0, "12.50", Some("12.50"), true),
            ("12.5", "12.5", 0, "12.5", Some("12.5"), false),
            (
                "1,234.57",
                "1234.567",
                0,
                "1,234.57",
                Some("1234.57"),
                false,
            ),
            ("¥8.10", "8.1", 0, "8.10", Some("8.10"), true),
            ("12.34%", "0.1234", 2, "12.34", Some("12.34"), false),
            ("-3", "-3", 0, "-3", Some("-3"), false),
            ("12", "12345", 0, "12", Some("12"), false),
            ("", "12.345", 0, "12.345", Some("12.345"), false),
        ] {
            let Content::Number(number) = number(text, value, shift, false) else {
                panic!("{text} is a number");
            };
            let printed = number.amount.map(|amount| amount.printed().to_string());
            assert_eq!(number.text, shown);
            assert_eq!(printed.as_deref(), amount);
            assert_eq!(number.fixed, fixed, "{text}");
        }
    }
}
