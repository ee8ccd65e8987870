use crate::source::Address;

/// A piece of a formula and where it ends in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Its place in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(String),
    Text(String),
    /// The name of a sheet, without `!`.
    Sheet(String),
    Cell(Corner),
    /// A function's name, in upper case.
    Name(String),
    /// An operator, a bracket or a separator.
    Sign(&'static str),
}

/// A cell as a formula names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Corner {
    pub(super) at: Address,
    pub(super) fixed_row: bool,
    pub(super) fixed_column: bool,
}

/// Longest first, so that `<=` is not `<`.
const SIGNS: &[&str] = &[
    "<=", ">=", "<>", "+", "-", "*", "/", "(", ")", ",", ";", ":", "=", "<", ">", "%", "&",
];

/// A formula's pieces; `None` where one is not known.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next()?;
        if first.is_whitespace() {
            at = at.checked_add(first.len_utf8())?;
            continue;
        }
        let (kind, length) = piece(rest, first)?;
        let end = at.checked_add(length)?;
        tokens.push(Token {
            kind,
            start: at,
            end,
        });
        at = end;
    }
    Some(tokens)
}

fn piece(rest: &str, first: char) -> Option<(Kind, usize)> {
    if first == '"' {
        let (text, length) = quoted(rest, '"')?;
        return Some((Kind::Text(text), length));
    }
    if first == '\'' {
        let (name, length) = quoted(rest, '\'')?;
        let mark = rest.get(length..)?.starts_with('!');
        return mark.then_some((Kind::Sheet(name), length.checked_add(1)?));
    }
    if first.is_ascii_digit() || first == '.' {
        let digits = run(rest, |c| c.is_ascii_digit() || c == '.');
        return Some((Kind::Number(digits.to_owned()), digits.len()));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Some((Kind::Sign(sign), sign.len()));
    }
    let word = run(rest, |c| {
        c.is_alphanumeric() || matches!(c, '_' | '.' | '$')
    });
    let after = rest.get(word.len()..)?;
    if word.is_empty() {
        None
    } else if after.starts_with('!') {
        Some((Kind::Sheet(word.to_owned()), word.len().checked_add(1)?))
    } else if after.starts_with('(') {
        Some((Kind::Name(word.to_ascii_uppercase()), word.len()))
    } else {
        Some((Kind::Cell(corner(word)?), word.len()))
    }
}

fn run(text: &str, own: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !own(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A text in quotes, doubled inside, and the length of it all.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            out.push(c);
        } else if chars.next_if(|&(_, next)| next == quote).is_some() {
            out.push(quote);
        } else {
            return Some((out, at.checked_add(1)?));
        }
    }
    None
}

/// `$E$9`
fn corner(word: &str) -> Option<Corner> {
    let (fixed_column, rest) = unfixed(word);
    let letters = run(rest, |c| c.is_ascii_alphabetic());
    let (fixed_row, row) = unfixed(rest.get(letters.len()..)?);
    let at = Address::parse(&format!("{}{row}", letters.to_ascii_uppercase()))?;
    Some(Corner {
        at,
        fixed_row,
        fixed_column,
    })
}

fn unfixed(text: &str) -> (bool, &str) {
    match text.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

impl Corner {
    /// The cell that is meant from a place so many rows and columns away.
    pub(super) fn moved(self, (rows, columns): (i64, i64)) -> Option<Self> {
        let moved = |value: u32, fixed: bool, by: i64| {
            let by = if fixed { 0 } else { by };
            u32::try_from(i64::from(value).checked_add(by)?).ok()
        };
        let at = Address::new(
            moved(self.at.row, self.fixed_row, rows)?,
            moved(self.at.column, self.fixed_column, columns)?,
        );
        Some(Self { at, ..self })
    }

    fn text(self) -> String {
        let plain = self.at.to_string();
        let letters = run(&plain, |c| c.is_ascii_alphabetic());
        let row = plain.get(letters.len()..).unwrap_or_default();
        let mark = |fixed: bool| if fixed { "$" } else { "" };
        format!(
            "{}{letters}{}{row}",
            mark(self.fixed_column),
            mark(self.fixed_row)
        )
    }
}

/// A formula as a cell so many rows and columns away states the same; `None` where it is not
/// understood.
pub(in crate::writeback) fn moved(text: &str, by: (i64, i64)) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    for token in tokens(text)? {
        if let Kind::Cell(corner) = token.kind {
            out.push_str(text.get(from..token.start)?);
            out.push_str(&corner.moved(by)?.text());
            from = token.end;
        }
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_move() {
        for (text, by, result) in [
            ("SUM(E10:$E$12)+e3", (2, 1), Some("SUM(F12:$E$12)+F5")),
            ("'表 ''1'!$B3*\"A1\"", (1, 0), Some("'表 ''1'!$B4*\"A1\"")),
            ("表1!A1", (-1, 0), None),
            ("[1]Sheet1!A1", (0, 0), None),
            ("A1#", (0, 0), None),
        ] {
            assert_eq!(moved(text, by).as_deref(), result, "{text}");
        }
    }
}
