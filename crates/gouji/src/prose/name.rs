//! Names of rows, and what names and titles say by the words of the vocabulary.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::plain::plain;
use super::vocabulary::{Concept, FIRST_NAME, Meaning, VOCABULARY, Words};
use crate::catalogue;
use crate::rulebook::without_enumerator;

/// What a name means that is a word of the vocabulary.
pub(super) fn whole(name: &str) -> Option<BTreeSet<Concept>> {
    let chars: Vec<char> = plain(name).into_iter().map(|(c, _)| c).collect();
    match VOCABULARY.subjects.first(&chars)? {
        (length, Meaning::Of(of)) if length == chars.len() => Some(of.iter().copied().collect()),
        _ => None,
    }
}

/// What the title of a table says, by the vocabulary alone: 国有资本经营预算支出 is also a subject's name.
pub(crate) fn titled(title: &str) -> BTreeSet<Concept> {
    let text: Vec<char> = plain(title).into_iter().map(|(c, _)| c).collect();
    let (mut said, mut at) = (BTreeSet::new(), 0_usize);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = VOCABULARY.subjects.first(rest);
        if let Some((_, Meaning::Of(of))) = word {
            said.extend(of);
        }
        at = at.saturating_add(word.map_or(1, |(length, _)| length));
    }
    said
}

/// Names, and what they mean by themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) words: Words,
    pub(super) numbers: BTreeMap<String, Concept>,
}

/// The names of the catalogue, read at first use.
pub(super) static CATALOGUE: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for (name, _) in catalogue::names() {
        let bare = bare(name);
        if !names.numbers.contains_key(&bare) {
            names.learn(bare, 0);
        }
    }
    for class in catalogue::classes() {
        names.shorten(class.name);
    }
    names
});

/// What the name of a 类 ends in, and sentences leave out where they say that it is one: 教育(类).
const LEFT_OUT: &str = "支出";

impl Names {
    /// Gives a new name the next number after those of `others` more names.
    pub(super) fn learn(&mut self, bare: String, others: usize) -> Concept {
        let known = self.numbers.len().saturating_add(others);
        let next = FIRST_NAME.saturating_add(Concept::try_from(known).unwrap_or(0));
        let chars: Vec<char> = bare.chars().collect();
        if chars.len() > 1 && whole(&bare).is_none() {
            // 图书馆(项) of an office that is a 图书馆 itself
            let taken = matches!(self.words.first(&chars), Some((length, Meaning::Neutral)) if length == chars.len());
            for level in ["(项)", "(款)"].into_iter().filter(|_| taken) {
                let word = chars.iter().copied().chain(level.chars()).collect();
                self.words.add(word, Meaning::Of(vec![next]));
            }
            self.words.add(chars, Meaning::Of(vec![next]));
        }
        self.numbers.insert(bare, next);
        next
    }
}

impl Names {
    /// Knows the name of a 类 as it is shortened where what it is stands behind it.
    fn shorten(&mut self, name: &str) {
        let bare = bare(name);
        let number = self.numbers.get(&bare).copied();
        let Some((stem, number)) = bare.strip_suffix(LEFT_OUT).zip(number) else {
            return;
        };
        let word = format!("{stem}(类)").chars().collect();
        self.words.add(word, Meaning::Of(vec![number]));
    }
}

/// A name in plain form without what introduces it.
pub(super) fn bare(name: &str) -> String {
    let plain: String = plain(name).into_iter().map(|(c, _)| c).collect();
    let bare = without_enumerator(plain.trim_start_matches(|c: char| c.is_ascii_digit()));
    if bare.chars().count() < 2 {
        return plain;
    }
    bare.to_owned()
}
