//! What is done with a file: read and recognised, then checked alone or with others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::choice::{Choice, best, candidates};
use super::files::hexadecimal;
use super::queue::{Due, Opened, split};
use super::{Answer, Checked, Files, Input};
use crate::order::Gather;
use crate::recognise::{Hints, is_other_title};
use crate::report::FileInfo;
use crate::rulebook::{Rulebook, normal};
use crate::source::{self, Book, Cell, Layout};
use crate::{Error, Options, Stage};

/// Does the work on files, for any number of threads at once: what it does with one depends on no
/// other. A [`Queue`](super::Queue) says which belong together.
#[derive(Clone, Debug)]
pub struct Desk {
    options: Options,
    candidates: Vec<Arc<Rulebook>>,
    /// Folders in which a document of text may explain the tables of another file.
    explained: BTreeSet<String>,
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
            explained: BTreeSet::new(),
        })
    }

    /// Says which files will come: in a folder with a document of text among several files, whole
    /// workbooks wait for it too.
    pub fn expect<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.explained = explained(names);
    }

    /// Reads the file of this index, or the files in it if it is an archive, and checks those that
    /// are whole disclosures.
    pub fn read(&self, index: usize, input: Input<'_>, progress: &mut dyn FnMut(Stage)) -> Read {
        let (mut answers, mut parts) = (Vec::new(), Vec::new());
        progress(Stage::Reading);
        match source::unpack(input.name, input.bytes) {
            Ok(members) => {
                let beside = explained(members.iter().map(|(name, _)| name.as_ref()));
                for (name, bytes) in members {
                    let folder = split(&name).0;
                    let waits = self.explained.contains(folder) || beside.contains(folder);
                    match self.open(index, &name, &bytes, progress) {
                        Ok(opened) if opened.is_whole() && !waits => {
                            answers.push(self.alone(opened, progress));
                        }
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
                let folder = group.first().map(|opened| opened.folder.clone());
                let place = (indices, folder.unwrap_or_default());
                vec![answer(place, files, book, Ok(choice), progress)]
            }
            None => group
                .into_iter()
                .map(|opened| self.alone(opened, progress))
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
        let says = match choice {
            None if is_document(&book) => words(&book),
            _ => String::new(),
        };
        Ok(Opened {
            index,
            folder: folder.to_owned(),
            file,
            book,
            choice,
            says,
        })
    }

    /// Checks a file by itself.
    fn alone(&self, opened: Opened, progress: &mut dyn FnMut(Stage)) -> Answer {
        let files = Files::of(vec![opened.file], vec![opened.book.sheets.len()]);
        let choice = opened.choice.ok_or_else(|| self.no_tables(&opened.book));
        let place = (vec![opened.index], opened.folder);
        answer(place, files, opened.book, choice, progress)
    }

    /// Why a file has nothing to be checked.
    fn no_tables(&self, book: &Book) -> Error {
        let visible = book.sheets.iter().filter(|sheet| sheet.visible);
        let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
        if let Some(title) = final_accounts(book) {
            return Error::FinalAccounts(title);
        }
        match self.candidates.as_slice() {
            _ if is_document(book) => Error::OnlyText,
            [only] => Error::OtherTemplate {
                rulebook: only.title.clone(),
                names,
            },
            _ => Error::NoTables(names),
        }
    }

    /// The files of a group as one, if at least two of them have tables, or one and the others are
    /// documents that explain it, and no table stands in two.
    fn joined(&self, group: &[Opened]) -> Option<(Files, Book, Choice)> {
        let with_tables = group.iter().filter_map(|opened| opened.choice.as_ref());
        let repeated = with_tables.clone().map(|choice| choice.disclosure.repeated);
        let first = group.first()?;
        let tables = with_tables.count();
        let explains = |opened: &Opened| opened.choice.is_some() || is_document(&opened.book);
        let explained = tables == 1 && group.len() > 1 && group.iter().all(explains);
        if tables < 2 && !explained {
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

/// Whether a file is running text.
fn is_document(book: &Book) -> bool {
    let mut sheets = book.sheets.iter();
    sheets.all(|sheet| sheet.layout != Layout::Grid)
}

/// The first title of a table of final accounts (决算).
fn final_accounts(book: &Book) -> Option<String> {
    let visible = book.sheets.iter().filter(|sheet| sheet.visible);
    let mut cells = visible.flat_map(|sheet| sheet.rows()).flat_map(|row| row.1);
    let is_title = |cell: &&Cell| cell.text().contains("决算") && is_other_title(cell);
    let title = cells.find(is_title)?.text();
    Some(title.split_whitespace().gather::<Vec<_>>().concat())
}

/// Its words in normal form, line by line.
fn words(book: &Book) -> String {
    let mut words = String::new();
    for (_, cells) in book.sheets.iter().flat_map(|sheet| sheet.rows()) {
        for cell in cells {
            words.push_str(&normal(cell.text()));
        }
        words.push('\n');
    }
    words
}

/// The folders that hold a document of text and something else.
fn explained<'n>(names: impl Iterator<Item = &'n str>) -> BTreeSet<String> {
    let mut folders: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for name in names {
        let (files, text) = folders.entry(split(name).0).or_default();
        *files = files.saturating_add(1);
        *text |= source::may_be_text(name);
    }
    let explained = folders.into_iter().filter(|(_, it)| it.0 > 1 && it.1);
    explained.map(|(folder, _)| folder.to_owned()).gather()
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

fn answer(
    (indices, folder): (Vec<usize>, String),
    files: Files,
    book: Book,
    choice: Result<Choice, Error>,
    progress: &mut dyn FnMut(Stage),
) -> Answer {
    let name = files.all.name.clone();
    let result = choice.map(|choice| Checked::of(files, book, choice, progress));
    Answer {
        files: indices,
        name,
        folder,
        result,
    }
}

fn refused(index: usize, name: &str, error: Error) -> Answer {
    let (folder, name) = split(name);
    Answer {
        files: vec![index],
        name: name.to_owned(),
        folder: folder.to_owned(),
        result: Err(error),
    }
}
