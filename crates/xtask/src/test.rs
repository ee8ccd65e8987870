//! `test`: every check in stages, cheapest first, each with its time.

use crate::args::Args;
use crate::process::{Program, Result};
use crate::project::Project;
use crate::stages::{self, Stage, Verdict};
use crate::{browser, budget, build, licences, module, tools, wasm};

const STAGES: &[Stage] = &[
    Stage {
        name: "format",
        purpose: "rustfmt",
        needs: &[],
        run: format,
    },
    Stage {
        name: "licences",
        purpose: "cargo deny",
        needs: &[],
        run: licences::check,
    },
    Stage {
        name: "advisories",
        purpose: "libraries known to be unsound",
        needs: &["licences"],
        run: licences::advisories,
    },
    Stage {
        name: "lints",
        purpose: "clippy, native",
        needs: &[],
        run: lints,
    },
    Stage {
        name: "features",
        purpose: "the core's features apart",
        needs: &[],
        run: features,
    },
    Stage {
        name: "documentation",
        purpose: "rustdoc",
        needs: &[],
        run: documentation,
    },
    Stage {
        name: "tests",
        purpose: "unit, property and snapshot tests",
        needs: &[],
        run: tests,
    },
    Stage {
        name: "page",
        purpose: "set-up and build of the page",
        needs: &[],
        run: page,
    },
    Stage {
        name: "size",
        purpose: "the page against its budget",
        needs: &["page"],
        run: size,
    },
    Stage {
        name: "lints-wasm",
        purpose: "clippy, WebAssembly",
        needs: &["page"],
        run: lints_wasm,
    },
    Stage {
        name: "same-bytes",
        purpose: "the module against the command",
        needs: &["tests", "page"],
        run: same_bytes,
    },
    Stage {
        name: "module",
        purpose: "the npm package in Node, page, worker and bundler; old browsers; a release",
        needs: &["same-bytes"],
        run: the_module,
    },
    Stage {
        name: "browser",
        purpose: "the page in Chromium",
        needs: &["page"],
        run: in_browser,
    },
];

/// Runs the task.
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    let skip_browser = args.flag("--skip-browser");
    args.finish()?;
    let wanted = |stage: &&Stage| !(skip_browser && ["module", "browser"].contains(&stage.name));
    let stages: Vec<_> = STAGES.iter().filter(wanted).collect();
    stages::run_all(project, &stages)
}

/// Runs a cargo command given as one would type it.
fn cargo(project: &Project, line: &str) -> Result<Verdict> {
    // Snapshots are compared, never written beside the old ones.
    let cargo = Program::cargo().words(line).env("INSTA_UPDATE", "no");
    let cargo = cargo
        .env("RUSTDOCFLAGS", "--deny warnings")
        .in_dir(project.root());
    cargo.run().map(|()| Verdict::Passed)
}

fn format(project: &Project) -> Result<Verdict> {
    println!("files that `cargo fmt` would change:");
    cargo(project, "fmt --all -- --check -l")
}

fn lints(project: &Project) -> Result<Verdict> {
    cargo(
        project,
        "clippy --workspace --all-targets -- --deny warnings",
    )
}

/// All features together are in the lints, `typescript` alone in those of the module.
fn features(project: &Project) -> Result<Verdict> {
    cargo(project, "clippy --package gouji --lib -- --deny warnings")?;
    cargo(
        project,
        "clippy --package gouji --lib --features schema -- --deny warnings",
    )
}

/// The library and the command share a name: their pages are written one after the other.
fn documentation(project: &Project) -> Result<Verdict> {
    cargo(project, "doc --workspace --no-deps --bins")?;
    cargo(project, "doc --workspace --no-deps --lib")
}

/// Builds commands and tests together: both then use the same libraries.
fn tests(project: &Project) -> Result<Verdict> {
    cargo(project, "build --workspace --lib --bins --tests")?;
    cargo(project, "test --workspace --quiet --no-fail-fast")
}

fn page(project: &Project) -> Result<Verdict> {
    build::page(project).map(|()| Verdict::Passed)
}

fn size(project: &Project) -> Result<Verdict> {
    budget::check(project).map(|()| Verdict::Passed)
}

/// In the page's profile, whose macros and build scripts are compiled by then.
fn lints_wasm(project: &Project) -> Result<Verdict> {
    let packages = "--package gouji-wasm --package gouji-web";
    let line = format!(
        "clippy {packages} --target {} -- --deny warnings",
        tools::WASM
    );
    cargo(project, &line)
}

fn same_bytes(project: &Project) -> Result<Verdict> {
    wasm::compare(project).map(|()| Verdict::Passed)
}

fn the_module(project: &Project) -> Result<Verdict> {
    module::test(project).map(|()| Verdict::Passed)
}

fn in_browser(project: &Project) -> Result<Verdict> {
    browser::test(project).map(|()| Verdict::Passed)
}
