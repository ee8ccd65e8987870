//! The `gouji` command: checks budget disclosures (部门预算公开) from a terminal or a script.
//!
//! Its calls, exit statuses and output are read by other programs; they are fixed as version 1.

mod args;
mod check;
mod correct;
mod input;
mod output;
mod rules;
mod schema;
mod text;

use std::process::ExitCode;

use args::{Command, Parsed};
use output::{Output, Status};

fn main() -> ExitCode {
    let mut output = Output::new();
    let status = match args::parse(std::env::args_os()) {
        Parsed::Command(command) => run(&command, &mut output),
        Parsed::Help(text) => {
            output.write(&text);
            Status::Clean
        }
        Parsed::Wrong(sentence) => {
            output.complain(&sentence);
            Status::Failed
        }
    };
    output.finish(status).into()
}

fn run(command: &Command, output: &mut Output) -> Status {
    match command {
        Command::Check(args) => check::run(args, output),
        Command::Correct(args) => correct::run(args, output),
        Command::Rules(args) => rules::run(args, output),
        Command::Schema(args) => schema::run(args, output),
    }
}
