//! A template as data: its tables, the relations between their figures, the duties it states.
//!
//! A rulebook is a TOML file that a finance officer can read. It is parsed once into checked
//! types: every relation refers to tables, rows and columns that the rulebook has.

mod builtin;
mod changes;
mod entries;
mod error;
mod file;
mod flows;
pub mod formula;
mod outline;
mod relations;
mod tables;
mod text;

pub use builtin::{BUILTIN, Builtin};
pub use error::{RulebookError, RulebookFault};
pub use formula::Formula;
pub use outline::Item;
pub use text::{normal, without_enumerator};

use crate::amount::AmountUnit;
use crate::report::SeriesKind;

/// A template of a disclosure.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Permanent identifier: `xinjiang-2026`.
    pub id: String,
    /// Name to show.
    pub title: String,
    /// Budget year that the template is for, where it is for one only.
    pub year: Option<u16>,
    /// Unit of amounts where the file does not say.
    pub unit: Option<AmountUnit>,
    /// Headings by which key columns are known.
    pub headings: Headings,
    /// Its tables, in their order.
    pub tables: Vec<TableSpec>,
    /// The last characters of their titles, each once: what ends otherwise is no title.
    pub title_ends: Vec<char>,
    /// The relations between their figures.
    pub relations: Vec<RelationSpec>,
    /// The aggregates made of them.
    pub series: Vec<SeriesSpec>,
    /// The flows of money that join them.
    pub flows: Vec<FlowSpec>,
    /// The amounts that are set beside last year's.
    pub changes: Vec<ChangeSpec>,
}

/// Headings by which key columns are known, in normal form.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// Of columns with subject codes.
    pub code: Vec<String>,
    /// Of columns with subject names.
    pub name: Vec<String>,
    /// Of columns with project names.
    pub project: Vec<String>,
    /// Of columns with items.
    pub item: Vec<String>,
    /// Labels of a total row.
    pub total: Vec<String>,
}

/// One table of a template.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Identifier: `T3`.
    pub id: String,
    /// What people call it: 表3.
    pub short: String,
    /// Its title.
    pub title: String,
    /// Title and aliases in normal form, the longest first.
    pub titles: Vec<String>,
    /// Whether a disclosure must have it.
    pub required: bool,
    /// Legal basis on which what it shows is to be published, in whichever table that may be.
    pub duty: Option<String>,
    /// The table that it is laid out like, where a file has that for the general budget and for more than that.
    pub second: Option<String>,
    /// Its parts from left to right: most tables have one, those of income beside expenditure two.
    pub parts: Vec<PartSpec>,
}

/// One part of a table: a label column and the amounts beside it.
#[derive(Clone, Debug)]
pub struct PartSpec {
    /// What its rows are.
    pub rows: RowsKind,
    /// Whether a table may do without it; it is there only where a heading of its own label column is.
    pub optional: bool,
    /// What its codes begin with; where they begin with something else, it is another table.
    pub codes: Option<String>,
    /// Headings of its label column in normal form, besides the rulebook's own.
    pub label: Vec<String>,
    /// Labels of its total row in normal form; the first names it.
    pub total: Vec<String>,
    /// The total row's name as printed.
    pub total_name: String,
    /// The items of its rows, parents before children.
    pub items: Vec<Item>,
    /// Its amount columns from left to right.
    pub columns: Vec<ColumnSpec>,
}

/// What the rows of a part are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowsKind {
    /// Codes of functional classification: 类 (3 digits), 款 (5), 项 (7), and a total.
    Function,
    /// Codes of economic classification: 类 (3 digits), 款 (5), and a total.
    Economic,
    /// Fixed labels.
    Item,
    /// Projects with free names, and a total.
    Project,
    /// Codes of functional classification with projects beneath.
    FunctionProject,
    /// No label: one row of amounts beneath the headings.
    Single,
}

impl RowsKind {
    /// Whether its rows have subject codes.
    #[must_use]
    pub fn has_codes(self) -> bool {
        matches!(
            self,
            Self::Function | Self::Economic | Self::FunctionProject
        )
    }

    /// Whether its rows have projects.
    #[must_use]
    pub fn has_projects(self) -> bool {
        matches!(self, Self::Project | Self::FunctionProject)
    }

    /// Lengths that its codes may have.
    #[must_use]
    pub fn code_lengths(self) -> &'static [usize] {
        match self {
            Self::Function | Self::FunctionProject => &[3, 5, 7],
            Self::Economic => &[3, 5],
            Self::Item | Self::Project | Self::Single => &[],
        }
    }
}

/// One amount column.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its name, unique in its part; headings above it are divided by `/`.
    pub name: String,
    /// Name and aliases in normal form, each as the headings above it from top to bottom.
    pub headings: Vec<Vec<String>>,
    /// Whether a table may leave it out.
    pub optional: bool,
    /// Whether it stands beside the year's amounts, as last year's do: `各列` leaves it out.
    pub beside: bool,
    /// The column that it is a part of, by its place.
    pub within: Option<usize>,
}

/// How the names of columns and items begin that are of what was left from last year: 上年结转, 上年结转结余.
const CARRIED: &str = "上年结转";

impl ColumnSpec {
    /// Whether it is of all that was left from last year.
    pub(crate) fn is_carried(&self) -> bool {
        self.name.starts_with(CARRIED) && !self.name.contains('/')
    }
}

impl Item {
    /// Whether it is what was left from last year.
    pub(crate) fn is_carried(&self) -> bool {
        self.name.starts_with(CARRIED)
    }
}

/// One relation.
#[derive(Clone, Debug)]
pub struct RelationSpec {
    /// The formula.
    pub formula: Formula,
    /// The formula as the rulebook writes it.
    pub text: String,
    /// What it says, in plain Chinese.
    pub say: String,
    /// Legal basis, where there is one.
    pub basis: Option<String>,
    /// Whether it is advice only: usual, not necessary.
    pub advisory: bool,
    /// Whether it counts only where the table bears it out, since the rows of some are not told apart
    /// otherwise: one of its sums, of two figures or more where there are such, is exact; of an advisory
    /// one, most of at least four sums of its column.
    pub borne_out: bool,
    /// Sums with which it does not hold: it is judged only if all of them are blank or nothing.
    pub unless: Vec<Vec<formula::Term>>,
}

/// One series of aggregates.
#[derive(Clone, Debug)]
pub struct SeriesSpec {
    /// Identifier.
    pub id: String,
    /// Title in plain Chinese.
    pub title: String,
    /// What it divides by.
    pub kind: SeriesKind,
    /// The whole.
    pub total: formula::Reference,
    /// The parts.
    pub parts: Vec<PartRef>,
}

/// One flow of money: from sources through the whole to functions, and from these to uses.
#[derive(Clone, Debug)]
pub struct FlowSpec {
    /// Identifier.
    pub id: String,
    /// Title in plain Chinese.
    pub title: String,
    /// Identifier of the series that divides income by source.
    pub sources: String,
    /// Identifier of the series that divides expenditure by function.
    pub functions: String,
    /// Identifier of the series that divides expenditure by use.
    pub uses: String,
    /// For each part of the uses the figures, a row for each function, that flow into it.
    pub splits: Vec<formula::Reference>,
}

/// Amounts beside last year's.
#[derive(Clone, Debug)]
pub struct ChangeSpec {
    /// Identifier.
    pub id: String,
    /// Title in plain Chinese.
    pub title: String,
    /// Names of the columns of last year's amounts: the first that is filled in counts.
    pub before: Vec<String>,
    /// The whole.
    pub total: ChangeRow,
    /// The parts.
    pub rows: Vec<ChangeRow>,
}

/// Rows of which the year's, last year's and the amounts of change are known.
#[derive(Clone, Debug)]
pub struct ChangeRow {
    /// The year's amounts.
    pub now: formula::Reference,
    /// Last year's, a reference for each column.
    pub before: Vec<formula::Reference>,
    /// The change, where a column prints it.
    pub change: Option<formula::Reference>,
}

/// A reference to parts of a series, with the name to show where it names a single one.
#[derive(Clone, Debug)]
pub struct PartRef {
    /// The figures.
    pub reference: formula::Reference,
    /// Name to show; `None` shows the row's own.
    pub name: Option<String>,
}

impl Rulebook {
    /// Reads a rulebook from the text of its TOML file.
    ///
    /// # Errors
    /// When the text is no TOML, lacks something, or refers to what it does not define; the error
    /// tells line and column.
    pub fn parse(source: &str) -> Result<Self, RulebookError> {
        file::parse(source)
    }

    /// The table of the given identifier and its place.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<(usize, &TableSpec)> {
        self.tables
            .iter()
            .enumerate()
            .find(|(_, table)| table.id == id)
    }
}

impl Headings {
    /// Whether a heading in normal form is that of a label column: codes, names, items, projects.
    #[must_use]
    pub fn is_label(&self, heading: &str, table: &TableSpec) -> bool {
        let known = [&self.code, &self.name, &self.project, &self.item];
        let own = table.parts.iter().map(|part| &part.label);
        known
            .into_iter()
            .chain(own)
            .any(|names| names.iter().any(|name| name == heading))
    }
}

impl TableSpec {
    /// Places of a column of the given name: the part and the column in it.
    pub fn columns_named(&self, name: &str) -> impl Iterator<Item = (usize, usize)> {
        self.parts
            .iter()
            .enumerate()
            .filter_map(move |(part, spec)| {
                Some((
                    part,
                    spec.columns.iter().position(|column| column.name == name)?,
                ))
            })
    }

    /// Whether a part has an item or a total of the given path.
    #[must_use]
    pub fn has_item(&self, path: &str) -> bool {
        self.parts
            .iter()
            .any(|part| part.total_name == path || part.item(path).is_some())
    }
}

impl PartSpec {
    /// Whether a column is part of another, or of one that is.
    pub(crate) fn is_within(&self, column: usize, whole: usize) -> bool {
        let above = |at: usize| self.columns.get(at).and_then(|it| it.within);
        let mut wholes = std::iter::successors(above(column), |&at| above(at));
        wholes.any(|at| at == whole)
    }

    /// Whether a label in normal form is that of a total row.
    #[must_use]
    pub fn is_total(&self, label: &str) -> bool {
        let label = label.trim_end_matches(':');
        self.total.iter().any(|total| total == label)
    }

    /// The item that a path names: whole, or its end where only one item ends like that.
    #[must_use]
    pub fn item(&self, path: &str) -> Option<usize> {
        if let Some(whole) = self.items.iter().position(|item| item.path == path) {
            return Some(whole);
        }
        let ending = format!("/{path}");
        let mut found = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.path.ends_with(&ending));
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    }
}
