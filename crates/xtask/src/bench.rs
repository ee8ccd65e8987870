//! `bench`: how fast the core is, and on what.

use crate::args::Args;
use crate::process::{Program, Result};
use crate::project::Project;

/// Runs the task.
pub(crate) fn run(project: &Project, args: Args) -> Result {
    println!("measured on {}", machine());
    let mut rest = args.rest();
    rest.retain(|word| word != "--");
    let cargo = Program::cargo()
        .words("bench --package gouji --bench * --")
        .in_dir(project.root());
    rest.into_iter().fold(cargo, Program::arg).run()?;
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
