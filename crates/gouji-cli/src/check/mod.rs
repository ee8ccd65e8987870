//! `gouji check`: judges files and says what it found, in the order in which they were given.

mod journal;
mod ledger;
mod plan;
mod tally;
mod work;

use std::collections::BTreeMap;

use gouji::report::Report;
use gouji::{Desk, Due, Queue, Read};

use crate::args::CheckArgs;
use crate::input;
use crate::output::{Output, Status};
use journal::Journal;
use ledger::{Entry, Ledger, Said};
use plan::{Item, Plan};
use tally::Tally;
use work::{Done, Job, Told, Wording};

/// Files that are read ahead of the one whose turn it is, for each thread.
const AHEAD: usize = 4;

/// Checks every file; the status is the highest of all.
pub(crate) fn run(args: &CheckArgs, output: &mut Output) -> Status {
    match prepared(args) {
        Ok((desk, plan, sink)) => {
            let wording = Wording::new(args);
            let threads = work::threads(args.jobs);
            work::with_threads(threads, &desk, &plan, &wording, |work| {
                Run::new(args, &plan, sink, threads).go(work, output)
            })
        }
        Err(sentence) => failed(output, &sentence),
    }
}

fn prepared(args: &CheckArgs) -> Result<(Desk, Plan, Sink), String> {
    let options = input::options(&args.how)?;
    let desk = Desk::new(&options).map_err(|error| error.to_string())?;
    let (journal, tally, done) = match &args.output {
        Some(path) => Journal::open(path, args)?,
        None => Default::default(),
    };
    let plan = Plan::new(input::groups(args)?, &done);
    Ok((desk, plan, Sink { journal, tally }))
}

/// Where reports go and what is counted of them.
struct Sink {
    /// The file of reports and its record; without one, reports go to standard output.
    journal: Option<Journal>,
    tally: Tally,
}

/// A run over all files: reads ahead, puts what was read to the queues in order, writes in order.
struct Run<'a> {
    args: &'a CheckArgs,
    plan: &'a Plan,
    sink: Sink,
    ahead: usize,
    /// The next item to be read, and the next to be put to the queue.
    sent: usize,
    taken: usize,
    read: BTreeMap<usize, Option<Read>>,
    queue: Queue,
    due: usize,
    ledger: Ledger,
    written: usize,
    status: Status,
}

impl<'a> Run<'a> {
    fn new(args: &'a CheckArgs, plan: &'a Plan, sink: Sink, threads: usize) -> Self {
        Self {
            args,
            plan,
            status: sink.tally.status(),
            sink,
            ahead: threads.saturating_mul(AHEAD),
            sent: 0,
            taken: 0,
            read: BTreeMap::new(),
            queue: Queue::default(),
            due: 0,
            ledger: Ledger::default(),
            written: 0,
        }
    }

    fn go(mut self, work: &work::Work, output: &mut Output) -> Status {
        if self.args.summary && !self.args.json && self.sink.journal.is_none() {
            output.write(&tally::heading());
        }
        self.send(work);
        while self.ledger.next() < self.plan.items.len() && output.is_open() {
            let Some(done) = work.next() else { break };
            self.note(done);
            self.take(work);
            self.send(work);
            self.write_ready(output);
        }
        self.conclude(output);
        self.status
    }

    /// Gives out files to be read.
    fn send(&mut self, work: &work::Work) {
        let end = self.taken.saturating_add(self.ahead);
        while self.sent < end.min(self.plan.items.len()) {
            work.put(Job::Read(self.sent));
            self.sent += 1;
        }
    }

    fn note(&mut self, done: Done) {
        match done {
            Done::Read {
                item,
                read,
                expects,
                told,
            } => {
                self.ledger.expect(item, expects);
                self.tell(told);
                self.read.insert(item, read);
            }
            Done::Settled(told) => self.tell(told),
        }
    }

    fn tell(&mut self, told: Vec<Told>) {
        for Told { order, items, said } in told {
            self.ledger.tell(order, &items, said);
        }
    }

    /// Puts what was read to the queue, in order, and gives out what it gives back.
    fn take(&mut self, work: &work::Work) {
        while let Some(read) = self.read.remove(&self.taken) {
            let ends_group = self.plan.ends_group(self.taken);
            let due = read.map(|read| self.queue.add(read)).unwrap_or_default();
            self.give(due, work);
            if ends_group {
                let queue = std::mem::take(&mut self.queue);
                self.give(queue.finish(), work);
            }
            self.taken += 1;
        }
    }

    fn give(&mut self, due: Vec<Due>, work: &work::Work) {
        for due in due {
            self.due += 1;
            work.put(Job::Settle(self.due, due));
        }
    }

    fn write_ready(&mut self, output: &mut Output) {
        while let Some(entry) = self.ledger.ready() {
            if let Err(sentence) = self.write(&entry, output) {
                output.complain(&sentence);
                output.give_up();
            }
        }
        output.flush();
    }

    /// Writes what was said of an item, and notes that it is done.
    fn write(&mut self, entry: &Entry, output: &mut Output) -> Result<(), String> {
        let mut status = Status::Clean;
        for said in &entry.said {
            status = status.max(self.say(said, output)?);
        }
        self.status = self.status.max(status);
        match (&mut self.sink.journal, self.plan.items.get(entry.item)) {
            (Some(journal), Some(Item::File(path))) if !entry.is_refused() => {
                journal.note(path, status)
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, said: &Said, output: &mut Output) -> Result<Status, String> {
        self.sink.tally.add(said);
        match said {
            Said::Report { text, brief } => {
                match &mut self.sink.journal {
                    Some(journal) => journal.write(text)?,
                    None => self.print(text, output),
                }
                Ok(brief.status())
            }
            Said::Complaint(sentence) => Ok(failed(output, sentence)),
        }
    }

    fn print(&mut self, text: &str, output: &mut Output) {
        let as_text = !self.args.json && !self.args.summary;
        if self.written > 0 && as_text {
            output.write("\n");
        }
        self.written += 1;
        output.write(text);
    }

    /// The totals, where they were asked for: beside reports on standard output they go elsewhere.
    fn conclude(&mut self, output: &mut Output) {
        let beside = self.args.json && self.sink.journal.is_none();
        match (self.args.summary, &self.sink.journal) {
            (true, _) if beside => output.remark(&self.sink.tally.table()),
            (true, _) => output.write(&self.sink.tally.table()),
            (false, Some(journal)) => output.write(&journal.sentence(&self.sink.tally)),
            (false, None) => {}
        }
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

/// Says why, and how that ends.
pub(crate) fn failed(output: &mut Output, sentence: &str) -> Status {
    output.complain(sentence);
    Status::Failed
}
