//! Shares and changes that are told without the amount that they are of: the tables tell that.

use super::prior::Prior;
use super::ratio::{Operand, Ratio, Verdict, computed, holds, quotient, signed};
use super::share::Whole;
use super::{Context, money};
use crate::amount::Interval;
use crate::prose::{Claim, Direction};
use crate::recognise::FigureId;

impl Context<'_> {
    /// A share that is told without its amount: 基本支出占支出总计的88.16%. Both must be known without doubt, the part
    /// from the tables and the whole from them or from the amount that is being divided; any figures that fit will do.
    pub(super) fn share_alone(&self, claim: &Claim) -> Option<Ratio> {
        let base = claim.base.as_ref()?;
        let ratio = Interval::around(claim.value);
        let mut wholes: Vec<Whole> = base
            .claims
            .iter()
            .filter_map(|&place| self.said_whole(place, true))
            .collect();
        let figures = base.figures.iter().map(|id| (id, true));
        let figures = figures.chain(base.others.iter().map(|id| (id, false)));
        wholes.extend(figures.filter_map(|(&id, certain)| self.figure_whole(id, certain)));
        let of = |part: FigureId, whole: &Whole, verdict: Verdict| {
            let own = self.in_yuan(part)?;
            Some(Ratio {
                verdict,
                computed: computed(own, whole.value, claim.value.scale()),
                formula: format!("{} ÷ {}", self.printed(part), whole.printed),
                of: [Operand::Figure(part), whole.operand],
                ends: quotient(own, whole.value),
            })
        };
        for &part in claim.figures.iter().chain(&claim.others) {
            let own = self.in_yuan(part);
            let fits = |whole: &&Whole| holds(ratio, whole.value, own?).filter(|holds| *holds);
            if let Some(whole) = wholes.iter().find(|whole| fits(whole).is_some()) {
                return of(part, whole, Verdict::Holds);
            }
        }
        let parts = claim.figures.iter();
        let part = self.only(parts.filter_map(|&id| Some((id, self.in_yuan(id)?))))?;
        let certain = wholes.iter().filter(|whole| whole.certain);
        let whole = self.only(certain.map(|whole| (whole, whole.value)))?;
        let within = whole.value.centre() >= self.in_yuan(part)?.centre();
        let doubted = claim.subject.foreign > 0
            || base.is_own
            || self.is_of_a_unit(claim)
            || self.tells_an_earlier_year(claim);
        (within && !doubted).then(|| of(part, whole, Verdict::Fails))?
    }

    /// The first of some things if all have one amount other than nothing.
    fn only<T>(&self, all: impl Iterator<Item = (T, Interval)>) -> Option<T> {
        let mut all = all.filter(|(_, value)| !value.centre().is_zero());
        let (first, value) = all.next()?;
        let same = all.all(|(_, other)| other.meets(value) == Some(true));
        same.then_some(first)
    }

    /// Whether the sentence of a claim names an earlier year.
    fn tells_an_earlier_year(&self, claim: &Claim) -> bool {
        let Some(passage) = self.prose.passages.get(claim.passage) else {
            return false;
        };
        let from = passage.sentence_begin(claim.start);
        let own: String = passage.slice(from, claim.start).iter().collect();
        let earlier = |year: u16| self.disclosure.year.is_some_and(|own| year < own);
        let mut dates = self.prose.dates_of(claim.passage).into_iter();
        ["上年", "去年", "上一年", "同期"]
            .iter()
            .any(|word| own.contains(word))
            || dates.any(|date| date.start >= from && date.end <= claim.start && earlier(date.year))
    }

    /// Last year's figures that a change implies which is told without this year's amount, where its words say what it
    /// is from: 基本支出较上年增加3万元. What it is of must be known without doubt, and be no reason of another change.
    pub(super) fn implied_alone(
        &self,
        place: usize,
        claim: &Claim,
        direction: Direction,
    ) -> Option<Vec<(FigureId, Prior)>> {
        let told = claim.explicit && claim.subject.foreign == 0 && !claim.figures.is_empty();
        let compared = told && self.basis_alone(place, claim).is_some();
        let reason = || self.gives_a_reason(claim);
        if !compared || self.is_to_an_earlier_year(claim) || reason() || self.is_of_a_unit(claim) {
            return None;
        }
        let change = signed(direction, money(claim)?)?;
        let now = claim
            .figures
            .iter()
            .map(|&id| Some((id, self.in_yuan(id)?)));
        let now: Vec<(FigureId, Interval)> = now.collect::<Option<_>>()?;
        self.only(now.iter().copied())?;
        let prior = |(figure, now): (FigureId, Interval)| {
            let value = now.plus(change.times(-1)?)?;
            let claim = Some(place);
            let possible = value.below(Interval::default()) == Some(false);
            possible.then_some((figure, Prior { value, claim }))
        };
        now.into_iter().map(prior).collect()
    }

    /// Whether the clause before a claim gives reasons: 主要原因是项目支出减少3万元.
    fn gives_a_reason(&self, claim: &Claim) -> bool {
        let Some(passage) = self.prose.passages.get(claim.passage) else {
            return false;
        };
        let from = passage.sentence_begin(claim.start);
        let own: String = passage.slice(from, claim.start).iter().collect();
        ["原因", "由于", "因为", "主要是", "系"]
            .iter()
            .any(|word| own.contains(word))
    }
}
