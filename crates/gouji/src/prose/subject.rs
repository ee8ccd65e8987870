//! What an amount is of, and the figures of the tables that it may quote.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Frame, LOOSE, closure};
use super::name::{CATALOGUE, Names, bare};
use super::office::PLACES;
use super::plain::plain;
use super::vocabulary::{Concept, FIRST_NAME, Meaning, VOCABULARY, concept};
use crate::recognise::FigureId;

/// What a stretch of text says of a subject.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Subject {
    /// Meanings of the vocabulary.
    pub(crate) of: BTreeSet<Concept>,
    /// Names of the tables.
    pub(crate) names: BTreeSet<Concept>,
    /// How many characters nobody knows.
    pub(crate) foreign: usize,
}

impl Subject {
    /// Whether it says nothing of what an amount is of.
    pub(crate) fn is_neutral(&self) -> bool {
        self.is_empty() && self.foreign == 0
    }

    /// Whether it has neither meanings nor names.
    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty() && self.names.is_empty()
    }

    fn add(&mut self, of: &[Concept]) {
        for &concept in of {
            match concept >= FIRST_NAME {
                true => self.names.insert(concept),
                false => self.of.insert(concept),
            };
        }
    }

    pub(super) fn closure(&self) -> BTreeSet<Concept> {
        closure(&self.of)
    }
}

/// The names of a disclosure, and what each of its figures is of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// Those that are not in the catalogue.
    pub(super) own: Names,
    /// What figures are of, by their own names; those without any under 0.
    pub(super) frames: BTreeMap<Concept, Vec<Frame>>,
    /// Meanings that are another of their kind: scope, fund, nature.
    pub(super) kinds: [BTreeSet<Concept>; 3],
    /// Whether 三公 of the general budget are all that the tables have of them: by their titles, or as these name no
    /// fund.
    pub(super) public: Option<Public>,
}

/// Why the tables' 三公 are those of the general budget.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Public {
    /// No title names a fund.
    Unsaid,
    /// Each title that names one names that.
    Said,
}

impl Lexicon {
    /// The number of a name; new ones are learnt.
    pub(super) fn name(&mut self, name: &str) -> Concept {
        let bare = bare(name);
        let catalogue = &CATALOGUE.numbers;
        let known = catalogue.get(&bare).or_else(|| self.own.numbers.get(&bare));
        match known {
            Some(known) => *known,
            None => self.own.learn(bare, catalogue.len()),
        }
    }

    /// The longest name that a text begins with.
    fn named(&self, text: &[char]) -> Option<(usize, &Meaning)> {
        let catalogue = CATALOGUE.words.first(text);
        let own = self.own.words.first(text);
        match (catalogue, own) {
            (Some(catalogue), Some(own)) if own.0 > catalogue.0 => Some(own),
            (catalogue, own) => catalogue.or(own),
        }
    }

    /// The budget unit's name, whole and as it is shortened, says nothing of amounts.
    pub(super) fn unit(&mut self, name: &str) {
        let chars: Vec<char> = plain(name).into_iter().map(|(c, _)| c).collect();
        // What is of a part of the department is all of a budget unit that is this part.
        if name.contains("本级") {
            let word = "本级".chars().collect();
            self.own.words.add(word, Meaning::Neutral);
        }
        for from in 0..chars.len().saturating_sub(2) {
            let begins = from == 0
                || from
                    .checked_sub(1)
                    .and_then(|before| chars.get(before))
                    .is_some_and(|c| PLACES.contains(*c));
            if begins {
                let word = chars.get(from..).unwrap_or_default();
                self.own.words.add(word.to_vec(), Meaning::Neutral);
            }
        }
    }

    /// Whether a text begins with a name of the tables.
    pub(crate) fn names_at(&self, text: &[char]) -> bool {
        matches!(self.named(text), Some((_, Meaning::Of(of))) if of.iter().any(|concept| *concept >= FIRST_NAME))
    }

    /// The word that a text begins with: a name, or one of the vocabulary.
    fn word(&self, text: &[char]) -> Option<(usize, &Meaning)> {
        let known = VOCABULARY.subjects.first(text);
        match (self.named(text), known) {
            (Some(named), Some(known)) if known.0 > named.0 => Some(known),
            (named, known) => named.or(known),
        }
    }

    /// What a stretch of text says of a subject.
    pub(crate) fn read(&self, text: &[char]) -> Subject {
        let mut subject = Subject::default();
        let mut at = 0_usize;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let (length, meaning) = self
                .word(rest)
                .map_or((1, None), |(length, meaning)| (length, Some(meaning)));
            match meaning {
                Some(Meaning::Of(of)) => subject.add(of),
                Some(_) => {}
                None => {
                    let letter = rest.first().is_some_and(|c| c.is_alphabetic());
                    subject.foreign = subject.foreign.saturating_add(usize::from(letter));
                }
            }
            at = at.saturating_add(length);
        }
        subject
    }

    /// A stretch of text without the words that say nothing of what an amount is of.
    pub(super) fn core(&self, text: &[char]) -> String {
        let (mut core, mut at) = (String::new(), 0_usize);
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let word = self.word(rest);
            let length = word.map_or(1, |(length, _)| length);
            if !matches!(word, Some((_, Meaning::Neutral))) {
                core.extend(rest.iter().take(length).filter(|c| c.is_alphabetic()));
            }
            at = at.saturating_add(length);
        }
        core
    }

    pub(super) fn meanings(&self, text: &str) -> BTreeSet<Concept> {
        let text: Vec<char> = plain(text).into_iter().map(|(c, _)| c).collect();
        self.read(&text).of
    }

    /// The figures that a subject may mean in its context: those that fit best, and the rest that
    /// fit at all.
    pub(crate) fn candidates(
        &self,
        subject: &Subject,
        context: &BTreeSet<Concept>,
    ) -> (Vec<FigureId>, Vec<FigureId>) {
        if subject.foreign > 0 || subject.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let context = self.fitting(context, subject);
        let keys: Vec<Concept> = match subject.names.is_empty() {
            true => vec![0],
            false => subject.names.iter().copied().chain([0]).collect(),
        };
        let said = subject.closure();
        let around: BTreeSet<Concept> = said.union(&closure(&context)).copied().collect();
        let mut found: Vec<(i64, FigureId)> = Vec::new();
        for frame in keys.iter().filter_map(|key| self.frames.get(key)).flatten() {
            if let Some(score) = frame.fits(self, subject, &said, &around, &context) {
                found.push((score, frame.figure));
            }
        }
        let best = found.iter().map(|&(score, _)| score).max();
        let (mut strict, mut loose) = (Vec::new(), Vec::new());
        for (score, figure) in found {
            if Some(score) == best && score > LOOSE {
                strict.push(figure)
            } else {
                loose.push(figure)
            }
        }
        (strict, loose)
    }

    /// The figures of rows and columns with all the names of a subject, whatever else they are of.
    pub(crate) fn named_figures(&self, subject: &Subject) -> Vec<FigureId> {
        let frames = subject
            .names
            .iter()
            .filter_map(|name| self.frames.get(name));
        let own = frames
            .flatten()
            .filter(|frame| subject.names.is_subset(&frame.row.names));
        own.map(|frame| frame.figure).collect()
    }

    /// The figures of what was left from the year before.
    pub(crate) fn carried(&self) -> impl Iterator<Item = FigureId> {
        let carry = concept("carry");
        let frames = self.frames.values().flatten();
        let carried = frames.filter(move |frame| frame.of.said.contains(&carry));
        carried.map(|frame| frame.figure)
    }

    /// A context without what a subject says otherwise.
    fn fitting(&self, context: &BTreeSet<Concept>, subject: &Subject) -> BTreeSet<Concept> {
        let mut kept = context.clone();
        for kind in &self.kinds {
            if subject.of.iter().any(|concept| kind.contains(concept)) {
                kept.retain(|concept| !kind.contains(concept));
            }
        }
        kept
    }
}
