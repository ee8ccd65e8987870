//! What was named before an amount and narrows what its own words say: of 甲支出5万元（其中基本支出3万元） the second is
//! the basic expenditure of 甲 alone.

use std::collections::BTreeSet;

use super::claim::{Claim, Reader};
use super::subject::{Lexicon, Subject};
use super::vocabulary::{Concept, concept};
use crate::recognise::FigureId;

/// How many wholes of wholes are looked at.
const MOST_WHOLES: usize = 4;

impl Lexicon {
    /// Gives a subject what another says that it is within: a name, a fund and a nature where it has none of its own.
    fn narrow(&self, subject: &mut Subject, within: &Subject) {
        let said = subject.closure();
        for kind in self.kinds.iter().skip(1) {
            if said.is_disjoint(kind) {
                subject.of.extend(within.of.intersection(kind));
            }
        }
        subject.of.extend(within.of.get(&concept("part")));
        if subject.names.is_empty() {
            subject.names.extend(&within.names);
        }
    }

    /// The funds that a subject names.
    fn fund(&self, subject: &Subject) -> Subject {
        let [_, funds, _] = &self.kinds;
        Subject {
            of: subject.of.intersection(funds).copied().collect(),
            ..Subject::default()
        }
    }

    /// Whether two contexts name the same funds.
    pub(super) fn are_of_one_fund(
        &self,
        one: &BTreeSet<Concept>,
        other: &BTreeSet<Concept>,
    ) -> bool {
        let [_, funds, _] = &self.kinds;
        one.intersection(funds).eq(other.intersection(funds))
    }
}

impl Reader<'_> {
    /// The figures that an amount may quote, in the scope that it stands in. Those of a wider one only excuse it.
    pub(super) fn quotable(&self, claim: &Claim) -> (Vec<FigureId>, Vec<FigureId>) {
        let (figures, others) = self.lexicon.candidates(&claim.subject, &claim.context);
        if self.may_be_of_the_last(claim) {
            return (Vec::new(), figures.into_iter().chain(others).collect());
        }
        let narrow = self.narrowed(claim);
        if narrow == claim.subject {
            return (figures, others);
        }
        let (own, mut wider) = self.lexicon.candidates(&narrow, &claim.context);
        let all = figures.into_iter().chain(others);
        wider.extend(all.filter(|figure| !own.contains(figure)));
        (own, wider)
    }

    /// What an amount is of with what was named before it.
    fn narrowed(&self, claim: &Claim) -> Subject {
        let mut subject = claim.subject.clone();
        if subject.is_empty() {
            return subject;
        }
        let mut whole = claim.whole;
        for _ in 0..MOST_WHOLES {
            let Some(above) = whole.and_then(|at| self.claims.get(at)) else {
                break;
            };
            self.lexicon.narrow(&mut subject, &above.subject);
            whole = above.whole;
        }
        if let Some(within) = self.within(claim.lead) {
            self.lexicon.narrow(&mut subject, &within);
        }
        if let Some(fund) = self.fund_beside(claim) {
            self.lexicon.narrow(&mut subject, &fund);
        }
        let part = concept("part");
        if self
            .before_in_sentence(claim)
            .any(|other| other.subject.of.contains(&part))
        {
            subject.of.insert(part);
        }
        subject
    }

    /// The claims before one in its part of the sentence, the nearest first.
    fn before_in_sentence(&self, claim: &Claim) -> impl Iterator<Item = &Claim> {
        let own = self
            .claims
            .get(self.first..)
            .unwrap_or_default()
            .iter()
            .rev();
        let lead = claim.lead;
        own.take_while(move |other| {
            let between = self.slice(other.end, lead);
            !between.iter().any(|c| "。；!?".contains(*c))
        })
    }

    /// Whether a basic expenditure or the like may be that of the row told before it: 甲(项)5万元，全部为基本支出.
    fn may_be_of_the_last(&self, claim: &Claim) -> bool {
        let is_nature = |subject: &Subject| {
            let [_, _, natures] = &self.lexicon.kinds;
            subject.names.is_empty() && !subject.of.is_disjoint(natures)
        };
        let mut before = self
            .before_in_sentence(claim)
            .filter(|other| other.role == claim.role);
        let last = before.find(|other| other.whole == claim.whole && !is_nature(&other.subject));
        is_nature(&claim.subject) && last.is_some_and(|last| !last.subject.names.is_empty())
    }

    /// What a clause of the sentence names of which parts are told: 项目支出中，财政拨款3万元、其他资金2万元.
    fn within(&self, lead: usize) -> Option<Subject> {
        let begins = |at: &usize| self.at(*at).is_some_and(|c| "。；!?".contains(c));
        let from = (0..lead)
            .rev()
            .find(begins)
            .map_or(0, |at| at.saturating_add(1));
        let ends = |at: &usize| {
            self.at(*at) == Some('中') && matches!(self.at(at.saturating_add(1)), Some('，' | ':'))
        };
        let clauses = (from..lead).rev().filter(ends);
        let mut named = clauses.map(|end| {
            let words = self.without_years(self.lead(from, end), end);
            self.lexicon.read(&words)
        });
        named.find(|subject| !subject.is_empty())
    }

    /// The only fund that stands before what was carried over, in its part of the sentence: it may be that of the fund
    /// as well as all of it.
    fn fund_beside(&self, claim: &Claim) -> Option<Subject> {
        let carried = ["carry", "forward"].map(concept);
        if !carried.iter().any(|of| claim.subject.of.contains(of)) {
            return None;
        }
        let near = self.before_in_sentence(claim);
        let mut funds = near.map(|other| self.lexicon.fund(&other.subject));
        let first = funds.find(|fund| !fund.is_empty())?;
        let other = funds.any(|fund| !fund.is_empty() && fund != first);
        (!other).then_some(first)
    }
}
