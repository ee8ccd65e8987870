//! Which slip of the hand turns one printed amount into another.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Reason;

/// The least that a rounded part must say, in units of its last digit.
const LEAST_DIGITS: u128 = 100;

/// The slip that explains why `from` stands where `to` belongs; both as printed, `""` for blank.
#[must_use]
pub fn slip(from: &str, to: &str) -> Reason {
    if from.is_empty() {
        return Reason::Blank;
    }
    let value = |text: &str| text.parse::<Decimal>().ok();
    match (value(from), value(to)) {
        (Some(wrong), Some(right)) => by_value(wrong, right).unwrap_or_else(|| by_digits(from, to)),
        _ => Reason::Other,
    }
}

fn by_value(wrong: Decimal, right: Decimal) -> Option<Reason> {
    let times = |factor: u64| {
        let factor = Decimal::from(factor);
        wrong.checked_mul(factor) == Some(right) || right.checked_mul(factor) == Some(wrong)
    };
    let divided = |factor: u64| is_rounded(wrong, right, factor);
    if right.is_zero() || wrong.is_zero() {
        None
    } else if wrong == -right {
        Some(Reason::Sign)
    } else if times(10) || times(100) || divided(10) || divided(100) {
        Some(Reason::PointShifted)
    } else if times(1_000) || times(10_000) || divided(1_000) || divided(10_000) {
        Some(Reason::UnitFactor)
    } else {
        None
    }
}

/// Whether an amount is a part of another, rounded to its own decimals, with digits enough to tell.
fn is_rounded(wrong: Decimal, right: Decimal, factor: u64) -> bool {
    let rounding = RoundingStrategy::MidpointAwayFromZero;
    let part = right.checked_div(Decimal::from(factor));
    wrong.mantissa().unsigned_abs() >= LEAST_DIGITS
        && part.is_some_and(|part| part.round_dp_with_strategy(wrong.scale(), rounding) == wrong)
}

fn by_digits(from: &str, to: &str) -> Reason {
    let (wrong, right): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let same_before = wrong.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (wrong, right) = (wrong.get(same_before..), right.get(same_before..));
    match (wrong.unwrap_or_default(), right.unwrap_or_default()) {
        ([a, b, rest @ ..], [c, d, others @ ..])
            if (a, b) == (d, c) && rest == others && digits(&[*a, *b]) =>
        {
            Reason::DigitsSwapped
        }
        ([a, '.', b, rest @ ..], [c, '.', d, others @ ..])
            if (a, b) == (d, c) && rest == others =>
        {
            Reason::DigitsSwapped
        }
        ([a, rest @ ..], [b, others @ ..]) if rest == others && digits(&[*a, *b]) => {
            Reason::OneDigit
        }
        (rest, [missing, others @ ..]) if rest == others && digits(&[*missing]) => {
            Reason::DigitMissing
        }
        ([extra, rest @ ..], others) if rest == others && digits(&[*extra]) => Reason::DigitExtra,
        _ => Reason::Other,
    }
}

fn digits(chars: &[char]) -> bool {
    chars.iter().all(char::is_ascii_digit)
}

/// A slip in words.
#[must_use]
pub fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::DigitsSwapped => "两位数字写反",
        Reason::OneDigit => "一位数字不同",
        Reason::DigitMissing => "漏写一位数字",
        Reason::DigitExtra => "多写一位数字",
        Reason::PointShifted => "小数点错位",
        Reason::Sign => "正负号相反",
        Reason::UnitFactor => "单位用错",
        Reason::Blank => "漏填",
        Reason::ShiftedColumn => "串到相邻一栏",
        Reason::ShiftedRow => "串到相邻一行",
        Reason::Other => "数字有误",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_slip() {
        for (from, to, reason) in [
            ("545.36", "554.36", Reason::DigitsSwapped),
            ("89.87", "88.97", Reason::DigitsSwapped),
            ("9.80", "8.90", Reason::DigitsSwapped),
            ("89.97", "88.97", Reason::OneDigit),
            ("54.36", "554.36", Reason::DigitMissing),
            ("5554.36", "554.36", Reason::DigitExtra),
            ("55.43", "554.30", Reason::PointShifted),
            ("5543600.00", "554.36", Reason::UnitFactor),
            ("-3.00", "3.00", Reason::Sign),
            ("", "3.00", Reason::Blank),
            ("3.00", "", Reason::Other),
            ("12.34", "56.78", Reason::Other),
            ("55.436", "554.36", Reason::PointShifted),
            ("5.54", "554.36", Reason::PointShifted),
            ("0.55", "554.36", Reason::Other),
            ("554.36", "5543612.00", Reason::UnitFactor),
        ] {
            assert_eq!(slip(from, to), reason, "{from} for {to}");
        }
    }
}
