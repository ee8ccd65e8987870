use serde::{Deserialize, Serialize};

use super::TextSpan;

/// The running text of a disclosure and how much of it was understood.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TextInfo {
    /// Paragraphs.
    pub passages: usize,
    /// Numbers with a unit: money, shares and rates, counts. Years and dates are not among them.
    pub numbers: usize,
    /// Those of which it is known what they say and of what. The coverage is `understood` of
    /// `numbers`.
    pub understood: usize,
    /// Claims that were compared with a table or with other claims.
    pub checked: usize,
    /// Numbers that were not understood, the first two hundred.
    pub unread: Vec<TextSpan>,
    /// Performance tables.
    pub plans: Vec<PlanInfo>,
}

/// A performance table that was recognised.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct PlanInfo {
    /// Its title as printed.
    pub title: String,
    /// The project, or the unit, that it is of.
    pub name: String,
    /// The line of its title, counted from 1; in a workbook its row.
    pub line: usize,
    /// Its indicators.
    pub indicators: usize,
}
