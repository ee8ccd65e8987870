//! Numbers that belong to persons.

use crate::report::TextSpan;
use crate::source::{Book, Content, Layout};

/// A run of digits in a file.
#[derive(Clone, Debug)]
pub(super) struct Digits {
    /// The digits, without blanks and dashes between them; a last X of an identity number.
    pub(super) text: String,
    /// The words before it, in the same cell.
    pub(super) before: String,
    pub(super) span: TextSpan,
}

/// Runs are this long at least.
const SHORTEST: usize = 11;

/// The runs of digits of every cell that is shown.
pub(super) fn digits(book: &Book) -> Vec<Digits> {
    let mut found = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| sheet.visible) {
        for cell in sheet.rows().flat_map(|(_, cells)| cells) {
            let text = match &cell.content {
                Content::Text(text) | Content::Other(text) => text.as_str(),
                Content::Number(number) => number.text.as_str(),
                Content::Formula => "",
            };
            if text.bytes().filter(u8::is_ascii_digit).count() < SHORTEST {
                continue;
            }
            for (start, end, digits) in runs(text) {
                let chars = || text.chars();
                let is_grid = sheet.layout == Layout::Grid;
                found.push(Digits {
                    text: digits,
                    before: chars()
                        .skip(start.saturating_sub(12))
                        .take(start.min(12))
                        .collect(),
                    span: TextSpan {
                        line: usize::try_from(cell.at.row)
                            .unwrap_or_default()
                            .saturating_add(1),
                        start,
                        end,
                        quote: masked(
                            &chars()
                                .skip(start)
                                .take(end.saturating_sub(start))
                                .collect::<String>(),
                        ),
                        sheet: sheet.name.clone(),
                        cell: if is_grid {
                            cell.at.to_string()
                        } else {
                            String::new()
                        },
                    },
                });
            }
        }
    }
    found
}

/// Runs of digits in a text: first and last place, and the digits.
fn runs(text: &str) -> Vec<(usize, usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0_usize;
    while at < chars.len() {
        let mut digits = String::new();
        let start = at;
        let mut end = at;
        while let Some(&c) = chars.get(at) {
            let next = chars
                .get(at.saturating_add(1))
                .is_some_and(char::is_ascii_digit);
            match c {
                c if c.is_ascii_digit() => digits.push(c),
                'X' | 'x' if digits.len() == 17 => digits.push('X'),
                ' ' | '-' if next && !digits.is_empty() => {
                    at = at.saturating_add(1);
                    continue;
                }
                _ => break,
            }
            at = at.saturating_add(1);
            end = at;
        }
        let inside = start
            .checked_sub(1)
            .and_then(|before| chars.get(before))
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        let goes_on = chars
            .get(end)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        if digits.len() >= SHORTEST && !inside && !goes_on {
            found.push((start, end, digits));
        }
        at = at.max(start.saturating_add(1));
    }
    found
}

fn values(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Whether digits are an identity number: a region, a day, and the check digit of GB 11643.
pub(super) fn is_identity(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    let part = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(0)
    };
    let day = (1900..2100).contains(&part(6, 10))
        && (1..=12).contains(&part(10, 12))
        && (1..=31).contains(&part(12, 14));
    let region = (11..=82).contains(&part(0, 2));
    let sum: u32 = values(text)
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.saturating_mul(weight))
        .sum();
    let check = usize::try_from(sum.checked_rem(11).unwrap_or(0))
        .ok()
        .and_then(|place| CHECKS.chars().nth(place));
    text.len() == 18 && day && region && check == text.chars().last()
}

/// Whether digits are a bank card's: those of a known kind, or said to be, with the check digit of
/// Luhn.
pub(super) fn is_card(found: &Digits) -> bool {
    let said = ["卡号", "账号", "帐号", "账户", "银行"]
        .iter()
        .any(|word| found.before.contains(word));
    (16..=19).contains(&found.text.len())
        && (found.text.starts_with("62") || said)
        && luhn(&found.text)
        && !is_identity(&found.text)
}

fn luhn(text: &str) -> bool {
    let digits = values(text);
    let doubled = |(place, digit): (usize, &u32)| match place.checked_rem(2) {
        Some(1) => digit
            .saturating_mul(2)
            .checked_rem(9)
            .filter(|_| *digit != 9)
            .unwrap_or(9),
        _ => *digit,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    digits.len() == text.len()
        && sum.checked_rem(10) == Some(0)
        && digits.iter().any(|digit| Some(digit) != digits.first())
}

/// Whether digits are a mobile number's.
pub(super) fn is_mobile(text: &str) -> bool {
    let second = text.chars().nth(1).and_then(|c| c.to_digit(10));
    text.len() == 11
        && text.starts_with('1')
        && second.is_some_and(|second| (3..=9).contains(&second))
}

/// Digits with most of them covered.
pub(super) fn masked(text: &str) -> String {
    let length = text.chars().count();
    let kept = |(place, c): (usize, char)| {
        if place < 3 || place.saturating_add(3) > length {
            c
        } else {
            '*'
        }
    };
    text.chars().enumerate().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_numbers_of_persons() {
        for (text, identity, card, mobile) in [
            ("11010519491231002X", true, false, false),
            ("110105194912310021", false, false, false),
            (
                "6222021234567890128",
                false,
                luhn("6222021234567890128"),
                false,
            ),
            ("13800138000", false, false, true),
            ("09092281087", false, false, false),
            ("12345678901", false, false, false),
        ] {
            let found = runs(&format!("号码 {text}。"));
            let digits = Digits {
                text: found[0].2.clone(),
                before: String::new(),
                span: TextSpan {
                    line: 1,
                    start: 0,
                    end: 0,
                    quote: String::new(),
                    sheet: String::new(),
                    cell: String::new(),
                },
            };
            assert_eq!(
                (
                    is_identity(&digits.text),
                    is_card(&digits),
                    is_mobile(&digits.text)
                ),
                (identity, card, mobile),
                "{text}"
            );
        }
        assert!(luhn("6217000010001234566") == (0..10).any(|_| luhn("6217000010001234566")));
        assert!(luhn("4111111111111111") && !luhn("4111111111111112"));
        assert!(runs("W06070112345678").is_empty() && runs("0909-2281087").len() == 1);
        assert_eq!(masked("13800138000"), "138******00");
    }
}
