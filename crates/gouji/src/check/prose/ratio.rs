//! Shares and rates: hundredths against the amounts that they are of.

use rust_decimal::Decimal;

use super::{Context, money};
use crate::amount::Interval;
use crate::prose::{Claim, Direction, Role, Subject, Unit};
use crate::recognise::{FigureId, says_nothing};

/// A ratio as it was judged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::check) struct Ratio {
    pub(in crate::check) verdict: Verdict,
    /// What it comes to, to the decimals that are printed.
    pub(in crate::check) computed: Decimal,
    /// By what.
    pub(in crate::check) formula: String,
    /// The amounts, in the order of the formula: part and whole, change and this year's, or this
    /// year's and last year's.
    pub(in crate::check) of: [Operand; 2],
    /// The least and the most that it can be, as its amounts are rounded; `None` where its base may
    /// be nothing.
    pub(in crate::check) ends: Option<Ends>,
}

/// An amount that a ratio is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Operand {
    /// A claim of the text.
    Claim(usize),
    /// A figure of a table.
    Figure(FigureId),
}

/// Whether a ratio holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::check) enum Verdict {
    Holds,
    /// It is off.
    Fails,
    /// Its amounts are impossible: more was added than there is.
    Impossible,
}

/// Two ends.
pub(crate) type Ends = (Decimal, Decimal);

fn ends(interval: Interval) -> Option<Ends> {
    let (centre, half) = (interval.centre(), interval.half());
    Some((centre.checked_sub(half)?, centre.checked_add(half)?))
}

fn product(one: Ends, other: Ends) -> Option<Ends> {
    let all = [
        one.0.checked_mul(other.0)?,
        one.0.checked_mul(other.1)?,
        one.1.checked_mul(other.0)?,
        one.1.checked_mul(other.1)?,
    ];
    Some((*all.iter().min()?, *all.iter().max()?))
}

/// Whether `ratio` hundredths of `base` can be `part`.
pub(in crate::check) fn holds(ratio: Interval, base: Interval, part: Interval) -> Option<bool> {
    let (low, high) = product(ends(ratio)?, ends(base)?)?;
    let hundred = Decimal::ONE_HUNDRED;
    let part = product(ends(part)?, (hundred, hundred))?;
    Some(low <= part.1 && part.0 <= high)
}

pub(in crate::check) fn computed(part: Interval, base: Interval, scale: u32) -> Decimal {
    let ratio = part.centre().checked_mul(Decimal::ONE_HUNDRED);
    let ratio = ratio.and_then(|part| part.checked_div(base.centre()));
    ratio
        .unwrap_or_default()
        .round_dp_with_strategy(scale, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// The least and the most that `part` in hundredths of `base` can be.
pub(super) fn quotient(part: Interval, base: Interval) -> Option<Ends> {
    let (part, base) = (ends(part)?, ends(base)?);
    if base.0 <= Decimal::ZERO {
        return None;
    }
    let of = |part: Decimal, base: Decimal| {
        part.checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(base)
            .map(|ratio| ratio.round_dp(6))
    };
    let all = [
        of(part.0, base.0)?,
        of(part.0, base.1)?,
        of(part.1, base.0)?,
        of(part.1, base.1)?,
    ];
    Some((*all.iter().min()?, *all.iter().max()?))
}

impl Context<'_> {
    /// A rate against what it is of: the change beside it and this year's amount, or the amounts of
    /// both years.
    pub(in crate::check) fn rate(&self, place: usize, claim: &Claim) -> Option<Ratio> {
        let Role::Rate(direction) = claim.role else {
            return None;
        };
        if self.is_average(claim) {
            return None;
        }
        let said = Interval::around(direction.signed(claim.value));
        match self.change_beside(place, claim) {
            Some(change) => self.rate_of_change(claim, said, change),
            None => self.rate_of_years(place, claim, said),
        }
    }

    fn rate_of_change(
        &self,
        claim: &Claim,
        said: Interval,
        (beside, change): (usize, &Claim),
    ) -> Option<Ratio> {
        let Role::Change(way) = change.role else {
            return None;
        };
        let delta = signed(way, money(change)?)?;
        let of_last_year = |at: usize, before: &Claim| {
            let formula = format!("{} ÷ {}", way.signed(change.value), before.value);
            let of = [Operand::Claim(beside), Operand::Claim(at)];
            let scale = claim.value.scale();
            judged(said, delta, money(before)?, scale, (formula, of))
        };
        let Some((place, now)) = claim.of.and_then(|of| Some((of, self.claim(of)?))) else {
            // 与上年12万元对比增加3万元，增长25%
            let before = beside.checked_sub(1)?;
            let compared = self.compared_with(before).is_some();
            return of_last_year(before, self.claim(before).filter(|_| compared)?);
        };
        if now.role == Role::Before && self.has_none_now(now, change) {
            return of_last_year(place, now);
        }
        let judge = |place: usize, now: &Claim| {
            let base = money(now)?.plus(delta.times(-1)?)?;
            let sign = if way == Direction::Down { '+' } else { '−' };
            let (way, by) = (way.signed(change.value), change.value);
            let formula = format!("{way} ÷ ({} {sign} {by})", now.value);
            let of = [Operand::Claim(beside), Operand::Claim(place)];
            judged(said, delta, base, claim.value.scale(), (formula, of))
        };
        let own = judge(place, now);
        let fails = own
            .as_ref()
            .is_some_and(|own| own.verdict != Verdict::Holds);
        // 甲5万元，其中:乙3万元，丙2万元，比上年增加1万元，增长25%
        let whole = now.whole.filter(|_| fails && !change.explicit);
        let whole = whole.and_then(|whole| judge(whole, self.claim(whole)?));
        whole
            .filter(|whole| whole.verdict == Verdict::Holds)
            .or(own)
    }

    /// Whether a change goes from an amount of last year to nothing: 2026年未安排, 上年为15万元，减少15万元.
    fn has_none_now(&self, before: &Claim, change: &Claim) -> bool {
        let Some(passage) = self.prose.passages.get(change.passage) else {
            return false;
        };
        let end = |c: &char| "。；!?".contains(*c);
        let from = passage.slice(0, change.start).iter().rposition(end);
        let from = from.map_or(0, |at| at.saturating_add(1));
        let words: String = passage.slice(from, change.start).iter().collect();
        let here = before.passage == change.passage && before.start >= from;
        here && (says_nothing(&words) || self.said_none_before(before, from))
    }

    /// Whether the sentence before a place says that there is nothing of an amount: 2026年无甲。上年甲15万元，减少15万元.
    fn said_none_before(&self, before: &Claim, from: usize) -> bool {
        let Some(passage) = self.prose.passages.get(before.passage) else {
            return false;
        };
        let end = from.saturating_sub(1);
        let begins = passage.slice(0, end).iter();
        let begin = begins.clone().rposition(|c| "。；!?".contains(*c));
        let words = passage.slice(begin.map_or(0, |at| at.saturating_add(1)), end);
        let said = self.lexicon().read(words);
        let same =
            before.subject.of.is_subset(&said.of) && before.subject.names.is_subset(&said.names);
        same && says_nothing(&words.iter().collect::<String>())
    }

    /// A rate against this year's and last year's amount. Where amounts of more years are told, it may be that from any
    /// of them to any later one.
    fn rate_of_years(&self, place: usize, claim: &Claim, said: Interval) -> Option<Ratio> {
        let first = self.before(place, claim)?;
        let judge = |(current, now): (usize, &Claim), (earlier, before): (usize, &Claim)| {
            let base = base(before, now)?;
            let delta = money(now)?.plus(base.times(-1)?)?;
            let formula = format!("({} − {}) ÷ {}", now.value, before.value, before.value);
            let of = [Operand::Claim(current), Operand::Claim(earlier)];
            judged(said, delta, base, claim.value.scale(), (formula, of))
        };
        let mut last = None;
        let own = claim.of.and_then(|of| Some((of, self.claim(of)?)));
        let own = own.filter(|(_, now)| now.role == Role::Before && now.year > first.1.year);
        let nows = own.into_iter().chain(
            self.same_year(place, claim, first.1)
                .filter(|_| own.is_none()),
        );
        for now in nows {
            let ratio = judge(now, first)?;
            if ratio.verdict == Verdict::Holds {
                return Some(ratio);
            }
            last = last.or(Some(ratio));
        }
        let mut others = self.befores(place, claim).flat_map(|before| {
            let later = self
                .befores(place, claim)
                .filter(move |now| now.1.year > before.1.year);
            let later = self.same_year(place, claim, before.1).chain(later);
            later.filter_map(move |now| judge(now, before))
        });
        others
            .find(|ratio| ratio.verdict == Verdict::Holds)
            .or(last)
    }

    /// Whether a rate is of several years together.
    fn is_average(&self, claim: &Claim) -> bool {
        let passage = self.prose.passages.get(claim.passage);
        let words = passage.map_or(&[][..], |passage| passage.slice(claim.lead, claim.start));
        let words: String = words.iter().collect();
        ["年均", "平均", "累计", "复合"]
            .iter()
            .any(|word| words.contains(word))
    }

    /// Last year's amount that stands before a rate in its paragraph: of several years', that of the year before.
    pub(in crate::check) fn before<'c>(
        &'c self,
        place: usize,
        claim: &'c Claim,
    ) -> Option<(usize, &'c Claim)> {
        let now = claim.of.and_then(|of| self.claim(of)?.year);
        let last = now.and_then(|now| now.checked_sub(1));
        let mut near = self.befores(place, claim);
        let first = near.next()?;
        let one = near.all(|(_, before)| before.year == first.1.year);
        match one && (now.is_none() || first.1.year < now) {
            true => Some(first),
            false => self
                .befores(place, claim)
                .find(|(_, before)| before.year == last),
        }
    }

    /// Amounts of earlier years that stand before a rate in its paragraph, the nearest first: of the same, or of what
    /// the sentence tells behind them.
    fn befores<'c>(
        &'c self,
        place: usize,
        claim: &'c Claim,
    ) -> impl Iterator<Item = (usize, &'c Claim)> {
        let nameless = |other: &Claim| {
            other.subject == Subject::default()
                && !other.explicit
                && self.in_one_sentence(other, claim)
        };
        let same = move |other: &Claim| other.subject == claim.subject || nameless(other);
        self.earlier_in_paragraph(place, claim)
            .filter(move |(_, other)| other.role == Role::Before && same(other))
    }

    /// The claims before one in its paragraph, the nearest first.
    fn earlier_in_paragraph<'c>(
        &'c self,
        place: usize,
        claim: &'c Claim,
    ) -> impl Iterator<Item = (usize, &'c Claim)> {
        let earlier = self.prose.claims.get(..place).unwrap_or_default();
        let near = earlier.iter().enumerate().rev();
        near.take_while(move |(_, other)| other.passage == claim.passage)
    }

    /// This year's and last year's amount that a change or a rate tells from what to what it goes, where the paragraph
    /// has both.
    pub(in crate::check) fn years<'c>(
        &'c self,
        place: usize,
        claim: &'c Claim,
    ) -> Option<(&'c Claim, &'c Claim)> {
        let (_, before) = self.before(place, claim)?;
        let now = self.claim(claim.of?)?;
        (now.subject == before.subject && now.passage == before.passage).then_some((now, before))
    }

    /// This year's amounts of the same subject in the paragraph, the nearest first.
    fn same_year<'c>(
        &'c self,
        place: usize,
        claim: &'c Claim,
        before: &'c Claim,
    ) -> impl Iterator<Item = (usize, &'c Claim)> {
        let near = self.earlier_in_paragraph(place, claim);
        near.filter(move |(_, other)| {
            other.role == Role::Amount
                && (other.subject == before.subject || other.subject == claim.subject)
                && matches!(other.unit, Some(Unit::Money(_)))
        })
    }

    pub(super) fn in_yuan(&self, id: FigureId) -> Option<Interval> {
        let figure = self.disclosure.figures.get(id)?;
        let unit = self.disclosure.unit_of(figure.table)?;
        let amount = figure.value.amount()?;
        amount
            .interval()
            .shifted(unit.exponent_to(crate::amount::AmountUnit::Yuan))
    }
}

fn judged(
    said: Interval,
    delta: Interval,
    base: Interval,
    scale: u32,
    (formula, of): (String, [Operand; 2]),
) -> Option<Ratio> {
    let (low, high) = ends(base)?;
    let verdict = if high < Decimal::ZERO {
        Verdict::Impossible
    } else if low <= Decimal::ZERO {
        // Of nothing, or of what may be nothing, there is no rate: by convention it is a whole.
        let rate = said.centre().abs();
        if rate == Decimal::ONE_HUNDRED || rate.is_zero() || holds(said, base, delta)? {
            return None;
        }
        Verdict::Fails
    } else if holds(said, base, delta)? {
        Verdict::Holds
    } else {
        Verdict::Fails
    };
    Some(Ratio {
        verdict,
        computed: computed(delta, base, scale),
        formula,
        of,
        ends: quotient(delta, base),
    })
}

/// Last year's amount; a nothing without decimals is as precise as this year's amount.
fn base(before: &Claim, now: &Claim) -> Option<Interval> {
    let Some(Unit::Money(exponent)) = before.unit.as_ref().filter(|_| before.value.is_zero())
    else {
        return money(before);
    };
    let mut nothing = Decimal::ZERO;
    nothing.rescale(before.value.scale().max(now.value.scale()));
    Interval::around(nothing).shifted(*exponent)
}

/// A change with its sign.
pub(in crate::check) fn signed(direction: Direction, value: Interval) -> Option<Interval> {
    match direction {
        Direction::Up => Some(value),
        Direction::Down => value.times(-1),
        Direction::Level => Some(Interval::point(Decimal::ZERO)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> Interval {
        Interval::around(text.parse().unwrap())
    }

    #[test]
    fn a_rate_allows_what_its_operands_rounding_allows() {
        for (rate, change, now, expected) in [
            ("11.42", "63.38", "618.13", Some(Verdict::Holds)),
            ("11.44", "63.38", "618.13", Some(Verdict::Fails)),
            ("13.60", "66.79", "557.72", Some(Verdict::Holds)),
            ("15.06", "2.21", "16.88", Some(Verdict::Holds)),
            ("2.00", "4.00", "3.00", Some(Verdict::Impossible)),
            ("0.00", "0.00", "0.00", None),
            ("100.00", "60.13", "60.13", None),
            ("0.00", "60.13", "60.13", None),
            ("200.00", "60.13", "60.13", Some(Verdict::Fails)),
            ("200.00", "0.01", "0.01", None),
        ] {
            let delta = printed(change);
            let base = printed(now).plus(delta.times(-1).unwrap()).unwrap();
            let of = [Operand::Claim(0), Operand::Claim(1)];
            let ratio = judged(printed(rate), delta, base, 2, (String::new(), of));
            assert_eq!(ratio.map(|ratio| ratio.verdict), expected, "{rate}");
        }
    }
}
