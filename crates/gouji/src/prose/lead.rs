//! The words before a number: where they begin, which role and which subject they give it.

use super::claim::{Claim, Direction, Reader, Role};
use super::number::{Number, Unit};
use super::passage::enumerated;
use super::subject::Subject;
use super::vocabulary::{Meaning, VOCABULARY};

/// What a direction or another word of a lead says.
pub(super) struct Said<'w> {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) meaning: &'w Meaning,
}

/// Words behind which a sentence tells amounts of another scope than the tables': 扣除一次性因素后，甲4万元.
const OF_ANOTHER_SCOPE: [&str; 4] = ["扣除", "剔除", "同口径", "可比口径"];

/// How clauses end that say that there is none of something.
const NONE: [&str; 6] = [
    "为零",
    "为零元",
    "未安排",
    "没有安排",
    "不安排",
    "未安排预算",
];

/// The word for what money is used for.
const USE: [char; 2] = ['用', '于'];

/// By what amounts are divided.
const CLASSIFICATIONS: [&str; 7] = ["来源", "性质", "用途", "功能", "经济", "类别", "结构"];

/// The longest name of a division: 支出经济分类科目划分.
const LONGEST_CLASSIFICATION: usize = 12;

/// Kinds of expenditure that are all of an amount together; the first is told by itself too.
const KINDS: [[&str; 2]; 2] = [["基本支出", "项目支出"], ["人员经费", "公用经费"]];

/// How the first kind of money is called of which an amount consists.
const FUNDS: [&str; 4] = ["一般公共预算", "财政拨款", "财政资金", "政府性基金"];

/// How the first kind of purchases is called, which are all of them with works and services.
const PURCHASES: [&str; 2] = ["政府采购货物", "货物"];

/// Whether words behind an amount begin with what it includes.
fn includes(words: &str) -> bool {
    let words = words.trim_start_matches(['，', '(']);
    ["包括", "包含"].iter().any(|it| words.starts_with(it))
}

/// Whether words say by what an amount is divided: 按资金来源分，.
fn divides(words: &str) -> bool {
    let by = words.rsplit_once('按').map(|(_, by)| by);
    let by = by.and_then(|by| by.split_once(['，', ':']));
    let divides = ["分", "分类", "分为", "构成"];
    by.is_some_and(|(by, _)| {
        by.chars().count() <= LONGEST_CLASSIFICATION
            && divides.iter().any(|end| by.ends_with(end))
            && CLASSIFICATIONS.iter().any(|of| by.contains(of))
    })
}

/// Whether words between an amount and what follows say that this is part of it.
pub(crate) fn tells_parts(words: &str) -> bool {
    words.contains("其中") || words.starts_with(':') || includes(words) || divides(words)
}

impl Reader<'_> {
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.text.get(place).copied()
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &[char] {
        self.text.get(from..to).unwrap_or_default()
    }

    pub(super) fn said(&self, from: usize, to: usize) -> String {
        self.slice(from, to).iter().collect()
    }

    /// Where the words before a place begin that belong to it; what stands in brackets among them belongs to them.
    pub(super) fn lead(&self, from: usize, to: usize) -> usize {
        let mut behind = to;
        while let Some(at) = behind.checked_sub(1).filter(|at| *at >= from) {
            behind = match self.at(at) {
                Some('，' | '。' | '；' | ':' | '!' | '?' | '(') => return behind,
                Some(')') => self.opening(from, at).unwrap_or(at),
                _ => at,
            };
        }
        from
    }

    /// The bracket that one opens which closes at a place.
    fn opening(&self, from: usize, to: usize) -> Option<usize> {
        let mut depth = 0_usize;
        (from..to).rev().find(|&at| match self.at(at) {
            Some(')') => {
                depth = depth.saturating_add(1);
                false
            }
            Some('(') if depth == 0 => true,
            Some('(') => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => false,
        })
    }

    /// Words of change in a stretch, in their order.
    pub(super) fn words(&self, from: usize, to: usize) -> Vec<Said<'static>> {
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            match VOCABULARY.changes.first(self.slice(at, to)) {
                Some((length, meaning)) => {
                    let end = at.saturating_add(length);
                    let carry = *meaning == Meaning::Before
                        && matches!(self.at(end), Some('结' | '末' | '底'));
                    if !carry {
                        found.push(Said { at, end, meaning });
                    }
                    at = end;
                }
                None => at = at.saturating_add(1),
            }
        }
        found
    }

    /// Whether a place is in a clause that explains: a reason, a use.
    pub(super) fn is_detail(&self, place: usize) -> bool {
        let begin = (0..place)
            .rev()
            .find(|&at| matches!(self.at(at), Some('。' | '；' | '!' | '?')))
            .map_or(0, |at| at.saturating_add(1));
        let words = self.said(begin, place).replace("用于以下", "");
        let listed = words.trim_start().chars().nth(1) == Some('是')
            && words.starts_with(['一', '二', '三', '四', '五']);
        let earlier = self.said(0, begin);
        let other = ["原因", "由于"].iter().chain(&OF_ANOTHER_SCOPE);
        other.into_iter().any(|word| words.contains(word))
            || words.contains("用于")
                && !self.is_compared_again(begin, place)
                && !self.is_named_by_use(begin, place)
            || listed && earlier.contains("原因")
    }

    /// Whether each use before a place only says what kind of expenditure an amount is of: 用于保障运转的基本支出5万元,
    /// 用于专项业务的项目支出3万元. A kind that the sentence names twice may be told in parts.
    fn is_named_by_use(&self, begin: usize, place: usize) -> bool {
        let mut uses = (begin..place).filter(|&at| self.slice(at, at.saturating_add(2)) == USE);
        uses.all(|at| {
            let behind: String = self.text.iter().skip(at).collect();
            let told = behind.split(|c: char| c.is_ascii_digit() || "，。；:、".contains(c));
            let told = told.map(str::to_owned).next().unwrap_or_default();
            let Some((_, kind)) = told.rsplit_once('的') else {
                return false;
            };
            let before = self.said(0, at);
            let before = before.rsplit('。').next().unwrap_or_default();
            let behind = behind.split('。').next().unwrap_or_default();
            let count = |word: &str| {
                let both = [before, behind].into_iter();
                both.map(|words| words.matches(word).count()).sum::<usize>()
            };
            let ends = told.chars().count().saturating_add(at);
            self.at(ends).is_some_and(|c| c.is_ascii_digit())
                && self
                    .lexicon
                    .read(&kind.chars().collect::<Vec<char>>())
                    .foreign
                    == 0
                && KINDS.iter().any(|[one, other]| {
                    let basic = kind.contains(one) && count(one) == 1 && count(other) <= 1;
                    basic || kind.contains(other) && count(other) == 1 && count(one) == 1
                })
        })
    }

    /// Whether words behind an amount begin with a colon and one of the parts that are all of it: 5万元:基本支出3万元.
    pub(super) fn is_told_by_kinds(&self, from: usize, to: usize) -> bool {
        let words = self.said(from, to);
        let named = words
            .strip_prefix(':')
            .map(|it| it.trim_start_matches("其中"));
        let kinds = || KINDS.iter().flatten().chain(&PURCHASES).chain(&FUNDS);
        named.is_some_and(|named| kinds().any(|kind| named.starts_with(kind)))
            || self.is_told_to_include(from, &words)
    }

    /// Whether words directly behind an amount that is no part of another begin with what it includes: 5万元，包括甲3万元和
    /// 乙2万元.
    fn is_told_to_include(&self, from: usize, words: &str) -> bool {
        let last = self.claims.last();
        let directly = last.is_some_and(|last| last.role == Role::Amount && last.end == from);
        directly && self.open.is_empty() && includes(words)
    }

    /// The amount whose parts words tell by what they come from or are for: 支出5万元。按资金来源分，甲3万元，乙2万元.
    pub(super) fn classified(&self, from: usize, to: usize) -> Option<usize> {
        let told = divides(&self.said(from, to));
        let mut place = self.claims.len().checked_sub(1).filter(|_| told)?;
        loop {
            let claim = self.claims.get(place).filter(|_| place >= self.first)?;
            match claim.whole.filter(|whole| *whole < place) {
                Some(whole) => place = whole,
                None if claim.role == Role::Amount => return Some(place),
                None => place = place.checked_sub(1)?,
            }
        }
    }

    /// Whether the words behind a use go back to the only amount of their sentence, and say how that changed: 5万元，用于
    /// 甲，比上年增加2万元.
    fn is_compared_again(&self, begin: usize, place: usize) -> bool {
        let use_at = |at: &usize| self.slice(*at, at.saturating_add(2)) == USE;
        let Some(of_use) = (begin..place).rev().find(use_at) else {
            return false;
        };
        let compares = |at: &usize| {
            let clause = self.at(at.saturating_sub(1)) == Some('，');
            let year = self.said(*at, at.saturating_add(4));
            let year = year.trim_start_matches(['同', '比', '较', '与']);
            let told =
                year.starts_with(['上', '去']) || year.starts_with(|c: char| c.is_ascii_digit());
            clause && self.is_compared(*at) && told
        };
        let Some(compared) = (of_use..place).find(compares) else {
            return false;
        };
        let own = self.claims.get(self.first..).unwrap_or_default().iter();
        let own = own.filter(|claim| claim.start >= begin && claim.role == Role::Amount);
        let mut ends = own.map(|claim| claim.end);
        let told = ends.next();
        let used = self
            .slice(of_use, compared)
            .iter()
            .any(char::is_ascii_digit);
        told.is_some_and(|end| end < of_use) && ends.next().is_none() && !used
    }

    pub(super) fn role(&self, lead: usize, number: &Number, words: &[Said<'_>]) -> Role {
        let said = self.said(lead, number.start);
        let after: String = self.text.iter().skip(number.end).take(4).collect();
        let limits = ['≥', '≤', '=', '>', '<'];
        let limit = said.ends_with(limits)
            || [
                "不低于",
                "不少于",
                "不超过",
                "不高于",
                "单价",
                "至少",
                "控制在",
                "不小于",
            ]
            .iter()
            .any(|word| said.contains(word))
            || after.starts_with("以上")
            || after.starts_with("以下")
            || after.starts_with("以内")
            || after.starts_with("(含)");
        let turn = words.iter().rev().find_map(|said| {
            let direction = match said.meaning {
                Meaning::Up => Direction::Up,
                Meaning::Down => Direction::Down,
                Meaning::Level => Direction::Level,
                _ => return None,
            };
            let close = self.lexicon.read(self.slice(said.end, number.start));
            let becomes = self.at(said.end) == Some('为')
                && !matches!(self.at(said.end.saturating_sub(1)), Some('额' | '幅'));
            if becomes && matches!(number.unit, Unit::Money(_)) {
                return None;
            }
            (close.is_neutral() || said.end == number.start).then_some(direction)
        });
        let turn = turn.or_else(|| self.more_or_less(lead, number.start));
        let detail = self.is_detail(number.start);
        match (&number.unit, turn) {
            _ if limit => Role::Limit,
            (Unit::Percent, _) if said.contains('占') || said.contains("比重") => Role::Share,
            (Unit::Each(..), _) => Role::Limit,
            _ if detail => Role::Detail,
            (Unit::Percent, Some(direction)) => Role::Rate(direction),
            (Unit::Percent, None) => Role::Limit,
            (Unit::Money(_), Some(direction)) => Role::Change(direction),
            (Unit::Count(_), Some(_)) => Role::Detail,
            (Unit::Money(_), None) if self.is_left(number) => Role::Before,
            (Unit::Money(_), None) => self.told_of(lead, number.start, words).role(),
            _ => Role::Amount,
        }
    }

    /// Whether an amount is the one that another comes from: 由80万元变为90万元.
    fn is_left(&self, number: &Number) -> bool {
        let before = number.start.checked_sub(1).and_then(|at| self.at(at));
        let rest: Vec<char> = self.text.iter().skip(number.end).take(8).copied().collect();
        let to = rest.iter().position(|c| "为到至".contains(*c));
        matches!(before, Some('由' | '从'))
            && to.is_some_and(|to| {
                let (turn, behind) = rest.split_at(to);
                let goes_on = behind.get(1).is_some_and(char::is_ascii_digit);
                goes_on && !turn.is_empty() && turn.iter().all(|c| c.is_alphabetic())
            })
    }

    /// Where the noun before a claim ends: before the words of comparison and change.
    pub(super) fn noun_end(&self, claim: &Claim) -> usize {
        let end = claim.start;
        let compared = (claim.lead..end).find(|&at| {
            let rest: String = self.slice(at, end).iter().take(8).collect();
            let rest = rest.strip_prefix('同').unwrap_or(&rest);
            let begins = rest.starts_with(['比', '较', '与']) && !rest.starts_with("比重");
            let year = rest
                .chars()
                .nth(1)
                .is_some_and(|c| c == '上' || c == '去' || c.is_ascii_digit());
            begins && year
        });
        let turn = match claim.role {
            Role::Change(_) | Role::Rate(_) => {
                self.words(claim.lead, end).first().map(|said| said.at)
            }
            Role::Share => (claim.lead..end).find(|&at| self.at(at) == Some('占')),
            // 住房公积金上年5万元
            Role::Before => {
                let words = self.words(claim.lead, end);
                let year = words.iter().find(|said| *said.meaning == Meaning::Before);
                year.map(|said| said.at).filter(|at| *at > claim.lead)
            }
            _ => None,
        };
        [compared, turn].into_iter().flatten().min().unwrap_or(end)
    }

    /// The words of a stretch without its years.
    pub(super) fn without_years(&self, from: usize, to: usize) -> Vec<char> {
        let dated = |at: usize| {
            let years = self.dates.iter().filter(|date| date.month.is_none());
            let mut ends = years.map(|date| (date, self.at(date.end) == Some('度')));
            // 2026年度
            ends.any(|(date, whole)| {
                (date.start..date.end.saturating_add(usize::from(whole))).contains(&at)
            })
        };
        let whole = self.lexicon.read(self.slice(from, to));
        if !whole.names.is_empty() {
            return self.slice(from, to).to_vec();
        }
        (from..to)
            .filter(|&at| !dated(at))
            .filter_map(|at| self.at(at))
            .collect()
    }

    /// What the clause before some words says that there is none of: 公务用车购置费为零，比上年.
    pub(super) fn told_as_nothing(&self, lead: usize) -> Option<Subject> {
        let comma = lead
            .checked_sub(1)
            .filter(|at| self.at(*at) == Some('，'))?;
        let last = self.claims.get(self.first..).unwrap_or_default().last();
        let from = last.map_or(0, |last| last.end);
        let from = self.lead(from, comma);
        let said = self.said(from, comma);
        let none = NONE.iter().find(|none| said.ends_with(**none))?;
        let end = comma.saturating_sub(none.chars().count());
        let subject = self.lexicon.read(&self.without_years(from, end));
        (!subject.is_empty()).then_some(subject)
    }

    /// What the words before the lead of a claim are about: 住房公积金（项）：2026年预算数为.
    pub(super) fn lead_topic(&self, lead: usize) -> Option<Subject> {
        let last = lead.checked_sub(1)?;
        if !matches!(self.at(last), Some(':' | '，')) {
            return None;
        }
        let end = self
            .claims
            .get(self.first..)
            .unwrap_or_default()
            .last()
            .map(|claim| claim.end);
        // 六、“三公”经费:5万元
        let number = || enumerated(self.text).map_or(0, |(length, _)| length);
        let end = end.unwrap_or_else(number);
        let from = self.lead(end, last);
        let words = self.without_years(from, last);
        let subject = self.lexicon.read(&words);
        (!subject.is_empty() && end <= from).then_some(subject)
    }
}
