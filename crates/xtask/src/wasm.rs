//! The module for Node, and its comparison with the native command.

use crate::process::{Program, Result, io};
use crate::project::Project;
use crate::{npm, setup, tools};

/// Compares, byte for byte, what the module and the command say about the project's files.
pub(crate) fn compare(project: &Project) -> Result {
    npm::require_node()?;
    setup::take(project, &[setup::browser_step()], 0)?;
    let module = bind(project)?;
    let formats = formats(project)?;
    Program::new("node")
        .arg("tests/wasm/compare.mjs")
        .arg(module)
        .arg(project.command())
        .arg(formats)
        .in_dir(project.root())
        .run()
}

/// Writes the sample in every format that is read.
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

/// Builds the module in the profile the page uses, so that most of the work is shared.
fn bind(project: &Project) -> Result<std::path::PathBuf> {
    Program::cargo()
        .words("build --package gouji-wasm --lib --profile web --target")
        .arg(tools::WASM)
        .in_dir(project.root())
        .run()?;
    let folder = project.target().join("wasm-node");
    Program::new(project.tool("wasm-bindgen"))
        .words("--target nodejs --out-dir")
        .arg(&folder)
        .arg(
            project
                .target()
                .join(tools::WASM)
                .join("web/gouji_wasm.wasm"),
        )
        .run()?;
    Ok(folder.join("gouji_wasm.js"))
}
