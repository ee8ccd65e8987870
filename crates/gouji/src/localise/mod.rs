//! Relations in whole numbers → the smallest sets of wrong figures, and what belongs there.
//!
//! The method is Fellegi and Holt's: of all ways to let every relation hold within rounding, those
//! that call the fewest figures wrong. All of them are found, for a tie is an answer. Nothing here
//! knows tables; [`System`] is as good for any linear relations.

mod bounds;
mod lever;
mod search;
mod strain;
mod system;
mod values;

pub use lever::Lever;
pub use search::{Effort, Sets, smallest};
pub use strain::logarithm;
pub use system::{
    Change, Demand, FIXED, Factor, Precision, Row, RowId, System, Variable, VariableId,
};
pub use values::{Fit, Fits, Guess, Plausible, fits};
