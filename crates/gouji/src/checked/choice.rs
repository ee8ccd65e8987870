//! Which rulebook a file is judged by.

use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};

use crate::order::Order;
use crate::recognise::{Disclosure, Fit, Hints, Prospect, recognise};
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

/// The rulebook that fits the file best; the first of several. Those whose titles the file lacks
/// are not tried once another fits.
pub(super) fn best(candidates: &[Arc<Rulebook>], book: &Book, hints: Hints<'_>) -> Option<Choice> {
    let prospects = candidates.iter().enumerate();
    let mut prospects: Vec<(Prospect, Reverse<usize>)> = prospects
        .map(|(place, rulebook)| (Prospect::of(rulebook, book), Reverse(place)))
        .collect();
    prospects.put_in_order();
    let mut best: Option<(Fit, Reverse<usize>, Disclosure)> = None;
    for (prospect, place) in prospects.into_iter().rev() {
        let so_far = best.as_ref().map(|(fit, ..)| *fit);
        let Some(rulebook) = candidates
            .get(place.0)
            .filter(|_| prospect.may_beat(so_far))
        else {
            continue;
        };
        let disclosure = recognise(book, rulebook, hints);
        let fit = Fit::of(rulebook, &disclosure);
        let better = best.as_ref().is_none_or(|&(known, at, _)| {
            let less = known.says_more_than(fit) || fit.yields_to(known);
            let more = fit.says_more_than(known) || known.yields_to(fit);
            more || ((fit, place) > (known, at) && !less)
        });
        if !disclosure.tables.is_empty() && better {
            best = Some((fit, place, disclosure));
        }
    }
    let (fit, place, disclosure) = best?;
    let rulebook = candidates.get(place.0)?;
    Some(Choice {
        reason: fit.reason(rulebook, candidates.len() == 1),
        rulebook: rulebook.clone(),
        disclosure,
    })
}
