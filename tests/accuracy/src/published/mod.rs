//! Published cases of error localisation, each against its published expectation.
//!
//! The cases lie beside the project. Numbers are whole there and relations hold exactly, so a quantum
//! is one and nothing rounds.

mod case;
mod edit;
mod slips;
mod solve;
#[cfg(test)]
mod tests;
mod typing;

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value as Json;

use case::{Agreement, Case};

/// What was expected of one case, and what came out.
pub(crate) struct Answer {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) agreement: Agreement,
    pub(crate) said: String,
}

/// A file of cases; says so when it is not there.
pub(crate) fn file(name: &str) -> Option<Json> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    let Ok(text) = std::fs::read(folder.join(name)) else {
        eprintln!("skipped: {} is not there", folder.join(name).display());
        return None;
    };
    serde_json::from_slice(&text).ok()
}

/// Every case with its answer.
pub(crate) fn answers() -> Vec<Answer> {
    let file = file("sn_cases.json");
    let cases = file.as_ref().and_then(|file| file["cases"].as_array());
    let answer = |json: &Json| {
        let case = Case::of(json)?;
        let (agreement, said) = solve::answer(&case);
        Some(Answer {
            id: case.id.clone(),
            kind: case.kind.clone(),
            agreement,
            said,
        })
    };
    cases.into_iter().flatten().filter_map(answer).collect()
}

/// The cases as a table of Markdown.
pub(crate) fn run() -> String {
    let answers = answers();
    if answers.is_empty() {
        return String::from("The published cases were not at hand.\n");
    }
    let mut text = String::from("| kind | cases | agree |\n|---|---|---|\n");
    let mut kinds: Vec<&str> = answers.iter().map(|it| it.kind.as_str()).collect();
    kinds.dedup();
    for kind in kinds {
        let own = || answers.iter().filter(|it| it.kind == kind);
        let agree = own().filter(|it| it.agreement == Agreement::Agrees).count();
        let _ = writeln!(text, "| {kind} | {} | {agree} |", own().count());
    }
    text.push_str("\n| case | | what came out |\n|---|---|---|\n");
    for answer in &answers {
        let agreement = answer.agreement.name();
        let _ = writeln!(text, "| {} | {agreement} | {} |", answer.id, answer.said);
    }
    text
}
