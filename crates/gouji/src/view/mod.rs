//! Each table as the workbook shows it, with its cells marked: what the page draws.

mod departments;
mod detail;
mod drawer;
mod effect;
mod find;
mod formulas;
mod marks;
mod message;
mod overview;
mod paper;
mod renewal;
mod rules;
mod viewer;

use serde::{Deserialize, Serialize};

use crate::report::{Reconciliation, Severity};

pub use departments::{Department, DepartmentLine, departments};
pub use detail::{Detail, RelationView, SideView, Spread, TermView};
pub use effect::Effect;
pub use find::{Facet, Filter};
pub use formulas::FormulaView;
pub use marks::Marks;
pub use message::{Answer, Ask, Brief, BriefResult, FindingsFormat, Reply, Request, Rulebook};
pub use overview::{FindingView, Lengths, Overview, group};
pub use paper::{
    BlockKind, BlockView, ClaimCounts, ClaimRole, ClaimState, LeafTop, MarkView, OperandView,
    PaperTop, PieceView, QuotedCell, SaidView, WordsDetail, WorkingKind, WorkingView,
};
pub use rules::{RuleView, family};
pub use viewer::{MOST_ROWS_AT_ONCE, Viewer};

/// One table as the workbook shows it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TableView {
    /// Identifier in the rulebook: `T3`.
    pub id: String,
    /// Title in the rulebook.
    pub title: String,
    /// Name of the sheet.
    pub sheet: String,
    /// The range shown, in A1 notation.
    pub range: String,
    /// How many columns it has.
    pub columns: usize,
    /// How many rows from the top are title and heading.
    pub head: usize,
    /// Its rows from top to bottom.
    pub rows: Vec<RowView>,
}

/// One table down to its headings; its rows come when they are looked at.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TableTop {
    /// Identifier in the rulebook: `T3`.
    pub id: String,
    /// Title in the rulebook.
    pub title: String,
    /// What sentences call it: 表3, 支出总表.
    pub short: String,
    /// Name of the sheet.
    pub sheet: String,
    /// The range shown, in A1 notation.
    pub range: String,
    /// How many columns it has.
    pub columns: usize,
    /// Its rows of title and heading.
    pub head: Vec<RowView>,
    /// How many rows it has beneath them.
    pub height: usize,
    /// Those rows, where they are at most [`MOST_ROWS_AT_ONCE`].
    pub body: Vec<RowView>,
    /// Where those rows stand on the sheet: runs without a gap, each by its first row, counted from
    /// 1, and how many rows it has.
    pub runs: Vec<(u32, u32)>,
    /// The widest text of each column, where the rows are not all here.
    pub widest: Vec<String>,
    /// The gravest finding that is first about it.
    pub severity: Option<Severity>,
}

/// One row of a table as shown.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RowView {
    /// Its cells from left to right; a cell covered by a merged one is absent.
    pub cells: Vec<CellView>,
}

/// One cell of a table as shown.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CellView {
    /// Its address in A1 notation.
    pub cell: String,
    /// Its text as shown; where a correction of it was accepted, the new amount.
    pub text: String,
    /// Its text in the file, where a correction of it was accepted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub was: Option<String>,
    /// Columns that it spans.
    pub colspan: usize,
    /// Rows that it spans.
    pub rowspan: usize,
    /// What it is.
    pub kind: CellKind,
    /// Whether it names its row, or heads such a column: it stays in sight where the table is wide.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub naming: bool,
    /// For an amount: whether its relations hold.
    pub reconciled: Reconciliation,
    /// The gravest finding whose primary cell it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub severity: Option<Severity>,
    /// The findings that mention it, by their place in the report, those that it is the primary
    /// cell of first.
    pub findings: Vec<usize>,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum CellKind {
    /// Title of the table.
    Title,
    /// A line such as 编制部门 or 单位.
    Meta,
    /// Column heading.
    Head,
    /// Code, item or name of a row.
    Label,
    /// An amount, printed or blank.
    Amount,
    /// Anything else.
    Other,
}
