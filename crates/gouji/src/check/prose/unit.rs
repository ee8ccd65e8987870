//! Amounts of one unit beneath the department, which is named before them.

use super::{Context, agrees};
use crate::prose::{Claim, Passage, Role, Unit, concept, enumerated};

/// What names of units end in that stand beneath a department; those of departments alone (部, 厅, 政府) are left out.
const UNITS: [&str; 14] = [
    "站", "所", "中心", "馆", "院", "校", "园", "队", "局", "处", "办", "委", "本级", "机关",
];

/// The longest name of a unit, in characters.
const LONGEST_NAME: usize = 30;

impl Context<'_> {
    /// Whether an amount is one of a unit beneath the department: of one that is named before it in its sentence, or by
    /// what the paragraph or its heading begins with. What is told of the department itself has other amounts that the
    /// tables have.
    pub(super) fn is_of_a_unit(&self, claim: &Claim) -> bool {
        let own = self.claims_of(claim.passage);
        if self.is_under_a_unit(claim.passage) {
            return !own.iter().any(|other| self.is_tabled(other));
        }
        let near = |other: &&Claim| self.in_one_sentence(other, claim);
        let names = |other: &Claim| {
            other.start < claim.start && self.is_units(other) && !self.is_all(other)
        };
        // Semicolons stand between the parts of one amount too.
        let listed = |other: &&Claim| claim.whole.is_some() && other.whole == claim.whole;
        let mut beside = own.iter().filter(|other| near(other) || listed(other));
        own.iter().filter(near).any(names) && !beside.any(|other| self.is_tabled(other))
    }

    /// Whether an amount says what a figure says, and not nothing.
    fn is_tabled(&self, claim: &Claim) -> bool {
        let mut figures = claim.figures.iter().chain(&claim.others);
        claim.role == Role::Amount
            && !claim.value.is_zero()
            && figures.any(|&id| agrees(self.disclosure, claim, id) == Some(true))
    }

    /// Whether the words of an amount begin with the name of a unit, and the rest is known: 县救助站收入预算.
    fn is_units(&self, claim: &Claim) -> bool {
        let money = matches!(claim.unit, Some(Unit::Money(_))) && claim.role == Role::Amount;
        let known = |rest: &str| self.lexicon().read(&chars(rest)).foreign == 0;
        let ends = |unit: &str| {
            let name = claim.noun.split_once(unit);
            name.is_some_and(|(name, rest)| name.chars().count() > 1 && known(rest))
        };
        money && claim.subject.foreign > 0 && UNITS.iter().any(|unit| ends(unit))
    }

    /// Whether a paragraph, or the nearest heading above it, begins with a unit's name and no more.
    fn is_under_a_unit(&self, passage: usize) -> bool {
        let passages = &self.prose.passages;
        let Some(passage) = passages.get(passage) else {
            return false;
        };
        let heading = passage.under.last().and_then(|&at| passages.get(at));
        let end = passage.text.iter().position(|c| "。:".contains(*c));
        let title = end.and_then(|end| self.is_unit(passage, end));
        let above = heading.and_then(|heading| self.is_unit(heading, heading.text.len()));
        title.or(above).is_some()
    }

    /// `Some` where the words of a paragraph up to a place are a unit's name alone.
    fn is_unit(&self, passage: &Passage, end: usize) -> Option<()> {
        let from = enumerated(&passage.text).map_or(0, |(length, _)| length);
        let words = passage.slice(from, end);
        let said: String = words.iter().collect();
        let subject = self.lexicon().read(words);
        let plain = !said.contains(|c: char| c.is_ascii_digit() || "，；、".contains(c));
        let named = subject.foreign > 0 || subject.of.contains(&concept("part"));
        let ends = UNITS.iter().any(|unit| said.ends_with(unit));
        (words.len() <= LONGEST_NAME && plain && named && ends).then_some(())
    }
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}
