use rust_decimal::Decimal;

use super::Number;
use crate::amount::Amount;

/// How a cell shows its number: what a number format's code says of decimals and separators.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NumberFormat {
    /// Decimals always shown and decimals shown at most; `None` shows as many as there are.
    decimals: Option<(u32, u32)>,
    /// Whether thousands are separated.
    grouped: bool,
    /// Powers of ten that the shown number is smaller by (`0,` shows thousands, `0%` hundredths).
    shift: i32,
    /// Whether it shows a point in time.
    date: bool,
}

impl NumberFormat {
    /// The format `General`.
    pub(super) const GENERAL: Self = Self {
        decimals: None,
        grouped: false,
        shift: 0,
        date: false,
    };

    /// A format of which only this is known: how many decimals it always shows, and that it shows
    /// no more.
    pub(super) fn fixed(decimals: u32) -> Self {
        Self {
            decimals: Some((decimals, decimals)),
            ..Self::GENERAL
        }
    }

    /// The format that workbooks mean by a number without writing its code.
    pub(super) fn builtin(id: u16) -> Self {
        match id {
            1 | 5 | 6 | 41 | 42 => Self::of(if id == 1 { "0" } else { "#,##0" }),
            2 => Self::fixed(2),
            3 | 37 | 38 => Self::of("#,##0"),
            4 | 7 | 8 | 39 | 40 | 43 | 44 => Self::of("#,##0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Self::of("yyyy-mm-dd"),
            _ => Self::GENERAL,
        }
    }

    /// Whether it shows a point in time.
    pub(super) fn is_date(self) -> bool {
        self.date
    }

    /// Reads a format code such as `#,##0.00_ ;[Red]\-0.00`. Only its first section counts: the
    /// others repeat its decimals for negative numbers and zero.
    pub(super) fn of(code: &str) -> Self {
        let mut format = Self {
            decimals: Some((0, 0)),
            ..Self::GENERAL
        };
        let (mut seen_digit, mut after_point, mut commas) = (false, false, 0_i32);
        for token in tokens(code) {
            match token {
                '0' | '#' | '?' => {
                    format.grouped |= commas > 0 && !after_point;
                    (commas, seen_digit) = (0, true);
                    if after_point {
                        format.count(token);
                    }
                }
                '.' => after_point = true,
                ',' if seen_digit => commas = commas.saturating_add(1),
                '%' => format.shift = format.shift.saturating_add(2),
                // Powers of ten and fractions fix no decimals.
                'E' | 'e' | '/' if seen_digit => return Self::GENERAL,
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' if !seen_digit => {
                    format.date = true;
                }
                _ => {}
            }
        }
        if format.date {
            return Self {
                date: true,
                ..Self::GENERAL
            };
        }
        format.shift = format.shift.saturating_sub(commas.saturating_mul(3));
        if seen_digit { format } else { Self::GENERAL }
    }

    fn count(&mut self, token: char) {
        let (least, most) = self.decimals.unwrap_or_default();
        let most = most.saturating_add(1);
        self.decimals = Some((if token == '0' { most } else { least }, most));
    }

    /// The number that is stored, as the cell shows it; `None` when it is no decimal number of
    /// this size.
    pub(super) fn show(self, stored: Decimal) -> Option<Number> {
        let shown = shifted(stored, self.shift)?;
        let places = match self.decimals {
            Some((least, most)) if least == most => most,
            Some((least, most)) => shown.round_dp(most).normalize().scale().clamp(least, most),
            None => shown.round_dp(general_decimals(shown)).normalize().scale(),
        };
        let amount = Amount::shown(shown, places);
        let text = match amount {
            Some(amount) if self.grouped => grouped(&amount.to_string()),
            Some(amount) => amount.to_string(),
            None => shown.normalize().to_string(),
        };
        Some(Number {
            amount,
            text,
            fixed: self.decimals.is_some_and(|(least, most)| least == most),
        })
    }
}

/// Decimals that `General` shows: eleven characters in all, but hundredths always.
fn general_decimals(shown: Decimal) -> u32 {
    let whole = shown.trunc().mantissa().unsigned_abs();
    let whole = whole
        .checked_ilog10()
        .map_or(1, |log| log.saturating_add(1));
    10_u32.saturating_sub(whole).max(2)
}

/// The characters of a code's first section that bear meaning: without quoted text, escapes,
/// fillers, colours and conditions. Text in quotation marks is passed over as well.
fn tokens(code: &str) -> impl Iterator<Item = char> {
    let mut chars = code.chars();
    std::iter::from_fn(move || {
        loop {
            match chars.next()? {
                '"' => while chars.next()? != '"' {},
                '[' => while chars.next()? != ']' {},
                '\\' | '_' | '*' | '!' => {
                    chars.next()?;
                }
                ';' => return None,
                c => return Some(c),
            }
        }
    })
}

fn shifted(value: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent >= 0 {
        return value.checked_mul(Decimal::from(10_u64.checked_pow(exponent.unsigned_abs())?));
    }
    let mut value = value;
    value
        .set_scale(value.scale().checked_add(exponent.unsigned_abs())?)
        .ok()?;
    Some(value)
}

/// The digits with a separator before every third from the point.
fn grouped(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_spreadsheet_shows() {
        for (code, stored, text) in [
            ("General", "12", "12"),
            ("General", "0.1", "0.1"),
            ("General", "630.1300000000001", "630.13"),
            ("General", "630.1300000001", "630.13"),
            ("General", "123456789.55", "123456789.55"),
            ("0.00", "12", "12.00"),
            ("0", "12.5", "13"),
            ("#,##0.00", "1234567.891", "1,234,567.89"),
            ("#,##0", "-1234", "-1,234"),
            ("0.00_ ;[Red]\\-0.00\\ ", "-3", "-3.00"),
            (
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "1000",
                "1,000.00",
            ),
            ("0.##", "1.5", "1.5"),
            ("0.0#", "1", "1.0"),
            ("0.00\"万元\"", "8", "8.00"),
            ("0.00%", "0.1234", "12.34"),
            ("0.00,", "12345", "12.35"),
            ("@", "5", "5"),
            ("0.00E+00", "12.5", "12.5"),
            ("# ?/?", "0.5", "0.5"),
            ("G/通用格式", "0.5", "0.5"),
        ] {
            let number = NumberFormat::of(code)
                .show(stored.parse().unwrap())
                .unwrap();
            assert_eq!(number.text, text, "{stored} as {code}");
        }
    }

    #[test]
    fn knows_dates() {
        for code in [
            "yyyy/m/d",
            "[$-804]yyyy\"年\"m\"月\"",
            "h:mm",
            "[h]:mm:ss.0",
            "mmm-yy",
        ] {
            assert!(NumberFormat::of(code).is_date(), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "[Red]0.00",
            "0.00\"日\"",
            "@",
            "_-* #,##0",
        ] {
            assert!(!NumberFormat::of(code).is_date(), "{code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(code in "\\PC{0,40}", units in proptest::prelude::any::<i64>(), scale in 0_u32..28) {
            let _ = NumberFormat::of(&code).show(Decimal::new(units, scale));
        }
    }
}
