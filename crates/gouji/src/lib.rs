//! Checks a department budget disclosure (部门预算公开).
//!
//! Bytes go in, a [`Report`](report::Report) comes out: which tables were recognised, which relations between
//! their figures hold exactly, within rounding or not at all, and what to do about it. The data
//! flows one way, through one module a phase:
//!
//! [`source`] → [`recognise`](mod@recognise) → [`relate`](mod@relate) → [`check`](mod@check) → [`repair`] →
//! [`report`](mod@report), with [`rulebook`] as the description of the template, and [`summary`], [`view`] and
//! [`export`] as what is made of the outcome.
//!
//! ```
//! let refused = gouji::check("empty.xlsx", b"", &gouji::Options::default()).unwrap_err();
//! assert!(refused.to_string().starts_with("文件是空的"));
//! ```

#![forbid(unsafe_code)]
// Invariants 1 and 2: no panic on any bytes, no money in floats.
#![deny(
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod additive;
pub mod amount;
pub mod catalogue;
pub mod check;
mod checked;
mod error;
pub mod export;
pub mod localise;
pub mod prose;
pub mod recognise;
pub mod relate;
pub mod repair;
pub mod report;
pub mod rulebook;
pub mod source;
pub mod summary;
pub mod view;
pub mod writeback;

use serde::{Deserialize, Serialize};

pub use checked::{
    Answer, Batch, Checked, EditError, Input, check, check_files, check_with_progress,
};
pub use error::Error;

use check::rules::RULES;
/// What a check is doing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Reading the file.
    Reading,
    /// Recognising its tables.
    Recognising,
    /// Relating its figures to each other and judging the relations.
    Checking,
    /// Putting the outcome together.
    Reporting,
}

/// How a file is to be checked.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// Budget year; `None` takes it from the file.
    pub year: Option<u16>,
    /// Which rulebook to judge by.
    pub rulebook: RulebookChoice,
}

/// Which rulebook to judge by.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum RulebookChoice {
    /// The built-in one that fits the file best.
    #[default]
    Auto,
    /// A built-in one by its identifier.
    Named(String),
    /// One of the caller's own: the text of its TOML file.
    Text(String),
}

/// One rule as the rules page and `gouji rules` show it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct RuleInfo {
    /// Permanent code: `GJ0301`.
    pub code: &'static str,
    /// Title in plain Chinese.
    pub title: &'static str,
    /// The severity of its findings.
    pub severity: report::Severity,
    /// What it checks, why, and an example: Markdown.
    pub help: &'static str,
    /// Legal basis, where there is one.
    pub basis: Option<&'static str>,
}

/// Every rule, by code.
#[must_use]
pub fn rules() -> Vec<RuleInfo> {
    let info = |rule: &check::rules::Rule| RuleInfo {
        code: rule.code,
        title: rule.title,
        severity: rule.severity,
        help: rule.help,
        basis: rule.basis,
    };
    RULES.iter().map(info).collect()
}

/// Every built-in rulebook that a file can be judged by: identifier and title.
#[must_use]
pub fn rulebooks() -> Vec<(String, String)> {
    let name = |book: &std::sync::Arc<rulebook::Rulebook>| (book.id.clone(), book.title.clone());
    checked::builtin().iter().map(name).collect()
}

/// A workbook with the blank tables of a built-in rulebook; `None` where there is no such rulebook.
#[must_use]
pub fn blank_workbook(rulebook: &str) -> Option<Vec<u8>> {
    let book = checked::builtin().iter().find(|book| book.id == rulebook)?;
    Some(export::blank(book))
}

/// Any of the wire types as compact JSON on one line: what the command prints and the module hands
/// over, byte for byte the same.
#[must_use]
pub fn to_json<T: Serialize>(value: &T) -> String {
    // The wire types have string keys only, so they always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
