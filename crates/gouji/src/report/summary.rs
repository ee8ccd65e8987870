use serde::{Deserialize, Serialize};

use super::CellRef;

/// Aggregates of a disclosure, each with the figures that it came from.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Summary {
    /// The series, in the rulebook's order; one whose tables are missing is left out.
    pub series: Vec<Series>,
    /// The flows of money that the tables state, in the rulebook's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub flows: Vec<Flow>,
    /// Amounts beside last year's, in the rulebook's order; without any where nothing tells last year's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub changes: Vec<Change>,
}

/// Amounts of the year beside last year's, in one unit.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", tsify(missing_as_null))]
pub struct Change {
    /// Identifier in the rulebook: `general-budget-change`.
    pub id: String,
    /// Title in plain Chinese.
    pub title: String,
    /// Identifier of the table that the amounts stand in.
    pub table: String,
    /// Unit of the amounts.
    pub unit: String,
    /// The column of last year's amounts; `""` where the running text implies them or the table prints
    /// the change alone.
    pub against: String,
    /// Where last year's amounts are from.
    pub origin: ChangeOrigin,
    /// The whole.
    pub total: Option<ChangePart>,
    /// The parts of which both years are known, in the table's order; none is a part of another.
    pub parts: Vec<ChangePart>,
}

/// Where last year's amounts are from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum ChangeOrigin {
    /// A column of the table prints them.
    Column,
    /// A column of the table prints the changes.
    Difference,
    /// The running text tells the changes.
    Text,
}

/// An amount and last year's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ChangePart {
    /// The amount of the year; its share is the change in percent of the greatest change of the parts, or
    /// of the whole where there are none, with its sign, and `""` where nothing changed.
    pub now: Aggregate,
    /// Last year's amount.
    pub before: String,
    /// The year's less last year's.
    pub change: String,
    /// The change in percent of last year's amount with two decimals, rounded half away from zero;
    /// `""` where that was nothing.
    pub rate: String,
}

/// Where money comes from and where it goes, in one unit.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Flow {
    /// Identifier in the rulebook: `sources-to-uses`.
    pub id: String,
    /// Title in plain Chinese.
    pub title: String,
    /// Identifiers of the tables that it is read from.
    pub tables: Vec<String>,
    /// Unit of the amounts.
    pub unit: String,
    /// The whole that all of it flows through.
    pub whole: Aggregate,
    /// What flows into the whole.
    pub sources: Vec<Aggregate>,
    /// What flows out of the whole: the 类 of functions.
    pub functions: Vec<Aggregate>,
    /// What the functions flow into.
    pub uses: Vec<Aggregate>,
    /// What flows from a function into a use.
    pub splits: Vec<Split>,
}

/// What flows from a function into a use.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Split {
    /// Key of the function.
    pub function: String,
    /// Key of the use.
    #[serde(rename = "use")]
    pub purpose: String,
    /// The amount, its share in the whole.
    pub amount: Aggregate,
}

/// One whole and its parts.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", tsify(missing_as_null))]
pub struct Series {
    /// Identifier in the rulebook: `expenditure-by-function`.
    pub id: String,
    /// What is divided by what.
    pub kind: SeriesKind,
    /// Title in plain Chinese.
    pub title: String,
    /// Identifier of the table that the parts stand in.
    pub table: String,
    /// Unit of the amounts.
    pub unit: String,
    /// The whole.
    pub total: Option<Aggregate>,
    /// The parts in the table's order, a parent before its children; parts without an amount are left out.
    pub parts: Vec<Aggregate>,
}

/// What a series divides its whole by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum SeriesKind {
    /// Source of funds.
    Source,
    /// Function of expenditure: 类, 款, 项.
    Function,
    /// Basic and project expenditure.
    Nature,
    /// Economic class: 类, 款.
    Economic,
    /// Project.
    Project,
}

/// One aggregate: a sum of figures, most often of one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Aggregate {
    /// Unique within its series.
    pub key: String,
    /// Subject code; `""` where there is none.
    pub code: String,
    /// Name to show.
    pub name: String,
    /// Depth: 1 类, 2 款, 3 项; 1 where there are no codes.
    pub level: u8,
    /// Key of the part that this one is a part of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub parent: Option<String>,
    /// The amount.
    pub value: String,
    /// The amount in percent of the whole with two decimals, rounded half away from zero;
    /// `""` where the whole is missing or zero.
    pub share: String,
    /// The figures that it is the sum of.
    pub cells: Vec<CellRef>,
    /// Whether the relations that these figures take part in hold.
    pub reconciled: Reconciliation,
}

/// Whether the relations that a figure takes part in hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Reconciliation {
    /// No relation touches it.
    Unchecked,
    /// All hold to the last digit.
    Exact,
    /// All hold, some within rounding only.
    Rounding,
    /// At least one is broken.
    Broken,
}
