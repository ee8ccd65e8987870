//! Several files at once: those that each hold a part of one disclosure are checked as one.

use sha2::{Digest, Sha256};

use super::Checked;
use super::desk::Desk;
use super::queue::Queue;
use crate::order::Order;
use crate::report::FileInfo;
use crate::{Error, Options, Stage};

/// A file to check.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name; files whose names have the same folder may be parts of one disclosure.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What became of a file, or of the files that are one disclosure.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The files by the order in which they were given, counted from 0.
    pub files: Vec<usize>,
    /// The name of the file, or of the first and how many there are.
    pub name: String,
    /// The folder of the first, in its archive where it came in one; `""` where none is known.
    pub folder: String,
    /// The outcome of the check, or why there is none.
    pub result: Result<Checked, Error>,
}

/// Takes files one after the other. A file with all tables that its template asks for is checked
/// and given back at once, unless a document in its folder may explain it, see [`Desk::expect`];
/// others wait, so that those of one folder and one budget unit that have no table in common are
/// checked as one disclosure. At most 256 files wait, and none for more than the 256 files after it.
#[derive(Debug)]
pub struct Batch {
    desk: Desk,
    given: usize,
    queue: Queue,
}

impl Batch {
    /// A batch without files.
    ///
    /// # Errors
    /// When the options name no rulebook, or one that is not sound.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Ok(Self {
            desk: Desk::new(options)?,
            given: 0,
            queue: Queue::default(),
        })
    }

    /// Says which files will come, see [`Desk::expect`].
    pub fn expect<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.desk.expect(names);
    }

    /// Takes a file; gives back what can be said now.
    pub fn add(&mut self, input: Input<'_>, progress: &mut dyn FnMut(Stage)) -> Vec<Answer> {
        let index = self.given;
        self.given = index.saturating_add(1);
        let mut read = self.desk.read(index, input, progress);
        let mut answers = std::mem::take(&mut read.answers);
        for due in self.queue.add(read) {
            answers.extend(self.desk.settle(due, progress));
        }
        answers
    }

    /// Checks the files that waited for others.
    pub fn finish(self, progress: &mut dyn FnMut(Stage)) -> Vec<Answer> {
        let Self { desk, queue, .. } = self;
        let due = queue.finish().into_iter();
        due.flat_map(|due| desk.settle(due, progress)).collect()
    }
}

/// Checks several files; the answers in the order of their first files.
///
/// # Errors
/// When the options name no rulebook, or one that is not sound.
pub fn check_files(
    inputs: &[Input<'_>],
    options: &Options,
    progress: &mut dyn FnMut(Stage),
) -> Result<Vec<Answer>, Error> {
    let mut batch = Batch::new(options)?;
    batch.expect(inputs.iter().map(|input| input.name));
    let mut answers = Vec::new();
    for input in inputs {
        answers.extend(batch.add(*input, progress));
    }
    answers.extend(batch.finish(progress));
    answers.order_by_key(|answer| answer.files.first().copied());
    Ok(answers)
}

/// The digest of several files' digests, line by line.
pub(super) fn digest_of(files: &[FileInfo]) -> String {
    let digests: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
    hexadecimal(&Sha256::digest(digests.join("\n").as_bytes()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
