//! Changes against the amounts of both years that stand beside them; of what there was nothing of last year all that is
//! there now was added.

use super::{Context, Quote, money, ratio::signed};
use crate::amount::Interval;
use crate::prose::{Claim, Passage, Role};

/// Words of last year; its number counts as one of them.
pub(super) const LAST_YEAR: [&str; 2] = ["上年", "去年"];

/// What stands between them and what says that there was nothing.
const BETWEEN: &str = "年度初预算执行中数安排均决财政拨款为，";

/// What says that there was nothing, of the very thing that is told of.
const NOTHING: [&str; 10] = [
    "无此项",
    "无该项",
    "未单列",
    "为零",
    "没有此项",
    "没有该项",
    "未安排此项",
    "未安排该项",
    "未列此项",
    "未列该项",
];

impl Context<'_> {
    /// Changes of what there was nothing of last year that are not all that is there now, each with last year's amount
    /// that it implies.
    pub(in crate::check) fn added_otherwise(&self) -> Vec<(usize, Interval)> {
        let changes = self
            .claims()
            .filter(|(_, claim)| matches!(claim.role, Role::Change(_)));
        let found = changes.filter_map(|(place, claim)| {
            let Role::Change(direction) = claim.role else {
                return None;
            };
            let now = self.claim(claim.of?)?;
            let alone = now.role == Role::Amount
                && now.passage == claim.passage
                && !matches!(self.quote(now), Quote::Differs(_));
            let change = signed(direction, money(claim)?)?;
            let implied = money(now)?.plus(change.times(-1)?)?;
            let apart = implied.meets(Interval::default()) == Some(false);
            (alone && apart && self.was_nothing(place, claim)).then_some((place, implied))
        });
        found.collect()
    }

    /// Changes that are not what both years' amounts directly before them differ by, where no table tells: 5万元，比上年3万元
    /// 增加1万元, or 2025年3万元，2026年5万元，比上年增加1万元. Each with that difference, in 元.
    pub(in crate::check) fn changed_otherwise(&self) -> Vec<(usize, Interval)> {
        let changes = self.claims().filter_map(|(place, claim)| {
            let Role::Change(direction) = claim.role else {
                return None;
            };
            let (last, first) = (place.checked_sub(1)?, place.checked_sub(2)?);
            let (one, other) = (self.claim(first)?, self.claim(last)?);
            let passage = self.prose.passages.get(claim.passage)?;
            let beside =
                one.passage == claim.passage && passage.slice(one.end, other.lead) == ['，'];
            let (now, before) = match (one.role, other.role) {
                (Role::Amount, Role::Before) if self.is_from(last, first, claim) => (one, other),
                (Role::Before, Role::Amount) if self.is_from_first(place, claim) => (other, one),
                _ => return None,
            };
            let differ = money(now)?.plus(money(before)?.times(-1)?)?;
            let apart = signed(direction, money(claim)?)?.meets(differ) == Some(false);
            (beside && apart).then_some((place, differ))
        });
        changes.collect()
    }

    /// Whether a change goes from last year's amount directly before it to an amount that no table has.
    fn is_from(&self, before: usize, now: usize, change: &Claim) -> bool {
        let compared = self.compared_with(before);
        let open = |now: &Claim| self.quote(now) == Quote::Open;
        change.of == Some(now)
            && self.claim(now).is_some_and(open)
            && compared.is_some_and(|own| own.start == change.start)
    }

    /// Whether a change goes to the amount directly before it from last year's, which stands before that and is of the
    /// same plan, and whether no table has that.
    fn is_from_first(&self, place: usize, change: &Claim) -> bool {
        let (Some(last), Some(first)) = (place.checked_sub(1), place.checked_sub(2)) else {
            return false;
        };
        let (Some(now), Some(before)) = (self.claim(last), self.claim(first)) else {
            return false;
        };
        let year = self.disclosure.year.and_then(|year| year.checked_sub(1));
        let words = self.said_before(place);
        let of_last_year = ["比上年", "较上年", "同比", "比2", "较2"];
        change.of == Some(last)
            && before.year == year
            && year.is_some()
            && before.subject == now.subject
            && of_last_year.iter().any(|word| words.contains(word))
            && self.base_of(first) == self.base_of(place)
            && !self.is_to_an_earlier_year(change)
            && !matches!(self.quote(now), Quote::Differs(_))
            && !self.has_last_year(now)
    }

    /// Whether the sentence of a change says that there was nothing last year.
    fn was_nothing(&self, place: usize, change: &Claim) -> bool {
        let before = place.checked_sub(1).and_then(|at| self.claim(at));
        let nought = before.is_some_and(|before| {
            before.role == Role::Before
                && before.value.is_zero()
                && (before.subject == change.subject || is_bare(before))
                && self.in_one_sentence(before, change)
        });
        let passage = self.prose.passages.get(change.passage);
        nought || passage.is_some_and(|passage| self.says_nothing_was(passage, change))
    }

    fn says_nothing_was(&self, passage: &Passage, change: &Claim) -> bool {
        let ends = |c: &char| "。；".contains(*c);
        let before = passage.slice(0, change.start);
        let from = before
            .iter()
            .rposition(ends)
            .map_or(0, |at| at.saturating_add(1));
        let behind = passage.slice(change.end, passage.text.len());
        let to = behind.iter().position(ends).unwrap_or(behind.len());
        let sentence: String = passage
            .slice(from, change.end.saturating_add(to))
            .iter()
            .collect();
        let last = self.disclosure.year.and_then(|year| year.checked_sub(1));
        let last = last.map(|year| format!("{year}年"));
        let words = LAST_YEAR.iter().copied().chain(last.as_deref());
        words
            .flat_map(|word| sentence.split(word).skip(1))
            .any(begins_with_nothing)
    }
}

/// Whether the words of last year's amount name nothing else: 上年预算数为.
fn is_bare(before: &Claim) -> bool {
    let words = before.noun.trim_start_matches("上年");
    words.trim_start_matches(|c| BETWEEN.contains(c)).is_empty()
}

/// Whether words behind last year say that there was nothing; 此项目 is another thing.
fn begins_with_nothing(words: &str) -> bool {
    let words = words.trim_start_matches(|c| BETWEEN.contains(c));
    let mut said = NOTHING.iter().filter_map(|word| words.strip_prefix(word));
    said.any(|rest| !rest.starts_with('目'))
}
