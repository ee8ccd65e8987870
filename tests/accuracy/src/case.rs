//! What is seeded.

use gouji::recognise::FigureId;

/// One slip, and the cells that it leaves wrong.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    pub(crate) table: String,
    pub(crate) wrong: Vec<Wrong>,
}

/// A wrong cell.
#[derive(Clone, Debug)]
pub(crate) struct Wrong {
    pub(crate) figure: FigureId,
    /// What it printed.
    pub(crate) right: String,
    /// What is typed there.
    pub(crate) typed: String,
    /// What the cell shows then.
    pub(crate) shown: String,
}
