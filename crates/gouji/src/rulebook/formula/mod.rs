//! The formula language of relations.
//!
//! ```text
//! T1[收入总计] = T1[本年收入] + T1[上年结转结余]
//! T3[各行].合计 = T3[各行].基本支出 + T3[各行].项目支出
//! T3[各科目].各列 = Σ T3[下级].各列
//! T2[各行].总计 = T3[各行].合计
//! T3[各行].基本支出 >= T5[各行].基本支出
//! 各表[各行].各列 = Σ 各表[各行].下级栏
//! T1[收入总计].预算数 = Σ T1[下级].预算数
//! ```
//!
//! A reference is a table, rows in brackets and a column. Rows written 各… are bound: the formula
//! holds once for each of them, and the same row is meant wherever it stands. Behind `Σ` the rows
//! are added up instead. A table that has one column only needs none; `每表` means every table
//! with subject codes, `各表` every table, `各列` each amount column in turn. `下级` is what stands
//! directly beneath a row, `下级栏` the columns that are part of a column: where one of them is not
//! printed, those beneath it count.

mod lexer;
mod parser;

pub use parser::{parse, parse_reference, parse_sum};

/// A relation between sums of figures.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Formula {
    /// The side that reports: a total, or the first of two copies.
    pub left: Vec<Term>,
    /// How the sides relate.
    pub comparison: Comparison,
    /// The side that is computed.
    pub right: Vec<Term>,
}

/// How the sides of a formula relate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether it states an equality.
    #[must_use]
    pub fn is_equal(self) -> bool {
        self == Self::Equal
    }
}

/// One term of a sum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Term {
    /// Whether it is subtracted.
    pub negative: bool,
    /// Whether its rows are added up (`Σ`).
    pub sum: bool,
    /// The figures.
    pub reference: Reference,
}

/// Figures of a table.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reference {
    /// Which table.
    pub table: TableRef,
    /// Which rows.
    pub rows: Rows,
    /// Which column; [`ColumnRef::Only`] where the table has one.
    pub column: ColumnRef,
    /// Where in the formula it stands, in bytes.
    pub at: usize,
}

/// Which table a reference means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TableRef {
    /// The one of this identifier.
    Id(String),
    /// Every table with subject codes in turn (`每表`).
    EachWithCodes,
    /// Every table in turn (`各表`).
    Each,
}

/// Which column a reference means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ColumnRef {
    /// The only one.
    Only,
    /// The one of this name.
    Name(String),
    /// Each in turn (`各列`).
    Each,
    /// Those that the rulebook says are part of the column on the left (`下级栏`).
    Parts,
}

/// Which rows a reference means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Rows {
    /// The total row (`总计`).
    Total,
    /// Every row (`各行`).
    Each,
    /// Every subject code (`各科目`), or those of one length: 3 (`各类`), 5 (`各款`), 7 (`各项`).
    EachCode(Option<usize>),
    /// Every project (`各项目`).
    EachProject,
    /// Every budget unit (`各单位`).
    EachUnit,
    /// What is directly beneath the bound row, or the one on the left (`下级`): codes, or items
    /// that are indented beneath an item.
    Children,
    /// The row of this subject code.
    Code(String),
    /// The row of this item, by its path or the end of it.
    Item(String),
}

impl Rows {
    /// Whether the formula holds once for each of these rows.
    #[must_use]
    pub fn is_each(&self) -> bool {
        matches!(
            self,
            Self::Each | Self::EachCode(_) | Self::EachProject | Self::EachUnit
        )
    }
}

impl Formula {
    /// Whether it divides a column into those beneath it.
    pub(crate) fn divides_columns(&self) -> bool {
        let mut right = self.right.iter();
        right.any(|term| term.reference.column == ColumnRef::Parts)
    }

    /// All its terms, the left side first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right)
    }

    /// Whether both sides are one figure each: two copies of it.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        let single = |side: &[Term]| matches!(side, [term] if !term.sum && !term.negative);
        self.comparison == Comparison::Equal && single(&self.left) && single(&self.right)
    }

    /// Whether all its figures stand in one table.
    #[must_use]
    pub fn is_within_table(&self) -> bool {
        let mut terms = self.terms();
        let first = terms.next().map(|term| &term.reference.table);
        terms.all(|term| Some(&term.reference.table) == first)
    }
}
