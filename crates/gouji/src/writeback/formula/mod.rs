//! What a formula gives: the sums, differences and conditions that budget tables are made of. What
//! is not understood gives nothing, and nobody pretends to know.

mod parse;
mod token;

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount;
use crate::source::{Address, Book, Content};

use parse::{Expr, parse};
use token::Corner;
pub(super) use token::moved;

/// How deep formulas may be nested and follow from one another.
const DEEPEST: usize = 80;

/// Cells looked at for all formulas of a file.
const MOST_CELLS: usize = 3_000_000;

/// A cell of a workbook: its sheet's place and its address.
pub(super) type Place = (usize, Address);

/// A formula, which may have been written for another cell.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    pub(super) text: String,
    /// Rows and columns from that cell to the one that it stands in.
    pub(super) moved: (i64, i64),
}

/// What a cell or a formula gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Blank,
    Number(Decimal),
    Text(String),
}

/// A workbook with some cells changed, whose formulas are worked out anew.
pub(super) struct Sheets<'a> {
    pub(super) book: &'a Book,
    /// Names of its sheets.
    pub(super) names: Vec<&'a str>,
    pub(super) formulas: &'a BTreeMap<Place, Formula>,
    /// What changed cells are to show.
    pub(super) changed: &'a BTreeMap<Place, Value>,
    known: BTreeMap<Place, Option<Value>>,
    left: usize,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(
        book: &'a Book,
        names: Vec<&'a str>,
        formulas: &'a BTreeMap<Place, Formula>,
        changed: &'a BTreeMap<Place, Value>,
    ) -> Self {
        Self {
            book,
            names,
            formulas,
            changed,
            known: BTreeMap::new(),
            left: MOST_CELLS,
        }
    }

    /// What the formula of a cell gives; `None` where it has none or nobody can say.
    pub(super) fn result(&mut self, place: Place) -> Option<Value> {
        self.computed(place, 0)
    }

    /// What the formula of a changed cell gives, if that shows as what the cell is to show.
    pub(super) fn kept(&mut self, place: Place) -> Option<String> {
        let found = self.result(place)?;
        if !gives(&found, self.changed.get(&place)?) {
            return None;
        }
        Some(match found {
            Value::Number(number) => number.normalize().to_string(),
            Value::Text(text) => text,
            Value::Blank => "0".to_owned(),
        })
    }

    /// What the file holds for a cell.
    pub(super) fn stored(&self, (sheet, at): Place) -> Option<Value> {
        let sheet = self.book.sheets.get(sheet)?;
        let hidden = || {
            let place = sheet.hidden.binary_search_by_key(&at, |cell| cell.at);
            sheet.hidden.get(place.ok()?)
        };
        match sheet.cell(at).or_else(hidden).map(|cell| &cell.content) {
            None => Some(Value::Blank),
            Some(Content::Number(number)) => Some(Value::Number(number.amount?.stored())),
            Some(Content::Text(text)) => Some(Value::Text(text.clone())),
            Some(Content::Formula | Content::Other(_)) => None,
        }
    }

    fn computed(&mut self, place: Place, depth: usize) -> Option<Value> {
        if let Some(known) = self.known.get(&place) {
            return known.clone();
        }
        let formula = self.formulas.get(&place)?;
        // A formula that leads back to itself gives nothing.
        self.known.insert(place, None);
        let expr = parse(&formula.text)?;
        let mut evaluation = Evaluation {
            sheets: self,
            sheet: place.0,
            moved: formula.moved,
            depth,
        };
        let value = evaluation.scalar(&expr);
        self.known.insert(place, value.clone());
        value
    }

    /// What a cell shows once everything is worked out.
    fn value(&mut self, place: Place, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        let wanted = self.changed.get(&place).cloned();
        let is_formula = self.formulas.contains_key(&place);
        let computed = if is_formula {
            self.computed(place, depth)
        } else {
            None
        };
        match (computed, wanted) {
            (Some(computed), Some(wanted)) if gives(&computed, &wanted) => Some(computed),
            (_, Some(wanted)) => Some(wanted),
            (Some(computed), None) => Some(computed),
            // What is not understood is taken to give what is stored for it, if anything is.
            (None, None) => self
                .stored(place)
                .filter(|stored| !is_formula || *stored != Value::Blank),
        }
    }
}

/// Whether what a formula gives shows as the amount that is wanted.
fn gives(computed: &Value, wanted: &Value) -> bool {
    match (computed, wanted) {
        (Value::Number(computed), Value::Number(wanted)) => {
            let rounding = RoundingStrategy::MidpointAwayFromZero;
            computed.round_dp_with_strategy(wanted.scale(), rounding) == *wanted
        }
        (Value::Number(computed), Value::Blank) => computed.is_zero(),
        (Value::Text(text), Value::Blank) => text.is_empty(),
        (Value::Blank, Value::Blank) => true,
        _ => false,
    }
}

struct Evaluation<'s, 'a> {
    sheets: &'s mut Sheets<'a>,
    sheet: usize,
    moved: (i64, i64),
    depth: usize,
}

impl Evaluation<'_, '_> {
    fn scalar(&mut self, expr: &Expr) -> Option<Value> {
        self.depth = self.depth.checked_add(1).filter(|&it| it < DEEPEST)?;
        let value = self.shallow(expr);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn shallow(&mut self, expr: &Expr) -> Option<Value> {
        Some(match expr {
            Expr::Number(number) => Value::Number(*number),
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Nothing => Value::Blank,
            Expr::Cells(_, start, end) if start == end => self.cells(expr)?.pop()?,
            Expr::Cells(..) => return None,
            Expr::Negative(inner) => Value::Number(-self.number(inner)?),
            Expr::Percent(inner) => Value::Number(self.number(inner)?.checked_div(HUNDRED)?),
            Expr::Chain(first, others) => {
                let mut value = self.scalar(first)?;
                for (operator, other) in others {
                    value = applied(operator, value, self.scalar(other)?)?;
                }
                value
            }
            Expr::Call(name, arguments) => self.call(name, arguments)?,
        })
    }

    fn number(&mut self, expr: &Expr) -> Option<Decimal> {
        number(self.scalar(expr)?)
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) -> Option<Value> {
        let number = match (name, arguments) {
            ("SUM", all) => self.sum(all)?,
            // 9 and 109 are the sum, of all rows or of those shown; a hidden row is not known here.
            ("SUBTOTAL", [function, all @ ..]) => match self.number(function)?.to_string().as_str()
            {
                "9" => self.sum(all)?,
                _ => return None,
            },
            ("ROUND", [value, places]) => {
                let places = u32::try_from(i128::try_from(self.number(places)?).ok()?).ok()?;
                let rounding = RoundingStrategy::MidpointAwayFromZero;
                let value = self.number(value)?;
                (places <= 28).then(|| value.round_dp_with_strategy(places, rounding))?
            }
            ("ABS", [value]) => self.number(value)?.abs(),
            ("N" | "VALUE", [value]) => self.number(value)?,
            ("IF", [condition, yes, rest @ ..]) => {
                let no = rest.first().unwrap_or(&Expr::Nothing);
                let chosen = if self.number(condition)?.is_zero() {
                    no
                } else {
                    yes
                };
                return self.scalar(chosen);
            }
            ("IFERROR", [value, _]) => return self.scalar(value),
            _ => return None,
        };
        Some(Value::Number(number))
    }

    /// A sum of numbers; texts and blanks among cells are passed over.
    fn sum(&mut self, arguments: &[Expr]) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for argument in arguments {
            let values = match argument {
                Expr::Cells(..) => self.cells(argument)?,
                other => vec![Value::Number(self.number(other)?)],
            };
            for value in values {
                if let Value::Number(number) = value {
                    sum = sum.checked_add(number)?;
                }
            }
        }
        Some(sum)
    }

    fn cells(&mut self, expr: &Expr) -> Option<Vec<Value>> {
        let Expr::Cells(sheet, start, end) = expr else {
            return None;
        };
        let sheet = match sheet {
            None => self.sheet,
            Some(name) => self.sheets.names.iter().position(|known| known == name)?,
        };
        let corner = |corner: &Corner| corner.moved(self.moved).map(|corner| corner.at);
        let (start, end) = (corner(start)?, corner(end)?);
        let mut values = Vec::new();
        for row in start.row..=end.row {
            for column in start.column..=end.column {
                let place = (sheet, Address::new(row, column));
                values.push(self.sheets.value(place, self.depth)?);
            }
        }
        Some(values)
    }
}

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

/// What a value counts for in arithmetic.
fn number(value: Value) -> Option<Decimal> {
    match value {
        Value::Blank => Some(Decimal::ZERO),
        Value::Number(number) => Some(number),
        Value::Text(text) => Some(amount::parse(&text).ok()??.printed()),
    }
}

/// What an operator makes of two values.
fn applied(operator: &str, left: Value, right: Value) -> Option<Value> {
    if let Some(truth) = compared(operator, &left, &right) {
        return Some(Value::Number(Decimal::from(u8::from(truth?))));
    }
    let (left, right) = (number(left)?, number(right)?);
    let result = match operator {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        _ => None,
    };
    result.map(Value::Number)
}

/// The truth of a comparison; `None` for another operator, and inside where it cannot be told.
fn compared(operator: &str, left: &Value, right: &Value) -> Option<Option<bool>> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let holds: fn(std::cmp::Ordering) -> bool = match operator {
        "=" => |order| order == Equal,
        "<>" => |order| order != Equal,
        "<" => |order| order == Less,
        ">" => |order| order == Greater,
        "<=" => |order| order != Greater,
        ">=" => |order| order != Less,
        _ => return None,
    };
    let order = match (left, right) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Blank, Value::Number(b)) => Some(Decimal::ZERO.cmp(b)),
        (Value::Number(a), Value::Blank) => Some(a.cmp(&Decimal::ZERO)),
        (Value::Blank, Value::Blank) => Some(Equal),
        (Value::Text(a), Value::Text(b)) if a == b => Some(Equal),
        (Value::Text(a), Value::Blank) | (Value::Blank, Value::Text(a)) if a.is_empty() => {
            Some(Equal)
        }
        // A text is never equal to a number, and comes after it.
        (Value::Number(_), Value::Text(_)) => Some(Less),
        (Value::Text(_), Value::Number(_)) => Some(Greater),
        _ => None,
    };
    Some(order.map(holds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Cell, Number, Sheet};

    fn cell(at: &str, content: Content) -> Cell {
        let at = Address::parse(at).unwrap();
        Cell { at, content }
    }

    fn number(digits: &str) -> Content {
        Content::Number(Number {
            amount: amount::parse(digits).unwrap(),
            text: digits.to_owned(),
            fixed: true,
        })
    }

    #[test]
    fn formulas_of_budget_tables() {
        let cells = vec![
            cell("A1", number("1.10")),
            cell("A2", number("2.20")),
            cell("A3", Content::Text("3.3".into())),
            cell("B1", number("9.00")),
        ];
        let sheet = Sheet::new("表 1".into(), true, Vec::new(), cells);
        let book = Book {
            sheets: vec![sheet],
            ..Book::default()
        };
        for (text, result) in [
            ("SUM(A1:A3)", Some("3.30")),
            ("SUM(A1,A2,-B1)", Some("-5.70")),
            ("A1+A2*2-(A3+1)%", Some("5.457")),
            ("ROUND(B1/A2,2)", Some("4.09")),
            ("IF(SUM(A1:A2)=0,\"\",'表 1'!A1)", Some("1.10")),
            ("IF(C9=\"\",1,2)", Some("1")),
            ("SUBTOTAL(9,A1:A2)", Some("3.30")),
            ("IFERROR(A1-A2,0)", Some("-1.10")),
            ("D1+1", Some("13.30")),
            ("E1", None),
            ("VLOOKUP(A1,A1:B2,2)", None),
            ("表2!A1", None),
            ("SUM(A:A)", None),
            ("A1:A2+1", None),
            ("A1/0", None),
            ("((A1)", None),
        ] {
            let formula = |text: &str| Formula {
                text: text.to_owned(),
                moved: (0, 0),
            };
            let at = |text: &str| (0, Address::parse(text).unwrap());
            let formulas = BTreeMap::from([
                (at("C1"), formula(text)),
                (at("D1"), formula("SUM(A1:A2)+B1")),
                (at("E1"), formula("C1")),
            ]);
            let changed = BTreeMap::new();
            let mut sheets = Sheets::new(&book, vec!["表 1"], &formulas, &changed);
            let found = sheets.result(at("C1"));
            let found = found.map(|value| match value {
                Value::Number(number) => number.to_string(),
                other => format!("{other:?}"),
            });
            assert_eq!(found.as_deref(), result, "{text}");
        }
    }
}
