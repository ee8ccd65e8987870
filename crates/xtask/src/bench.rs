//! `bench`: how fast reading, checking and starting are, against the peers and on what.

use crate::args::Args;
use crate::module::{self, Optimise};
use crate::process::{Program, Result};
use crate::project::Project;
use crate::{build, chromium, npm, setup};

/// Runs the task: everything into docs/BENCHMARKS.md, or with `native` criterion alone, to which
/// further arguments go.
pub(crate) fn run(project: &Project, mut args: Args) -> Result {
    if args.flag("native") {
        return native(project, args.rest());
    }
    args.finish()?;
    build::page(project)?;
    let package = module::package(project, Optimise::Yes)?;
    setup::take(project, &[setup::bench_step()], 0)?;
    Program::cargo()
        .words("build --release --package gouji-cli")
        .in_dir(project.root())
        .run()?;
    native(project, Vec::new())?;
    npm::require_node()?;
    Program::new("node")
        .arg("tests/bench/bench.mjs")
        .env("GOUJI", project.release_command())
        .env("GOUJI_MODULE", package)
        .env("GOUJI_SITE", project.dist())
        .env("GOUJI_CRITERION", project.target().join("criterion"))
        .env("GOUJI_DOCUMENT", project.join("docs/BENCHMARKS.md"))
        .env("CHROMIUM", chromium::ensure()?)
        .env("MACHINE", machine())
        .in_dir(project.root())
        .run()
}

/// Runs criterion's benchmarks.
fn native(project: &Project, rest: Vec<String>) -> Result {
    println!("measured on {}", machine());
    let cargo = Program::cargo()
        .words("bench --package gouji --bench * --")
        .in_dir(project.root());
    let rest = rest.into_iter().filter(|word| word != "--");
    rest.fold(cargo, Program::arg).run()?;
    println!("measured on {}", machine());
    Ok(())
}

/// The machine and the compiler, in one line.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Program::new("rustc").arg("--version").output();
    let rustc = rustc.unwrap_or_else(|_| "an unknown compiler".to_owned());
    format!(
        "{}, {cores} cores, {}, {rustc}",
        processor(),
        std::env::consts::OS
    )
}

fn processor() -> String {
    let linux = || {
        let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
        model_name(&text)
    };
    let mac = || {
        Program::new("sysctl")
            .words("-n machdep.cpu.brand_string")
            .output()
            .ok()
    };
    let windows = || std::env::var("PROCESSOR_IDENTIFIER").ok();
    let found = linux().or_else(mac).or_else(windows);
    found.unwrap_or_else(|| "an unknown processor".to_owned())
}

/// The processor's name in the text of /proc/cpuinfo.
fn model_name(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    let (_, name) = line.split_once(':')?;
    Some(name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::model_name;

    #[test]
    fn reads_the_processor() {
        let text = "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\n";
        assert_eq!(model_name(text).as_deref(), Some("Some CPU @ 3 GHz"));
        assert_eq!(model_name("processor: 0"), None);
    }
}
