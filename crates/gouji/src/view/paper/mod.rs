//! The running text as a reader sees it: papers of paragraphs and rows, their words marked.

mod draw;
mod layout;
mod words;

use serde::{Deserialize, Serialize};

use super::Spread;
use crate::report::{CellRef, Severity};

pub(super) use draw::Stretches;
pub(super) use layout::Papers;

/// A sheet with running text, down to its leaves; these come when they are looked at.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PaperTop {
    /// Identifier: `text-1`. No table's is like it.
    pub id: String,
    /// Name of the sheet; of a document its name.
    pub sheet: String,
    /// Its leaves from top to bottom.
    pub leaves: Vec<LeafTop>,
    /// How its numbers with a unit stand.
    pub counts: ClaimCounts,
    /// Whether anything on it was compared: a number of its text, or a table of performance goals.
    #[serde(default)]
    pub compared: bool,
    /// The gravest finding about its words.
    pub severity: Option<Severity>,
}

/// Some paragraphs and rows that are shown together.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct LeafTop {
    /// The line of its first one, counted from 1.
    pub first: usize,
    /// Where in its cell that one begins, in characters.
    pub start: usize,
    /// How many there are.
    pub blocks: usize,
    /// How many characters they have.
    pub characters: usize,
}

/// How many numbers with a unit stand how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct ClaimCounts {
    /// See [`ClaimState::Agrees`].
    pub agrees: usize,
    /// See [`ClaimState::Differs`].
    pub differs: usize,
    /// See [`ClaimState::Open`].
    pub open: usize,
    /// See [`ClaimState::Unread`].
    pub unread: usize,
}

/// How a claim stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimState {
    /// It says what the tables, or the amounts beside it, say.
    Agrees,
    /// It says something else.
    Differs,
    /// It is understood, and there is nothing to compare it with.
    Open,
    /// Nobody knows what it is of.
    Unread,
}

/// A paragraph, a row of a table that is no budget table, or the place of one that is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct BlockView {
    /// Its first line, counted from 1.
    pub line: usize,
    /// What it is.
    pub kind: BlockKind,
    /// Its text: of a paragraph one, of a row one a cell.
    pub cells: Vec<Vec<PieceView>>,
}

/// What a block is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// How many headings it stands under, and one.
        level: usize,
    },
    /// A paragraph.
    Paragraph,
    /// A row of cells.
    Row,
    /// A budget table stands here.
    Table {
        /// Its identifier in the rulebook.
        id: String,
    },
}

/// A piece of text, marked or not.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct PieceView {
    /// The text as printed.
    pub text: String,
    /// What is known of it.
    #[serde(default)]
    pub mark: Option<MarkView>,
}

/// What is known of a piece of text.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct MarkView {
    /// The place of the words that it is part of: see [`crate::report::TextSpan::place`].
    pub place: String,
    /// Places of words that begin with it.
    pub begins: Vec<String>,
    /// How the number stands, where it is one.
    pub state: Option<ClaimState>,
    /// The gravest finding about it.
    pub severity: Option<Severity>,
    /// The findings about it, by their place in the report.
    pub findings: Vec<usize>,
}

/// Marked words in detail.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct WordsDetail {
    /// The words.
    pub quote: String,
    /// The sentence that they stand in; `""` where they are one themselves.
    pub sentence: String,
    /// Where in the sentence they begin and end, in characters.
    pub within: (usize, usize),
    /// Where they stand.
    pub line: usize,
    /// What the number says; `None` where the words are no number.
    pub role: Option<ClaimRole>,
    /// How the number stands.
    pub state: Option<ClaimState>,
    /// By which arithmetic.
    pub working: Option<WorkingView>,
    /// The cells that it quotes.
    pub cells: Vec<QuotedCell>,
    /// The findings about the words, by their place in the report.
    pub findings: Vec<usize>,
}

/// What a number of the text says.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimRole {
    /// How much something is this year.
    Amount,
    /// How much it was the year before.
    Before,
    /// Which part of a whole it is.
    Share,
    /// By how much it grew.
    Up,
    /// By how much it shrank.
    Down,
    /// It did not change.
    Level,
    /// By how many hundredths it grew.
    RateUp,
    /// By how many hundredths it shrank.
    RateDown,
    /// A limit or a target.
    Limit,
    /// A detail of a reason or a use.
    Detail,
}

/// A cell that a number of the text quotes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct QuotedCell {
    /// The cell, with what it prints.
    pub cell: CellRef,
    /// Name of its row, where its key is a code.
    pub name: String,
    /// Unit of its amount.
    pub unit: String,
}

/// Which arithmetic a number of the text was judged by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkingKind {
    /// A figure of a table, in the unit of the text.
    Copy,
    /// Part ÷ whole.
    Share,
    /// Change ÷ (this year's − change).
    Rate,
    /// (This year's − last year's) ÷ last year's.
    Years,
}

/// The arithmetic that a number of the text was judged by.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct WorkingView {
    /// Which one.
    pub kind: WorkingKind,
    /// Whether it holds.
    pub holds: bool,
    /// What it is worked out from.
    pub of: Vec<OperandView>,
    /// What that comes to, in the unit of the number that prints it.
    pub computed: Spread,
    /// The number that prints it.
    pub printed: OperandView,
}

/// A number that something is worked out from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct OperandView {
    /// Identifier of its table or paper.
    pub table: String,
    /// Its cell, or its place in the paper.
    pub place: String,
    /// What it is: row and column of a cell, the words before a number of the text.
    pub name: String,
    /// What the number of the text says; `None` of a cell.
    pub role: Option<ClaimRole>,
    /// Its value, with its unit's bounds.
    pub value: Spread,
    /// Its unit.
    pub unit: String,
}

/// A number of the text that quotes a cell.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct SaidView {
    /// Identifier of the paper.
    pub paper: String,
    /// Its place there.
    pub place: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// The sentence that it stands in.
    pub sentence: String,
    /// Where in the sentence it begins and ends, in characters.
    pub within: (usize, usize),
    /// How it stands.
    pub state: ClaimState,
}
