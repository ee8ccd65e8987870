//! Text in the form that it is read in: half width, without blanks and quotation marks, with the
//! place of each character in what was printed.

/// A character and its place in the printed text, in characters.
pub(super) type Placed = (char, usize);

/// The plain form of a text.
pub(super) fn plain(text: &str) -> Vec<Placed> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<Placed> = Vec::with_capacity(chars.len());
    let mut skip = 0_usize;
    for (at, &c) in chars.iter().enumerate() {
        if at < skip {
            continue;
        }
        let rest = chars.get(at..).unwrap_or_default();
        if let Some(length) = tag(rest) {
            skip = at.saturating_add(length);
            continue;
        }
        if c == '，' && groups(&found, rest) {
            found.push((',', at));
            continue;
        }
        let last = found.last().map(|&(last, _)| last);
        let next = rest
            .get(1..)
            .and_then(|rest| rest.iter().find(|c| !c.is_whitespace()));
        if let Some(c) = one(c, last, next.copied()) {
            found.push((c, at));
        }
    }
    found
}

/// The length of a tag of a web page that was left in the text: `<p>`.
fn tag(text: &[char]) -> Option<usize> {
    let (first, rest) = text.split_first()?;
    let begins = *first == '<'
        && rest
            .first()
            .is_some_and(|c| c.is_ascii_alphabetic() || *c == '/');
    let end = rest.iter().take(8).position(|c| *c == '>')?;
    begins.then(|| end.saturating_add(2))
}

/// Whether a full-width comma parts the thousands of a number: one to three digits before it, three behind it.
fn groups(before: &[Placed], from: &[char]) -> bool {
    let mut back = before.iter().rev().map(|&(c, _)| c);
    let digits = back.clone().take_while(char::is_ascii_digit).count();
    let ahead = back.nth(digits);
    let begins = match ahead {
        Some(',') => digits == 3,
        Some(c) => (1..=3).contains(&digits) && c != '.' && !c.is_ascii_alphanumeric(),
        None => (1..=3).contains(&digits),
    };
    let behind = from.iter().skip(1).take_while(|&&c| is_digit(c)).count();
    begins && behind == 3
}

/// Whether a character is a digit of either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn one(c: char, last: Option<char>, next: Option<char>) -> Option<char> {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if c.is_whitespace() {
        return (word(last) && word(next) && last != Some(' ')).then_some(' ');
    }
    let digits = |c: Option<char>| c.is_some_and(is_digit);
    Some(match c {
        '\u{200b}' | '\u{feff}' | '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '*'
        | '\u{ad}' => return None,
        '#' if last.is_none_or(|last| last == '#') => return None,
        ',' if digits(last) && digits(next) => ',',
        '，' | ',' => '，',
        ';' | '；' => '；',
        '！' => '!',
        '？' => '?',
        '：' | '︰' => ':',
        '〔' | '【' | '﹝' | '[' => '(',
        '〕' | '】' | '﹞' | ']' => ')',
        '—' | '–' | '−' | '－' => '-',
        '﹪' => '%',
        '≦' => '≤',
        '≧' => '≥',
        '它' if last == Some('其') => '他',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).wrapping_sub(0xfee0)).unwrap_or(c),
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_gone_and_places_stay() {
        for (text, expected) in [
            (
                "“三公”经费 0.40 万元，占 1,234.5 ％",
                "三公经费0.40万元，占1,234.5%",
            ),
            ("（博州财社〔2025〕116号）", "(博州财社(2025)116号)"),
            ("１１,１９５．５５万元", "11,195.55万元"),
            ("11，195.55、1，234，567元", "11,195.55、1,234,567元"),
            (
                "3.20，195万元，2026，12，3456",
                "3.20，195万元，2026，12，3456",
            ),
            ("<p>目标 1：a b</p>", "目标1:a b"),
            ("**财政拨款**:指, 其它", "财政拨款:指，其他"),
        ] {
            let plain: String = plain(text).into_iter().map(|(c, _)| c).collect();
            assert_eq!(plain, expected, "{text}");
        }
        assert_eq!(plain(" 甲 1 元").last(), Some(&('元', 5)));
    }
}
