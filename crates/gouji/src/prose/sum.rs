//! Words for the sum of amounts before them: 合计, 两项合计.

use super::claim::{Claim, Reader, Role};
use super::lead::Said;

/// Words for a sum.
const SUMS: &[&str] = &["合计", "共计", "小计", "总计"];

/// Words before them that say what is added up.
const OF: &[&str] = &["以上", "上述", "以上各项", "上述各项"];

/// Numbers of what is added up, from two on.
const NUMBERS: &[char] = &['两', '三', '四', '五', '六', '七', '八'];

/// Behind a number.
const THINGS: &[char] = &['项', '类', '者', '笔', '部'];

/// How many amounts a sum says that it is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Many {
    Told(usize),
    Untold,
}

/// How many amounts before them the words of a sum are of; `None` where they are no such words.
pub(crate) fn sum_of(noun: &str) -> Option<Many> {
    let noun = noun.trim_start_matches(|c: char| !c.is_alphanumeric());
    let noun = noun.trim_end_matches(['为', '是', '达', '约', '共']);
    let of = SUMS.iter().find_map(|sum| noun.strip_suffix(sum))?;
    if of.is_empty() || OF.contains(&of) {
        return Some(Many::Untold);
    }
    let told = of
        .trim_start_matches("以上")
        .trim_start_matches("上述")
        .trim_end_matches("分");
    let mut chars = told.chars();
    let number = chars.next()?;
    let things = chars.next().is_none_or(|c| THINGS.contains(&c));
    let number = match number {
        '二' => 2,
        _ => NUMBERS
            .iter()
            .position(|it| *it == number)?
            .saturating_add(2),
    };
    (things && chars.next().is_none()).then_some(Many::Told(number))
}

impl Reader<'_> {
    /// Whether an amount is the sum of those that its sentence tells before it.
    pub(super) fn is_sum(&self, claim: &Claim) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default().last();
        let before = own.filter(|last| {
            let ended = self.slice(last.end, claim.start).contains(&'。');
            last.role == Role::Amount && !ended
        });
        before.is_some() && sum_of(&claim.noun).is_some()
    }

    /// Whether a change is that of all that its sentence tells before it: 甲增加3万元，乙减少2万元，合计增加1万元.
    pub(super) fn is_sum_of_changes(&self, lead: usize, words: &[Said<'_>]) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default().last();
        let turn = words.first().map_or(lead, |said| said.at);
        let after = own.filter(|last| {
            let ended = self.slice(last.end, lead).contains(&'。');
            matches!(last.role, Role::Change(_) | Role::Rate(_)) && last.explicit && !ended
        });
        after.is_some() && sum_of(&self.said(lead, turn)).is_some()
    }
}
