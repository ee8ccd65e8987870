//! `module`: the npm package, as it is published.

use crate::args::Args;
use crate::npm;
use crate::process::{Failure, Program, Result, io, spell, timed};
use crate::project::Project;
use crate::{setup, tools};
use std::fs;
use std::path::{Path, PathBuf};

/// What lies beside the module in the package, by its path from the root.
const BESIDE: &[&str] = &[
    "crates/gouji-wasm/npm/README.md",
    "crates/gouji-wasm/npm/node.js",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// Runs the task.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    args.finish()?;
    let steps = setup::page_steps(project)?;
    setup::take(project, &steps, 0)?;
    let (folder, time) = timed(|| package(project, Optimise::Yes));
    println!("{} in {}", folder?.display(), spell(time));
    Ok(())
}

/// Whether wasm-opt has the last word, which takes its time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Optimise {
    Yes,
    No,
}

/// Makes the package; its folder.
pub(crate) fn package(project: &Project, optimise: Optimise) -> Result<PathBuf> {
    let folder = match optimise {
        Optimise::Yes => project.target().join("module"),
        Optimise::No => quick(project),
    };
    if folder.exists() {
        io(fs::remove_dir_all(&folder), "remove", &folder)?;
    }
    io(fs::create_dir_all(&folder), "make", &folder)?;
    bind(project, &folder)?;
    if optimise == Optimise::Yes {
        shrink(project, &folder)?;
    }
    for path in BESIDE {
        let from = project.join(path);
        let name = from.file_name().unwrap_or_default();
        io(fs::copy(&from, folder.join(name)), "copy", &from)?;
    }
    describe(project, &folder)?;
    Ok(folder)
}

fn quick(project: &Project) -> PathBuf {
    project.target().join("module-quick")
}

/// In the profile of the page, so that most of the work is shared.
fn bind(project: &Project, folder: &Path) -> Result {
    let (variable, flags) = tools::wasm_flags();
    Program::cargo()
        .words("build --package gouji-wasm --lib --profile web --target")
        .arg(tools::WASM)
        .env(variable, flags)
        .in_dir(project.root())
        .run()?;
    let built = project.target().join(tools::WASM);
    Program::new(project.tool("wasm-bindgen"))
        .words("--target web --out-name gouji --out-dir")
        .arg(folder)
        .arg(built.join("web/gouji_wasm.wasm"))
        .run()?;
    let (from, to) = (folder.join("gouji_bg.wasm"), folder.join("gouji.wasm"));
    io(fs::rename(&from, &to), "rename", &from)?;
    let unused = folder.join("gouji_bg.wasm.d.ts");
    io(fs::remove_file(&unused), "remove", &unused)?;
    let script = folder.join("gouji.js");
    let text = io(fs::read_to_string(&script), "read", &script)?;
    let named = text.replace("gouji_bg.wasm", "gouji.wasm");
    io(fs::write(&script, named), "write", &script)
}

fn shrink(project: &Project, folder: &Path) -> Result {
    let module = folder.join("gouji.wasm");
    Program::new("wasm-opt")
        .path_first(&project.tool_folders())
        .words(tools::WASM_OPT)
        .arg("-O3")
        .arg("-o")
        .arg(&module)
        .arg(&module)
        .run()
}

/// The package's own description, with the version of the workspace.
fn describe(project: &Project, folder: &Path) -> Result {
    let path = project.join("crates/gouji-wasm/npm/package.json");
    let text = io(fs::read_to_string(&path), "read", &path)?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = text.replace("\"version\": \"0.0.0\"", &version);
    let to = folder.join("package.json");
    io(fs::write(&to, text), "write", &to)
}

/// Packs the package into a folder; the archive.
pub(crate) fn pack(package: &Path, to: &Path) -> Result<PathBuf> {
    io(fs::create_dir_all(to), "make", to)?;
    let answer = Program::new(npm::PROGRAM)
        .words("pack --silent --pack-destination")
        .arg(to)
        .in_dir(package)
        .output()?;
    let name = answer.lines().last().unwrap_or_default();
    let archive = to.join(name);
    match archive.is_file() {
        true => Ok(archive),
        false => Err(Failure::new(format!("npm pack made no archive: {answer}"))),
    }
}

/// Looks for instructions, syntax and calls that old browsers lack.
pub(crate) fn old_browsers(project: &Project, folders: &[&Path]) -> Result {
    let folders = std::env::join_paths(folders);
    let folders = folders.map_err(|error| Failure::new(error.to_string()))?;
    Program::new("node")
        .words("--test tests/module/old.test.mjs")
        .env("GOUJI_FOLDERS", folders)
        .in_dir(project.root())
        .run()
}

/// Uses the package that the comparison made as others do, and looks at what old browsers are given and at what a
/// release holds.
pub(crate) fn test(project: &Project) -> Result {
    let folder = quick(project);
    let archives = project.target().join("module-archive");
    let archive = pack(&folder, &archives)?;
    setup::take(project, &[setup::module_step(), setup::release_step()], 0)?;
    old_browsers(project, &[&folder, &project.dist()])?;
    let chromium = crate::chromium::ensure()?;
    Program::new("node")
        .words("--test --test-concurrency=1 tests/module/package.test.mjs tests/module/release.test.mjs")
        .env("GOUJI_PACKAGE", archive)
        .env("GOUJI", project.command())
        .env("CHROMIUM", chromium)
        .in_dir(project.root())
        .run()
}
