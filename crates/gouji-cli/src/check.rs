//! `gouji check`: judges files and says what it found.

use std::path::Path;

use gouji::Options;
use gouji::report::Report;

use crate::args::CheckArgs;
use crate::input;
use crate::output::{Output, Status};
use crate::text::{self, Paint};

/// Checks every file in turn; the status is the highest of all.
pub(crate) fn run(args: &CheckArgs, output: &mut Output) -> Status {
    let options = match input::options(&args.how) {
        Ok(options) => options,
        Err(sentence) => return failed(output, &sentence),
    };
    let mut run = Run {
        args,
        options,
        paint: Paint::choose(args.color),
        written: 0,
    };
    let mut status = Status::Clean;
    for argument in &args.files {
        status = status.max(run.argument(argument, output));
        if !output.is_open() {
            break;
        }
    }
    status
}

struct Run<'a> {
    args: &'a CheckArgs,
    options: Options,
    paint: Paint,
    written: usize,
}

impl Run<'_> {
    fn argument(&mut self, argument: &Path, output: &mut Output) -> Status {
        let mut status = Status::Clean;
        for file in input::files(argument) {
            status = status.max(match file {
                Ok(file) => self.file(&file, output),
                Err(sentence) => failed(output, &sentence),
            });
            if !output.is_open() {
                break;
            }
        }
        status
    }

    fn file(&mut self, file: &Path, output: &mut Output) -> Status {
        match input::check(file, &self.options) {
            Ok(checked) => {
                let report = checked.report();
                let text = self.text(report, file);
                output.write(&text);
                output.flush();
                status_of(report)
            }
            Err(sentence) => failed(output, &sentence),
        }
    }

    fn text(&mut self, report: &Report, path: &Path) -> String {
        self.written += 1;
        if self.args.json {
            return gouji::to_json(report) + "\n";
        }
        let between = if self.written > 1 { "\n" } else { "" };
        between.to_owned() + &text::report(report, path, self.paint, self.args.verbose)
    }
}

/// The status of one report.
pub(crate) fn status_of(report: &Report) -> Status {
    if report.counts.errors > 0 {
        Status::Errors
    } else {
        Status::Clean
    }
}

/// Tells why, and the status for it.
pub(crate) fn failed(output: &mut Output, sentence: &str) -> Status {
    output.complain(sentence);
    Status::Failed
}
