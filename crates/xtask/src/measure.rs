//! `measure`: what the page weighs, how soon it is of use, what Lighthouse says of it.

use crate::args::Args;
use crate::process::Result;
use crate::project::Project;
use crate::{bench, browser, build, setup};

/// Runs the task: a table of figures, with the machine that they were measured on, into
/// docs/BENCHMARKS.md.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    args.finish()?;
    build::page(project)?;
    setup::take(project, &[setup::measure_step()], 0)?;
    browser::node(project)?
        .arg("tests/measure/page.mjs")
        .env("GOUJI_DOCUMENT", project.join("docs/BENCHMARKS.md"))
        .env("MACHINE", bench::machine())
        .run()
}
