//! Several files at once: those that each hold a part of one disclosure are checked as one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::choice::{Choice, best, candidates};
use super::{Checked, Files};
use crate::recognise::Hints;
use crate::report::FileInfo;
use crate::rulebook::{Rulebook, normal};
use crate::source::{self, Book, Layout};
use crate::{Error, Options, Stage};

/// Files that may wait for others of their disclosure; of more the oldest are checked alone.
const MOST_WAITING: usize = 256;

/// Endings of names of documents.
const TEXTS: &[&str] = &[".docx", ".txt", ".md", ".html", ".htm"];

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
    /// The outcome of the check, or why there is none.
    pub result: Result<Checked, Error>,
}

/// Takes files one after the other. A file with all tables that its template asks for is checked
/// and given back at once; others wait, so that those of one folder and one budget unit that have
/// no table in common are checked as one disclosure. At most 256 files wait.
#[derive(Debug)]
pub struct Batch {
    options: Options,
    candidates: Vec<Arc<Rulebook>>,
    given: usize,
    waiting: Vec<Opened>,
    /// Whether a document of text may explain the tables of another file.
    awaits_text: bool,
}

/// A file that was read.
#[derive(Debug)]
struct Opened {
    index: usize,
    folder: String,
    file: FileInfo,
    book: Book,
    /// How it was recognised; `None` where it has no table.
    choice: Option<Choice>,
}

impl Batch {
    /// A batch without files.
    ///
    /// # Errors
    /// When the options name no rulebook, or one that is not sound.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Ok(Self {
            options: options.clone(),
            candidates: candidates(&options.rulebook)?,
            given: 0,
            waiting: Vec::new(),
            awaits_text: false,
        })
    }

    /// Says which files will come: where documents of text are among several, whole workbooks wait
    /// for them too.
    pub fn expect<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let names: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        let is_text = |name: &String| TEXTS.iter().any(|ending| name.ends_with(ending));
        self.awaits_text = names.len() > 1 && names.iter().any(is_text);
    }

    /// Takes a file; gives back what can be said now.
    pub fn add(&mut self, input: Input<'_>, progress: &mut dyn FnMut(Stage)) -> Vec<Answer> {
        let index = self.given;
        self.given = index.saturating_add(1);
        let mut answers = Vec::new();
        progress(Stage::Reading);
        match source::unpack(input.name, input.bytes) {
            Ok(members) => {
                for (name, bytes) in members {
                    match self.open(index, &name, &bytes, progress) {
                        Ok(opened) if opened.is_whole() && !self.awaits_text => {
                            answers.push(alone(opened, progress))
                        }
                        Ok(opened) => self.waiting.push(opened),
                        Err(error) => answers.push(refused(index, &name, error)),
                    }
                }
            }
            Err(error) => answers.push(refused(index, input.name, error.into())),
        }
        if self.waiting.len() > MOST_WAITING {
            let oldest = self.waiting.remove(0);
            answers.push(alone(oldest, progress));
        }
        answers
    }

    /// Checks the files that waited for others.
    pub fn finish(self, progress: &mut dyn FnMut(Stage)) -> Vec<Answer> {
        let Self {
            options,
            candidates,
            waiting,
            ..
        } = self;
        let mut answers = Vec::new();
        for group in groups(waiting) {
            match joined(&group, &candidates, &options) {
                Some((files, book, choice)) => {
                    let indices = group.iter().map(|opened| opened.index).collect();
                    answers.push(answer(indices, files, book, Some(choice), progress));
                }
                None => answers.extend(group.into_iter().map(|opened| alone(opened, progress))),
            }
        }
        answers
    }

    fn open(
        &self,
        index: usize,
        name: &str,
        bytes: &[u8],
        progress: &mut dyn FnMut(Stage),
    ) -> Result<Opened, Error> {
        let (folder, name) = split(name);
        let book = source::read(name, bytes)?;
        progress(Stage::Recognising);
        let hints = Hints {
            year: self.options.year,
            file_name: name,
        };
        let choice = best(&self.candidates, &book, hints);
        let file = FileInfo {
            name: name.to_owned(),
            format: book.format.name().to_owned(),
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: hexadecimal(&Sha256::digest(bytes)),
        };
        Ok(Opened {
            index,
            folder: folder.to_owned(),
            file,
            book,
            choice,
        })
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
    answers.sort_by_key(|answer| answer.files.first().copied());
    Ok(answers)
}

impl Opened {
    /// Whether the file has every table that its template asks for.
    fn is_whole(&self) -> bool {
        self.choice.as_ref().is_some_and(Choice::is_whole)
    }

    /// Whether the file is running text.
    fn is_document(&self) -> bool {
        self.book
            .sheets
            .iter()
            .all(|sheet| sheet.layout != Layout::Grid)
    }

    /// The budget unit that the file names, in normal form.
    fn unit(&self) -> Option<String> {
        let name = self.choice.as_ref()?.disclosure.unit_name.as_deref()?;
        Some(normal(name))
    }
}

/// Files of one folder that name one budget unit, in the order of their first; those that name
/// none go to the only unit of their folder.
fn groups(waiting: Vec<Opened>) -> Vec<Vec<Opened>> {
    let mut units: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for opened in &waiting {
        let folder = units.entry(opened.folder.clone()).or_default();
        folder.extend(opened.unit());
    }
    let mut groups: BTreeMap<(String, Option<String>), Vec<Opened>> = BTreeMap::new();
    for opened in waiting {
        let folder = opened.folder.clone();
        let only = units
            .get(&folder)
            .filter(|units| units.len() == 1)
            .and_then(BTreeSet::first)
            .cloned();
        let key = (folder, opened.unit().or(only));
        groups.entry(key).or_default().push(opened);
    }
    let mut groups: Vec<Vec<Opened>> = groups.into_values().collect();
    groups.sort_by_key(|group| group.first().map(|opened| opened.index));
    groups
}

/// The files of a group as one, if at least two of them have tables, or one and the others are
/// documents that explain it, and no table stands in two.
fn joined(
    group: &[Opened],
    candidates: &[Arc<Rulebook>],
    options: &Options,
) -> Option<(Files, Book, Choice)> {
    let with_tables = group.iter().filter_map(|opened| opened.choice.as_ref());
    let repeated = with_tables.clone().map(|choice| choice.disclosure.repeated);
    let first = group.first()?;
    let tables = with_tables.count();
    let explains = |opened: &Opened| opened.choice.is_some() || opened.is_document();
    let explained = tables == 1 && group.len() > 1 && group.iter().all(explains);
    if tables < 2 && !explained {
        return None;
    }
    let mut book = Book {
        format: first.book.format,
        sheets: Vec::new(),
    };
    for opened in group {
        let several = opened.book.sheets.len() > 1;
        for sheet in &opened.book.sheets {
            let mut sheet = sheet.clone();
            sheet.name = match several {
                true => format!("{}/{}", opened.file.name, sheet.name),
                false => opened.file.name.clone(),
            };
            book.sheets.push(sheet);
        }
    }
    let hints = Hints {
        year: options.year,
        file_name: &first.file.name,
    };
    let choice = best(candidates, &book, hints)?;
    if choice.disclosure.repeated > repeated.sum() {
        return None;
    }
    let files = Files::of(
        group.iter().map(|opened| opened.file.clone()).collect(),
        group
            .iter()
            .map(|opened| opened.book.sheets.len())
            .collect(),
    );
    Some((files, book, choice))
}

/// Checks a file by itself.
fn alone(opened: Opened, progress: &mut dyn FnMut(Stage)) -> Answer {
    let files = Files::of(vec![opened.file], vec![opened.book.sheets.len()]);
    answer(
        vec![opened.index],
        files,
        opened.book,
        opened.choice,
        progress,
    )
}

fn answer(
    indices: Vec<usize>,
    files: Files,
    book: Book,
    choice: Option<Choice>,
    progress: &mut dyn FnMut(Stage),
) -> Answer {
    let name = files.all.name.clone();
    let result = match choice {
        Some(choice) => Ok(Checked::of(files, book, choice, progress)),
        None => Err(no_tables(&book)),
    };
    Answer {
        files: indices,
        name,
        result,
    }
}

fn refused(index: usize, name: &str, error: Error) -> Answer {
    Answer {
        files: vec![index],
        name: split(name).1.to_owned(),
        result: Err(error),
    }
}

fn no_tables(book: &Book) -> Error {
    let visible = book.sheets.iter().filter(|sheet| sheet.visible);
    Error::NoTables(visible.map(|sheet| sheet.name.clone()).collect())
}

/// A file's folder, and its name without it.
fn split(name: &str) -> (&str, &str) {
    match name.rfind(['/', '\\']) {
        Some(at) => (
            name.get(..at).unwrap_or_default(),
            name.get(at.saturating_add(1)..).unwrap_or(name),
        ),
        None => ("", name),
    }
}

/// The digest of several files' digests, line by line.
pub(super) fn digest_of(files: &[FileInfo]) -> String {
    let digests: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
    hexadecimal(&Sha256::digest(digests.join("\n").as_bytes()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
