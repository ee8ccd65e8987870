//! Which amount before them a change, a rate or a share belongs to.

use super::claim::{Claim, Reader, Role};
use super::subject::Subject;

impl Reader<'_> {
    /// What the change belongs to that stands directly before.
    pub(super) fn change_before(&self) -> Option<Option<usize>> {
        let last = self.claims.get(self.first..)?.last()?;
        matches!(last.role, Role::Change(_)).then_some(last.of)
    }

    /// The last amount before some words, outside of brackets that are closed since.
    pub(super) fn last_amount(&self, lead: usize) -> Option<usize> {
        let own = self.claims.iter().enumerate().rev();
        let mut own =
            own.filter(|(_, claim)| claim.role == Role::Amount && claim.passage == self.passage);
        let last = own.clone().next().map(|(place, _)| place);
        let outside = own.find(|(_, claim)| !self.is_closed(claim.end, lead));
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
            let ended = self.slice(last.end, claim.lead).contains(&'。');
            (listed || ended) && last.whole.is_some() && last.passage == self.passage
        })
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
}
