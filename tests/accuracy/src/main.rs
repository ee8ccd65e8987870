//! Seeds faults into budget disclosures and counts how many are found, located and put right:
//! `cargo xtask accuracy` says how to call it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program reads files and measures time"
)]
#![allow(clippy::print_stdout, reason = "a command talks to its terminal")]

mod amount;
mod arguments;
mod case;
mod document;
mod groups;
mod oracle;
mod page;
mod published;
mod run;
mod slips;
mod tally;
mod text;
mod trial;
mod variant;

use std::process::ExitCode;
use std::time::Instant;

use arguments::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::of(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(why) => {
            println!("{why}\n{}", arguments::HELP);
            return ExitCode::FAILURE;
        }
    };
    let begun = Instant::now();
    let section = text::section(arguments.misses, &arguments.machine);
    if arguments.text {
        println!("{section}");
        return write(&arguments, |page| text::put_into(page, &section));
    }
    let published = published::run();
    println!("{published}");
    let variants = variant::all(&arguments);
    let outcome = run::run(&variants, &arguments);
    let text = page::page(&variants, &outcome, &published, &arguments);
    println!("{text}");
    println!("{:.0} s", begun.elapsed().as_secs_f64());
    write(&arguments, |_| text::put_into(&text, &section))
}

/// Writes the page as it is to be, where one is wanted.
fn write(arguments: &Arguments, change: impl FnOnce(&str) -> String) -> ExitCode {
    let Some(path) = &arguments.out else {
        return ExitCode::SUCCESS;
    };
    let page = std::fs::read_to_string(path).unwrap_or_default();
    match std::fs::write(path, change(&page)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cannot write {path}: {error}");
            ExitCode::FAILURE
        }
    }
}
