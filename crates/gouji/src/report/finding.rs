use serde::{Deserialize, Serialize};

use super::CellRef;

/// One thing that a check has to say.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Finding {
    /// Permanent code of the rule: `GJ0301`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The rule's title in plain Chinese.
    pub title: String,
    /// What is wrong and where, in plain Chinese.
    pub message: String,
    /// What to do about it, in plain Chinese.
    pub hint: String,
    /// The cells concerned, the primary one first.
    pub cells: Vec<CellRef>,
    /// The span of running text concerned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub text: Option<TextSpan>,
    /// The relation that was judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub relation: Option<RelationRef>,
}

/// How grave a finding is, most severe first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Severity {
    /// Proved wrong, or a duty plainly missed.
    Error,
    /// To be looked at.
    Warning,
    /// Rounding, or advice.
    Notice,
}

/// A span of running text.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TextSpan {
    /// Line, or paragraph, counted from 1.
    pub line: usize,
    /// First character of the span in its line, counted from 0 in Unicode scalar values.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// The words themselves.
    pub quote: String,
    /// The sheet that they stand on; of a document its name. Optional for reports of earlier versions alone.
    #[serde(default)]
    pub sheet: String,
    /// The cell that they stand in, in A1 notation; `""` in a document. Optional for reports of earlier
    /// versions alone.
    #[serde(default)]
    pub cell: String,
}

impl TextSpan {
    /// Where the words begin, in letters and figures: `L12-5` in line 12 of a document, `B12-5` in
    /// a cell, five characters being before them.
    #[must_use]
    pub fn place(&self) -> String {
        match self.cell.as_str() {
            "" => format!("L{}-{}", self.line, self.start),
            cell => format!("{cell}-{}", self.start),
        }
    }
}

/// A relation as it was judged. Amounts are in the unit of the left side's table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RelationRef {
    /// The relation with its rows and columns filled in: `T3[20805].合计 = T3[20805].基本支出 + …`.
    pub formula: String,
    /// What the left side prints.
    pub reported: String,
    /// What the right side comes to.
    pub computed: String,
    /// `reported − computed`.
    pub difference: String,
    /// The largest difference that rounding can explain; `0` between copies of one figure that are equally
    /// precise, unless the relation is advisory.
    pub tolerance: String,
    /// The rulebook's sentence for the relation; `""` when it has none.
    pub explanation: String,
    /// Legal basis, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub basis: Option<String>,
}
