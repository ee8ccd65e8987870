use serde::{Deserialize, Serialize};

use super::{CellRef, TextSpan};

/// A proposed change of one cell. The original value stays in it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Correction {
    /// The cell to change.
    pub cell: CellRef,
    /// What it prints now.
    pub from: String,
    /// What it should print.
    pub to: String,
    /// The likely slip.
    pub reason: Reason,
    /// How sure this explanation is.
    pub confidence: Confidence,
    /// Other changes that explain as much.
    pub alternatives: Vec<Alternative>,
    /// Codes of the findings that the change settles.
    pub settles: Vec<String>,
    /// The fault that it belongs to, counted from 0: corrections of one fault belong together.
    /// Optional for reports of earlier versions alone.
    #[serde(default)]
    pub fault: usize,
    /// The relations that the change settles, as formulas. Optional for reports of earlier versions alone.
    #[serde(default)]
    pub relations: Vec<String>,
    /// Words of the running text that quote the cell and say what it should print.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub text: Vec<TextSpan>,
    /// Whether the work that is allowed was not enough to rule out an explanation of fewer cells, or
    /// another of as many.
    #[serde(skip_serializing_if = "is_false", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub unproved: bool,
    /// The values that the relations leave open, where they leave more than one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub range: Option<Values>,
    /// Whether the cell is a formula that follows other changes; never of a proposal.
    #[serde(skip_serializing_if = "is_false", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub follows: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// All values from the least to the most.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Values {
    /// The least.
    pub least: String,
    /// The most.
    pub most: String,
}

impl Correction {
    /// How many other cells could be changed instead.
    #[must_use]
    pub fn other_cells(&self) -> usize {
        let cells = self.alternatives.iter().map(|other| &other.cell);
        let mut known: Vec<&CellRef> = Vec::new();
        for cell in cells.filter(|cell| **cell != self.cell) {
            if !known.contains(&cell) {
                known.push(cell);
            }
        }
        known.len()
    }
}

/// Another change that would restore the same relations.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Alternative {
    /// The cell to change, which may be the same with another value.
    pub cell: CellRef,
    /// What it should print.
    pub to: String,
}

/// Which slip of the hand explains the wrong value.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Reason {
    /// Two adjacent digits exchanged.
    DigitsSwapped,
    /// One digit different.
    OneDigit,
    /// One digit left out.
    DigitMissing,
    /// One digit too many.
    DigitExtra,
    /// The decimal point one or two places off.
    PointShifted,
    /// The sign reversed.
    Sign,
    /// Written in another unit (元 for 万元).
    UnitFactor,
    /// Left blank.
    Blank,
    /// The neighbouring column's value.
    ShiftedColumn,
    /// The neighbouring row's value.
    ShiftedRow,
    /// None of these.
    Other,
}

/// How sure a correction is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Confidence {
    /// The only smallest explanation, and only one value fits.
    Certain,
    /// One explanation ranks clearly first.
    Likely,
    /// Several explanations tie; all of them are listed.
    Ambiguous,
}
