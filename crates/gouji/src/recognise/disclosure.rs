use std::collections::{BTreeMap, BTreeSet};

use super::own_columns::OwnColumns;
use super::remarks::{MistypedCode, SecondCopy, Statement, UnitConflict};
use crate::amount::{Amount, AmountError, AmountUnit};
use crate::report::Unread;
use crate::rulebook::PartSpec;
use crate::source::{Address, Range};

/// The tables of a disclosure: figures, each of which knows its cell.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// Name of the budget unit.
    pub unit_name: Option<String>,
    /// Budget year.
    pub year: Option<u16>,
    /// Unit of the amounts where a table does not say.
    pub amount_unit: Option<AmountUnit>,
    /// Its tables, in the rulebook's order.
    pub tables: Vec<Table>,
    /// All its figures.
    pub figures: Vec<Figure>,
    /// Figures that are the stored results of formulas.
    pub formulas: Vec<FigureId>,
    /// Texts of the figures that are no amounts.
    pub unreadable: BTreeMap<FigureId, String>,
    /// Figures whose format hides zeros at the end.
    pub(super) loose: Vec<FigureId>,
    /// What was not understood.
    pub unread: Vec<Unread>,
    /// Tables with amounts whose headings were not understood, by their places in the rulebook.
    pub(crate) not_understood: Vec<usize>,
    /// Tables that are none of these: their sheets' places in the book, and their rows.
    pub(crate) left_out: Vec<(usize, u32, u32)>,
    /// Those of other budget units: sheet, rows, whose it is.
    pub(super) others: Vec<(usize, u32, u32, String)>,
    /// Tables of more than the general budget, beside which the file has the same of that alone.
    pub(super) seconds: Vec<Table>,
    /// Other budget units whose tables stand in the file too, and other years.
    pub(super) other_units: BTreeSet<String>,
    pub(super) other_years: BTreeSet<u16>,
    /// How often a table stands in the file that is there already.
    pub repeated: usize,
    /// Codes with a slip in them; their rows are read by the code that was meant.
    pub mistyped: Vec<MistypedCode>,
    /// Figures whose table stands a second time, and what it prints there.
    pub copies: Vec<SecondCopy>,
    /// Tables whose figures agree with the others only in another unit than theirs.
    pub unit_conflicts: Vec<UnitConflict>,
    /// Sentences that say that something is empty, wherever they stand.
    pub statements: Vec<Statement>,
}

/// Place of a figure in [`Disclosure::figures`].
pub type FigureId = usize;

/// One amount cell of a table, printed or blank.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Its table's place in the rulebook.
    pub table: usize,
    /// Its part of the table.
    pub part: usize,
    /// Its row in the part.
    pub row: usize,
    /// Its column in the part.
    pub column: usize,
    /// Its cell on the table's sheet.
    pub at: Address,
    /// What it says.
    pub value: Value,
}

/// What an amount cell says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Value {
    /// Nothing: blank, or a sign for nothing.
    Blank,
    /// An amount.
    Amount(Amount),
    /// Something that is no amount.
    Unreadable(AmountError),
    /// A formula whose result the file does not hold.
    Formula,
    /// An amount that stands in several merged cells: which part of it is this one's, nobody can say.
    Merged,
}

impl Value {
    /// The amount, if it is one.
    #[must_use]
    pub fn amount(self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    /// Whether it is an amount other than nothing.
    pub(crate) fn is_printed(self) -> bool {
        self.amount().is_some_and(|amount| !amount.is_nothing())
    }
}

/// A table that was recognised.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its place in the rulebook.
    pub spec: usize,
    /// Its title as printed.
    pub title: String,
    /// Its sheet's place in the book.
    pub sheet: usize,
    /// Its sheet's name.
    pub sheet_name: String,
    /// From its title to its last row.
    pub range: Range,
    /// Rows of title, unit line and headings, also where they are repeated.
    pub head: Vec<u32>,
    /// Those of them that are headings.
    pub headings: Vec<u32>,
    /// The years that headings name, each for its column, with the heading's cell.
    pub years: BTreeMap<u32, (Address, u16)>,
    /// Pairs of headings of a year that say the same: it is open which is of this year.
    pub same_headings: Vec<[Address; 2]>,
    /// Unit of its amounts where it says.
    pub unit: Option<AmountUnit>,
    /// Amounts in its hidden rows and columns.
    pub hidden: Vec<Address>,
    /// Cells of codes whose leading zero was lost and restored.
    pub padded_codes: Vec<Address>,
    /// What it says of itself besides.
    pub said: Said,
    /// Its parts, as in the rulebook.
    pub parts: Vec<Part>,
    /// How many amounts are printed in it.
    pub amounts: usize,
    /// Its figures.
    pub figures: std::ops::Range<FigureId>,
}

/// What the title and the lines above the headings say of a table, with their cells.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Where the title stands; `None` where only the sheet's name is one.
    pub title: Option<Address>,
    /// Name of the budget unit.
    pub unit_name: Option<(Address, String)>,
    /// The office that its title names, or else the title of the whole disclosure above it.
    pub(super) office: Option<String>,
    /// Budget year.
    pub year: Option<(Address, u16)>,
}

/// One part of a table.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// For each column of the rulebook, which column of the sheet it is.
    pub columns: Vec<Option<u32>>,
    /// Those that are headed as some of another, with 其中: they need not add up to it.
    pub(crate) some: Vec<usize>,
    /// Columns of amounts that the rulebook does not name; they follow those that it does.
    pub(crate) own: OwnColumns,
    /// Columns of the sheet that label its rows: codes, names, items, projects.
    pub labels: Vec<u32>,
    /// The one of them that holds the names, or else the first.
    pub name: Option<u32>,
    /// Whether it has amounts in rows that were not understood.
    pub unread_rows: bool,
    /// Whether it has amounts in columns that were not understood.
    pub unread_columns: bool,
    /// Its rows from top to bottom.
    pub rows: Vec<Row>,
    /// Where rows of offices begin, when those above tell of all offices together what they tell of each.
    pub all_offices: Option<usize>,
    /// Where each key stands.
    pub index: BTreeMap<RowKey, Vec<usize>>,
}

/// One row of a part.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub key: RowKey,
    /// Its name as printed.
    pub name: String,
    /// Its row on the sheet.
    pub at: u32,
    /// The budget unit's row that it stands under, by its place in the part.
    pub unit: Option<usize>,
    /// The first of its figures; those of the other columns follow in order.
    pub first: FigureId,
}

/// What a row is; equal keys in two tables mean the same thing.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub enum RowKey {
    /// A subject code.
    Code(String),
    /// A fixed item, by its path.
    Item(String),
    /// A project, under a subject code where the table has codes.
    Project {
        /// The code, or `""`.
        code: String,
        /// The project's name in normal form.
        name: String,
    },
    /// A budget unit, by its name in normal form.
    Unit(String),
    /// The total.
    Total,
}

impl RowKey {
    /// The key of another row of the same name: a project or a budget unit at this place.
    pub(super) fn apart(self, place: usize) -> Self {
        match self {
            Self::Project { code, name } => Self::Project {
                code,
                name: format!("{name}#{place}"),
            },
            Self::Unit(name) => Self::Unit(format!("{name}#{place}")),
            key => key,
        }
    }

    /// The subject code, if the row has one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Project { code, .. } if !code.is_empty() => Some(code),
            _ => None,
        }
    }
}

impl Table {
    /// Whether its lowest row is a total: nothing more of it is to come.
    pub(super) fn ends_in_total(&self) -> bool {
        let rows = self.parts.iter().filter_map(|part| part.rows.last());
        let lowest = rows.max_by_key(|row| (row.at, row.key == RowKey::Total));
        lowest.is_none_or(|row| row.key == RowKey::Total)
    }

    /// Notes that rows of this table may stand where no table was recognised.
    pub(super) fn goes_on_elsewhere(&mut self) {
        for part in &mut self.parts {
            part.unread_rows = true;
        }
    }

    /// Notes that another sheet has rows of this table that were not read.
    pub(super) fn miss(&mut self, other: &Self) {
        for (part, other) in self.parts.iter_mut().zip(&other.parts) {
            part.unread_rows |= other.index.keys().any(|key| !part.index.contains_key(key));
        }
    }
}

impl Part {
    /// A part of which the sheet has nothing.
    pub(super) fn without_rows(columns: Vec<Option<u32>>) -> Self {
        Self {
            columns,
            ..Self::default()
        }
    }

    /// Whether the sheet has a column, or several that it is made up of instead.
    #[must_use]
    pub fn has_column(&self, spec: &PartSpec, column: usize) -> bool {
        let there = |at: &Option<u32>| at.is_some();
        let parts = spec.columns.iter().zip(&self.columns);
        let parts = parts.filter(|(part, at)| part.within == Some(column) && at.is_some());
        self.columns.get(column).is_some_and(there) || parts.count() > 1
    }

    /// The figure of a row in a column of the rulebook; `None` where the sheet lacks the column. Behind the rulebook's
    /// columns follow those that the table has of its own.
    #[must_use]
    pub fn figure(&self, row: usize, column: usize) -> Option<FigureId> {
        if let Some(own) = self.own_column(column) {
            self.rows.get(row)?;
            return own.first.checked_add(row);
        }
        (*self.columns.get(column)?)?;
        let before = self.columns.get(..column)?.iter().flatten().count();
        self.rows.get(row)?.first.checked_add(before)
    }

    /// Takes the given rows for budget units', and those beneath each for its own.
    pub(super) fn set_keys(&mut self, keys: Vec<RowKey>) {
        let mut unit = None;
        self.index.clear();
        for (place, (row, key)) in self.rows.iter_mut().zip(keys).enumerate() {
            let again = matches!(key, RowKey::Project { .. } | RowKey::Unit(_));
            let again = again && self.index.contains_key(&key);
            let key = if again { key.apart(place) } else { key };
            let above = match key {
                RowKey::Unit(_) => unit.replace(place).and(None),
                RowKey::Total => unit.take().and(None),
                _ => unit,
            };
            self.index.entry(key.clone()).or_default().push(place);
            (row.key, row.unit) = (key, above);
        }
    }

    /// Appends a row.
    pub(super) fn push(&mut self, row: Row) {
        self.index
            .entry(row.key.clone())
            .or_default()
            .push(self.rows.len());
        self.rows.push(row);
    }
}

impl Disclosure {
    /// The table at the given place of the rulebook, if it was found.
    #[must_use]
    pub fn table(&self, spec: usize) -> Option<&Table> {
        self.tables.iter().find(|table| table.spec == spec)
    }

    /// Takes a row for the one whose code was meant.
    pub(super) fn rename(&mut self, code: &MistypedCode) {
        let mut tables = self.tables.iter_mut();
        let table = tables.find(|table| table.spec == code.table);
        let Some(part) = table.and_then(|table| table.parts.get_mut(code.part)) else {
            return;
        };
        let mut keys: Vec<RowKey> = part.rows.iter().map(|row| row.key.clone()).collect();
        match keys.get_mut(code.row) {
            Some(RowKey::Code(own) | RowKey::Project { code: own, .. }) => {
                own.clone_from(&code.meant);
            }
            _ => return,
        }
        part.set_keys(keys);
    }

    /// Makes figures blank that belong to no table any more.
    pub(super) fn forget(&mut self, figures: std::ops::Range<FigureId>) {
        for figure in self.figures.get_mut(figures.clone()).unwrap_or_default() {
            figure.value = Value::Blank;
        }
        self.unreadable.retain(|id, _| !figures.contains(id));
    }

    /// The row that a figure stands in.
    #[must_use]
    pub fn row_of(&self, figure: &Figure) -> Option<&Row> {
        self.table(figure.table)?
            .parts
            .get(figure.part)?
            .rows
            .get(figure.row)
    }

    /// The unit of a table's amounts.
    #[must_use]
    pub fn unit_of(&self, spec: usize) -> Option<AmountUnit> {
        self.table(spec)
            .and_then(|table| table.unit)
            .or(self.amount_unit)
    }
}
