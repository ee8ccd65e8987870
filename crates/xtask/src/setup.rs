//! Installs what is missing, one named step after the other.

use crate::process::{Failure, Program, Result, find_program, spell, timed};
use crate::project::Project;
use crate::{crates, npm, tools};

/// One thing that must be there.
pub(crate) struct Step {
    /// What it is.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) purpose: &'static str,
    /// Whether it is there already.
    pub(crate) present: fn(&Project) -> bool,
    /// Puts it there.
    pub(crate) install: fn(&Project) -> Result,
}

/// What building the page takes.
pub(crate) fn page_steps(project: &Project) -> Result<Vec<Step>> {
    let bindgen = tools::wasm_bindgen(project)?;
    Ok(vec![
        target_step(),
        crates_step(),
        Step {
            name: format!("trunk {}", tools::TRUNK),
            purpose: "puts the page together; compiled from source once, 2 to 4 minutes",
            present: crates::has_trunk,
            install: crates::install_trunk,
        },
        Step {
            name: format!("wasm-bindgen {bindgen}"),
            purpose: "joins WebAssembly and JavaScript; compiled from source once, 2 to 3 minutes",
            present: crates::has_wasm_bindgen,
            install: crates::install_wasm_bindgen,
        },
        Step {
            name: "npm packages of the page".to_owned(),
            purpose: "wasm-opt and esbuild make it smaller, d3 lays out its pictures",
            present: npm::has_page_packages,
            install: npm::install_page_packages,
        },
    ])
}

/// What the browser tests take besides.
pub(crate) fn browser_step() -> Step {
    Step {
        name: "npm packages of the tests".to_owned(),
        purpose: "drive the browser and make workbooks",
        present: |project| npm::has_packages(project, "tests/browser"),
        install: |project| npm::install_packages(project, "tests/browser"),
    }
}

/// What looking at licences takes.
pub(crate) fn deny_step() -> Step {
    Step {
        name: format!("cargo-deny {}", tools::DENY),
        purpose: "knows licences and origins of libraries; compiled from source once, 2 to 5 minutes",
        present: crates::has_deny,
        install: crates::install_deny,
    }
}

/// What the tests of the module take besides.
pub(crate) fn module_step() -> Step {
    Step {
        name: "npm packages of the module's tests".to_owned(),
        purpose: "bundle, check types and instructions",
        present: |project| npm::has_packages(project, "tests/module"),
        install: |project| npm::install_packages(project, "tests/module"),
    }
}

/// What the benchmarks take besides.
pub(crate) fn bench_step() -> Step {
    Step {
        name: "npm packages of the benchmarks".to_owned(),
        purpose: "the peers that this module is measured against",
        present: |project| npm::has_packages(project, "tests/bench"),
        install: |project| npm::install_packages(project, "tests/bench"),
    }
}

/// What a release takes besides.
pub(crate) fn release_step() -> Step {
    Step {
        name: "npm packages of the release".to_owned(),
        purpose: "write archives",
        present: |project| npm::has_packages(project, "crates/xtask/release"),
        install: |project| npm::install_packages(project, "crates/xtask/release"),
    }
}

/// What the test in an old browser takes besides.
pub(crate) fn old_step() -> Step {
    Step {
        name: "Chromium 80".to_owned(),
        purpose: "the oldest browser that the page is for, out of an npm package",
        present: |project| npm::has_packages(project, "tests/old"),
        install: |project| npm::install_packages(project, "tests/old"),
    }
}

/// What measuring the page takes besides.
pub(crate) fn measure_step() -> Step {
    Step {
        name: "npm packages that measure".to_owned(),
        purpose: "drive the browser, and Lighthouse, which judges the page",
        present: npm::has_measure_packages,
        install: npm::install_measure_packages,
    }
}

fn target_step() -> Step {
    Step {
        name: format!("Rust target {}", tools::WASM),
        purpose: "the compiler's library for the browser",
        present: has_target,
        install: install_target,
    }
}

fn crates_step() -> Step {
    Step {
        name: "crates named in Cargo.lock".to_owned(),
        purpose: "the libraries of the page; checked for downloads",
        present: |_| false,
        install: crates::fetch,
    }
}

/// Takes the steps; `more` is how many other steps the caller will count after these.
pub(crate) fn take(project: &Project, steps: &[Step], more: usize) -> Result {
    let all = steps.len() + more;
    for (index, step) in steps.iter().enumerate() {
        let head = format!("[{}/{all}] {}", index + 1, step.name);
        if (step.present)(project) {
            println!("{head}: there");
            continue;
        }
        println!("{head}: {}", step.purpose);
        let (outcome, time) = timed(|| (step.install)(project));
        outcome?;
        println!("[{}/{all}] done in {}", index + 1, spell(time));
    }
    Ok(())
}

fn has_target(project: &Project) -> bool {
    let rustc = Program::new("rustc")
        .words("--print sysroot")
        .in_dir(project.root());
    let sysroot = rustc.output().map(std::path::PathBuf::from);
    sysroot.is_ok_and(|folder| folder.join("lib/rustlib").join(tools::WASM).is_dir())
}

fn install_target(project: &Project) -> Result {
    if find_program("rustup").is_none() {
        return Err(Failure::new(format!(
            "the Rust target {} is missing and rustup was not found to install it: \
             get rustup from https://rustup.rs, or your system's package of that target",
            tools::WASM
        )));
    }
    Program::new("rustup")
        .words("target add")
        .arg(tools::WASM)
        .in_dir(project.root())
        .run()
}
