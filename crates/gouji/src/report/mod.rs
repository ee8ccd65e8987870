//! The report: what a check says. Corrected data is in [`export`](crate::export), what the page and its
//! worker say to each other in [`view`](crate::view).
//!
//! The command prints it as JSON, the WebAssembly module hands it over as an object, the page
//! shows it. Fields may be added; none is renamed, dropped or given another meaning while the
//! schema is `gouji.report/1`.
//!
//! Amounts are strings: exact decimals in the cell's own unit, without separators (`"554.36"`);
//! `""` is a blank cell.

mod additive;
mod cell;
mod correction;
mod finding;
mod slip;
mod summary;
mod text;

use serde::{Deserialize, Serialize};

pub use additive::{Additive, AdditiveOutcome, Adjustment};
pub use cell::{CellRef, Role};
pub use correction::{Alternative, Confidence, Correction, Reason, Values};
pub use finding::{Finding, RelationRef, Severity, TextSpan};
pub use slip::{slip, words};
pub use summary::{
    Aggregate, Change, ChangeOrigin, ChangePart, Flow, Reconciliation, Series, SeriesKind, Split,
    Summary,
};
pub use text::{PlanInfo, TextInfo};

/// The identifier of this version of the report's schema.
pub const REPORT_SCHEMA: &str = "gouji.report/1";

/// Everything a check found out about one disclosure.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Report {
    /// Always `gouji.report/1`.
    pub schema: String,
    /// Name and version of the program that wrote the report.
    pub generator: String,
    /// The file that was read; of several that are one disclosure, all together.
    pub file: FileInfo,
    /// Each file that was read. Optional for reports of earlier versions alone.
    #[serde(default)]
    pub files: Vec<FileInfo>,
    /// Whose budget it is, of which year, in which unit.
    pub unit: UnitInfo,
    /// Identifier of the rulebook that the file was judged by.
    pub rulebook: String,
    /// Why that rulebook was taken, in plain Chinese. Optional for reports of earlier versions alone.
    #[serde(default)]
    pub rulebook_reason: String,
    /// The outcome in one word.
    pub verdict: Verdict,
    /// The outcome in one sentence of plain Chinese.
    pub sentence: String,
    /// How many relations and findings there are.
    pub counts: Counts,
    /// The tables that were recognised, in the rulebook's order.
    pub tables: Vec<TableInfo>,
    /// What is to be said, most severe first, then in the order of the tables.
    pub findings: Vec<Finding>,
    /// Proposed corrections.
    pub corrections: Vec<Correction>,
    /// Corrections that were accepted: the report is about the disclosure with these in place.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub accepted: Vec<Correction>,
    /// How the file itself stands, without those.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub original: Option<Original>,
    /// The running text and how much of it was understood.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub text: Option<TextInfo>,
    /// Aggregates for pictures and statistics.
    pub summary: Summary,
    /// What was in the file and was not read as a figure, a heading or a label of a table.
    pub unread: Vec<Unread>,
    /// Relations of the rulebook that could not be evaluated, and why.
    pub unevaluated: Vec<Unevaluated>,
}

/// The file that was read.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FileInfo {
    /// Its name as given, without any folder; of several files the first's and how many there are.
    pub name: String,
    /// The format found in its content, whatever the name says: `xlsx`, …; `mixed` where several
    /// files differ.
    pub format: String,
    /// Its size in bytes; of several files the sum.
    pub bytes: u64,
    /// SHA-256 of its bytes, in lower-case hexadecimal; of several files that of their digests, one
    /// a line.
    pub sha256: String,
}

/// Whose budget it is.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", tsify(missing_as_null))]
pub struct UnitInfo {
    /// Name of the budget unit (编制部门); `""` when the file does not say.
    pub name: String,
    /// Budget year: the caller's, else the file's, else the rulebook's; `null` where none of them says.
    pub year: Option<u16>,
    /// Unit of the amounts, `元`, `千元` or `万元`: of the first table that states one, else the rulebook's;
    /// `""` where neither says.
    pub amount_unit: String,
}

/// The outcome in one word.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Verdict {
    /// Every relation is exact.
    Consistent,
    /// Every relation holds within rounding.
    Rounding,
    /// There is a finding of level error.
    Inconsistent,
    /// The only errors are that a needed table or figure is missing.
    Incomplete,
}

/// How many relations and findings there are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Counts {
    /// Relations evaluated that touch at least one printed amount; advisory ones are not among them.
    pub relations: usize,
    /// Those that hold to the last digit.
    pub exact: usize,
    /// Those that hold within the rounding of their figures.
    pub rounding: usize,
    /// Those that do not hold.
    pub broken: usize,
    /// Advisory relations evaluated that touch at least one printed amount.
    pub advisory: usize,
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level notice.
    pub notices: usize,
}

/// One table that was recognised.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TableInfo {
    /// Identifier in the rulebook: `T3`.
    pub id: String,
    /// Title in the rulebook: 部门支出总体情况表.
    pub title: String,
    /// What sentences call it: 表3, or where tables have no numbers of their own, 支出总表.
    pub short: String,
    /// The sheet that it stands on.
    pub sheet: String,
    /// The range from its title to its last row, in A1 notation.
    pub range: String,
    /// Rows of data: codes, items, projects and totals.
    pub rows: usize,
    /// Printed amounts in those rows.
    pub amounts: usize,
}

/// The conclusion on a file as it was read.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Original {
    /// Conclusion.
    pub verdict: Verdict,
    /// The conclusion in one sentence.
    pub sentence: String,
    /// How many relations and findings.
    pub counts: Counts,
}

/// Something in the file that no part of the reading understood.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Unread {
    /// What kind of thing it is.
    pub kind: UnreadKind,
    /// The sheet that it stands on.
    pub sheet: String,
    /// The cell or range, in A1 notation; `""` for a whole sheet.
    pub range: String,
    /// The table whose range it lies in, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub table: Option<String>,
    /// Its text, cut to its first characters; of a sheet its title, where it has one.
    pub text: String,
    /// Of a whole table in a unit of money: how many cells hold an amount.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub amounts: Option<usize>,
}

impl Unread {
    /// Whether it is a table with amounts that is published and was not judged.
    #[must_use]
    pub fn is_passed_over(&self) -> bool {
        self.kind != UnreadKind::HiddenSheet && self.amounts.is_some()
    }
}

/// What kind of thing was not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum UnreadKind {
    /// A sheet without any table of the rulebook.
    Sheet,
    /// A hidden sheet: what is published is what is shown.
    HiddenSheet,
    /// A column whose heading matches none of the table's.
    Column,
    /// A row of a table whose label matches none of its rows.
    Row,
    /// A line of text beneath or between tables.
    Note,
}

/// A relation of the rulebook that could not be evaluated.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Unevaluated {
    /// The relation as the rulebook writes it.
    pub formula: String,
    /// Why, in plain Chinese.
    pub why: String,
}
