use super::super::RulebookFault;

/// One token of a formula and where it stands, in bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: usize,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum TokenKind {
    /// A table, row or column.
    Name(String),
    Open,
    Close,
    Dot,
    Plus,
    Minus,
    Sigma,
    Equal,
    AtLeast,
}

impl TokenKind {
    /// How it is called in a message.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Name(name) => format!("“{name}”"),
            Self::Open => "“[”".to_owned(),
            Self::Close => "“]”".to_owned(),
            Self::Dot => "“.”".to_owned(),
            Self::Plus => "“+”".to_owned(),
            Self::Minus => "“-”".to_owned(),
            Self::Sigma => "“Σ”".to_owned(),
            Self::Equal => "“=”".to_owned(),
            Self::AtLeast => "“>=”".to_owned(),
        }
    }
}

/// Splits a formula into tokens.
///
/// # Errors
/// At a character that no formula has, with its byte.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, (usize, RulebookFault)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = match c {
            c if c.is_whitespace() => continue,
            '[' => TokenKind::Open,
            ']' => TokenKind::Close,
            '.' => TokenKind::Dot,
            '+' => TokenKind::Plus,
            '-' | '−' => TokenKind::Minus,
            'Σ' | '∑' => TokenKind::Sigma,
            '=' => TokenKind::Equal,
            '≥' => TokenKind::AtLeast,
            '>' if chars.next_if(|&(_, next)| next == '=').is_some() => TokenKind::AtLeast,
            c if is_name(c) => {
                let mut name = String::from(c);
                while let Some((_, c)) = chars.next_if(|&(_, next)| is_name(next)) {
                    name.push(c);
                }
                TokenKind::Name(name)
            }
            c => return Err((at, RulebookFault::Character(c))),
        };
        tokens.push(Token { kind, at });
    }
    Ok(tokens)
}

/// Characters of names: letters of any script, digits, and what stands inside printed names.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || "/_（）、“”〔〕：".contains(c)
}
