//! `release`: everything that is given to others, in one folder; `reproduce`: twice the same.

use crate::args::Args;
use crate::module::{self, Optimise};
use crate::process::{Failure, Program, Result, io, spell, timed};
use crate::project::Project;
use crate::{build, npm, project, setup};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs the task: page, module, command, bill of materials and checksums into `dist-release/`.
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let without_command = args.flag("--without-command");
    args.finish()?;
    build::page(project)?;
    let package = module::package(project, Optimise::Yes)?;
    let archive = module::pack(&package, &project.target().join("module-archive"))?;
    setup::take(project, &[setup::module_step(), setup::release_step()], 0)?;
    module::old_browsers(project, &[&project.dist(), &package])?;
    let out = project.join(FOLDER);
    let node = Program::new("node")
        .arg("crates/xtask/release/release.mjs")
        .arg(&out)
        .arg(env!("CARGO_PKG_VERSION"))
        .arg(project.dist())
        .arg(archive)
        .in_dir(project.root());
    match without_command {
        true => node.run()?,
        false => node.arg(command(project)?).arg(host(project)?).run()?,
    }
    println!("{}", out.display());
    Ok(())
}

/// Where a release is put.
const FOLDER: &str = "dist-release";

fn command(project: &Project) -> Result<PathBuf> {
    Program::cargo()
        .words("build --release --package gouji-cli")
        .in_dir(project.root())
        .run()?;
    Ok(project.release_command())
}

/// The platform that this machine compiles for.
fn host(project: &Project) -> Result<String> {
    let answer = Program::new("rustc")
        .arg("-vV")
        .in_dir(project.root())
        .output()?;
    let line = answer.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| Failure::new("rustc does not say for which platform it compiles"))
}

/// Runs the task: builds page and module of the last commit in two folders and compares every byte.
pub(crate) fn reproduce(project: &Project, args: Args) -> Result {
    args.finish()?;
    npm::require_node()?;
    let steps = setup::page_steps(project)?;
    setup::take(project, &steps, 0)?;
    let [first, second] = ["a", "a-second-folder"].map(|name| once(project, name));
    let (first, second) = (first?, second?);
    if first == second {
        let count = first.lines().count();
        println!("{count} files, the same bytes both times");
        return Ok(());
    }
    let differ = first.lines().chain(second.lines());
    let differ = differ.filter(|line| !(first.contains(line) && second.contains(line)));
    let differ: Vec<&str> = differ.collect();
    let differ = differ.join("\n");
    Err(Failure::new(format!("two builds differ:\n{differ}")))
}

/// A clone of the project, and everything but the command built in it; the checksums.
fn once(project: &Project, name: &str) -> Result<String> {
    let folder = project.target().join("reproduce").join(name);
    clear(&folder)?;
    Program::new("git")
        .words("clone --quiet")
        .arg(project.root())
        .arg(&folder)
        .run()?;
    println!("building in {}", folder.display());
    let itself = std::env::current_exe();
    let itself = itself.map_err(|error| Failure::new(error.to_string()))?;
    let (outcome, time) = timed(|| {
        Program::new(itself)
            .words("release --without-command")
            .env("CARGO_MANIFEST_DIR", folder.join("crates/xtask"))
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env(project::TOOLS, project.tools())
            .in_dir(&folder)
            .run()
    });
    outcome?;
    println!("built in {}", spell(time));
    let sums = folder.join(FOLDER).join("SHA256SUMS");
    io(fs::read_to_string(&sums), "read", &sums)
}

fn clear(folder: &Path) -> Result {
    match folder.exists() {
        true => io(fs::remove_dir_all(folder), "remove", folder),
        false => Ok(()),
    }
}
