//! Which year an amount is of, by the years in and before its words.

use super::claim::{COMPARES, Claim, Reader, Role};
use super::lead::Said;
use super::number::Date;
use super::subject::{Lexicon, Subject};
use super::vocabulary::{Meaning, VOCABULARY, concept};

/// Years before the budget's that amounts are told of; older ones are of occasions: 1995年前退休.
const NEAR_YEARS: u16 = 5;

/// Characters at most between a year that something is compared with and the amount of that year.
const LONGEST_BASE: usize = 8;

/// The budget year without a number: others, such as 本年, are of the year that was told last.
const THIS_YEAR: [char; 2] = ['今', '年'];

/// Behind an amount of last year that this year's adds to: 在上年3万元的基础上增加2万元.
pub(crate) const BUILDS: [char; 4] = ['的', '基', '础', '上'];

/// Characters at most from the year of an amount to what is said of it.
const LONGEST_BUILT: usize = 32;

/// Words of what a year will come to when it is over, with what is added to its budget.
const EXPECTED: [&str; 2] = ["全年预计", "预计全年"];

/// Words of amounts that are told for each person or thing.
const FOR_EACH: &[&str] = &[
    "人均", "车均", "户均", "生均", "亩均", "床均", "平均", "单价", "每人", "每户", "每亩", "每月",
];

/// Words between a standard as it was and as it is.
const RAISED: &[&str] = &[
    "提高到",
    "提高至",
    "调整到",
    "调整为",
    "调整至",
    "降到",
    "降至",
];

/// Which year words tell of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Told {
    /// One before the budget's; `None` where it is told as 上年, or by the heading.
    Before(Option<u16>),
    Now,
    /// One that is planned ahead.
    After,
}

impl Told {
    /// The role of an amount of money of that year.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Before(_) => Role::Before,
            Self::Now => Role::Amount,
            Self::After => Role::Detail,
        }
    }
}

/// Whether a heading is of a year before the budget's: 2025年预算执行情况.
pub(super) fn is_past(heading: &[char], dates: &[Date], year: Option<u16>) -> bool {
    let said: String = heading.iter().collect();
    let earlier = |date: &Date| year.is_some_and(|year| date.year < year);
    let told = ["执行", "决算", "完成"]
        .iter()
        .any(|word| said.contains(word));
    let before = match dates {
        [] => said.contains("上年") || said.contains("去年"),
        dates => dates.iter().all(earlier),
    };
    told && before
}

impl Reader<'_> {
    /// Which year the words before an amount, or those of its sentence, make it one of.
    pub(super) fn told_of(&self, lead: usize, to: usize, words: &[Said<'_>]) -> Told {
        let years = self.years();
        let words_of = self.said(lead, to);
        if EXPECTED.iter().any(|word| words_of.contains(word)) {
            return Told::After;
        }
        let own: Vec<&Date> = years.within(lead, to).collect();
        if let Some(last) = own.last() {
            let compared = self.before.year.is_none() && years.is_compared(last.start);
            // 2026年预算较2025年的9万元
            let near = self.slice(last.end, to);
            let base = years.is_compared(last.start)
                && years.is_earlier(last)
                && near.len() <= LONGEST_BASE
                && !near.contains(&'比');
            return if base || own.iter().all(|date| years.is_earlier(date)) {
                Told::Before(Some(last.year))
            } else if own.iter().all(|date| years.is_later(date)) {
                Told::After
            } else if compared {
                Told::Before(None)
            } else {
                Told::Now
            };
        }
        if self.slice(lead, to).windows(2).any(|at| at == THIS_YEAR) {
            return Told::Now;
        }
        if years.turns(lead) {
            return Told::Now;
        }
        match words.iter().any(|said| *said.meaning == Meaning::Before) {
            true => Told::Before(None),
            false => self.told_before(lead),
        }
    }

    /// The year that an amount is of, by its role.
    pub(super) fn year_of(&self, role: Role, told: Told) -> Option<u16> {
        let budget = self.before.year;
        match (role, told) {
            (Role::Amount, _) => budget,
            (Role::Before, Told::Before(Some(year))) => Some(year),
            (Role::Before, _) => budget?.checked_sub(1),
            _ => None,
        }
    }

    /// The amount of an earlier year that a change, a rate or a share is of: the one that stands by itself behind
    /// the last amount of this year, in another sentence, behind how that has changed, or of a year that is compared
    /// with an earlier one.
    pub(super) fn earlier_amount(&self, claim: &Claim, last: Option<usize>) -> Option<usize> {
        // 上年为9万元，本年减少2万元
        let own = self.slice(claim.lead, claim.start);
        let of_now = own.starts_with(&['本', '年']) || own.windows(2).any(|at| at == THIS_YEAR);
        if claim.role == Role::Before || of_now {
            return None;
        }
        let from = last
            .map_or(0, |last| last.saturating_add(1))
            .max(self.first);
        let stands = |place: &usize| {
            self.claims.get(*place).is_some_and(|it| {
                it.role == Role::Before
                    && !self.is_compared_with(it)
                    && !self.slice(it.end, claim.lead).contains(&')')
            })
        };
        let place = (from..self.claims.len()).rev().find(stands)?;
        let before = self.claims.get(place)?;
        let now = last.and_then(|last| self.claims.get(last));
        // 甲5万元。上年为9万元，减少4万元
        let words = self.slice(before.lead, before.start);
        let bare = words
            .strip_prefix(&['上', '年'])
            .is_some_and(|rest| self.lexicon.read(rest).is_neutral())
            && !own.iter().any(|c| COMPARES.contains(c));
        if bare && now.is_some_and(|now| now.passage == self.passage) {
            return None;
        }
        let between = self.claims.get(from..place).unwrap_or_default().iter();
        let told = between
            .clone()
            .any(|it| matches!(it.role, Role::Change(_) | Role::Rate(_)));
        let apart = now.is_none_or(|now| {
            let mut between = self.slice(now.end, before.start).iter();
            now.passage != self.passage || between.any(|c| "。；".contains(*c))
        });
        let years = self.years();
        let mut own = years.within(claim.lead, claim.start);
        let earlier = own.any(|date| Some(date.year) < before.year);
        (apart || told || earlier).then_some(place)
    }

    /// What a change is of that goes from an amount of last year, where both are of something that their own sentence
    /// names, and not of the last amount: 丙5万元。收支预算较2025年的9万元减少2万元.
    pub(super) fn told_base(&self, claim: &Claim, now: Option<usize>) -> Option<Subject> {
        let base = self.claims.get(self.first..)?.last()?;
        let now = self.claims.get(now?)?;
        let goes_on = matches!(claim.role, Role::Change(_)) && base.end == claim.lead;
        let begins = base.lead.checked_sub(1).and_then(|at| self.at(at)) == Some('。');
        if base.role != Role::Before || !goes_on || !begins || !self.is_compared_with(base) {
            return None;
        }
        let both = Subject {
            of: ["in", "out"].map(concept).into(),
            ..Subject::default()
        };
        match base.explicit {
            true => Some(base.subject.clone())
                .filter(|own| *own != now.subject && self.same_subject(own).is_none()),
            false => base.noun.contains("收支").then_some(both),
        }
    }

    /// Whether the words before an amount say that something is compared with it: 比2025年720万元.
    pub(super) fn is_compared_with(&self, claim: &Claim) -> bool {
        let words = self.slice(claim.lead, claim.start);
        let builds = self.text.iter().skip(claim.end).take(BUILDS.len());
        words.iter().any(|c| COMPARES.contains(c)) || builds.eq(&BUILDS)
    }

    fn years(&self) -> Years<'_> {
        Years {
            lexicon: self.lexicon,
            text: self.text,
            dates: self.dates,
            budget: self.before.year,
        }
    }

    /// Which year what stands before a place tells of: 2025年，……, the heading, or an amount whose parts follow.
    fn told_before(&self, lead: usize) -> Told {
        let open = self.open.last().map(|(whole, _)| *whole);
        let whole = open.or(self.before.whole);
        let whole = whole.and_then(|whole| self.claims.get(whole));
        let told = self.years().told(lead);
        told.unwrap_or(match whole {
            Some(whole) if whole.role == Role::Before => Told::Before(whole.year),
            None if self.before.past => Told::Before(None),
            _ => Told::Now,
        })
    }

    /// The amount whose parts follow where 其中 stands at a place: the last of this year, or that of
    /// the year before where nothing is compared with it.
    /// Where the words from a place on name it, it is that: 其中农林水支出中，.
    pub(super) fn divided(&self, from: usize, at: usize) -> Option<usize> {
        if let Some(subject) = self.divided_subject(from, at) {
            return self.same_subject(&subject);
        }
        let last = self.claims.len().checked_sub(1)?;
        let is_before = |claim: &&Claim| {
            claim.role == Role::Before
                && claim.passage == self.passage
                && !self.slice(claim.end, at).contains(&')')
                && !self.is_compared_with(claim)
        };
        match self.claims.get(last).filter(is_before) {
            Some(_) => Some(last),
            None => (0..=last).rev().find(|&place| {
                self.claims
                    .get(place)
                    .is_some_and(|claim| claim.role == Role::Amount && !self.is_for_each(claim))
            }),
        }
    }

    /// What words name of which parts follow.
    fn divided_subject(&self, from: usize, to: usize) -> Option<Subject> {
        let words = self.slice(from, to);
        let begin = words.windows(2).rposition(|pair| pair == ['其', '中'])?;
        let named = words.get(begin.saturating_add(2)..)?;
        let end = named.iter().position(|c| "，:".contains(*c))?;
        let (last, named) = named.get(..end)?.split_last()?;
        let subject = self.lexicon.read(named);
        (*last == '中' && !subject.is_empty()).then_some(subject)
    }

    /// Whether an amount is told for each person or thing beside the one that has parts: 392.31万元，人均2.1万元，其中.
    fn is_for_each(&self, claim: &Claim) -> bool {
        let beside = |other: &Claim| {
            other.role == Role::Amount
                && other.end < claim.start
                && !self.slice(other.end, claim.start).contains(&'。')
        };
        self.is_told_for_each(claim) && self.own_claims().any(beside)
    }

    /// Whether an amount is told for each person or thing, such as a standard that changes: 每人每年5,676元提高到6,012元.
    pub(super) fn is_told_for_each(&self, claim: &Claim) -> bool {
        let told = |claim: &Claim| FOR_EACH.iter().any(|word| claim.noun.contains(word));
        let raised = RAISED.iter().any(|word| claim.noun.contains(word));
        let before = self.own_claims().take_while(|own| own.start < claim.start);
        let before = before.last().filter(|_| raised);
        claim.passage == self.passage && (told(claim) || before.is_some_and(told))
    }

    /// The claims of the paragraph so far.
    fn own_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.get(self.first..).unwrap_or_default().iter()
    }
}

/// The years of a paragraph.
pub(crate) struct Years<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) text: &'a [char],
    pub(crate) dates: &'a [Date],
    /// The budget's.
    pub(crate) budget: Option<u16>,
}

impl Years<'_> {
    /// Of which year the sentence tells before a place, outside of brackets that are closed.
    pub(crate) fn told(&self, to: usize) -> Option<Told> {
        let mut depth = 0_i32;
        for at in (0..to).rev() {
            match self.text.get(at)? {
                ')' => depth = depth.saturating_add(1),
                '(' => depth = depth.saturating_sub(1).max(0),
                '。' | '!' | '?' => return None,
                _ if depth == 0 => {
                    let told = self.told_at(at, to);
                    if told.is_some() {
                        return told;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// What the year says that stands at a place, where nothing is compared with it.
    fn told_at(&self, at: usize, to: usize) -> Option<Told> {
        if self.is_compared(at) {
            return None;
        }
        let date = self.within(at, to).find(|date| date.start == at);
        if let Some(date) = date {
            let now = (Some(date.year) == self.budget).then_some(Told::Now);
            return if self.is_earlier(date) {
                Some(Told::Before(Some(date.year)))
            } else if self.is_later(date) && self.opens(at) {
                Some(Told::After)
            } else {
                now
            };
        }
        let rest = self.text.get(at..to).unwrap_or_default();
        if self.turns(at) || rest.starts_with(&THIS_YEAR) {
            return Some(Told::Now);
        }
        let (length, meaning) = VOCABULARY.changes.first(rest)?;
        let carried = self.is_end(at.saturating_add(length));
        let near = rest.get(..LONGEST_BUILT.min(rest.len()));
        let mut words = near.unwrap_or_default().windows(BUILDS.len());
        if words.any(|words| words == BUILDS) {
            return None;
        }
        (*meaning == Meaning::Before && !carried).then_some(Told::Before(None))
    }

    /// Whether 本年 at a place stands against the year before, whose amount its sentence has just told: 上年3万元，本年5万元.
    fn turns(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default();
        let near = at.saturating_sub(LONGEST_BUILT)..at;
        let before = self.text.get(near).unwrap_or_default();
        let from = before.iter().rposition(|c| *c == '。').unwrap_or_default();
        let sentence = before.get(from..).unwrap_or_default();
        let told = |year: [char; 2]| sentence.windows(2).any(|words| words == year);
        rest.starts_with(&['本', '年'])
            && sentence.ends_with(&['元', '，'])
            && (told(['上', '年']) || told(['去', '年']))
    }

    /// The years of a stretch that are neither dates nor parts of a name.
    fn within(&self, from: usize, to: usize) -> impl Iterator<Item = &Date> {
        self.dates.iter().filter(move |date| {
            let rest = self.text.get(date.start..to).unwrap_or_default();
            (from..to).contains(&date.start) && date.month.is_none() && !self.lexicon.names_at(rest)
        })
    }

    /// Whether a year is one before the budget's, and not the end of that: 2025年末, 2025年结转.
    fn is_earlier(&self, date: &Date) -> bool {
        let near = |year: u16| date.year < year && year.saturating_sub(date.year) <= NEAR_YEARS;
        !self.is_end(date.end) && self.budget.is_some_and(near)
    }

    /// Whether a year is one behind the budget's, and not the end of a time.
    fn is_later(&self, date: &Date) -> bool {
        let near = |year: u16| date.year > year && date.year.saturating_sub(year) <= NEAR_YEARS;
        let last = date.start.checked_sub(1).and_then(|at| self.text.get(at));
        let ends = last.is_some_and(|c| "至到-".contains(*c));
        !ends && !self.is_end(date.end) && self.budget.is_some_and(near)
    }

    /// Whether a place begins a clause.
    fn opens(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(before));
        before.is_none_or(|c| "，。；、:".contains(*c))
    }

    /// Whether the words behind a year make it an end of it, or what it left: 末, 底, 结转.
    fn is_end(&self, end: usize) -> bool {
        let after = self.text.iter().skip(end).skip_while(|c| **c == '度');
        let after: Vec<char> = after.take(2).copied().collect();
        matches!(after.as_slice(), ['年', '末' | '底'])
            || after
                .first()
                .is_some_and(|c| "末底结前后以至到-".contains(*c))
    }

    /// Whether a place goes on with a comparison: 比2025年, 相较于2025年.
    fn is_compared(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(before));
        before.is_some_and(|c| COMPARES.contains(c) || "于同之".contains(*c))
    }
}
