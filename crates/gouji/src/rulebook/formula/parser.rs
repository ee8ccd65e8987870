use super::super::RulebookFault;
use super::lexer::{Token, TokenKind, tokens};
use super::{ColumnRef, Comparison, Formula, Reference, Rows, TableRef, Term};

type Fault = (usize, RulebookFault);

/// Reads a formula.
///
/// # Errors
/// Where the text is none, with the byte in it.
pub fn parse(text: &str) -> Result<Formula, Fault> {
    let mut parser = Parser::new(text)?;
    let left = parser.sum()?;
    let comparison = match parser.next() {
        Some(TokenKind::Equal) => Comparison::Equal,
        Some(TokenKind::AtLeast) => Comparison::AtLeast,
        found => return Err(parser.expected("“=”或“>=”", found)),
    };
    let right = parser.sum()?;
    parser.end()?;
    Ok(Formula {
        left,
        comparison,
        right,
    })
}

/// Reads a sum.
///
/// # Errors
/// Where the text is none, with the byte in it.
pub fn parse_sum(text: &str) -> Result<Vec<Term>, Fault> {
    let mut parser = Parser::new(text)?;
    let sum = parser.sum()?;
    parser.end()?;
    Ok(sum)
}

/// Reads a single reference.
///
/// # Errors
/// Where the text is none, with the byte in it.
pub fn parse_reference(text: &str) -> Result<Reference, Fault> {
    let mut parser = Parser::new(text)?;
    let reference = parser.reference()?;
    parser.end()?;
    Ok(reference)
}

struct Parser {
    tokens: Vec<Token>,
    position: usize,
    end: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, Fault> {
        Ok(Self {
            tokens: tokens(text)?,
            position: 0,
            end: text.len(),
        })
    }

    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.position).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<TokenKind> {
        let kind = self.peek().cloned();
        self.position = self.position.saturating_add(1);
        kind
    }

    fn skip(&mut self, kind: &TokenKind) -> bool {
        let there = self.peek() == Some(kind);
        if there {
            self.position = self.position.saturating_add(1);
        }
        there
    }

    /// The byte of the token that was taken last.
    fn at(&self) -> usize {
        self.tokens
            .get(self.position.saturating_sub(1))
            .map_or(self.end, |token| token.at)
    }

    fn expected(&self, expected: &'static str, found: Option<TokenKind>) -> Fault {
        let found = found.map_or("公式结尾".to_owned(), |kind| kind.describe());
        (self.at(), RulebookFault::Expected { expected, found })
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.next() {
            None => Ok(()),
            found => Err(self.expected("公式结尾", found)),
        }
    }

    fn sum(&mut self) -> Result<Vec<Term>, Fault> {
        let mut negative = self.skip(&TokenKind::Minus);
        let mut terms = Vec::new();
        loop {
            let sum = self.skip(&TokenKind::Sigma);
            terms.push(Term {
                negative,
                sum,
                reference: self.reference()?,
            });
            negative = match self.peek() {
                Some(TokenKind::Plus) => false,
                Some(TokenKind::Minus) => true,
                _ => return Ok(terms),
            };
            self.next();
        }
    }

    fn name(&mut self, expected: &'static str) -> Result<String, Fault> {
        match self.next() {
            Some(TokenKind::Name(name)) => Ok(name),
            found => Err(self.expected(expected, found)),
        }
    }

    fn reference(&mut self) -> Result<Reference, Fault> {
        let table = match self.name("表的编号")? {
            name if name == "每表" => TableRef::EachWithCodes,
            name if name == "各表" => TableRef::Each,
            name => TableRef::Id(name),
        };
        let at = self.at();
        let rows = if self.skip(&TokenKind::Open) {
            self.rows()?
        } else {
            Rows::Total
        };
        let column = if self.skip(&TokenKind::Dot) {
            match self.name("栏目名")? {
                name if name == "各列" => ColumnRef::Each,
                name if name == "下级栏" => ColumnRef::Parts,
                name => ColumnRef::Name(name),
            }
        } else {
            ColumnRef::Only
        };
        Ok(Reference {
            table,
            rows,
            column,
            at,
        })
    }

    fn rows(&mut self) -> Result<Rows, Fault> {
        let name = self.name("行")?;
        let rows = match name.as_str() {
            "总计" => Rows::Total,
            "各行" => Rows::Each,
            "各科目" => Rows::EachCode(None),
            "各类" => Rows::EachCode(Some(3)),
            "各款" => Rows::EachCode(Some(5)),
            "各项" => Rows::EachCode(Some(7)),
            "各项目" => Rows::EachProject,
            "各单位" => Rows::EachUnit,
            "下级" => Rows::Children,
            code if code.chars().all(|c| c.is_ascii_digit()) => Rows::Code(name),
            _ => Rows::Item(name),
        };
        match self.next() {
            Some(TokenKind::Close) => Ok(rows),
            found => Err(self.expected("“]”", found)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_two_sums() {
        let formula = parse("T3[各科目].各列 = Σ T3[下级].各列").unwrap();
        assert_eq!(formula.left[0].reference.rows, Rows::EachCode(None));
        assert!(formula.right[0].sum && !formula.is_copy() && formula.is_within_table());
        assert!(parse("T2[各行].总计 = T3[各行].合计").unwrap().is_copy());
        let advice = parse("T3[208].合计 ≥ T5[208].合计 - T8[208].合计").unwrap();
        assert_eq!(advice.comparison, Comparison::AtLeast);
        assert!(advice.right[1].negative);
    }

    #[test]
    fn faults_have_a_place() {
        for (text, at) in [
            ("T3[各行", 9),
            ("T3 & T4", 3),
            ("T3 = ", 5),
            ("= T3", 0),
            ("T3 = T4 T5", 8),
            ("T3. = T4", 4),
        ] {
            assert_eq!(parse(text).unwrap_err().0, at, "{text}: {:?}", parse(text));
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[T0-9\\[\\].=+Σ各行 -]{0,30}|\\PC{0,20}") {
            let _ = parse(&text);
            let _ = (parse_reference(&text), parse_sum(&text));
        }
    }
}
