use rust_decimal::Decimal;

use super::{Amount, AmountUnit};

/// Why a text in an amount's place is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum AmountError {
    /// It has no digits, and is not one of the signs for nothing.
    #[error("不是数字")]
    NotANumber,
    /// It has digits and something that no number has.
    #[error("不是完整的数字")]
    Malformed,
    /// It is larger, or has more decimals, than any amount of a budget.
    #[error("数值过大或小数位过多")]
    OutOfRange,
    /// Its cell names another unit than its table.
    #[error("写明的单位与本表不同")]
    OtherUnit,
}

/// Reads a text in an amount's place: an amount, or nothing for a blank and the signs for it
/// (`-`, `—`, `/`, `*`). Full-width characters, blanks and separators inside are understood, and a
/// unit behind the digits is passed over: [`unit_after`] tells it.
///
/// # Errors
/// When it is neither.
pub fn parse(text: &str) -> Result<Option<Amount>, AmountError> {
    if let Some(value) = simple(text) {
        return Amount::exact(value)
            .map(Some)
            .ok_or(AmountError::OutOfRange);
    }
    if is_blank(text) {
        return Ok(None);
    }
    let plain: String = text.chars().filter_map(plain).collect();
    // What keeps a cell a text in a spreadsheet may have been typed or written out.
    let plain = plain.trim_start_matches(['\'', '‘', '’']);
    let (negative, digits) = split_sign(without_unit(plain));
    let digits = without_separators(digits)?;
    let value: Decimal = digits.parse().map_err(|_| AmountError::OutOfRange)?;
    let value = if negative { -value } else { value };
    Amount::exact(value)
        .map(Some)
        .ok_or(AmountError::OutOfRange)
}

/// The value of digits with at most a point between them, as most cells have it.
fn simple(text: &str) -> Option<Decimal> {
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let ends = digit(bytes.first()) && digit(bytes.last());
    let mut others = bytes.iter().filter(|byte| !byte.is_ascii_digit());
    let point = others.next().is_none_or(|byte| *byte == b'.') && others.next().is_none();
    (ends && point).then(|| text.parse().ok()).flatten()
}

/// Whether a text in an amount's place is nothing: blank, or one of the signs for it.
pub(crate) fn is_blank(text: &str) -> bool {
    let mut plain = text.chars().filter_map(plain);
    let first = plain.next();
    let same = || plain.clone().all(|c| Some(c) == first);
    let sign =
        |c: char| c.is_ascii_punctuation() && !"?!".contains(c) || "×…·～~●○■□△▲".contains(c);
    match first {
        None => true,
        Some('无') => plain.next().is_none(),
        Some(first) => sign(first) && same(),
    }
}

/// The unit that a text in an amount's place has behind its digits: `12.50万元`.
#[must_use]
pub fn unit_after(text: &str) -> Option<AmountUnit> {
    let text = text.trim_end_matches(|c| plain(c).is_none());
    let number = without_unit(text);
    let rest = text.strip_prefix(number)?;
    AmountUnit::named_in(rest)
}

/// A text without the unit behind its digits.
fn without_unit(text: &str) -> &str {
    let number = |unit: &&str| {
        let number = text.strip_suffix(*unit)?.trim_end();
        let digit =
            |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || ".)）".contains(c);
        number.ends_with(digit).then_some(number)
    };
    ["万元", "千元", "元"]
        .iter()
        .find_map(number)
        .unwrap_or(text)
}

/// The half-width form of a character; `None` for blanks.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{200b}' | '\u{feff}' => None,
        c if c.is_whitespace() => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).wrapping_sub(0xfee0)),
        '—' | '–' | '−' | '―' | '─' => Some('-'),
        '。' => Some('.'),
        c => Some(c),
    }
}

/// A leading minus, or accountant's parentheses around the number.
fn split_sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix('-') {
        return (true, rest);
    }
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    match inner {
        Some(inner) => (true, inner),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Digits and at most one point, with thousands separators taken out.
fn without_separators(text: &str) -> Result<String, AmountError> {
    let text = text.trim_start_matches(['¥', '￥']);
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(w, f)| (w, Some(f)));
    let digits_only = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let groups_right = whole
        .split(',')
        .skip(1)
        .all(|group| matches!(group.len(), 3 | 4));
    let whole: String = whole.chars().filter(|&c| c != ',').collect();
    if !groups_right || !digits_only(&whole) || !fraction.is_none_or(digits_only) {
        return Err(AmountError::Malformed);
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    Ok(match fraction {
        Some(fraction) if !fraction.is_empty() => format!("{whole}.{fraction}"),
        _ => whole.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Option<String>, AmountError> {
        parse(text).map(|amount| amount.map(|a| a.to_string()))
    }

    #[test]
    fn reads_what_offices_write() {
        for (text, amount) in [
            ("554.36", "554.36"),
            ("1,234.50", "1234.50"),
            ("12,345,678", "12345678"),
            ("１２．５０", "12.50"),
            ("64 000", "64000"),
            ("　0.79 ", "0.79"),
            ("-3.00", "-3.00"),
            ("－3.00", "-3.00"),
            ("(3.00)", "-3.00"),
            ("¥8", "8"),
            ("0.00", "0.00"),
            (".5", "0.5"),
            ("12.50万元", "12.50"),
            ("（3.00） 元", "-3.00"),
            ("7.", "7"),
            ("'1,234.50", "1234.50"),
            ("’-3.00", "-3.00"),
        ] {
            assert_eq!(read(text), Ok(Some(amount.to_owned())), "{text}");
        }
    }

    #[test]
    fn knows_the_signs_for_nothing() {
        for text in [
            "", " ", "　", "-", "—", "——", "/", "--", "无", "*", "×", "**",
        ] {
            assert_eq!(read(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn knows_the_unit_behind_an_amount() {
        assert_eq!(unit_after("12.50 万元　"), Some(AmountUnit::TenThousand));
        assert_eq!(unit_after("８元"), Some(AmountUnit::Yuan));
        for text in ["12.50", "单位：元", "8万", ""] {
            assert_eq!(unit_after(text), None, "{text}");
        }
    }

    #[test]
    fn says_why_a_text_is_no_amount() {
        assert_eq!(read("??"), Err(AmountError::NotANumber));
        assert_eq!(read("见附注"), Err(AmountError::NotANumber));
        assert_eq!(read("12.3.4"), Err(AmountError::Malformed));
        assert_eq!(read("1,23"), Err(AmountError::Malformed));
        assert_eq!(read("12万"), Err(AmountError::Malformed));
        assert_eq!(read("99999999999999999999"), Err(AmountError::OutOfRange));
        assert_eq!(read("1.00000000001"), Err(AmountError::OutOfRange));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn reads_back_what_it_prints(units in -1_000_000_000_000_i64..1_000_000_000_000, scale in 0_u32..=6) {
            let value = Decimal::new(units, scale);
            prop_assert_eq!(read(&value.to_string()), Ok(Some(value.to_string())));
        }
    }
}
