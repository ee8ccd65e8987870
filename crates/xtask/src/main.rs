//! Developer tasks: `cargo xtask help` lists them.
#![expect(clippy::print_stdout, reason = "a command talks to its terminal")]

mod accuracy;
mod args;
mod bench;
mod browser;
mod budget;
mod build;
mod chromium;
mod crates;
mod fuzz;
mod licences;
mod measure;
mod module;
mod npm;
mod old;
mod process;
mod project;
mod release;
mod screenshots;
mod serve;
mod server;
mod setup;
mod site;
mod stages;
mod stamp;
mod test;
mod tools;
mod wasm;

use args::Args;
use process::{Failure, Result};
use project::Project;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK

  serve [--port N] [--no-open]  install what is missing, build the page, serve and open it
  build                         build the page into dist/
  test [--skip-browser]         format, lints, documentation, tests, page, browser tests
  release [--without-command]   page, module, command and checksums, into dist-release/
  reproduce                     build page and module of the last commit twice, compare every byte
  old-browser                   the page and the npm package in Chromium 80
  budget                        write anew what the page may take to be transferred
  module                        make the npm package, in target/module
  bench                         measure against the peers, into docs/BENCHMARKS.md
  bench native [ARGUMENT…]      measure the core alone; arguments go to criterion
  accuracy [text|ARGUMENT…]     seed faults, count what is put right, write docs/ACCURACY.md
  measure                       measure the page, into docs/BENCHMARKS.md: transfers, first use, Lighthouse
  fuzz [--seconds N] [TARGET…]  feed changed files to readers, rulebook parser and check
  screenshots [DIR [WORKBOOK]]  picture the page, into target/screenshots unless told otherwise
  help                          this text";

fn main() -> ExitCode {
    match run(Args::new(std::env::args().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the task that the first argument names.
fn run(mut args: Args) -> Result {
    let project = Project::find();
    match args.word().as_deref() {
        Some("serve") => serve::run(&project, args),
        Some("build") => build::run(&project, args),
        Some("test") => test::run(&project, args),
        Some("release") => release::run(&project, args),
        Some("reproduce") => release::reproduce(&project, args),
        Some("old-browser") => old::run(&project, args),
        Some("budget") => budget::run(&project, args),
        Some("module") => module::run(&project, args),
        Some("bench") => bench::run(&project, args),
        Some("accuracy") => accuracy::run(&project, args),
        Some("measure") => measure::run(&project, args),
        Some("fuzz") => fuzz::run(&project, args),
        Some("screenshots") => screenshots::run(&project, args),
        Some("help" | "--help" | "-h") | None => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Failure::new(format!(
            "there is no task {other}; `cargo xtask help` lists them"
        ))),
    }
}
