//! Which amount before them a change, a rate or a share belongs to.

use super::claim::{COMPARES, Claim, Reader, Role};
use super::number::Unit;
use super::passage::enumerated;
use super::subject::Subject;
use super::vocabulary::{Meaning, concept};

impl Reader<'_> {
    /// What the change belongs to that stands directly before.
    pub(super) fn change_before(&self, lead: usize) -> Option<Option<usize>> {
        let last = self.claims.get(self.first..)?.last()?;
        let begins = lead.checked_sub(1).and_then(|at| self.at(at)) == Some('；');
        let again = begins && self.is_compared(lead);
        (matches!(last.role, Role::Change(_)) && !again).then_some(last.of)
    }

    /// The last amount before some words, outside of brackets that are closed since.
    pub(super) fn last_amount(&self, lead: usize) -> Option<usize> {
        let own = self.claims.iter().enumerate().rev();
        let mut own =
            own.filter(|(_, claim)| claim.role == Role::Amount && claim.passage == self.passage);
        let last = own.clone().next().map(|(place, _)| place);
        let outside = own
            .find(|(_, claim)| !self.is_closed(claim.end, lead) && !self.is_told_for_each(claim));
        outside
            .map(|(place, _)| place)
            .or(last)
            .or(self.before.last)
    }

    /// Whether a bracket is closed between two places that was open at the first.
    fn is_closed(&self, from: usize, to: usize) -> bool {
        let mut depth = 0_i32;
        self.slice(from, to).iter().any(|c| {
            depth = depth.saturating_add(match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            });
            depth < 0
        })
    }

    /// Whether words behind parts may be of the last of them or of the whole: 其中甲3万元、乙5万元，比上年增加2万元.
    pub(super) fn is_of_a_list(&self, claim: &Claim, last: Option<usize>) -> bool {
        let last = last.and_then(|last| self.claims.get(last));
        let before = claim.lead.checked_sub(1).and_then(|at| self.at(at));
        last.is_some_and(|last| {
            let listed = self.at(last.lead) == Some('、') && before == Some('，');
            let ended = self.slice(last.end, claim.lead).contains(&'。') && !self.is_alone(last);
            let divides = ended && self.is_compared(claim.lead) && self.is_told_beside(last);
            // 其中甲3万元，比上年增加1万元；比上年增加2万元
            let returns = before == Some('；') && self.is_compared(claim.lead);
            let within = (listed || ended || returns) && last.whole.is_some();
            (within || divides) && last.passage == self.passage
        })
    }

    /// Whether an amount stands in one sentence with others of something else: 甲3万元，乙5万元。与上年相比增加2万元. Income
    /// and expenditure of one amount change alike.
    fn is_told_beside(&self, last: &Claim) -> bool {
        let sentence = |other: &Claim| !self.slice(other.end, last.start).contains(&'。');
        let own = self.claims.get(self.first..).unwrap_or_default().iter();
        let mut others = own.filter(|other| {
            let differs = other.subject != last.subject && other.value != last.value;
            other.role == Role::Amount && other.end <= last.lead && differs
        });
        others.any(sentence)
    }

    /// Whether an amount is the only one of its paragraph.
    fn is_alone(&self, amount: &Claim) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default();
        let mut amounts = own.iter().filter(|claim| claim.role == Role::Amount);
        amounts.all(|claim| claim.start == amount.start)
    }

    /// Whether words begin with what something is compared with: 比上年, 同比2025年.
    pub(super) fn is_compared(&self, lead: usize) -> bool {
        let begins = self.at(lead).is_some_and(|c| COMPARES.contains(&c))
            || self.slice(lead, lead.saturating_add(2)) == ['同', '比'];
        begins && self.slice(lead, lead.saturating_add(2)) != ['比', '重']
    }

    /// Gives an amount what its sentence told of it right before: 比上年增加2万元，安排5万元; 甲占丙的5%，金额3万元.
    pub(super) fn told_ahead(&mut self, amount: &Claim) {
        let place = self.claims.len();
        let Some(last) = place.checked_sub(1).filter(|last| *last >= self.first) else {
            return;
        };
        let directly = self.claims.get(last).is_some_and(|last| {
            let between = self.slice(last.end, amount.start);
            let words = between.strip_prefix(&['，']).unwrap_or_default();
            !words.is_empty() && self.lexicon.read(words).is_neutral()
        });
        let told = self.claims.get_mut(last).filter(|last| {
            let belongs = matches!(last.role, Role::Share | Role::Change(_) | Role::Rate(_));
            belongs && last.of.is_none() && last.subject == amount.subject
        });
        if let Some(told) = told.filter(|_| directly && amount.role == Role::Amount) {
            told.of = Some(place);
        }
    }

    /// The last amount of the same subject, in this paragraph or shortly before.
    pub(super) fn same_subject(&self, subject: &Subject) -> Option<usize> {
        let from = self.claims.len().saturating_sub(40);
        let near = (from..self.claims.len()).rev();
        let mut same = near.filter(|&place| {
            self.claims.get(place).is_some_and(|claim| {
                claim.role == Role::Amount && !subject.is_empty() && claim.subject == *subject
            })
        });
        // Under another heading it may be of another fund.
        let context = &self.before.context;
        let last = same.next()?;
        let fund = self.claims.get(last)?;
        (last >= self.before.section || self.lexicon.are_of_one_fund(&fund.context, context))
            .then_some(last)
    }

    /// The amount of one side that a change of both is of: 收入预算5万元，支出预算5万元。收支总预算各增加1万元.
    pub(super) fn either_side(&self, subject: &Subject) -> Option<usize> {
        let sides = ["in", "out"].map(concept);
        if subject.of != sides.into() || subject.foreign > 0 || !subject.names.is_empty() {
            return None;
        }
        let own = self.claims.iter().enumerate().skip(self.first);
        let mut amounts = own.filter(|(_, claim)| claim.role == Role::Amount);
        let of_side = |claim: &Claim| {
            claim.subject.names.is_empty() && claim.subject.of.is_subset(&subject.of)
        };
        let all = amounts.clone().all(|(_, claim)| of_side(claim));
        amounts.next().filter(|_| all).map(|(place, _)| place)
    }

    /// The amount that a number directly behind it in brackets says again in another unit: 8.23亿元（82293.06万元）.
    pub(super) fn restated(&self, claim: &Claim) -> Option<usize> {
        let place = self.claims.len().checked_sub(1)?;
        let last = self.claims.get(place)?;
        let own = [Some('('), Some(')')];
        let within = [self.at(claim.start.checked_sub(1)?), self.at(claim.end)] == own;
        let behind = last.passage == self.passage && last.end.saturating_add(1) == claim.start;
        let money = |claim: &Claim| match claim.unit {
            Some(Unit::Money(exponent)) => Some(exponent),
            _ => None,
        };
        let other = money(last)
            .zip(money(claim))
            .is_some_and(|(one, other)| one != other);
        (within && behind && other && last.role == claim.role).then_some(place)
    }

    /// Whether the paragraph is an item of a list.
    pub(super) fn is_numbered(&self) -> bool {
        enumerated(self.text).is_some()
    }

    /// Where words begin behind the number of an item: （一）人员经费.
    pub(super) fn behind_number(&self, from: usize, to: usize) -> usize {
        let words = self.slice(from, to);
        let skipped = words
            .iter()
            .take_while(|c| "，；、。:".contains(**c))
            .count();
        let rest = words.get(skipped..).unwrap_or_default();
        match enumerated(rest).filter(|_| rest.first() == Some(&'(')) {
            Some((length, _)) => from.saturating_add(skipped).saturating_add(length),
            None => from,
        }
    }

    /// Whether an amount is listed behind one that says by how much something changed: 压减购置费2万元、运行费3万元.
    pub(super) fn is_changed_with(&self, lead: usize) -> bool {
        let from = (0..lead)
            .rev()
            .find(|&at| self.at(at).is_some_and(|c| "，。；:!?()".contains(c)));
        let from = from.map_or(0, |at| at.saturating_add(1));
        let own = self.claims.get(self.first..).unwrap_or_default();
        let mut listed = own.iter().filter(|claim| claim.start >= from);
        let first = listed.next();
        let words = first.map(|first| self.words(from, first.start));
        let turned = words
            .iter()
            .flatten()
            .find(|said| matches!(said.meaning, Meaning::Up | Meaning::Down));
        self.at(lead) == Some('、')
            && first.zip(turned).is_some_and(|(first, turn)| {
                let named = self.slice(turn.end, first.start);
                !self.lexicon.read(named).is_neutral() && turn.end < first.start
            })
    }
}
