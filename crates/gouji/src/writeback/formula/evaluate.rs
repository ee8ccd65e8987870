use rust_decimal::{Decimal, RoundingStrategy};

use super::parse::Expr;
use super::token::Corner;
use super::{Sheets, Value};
use crate::amount;
use crate::source::Address;

/// How deep formulas may be nested and follow from one another.
const DEEPEST: usize = 80;

/// A formula while it is worked out.
pub(super) struct Evaluation<'s, 'a> {
    pub(super) sheets: &'s mut Sheets<'a>,
    pub(super) sheet: usize,
    pub(super) moved: (i64, i64),
    pub(super) depth: usize,
}

impl Evaluation<'_, '_> {
    /// What a formula gives as one value.
    pub(super) fn scalar(&mut self, expr: &Expr) -> Option<Value> {
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
