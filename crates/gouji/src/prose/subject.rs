//! What an amount is of, and the figures of the tables that it may quote.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Frame, LOOSE, closure};
use super::name::{CATALOGUE, Names, bare, titled, whole};
use super::plain::plain;
use super::vocabulary::{Concept, FIRST_NAME, Meaning, VOCABULARY, concept};
use crate::recognise::{Disclosure, FigureId, Part, RowKey, Table};
use crate::rulebook::{PartSpec, Rulebook};

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
    own: Names,
    /// What figures are of, by their own names; those without any under 0.
    frames: BTreeMap<Concept, Vec<Frame>>,
    /// Meanings that are another of their kind: scope, fund, nature.
    pub(super) kinds: [BTreeSet<Concept>; 3],
}

impl Lexicon {
    pub(crate) fn of(rulebook: &Rulebook, disclosure: &Disclosure) -> Self {
        let set = |names: &[&str]| names.iter().map(|name| concept(name)).collect();
        let mut lexicon = Self {
            kinds: [
                set(&["in", "out"]),
                set(&[
                    "fiscal",
                    "nonfiscal",
                    "general",
                    "government",
                    "state",
                    "account",
                    "own",
                    "business",
                    "operation",
                    "other",
                ]),
                set(&["basic", "project", "personnel", "operating"]),
            ],
            ..Self::default()
        };
        lexicon.unit(disclosure.unit_name.as_deref().unwrap_or_default());
        for table in &disclosure.tables {
            let rows = table.parts.iter().flat_map(|part| &part.rows);
            for row in rows {
                match &row.key {
                    RowKey::Unit(_) => lexicon.unit(&row.name),
                    RowKey::Total | RowKey::Item(_) => {}
                    RowKey::Code(_) | RowKey::Project { .. } => drop(lexicon.name(&row.name)),
                }
            }
        }
        for table in &disclosure.tables {
            lexicon.table(rulebook, table);
        }
        lexicon
    }

    /// The number of a name; new ones are learnt.
    fn name(&mut self, name: &str) -> Concept {
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
    fn unit(&mut self, name: &str) {
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
                    .is_some_and(|c| "省市区县州盟旗府".contains(*c));
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

    fn table(&mut self, rulebook: &Rulebook, table: &Table) {
        let Some(spec) = rulebook.tables.get(table.spec) else {
            return;
        };
        let mut title = titled(&spec.title);
        let both = [concept("public"), concept("office")];
        if both.iter().all(|both| title.contains(both)) {
            title.retain(|concept| !both.contains(concept));
        }
        if title.contains(&concept("in")) && title.contains(&concept("out")) {
            title.remove(&concept("in"));
            title.remove(&concept("out"));
        }
        for (part, known) in table.parts.iter().zip(&spec.parts) {
            let mut of = title.clone();
            let total = self.meanings(&known.total_name);
            let income =
                known.items.iter().any(|item| item.path.contains("收入")) && total.is_empty();
            of.extend(total);
            if income && !of.contains(&concept("out")) && !of.contains(&concept("public")) {
                of.insert(concept("in"));
            }
            self.part(part, known, &of);
        }
    }

    fn meanings(&self, text: &str) -> BTreeSet<Concept> {
        let text: Vec<char> = plain(text).into_iter().map(|(c, _)| c).collect();
        self.read(&text).of
    }

    fn part(&mut self, part: &Part, spec: &PartSpec, of: &BTreeSet<Concept>) {
        let columns: Vec<(BTreeSet<Concept>, Option<Concept>)> = spec
            .columns
            .iter()
            .map(|column| self.column(&column.name))
            .collect();
        let mut above: Vec<(String, Concept)> = Vec::new();
        for (place, row) in part.rows.iter().enumerate() {
            let (names, own, label) = self.row(row, &mut above);
            for (column, (meanings, name)) in columns.iter().enumerate() {
                // The text tells last year's amounts beside this year's and never by themselves.
                if spec.columns.get(column).is_some_and(|it| it.beside) {
                    continue;
                }
                let Some(figure) = part.figure(place, column) else {
                    continue;
                };
                let all = of
                    .iter()
                    .chain(meanings)
                    .chain(&own)
                    .chain(&label)
                    .copied()
                    .collect();
                let mut names = names.clone();
                let mut must: BTreeSet<Concept> = names
                    .first()
                    .filter(|_| own.is_empty())
                    .copied()
                    .into_iter()
                    .collect();
                if let Some(name) = name {
                    names.push(*name);
                    must.insert(*name);
                }
                let key = name.or(must.first().copied()).unwrap_or(0);
                self.frames.entry(key).or_default().push(Frame {
                    figure,
                    of: all,
                    names: names.into_iter().collect(),
                    own: own.clone(),
                    must,
                });
            }
        }
    }

    fn column(&mut self, name: &str) -> (BTreeSet<Concept>, Option<Concept>) {
        let meanings = self.meanings(name);
        let last = name.rsplit('/').next().unwrap_or(name);
        let subject = self.read(
            &plain(last)
                .into_iter()
                .map(|(c, _)| c)
                .collect::<Vec<char>>(),
        );
        let name = (meanings.is_empty() && !subject.is_neutral()).then(|| self.name(last));
        (meanings, name)
    }

    /// The names of a row and of those above, its own first; what its own label means; what the
    /// labels above it mean.
    fn row(
        &mut self,
        row: &crate::recognise::Row,
        above: &mut Vec<(String, Concept)>,
    ) -> (Vec<Concept>, BTreeSet<Concept>, BTreeSet<Concept>) {
        let none = BTreeSet::new;
        match &row.key {
            RowKey::Total | RowKey::Unit(_) => (Vec::new(), none(), none()),
            RowKey::Code(code) => {
                above.retain(|(known, _)| code.starts_with(known.as_str()) && code != known);
                let higher = above.iter().rev().map(|&(_, name)| name);
                if let Some(own) = whole(&row.name) {
                    return (higher.collect(), own, none());
                }
                let own = self.name(&row.name);
                let names = std::iter::once(own).chain(higher).collect();
                above.push((code.clone(), own));
                (names, none(), none())
            }
            RowKey::Project { .. } => (vec![self.name(&row.name)], none(), none()),
            RowKey::Item(path) => {
                let last = path.rsplit('/').next().unwrap_or(path);
                let own = self.meanings(last);
                let names = if own.is_empty() {
                    vec![self.name(last)]
                } else {
                    Vec::new()
                };
                (names, own, self.meanings(path))
            }
        }
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

    /// The figures of what was left from the year before.
    pub(crate) fn carried(&self) -> impl Iterator<Item = FigureId> {
        let carry = concept("carry");
        let frames = self.frames.values().flatten();
        let carried = frames.filter(move |frame| frame.of.contains(&carry));
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
