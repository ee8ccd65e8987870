//! Published cases of error localisation, each against its published expectation.

/// Runs the cases that lie beside the project.
pub(crate) fn run() {}
