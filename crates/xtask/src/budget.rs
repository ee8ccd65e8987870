//! `budget`: what the page may take to be transferred.

use crate::args::Args;
use crate::process::{Program, Result};
use crate::project::Project;
use crate::{build, npm};

/// Where the budget stands.
const FILE: &str = "docs/size-budget.tsv";

/// Runs the task: writes the budget anew from the page as it is.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    args.finish()?;
    build::page(project)?;
    size(project, "renew")
}

/// Fails when the built page is larger than the budget allows.
pub(crate) fn check(project: &Project) -> Result {
    size(project, "check")
}

fn size(project: &Project, what: &str) -> Result {
    npm::require_node()?;
    Program::new("node")
        .arg("crates/xtask/release/size.mjs")
        .arg(what)
        .arg(project.dist())
        .arg(FILE)
        .in_dir(project.root())
        .run()
}
