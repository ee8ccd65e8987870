//! What a formula gives: the sums, differences and conditions that budget tables are made of. What
//! is not understood gives nothing, and nobody pretends to know.

mod evaluate;
mod parse;
mod token;

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::content::{Wanted, value};
use crate::source::{Address, Book, Content};

use evaluate::Evaluation;
use parse::parse;
pub(super) use token::moved;

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
    pub(super) changed: &'a BTreeMap<Place, Wanted>,
    known: BTreeMap<Place, Option<Value>>,
    left: usize,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(
        book: &'a Book,
        names: Vec<&'a str>,
        formulas: &'a BTreeMap<Place, Formula>,
        changed: &'a BTreeMap<Place, Wanted>,
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
        if !self.gives(place, &found, self.changed.get(&place)?) {
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

    /// Whether what a formula gives shows as the amount that is wanted.
    fn gives(&self, (sheet, at): Place, computed: &Value, wanted: &Wanted) -> bool {
        let cell = self.book.sheets.get(sheet).and_then(|sheet| sheet.cell(at));
        let rounds =
            matches!(cell.map(|cell| &cell.content), Some(Content::Number(number)) if number.fixed);
        match (computed, wanted) {
            (Value::Number(computed), Wanted::Number(wanted)) if rounds => {
                let (rounding, wanted) = (RoundingStrategy::MidpointAwayFromZero, wanted.printed());
                computed.round_dp_with_strategy(wanted.scale(), rounding) == wanted
            }
            (Value::Number(computed), Wanted::Number(wanted)) => *computed == wanted.printed(),
            (Value::Number(computed), Wanted::Blank) => computed.is_zero(),
            (Value::Text(text), Wanted::Blank) => text.is_empty(),
            (Value::Blank, Wanted::Blank) => true,
            _ => false,
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
            (Some(computed), Some(wanted)) if self.gives(place, &computed, &wanted) => {
                Some(computed)
            }
            (_, Some(wanted)) => Some(value(&wanted)),
            (Some(computed), None) => Some(computed),
            // What is not understood is taken to give what is stored for it, if anything is.
            (None, None) => self
                .stored(place)
                .filter(|stored| !is_formula || *stored != Value::Blank),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount;
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
