use rust_decimal::Decimal;

use super::number_format::NumberFormat;
use super::{Content, date};

/// How the cells of a workbook show their numbers: formats by the index that a cell states.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Styles {
    pub(super) fn push(&mut self, format: NumberFormat) {
        self.formats.push(format);
    }

    /// A number as written in text.
    pub(super) fn written(&self, style: usize, digits: &str) -> Content {
        match Self::stored(digits) {
            Some(stored) => self.number(style, stored),
            None => Content::Other(digits.to_owned()),
        }
    }

    /// The decimal that a text stores, by its first fifteen digits.
    pub(super) fn stored(digits: &str) -> Option<Decimal> {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        if digits.len() <= 16 && digits.chars().all(plain) {
            return digits.parse().ok();
        }
        let binary: f64 = digits.parse().ok()?;
        decimal(&format!("{binary:.14e}"))
    }

    /// A binary number by its first fifteen digits, as spreadsheets show it: the rest is a trace of
    /// binary arithmetic.
    pub(super) fn double(&self, style: usize, stored: f64) -> Content {
        let digits = format!("{stored:.14e}");
        match decimal(&digits) {
            Some(stored) => self.number(style, stored),
            None => Content::Other(digits),
        }
    }

    /// A number in four bytes: the front of a binary one or a whole one, in units or hundredths.
    pub(super) fn packed(&self, style: usize, packed: u32) -> Content {
        let stored = if packed & 2 == 0 {
            let front = f64::from_bits(u64::from(packed & !3) << 32);
            decimal(&format!("{front:.14e}"))
        } else {
            Some(Decimal::from(packed.cast_signed() >> 2))
        };
        let scaled = stored.and_then(|mut stored| {
            let places = if packed & 1 == 0 { 0 } else { 2 };
            let scale = stored.scale().checked_add(places)?;
            stored.set_scale(scale).ok().map(|()| stored)
        });
        match scaled {
            Some(stored) => self.number(style, stored),
            None => Content::Other(packed.to_string()),
        }
    }

    /// A number in the format of a style.
    pub(super) fn number(&self, style: usize, stored: Decimal) -> Content {
        let format = self.formats.get(style).copied();
        let format = format.unwrap_or(NumberFormat::GENERAL);
        let stored = if stored.is_zero() {
            Decimal::ZERO
        } else {
            stored.normalize()
        };
        if format.is_date()
            && let Some(date) = date::shown(stored, self.from_1904)
        {
            return Content::Other(date);
        }
        match format.show(stored) {
            Some(number) => Content::Number(number),
            None => Content::Other(stored.to_string()),
        }
    }
}

fn decimal(digits: &str) -> Option<Decimal> {
    Decimal::from_scientific(digits).ok()
}

/// What a cell shows for an error of the given code.
pub(super) fn error(code: u8) -> Content {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR",
    };
    Content::Other(text.to_owned())
}

/// What a cell shows for a truth value.
pub(super) fn truth(value: bool) -> Content {
    Content::Other(if value { "TRUE" } else { "FALSE" }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(content: &Content) -> &str {
        match content {
            Content::Number(number) => &number.text,
            Content::Other(text) | Content::Text(text) => text,
            Content::Formula => "",
        }
    }

    #[test]
    fn numbers_in_four_bytes() {
        let styles = Styles::default();
        for (packed, shown) in [
            (0x3ff0_0000, "1"),
            (0x40fe_2401, "1234.56"),
            (1_u32 << 2 | 2, "1"),
            (12345_u32 << 2 | 3, "123.45"),
            ((-500_i32 << 2).cast_unsigned() | 3, "-5"),
        ] {
            assert_eq!(text(&styles.packed(0, packed)), shown, "{packed:x}");
        }
    }

    #[test]
    fn numbers_in_text() {
        let mut styles = Styles::default();
        styles.push(NumberFormat::builtin(2));
        styles.push(NumberFormat::builtin(14));
        for (style, stored, shown) in [
            (0, "12.5", "12.50"),
            (0, "630.13000000000011", "630.13"),
            (0, "1E3", "1000.00"),
            (0, "-0", "0.00"),
            (1, "46023", "2026-01-01"),
            (2, "46023", "46023"),
            (0, "x", "x"),
            (0, "NaN", "NaN"),
        ] {
            assert_eq!(text(&styles.written(style, stored)), shown, "{stored}");
        }
    }
}
