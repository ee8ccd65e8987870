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

    /// Changes that are not what both years' amounts directly before them differ by, where no table has this year's: 5万元，
    /// 比上年3万元增加1万元. Each with that difference, in 元.
    pub(in crate::check) fn changed_otherwise(&self) -> Vec<(usize, Interval)> {
        let changes = self.claims().filter_map(|(place, claim)| {
            let Role::Change(direction) = claim.role else {
                return None;
            };
            let (last, first) = (place.checked_sub(1)?, place.checked_sub(2)?);
            let (now, before) = (self.claim(first)?, self.claim(last)?);
            let passage = self.prose.passages.get(claim.passage)?;
            let directly = claim.of == Some(first)
                && now.role == Role::Amount
                && now.passage == claim.passage
                && self.quote(now) == Quote::Open
                && passage.slice(now.end, before.lead) == ['，']
                && self
                    .compared_with(last)
                    .is_some_and(|change| change.start == claim.start);
            let differ = money(now)?.plus(money(before)?.times(-1)?)?;
            let apart = signed(direction, money(claim)?)?.meets(differ) == Some(false);
            (directly && apart).then_some((place, differ))
        });
        changes.collect()
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
