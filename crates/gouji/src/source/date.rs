use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A point in time as a spreadsheet stores it, in days, as `2026-01-31`, `08:30:00` or both;
/// `None` outside of the years 1900 to 9999.
pub(super) fn shown(stored: Decimal, from_1904: bool) -> Option<String> {
    let seconds = stored
        .checked_mul(Decimal::from(DAY))?
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()?;
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    if !(0..2_958_466).contains(&days) {
        return None;
    }
    let time = || {
        let (hour, minute) = (second / 3600, second / 60 % 60);
        format!("{hour:02}:{minute:02}:{:02}", second % 60)
    };
    let date = date(days, from_1904);
    match (days, second) {
        (_, 0) => Some(date),
        (0, _) => Some(time()),
        _ => Some(format!("{date} {}", time())),
    }
}

/// The date of a day's number: day 1 is 1 January 1900, a year that counts as a leap year; or
/// day 0 is 1 January 1904.
fn date(day: i64, from_1904: bool) -> String {
    let since_1970 = match (from_1904, day) {
        (true, _) => day.saturating_sub(24_107),
        (false, 60) => return "1900-02-29".to_owned(),
        (false, 0..60) => day.saturating_sub(25_568),
        (false, _) => day.saturating_sub(25_569),
    };
    civil(since_1970)
}

/// The date so many days after 1 January 1970, by eras of 400 years that begin in March.
fn civil(days: i64) -> String {
    let days = days.saturating_add(719_468);
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let leaps = (of_era / 36_524)
        .saturating_sub(of_era / 1460)
        .saturating_sub(of_era / 146_096);
    let year = of_era.saturating_add(leaps) / 365;
    let before = (365_i64.saturating_mul(year))
        .saturating_add(year / 4)
        .saturating_sub(year / 100);
    let of_year = of_era.saturating_sub(before);
    let month = of_year.saturating_mul(5).saturating_add(2) / 153;
    let first = month.saturating_mul(153).saturating_add(2) / 5;
    let day = of_year.saturating_sub(first).saturating_add(1);
    let (month, next) = if month < 10 {
        (month.saturating_add(3), 0)
    } else {
        (month.saturating_sub(9), 1)
    };
    let year = era
        .saturating_mul(400)
        .saturating_add(year)
        .saturating_add(next);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (stored, from_1904, text) in [
            ("1", false, "1900-01-01"),
            ("59", false, "1900-02-28"),
            ("60", false, "1900-02-29"),
            ("61", false, "1900-03-01"),
            ("25569", false, "1970-01-01"),
            ("45351", false, "2024-02-29"),
            ("46023", false, "2026-01-01"),
            ("46022.5", false, "2025-12-31 12:00:00"),
            ("0.354166666666667", false, "08:30:00"),
            ("0", true, "1904-01-01"),
            ("44561", true, "2026-01-01"),
            ("2958465", false, "9999-12-31"),
        ] {
            let date = shown(stored.parse().unwrap(), from_1904);
            assert_eq!(date.as_deref(), Some(text), "{stored}");
        }
        assert_eq!(shown(Decimal::NEGATIVE_ONE, false), None);
        assert_eq!(shown(Decimal::MAX, false), None);
    }
}
