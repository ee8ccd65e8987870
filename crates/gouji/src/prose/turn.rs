//! Words that say how an amount turned, and not of what: 由3万元调整为5万元, 变动幅度66.67%, 相差2万元, 持平.

use rust_decimal::Decimal;

use super::claim::{COMPARES, Claim, Direction, Reader, Role};
use super::each::SHARES;
use super::number::{Number, Unit};
use super::vocabulary::Meaning;

/// Verbs between an amount as it was and as it is.
const TURNS: &[&str] = &[
    "调整", "变更", "变", "增加", "增长", "增", "提高", "上升", "上调", "调增", "减少", "减",
    "下降", "降低", "降", "压减", "压缩", "下调", "调减",
];

/// What joins them to the amount as it is.
const BECOMES: &[char] = &['到', '至', '为'];

/// Words for a rate that leave open which way it goes, as the change beside it says.
const RATES: &[&str] = &[
    "变动幅度",
    "增减幅度",
    "变化幅度",
    "变动率",
    "增减率",
    "变化率",
    "变动比例",
    "增减比例",
    "变化比例",
    "变幅",
    "幅度",
];

/// Words for how far two amounts are apart.
const DIFFERENCES: &[&str] = &["相差", "增减额", "变动额", "变化额", "增减数", "增减变动额"];

impl Reader<'_> {
    /// The amount of last year that an amount directly behind it comes from: 由3万元调整为5万元.
    pub(super) fn comes_from(&self, lead: usize, number: &Number) -> Option<&Claim> {
        let last = self.claims.get(self.first..)?.last()?;
        let money = matches!(number.unit, Unit::Money(_));
        let words: String = self.without_years(lead, number.start).iter().collect();
        let words = words.trim_end_matches(['的', '年', '约']);
        let turn = words.strip_suffix(BECOMES)?;
        let is_turn = TURNS.contains(&turn);
        (money && is_turn && last.role == Role::Before && last.end == lead).then_some(last)
    }

    /// What a number is whose words say that something changed, and not which way.
    pub(super) fn turns_without_way(&self, lead: usize, number: &Number) -> Option<Role> {
        if self.is_detail(number.start) {
            return None;
        }
        let rate = self.rate_without_way(lead, number).map(Role::Rate);
        rate.or_else(|| self.difference(lead, number).map(Role::Change))
    }

    /// The way of a rate whose words leave it open, by the change directly before it: 增加5万元，变动幅度4.76%; alone in
    /// brackets it needs no words: 增加5万元（4.76%）.
    fn rate_without_way(&self, lead: usize, number: &Number) -> Option<Direction> {
        let last = self.claims.get(self.first..)?.last()?;
        let directly = last.end.saturating_add(1) == lead && number.unit == Unit::Percent;
        let within = self.at(last.end) == Some('(') && self.at(number.end) == Some(')');
        let words = self.told_by(lead, number.start);
        let told = RATES.contains(&words.as_str()) || within && lead == number.start;
        match last.role {
            Role::Change(direction) if told && directly => Some(direction),
            _ => None,
        }
    }

    /// The way of a difference without one, by the amounts of both years that its sentence tells, or by its sign.
    fn difference(&self, lead: usize, number: &Number) -> Option<Direction> {
        let words = self.said(lead, number.start);
        let signed = words.ends_with('-').then_some(Direction::Down);
        let words = self.told_by(lead, number.start);
        let told = DIFFERENCES.iter().any(|it| words.ends_with(it));
        let own = self.claims.get(self.first..)?;
        let (last, rest) = own.split_last()?;
        let now = rest.last()?;
        let both = now.role == Role::Amount && last.role == Role::Before && now.unit == last.unit;
        let ended = self.slice(now.end, lead).contains(&'。');
        if !told || !both || ended || !matches!(number.unit, Unit::Money(_)) {
            return None;
        }
        let way = match now.value.cmp(&last.value) {
            std::cmp::Ordering::Less => Direction::Down,
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Greater => Direction::Up,
        };
        Some(signed.unwrap_or(way))
    }

    /// The words before a number without what joins them to it.
    fn told_by(&self, lead: usize, start: usize) -> String {
        let words = self.said(lead, start);
        words
            .trim_end_matches(['-', '为', '是', ':', '约'])
            .to_owned()
    }

    /// A change of nothing, in words: 与上年持平.
    pub(super) fn level(&mut self, from: usize, to: usize) {
        let found: Vec<(usize, usize)> = self
            .words(from, to)
            .into_iter()
            .filter(|said| *said.meaning == Meaning::Level)
            .map(|said| (said.at, said.end))
            .collect();
        for (at, end) in found {
            let lead = self.lead(from, at);
            let compared = self.said(lead, at);
            // 占比与上年持平
            if SHARES.iter().any(|word| compared.contains(word)) {
                continue;
            }
            // 与2025年预算数2.64万元持平
            let last = self.claims.last();
            let directly = last.is_some_and(|it| {
                it.role == Role::Before
                    && it.end == at
                    && it.passage == self.passage
                    && self.is_compared_with(it)
            });
            if !directly && !compared.contains(COMPARES)
                || self.is_detail(at)
                || self.at(end) == Some('0')
            {
                continue;
            }
            let draft = self.draft(lead, at, end, Decimal::ZERO, None);
            let role = Role::Change(Direction::Level);
            self.push(Claim { role, ..draft }, None);
        }
    }
}
