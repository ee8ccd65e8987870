//! What comes from crates.io: the libraries of the page and three tools, compiled here.

use crate::process::{Program, Result, io};
use crate::project::Project;
use crate::tools;

/// Downloads the crates the page is made of, so that its build needs no network.
pub(crate) fn fetch(project: &Project) -> Result {
    Program::cargo()
        .words("fetch --quiet --target")
        .arg(tools::WASM)
        .in_dir(project.root())
        .run()
}

/// Whether the pinned trunk is installed.
pub(crate) fn has_trunk(project: &Project) -> bool {
    tools::installed_version(&project.tool("trunk")).as_deref() == Some(tools::TRUNK)
}

/// A debug build of trunk works as fast and compiles in a third of the time.
pub(crate) fn install_trunk(project: &Project) -> Result {
    install(
        project,
        "trunk",
        tools::TRUNK,
        "--locked --no-default-features --debug",
    )
}

/// Whether wasm-bindgen is installed at the version of the library.
pub(crate) fn has_wasm_bindgen(project: &Project) -> bool {
    let installed = tools::installed_version(&project.tool("wasm-bindgen"));
    installed.is_some() && installed == tools::wasm_bindgen(project).ok()
}

/// Not `--locked`: a crate that its lock file names cannot be downloaded any more.
pub(crate) fn install_wasm_bindgen(project: &Project) -> Result {
    install(
        project,
        "wasm-bindgen-cli",
        &tools::wasm_bindgen(project)?,
        "",
    )
}

/// Whether the pinned cargo-deny is installed.
pub(crate) fn has_deny(project: &Project) -> bool {
    tools::installed_version(&project.tool("cargo-deny")).as_deref() == Some(tools::DENY)
}

/// A debug build looks as fast, for it waits for the registry's index.
pub(crate) fn install_deny(project: &Project) -> Result {
    install(project, "cargo-deny", tools::DENY, "--locked --debug")
}

/// Compiles a tool in a folder of its own, so that an interrupted build goes on where it stopped.
fn install(project: &Project, package: &str, version: &str, options: &str) -> Result {
    let build = project.tools().join("build");
    Program::cargo()
        .words(&format!("install {package} --version {version} --force"))
        .words(options)
        .arg("--root")
        .arg(project.tools())
        .arg("--target-dir")
        .arg(&build)
        .in_dir(project.root())
        .run()?;
    io(std::fs::remove_dir_all(&build), "remove", &build)
}
