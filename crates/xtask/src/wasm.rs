//! The module for Node, and its comparison with the native command.

use crate::module::{self, Optimise};
use crate::process::{Program, Result, io};
use crate::project::Project;
use crate::{npm, setup};

/// Compares, byte for byte, what the module and the command say about the project's files.
pub(crate) fn compare(project: &Project) -> Result {
    npm::require_node()?;
    setup::take(project, &[setup::browser_step()], 0)?;
    let module = module::package(project, Optimise::No)?.join("node.js");
    let formats = formats(project)?;
    Program::new("node")
        .arg("tests/wasm/compare.mjs")
        .arg(module)
        .arg(project.command())
        .arg(formats)
        .in_dir(project.root())
        .run()
}

/// Writes the sample in the formats of workbooks, as a web page and as CSV.
fn formats(project: &Project) -> Result<std::path::PathBuf> {
    let folder = project.target().join("formats");
    io(std::fs::create_dir_all(&folder), "make", &folder)?;
    Program::cargo()
        .words("run --quiet --package gouji-fixtures --example formats --")
        .arg(&folder)
        .in_dir(project.root())
        .run()?;
    Ok(folder)
}
