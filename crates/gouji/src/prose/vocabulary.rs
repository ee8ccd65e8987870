//! The words of running text, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an amount is of, or where its words stand: a number for each meaning.
pub(crate) type Concept = u32;

/// Meanings that the vocabulary has; those of names come after them.
pub(crate) const FIRST_NAME: Concept = 1000;

/// A word and what it says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Meaning {
    /// What an amount is of.
    Of(Vec<Concept>),
    /// Nothing of that.
    Neutral,
    Up,
    Down,
    Level,
    /// The year before.
    Before,
    /// A unit of money: its power of ten of 元.
    Money(i32),
    Percent,
    Count,
}

/// Words by their first characters, the longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(BTreeMap<char, Vec<(Vec<char>, Meaning)>>);

impl Words {
    pub(super) fn add(&mut self, word: Vec<char>, meaning: Meaning) {
        let Some(first) = word.first() else { return };
        let alike = self.0.entry(*first).or_default();
        let longer = alike.partition_point(|(known, _)| known.len() >= word.len());
        alike.insert(longer, (word, meaning));
    }

    /// The longest word that a text begins with.
    pub(super) fn first<'w>(&'w self, text: &[char]) -> Option<(usize, &'w Meaning)> {
        let alike = self.0.get(text.first()?)?;
        let found = alike.iter().find(|(word, _)| text.starts_with(word))?;
        Some((found.0.len(), &found.1))
    }
}

/// The vocabulary, read at first use.
pub(super) struct Vocabulary {
    meanings: BTreeMap<&'static str, Concept>,
    implied: BTreeMap<Concept, Vec<Concept>>,
    /// What amounts are of, and what says nothing.
    pub(super) subjects: Words,
    /// Directions and years.
    pub(super) changes: Words,
    pub(super) units: Words,
}

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

impl Vocabulary {
    fn read() -> Self {
        let mut new = Self {
            meanings: BTreeMap::new(),
            implied: BTreeMap::new(),
            subjects: Words::default(),
            changes: Words::default(),
            units: Words::default(),
        };
        let lines = include_str!("../../vocabulary/disclosure.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (kind, meaning) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            new.line(kind, meaning, fields.next().unwrap_or(""));
        }
        new
    }

    fn line(&mut self, kind: &str, meaning: &'static str, words: &'static str) {
        let concepts: Vec<Concept> = match kind {
            "concept" | "implies" => meaning.split('+').map(|name| self.concept(name)).collect(),
            _ => Vec::new(),
        };
        if kind == "implies" {
            let implied: Vec<Concept> = words.split('+').map(|name| self.concept(name)).collect();
            for concept in concepts {
                self.implied.insert(concept, implied.clone());
            }
            return;
        }
        let (list, said) = match kind {
            "concept" => (&mut self.subjects, Meaning::Of(concepts)),
            "neutral" => (&mut self.subjects, Meaning::Neutral),
            "up" => (&mut self.changes, Meaning::Up),
            "down" => (&mut self.changes, Meaning::Down),
            "level" => (&mut self.changes, Meaning::Level),
            "before" => (&mut self.changes, Meaning::Before),
            "money" => (
                &mut self.units,
                Meaning::Money(meaning.parse().unwrap_or(0)),
            ),
            "percent" => (&mut self.units, Meaning::Percent),
            "count" => (&mut self.units, Meaning::Count),
            _ => return,
        };
        for word in words.split('|') {
            list.add(word.chars().collect(), said.clone());
        }
    }

    fn concept(&mut self, name: &'static str) -> Concept {
        let next = Concept::try_from(self.meanings.len()).unwrap_or(FIRST_NAME);
        *self.meanings.entry(name).or_insert(next)
    }

    /// The number of a meaning.
    pub(super) fn named(&self, name: &str) -> Concept {
        self.meanings.get(name).copied().unwrap_or(FIRST_NAME)
    }

    /// What a meaning implies.
    pub(super) fn implied(&self, concept: Concept) -> &[Concept] {
        self.implied.get(&concept).map_or(&[], Vec::as_slice)
    }
}

/// The number of a meaning of the vocabulary: `in`, `general`, `public`.
#[must_use]
pub(crate) fn concept(name: &str) -> Concept {
    VOCABULARY.named(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let text: Vec<char> = "非财政拨款结转结余1.71".chars().collect();
        let (length, meaning) = VOCABULARY.subjects.first(&text).unwrap();
        assert_eq!(length, 9);
        assert_eq!(
            *meaning,
            Meaning::Of(vec![concept("nonfiscal"), concept("carry")])
        );
        assert!(VOCABULARY.meanings.len() < 1000);
        assert_eq!(VOCABULARY.implied(concept("personnel")), [concept("basic")]);
    }
}
