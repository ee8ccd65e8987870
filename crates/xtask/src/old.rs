//! `old-browser`: the page and the package in the oldest browser that they are for.

use crate::args::Args;
use crate::module::{self, Optimise};
use crate::process::{Program, Result};
use crate::project::Project;
use crate::{build, npm, setup};

/// Runs the task. The browser is an x86-64 program for Linux out of an npm package of 40 MB, so this
/// is none of the stages of `test`; those look at instructions, syntax and calls.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    args.finish()?;
    build::page(project)?;
    let package = module::package(project, Optimise::Yes)?;
    npm::require_node()?;
    setup::take(project, &[setup::old_step()], 0)?;
    Program::cargo()
        .words("build --package gouji-cli")
        .in_dir(project.root())
        .run()?;
    Program::new("node")
        .words("--test tests/old/old.test.mjs")
        .env("GOUJI", project.command())
        .env("GOUJI_SITE", project.dist())
        .env("GOUJI_MODULE", package)
        .env("GOUJI_SCRATCH", project.target().join("old-browser"))
        .in_dir(project.root())
        .run()
}
