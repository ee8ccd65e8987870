//! Amounts of which the words do not say surely what they quote, and which a slip of the hand parts from what they may.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Context, Quote, Whole, figure, told_for_each, wholes};
use crate::prose::{Claim, Passage, Role, Unit};
use crate::recognise::FigureId;
use crate::report::{Reason, slip};

/// Digits of an amount at least, without the noughts at its end: fewer are near each other by chance.
const FEWEST_DIGITS: usize = 4;

/// Slips that are hardly ever between two amounts by chance: one digit that is another may be the difference of a
/// round amount.
const TELLING: [Reason; 5] = [
    Reason::DigitsSwapped,
    Reason::PointShifted,
    Reason::DigitMissing,
    Reason::DigitExtra,
    Reason::UnitFactor,
];

/// Words of a sentence on performance, and those before the amount of all that is managed by it.
const PERFORMANCE: &str = "绩效";
const COVERED: [&str; 4] = ["涉及", "金额", "资金", "预算支出"];

/// Words of amounts that have figures of their own.
const ELSEWHERE: [&str; 2] = ["整体", "预算安排项目"];

/// What that may be: expenditure on projects, or all, of one fund or of all.
const MAY_BE: [&str; 9] = [
    "项目支出",
    "一般公共预算项目支出",
    "财政拨款项目支出",
    "政府性基金预算支出",
    "国有资本经营预算支出",
    "支出预算",
    "一般公共预算支出",
    "一般公共预算拨款收入",
    "财政拨款支出",
];

/// Words of amounts that are no amount of what they name: what was added to it, what is spent on each.
const OTHERWISE: [&str; 14] = [
    "增", "减", "压", "降", "少", "多", "节约", "结余", "上年", "去年", "标准", "每", "均", "累计",
];

/// Characters that nobody knows among the words of an amount at most.
const MOST_FOREIGN: usize = 4;

/// An amount of the text, and what it is a slip of.
pub(in crate::check) struct Mistyped<'a> {
    pub(in crate::check) claim: &'a Claim,
    pub(in crate::check) reason: Reason,
    pub(in crate::check) of: Meant<'a>,
}

/// What an amount is a slip of.
pub(in crate::check) enum Meant<'a> {
    /// A figure of a table.
    Figure(FigureId),
    /// What the other parts leave of a whole, in the unit of the amount.
    Rest(&'a Claim, Decimal),
}

impl<'a> Context<'a> {
    /// The amounts that are slips of what they may be.
    pub(in crate::check) fn all_mistyped(&self) -> Vec<Mistyped<'a>> {
        let mut totals: Option<Vec<FigureId>> = None;
        let mut found = Vec::new();
        for (_, claim) in self.claims().filter(|(_, claim)| self.is_open(claim)) {
            let near = if self.is_covered(claim) {
                let totals = totals.get_or_insert_with(|| self.covers());
                self.mistyped(claim, totals)
            } else if self.is_named(claim) {
                self.mistyped(claim, &self.lexicon().named_figures(&claim.subject))
            } else {
                None
            };
            found.extend(near.map(|(id, reason)| Mistyped {
                claim,
                reason,
                of: Meant::Figure(id),
            }));
        }
        let parts = wholes(self);
        let parts = parts.iter().filter_map(|whole| self.mistyped_part(whole));
        for part in parts {
            if !found.iter().any(|it| std::ptr::eq(it.claim, part.claim)) {
                found.push(part);
            }
        }
        found
    }

    /// The figure that an amount is a slip of; `None` where it is one of those given, or near none of them.
    pub(in crate::check) fn mistyped(
        &self,
        claim: &Claim,
        of: &[FigureId],
    ) -> Option<(FigureId, Reason)> {
        let Some(Unit::Money(exponent)) = claim.unit else {
            return None;
        };
        let printed = |id: FigureId| {
            let there = figure(self.disclosure, id)?.shifted(exponent.checked_neg()?)?;
            Some(rounded(there.centre(), claim.value.scale()))
        };
        let all: Vec<(FigureId, Decimal)> = of
            .iter()
            .filter_map(|&id| Some((id, printed(id)?)))
            .collect();
        if all.iter().any(|(_, value)| *value == claim.value) {
            return None;
        }
        let mut near = all
            .into_iter()
            .filter_map(|(id, value)| Some((id, telling(claim.value, value)?)));
        near.next()
    }

    /// Whether an amount is compared with nothing.
    fn is_open(&self, claim: &Claim) -> bool {
        matches!(claim.role, Role::Amount | Role::Detail)
            && matches!(claim.unit, Some(Unit::Money(_)))
            && self.quote(claim) == Quote::Open
    }

    /// Whether an amount is that of the projects that are managed by performance.
    fn is_covered(&self, claim: &Claim) -> bool {
        let passage = self.prose.passages.get(claim.passage);
        let said = |passage: &Passage| {
            let words = passage.slice(0, claim.start);
            let from = words.iter().rposition(|c| "。；".contains(*c));
            let from = from.map_or(0, |at| at.saturating_add(1));
            let own: String = words.iter().skip(from).collect();
            own.contains(PERFORMANCE)
                && COVERED.iter().any(|word| own.contains(word))
                && !ELSEWHERE.iter().any(|word| own.contains(word))
        };
        claim.role == Role::Amount && claim.subject.names.is_empty() && passage.is_some_and(said)
    }

    /// The figures that such an amount may be.
    fn covers(&self) -> Vec<FigureId> {
        let lexicon = self.lexicon();
        let meant = MAY_BE.iter().flat_map(|words| {
            let subject = lexicon.read(&words.chars().collect::<Vec<char>>());
            lexicon.candidates(&subject, &BTreeSet::new()).0
        });
        let mut all: Vec<FigureId> = Vec::new();
        for id in meant {
            if !all.contains(&id) {
                all.push(id);
            }
        }
        all
    }

    /// Whether the words of an amount name what it is of, and say nothing of another year, a change or a piece.
    fn is_named(&self, claim: &Claim) -> bool {
        let passage = self.prose.passages.get(claim.passage);
        let words = passage.map_or(&[][..], |passage| passage.slice(claim.lead, claim.start));
        let words: String = words.iter().collect();
        let year = self.disclosure.year.map(|year| year.to_string());
        let words = words.replace(year.as_deref().unwrap_or(" "), "");
        !claim.subject.names.is_empty()
            && claim.subject.foreign <= MOST_FOREIGN
            && !words.contains(|c: char| c.is_ascii_digit())
            && !OTHERWISE.iter().any(|word| words.contains(word))
            && !told_for_each(self, claim)
    }

    /// The only part of an amount that is a slip of what the others leave of it.
    fn mistyped_part(&self, whole: &Whole<'a>) -> Option<Mistyped<'a>> {
        let untold = whole.untold()?;
        if matches!(self.quote(whole.claim), Quote::Differs(_)) {
            return None;
        }
        let open = whole.parts.iter().copied().filter(|part| {
            matches!(part.unit, Some(Unit::Money(_))) && self.quote(part) == Quote::Open
        });
        let mut near = open.filter_map(|part| {
            let (rest, reason) = rest_of(part, untold)?;
            Some(Mistyped {
                claim: part,
                reason,
                of: Meant::Rest(whole.claim, rest),
            })
        });
        near.next().filter(|_| near.next().is_none())
    }
}

/// What a part would be with all that is untold of its whole, if it is a slip of that; all amounts are rounded, and two
/// digits that are swapped leave no doubt of a last digit more or less.
pub(super) fn rest_of(part: &Claim, untold: Decimal) -> Option<(Decimal, Reason)> {
    let Some(Unit::Money(exponent)) = part.unit else {
        return None;
    };
    let scale = part.value.scale();
    let places = u32::try_from(exponent).ok()?;
    let untold = untold.checked_div(Decimal::from(10_u64.checked_pow(places)?))?;
    let full = rounded(part.value.checked_add(untold)?, scale);
    let step = Decimal::new(1, scale);
    let all = [Some(full), full.checked_add(step), full.checked_sub(step)];
    let mut near = all.into_iter().flatten().filter_map(|rest| {
        let reason = telling(part.value, rest)?;
        (rest == full || reason == Reason::DigitsSwapped).then_some((rest, reason))
    });
    near.next()
}

/// The slip between two amounts with the same decimals, if it tells.
fn telling(printed: Decimal, meant: Decimal) -> Option<Reason> {
    let digits = |value: Decimal| value.normalize().mantissa().abs().to_string().len();
    let enough = digits(printed).min(digits(meant)) >= FEWEST_DIGITS;
    let reason = slip(&printed.to_string(), &meant.to_string());
    (enough && TELLING.contains(&reason)).then_some(reason)
}

/// A value with so many decimals.
pub(super) fn rounded(value: Decimal, scale: u32) -> Decimal {
    let rounding = RoundingStrategy::MidpointAwayFromZero;
    let mut value = value.round_dp_with_strategy(scale, rounding);
    value.rescale(scale);
    value
}
