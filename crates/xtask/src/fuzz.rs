//! `fuzz`: files changed at random, for as long as wanted.

use crate::args::Args;
use crate::module::{self, Optimise};
use crate::process::{Program, Result};
use crate::project::Project;
use crate::{npm, setup};
use std::path::PathBuf;

/// How long each target is fed unless told otherwise, in seconds.
const SECONDS: &str = "600";

/// Targets whose reports are compared with those of the WebAssembly module.
const COMPARED: &[&str] = &["check", "whole"];

/// Runs the task: every target, or those named (`xlsx`, `xlsb`, `xls`, `ods`, `xml`, `csv`, `html`,
/// `docx`, `doc`, `text`, `zip`, `rulebook`, `check`, `whole`).
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let seconds = args
        .value("--seconds")?
        .unwrap_or_else(|| SECONDS.to_owned());
    let targets = args.rest();
    let compares = |name: &String| COMPARED.contains(&name.as_str());
    let module = match targets.is_empty() || targets.iter().any(compares) {
        true => module(project)?,
        false => None,
    };
    let failures = project.target().join("fuzz-failures");
    let cargo = Program::cargo()
        .words("run --quiet --profile fuzz --package gouji-fuzz --")
        .in_dir(project.root())
        .arg(failures)
        .arg(seconds);
    let cargo = match module {
        Some(place) => cargo.env("GOUJI_MODULE", place),
        None => cargo,
    };
    targets.into_iter().fold(cargo, Program::arg).run()
}

/// The package's script for Node; `None` where there is no Node to run it, which is said.
fn module(project: &Project) -> Result<Option<PathBuf>> {
    if let Err(missing) = npm::require_node() {
        println!("native reports are not compared with the module's: {missing}");
        return Ok(None);
    }
    setup::take(project, &setup::page_steps(project)?, 0)?;
    let folder = module::package(project, Optimise::No)?;
    Ok(Some(folder.join("node.js")))
}
