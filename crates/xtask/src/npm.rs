//! What comes from npm, always by a lock file.

use crate::process::{Failure, Program, Result, io};
use crate::project::Project;
use crate::tools;
use std::fs;
use std::path::{Path, PathBuf};

/// What npm is called.
pub(crate) const PROGRAM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Where the lock file is noted that a folder was installed from.
const NOTE: &str = "node_modules/.installed-lock";

/// Whether wasm-opt, and the page's own packages if it has any, are installed.
pub(crate) fn has_page_packages(project: &Project) -> bool {
    is_current(&tool_lock(project), &tool_folder(project))
        && page_folder(project).is_none_or(|folder| is_current(&folder, &folder))
}

/// Installs wasm-opt outside the source tree, and the page's packages where it looks for them.
pub(crate) fn install_page_packages(project: &Project) -> Result {
    let (from, to) = (tool_lock(project), tool_folder(project));
    io(fs::create_dir_all(&to), "create", &to)?;
    for name in ["package.json", "package-lock.json"] {
        io(
            fs::copy(from.join(name), to.join(name)),
            "copy",
            &from.join(name),
        )?;
    }
    install(&to)?;
    page_folder(project).map_or(Ok(()), |folder| install(&folder))
}

/// Whether the packages of a folder of tests are installed.
pub(crate) fn has_packages(project: &Project, folder: &str) -> bool {
    let folder = project.join(folder);
    is_current(&folder, &folder)
}

/// Installs the packages of a folder of tests beside them, where Node looks.
pub(crate) fn install_packages(project: &Project, folder: &str) -> Result {
    install(&project.join(folder))
}

/// Whether the packages that measure the page are installed.
pub(crate) fn has_measure_packages(project: &Project) -> bool {
    let folder = project.join("tests/measure");
    is_current(&folder, &folder)
}

/// Installs the packages that measure the page beside what uses them.
pub(crate) fn install_measure_packages(project: &Project) -> Result {
    install(&project.join("tests/measure"))
}

/// Fails with a sentence when Node is missing or too old.
pub(crate) fn require_node() -> Result {
    let wanted = tools::NODE_MAJOR;
    let remedy = format!("install Node.js {wanted} or newer with npm (https://nodejs.org)");
    let answer = Program::new("node")
        .or_else(&remedy)
        .arg("--version")
        .output()?;
    let major = tools::major(answer.trim_start_matches('v'));
    if major.is_some_and(|major| major >= wanted) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Node.js {answer} is too old: {remedy}"
    )))
}

fn tool_lock(project: &Project) -> PathBuf {
    project.join("crates/xtask/tools")
}

fn tool_folder(project: &Project) -> PathBuf {
    project.tools().join("npm")
}

fn page_folder(project: &Project) -> Option<PathBuf> {
    let folder = project.join("web");
    folder.join("package-lock.json").is_file().then_some(folder)
}

/// Whether `folder` was installed from the lock file that lies in `source`.
fn is_current(source: &Path, folder: &Path) -> bool {
    let wanted = fs::read(source.join("package-lock.json"));
    let noted = fs::read(folder.join(NOTE));
    matches!((wanted, noted), (Ok(wanted), Ok(noted)) if wanted == noted)
}

fn install(folder: &Path) -> Result {
    require_node()?;
    Program::new(PROGRAM)
        .or_else("install npm, it comes with Node.js (https://nodejs.org)")
        .words("ci --ignore-scripts --no-audit --no-fund --legacy-peer-deps")
        .in_dir(folder)
        .run()?;
    let lock = folder.join("package-lock.json");
    io(
        fs::copy(&lock, folder.join(NOTE)).map(drop),
        "note the installation of",
        &lock,
    )
}
