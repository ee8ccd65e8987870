//! Whether the page has to be built again: a fingerprint of what goes in and what came out.

use crate::process::{Result, io};
use crate::project::Project;
use crate::tools;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the page is made of, by path from the root; what is not there does not count.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/gouji",
    "crates/gouji-wasm",
    "crates/xtask/tools",
    "index.html",
    "rust-toolchain.toml",
    "web",
];

/// Folders that hold nothing the page is made of.
const SKIPPED: &[&str] = &["benches", "dist", "node_modules", "target", "tests"];

/// Whether `dist/` is what the present sources give.
pub(crate) fn is_fresh(project: &Project) -> bool {
    let noted = fs::read_to_string(note(project));
    matches!((noted, fingerprint(project)), (Ok(noted), Ok(now)) if noted == now)
}

/// Notes that `dist/` was just built from sources with this fingerprint of [`inputs`].
pub(crate) fn write(project: &Project, inputs: u64) -> Result {
    let path = note(project);
    let text = format!("{inputs:016x} {:016x}", outputs(project)?);
    io(fs::write(&path, text), "write", &path)
}

/// A fingerprint of the sources and tools; taken before a build so that later edits count.
pub(crate) fn inputs(project: &Project) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    (tools::TRUNK, tools::wasm_flags()).hash(&mut hasher);
    for path in INPUTS {
        hash_path(&project.join(path), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn outputs(project: &Project) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    hash_path(&project.dist(), &mut hasher)?;
    Ok(hasher.finish())
}

fn fingerprint(project: &Project) -> Result<String> {
    Ok(format!(
        "{:016x} {:016x}",
        inputs(project)?,
        outputs(project)?
    ))
}

fn note(project: &Project) -> PathBuf {
    project.tools().join("page.stamp")
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) -> Result {
    for file in files(path)? {
        file.hash(hasher);
        io(fs::read(&file), "read", &file)?.hash(hasher);
    }
    Ok(())
}

/// The files under a path, or the file itself, in a fixed order.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        if path.is_file() {
            found.push(path);
        } else if path.is_dir() {
            for entry in io(fs::read_dir(&path), "list", &path)? {
                waiting.push(io(entry, "list", &path)?.path());
            }
            waiting.retain(|path| !is_skipped(path));
        }
    }
    found.sort();
    Ok(found)
}

fn is_skipped(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    SKIPPED.iter().any(|skipped| name == *skipped)
}
