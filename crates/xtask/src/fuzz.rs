//! `fuzz`: files changed at random, for as long as wanted.

use crate::args::Args;
use crate::process::{Program, Result};
use crate::project::Project;

/// How long each target is fed unless told otherwise, in seconds.
const SECONDS: &str = "600";

/// Runs the task: every target, or those named (`xlsx`, `xlsb`, `xls`, `ods`, `xml`, `csv`, `html`,
/// `zip`, `rulebook`, `check`, `whole`).
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let seconds = args
        .value("--seconds")?
        .unwrap_or_else(|| SECONDS.to_owned());
    let failures = project.target().join("fuzz-failures");
    let cargo = Program::cargo()
        .words("run --quiet --profile fuzz --package gouji-fuzz --")
        .in_dir(project.root())
        .arg(failures)
        .arg(seconds);
    args.rest().into_iter().fold(cargo, Program::arg).run()
}
