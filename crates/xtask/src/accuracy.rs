//! `accuracy`: how many seeded faults are found, located and put right.

use crate::args::Args;
use crate::bench::machine;
use crate::process::{Program, Result};
use crate::project::Project;

/// Where the figures are written.
const PAGE: &str = "docs/ACCURACY.md";

/// Runs the task: all of it, or with the word `text` only the faults in running text, of which the page has a
/// section. A run that is asked for with arguments of its own writes no page.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    let rest = args.rest();
    let cargo = Program::cargo()
        .words("run --quiet --release --package gouji-accuracy --")
        .in_dir(project.root())
        .arg("--machine")
        .arg(machine());
    if rest.is_empty() {
        return cargo.arg("--out").arg(project.join(PAGE)).run();
    }
    if rest == ["text"] {
        let page = project.join(PAGE);
        return cargo.words("--part text").arg("--out").arg(page).run();
    }
    rest.into_iter().fold(cargo, Program::arg).run()
}
