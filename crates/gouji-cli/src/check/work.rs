//! The threads that read and check.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use gouji::{Answer, Desk, Due, Input, Read};

use super::ledger::Said;
use super::plan::{Item, Plan};
use super::tally::Brief;
use crate::args::CheckArgs;
use crate::input;
use crate::text::{self, Paint};

/// As much as the first thread of a program has.
const STACK: usize = 8 << 20;

/// Something that any thread can do.
pub(super) enum Job {
    /// Read the item.
    Read(usize),
    /// Check what waited; the number is its order.
    Settle(usize, Due),
}

/// What came of it.
pub(super) enum Done {
    Read {
        item: usize,
        /// What goes to the queue.
        read: Option<Read>,
        /// How many answers have a part of it.
        expects: usize,
        told: Vec<Told>,
    },
    Settled(Vec<Told>),
}

/// An answer in words; the workbooks that it holds are let go where it was made.
pub(super) struct Told {
    pub(super) order: usize,
    pub(super) items: Vec<usize>,
    pub(super) said: Said,
}

/// How an answer is put into words.
pub(super) struct Wording {
    json: bool,
    summary: bool,
    verbose: bool,
    paint: Paint,
}

/// Takes jobs and hands back what came of them.
pub(super) struct Work {
    jobs: Sender<Job>,
    done: Receiver<Done>,
}

impl Work {
    pub(super) fn put(&self, job: Job) {
        // The threads take jobs for as long as there is a sender.
        let _ = self.jobs.send(job);
    }

    pub(super) fn next(&self) -> Option<Done> {
        self.done.recv().ok()
    }
}

/// As many threads as asked for, else one a core.
pub(super) fn threads(wanted: Option<u16>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    wanted.map_or_else(cores, usize::from).max(1)
}

/// Runs `then` with so many threads at work, and ends them.
pub(super) fn with_threads<T>(
    count: usize,
    desk: &Desk,
    plan: &Plan,
    wording: &Wording,
    then: impl FnOnce(&Work) -> T,
) -> T {
    let (jobs, taken) = channel();
    let (tell, done) = channel();
    let taken = Mutex::new(taken);
    let labour = Labour {
        desk,
        plan,
        wording,
    };
    thread::scope(|scope| {
        for _ in 0..count {
            let (tell, taken, labour) = (tell.clone(), &taken, &labour);
            let thread = thread::Builder::new().stack_size(STACK);
            let started = thread.spawn_scoped(scope, move || labour.go(taken, &tell));
            // With no thread at all nothing comes back, and the run ends.
            drop(started);
        }
        drop(tell);
        let work = Work { jobs, done };
        let outcome = then(&work);
        drop(work);
        // Whatever was asked for and not begun is not begun any more.
        if let Ok(taken) = taken.lock() {
            while taken.try_recv().is_ok() {}
        }
        outcome
    })
}

struct Labour<'a> {
    desk: &'a Desk,
    plan: &'a Plan,
    wording: &'a Wording,
}

impl Labour<'_> {
    fn go(&self, jobs: &Mutex<Receiver<Job>>, tell: &Sender<Done>) {
        loop {
            let job = match jobs.lock() {
                Ok(jobs) => jobs.recv(),
                Err(_) => return,
            };
            let Ok(job) = job else { return };
            if tell.send(self.job(job)).is_err() {
                return;
            }
        }
    }

    fn job(&self, job: Job) -> Done {
        match job {
            Job::Read(item) => match self.plan.items.get(item) {
                Some(Item::File(path)) => self.read(item, path),
                Some(Item::Refused(sentence)) => refused(item, sentence.clone()),
                None => refused(item, String::new()),
            },
            Job::Settle(order, due) => Done::Settled(self.settle(order, due)),
        }
    }

    fn read(&self, item: usize, path: &Path) -> Done {
        let bytes = match input::read(path) {
            Ok(bytes) => bytes,
            Err(sentence) => return refused(item, sentence),
        };
        let name = path.to_string_lossy();
        let input = Input {
            name: &name,
            bytes: &bytes,
        };
        let read = guarded(|| {
            let mut read = self.desk.read(item, input, &mut |_| ());
            let expects = read.expects();
            let answers = std::mem::take(&mut read.answers);
            let told = answers.iter().map(|answer| self.word(0, answer)).collect();
            (read, expects, told)
        });
        match read {
            Some((read, expects, told)) => Done::Read {
                item,
                read: Some(read),
                expects,
                told,
            },
            None => refused(item, input::said(path, OUR_FAULT)),
        }
    }

    fn settle(&self, order: usize, due: Due) -> Vec<Told> {
        let items = due.files();
        let settled = guarded(|| {
            let answers = self.desk.settle(due, &mut |_| ());
            let told = answers.iter().map(|answer| self.word(order, answer));
            told.collect()
        });
        settled.unwrap_or_else(|| {
            let fault = |item: &usize| {
                let path = self.plan.paths(&[*item]);
                let path = path.first().map(|path| path.as_path());
                let said = input::said(path.unwrap_or(Path::new("")), OUR_FAULT);
                Told {
                    order,
                    items: vec![*item],
                    said: Said::Complaint(said),
                }
            };
            items.iter().map(fault).collect()
        })
    }

    fn word(&self, order: usize, answer: &Answer) -> Told {
        let paths = self.plan.paths(&answer.files);
        let said = match &answer.result {
            Ok(checked) => {
                let brief = Brief::of(checked.report());
                let text = self.wording.text(checked.report(), &brief, &paths);
                Said::Report { text, brief }
            }
            Err(error) => Said::Complaint(complaint(&answer.name, &paths, &error.to_string())),
        };
        Told {
            order,
            items: answer.files.clone(),
            said,
        }
    }
}

impl Wording {
    pub(super) fn new(args: &CheckArgs) -> Self {
        Self {
            json: args.json || args.output.is_some(),
            summary: args.summary,
            verbose: args.verbose,
            paint: Paint::choose(args.color),
        }
    }

    fn text(&self, report: &gouji::report::Report, brief: &Brief, paths: &[&PathBuf]) -> String {
        match (self.json, self.summary) {
            (true, _) => gouji::to_json(report) + "\n",
            (false, true) => brief.line(report, paths, self.paint),
            (false, false) => text::report(report, paths, self.paint, self.verbose),
        }
    }
}

/// The rest is checked all the same when the program itself is at fault.
const OUR_FAULT: &str = "程序出错，这个文件没有核对。请把它连同版本号告诉开发者。";

/// Runs it; nothing when it panics, which it says on standard error.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

fn refused(item: usize, sentence: String) -> Done {
    let said = Said::Complaint(sentence);
    Done::Read {
        item,
        read: None,
        expects: 1,
        told: vec![Told {
            order: 0,
            items: vec![item],
            said,
        }],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_end() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> u8 { panic!("a panic for the test") }), None);
    }
}
