//! Shares: hundredths against the whole that their words name, or that they stand among.

use super::Context;
use super::money;
use super::ratio::{Operand, Ratio, Verdict, computed, holds, quotient};
use crate::amount::Interval;
use crate::prose::{Claim, Role, TOLD, Unit};
use crate::recognise::FigureId;

/// So many claims before a part may have its whole among them.
const NEAR: usize = 40;

/// What a share may be of.
pub(super) struct Whole {
    pub(super) value: Interval,
    pub(super) printed: String,
    pub(super) operand: Operand,
    /// Whether the share is wrong if it is not of this one or of another that is certain.
    pub(super) certain: bool,
}

impl Context<'_> {
    /// A share against its part and whole: what its words name, else the amounts that it stands among
    /// or the total of the column that its part quotes. What is named and found nowhere is not judged.
    pub(in crate::check) fn share(&self, claim: &Claim) -> Option<Ratio> {
        let Some(of) = claim.of.or_else(|| self.told_behind(claim)) else {
            return self.share_alone(claim);
        };
        let part = self
            .claim(of)
            .filter(|part| !self.is_of_a_use(claim, part))?;
        let own = money(part)?;
        let wholes = self.wholes_of(claim, part);
        let ratio = Interval::around(claim.value);
        let judged = wholes.iter().map(|whole| holds(ratio, whole.value, own));
        let judged: Vec<Option<bool>> = judged.collect();
        let fitting = judged.iter().position(|holds| *holds == Some(true));
        let certain = wholes.iter().position(|whole| whole.certain);
        let whole = wholes.get(fitting.or(certain)?)?;
        if fitting.is_none() && self.is_of_own_money(claim, (ratio, own), &wholes) {
            return None;
        }
        let verdict = match fitting.is_some() || judged.contains(&None) {
            true => Verdict::Holds,
            false => Verdict::Fails,
        };
        Some(Ratio {
            verdict,
            computed: computed(own, whole.value, claim.value.scale()),
            formula: format!("{} ÷ {}", part.value, whole.printed),
            of: [Operand::Claim(of), whole.operand],
            ends: quotient(own, whole.value),
        })
    }

    /// Whether a share is that of a use which stands between it and an amount: 甲5万元，用于保障运转3万元，占60%.
    fn is_of_a_use(&self, share: &Claim, amount: &Claim) -> bool {
        let own = self.claims_of(share.passage).iter();
        let mut before = own.rev().skip_while(|other| other.start >= share.start);
        before.next().is_some_and(|use_of| {
            let money = matches!(use_of.unit, Some(Unit::Money(_)));
            let behind = amount.passage != use_of.passage || amount.start < use_of.start;
            money && behind && use_of.role == Role::Detail && self.in_one_sentence(use_of, share)
        })
    }

    /// The amount that stands behind a share and is of the same: 基本支出占62.5%，计5万元.
    fn told_behind(&self, share: &Claim) -> Option<usize> {
        let place = |claim: &Claim| (claim.passage, claim.start);
        let claims = &self.prose.claims;
        let next = claims.partition_point(|claim| place(claim) <= place(share));
        let amount = claims.get(next)?;
        let same = amount.noun == TOLD && amount.subject == share.subject;
        let near = same && self.in_one_sentence(share, amount);
        (near && amount.role == Role::Amount).then_some(next)
    }

    /// Whether a share is one of the year's own money: of a whole less what was carried over.
    fn is_of_own_money(
        &self,
        claim: &Claim,
        (ratio, own): (Interval, Interval),
        wholes: &[Whole],
    ) -> bool {
        let named = claim.base.as_ref().is_some_and(|base| base.is_own);
        let carried = self.lexicon().carried().filter_map(|id| self.in_yuan(id));
        named
            && carried.into_iter().any(|carried| {
                wholes.iter().any(|whole| {
                    let less = carried.times(-1).and_then(|it| whole.value.plus(it));
                    less.and_then(|less| holds(ratio, less, own)) == Some(true)
                })
            })
    }

    /// What a share may be of, what its words name first.
    fn wholes_of(&self, claim: &Claim, part: &Claim) -> Vec<Whole> {
        let mut wholes = Vec::new();
        let named = claim.base.as_ref().is_some_and(|base| base.is_named);
        let other = |place: &&usize| Some(**place) != claim.of;
        let is_own = |id: &FigureId| super::agrees(self.disclosure, part, *id) == Some(true);
        let now = part.role == Role::Amount;
        if let Some(base) = claim.base.as_ref().filter(|_| now) {
            let said = base.claims.iter().rev().filter(other);
            wholes.extend(said.filter_map(|&place| self.said_whole(place, named)));
            let certain =
                |id: &FigureId| named && !is_own(id) && self.is_nothing(*id) == Some(false);
            let figures = base.figures.iter().map(|id| (id, certain(id)));
            let figures = figures.chain(base.others.iter().map(|id| (id, false)));
            wholes.extend(figures.filter_map(|(&id, certain)| self.figure_whole(id, certain)));
        }
        let mut above = part.whole;
        while let Some((place, whole)) = above.and_then(|place| Some((place, self.claim(place)?))) {
            wholes.extend(self.said_whole(place, !named));
            above = whole.whole.filter(|next| Some(*next) < above);
        }
        if !named {
            let earlier = self.claims_before(part);
            wholes.extend(earlier.filter_map(|place| self.said_whole(place, false)));
        }
        let quoted = part.figures.iter().chain(&part.others);
        let quoted = quoted.filter(|id| now && is_own(id));
        let totals = quoted.flat_map(|&id| {
            let total = self.total_of(id).filter(|total| *total != id);
            [total, self.column_above(id)].into_iter().flatten()
        });
        wholes.extend(totals.filter_map(|total| self.figure_whole(total, !named)));
        wholes
    }

    /// The figure of the same row in the column that a figure's is a part of: of 基本支出, 合计.
    fn column_above(&self, id: FigureId) -> Option<FigureId> {
        let figure = self.disclosure.figures.get(id)?;
        let table = self.disclosure.table(figure.table)?;
        let known = self
            .rulebook
            .tables
            .get(table.spec)?
            .parts
            .get(figure.part)?;
        let own = known.columns.get(figure.column).filter(|own| !own.beside)?;
        let sum = || {
            known
                .columns
                .iter()
                .position(|column| column.name == "合计")
        };
        let within = own.within.or_else(sum).filter(|of| *of != figure.column)?;
        table.parts.get(figure.part)?.figure(figure.row, within)
    }

    /// The amounts of money that stand shortly before one.
    fn claims_before<'c>(&'c self, part: &'c Claim) -> impl Iterator<Item = usize> + 'c {
        let claims = &self.prose.claims;
        let place = |claim: &Claim| (claim.passage, claim.start);
        let own = claims.partition_point(|claim| place(claim) < place(part));
        let near = own.saturating_sub(NEAR)..own;
        near.filter(move |&at| {
            claims.get(at).is_some_and(|claim| {
                claim.role == part.role && matches!(claim.unit, Some(Unit::Money(_)))
            })
        })
    }

    pub(super) fn said_whole(&self, place: usize, certain: bool) -> Option<Whole> {
        let claim = self.claim(place)?;
        Some(Whole {
            value: money(claim)?,
            printed: claim.value.to_string(),
            operand: Operand::Claim(place),
            certain,
        })
    }

    pub(super) fn figure_whole(&self, id: FigureId, certain: bool) -> Option<Whole> {
        Some(Whole {
            value: self.in_yuan(id)?,
            printed: self.printed(id),
            operand: Operand::Figure(id),
            certain,
        })
    }
}
