//! Numbers with units, and years.

use rust_decimal::Decimal;

use super::vocabulary::{Meaning, VOCABULARY};

/// What a number counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unit {
    /// Money: the power of ten of 元 that its unit is.
    Money(i32),
    /// Money for each: 元/人/月; the power of ten, and what follows 元.
    Each(i32, String),
    /// Hundredths.
    Percent,
    /// Things: 人, 辆, 平方米.
    Count(String),
}

/// A number with its unit in a paragraph.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Number {
    /// Its first character, counted in the paragraph.
    pub start: usize,
    /// The character behind its unit.
    pub end: usize,
    /// Its value; the scale is the number of printed decimals.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
}

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Date {
    /// Its first character, counted in the paragraph.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// The year.
    pub year: u16,
    /// The month, where it has one.
    pub month: Option<u8>,
}

/// Signs and words between numbers that are listed.
pub(super) const LISTING: &str = "、，和与及以";

/// Characters from 分别 to the first number at most: 分别较上年预算数增长.
pub(super) const LONGEST_EACH: usize = 14;

/// What a paragraph counts: its numbers with units, and its dates.
pub(super) fn numbers(text: &[char]) -> (Vec<Number>, Vec<Date>) {
    let (mut numbers, mut dates) = (Vec::new(), Vec::new());
    // Numbers behind 分别 whose unit stands behind the last of them: 分别为3.20、3.00和2.64万元.
    let mut bare: Vec<(usize, usize, Decimal)> = Vec::new();
    let mut at = super::passage::enumerated(text).map_or(0, |(length, _)| length);
    while at < text.len() {
        let begins = text.get(at).is_some_and(char::is_ascii_digit) && !is_inside(text, at);
        let length = if begins {
            digits(text.get(at..).unwrap_or_default())
        } else {
            0
        };
        if length == 0 {
            at = at.saturating_add(1);
            continue;
        }
        let end = at.saturating_add(length);
        let printed: String = text
            .get(at..end)
            .unwrap_or_default()
            .iter()
            .filter(|c| **c != ',')
            .collect();
        let rest = text.get(end..).unwrap_or_default();
        let bare_end = bare.last().map(|(_, end, _)| *end);
        let date = date(&printed, at, end, text).or_else(|| {
            // 2.2025年: the second note begins with a year.
            let (_, year) = printed.split_once('.')?;
            date(year, end.saturating_sub(year.len()), end, text)
        });
        at = if let Some(date) = date {
            dates.push(date);
            date.end
        } else if let (Ok(value), Some((length, unit))) = (printed.parse(), unit(rest)) {
            let number = Number {
                start: at,
                end: end.saturating_add(length),
                value,
                unit,
            };
            let all = bare
                .drain(..)
                .filter(|_| bare_end.is_some_and(|last| lists(text, last, at)));
            numbers.extend(all.map(|(start, end, value)| Number {
                start,
                end,
                value,
                unit: number.unit.clone(),
            }));
            numbers.push(number);
            end.saturating_add(length)
        } else {
            let goes_on =
                bare_end.map_or_else(|| is_told_each(text, at), |last| lists(text, last, at));
            if !goes_on {
                bare.clear();
            }
            bare.extend(
                printed
                    .parse()
                    .ok()
                    .filter(|_| goes_on)
                    .map(|value| (at, end, value)),
            );
            end
        };
    }
    (numbers, dates)
}

/// Whether a number is the first of several that are told of several things: 分别为3.20.
fn is_told_each(text: &[char], at: usize) -> bool {
    let from = at.saturating_sub(LONGEST_EACH);
    let words: String = text.get(from..at).unwrap_or_default().iter().collect();
    let behind = words.rsplit_once("分别").map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.chars().all(char::is_alphabetic))
}

/// Whether one number goes on with another: nothing but signs of a list between them.
fn lists(text: &[char], end: usize, at: usize) -> bool {
    let between = text.get(end..at).unwrap_or_default();
    !between.is_empty() && between.iter().all(|c| LISTING.contains(*c))
}

/// Whether a digit goes on with a word or a number before it.
fn is_inside(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    before.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '.')
}

/// How long the number is that a text begins with.
fn digits(text: &[char]) -> usize {
    let mut length = 0_usize;
    let mut point = false;
    while let Some(&c) = text.get(length) {
        let next = text
            .get(length.saturating_add(1))
            .is_some_and(char::is_ascii_digit);
        match c {
            c if c.is_ascii_digit() => {}
            ',' if next && !point => {}
            '.' if next && !point => point = true,
            _ => break,
        }
        length = length.saturating_add(1);
    }
    length
}

fn unit(text: &[char]) -> Option<(usize, Unit)> {
    let (length, meaning) = VOCABULARY.units.first(text)?;
    let word: String = text.iter().take(length).collect();
    Some(match meaning {
        Meaning::Money(exponent) => match each(text.get(length..).unwrap_or_default()) {
            0 => (length, Unit::Money(*exponent)),
            more => {
                let end = length.saturating_add(more);
                let of: String = text.get(length..end).unwrap_or_default().iter().collect();
                (end, Unit::Each(*exponent, of))
            }
        },
        Meaning::Percent => (length, Unit::Percent),
        _ => (length, Unit::Count(word)),
    })
}

/// How long `/人/月` is.
fn each(text: &[char]) -> usize {
    let mut length = 0_usize;
    while text.get(length) == Some(&'/') {
        let word = text
            .iter()
            .skip(length.saturating_add(1))
            .take_while(|c| "人月年次天日户台辆平方米名学生季度家".contains(**c))
            .count();
        if word == 0 {
            break;
        }
        length = length.saturating_add(word).saturating_add(1);
    }
    length
}

/// A year of four digits, with month and day.
fn date(printed: &str, start: usize, end: usize, text: &[char]) -> Option<Date> {
    let year: u16 = printed
        .parse()
        .ok()
        .filter(|year| (1900..2100).contains(year))?;
    if printed.len() != 4 || text.get(end) != Some(&'年') {
        return None;
    }
    let mut date = Date {
        start,
        end: end.saturating_add(1),
        year,
        month: None,
    };
    for (sign, is_month) in [('月', true), ('日', false)] {
        let rest = text.get(date.end..).unwrap_or_default();
        let count = digits(rest);
        let number: String = rest.iter().take(count).collect();
        if (1..=2).contains(&count) && rest.get(count) == Some(&sign) {
            date.end = date.end.saturating_add(count).saturating_add(1);
            if is_month {
                date.month = number.parse().ok();
            }
        } else {
            break;
        }
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_units_and_years_are_apart() {
        let text: Vec<char> = "2026年预算3,224.26万元，占1.90%，39人，955元/人/年，2026年9月30日前，(2025)116号，W06单元7辆".chars().collect();
        let (numbers, dates) = numbers(&text);
        let shown: Vec<String> = numbers
            .iter()
            .map(|number| format!("{} {:?}", number.value, number.unit))
            .collect();
        assert_eq!(
            shown,
            [
                "3224.26 Money(4)",
                "1.90 Percent",
                "39 Count(\"人\")",
                "955 Each(0, \"/人/年\")",
                "7 Count(\"辆\")",
            ]
        );
        let years: Vec<(u16, Option<u8>)> =
            dates.iter().map(|date| (date.year, date.month)).collect();
        assert_eq!(years, [(2026, None), (2026, Some(9))]);
    }
}
