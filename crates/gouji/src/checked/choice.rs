//! Which rulebook a file is judged by.

use std::sync::{Arc, LazyLock};

use crate::recognise::{Disclosure, Fit, Hints, recognise};
use crate::rulebook::{BUILTIN, Rulebook};
use crate::source::Book;
use crate::{Error, RulebookChoice};

/// The built-in rulebooks that have tables of their own, read once.
pub(crate) fn builtin() -> &'static [Arc<Rulebook>] {
    static BOOKS: LazyLock<Vec<Arc<Rulebook>>> = LazyLock::new(|| {
        let books = BUILTIN
            .iter()
            .filter_map(|builtin| Rulebook::parse(builtin.source).ok());
        books
            .filter(|book| !book.tables.is_empty())
            .map(Arc::new)
            .collect()
    });
    &BOOKS
}

pub(super) fn candidates(choice: &RulebookChoice) -> Result<Vec<Arc<Rulebook>>, Error> {
    match choice {
        RulebookChoice::Auto => Ok(builtin().to_vec()),
        RulebookChoice::Text(source) => Ok(vec![Arc::new(Rulebook::parse(source)?)]),
        RulebookChoice::Named(id) => {
            let found = builtin().iter().find(|book| &book.id == id).cloned();
            let known = || {
                builtin()
                    .iter()
                    .map(|book| book.id.as_str())
                    .collect::<Vec<_>>()
                    .join("、")
            };
            found
                .map(|book| vec![book])
                .ok_or_else(|| Error::UnknownRulebook(id.clone(), known()))
        }
    }
}

/// A rulebook, what it recognises in a file, and why it was chosen.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) rulebook: Arc<Rulebook>,
    pub(super) disclosure: Disclosure,
    pub(super) reason: String,
}

impl Choice {
    /// Whether every table is there that the template asks for, and half of those it knows.
    pub(super) fn is_whole(&self) -> bool {
        let (found, known) = (self.disclosure.tables.len(), self.rulebook.tables.len());
        let tables = self.rulebook.tables.iter().enumerate();
        let mut required = tables.filter(|(_, spec)| spec.required);
        found >= known.div_ceil(2)
            && required.all(|(place, _)| self.disclosure.table(place).is_some())
    }
}

/// The rulebook that fits the file best; the first of several.
pub(super) fn best(candidates: &[Arc<Rulebook>], book: &Book, hints: Hints<'_>) -> Option<Choice> {
    let read = candidates.iter().map(|rulebook| {
        let disclosure = recognise(book, rulebook, hints);
        (Fit::of(rulebook, &disclosure), rulebook, disclosure)
    });
    let found = read.filter(|(_, _, disclosure)| !disclosure.tables.is_empty());
    let (fit, rulebook, disclosure) =
        found.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    Some(Choice {
        reason: fit.reason(rulebook, candidates.len() == 1),
        rulebook: rulebook.clone(),
        disclosure,
    })
}
