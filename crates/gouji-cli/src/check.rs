//! `gouji check`: judges files and says what it found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gouji::report::Report;
use gouji::{Answer, Batch, Input, Options};

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
        status: Status::Clean,
    };
    for group in input::groups(&args.files) {
        match group {
            Ok(files) => run.group(&files, output),
            Err(sentence) => run.say(Said::Complaint(sentence), output),
        }
        if !output.is_open() {
            break;
        }
    }
    run.status
}

struct Run<'a> {
    args: &'a CheckArgs,
    options: Options,
    paint: Paint,
    written: usize,
    status: Status,
}

/// What is to be written about a disclosure: its report, or why there is none.
enum Said {
    Report(String, Status),
    Complaint(String),
}

/// What waits until all that stands before it was written, by the place of its first file.
#[derive(Default)]
struct Waiting {
    next: usize,
    said: BTreeMap<usize, Vec<Said>>,
}

impl Run<'_> {
    /// Checks files that may belong together. Each is let go as soon as it has been judged; only
    /// those that may be a part of a disclosure are kept until the last was read.
    fn group(&mut self, files: &[PathBuf], output: &mut Output) {
        let mut batch = match Batch::new(&self.options) {
            Ok(batch) => batch,
            Err(error) => return self.say(Said::Complaint(error.to_string()), output),
        };
        let names: Vec<String> = files
            .iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        batch.expect(names.iter().map(String::as_str));
        let mut waiting = Waiting::default();
        let mut taken: Vec<usize> = Vec::new();
        for (place, path) in files.iter().enumerate() {
            match input::read(path) {
                Ok(bytes) => {
                    taken.push(place);
                    let name = path.to_string_lossy();
                    let input = Input {
                        name: &name,
                        bytes: &bytes,
                    };
                    for answer in batch.add(input, &mut |_| ()) {
                        self.wait(answer, files, &taken, &mut waiting);
                    }
                }
                Err(sentence) => waiting.put(place, Said::Complaint(sentence)),
            }
            while let Some(ready) = waiting.ready() {
                self.say_all(ready, output);
            }
            if !output.is_open() {
                return;
            }
        }
        for answer in batch.finish(&mut |_| ()) {
            self.wait(answer, files, &taken, &mut waiting);
        }
        for (_, rest) in waiting.said {
            self.say_all(rest, output);
        }
    }

    /// Words an answer and drops it, with the workbooks that it holds.
    fn wait(&self, answer: Answer, files: &[PathBuf], taken: &[usize], waiting: &mut Waiting) {
        let places = answer.files.iter();
        let places = places.filter_map(|place| taken.get(*place));
        let paths: Vec<&PathBuf> = places
            .clone()
            .filter_map(|place| files.get(*place))
            .collect();
        let first = places.clone().next().copied().unwrap_or_default();
        let said = match &answer.result {
            Ok(checked) => {
                let report = checked.report();
                Said::Report(self.text(report, &paths), status_of(report))
            }
            Err(error) => Said::Complaint(complaint(&answer.name, &paths, &error.to_string())),
        };
        waiting.put(first, said);
    }

    fn text(&self, report: &Report, paths: &[&PathBuf]) -> String {
        if self.args.json {
            return gouji::to_json(report) + "\n";
        }
        text::report(report, paths, self.paint, self.args.verbose)
    }

    fn say_all(&mut self, said: Vec<Said>, output: &mut Output) {
        for said in said {
            self.say(said, output);
        }
    }

    fn say(&mut self, said: Said, output: &mut Output) {
        let status = match said {
            Said::Report(text, status) => {
                if self.written > 0 && !self.args.json {
                    output.write("\n");
                }
                self.written += 1;
                output.write(&text);
                output.flush();
                status
            }
            Said::Complaint(sentence) => failed(output, &sentence),
        };
        self.status = self.status.max(status);
    }
}

impl Waiting {
    fn put(&mut self, place: usize, said: Said) {
        self.said.entry(place).or_default().push(said);
    }

    /// What can be written now.
    fn ready(&mut self) -> Option<Vec<Said>> {
        let ready = self.said.remove(&self.next);
        self.next += usize::from(ready.is_some());
        ready
    }
}

/// Which file, or which one in an archive, and why.
fn complaint(name: &str, paths: &[&PathBuf], why: &str) -> String {
    let Some(path) = paths.first() else {
        return format!("{name}：{why}");
    };
    match path.file_name().is_some_and(|own| own == name) {
        true => input::said(path, why),
        false => input::said(path, &format!("{name}：{why}")),
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
