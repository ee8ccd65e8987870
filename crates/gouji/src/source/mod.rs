//! Bytes → [`Book`]: sheets of cells with their addresses, as a spreadsheet shows them.

mod address;
mod bytes;
mod code_columns;
mod compound;
mod date;
pub(crate) mod delimited;
mod doc;
mod document;
mod draft;
pub(crate) mod encoding;
mod ending;
mod error;
mod html;
pub mod limits;
mod number_format;
pub(crate) mod ods;
pub(crate) mod package;
mod plain;
pub(crate) mod sniff;
mod spreadsheet_xml;
mod styles;
mod unpack;
mod xls;
mod xlsb;
pub(crate) mod xlsx;
pub(crate) mod xml;

use std::collections::BTreeMap;

use crate::amount::Amount;
use crate::order::Order;

pub use address::{Address, Range};
pub use document::Layout;
pub(crate) use document::{column, is_full};
pub(crate) use ending::may_be_text;
pub use ending::{endings, is_hidden, is_readable};
pub use error::ReadError;
pub use sniff::Format;
pub use unpack::{Member, unpack};

use sniff::Found;

/// A workbook as it was read.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The format found in the content.
    pub format: Format,
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// One sheet of a workbook: its cells with content, sparse.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it is shown.
    pub visible: bool,
    /// What its rows are.
    pub layout: Layout,
    /// Merged ranges, from top to bottom.
    pub merges: Vec<Range>,
    /// Cells with content in hidden rows or columns, by address; they are not among the others.
    /// Hidden columns of codes alone count as shown.
    pub hidden: Vec<Cell>,
    /// Cells whose value is a formula's result as the file holds it, by address.
    pub formulas: Vec<Address>,
    /// The lowest row that the merged ranges up to each reach.
    reach: Vec<u32>,
    cells: Vec<Cell>,
    /// Where in `cells` each row with content begins: `(row, first)`.
    rows: Vec<(u32, usize)>,
}

/// A cell with content.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Where it is.
    pub at: Address,
    /// What it holds.
    pub content: Content,
}

/// What a cell holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number, as shown.
    Number(Number),
    /// A formula whose result the file does not hold.
    Formula,
    /// Anything else (a date, a truth value, an error), as text.
    Other(String),
}

/// A number as a cell shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Number {
    /// The amount; `None` when the number is too large or too finely divided to be one.
    pub amount: Option<Amount>,
    /// The digits on the screen, with separators where the format has them.
    pub text: String,
    /// Whether the format fixes the number of decimals; otherwise zeros at the end are not shown.
    pub fixed: bool,
}

impl Cell {
    /// What the cell shows.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) | Content::Other(text) => text,
            Content::Number(number) => &number.text,
            Content::Formula => "",
        }
    }
}

impl Sheet {
    /// A sheet of the given cells; those without content are left out, of two at one address the
    /// later counts.
    #[must_use]
    pub fn new(name: String, visible: bool, mut merges: Vec<Range>, mut cells: Vec<Cell>) -> Self {
        cells.retain(|cell| cell.content == Content::Formula || !cell.text().trim().is_empty());
        let cells = in_order(cells);
        merges.order_by_key(|merge| merge.start);
        let lowest = |lowest: &mut u32, merge: &Range| {
            *lowest = merge.end.row.max(*lowest);
            Some(*lowest)
        };
        let reach = merges.iter().scan(0, lowest).collect();
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            if rows.last().is_none_or(|&(row, _)| row != cell.at.row) {
                rows.push((cell.at.row, index));
            }
        }
        Self {
            name,
            visible,
            merges,
            reach,
            cells,
            rows,
            ..Self::default()
        }
    }

    /// The same sheet with other contents in some cells, `None` for nothing.
    pub(crate) fn with(&self, changes: &BTreeMap<Address, Option<Content>>) -> Self {
        let others = self
            .cells
            .iter()
            .filter(|cell| !changes.contains_key(&cell.at));
        let changed = changes.iter().filter_map(|(&at, content)| {
            let content = content.clone()?;
            Some(Cell { at, content })
        });
        let cells = others.cloned().chain(changed).collect();
        let Self { cells, rows, .. } = Self::new(String::new(), true, Vec::new(), cells);
        Self {
            cells,
            rows,
            ..self.clone()
        }
    }

    /// The rows with content from top to bottom: the number of each and its cells from left to right.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Cell])> {
        (0..self.rows.len()).filter_map(|index| {
            let &(row, first) = self.rows.get(index)?;
            let end = self
                .rows
                .get(index.saturating_add(1))
                .map_or(self.cells.len(), |&(_, next)| next);
            Some((row, self.cells.get(first..end)?))
        })
    }

    /// The cells of one row from left to right.
    #[must_use]
    pub fn row(&self, row: u32) -> &[Cell] {
        let Some(index) = self.place_of(row) else {
            return &[];
        };
        let first = self.rows.get(index).map_or(0, |&(_, first)| first);
        let end = self
            .rows
            .get(index.saturating_add(1))
            .map_or(self.cells.len(), |&(_, next)| next);
        self.cells.get(first..end).unwrap_or_default()
    }

    /// A row's place among those with content; mostly there is none without.
    fn place_of(&self, row: u32) -> Option<usize> {
        let &(first, _) = self.rows.first()?;
        let near = usize::try_from(row.checked_sub(first)?).ok()?;
        match self.rows.get(near) {
            Some(&(found, _)) if found == row => Some(near),
            _ => self.rows.binary_search_by_key(&row, |&(row, _)| row).ok(),
        }
    }

    /// The cell at an address, if it has content.
    #[must_use]
    pub fn cell(&self, at: Address) -> Option<&Cell> {
        let cells = self.row(at.row);
        let index = cells.binary_search_by_key(&at.column, |cell| cell.at.column);
        cells.get(index.ok()?)
    }

    /// The cell that an address shows: its own, or the upper left one of the merged range that
    /// covers it.
    #[must_use]
    pub fn shown(&self, at: Address) -> Option<&Cell> {
        self.cell(at).or_else(|| self.cell(self.merge(at)?.start))
    }

    /// The merged range that covers an address.
    #[must_use]
    pub fn merge(&self, at: Address) -> Option<&Range> {
        let above = self
            .merges
            .partition_point(|merge| merge.start.row <= at.row);
        let before = self.merges.get(..above)?.iter().zip(&self.reach).rev();
        before
            .take_while(|(_, reach)| **reach >= at.row)
            .map(|(merge, _)| merge)
            .find(|merge| merge.contains(at))
    }

    /// How many cells have content.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether no cell has content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// Cells by address; of two at one address the later counts.
fn in_order(mut cells: Vec<Cell>) -> Vec<Cell> {
    if !cells.is_sorted_by(|a, b| a.at < b.at) {
        cells.reverse();
        cells.order_by_key(|cell| cell.at);
        cells.dedup_by_key(|cell| cell.at);
    }
    cells
}

/// Reads a file. Its format is found in its content, whatever its name says; the name becomes that
/// of the sheet where the format has none.
///
/// # Errors
/// When it cannot be read; the error says why and what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<Book, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLarge { limit: "64 MB" });
    }
    guarded(|| {
        let found = sniff::content(bytes)?;
        let format = found.format();
        let sheets = match found {
            Found::Xlsx(package, _) => xlsx::read(package)?,
            Found::Xlsb(package) => xlsb::read(package)?,
            Found::Xls(stream) => xls::read(&stream)?,
            Found::Ods(package) => ods::read(package)?,
            Found::FlatOds(text) => ods::read_flat(&text)?,
            Found::SpreadsheetXml(text) => spreadsheet_xml::read(&text)?,
            Found::Html(text) => html::read(stem(name), &text)?,
            Found::Mime(text) => html::mime::read(stem(name), &text)?,
            Found::Delimited(text) => delimited::read(stem(name), &text)?,
            Found::Document(text, _) => document::read(stem(name), &text)?,
            Found::Docx(package) => document::docx::read(stem(name), package)?,
            Found::Doc(file) => doc::read(stem(name), &file)?,
            Found::Archive(_) => return Err(ReadError::Archive),
        };
        Ok(Book { format, sheets })
    })
}

/// A file's name without its folder and its extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}

/// Runs the readers, among which are libraries of other people's making; if one panics after all,
/// the file counts as damaged. Where panics abort, as in WebAssembly, the host sees the module fail.
pub(crate) fn guarded<T>(reader: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(reader))
        .unwrap_or_else(|_| Err(ReadError::damaged("内容自相矛盾")))
}
