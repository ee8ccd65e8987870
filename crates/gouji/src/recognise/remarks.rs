//! What is noted of a disclosure besides its tables.

use rust_decimal::Decimal;

use super::disclosure::FigureId;
use crate::amount::AmountUnit;
use crate::source::Address;

/// A table whose figures agree with the others only in another unit than the one it states.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UnitConflict {
    /// The table's place in the rulebook.
    pub table: usize,
    /// The unit that it states, or that stands for it where it states none.
    pub stated: AmountUnit,
    /// The unit in which it agrees.
    pub fitting: AmountUnit,
    /// How many relations with other tables hold in that unit.
    pub holding: usize,
    /// Of how many.
    pub of: usize,
}

/// A subject code with a slip in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MistypedCode {
    /// The table's place in the rulebook.
    pub table: usize,
    /// The part of the table.
    pub part: usize,
    /// The row in the part.
    pub row: usize,
    /// The code as printed.
    pub printed: String,
    /// The code that was meant.
    pub meant: String,
    /// Another table that has that code for the same subject, by its place in the rulebook; `None`
    /// where the catalogue tells.
    pub other: Option<usize>,
}

/// A figure whose table stands a second time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SecondCopy {
    /// The figure.
    pub figure: FigureId,
    /// The sheet of the second copy.
    pub sheet: String,
    /// The cell there.
    pub at: Address,
    /// What it prints there; `""` for blank.
    pub printed: String,
    /// The amount there, if it is one other than zero.
    pub amount: Option<Decimal>,
    /// Whether it stands in the same table: a total above and below its rows.
    pub within: bool,
}

/// A sentence that says that something is empty: 本表为空表.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its sheet's place in the book.
    pub sheet: usize,
    /// Its cell.
    pub at: Address,
    /// The sentence as printed.
    pub text: String,
}
