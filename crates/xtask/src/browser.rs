//! Node programs that drive the page in a real browser.

use crate::process::{Failure, Program, Result, io};
use crate::project::Project;
use crate::server::Server;
use crate::{chromium, npm, setup};
use std::path::PathBuf;

/// A Node with all it needs to drive the built page: its address, the browser, the command.
pub(crate) fn node(project: &Project) -> Result<Program> {
    npm::require_node()?;
    setup::take(project, &[setup::browser_step()], 0)?;
    let chromium = chromium::ensure()?;
    let address = Server::background(project.dist())?;
    let node = Program::new("node")
        .env("GOUJI_URL", address)
        .env("GOUJI_DIST", project.dist())
        .env("GOUJI", project.command())
        .env("CHROMIUM", chromium)
        .in_dir(project.root());
    Ok(node)
}

/// Runs every browser test.
pub(crate) fn test(project: &Project) -> Result {
    let tests = tests(project)?;
    if tests.is_empty() {
        return Err(Failure::new(
            "tests/browser holds no *.test.mjs: nothing tests the page",
        ));
    }
    let node = node(project)?.words("--test --test-concurrency=1");
    tests.into_iter().fold(node, Program::arg).run()
}

fn tests(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.join("tests/browser");
    let entries = io(std::fs::read_dir(&folder), "list", &folder)?;
    let paths = entries.flatten().map(|entry| entry.path());
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let mut tests: Vec<_> = paths.filter(is_test).collect();
    tests.sort();
    Ok(tests)
}
