//! What the page and its worker say to each other.
//!
//! A message is an array. What is here comes first in it, then the browser's own objects: with
//! [`Request::Check`] the files in the order of their names, with [`Reply::Saved`] what is to be
//! saved. So no content passes through the memory of the page.

use serde::{Deserialize, Serialize};

use super::{
    BlockView, Department, Detail, Effect, Filter, FindingView, FormulaView, Overview, RowView,
    RuleView, WordsDetail,
};
use crate::Stage;
use crate::report::{Correction, Counts, Unevaluated, Unread, Verdict};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Request {
    /// Check these files. Without any, only the rulebook is looked at.
    Check {
        /// Returned in every reply, so that a late one can be told from a current one.
        id: u32,
        /// Names of the files, with their folders where these are known.
        names: Vec<String>,
        /// Budget year, where the user has chosen one.
        year: Option<u16>,
        /// The rulebook, where the user has chosen one.
        rulebook: Option<Rulebook>,
    },
    /// Tell more about a disclosure that was checked.
    Ask {
        /// Of the request that it was checked by.
        id: u32,
        /// Its place among the outcomes of that request.
        outcome: usize,
        /// What is wanted.
        ask: Ask,
    },
    /// Save the text of a built-in rulebook.
    Template {
        /// Its identifier.
        name: String,
    },
    /// Save a workbook with the blank tables of a built-in rulebook.
    Blank {
        /// Its identifier.
        name: String,
    },
}

/// A rulebook that the user has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rulebook {
    /// A built-in one.
    Named {
        /// Its identifier.
        id: String,
    },
    /// One of the user's own.
    Own {
        /// Name of its file.
        name: String,
        /// The text of its file.
        text: String,
    },
}

/// What is wanted of a disclosure that was checked. Ranges are of places in the report's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the fields of ranges are alike")]
pub enum Ask {
    /// All that is shown at first.
    Overview,
    /// Rows of a table, counted from the first beneath its headings.
    Rows {
        table: String,
        from: usize,
        to: usize,
    },
    /// Findings.
    Findings { from: usize, to: usize },
    /// Corrections.
    Corrections { from: usize, to: usize },
    /// What was not read.
    Unread { from: usize, to: usize },
    /// Relations that could not be evaluated.
    Unevaluated { from: usize, to: usize },
    /// The disclosure with these corrections in place, and no others.
    Accept { accepted: Vec<Correction> },
    /// The disclosure with all corrections in place that are certain, besides those accepted.
    AcceptCertain,
    /// The findings that a filter takes.
    Find {
        filter: Filter,
        from: usize,
        to: usize,
    },
    /// Every formula of the rulebook and how its relations hold.
    Formulas,
    /// The relations of the amount in a cell.
    Cell { table: String, cell: String },
    /// A leaf of a paper.
    Leaf { paper: String, leaf: usize },
    /// Marked words of a paper, by their place.
    Words { paper: String, place: String },
    /// The disclosure with another amount in one cell, besides what was accepted: as it was typed.
    Type {
        table: String,
        cell: String,
        text: String,
    },
    /// What it would bring about to have these corrections in place, and no others. The name is
    /// returned.
    Effect {
        name: String,
        accepted: Vec<Correction>,
    },
    /// The findings as a file for spreadsheets.
    FindingsFile { format: FindingsFormat },
    /// The report as a file, byte for byte as the command prints it.
    Report,
    /// The corrected data as a file: what was read, with the accepted corrections in place.
    Corrected,
    /// The files themselves with the accepted corrections in their cells; of several one archive.
    Workbook,
}

/// A file of findings.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingsFormat {
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What was wanted. Lists begin at `from`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the fields of lists are alike")]
pub enum Answer {
    /// All that is shown at first.
    Overview { overview: Box<Overview> },
    /// The same for the disclosure with other corrections in place; rows that stand as in the overview
    /// sent before are without their cells. The sums of departments are those with every change.
    /// `told` has the relations of the amount that was typed, as if they had been asked for.
    Rechecked {
        overview: Box<Overview>,
        departments: Vec<Department>,
        told: Vec<Answer>,
    },
    /// Rows of a table, with what the report says of their cells.
    Rows {
        table: String,
        from: usize,
        rows: Vec<RowView>,
        findings: Vec<FindingView>,
        corrections: Vec<Correction>,
    },
    /// Findings that a filter takes: their places from `from` on, and how many there are in all.
    Found {
        filter: Filter,
        from: usize,
        places: Vec<usize>,
        all: usize,
        findings: Vec<FindingView>,
    },
    /// Every formula of the rulebook.
    Formulas { list: Vec<FormulaView> },
    /// The relations of the amount in a cell; `None` where no amount stands.
    Cell {
        table: String,
        cell: String,
        detail: Option<Box<Detail>>,
    },
    /// A leaf of a paper.
    Leaf {
        paper: String,
        leaf: usize,
        blocks: Vec<BlockView>,
        findings: Vec<FindingView>,
    },
    /// Marked words of a paper; `None` where none are marked.
    Words {
        paper: String,
        place: String,
        detail: Option<Box<WordsDetail>>,
        findings: Vec<FindingView>,
    },
    /// Nothing was put into a cell: one sentence in plain Chinese.
    Untyped {
        table: String,
        cell: String,
        message: String,
    },
    /// What a change would bring about.
    Effect { name: String, effect: Box<Effect> },
    /// Findings.
    Findings { findings: Vec<FindingView> },
    /// Corrections.
    Corrections { from: usize, list: Vec<Correction> },
    /// What was not read.
    Unread { from: usize, list: Vec<Unread> },
    /// Relations that could not be evaluated.
    Unevaluated { from: usize, list: Vec<Unevaluated> },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// The module has been loaded; requests sent from now on are answered.
    Ready {
        /// Every rule, by code.
        #[serde(default)]
        rules: Vec<RuleView>,
        /// The built-in rulebooks: identifier and title.
        #[serde(default)]
        rulebooks: Vec<(String, String)>,
    },
    /// The work on a request has come this far.
    Progress {
        /// Of the request.
        id: u32,
        /// What is being done now.
        stage: Stage,
        /// The file that it is done to, counted from 0.
        #[serde(default)]
        file: usize,
    },
    /// Some of several files are done.
    Finished {
        /// Of the request.
        id: u32,
        /// What became of them.
        outcomes: Vec<Brief>,
    },
    /// The files were checked.
    Done {
        /// Of the request.
        id: u32,
        /// What became of them, in their order.
        outcomes: Vec<Brief>,
        /// All that is shown at first, where one disclosure is all there is.
        opened: Option<Box<Overview>>,
        /// The departments among them whose units are there too.
        #[serde(default)]
        departments: Vec<Department>,
    },
    /// Nothing could be checked.
    Failed {
        /// Of the request.
        id: u32,
        /// Name of the file that is to blame; `""` where none is.
        #[serde(default)]
        name: String,
        /// One sentence in plain Chinese: why, and what to do.
        message: String,
    },
    /// What was asked for.
    Answered {
        /// Of the request that the disclosure was checked by.
        id: u32,
        /// Its place among the outcomes of that request.
        outcome: usize,
        /// The answer.
        answer: Answer,
    },
    /// A file to be saved.
    Saved {
        /// Its name.
        name: String,
    },
    /// A file that was asked for could not be made.
    NotSaved {
        /// Name of the file that was checked.
        name: String,
        /// One sentence in plain Chinese: why, and what to do.
        message: String,
    },
    /// The worker does not hold what it was asked about: it was started again since.
    Gone {
        /// Of the request that the disclosure was checked by.
        id: u32,
    },
}

/// What became of a file, or of the files that are one disclosure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Name of the file, or of the first and how many there are.
    pub name: String,
    /// The folder of the first, in its archive where it came in one; `""` where none is known.
    #[serde(default)]
    pub folder: String,
    /// Places of the files in the request.
    pub files: Vec<usize>,
    /// The outcome, or why there is none.
    pub result: BriefResult,
}

/// The outcome of a check in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BriefResult {
    /// It was read and judged.
    Read {
        /// Whose budget it is.
        unit: String,
        /// The outcome in one word.
        verdict: Verdict,
        /// The outcome in one sentence.
        sentence: String,
        /// How many tables there are.
        tables: usize,
        /// How many relations and findings there are.
        counts: Counts,
    },
    /// It could not be read or is no budget disclosure.
    Refused {
        /// One sentence in plain Chinese: why, and what to do.
        message: String,
    },
}
