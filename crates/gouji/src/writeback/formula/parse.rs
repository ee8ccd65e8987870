use rust_decimal::Decimal;

use super::token::{Corner, Kind, Token, tokens};

/// How deep a formula may be nested.
const DEEPEST: usize = 40;

/// A formula as a tree.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Number(Decimal),
    Text(String),
    /// One cell, or all between two, on a sheet or on the formula's own.
    Cells(Option<String>, Corner, Corner),
    Negative(Box<Self>),
    Percent(Box<Self>),
    /// One, and what operators of one level add to it from the left.
    Chain(Box<Self>, Vec<(&'static str, Self)>),
    Call(String, Vec<Self>),
    /// An argument left out.
    Nothing,
}

/// Reads a formula; `None` where it is not understood.
pub(super) fn parse(text: &str) -> Option<Expr> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        place: 0,
        depth: 0,
    };
    let expr = parser.level(0)?;
    (parser.place == parser.tokens.len()).then_some(expr)
}

/// Operators that bind alike, the loosest first.
const LEVELS: [&[&str]; 4] = [
    &["=", "<>", "<=", ">=", "<", ">"],
    &["&"],
    &["+", "-"],
    &["*", "/"],
];

struct Parser {
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.place).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<Kind> {
        let kind = self.peek()?.clone();
        self.place = self.place.saturating_add(1);
        Some(kind)
    }

    fn takes(&mut self, signs: &[&str]) -> Option<&'static str> {
        match self.peek() {
            Some(&Kind::Sign(sign)) if signs.contains(&sign) => {
                self.place = self.place.saturating_add(1);
                Some(sign)
            }
            _ => None,
        }
    }

    fn level(&mut self, level: usize) -> Option<Expr> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let next = level.saturating_add(1);
        let first = self.level(next)?;
        let mut others = Vec::new();
        while let Some(operator) = self.takes(operators) {
            others.push((operator, self.level(next)?));
        }
        Some(if others.is_empty() {
            first
        } else {
            Expr::Chain(Box::new(first), others)
        })
    }

    fn unary(&mut self) -> Option<Expr> {
        self.depth = self.depth.checked_add(1).filter(|&it| it < DEEPEST)?;
        let expr = match self.takes(&["-", "+"]) {
            Some("-") => Expr::Negative(Box::new(self.unary()?)),
            Some(_) => self.unary()?,
            None => self.operand()?,
        };
        self.depth = self.depth.saturating_sub(1);
        match self.takes(&["%"]) {
            Some(_) => Some(Expr::Percent(Box::new(expr))),
            None => Some(expr),
        }
    }

    fn operand(&mut self) -> Option<Expr> {
        match self.next()? {
            Kind::Number(digits) => digits.parse().ok().map(Expr::Number),
            Kind::Text(text) => Some(Expr::Text(text)),
            Kind::Cell(corner) => self.cells(None, corner),
            Kind::Sheet(name) => match self.next()? {
                Kind::Cell(corner) => self.cells(Some(name), corner),
                _ => None,
            },
            Kind::Name(name) => {
                self.takes(&["("])?;
                Some(Expr::Call(name, self.arguments()?))
            }
            Kind::Sign("(") => {
                let expr = self.level(0)?;
                self.takes(&[")"])?;
                Some(expr)
            }
            Kind::Sign(_) => None,
        }
    }

    fn cells(&mut self, sheet: Option<String>, start: Corner) -> Option<Expr> {
        if self.takes(&[":"]).is_none() {
            return Some(Expr::Cells(sheet, start, start));
        }
        match self.next()? {
            Kind::Cell(end) => Some(Expr::Cells(sheet, start, end)),
            _ => None,
        }
    }

    fn arguments(&mut self) -> Option<Vec<Expr>> {
        let mut arguments = Vec::new();
        if self.takes(&[")"]).is_some() {
            return Some(arguments);
        }
        loop {
            match self.peek() {
                Some(Kind::Sign("," | ";" | ")")) => arguments.push(Expr::Nothing),
                _ => arguments.push(self.level(0)?),
            }
            if self.takes(&[",", ";", ")"])? == ")" {
                return Some(arguments);
            }
        }
    }
}
