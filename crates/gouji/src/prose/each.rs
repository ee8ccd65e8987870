//! Numbers told one after the other of several years or things: 2024年、2025年分别为3.20万元、3.00万元, 占80.98%和19.02%.

use super::claim::{Claim, Direction, Reader, Role};
use super::number::{LISTING, LONGEST_EACH, Number, Unit};
use super::vocabulary::Meaning;

/// What a number behind 分别 is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Each {
    pub(super) role: Role,
    pub(super) year: Option<u16>,
    /// Where its words begin and end.
    pub(super) words: (usize, usize),
    /// The amount that it is a share, a change or a rate of.
    pub(super) of: Option<usize>,
}

/// Numbers that are told together.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// Where 分别 stands, or the words before the first number begin.
    at: usize,
    /// The first number's place.
    first: usize,
    /// Each number's place, and what it is of.
    of: Vec<(usize, Of)>,
}

#[derive(Clone, Copy, Debug)]
enum Of {
    /// So many years, which are not told by number: 近三年.
    Unknown(usize, usize),
    Year(u16, usize, usize),
    Words(usize, usize),
    /// The amounts before them: which, and of how many.
    Amount(usize, usize),
}

/// Words before numbers that are told together.
const EACH: [&str; 2] = ["分别", "依次"];

/// Words for shares.
pub(super) const SHARES: [&str; 3] = ["占比", "比重", "比例"];

impl Reader<'_> {
    /// Finds numbers that are told together: behind 分别, and hundredths one after the other.
    pub(super) fn list(&mut self, numbers: &[Number]) {
        let found = (0..self.text.len()).filter(|&at| self.begins_each(at));
        let mut all: Vec<Listed> = found
            .filter_map(|at| self.listed(at, at.saturating_add(2), numbers))
            .collect();
        let shares = numbers.iter().filter(|number| number.unit == Unit::Percent);
        for first in shares {
            let known = |listed: &Listed| listed.of.iter().any(|(place, _)| *place == first.start);
            if !all.iter().any(known) {
                let from = numbers.iter().take_while(|it| it.end <= first.start).last();
                let at = self.lead(from.map_or(0, |it| it.end), first.start);
                all.extend(
                    self.chain(first.start, numbers)
                        .and_then(|places| self.of_amounts(at, places)),
                );
            }
        }
        all.extend(self.told_of_both(numbers));
        self.listed = all;
    }

    /// Numbers of the first and of the second of two amounts: 甲5万元，乙3万元，前者占62.5%、后者占37.5%.
    fn told_of_both(&self, numbers: &[Number]) -> Vec<Listed> {
        let mut from = 0_usize;
        let mut found = Vec::new();
        for number in numbers {
            let lead = self.lead(from, number.start);
            let said = self.said(lead, number.start);
            let said = said.trim_start_matches('、');
            let which = ["前者", "后者"].iter().position(|it| said.starts_with(it));
            found.extend(which.map(|which| Listed {
                at: lead,
                first: number.start,
                of: vec![(number.start, Of::Amount(which, 2))],
            }));
            from = number.end;
        }
        found
    }

    /// The numbers that stand one after the other from a place on: two or more.
    fn chain(&self, from: usize, numbers: &[Number]) -> Option<Vec<usize>> {
        let first = numbers.partition_point(|number| number.start < from);
        let mut rest = numbers.get(first..)?.iter();
        let mut last = rest.next()?;
        let mut places = vec![last.start];
        for number in rest {
            // 减少3万元和减少2万元
            let turn = self.turn_before(last.end, number.start);
            let between = self.slice(last.end, turn.map_or(number.start, |(at, _)| at));
            let alike = (number.unit == Unit::Percent) == (last.unit == Unit::Percent);
            let lists = |c: &char| LISTING.contains(*c) && (turn.is_none() || *c != '，');
            if !alike || between.is_empty() || !between.iter().all(lists) {
                break;
            }
            places.push(number.start);
            last = number;
        }
        (places.len() > 1).then_some(places)
    }

    /// The word for a change that ends directly before a number, and its way.
    fn turn_before(&self, from: usize, to: usize) -> Option<(usize, Direction)> {
        let words = self.words(from, to);
        let last = words.last().filter(|said| said.end == to)?;
        match last.meaning {
            Meaning::Up => Some((last.at, Direction::Up)),
            Meaning::Down => Some((last.at, Direction::Down)),
            _ => None,
        }
    }

    /// What hundredths of the same things come to: 甲、乙分别按2%、3%提取，为4万元、6万元.
    fn again(&self, places: &[usize], numbers: &[Number]) -> Option<Vec<usize>> {
        let behind = numbers.partition_point(|number| Some(&number.start) <= places.last());
        let last = behind.checked_sub(1).and_then(|last| numbers.get(last))?;
        let next = numbers.get(behind)?;
        let between = self.slice(last.end, next.start);
        let goes_on = between.len() <= LONGEST_EACH
            && between.last() == Some(&'为')
            && !between.iter().any(|c| "。；:(".contains(*c));
        let of_rates = last.unit == Unit::Percent && matches!(next.unit, Unit::Money(_));
        let found = self
            .chain(next.start, numbers)
            .filter(|_| goes_on && of_rates)?;
        (found.len() == places.len()).then_some(found)
    }

    fn of_amounts(&self, at: usize, places: Vec<usize>) -> Option<Listed> {
        let count = places.len();
        let of = places
            .iter()
            .enumerate()
            .map(|(which, place)| (*place, Of::Amount(which, count)));
        Some(Listed {
            at,
            first: *places.first()?,
            of: of.collect(),
        })
    }

    fn listed(&self, at: usize, behind: usize, numbers: &[Number]) -> Option<Listed> {
        let from = numbers.partition_point(|number| number.start < behind);
        let first = numbers.get(from)?.start;
        let before = from.checked_sub(1).and_then(|place| numbers.get(place));
        let near = self.slice(behind, first);
        if near.len() > LONGEST_EACH || near.iter().any(|c| "，。；、:(".contains(*c)) {
            return None;
        }
        let places = self.chain(first, numbers)?;
        let start = before.map_or(0, |number| number.end);
        match self.things(start, at, places.len()) {
            Some(of) => {
                let again = self.again(&places, numbers).unwrap_or_default();
                let again = again.into_iter().zip(of.clone());
                let of = places.into_iter().zip(of).chain(again).collect();
                Some(Listed { at, first, of })
            }
            None => {
                // 占比分别为
                let told = at.saturating_sub(2);
                let share = SHARES.contains(&self.said(told, at).as_str());
                self.of_amounts(if share { told } else { at }, places)
            }
        }
    }

    /// What so many numbers are of, by the words between the number before and 分别.
    fn things(&self, start: usize, at: usize, count: usize) -> Option<Vec<Of>> {
        let begin = (start..at)
            .rev()
            .find(|&it| matches!(self.at(it), Some('。' | '；')));
        let begin = begin.map_or(start, |it| it.saturating_add(1));
        let clause = match at.checked_sub(1).filter(|&it| self.at(it) == Some('，')) {
            Some(comma) => self.lead(begin, comma),
            None => self.lead(begin, at),
        };
        let years = self.years_listed(begin, at);
        if years.len() == count {
            let of = |year: &u16| Of::Year(*year, clause, at);
            return Some(years.iter().map(of).collect());
        }
        let said = self.said(begin, at);
        if said.contains('近') && said.contains('年') || !years.is_empty() && years.len() > 1 {
            return Some(vec![Of::Unknown(clause, at); count]);
        }
        let words = self.names_listed(clause, at, count)?;
        Some(
            words
                .into_iter()
                .map(|(from, to)| Of::Words(from, to))
                .collect(),
        )
    }

    /// The years of a stretch: all that are listed, or all of a time: 2024-2026年.
    fn years_listed(&self, from: usize, to: usize) -> Vec<u16> {
        let dates = self.dates.iter();
        let dates: Vec<_> = dates
            .filter(|it| (from..to).contains(&it.start) && it.month.is_none())
            .collect();
        let through = |first: u16, last: u16| (first..=last).take(6).collect::<Vec<u16>>();
        let is_time =
            |from: usize, to: usize| self.slice(from, to).iter().any(|c| "-至到".contains(*c));
        match dates.as_slice() {
            [one] => {
                let begin = one.start.saturating_sub(5);
                let said = self.said(begin, one.start);
                let first = said
                    .strip_suffix(['-', '至', '到'])
                    .and_then(|first| first.parse().ok());
                first.map_or_else(|| vec![one.year], |first| through(first, one.year))
            }
            [one, other] if is_time(one.end, other.start) => through(one.year, other.year),
            _ => dates.iter().map(|date| date.year).collect(),
        }
    }

    /// The names of a stretch, where there are so many.
    fn names_listed(&self, from: usize, to: usize, count: usize) -> Option<Vec<(usize, usize)>> {
        let split = |signs: &str, (from, to): (usize, usize)| {
            let mut found = vec![(from, to)];
            for at in from..to {
                if self.at(at).is_some_and(|c| signs.contains(c)) {
                    let open = found.last_mut()?;
                    *open = (open.0, at);
                    found.push((at.saturating_add(1), to));
                }
            }
            Some(found)
        };
        let mut found = split("、", (from, to))?;
        if found.len().saturating_add(1) == count {
            // 甲和乙, where the names themselves may have such words.
            let last = found.pop()?;
            let known = |(from, to): (usize, usize)| {
                let subject = self.lexicon.read(&self.without_years(from, to));
                subject.foreign == 0 && !subject.is_empty()
            };
            let cuts =
                (last.0..last.1).filter(|&at| self.at(at).is_some_and(|c| "和与及".contains(c)));
            let mut pairs = cuts.map(|at| ((last.0, at), (at.saturating_add(1), last.1)));
            let (one, other) = pairs.find(|&(one, other)| known(one) && known(other))?;
            found.extend([one, other]);
        }
        let named = |&(from, to): &(usize, usize)| {
            !self
                .lexicon
                .read(&self.without_years(from, to))
                .is_neutral()
        };
        (found.len() == count && found.iter().all(named)).then_some(found)
    }

    /// What a number is of that stands behind 分别.
    pub(super) fn each(&self, number: &Number) -> Option<Each> {
        let (listed, of) = self.listed.iter().find_map(|listed| {
            let mut of = listed.of.iter();
            of.find(|(place, _)| *place == number.start)
                .map(|(_, of)| (listed, *of))
        })?;
        let first = Number {
            start: listed.first,
            ..number.clone()
        };
        let words = self.words(listed.at, listed.first);
        let own = self.turn_before(listed.first, number.start);
        let role = match (self.role(listed.at, &first, &words), own) {
            (Role::Change(_), Some((_, way))) => Role::Change(way),
            (Role::Rate(_), Some((_, way))) => Role::Rate(way),
            (role, _) => role,
        };
        let is_amount =
            matches!(role, Role::Amount | Role::Before) && matches!(number.unit, Unit::Money(_));
        let budget = self.before.year;
        let nowhere = Each {
            role: Role::Detail,
            year: None,
            words: (listed.at, listed.first),
            of: None,
        };
        Some(match of {
            Of::Unknown(from, to) => Each {
                words: (from, to),
                ..nowhere
            },
            Of::Amount(which, count) if !is_amount => {
                let of = self.amounts_told(listed, count)?.get(which).copied();
                let role = of.map_or(Role::Detail, |_| role);
                Each {
                    role,
                    of,
                    ..nowhere
                }
            }
            Of::Amount(..) => return None,
            Of::Year(year, from, to) => Each {
                role: match budget.map(|budget| year.cmp(&budget)) {
                    Some(std::cmp::Ordering::Less) if is_amount => Role::Before,
                    Some(std::cmp::Ordering::Equal) if is_amount => Role::Amount,
                    _ => Role::Detail,
                },
                year: Some(year),
                words: (from, to),
                of: None,
            },
            Of::Words(from, to) => Each {
                role,
                year: match role {
                    Role::Amount | Role::Before => {
                        self.year_of(role, self.told_of(listed.at, listed.first, &words))
                    }
                    _ => None,
                },
                words: (from, to),
                of: None,
            },
        })
    }

    /// The amounts that the number at a place and those beside it are told of: two or more.
    pub(super) fn amounts_beside(&self, place: usize) -> Option<Vec<usize>> {
        self.listed.iter().find_map(|listed| {
            let mut of = listed.of.iter();
            let (_, of) = of.find(|(at, _)| *at == place)?;
            let Of::Amount(_, count) = of else {
                return None;
            };
            let told = self.amounts_told(listed, *count)?;
            (told.len() > 1).then_some(told)
        })
    }

    /// Whether 分别 stands at a place.
    fn begins_each(&self, at: usize) -> bool {
        EACH.contains(&self.said(at, at.saturating_add(2)).as_str())
    }

    /// So many amounts that the sentence tells before a place beside each other; empty where they are more or fewer.
    fn amounts_told(&self, listed: &Listed, count: usize) -> Option<Vec<usize>> {
        let own = self.claims.iter().enumerate().skip(self.first);
        // 甲5万元、乙3万元；分别占62.5%、37.5%
        let before = match listed.at.checked_sub(1) {
            Some(sign) if self.at(sign) == Some('；') && self.begins_each(listed.at) => sign,
            _ => listed.first,
        };
        let own = own.filter(|(_, claim)| {
            let ended = self
                .slice(claim.end, before)
                .iter()
                .any(|c| "。；".contains(*c));
            matches!(claim.role, Role::Amount | Role::Before) && claim.end <= before && !ended
        });
        let all: Vec<(usize, &Claim)> = own.collect();
        let whole = all.last()?.1.whole;
        let beside = all.iter().filter(|(_, claim)| claim.whole == whole);
        let mut found: Vec<usize> = beside.map(|(place, _)| *place).collect();
        // 总额8万元，来源为:甲5万元、乙3万元，分别占
        let goes_on = |place: &usize| {
            let claim = self.claims.get(*place);
            claim.is_some_and(|claim| self.at(claim.lead).is_some_and(|c| "、和与及".contains(c)))
        };
        let run = found
            .iter()
            .rev()
            .take_while(|place| goes_on(place))
            .count();
        if run.saturating_add(1) == count {
            found = found.split_off(found.len().saturating_sub(count));
        }
        Some(if found.len() == count {
            found
        } else {
            Vec::new()
        })
    }
}
