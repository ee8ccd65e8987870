//! `build`: the page into dist/.

use crate::args::Args;
use crate::process::{Program, Result, io, spell, timed};
use crate::project::Project;
use crate::{setup, stamp, tools};

/// Runs the task.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    args.finish()?;
    page(project)
}

/// Installs what is missing and builds the page unless it is as its sources want it.
pub(crate) fn page(project: &Project) -> Result {
    let steps = setup::page_steps(project)?;
    setup::take(project, &steps, 1)?;
    let head = format!("[{0}/{0}] page", steps.len() + 1);
    if stamp::is_fresh(project) {
        println!("{head}: up to date");
        return Ok(());
    }
    println!("{head}: compiling and putting together, about 2 minutes the first time");
    let inputs = stamp::inputs(project)?;
    let (outcome, time) = timed(|| trunk(project).and_then(|()| put_together(project)));
    outcome?;
    stamp::write(project, inputs)?;
    println!("{head}: built in {}", spell(time));
    Ok(())
}

fn trunk(project: &Project) -> Result {
    let plain = std::env::var_os("NO_COLOR").is_some();
    let (variable, flags) = tools::wasm_flags();
    Program::new(project.tool("trunk"))
        .words("build --release --cargo-profile web --offline true --skip-version-check")
        .arg("--dist")
        .arg(staging(project))
        .path_first(&project.tool_folders())
        // Trunk takes this variable for a boolean and refuses its usual value, 1.
        .env("NO_COLOR", plain.to_string())
        .env("RUST_BACKTRACE", "0")
        .env(variable, flags)
        .in_dir(project.root())
        .run()
}

/// Bundles scripts, names the build by its content, and compresses: what a server is to have.
fn put_together(project: &Project) -> Result {
    let script = project.tools().join("npm/site.mjs");
    let own = project.join("crates/xtask/tools/site.mjs");
    io(std::fs::copy(&own, &script).map(drop), "copy", &own)?;
    Program::new("node")
        .arg(script)
        .arg(staging(project))
        .arg(project.dist())
        .arg(project.root())
        .in_dir(project.root())
        .run()
}

/// Where Trunk puts the page before it is put together.
fn staging(project: &Project) -> std::path::PathBuf {
    project.target().join("page")
}
