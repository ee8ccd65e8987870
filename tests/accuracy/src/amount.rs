//! Amounts as people type them into cells of a fixture.

use gouji_fixtures::Cell;

/// Parts that a cell's stored number is counted in: ten-thousandths.
const PARTS: i64 = 10_000;

/// The amount that a text prints, in ten-thousandths; `""` is nothing.
pub(crate) fn parts(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 4 || whole.is_empty() {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<4}").parse().ok()?;
    let value = whole.parse::<i64>().ok()?.checked_mul(PARTS)? + fraction;
    Some(if negative { -value } else { value })
}

/// A whole number of ten-thousandths as a text with at least so many decimals.
pub(crate) fn text(parts: i64, least: usize) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let parts = parts.unsigned_abs();
    let (whole, fraction) = (parts / PARTS as u64, parts % PARTS as u64);
    let fraction = format!("{fraction:04}");
    let kept = fraction.trim_end_matches('0').len().max(least);
    if kept == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", &fraction[..kept])
}

/// The cell with another amount, and what it shows, typed where `mould` shows how its neighbours
/// are written; `None` where no cell can hold it.
pub(crate) fn typed(mould: &Cell, to: &str) -> Option<(Cell, String)> {
    if to.is_empty() {
        return Some((Cell::Blank, String::new()));
    }
    let parts = parts(to)?;
    // Spreadsheets keep fifteen digits.
    if parts.abs() > 900_000_000_000_000 {
        return None;
    }
    let whole = parts % 100 == 0;
    Some(match mould {
        Cell::Text(mould) => (Cell::Text(like(mould, to)), to.to_owned()),
        Cell::Loose(_) | Cell::Number(_) if whole => (Cell::Loose(parts / 100), to.to_owned()),
        _ if whole => (Cell::Amount(parts / 100), text(parts, 2)),
        _ => (
            Cell::Stored(parts),
            text((parts + 50).div_euclid(100) * 100, 2),
        ),
    })
}

/// The amount with separators and blanks as the other has them.
fn like(mould: &str, to: &str) -> String {
    let separated = mould.contains(',') || mould.len() < 7 && mould.ends_with([' ', '　']);
    let blank: String = mould
        .chars()
        .skip_while(|character| !character.is_whitespace())
        .collect();
    let (sign, digits) = match to.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", to),
    };
    let (whole, fraction) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if separated && index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}{blank}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_amounts() {
        for (given, value) in [
            ("554.36", 5_543_600),
            ("-3", -30_000),
            ("0.0554", 554),
            ("", 0),
        ] {
            assert_eq!(parts(given), Some(value), "{given}");
        }
        assert_eq!(text(5_543_600, 2), "554.36");
        assert_eq!(text(55_436, 2), "5.5436");
        assert_eq!(text(-30_000, 0), "-3");
        assert_eq!(like("1,234.50　", "-12345.60"), "-12,345.60　");
        assert_eq!(like("1234.50", "12345.60"), "12345.60");
    }
}
