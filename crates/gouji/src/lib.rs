//! Checks a department budget disclosure (部门预算公开).
//!
//! Bytes go in, a [`Report`](report::Report) comes out: which tables were recognised, which relations between
//! their figures hold exactly, within rounding or not at all, and what to do about it. The data
//! flows one way, through one module a phase:
//!
//! [`source`] → [`recognise`](mod@recognise) → [`prose`] → [`relate`](mod@relate) → [`check`](mod@check) →
//! [`localise`] → [`repair`] → [`report`](mod@report), with [`rulebook`] as the description of the template and
//! [`catalogue`] as the list of subject codes. [`summary`], [`additive`], [`export`], [`writeback`] and [`view`] are
//! what is made of the outcome.
//!
//! # Example
//!
//! ```
//! // Any format that is read will do; the content tells which. This one is text in columns.
//! let file = "\
//! 部门收支总体情况表,,,
//! 编制部门：示例单位,,,单位：万元
//! 收入,,支出,
//! 项目,预算数,功能分类,预算数
//! 收入总计,100.00,支出总计,90.00
//! ";
//! let options = gouji::Options { year: Some(2026), ..Default::default() };
//! let checked = gouji::check("公开表.csv", file.as_bytes(), &options)?;
//! let report = checked.report();
//! assert_eq!(report.unit.name, "示例单位");
//! assert_eq!(report.verdict, gouji::report::Verdict::Inconsistent);
//! let finding = report.findings.iter().find(|it| it.relation.is_some()).unwrap();
//! let relation = finding.relation.as_ref().unwrap();
//! assert_eq!((relation.reported.as_str(), relation.computed.as_str()), ("100.00", "90.00"));
//! assert_eq!(finding.cells[0].sheet, "公开表");
//!
//! // What cannot be checked is an error: one sentence in plain Chinese, why and what to do.
//! let refused = gouji::check("empty.xlsx", b"", &options).unwrap_err();
//! assert!(refused.to_string().starts_with("文件是空的"));
//! # Ok::<(), gouji::Error>(())
//! ```
//!
//! [`to_json`] writes a report as the command and the WebAssembly module do. [`check_files`] and
//! [`Batch`] take several files, [`Desk`] and [`Queue`] do so on several threads.
//! [`Checked::recheck`] judges anew with corrections in place.
//!
//! # Promises
//!
//! No bytes make it panic, and what they can make it take of memory is bounded ([`source::limits`]). It
//! does no I/O, reads no clock, and gives the same report for the same bytes on every platform.
//! Amounts are exact decimals, never floats. It compiles with Rust 1.95 and newer; a newer
//! requirement is a new minor version, and so is an addition to the public items; what breaks a user
//! is a major one. `tests/api.rs` lists the public items, so that no change of them goes unseen.

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
mod order;
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
    Answer, Batch, Checked, Desk, Due, EditError, Input, Queue, Read, check, check_files,
    check_with_progress,
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
    /// Budget year; `None` takes it from the file, or where that does not say from the rulebook.
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
