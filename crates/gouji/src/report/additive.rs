use serde::{Deserialize, Serialize};

use super::CellRef;

/// Tables made additive (尾差调整): figures moved by one last digit so that every printed sum is exact.
/// These are no corrections; separately rounded figures are right as they are.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Additive {
    /// What came of it.
    pub outcome: AdditiveOutcome,
    /// The same in plain Chinese: what was done, or why nothing could be.
    pub why: String,
    /// Whether it is proved that fewer cells do not do.
    pub smallest: bool,
    /// Relations that are exact now and were not before.
    pub sums: usize,
    /// The cells to adjust; copies of one figure are adjusted together.
    pub adjustments: Vec<Adjustment>,
}

/// What came of the wish for additive tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum AdditiveOutcome {
    /// There is a set of adjustments.
    Adjusted,
    /// Every sum is exact already.
    NotNeeded,
    /// Errors come first.
    ErrorsOpen,
    /// No set of adjustments exists.
    Impossible,
    /// The work allowed did not tell.
    Unknown,
}

/// A last digit that is moved by one. The figure is right both ways.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Adjustment {
    /// The cell.
    pub cell: CellRef,
    /// What it prints now.
    pub from: String,
    /// What it prints in additive tables.
    pub to: String,
}
