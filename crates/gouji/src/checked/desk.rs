//! What is done with a file: read and recognised, then checked alone or with others.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::choice::{Choice, best, candidates};
use super::files::hexadecimal;
use super::queue::{Due, Opened, split};
use super::{Answer, Checked, Files, Input};
use crate::recognise::Hints;
use crate::report::FileInfo;
use crate::rulebook::Rulebook;
use crate::source::{self, Book};
use crate::{Error, Options, Stage};

/// Does the work on files, for any number of threads at once: what it does with one depends on no
/// other. A [`Queue`](super::Queue) says which belong together.
#[derive(Clone, Debug)]
pub struct Desk {
    options: Options,
    candidates: Vec<Arc<Rulebook>>,
}

/// A file after reading.
#[derive(Debug)]
pub struct Read {
    pub(super) index: usize,
    /// What can be said without regard to other files: of disclosures that are whole, and of what
    /// cannot be read.
    pub answers: Vec<Answer>,
    /// What may be parts of a disclosure.
    pub(super) parts: Vec<Opened>,
}

impl Desk {
    /// A desk that judges by these options.
    ///
    /// # Errors
    /// When the options name no rulebook, or one that is not sound.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Ok(Self {
            options: options.clone(),
            candidates: candidates(&options.rulebook)?,
        })
    }

    /// Reads the file of this index, or the files in it if it is an archive, and checks those that
    /// are whole disclosures.
    pub fn read(&self, index: usize, input: Input<'_>, progress: &mut dyn FnMut(Stage)) -> Read {
        let (mut answers, mut parts) = (Vec::new(), Vec::new());
        progress(Stage::Reading);
        match source::unpack(input.name, input.bytes) {
            Ok(members) => {
                for (name, bytes) in members {
                    match self.open(index, &name, &bytes, progress) {
                        Ok(opened) if opened.is_whole() => answers.push(alone(opened, progress)),
                        Ok(opened) => parts.push(opened),
                        Err(error) => answers.push(refused(index, &name, error)),
                    }
                }
            }
            Err(error) => answers.push(refused(index, input.name, error.into())),
        }
        Read {
            index,
            answers,
            parts,
        }
    }

    /// Checks the files that a queue gave back: as one disclosure if they are one, else each.
    pub fn settle(&self, due: Due, progress: &mut dyn FnMut(Stage)) -> Vec<Answer> {
        let Due(group) = due;
        match self.joined(&group) {
            Some((files, book, choice)) => {
                let indices = group.iter().map(|opened| opened.index).collect();
                vec![answer(indices, files, book, Some(choice), progress)]
            }
            None => group
                .into_iter()
                .map(|opened| alone(opened, progress))
                .collect(),
        }
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
        let choice = best(&self.candidates, &book, self.hints(name));
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

    /// The files of a group as one, if at least two of them have tables and no table stands in two.
    fn joined(&self, group: &[Opened]) -> Option<(Files, Book, Choice)> {
        let with_tables = group.iter().filter_map(|opened| opened.choice.as_ref());
        let repeated = with_tables.clone().map(|choice| choice.disclosure.repeated);
        let first = group.first()?;
        if with_tables.count() < 2 {
            return None;
        }
        let book = one_book(first, group);
        let choice = best(&self.candidates, &book, self.hints(&first.file.name))?;
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

    fn hints<'a>(&self, file_name: &'a str) -> Hints<'a> {
        Hints {
            year: self.options.year,
            file_name,
        }
    }
}

/// The sheets of all files, each named after its file.
fn one_book(first: &Opened, group: &[Opened]) -> Book {
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
    book
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
