//! What a share is said to be of: 占财政拨款支出的 14.39%.

use std::collections::BTreeSet;

use super::claim::{Claim, Reader, Role};
use super::number::LISTING;
use super::subject::Subject;
use super::vocabulary::{Concept, concept};
use crate::recognise::FigureId;

/// Claims of a paragraph before a share that may be its whole.
const MOST_CLAIMS: usize = 40;

/// The whole that the words of a share name, or those of the one before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    /// Whether its own words name it.
    pub(crate) is_named: bool,
    /// What they say of it.
    pub(super) subject: Subject,
    /// Figures that are of it.
    pub(crate) figures: Vec<FigureId>,
    /// Figures that may be.
    pub(crate) others: Vec<FigureId>,
    /// Amounts of the paragraph that are of it.
    pub(crate) claims: Vec<usize>,
    /// Whether it is the year's own money alone: 本年支出.
    pub(crate) is_own: bool,
}

impl Reader<'_> {
    /// What a share names as its whole. One that names nothing, as 占 12%, may be of what the one before
    /// it in the sentence names.
    pub(super) fn base(&self, share: &Claim) -> Option<Base> {
        // 占甲（60万元）的5%
        let told = self.told_in_bracket(share.start);
        if let Some((place, whole)) = told.and_then(|at| Some((at, self.claims.get(at)?))) {
            return Some(Base {
                is_named: true,
                subject: whole.subject.clone(),
                claims: vec![place],
                ..Base::default()
            });
        }
        let Some(from) = (share.lead..share.start).find(|&at| self.at(at) == Some('占')) else {
            // 占甲的80.98%和19.02%
            let own = self.slice(share.lead, share.start);
            let before = self.claims.last().filter(|it| it.role == Role::Share);
            let goes_on = own.iter().all(|c| LISTING.contains(*c));
            return before.filter(|_| goes_on)?.base.clone();
        };
        let words = self.without_years(from.saturating_add(1), share.start);
        let subject = self.lexicon.read(&words);
        if subject.is_neutral() {
            return self
                .base_divided(share)
                .or_else(|| self.base_summed(share))
                .or_else(|| self.base_before(share))
                .or_else(|| self.base_within(share));
        }
        let mut base = Base {
            is_named: true,
            claims: self.of_same(&subject, &words),
            is_own: words.windows(2).any(|at| matches!(at, ['本' | '当', '年'])),
            ..Base::default()
        };
        for context in [&Default::default(), &share.context] {
            let (strict, loose) = self.lexicon.candidates(&subject, context);
            base.figures.extend(strict);
            base.others.extend(loose);
        }
        base.subject = subject;
        Some(base)
    }

    /// The whole that a clause of the sentence names whose parts are told: 甲支出中，乙3万元，丙2万元，分别占60%、40%.
    fn base_within(&self, share: &Claim) -> Option<Base> {
        let each = self.said(share.lead, share.start).contains("分别");
        let subject = self.within(share.lead).filter(|_| each)?;
        let (figures, others) = self.lexicon.candidates(&subject, &share.context);
        Some(Base {
            is_named: true,
            claims: self.of_same(&subject, &[]),
            subject,
            figures,
            others,
            is_own: false,
        })
    }

    /// The amount whose parts are told by their shares alone: 甲5万元，其中:乙占60%，丙占40%.
    fn base_divided(&self, share: &Claim) -> Option<Base> {
        let alone = share.of.is_none() && share.explicit;
        let (place, _) = self.open.last().filter(|_| alone)?;
        let whole = self.claims.get(*place)?;
        Some(Base {
            subject: whole.subject.clone(),
            claims: vec![*place],
            ..Base::default()
        })
    }

    /// The amount that those add up to which several shares are told of: 收入8万元。甲5万元、乙3万元，分别占62.5%、37.5%.
    fn base_summed(&self, share: &Claim) -> Option<Base> {
        let parts = self.amounts_beside(share.start)?;
        let parts: Vec<&Claim> = parts.iter().filter_map(|&at| self.claims.get(at)).collect();
        let first = parts.first()?;
        let alike = |it: &&Claim| it.role == Role::Amount && it.unit == first.unit;
        let values = parts.iter().map(|it| it.value);
        let sum = values.reduce(|sum, value| sum.saturating_add(value))?;
        let mut before = (self.first..self.claims.len()).rev();
        let place = before.find(|&at| {
            let claim = self.claims.get(at).filter(alike);
            claim.is_some_and(|it| it.end <= first.lead && it.value == sum)
        })?;
        parts.iter().all(alike).then(|| Base {
            is_named: true,
            claims: vec![place],
            ..Base::default()
        })
    }

    fn base_before(&self, share: &Claim) -> Option<Base> {
        let mut near = self.claims.get(self.first..)?.iter().rev();
        let before = near.find(|claim| claim.role == Role::Share)?;
        let between = self.slice(before.end, share.start);
        let base = before.base.as_ref().filter(|_| !between.contains(&'。'))?;
        Some(Base {
            is_named: false,
            ..base.clone()
        })
    }

    /// Lets the part of a share be of the fund that the share names: 占一般公共预算支出的 12%. One that is told without an
    /// amount quotes the figures of that.
    pub(super) fn widen(&mut self, share: &mut Claim) {
        let Some(base) = share.base.as_ref() else {
            return;
        };
        let funds = ["fiscal", "general", "government", "state"].map(concept);
        let fund = base.subject.of.iter().filter(|of| funds.contains(of));
        let fund: BTreeSet<Concept> = fund.copied().collect();
        let Some(of) = share.of else {
            let context = share.context.union(&base.subject.of).copied().collect();
            let named = Some(&share.subject).filter(|_| share.explicit);
            let figures = named.map(|subject| self.lexicon.candidates(subject, &context));
            (share.figures, share.others) = figures.unwrap_or_default();
            return;
        };
        let part = self.claims.get_mut(of);
        let Some(part) = part.filter(|part| !fund.is_empty() && part.role == Role::Amount) else {
            return;
        };
        let context = part.context.union(&fund).copied().collect();
        let (strict, _) = self.lexicon.candidates(&part.subject, &context);
        part.others.extend(strict);
    }

    /// Earlier amounts of the paragraph that are of a subject: by their words where it has some that
    /// nobody knows.
    fn of_same(&self, subject: &Subject, words: &[char]) -> Vec<usize> {
        let core = self.lexicon.core(words);
        let same = |claim: &Claim| match subject.foreign {
            0 => claim.subject == *subject,
            _ => {
                let noun: Vec<char> = claim.noun.chars().collect();
                alike(&core, &self.lexicon.core(&noun))
            }
        };
        let from = self
            .first
            .max(self.claims.len().saturating_sub(MOST_CLAIMS));
        let claims = self.claims.iter().enumerate().skip(from);
        let of = claims.filter(|(_, claim)| claim.role == Role::Amount && same(claim));
        of.map(|(place, _)| place).collect()
    }
}

/// Whether one of two nouns says all of the other.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = match one.len() < other.len() {
        true => (one, other),
        false => (other, one),
    };
    short.chars().count() > 1 && long.contains(short)
}
