//! Changes files at random and feeds them to gouji: `cargo xtask fuzz` says how to call it.
//!
//! An input fails when the code panics (also where a reader catches it), when what must hold of every
//! report does not, when the WebAssembly module says anything else of it, when it takes longer than two
//! seconds each time that it is checked, or more memory than 256 MB. It is kept in the folder given, and
//! tried first the next time.
#![allow(clippy::disallowed_methods, reason = "failures are written to files")]
#![allow(clippy::print_stdout, reason = "a command talks to its terminal")]

mod cells;
mod inputs;
mod module;
mod mutate;
mod targets;
mod whole;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use inputs::Inputs;
use peak_alloc::PeakAlloc;
use targets::{TARGETS, Target};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The longest that going over an input once may take of a processor.
const SLOWEST: Duration = Duration::from_secs(2);

/// The most memory that an input may take, in bytes.
const LARGEST: usize = 256 << 20;

/// Targets whose reports are compared with those of the WebAssembly module.
const COMPARED: &[&str] = &["check", "whole"];

/// Where and why the code has panicked since this was last taken.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(seconds)) = (arguments.next(), arguments.next()) else {
        println!("gouji-fuzz FOLDER SECONDS [TARGET…]");
        return ExitCode::FAILURE;
    };
    let time = Duration::from_secs(seconds.parse().unwrap_or(600));
    let names: Vec<String> = arguments.collect();
    std::panic::set_hook(Box::new(|panic| {
        let mut kept = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert_with(|| panic.to_string());
    }));
    let mut failures = 0;
    let chosen =
        |target: &&Target| names.is_empty() || names.iter().any(|name| name == target.name);
    let reports = |target: &Target| COMPARED.contains(&target.name);
    if TARGETS.iter().filter(chosen).any(reports) && !module::is_there() {
        println!(
            "no report is compared with the WebAssembly module's: GOUJI_MODULE does not name its node.js, \
             as `cargo xtask fuzz` does where Node.js is installed (https://nodejs.org)"
        );
    }
    for target in TARGETS.iter().filter(chosen) {
        failures += fuzz(target, time, Path::new(&folder));
    }
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// What was seen of a target so far.
#[derive(Default)]
struct Seen {
    runs: u64,
    slowest: Duration,
    largest: usize,
    failures: usize,
}

/// Feeds one target for a while; how many inputs failed.
fn fuzz(target: &Target, time: Duration, folder: &Path) -> usize {
    let mut seen = Seen::default();
    let mut random = fastrand::Rng::new();
    let mut inputs = Inputs::new((target.seeds)());
    let folder = folder.join(target.name);
    for bytes in failed(&folder) {
        try_one(target, &folder, &bytes, &mut seen);
    }
    let (start, work) = (Instant::now(), ThreadTime::now());
    while start.elapsed() < time {
        let input = inputs.next(&mut random);
        if let Some(outcome) = try_one(target, &folder, &input.file(), &mut seen) {
            inputs.learn(outcome, input);
        }
    }
    let Seen {
        runs,
        slowest,
        largest,
        failures,
    } = seen;
    println!(
        "{}: {runs} inputs in {} s, {} s of a processor, {} kinds of outcome, slowest {} ms, most memory {} MB, {failures} failed",
        target.name,
        start.elapsed().as_secs(),
        work.elapsed().as_secs(),
        inputs.outcomes(),
        slowest.as_millis(),
        largest >> 20,
    );
    failures
}

/// Runs one input and keeps it if it fails; what came out if it does not.
fn try_one(target: &Target, folder: &Path, bytes: &[u8], seen: &mut Seen) -> Option<String> {
    let (outcome, failure) = run(target, bytes, seen);
    let Some(failure) = failure else {
        return Some(outcome);
    };
    seen.failures += 1;
    let kept = keep(folder, bytes);
    println!("{}: {failure}: {}", target.name, kept.display());
    None
}

/// Runs one input: what came out, and what was wrong.
fn run(target: &Target, bytes: &[u8], seen: &mut Seen) -> (String, Option<String>) {
    drop(panic());
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    // What others do on the machine does not count.
    let start = ThreadTime::now();
    let outcome = std::panic::catch_unwind(|| (target.run)(bytes));
    let taken = start.elapsed();
    let memory = MEMORY.peak_usage().saturating_sub(before);
    seen.runs += 1;
    seen.slowest = seen.slowest.max(taken);
    seen.largest = seen.largest.max(memory);
    let failure = if let Some(panic) = panic() {
        Some(panic)
    } else if taken > SLOWEST * target.checks {
        Some(format!("took {} ms", taken.as_millis()))
    } else if memory > LARGEST {
        Some(format!("took {} MB", memory >> 20))
    } else {
        None
    };
    (outcome.unwrap_or_default(), failure)
}

/// Takes what is known of the last panic.
fn panic() -> Option<String> {
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// What failed before.
fn failed(folder: &Path) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| std::fs::read(path).ok());
    files.collect()
}

fn keep(folder: &Path, bytes: &[u8]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let path = folder.join(format!("{:016x}.bin", hasher.finish()));
    let kept = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, bytes));
    if let Err(error) = kept {
        println!("{}: {error}", path.display());
    }
    path
}
