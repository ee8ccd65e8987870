//! Where the command writes, and how it ends.

use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::process::ExitCode;

/// How a run ends; of several, the highest counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Status {
    /// No finding of level error.
    Clean,
    /// At least one.
    Errors,
    /// A file could not be read or is no budget disclosure, or the call is wrong.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => Self::SUCCESS,
            Status::Errors => Self::from(1),
            Status::Failed => Self::from(2),
        }
    }
}

/// Standard output and standard error.
///
/// When the reader of standard output has gone (`gouji check … | head`), the rest is dropped in
/// silence; any other failure to write is told and ends in [`Status::Failed`].
pub(crate) struct Output {
    out: BufWriter<Stdout>,
    state: State,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Open,
    ReaderGone,
    Broken,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self {
            out: BufWriter::new(io::stdout()),
            state: State::Open,
        }
    }

    /// Writes to standard output.
    pub(crate) fn write(&mut self, text: &str) {
        if self.state == State::Open {
            let result = self.out.write_all(text.as_bytes());
            self.note(result);
        }
    }

    /// Writes one line to standard error, after all that was written before.
    pub(crate) fn complain(&mut self, sentence: &str) {
        self.flush();
        let line = one_line(sentence);
        // Nobody is left to be told when standard error itself is closed.
        let _ = writeln!(io::stderr(), "gouji: {line}");
    }

    /// Writes to standard error what is no complaint.
    pub(crate) fn remark(&mut self, text: &str) {
        self.flush();
        let _ = write!(io::stderr(), "{text}");
    }

    /// Writes nothing more; the run ends in [`Status::Failed`].
    pub(crate) fn give_up(&mut self) {
        self.flush();
        self.state = State::Broken;
    }

    /// Whether anybody still reads.
    pub(crate) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Hands over what is left; the status of the whole run.
    pub(crate) fn finish(mut self, status: Status) -> Status {
        self.flush();
        match self.state {
            State::Broken => Status::Failed,
            State::Open | State::ReaderGone => status,
        }
    }

    /// Hands over what was written so far.
    pub(crate) fn flush(&mut self) {
        if self.state == State::Open {
            let result = self.out.flush();
            self.note(result);
        }
    }

    fn note(&mut self, result: io::Result<()>) {
        let Err(error) = result else { return };
        if error.kind() == ErrorKind::BrokenPipe {
            self.state = State::ReaderGone;
        } else {
            self.state = State::Broken;
            self.complain(&format!(
                "无法写到标准输出（{error}）。请检查磁盘空间或输出位置。"
            ));
        }
    }
}

/// A sentence on one line, without control characters that a file's name may hold.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
