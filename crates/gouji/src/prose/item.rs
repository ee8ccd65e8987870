//! Items that stand one behind the other in a paragraph, what each is about, and where the parts of one end.

use rust_decimal::Decimal;

use super::claim::{Claim, End, Reader, Role};
use super::depth::numbering;
use super::number::Number;
use super::passage::enumerated;
use super::subject::Subject;
use super::vocabulary::Meaning;

/// Characters of a sentence that names what follows at most.
const LONGEST_TITLE: usize = 30;

/// The same where it is the name of a subject with those above it.
const LONGEST_PATH: usize = 60;

/// What the name of a subject ends in.
const LEVELS: [&str; 3] = ["(类)", "(款)", "(项)"];

/// Words of how much more each person costs.
const EACH_MORE: [&str; 4] = ["每人年均增", "人均增", "人均年增", "每人增支"];

impl Reader<'_> {
    /// What a paragraph is about whose first sentence only names it: 2.公务接待费。2026年预算数0.24万元.
    pub(super) fn titled(&self, from: usize) -> Option<Subject> {
        let title = self.title(from, from > 0)?;
        (title.foreign == 0 && !title.is_empty()).then_some(title)
    }

    /// What the sentence that begins at a place names and no more: the next item of the paragraph, or a subject.
    pub(super) fn item(&self, at: usize) -> Option<Subject> {
        let rest = self.text.get(at..)?;
        let number = enumerated(rest).map_or(0, |(length, _)| length);
        self.title(at.saturating_add(number), number > 0)
    }

    fn title(&self, from: usize, numbered: bool) -> Option<Subject> {
        let mut ends = (from..self.text.len()).take(LONGEST_PATH);
        let end = ends.find(|&at| self.at(at) == Some('。'))?;
        let words = self.slice(from, end);
        let said: String = words.iter().collect();
        let is_path = LEVELS.iter().any(|level| said.ends_with(level));
        let names = is_path || numbered && words.len() < LONGEST_TITLE;
        let plain = !said.contains(|c: char| c.is_ascii_digit() || "，；:".contains(c));
        (names && plain).then(|| self.lexicon.read(words))
    }

    /// Leaves the parts of a part behind a semicolon where the next number is none of them: that of an item as high as
    /// the part, or one that is too much.
    pub(super) fn leave(&mut self, from: usize, number: &Number) {
        let words = self.slice(from, number.start);
        let Some(at) = words.iter().rposition(|c| *c == '；') else {
            return;
        };
        let next = from.saturating_add(at).saturating_add(1);
        let own = self.said(next, number.start);
        let turns = self.words(next, number.start);
        let turned =
            |said: &super::lead::Said<'_>| matches!(said.meaning, Meaning::Up | Meaning::Down);
        if own.contains("其中") || turns.iter().any(turned) {
            return;
        }
        while let Some(&(place, End::Sentence)) = self.open.last() {
            let whole = self.claims.get(place);
            let left = whole.is_some_and(|whole| {
                let depth = |at: usize| self.text.get(at..).and_then(numbering);
                let numbered = depth(next).is_some() && depth(next) == depth(whole.lead);
                whole.whole.is_some() && (numbered || self.is_too_much(place, whole, number))
            });
            if !left {
                break;
            }
            self.open.pop();
        }
    }

    /// Whether a number is more than is left of an amount without the parts of it that are told, as they are rounded.
    fn is_too_much(&self, place: usize, whole: &Claim, number: &Number) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default().iter();
        let parts = own.filter(|part| {
            part.whole == Some(place) && part.role == whole.role && part.unit == whole.unit
        });
        let values = parts.map(|part| part.value).chain([number.value]);
        let step = Decimal::new(1, number.value.scale().max(whole.value.scale()));
        let mut left = whole.value;
        for value in values {
            let less = left.checked_sub(value);
            let Some(less) = less.and_then(|less| less.checked_add(step)) else {
                return false;
            };
            left = less;
        }
        whole.unit.as_ref() == Some(&number.unit) && left < Decimal::ZERO
    }

    /// Whether a sentence tells before a place by how much each person costs more: it explains a change.
    pub(super) fn is_for_each_more(&self, place: usize) -> bool {
        let ends = |at: &usize| self.at(*at).is_some_and(|c| "。；!?".contains(c));
        let from = (0..place).rev().find(ends).unwrap_or(0);
        let words = self.said(from, place);
        EACH_MORE.iter().any(|word| words.contains(word))
    }

    /// Whether 其他支出 is what is left of things that the tables do not have, and not the subject of that name.
    pub(super) fn is_another_thing(&self, claim: &Claim) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default().iter();
        let mut beside = own.filter(|other| claim.whole.is_some() && other.whole == claim.whole);
        let name = claim.noun.trim_start_matches(|c: char| !c.is_alphabetic());
        name.starts_with("其他")
            && (beside.any(|other| other.subject.foreign > 0) || self.is_last_of_unknown(claim))
    }

    /// Whether an amount ends a list of things of which the tables have none: （1）甲5万元；（2）乙3万元；（3）其他支出1万元.
    fn is_last_of_unknown(&self, claim: &Claim) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default();
        let mut from = claim.lead;
        let mut unknown = false;
        for other in own.iter().rev() {
            let mut between = self.slice(other.end, from).iter();
            if other.role != Role::Amount || !between.all(|c| "、，；".contains(*c)) {
                break;
            }
            if !other.figures.is_empty() {
                return false;
            }
            unknown |= other.subject.foreign > 0;
            from = other.lead;
        }
        unknown
    }
}
