//! `screenshots`: pictures of the page.

use crate::args::Args;
use crate::process::{Program, Result, io};
use crate::project::Project;
use crate::{browser, build};
use std::path::{PathBuf, absolute};

/// Runs the task: pictures into a folder, of a workbook of one's own if it is named.
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let folder = args.word().map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| project.join("target/screenshots"));
    let folder = io(absolute(&folder), "find", &folder)?;
    let workbook = args
        .word()
        .map(|path| io(absolute(&path), "find", path.as_ref()))
        .transpose()?;
    args.finish()?;
    build::page(project)?;
    let node = browser::node(project)?
        .arg("tests/browser/screenshots.mjs")
        .arg(&folder);
    workbook.into_iter().fold(node, Program::arg).run()?;
    println!("The pictures are in {}", folder.display());
    Ok(())
}
