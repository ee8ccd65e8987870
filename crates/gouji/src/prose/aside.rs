//! Amounts that stand in brackets of their own: 与上年（5万元）相比, 占支出总计（60万元）的5%, 甲5万元（上年）.

use super::claim::{COMPARES, Claim, Direction, Reader, Role};
use super::lead::Said;
use super::number::{Number, Unit};
use super::vocabulary::Meaning;
use super::year::Told;

/// What may stand between a year and an amount of it, the longest first.
const KINDS: &[&str] = &[
    "年初预算数",
    "预算数",
    "执行数",
    "决算数",
    "完成数",
    "年初预算",
    "预算",
    "执行",
    "决算",
    "数",
];

/// Names of the year before, and of this one.
const LAST_YEAR: [&str; 3] = ["上年", "上一年", "去年"];
const THIS_YEAR: [&str; 2] = ["本年", "今年"];

/// Verbs between a word for more or less and how much that is: 比上年多安排5万元.
const VERBS: &[&str] = &[
    "安排", "支出", "列支", "编制", "收入", "投入", "下达", "申报",
];

/// What an amount in brackets is by the words before them.
pub(super) struct Aside {
    pub(super) role: Role,
    pub(super) told: Told,
    /// The words that it is of.
    pub(super) words: (usize, usize),
}

impl Reader<'_> {
    /// An amount that stands alone in brackets behind what it is of, or one whose year stands in brackets behind it.
    pub(super) fn aside(&self, number: &Number) -> Option<Aside> {
        if !matches!(number.unit, Unit::Money(_)) {
            return None;
        }
        let last = self.claims.get(self.first..)?.last();
        let from = self.behind_year(last.map_or(0, |last| last.end));
        let lead = self.lead(from, number.start);
        let words = self.words(lead, number.start);
        let turns = |said: &Said<'_>| matches!(said.meaning, Meaning::Up | Meaning::Down);
        if self.is_detail(number.start) || words.iter().any(turns) {
            return None;
        }
        if let Some(told) = self.year_behind(number.end) {
            return Some(Aside {
                role: told.role(),
                told,
                words: (lead, number.start),
            });
        }
        let bracket = self.bracket(number)?;
        let from = self.behind_bracket(from);
        let lead = self.lead(from, bracket);
        let whole = (lead..bracket).find(|&at| self.at(at) == Some('占'));
        if let Some(at) = whole {
            let words = (at.saturating_add(1), bracket);
            return Some(Aside {
                role: Role::Amount,
                told: Told::Now,
                words,
            });
        }
        let told = match self.told_at_end(lead, bracket) {
            None | Some(Told::Now) if self.names_subject(lead, bracket) => {
                self.told_of(lead, bracket, &words)
            }
            told => told.filter(|told| matches!(told, Told::Before(_)))?,
        };
        Some(Aside {
            role: told.role(),
            told,
            words: (lead, bracket),
        })
    }

    /// Whether words before an amount in brackets are a subject's name: 行政运行(5万元).
    fn names_subject(&self, from: usize, to: usize) -> bool {
        let subject = self.lexicon.read(&self.without_years(from, to));
        !subject.names.is_empty() && subject.foreign == 0
    }

    /// Where words begin behind the brackets of the amount before: 甲(5万元)、乙(3万元).
    fn behind_bracket(&self, end: usize) -> usize {
        match (self.at(end), self.at(end.saturating_add(1))) {
            (Some(')'), Some('、')) => end.saturating_add(2),
            (Some(')'), _) => end.saturating_add(1),
            _ => end,
        }
    }

    /// An amount with what it is by brackets.
    pub(super) fn told_aside(&self, claim: Claim, aside: &Aside) -> Claim {
        Claim {
            role: aside.role,
            year: self.year_of(aside.role, aside.told),
            lead: aside.words.0,
            ..claim
        }
    }

    /// Whether a bracket is open at a place.
    pub(super) fn is_in_brackets(&self, at: usize) -> bool {
        let before = self.slice(0, at).iter().rev();
        let mut brackets = before.filter(|c| "()".contains(**c));
        brackets.next() == Some(&'(')
    }

    /// Where the brackets open that hold a number and nothing else.
    fn bracket(&self, number: &Number) -> Option<usize> {
        let open = number.start.checked_sub(1)?;
        let within = self.at(open) == Some('(') && self.at(number.end) == Some(')');
        within.then_some(open)
    }

    /// The year that brackets directly behind an amount say: 5万元（上年预算数）.
    fn year_behind(&self, end: usize) -> Option<Told> {
        let from = end.saturating_add(1);
        let behind = self
            .text
            .get(from..)
            .filter(|_| self.at(end) == Some('('))?;
        let length = behind.iter().take(12).position(|c| *c == ')')?;
        let to = from.saturating_add(length);
        let told = self.told_at_end(from, to)?;
        let alone = self.years_begin(from, to);
        alone.then_some(told)
    }

    /// Where words begin behind the year of the amount before: 甲5万元（上年）、6万元（本年）.
    fn behind_year(&self, end: usize) -> usize {
        let mut rest = self.text.iter().enumerate().skip(end);
        let closed = rest
            .find(|(_, c)| **c == ')')
            .map(|(at, _)| at.saturating_add(1));
        let closed = closed.filter(|_| self.year_behind(end).is_some());
        closed.map_or(end, |at| {
            at.saturating_add(usize::from(self.at(at) == Some('、')))
        })
    }

    /// Whether a stretch begins with a year.
    fn years_begin(&self, from: usize, to: usize) -> bool {
        let dated = self
            .dates
            .iter()
            .any(|date| date.start == from && date.month.is_none());
        let words = self.said(from, to);
        let mut names = LAST_YEAR.iter().chain(&THIS_YEAR);
        dated || names.any(|year| words.starts_with(year))
    }

    /// The year that ends a stretch, but for the kind of figure.
    fn told_at_end(&self, from: usize, to: usize) -> Option<Told> {
        let words = self.said(from, to);
        let kind = KINDS.iter().find_map(|kind| words.strip_suffix(kind));
        let words = kind.unwrap_or(&words).trim_end_matches('度');
        if THIS_YEAR.iter().any(|year| words.ends_with(year)) {
            return Some(Told::Now);
        }
        if LAST_YEAR.iter().any(|year| words.ends_with(year)) {
            return Some(Told::Before(None));
        }
        let end = from.saturating_add(words.chars().count());
        let date = self
            .dates
            .iter()
            .find(|date| date.end == end && date.start >= from && date.month.is_none())?;
        match date.year.cmp(&self.before.year?) {
            std::cmp::Ordering::Less => Some(Told::Before(Some(date.year))),
            std::cmp::Ordering::Equal => Some(Told::Now),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// The amount in brackets that a percentage is of: 占甲（60万元）的5%, 乙3万元（甲60万元，占5%）; in the latter it is a
    /// share of what stands before them.
    pub(super) fn share_of_bracket(&self, number: &Number) -> Option<Option<usize>> {
        let percent = number.unit == Unit::Percent;
        let whole = percent.then(|| self.told_in_bracket(number.start))??;
        let within = self
            .claims
            .get(whole)
            .is_some_and(|it| self.at(it.end) == Some('，'));
        Some(whole.checked_sub(1).filter(|_| within))
    }

    /// The amount in brackets that what stands at a place is a share of.
    pub(super) fn told_in_bracket(&self, start: usize) -> Option<usize> {
        let own = self.claims.get(self.first..)?;
        let (whole, before) = own.split_last()?;
        let place = self.claims.len().checked_sub(1)?;
        let between = self.said(whole.end, start);
        // 为上年预算数5万元的120%
        let words = self.said(whole.lead, whole.start);
        let goes = ["为", "是", "相当于", "达到"];
        let of_last_year =
            whole.role == Role::Before && goes.iter().any(|it| words.starts_with(it));
        if of_last_year && matches!(between.as_str(), "的" | ")的") {
            return Some(place);
        }
        let lead = self.lead(0, whole.start);
        let bracket = lead.checked_sub(1).filter(|at| self.at(*at) == Some('('))?;
        let told = match between.strip_prefix(')') {
            Some(behind) => {
                let behind = behind
                    .trim_start_matches('的')
                    .trim_end_matches(['为', '是']);
                let whole = self.slice(self.lead(0, bracket), bracket);
                ["", "比重", "比例"].contains(&behind) && whole.contains(&'占')
            }
            None => {
                let directly = before.last().is_some_and(|part| {
                    part.role == Role::Amount && part.end == bracket && part.value < whole.value
                });
                ["，占", "，占比", "，占比为", "，占其"].contains(&between.as_str()) && directly
            }
        };
        (told && whole.role == Role::Amount).then_some(place)
    }

    /// How an amount differs from last year's that is said to be more or less: 比上年多安排5万元, 较上年少5万元.
    pub(super) fn more_or_less(&self, lead: usize, start: usize) -> Option<Direction> {
        let words = self.said(lead, start);
        let words = VERBS
            .iter()
            .find_map(|verb| words.strip_suffix(verb))
            .unwrap_or(&words);
        let direction = match words.chars().next_back()? {
            '多' => Direction::Up,
            '少' => Direction::Down,
            _ => return None,
        };
        let mut rest = words.char_indices();
        let compared = rest.any(|(at, c)| {
            let year = words.get(at..).and_then(|rest| rest.chars().nth(1));
            COMPARES.contains(&c) && year.is_some_and(|c| "上去".contains(c) || c.is_ascii_digit())
        });
        compared.then_some(direction)
    }
}

/// Whether words name the first of the parts of the amount before them: 5万元，分别为甲3万元、乙2万元.
pub(super) fn names_parts(words: &str) -> bool {
    let mut told = ["分别为", "分别是"].iter();
    told.any(|word| {
        let named = words.rsplit_once(word).map(|(_, named)| named);
        named.is_some_and(|named| named.starts_with(char::is_alphabetic))
    })
}
