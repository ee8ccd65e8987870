//! What the page and its worker say to each other.

use serde::{Deserialize, Serialize};

use super::TableView;
use crate::Stage;
use crate::report::Report;

/// From the page to the worker: check this file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Returned in every reply, so that a late one can be told from a current one.
    pub id: u32,
    /// Name of the file.
    pub name: String,
    /// Its content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Budget year, where the user has chosen one.
    pub year: Option<u16>,
    /// Identifier of a built-in rulebook, where the user has chosen one.
    pub rulebook: Option<String>,
}

/// From the worker to the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Reply {
    /// The module has been loaded; requests sent from now on are answered.
    Ready,
    /// The work on a request has come this far.
    Progress {
        /// Of the request.
        id: u32,
        /// What is being done now.
        stage: Stage,
    },
    /// The file was checked.
    Done {
        /// Of the request.
        id: u32,
        /// All that is shown.
        outcome: Box<Outcome>,
    },
    /// The file could not be read or is no budget disclosure.
    Failed {
        /// Of the request.
        id: u32,
        /// One sentence in plain Chinese: why, and what to do.
        message: String,
    },
}

/// All that the page shows of one checked file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// The report.
    pub report: Report,
    /// The tables as the workbook shows them.
    pub tables: Vec<TableView>,
    /// The report as JSON, byte for byte as the command writes it.
    pub report_json: String,
    /// The corrected data as JSON; equal to what was read while no correction is accepted.
    pub corrected_json: String,
}
