//! Changes files at random and feeds them to gouji: `cargo xtask fuzz` says how to call it.
//!
//! An input fails when the code panics (also where a reader catches it), when it takes longer than
//! two seconds, or more memory than 256 MB. It is kept in the folder given.
#![allow(clippy::disallowed_methods, reason = "failures are written to files")]
#![allow(clippy::print_stdout, reason = "a command talks to its terminal")]

mod inputs;
mod mutate;
mod targets;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use inputs::Inputs;
use peak_alloc::PeakAlloc;
use targets::{TARGETS, Target};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The longest that an input may take of a processor.
const SLOWEST: Duration = Duration::from_secs(2);

/// The most memory that an input may take, in bytes.
const LARGEST: usize = 256 << 20;

/// Whether the code has panicked since this was last set.
static PANICKED: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(seconds)) = (arguments.next(), arguments.next()) else {
        println!("gouji-fuzz FOLDER SECONDS [TARGET…]");
        return ExitCode::FAILURE;
    };
    let time = Duration::from_secs(seconds.parse().unwrap_or(600));
    let names: Vec<String> = arguments.collect();
    std::panic::set_hook(Box::new(|_| PANICKED.store(true, Ordering::Relaxed)));
    let mut failures = 0;
    let chosen =
        |target: &&Target| names.is_empty() || names.iter().any(|name| name == target.name);
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
    let start = Instant::now();
    while start.elapsed() < time {
        let input = inputs.next(&mut random);
        let bytes = input.file();
        let (outcome, failure) = run(target, &bytes, &mut seen);
        match failure {
            Some(failure) => {
                seen.failures += 1;
                let kept = keep(folder, target, seen.failures, &bytes);
                println!("{}: {failure}: {}", target.name, kept.display());
            }
            None => inputs.learn(outcome, input),
        }
    }
    let Seen {
        runs,
        slowest,
        largest,
        failures,
    } = seen;
    println!(
        "{}: {runs} inputs in {} s, {} kinds of outcome, slowest {} ms, most memory {} MB, {failures} failed",
        target.name,
        start.elapsed().as_secs(),
        inputs.outcomes(),
        slowest.as_millis(),
        largest >> 20,
    );
    failures
}

/// Runs one input: what came out, and what was wrong.
fn run(target: &Target, bytes: &[u8], seen: &mut Seen) -> (String, Option<String>) {
    PANICKED.store(false, Ordering::Relaxed);
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
    let failure = if PANICKED.load(Ordering::Relaxed) {
        Some("panicked".to_owned())
    } else if taken > SLOWEST {
        Some(format!("took {} ms", taken.as_millis()))
    } else if memory > LARGEST {
        Some(format!("took {} MB", memory >> 20))
    } else {
        None
    };
    (outcome.unwrap_or_default(), failure)
}

fn keep(folder: &Path, target: &Target, number: usize, bytes: &[u8]) -> PathBuf {
    let folder = folder.join(target.name);
    let path = folder.join(format!("{number}.bin"));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes));
    if let Err(error) = kept {
        println!("{}: {error}", path.display());
    }
    path
}
