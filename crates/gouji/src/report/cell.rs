use serde::{Deserialize, Serialize};

/// A cell that a finding or a correction points at.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CellRef {
    /// Name of its sheet.
    pub sheet: String,
    /// Its address in A1 notation.
    pub cell: String,
    /// Identifier of its table; `""` outside any table.
    pub table: String,
    /// Key of its row: a subject code, the path of an item, the name of a project, 总计.
    pub row: String,
    /// Name of its column in the rulebook; 科目名称, 标题, 说明 and the like outside of amounts.
    pub column: String,
    /// The amount printed in it, or its text where that is no amount.
    pub value: String,
    /// The part that it plays in the finding.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub role: Option<Role>,
}

/// The part that a cell plays in a finding.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Role {
    /// The cell to look at first: the one that most of the evidence speaks against.
    Primary,
    /// The figure on the left of the relation: a total, or the first of two copies.
    Reported,
    /// A figure on the right of the relation.
    Addend,
    /// Another cell that the finding is about.
    Also,
}
