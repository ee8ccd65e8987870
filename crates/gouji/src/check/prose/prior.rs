//! Last year's figures, as far as the text implies them: what is there now without what was added.

use std::collections::BTreeMap;

use super::{Context, Operand, Quote, Stale, money, ratio::signed};
use crate::amount::Interval;
use crate::check::{Judged, Outcome};
use crate::prose::{BUILDS, COMPARES, Claim, Direction, Role, Unit};
use crate::recognise::FigureId;
use crate::relate::Term;

/// How often figures are worked out from others at most.
const MOST_ROUNDS: usize = 4;

/// Words of last year's budget as it was changed within the year.
const ADJUSTED: &[&str] = &["调整预算", "调整后"];

/// Characters of a direction: 增加.
const SHORTEST_TURN: usize = 2;

/// What a change is from: what was planned for last year, as it was changed, or what was spent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Base {
    Planned,
    Adjusted,
    Executed,
}

/// A figure of last year that the text implies.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Prior {
    /// In 元.
    pub(in crate::check) value: Interval,
    /// The claim of the change that implies it; `None` where it was worked out from others.
    pub(in crate::check) claim: Option<usize>,
}

/// Two ways to last year's figure that do not meet.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Clash {
    pub(in crate::check) claim: usize,
    pub(in crate::check) figure: FigureId,
    pub(in crate::check) one: Interval,
    pub(in crate::check) other: Interval,
}

/// Last year's figures that the text implies, and what they contradict each other in.
#[derive(Clone, Debug, Default)]
pub(in crate::check) struct Priors {
    pub(in crate::check) known: BTreeMap<FigureId, Prior>,
    pub(in crate::check) clashes: Vec<Clash>,
    /// Claims that a table's columns of last year's amounts contradict: they imply nothing.
    pub(in crate::check) stale: Vec<Stale>,
}

impl Priors {
    /// Those in 元 on which the text does not contradict itself.
    pub(in crate::check) fn clear(&self) -> BTreeMap<FigureId, Interval> {
        let clear = |figure: FigureId| self.clashes.iter().all(|clash| clash.figure != figure);
        let clear = self.known.iter().filter(|&(&figure, _)| clear(figure));
        clear
            .map(|(&figure, prior)| (figure, prior.value))
            .collect()
    }
}

impl Context<'_> {
    /// Works out last year's figures from what the text says.
    pub(in crate::check) fn implied_priors(&self) -> Priors {
        let (mut known, mut clashes) = (BTreeMap::new(), Vec::new());
        let stale = self.stale();
        let is_stale = |place: usize| stale.iter().any(|it| it.claim == place);
        let claims = || {
            let all = self.claims().filter(|&(place, _)| !is_stale(place));
            all.filter(|(_, claim)| matches!(claim.role, Role::Change(_) | Role::Before))
        };
        let counted = |base: Base| {
            let of = claims().filter(|(place, _)| self.base_of(*place) == base);
            (of.count(), base)
        };
        // Changes are from one plan of last year, most of them.
        let bases = [Base::Executed, Base::Adjusted, Base::Planned].map(counted);
        let mostly = bases.into_iter().max_by_key(|(count, _)| *count);
        let same = |place: usize| mostly.is_some_and(|(_, base)| self.base_of(place) == base);
        for (place, claim) in claims().filter(|(place, _)| same(*place)) {
            for (figure, prior) in self.implied(place, claim) {
                match known.get(&figure) {
                    None => drop(known.insert(figure, prior)),
                    Some(before) if before.value.meets(prior.value) == Some(false) => {
                        clashes.push(Clash {
                            claim: place,
                            figure,
                            one: before.value,
                            other: prior.value,
                        });
                        break;
                    }
                    Some(_) => {}
                }
            }
        }
        if clashes.is_empty() && !known.is_empty() {
            self.spread(&mut known, &mut clashes);
        }
        Priors {
            known,
            clashes,
            stale,
        }
    }

    /// Last year's figures that a change implies.
    fn implied(&self, place: usize, claim: &Claim) -> Vec<(FigureId, Prior)> {
        if let Role::Change(direction) = claim.role
            && claim.of.is_none()
        {
            return self
                .implied_alone(place, claim, direction)
                .unwrap_or_default();
        }
        let value = || {
            let now = match claim.role {
                Role::Before => self.compared_with(place)?.of,
                _ => self
                    .changed(place, claim)
                    .filter(|_| !self.is_to_an_earlier_year(claim)),
            };
            let now = self.claim(now?)?;
            let Quote::Agrees(figure) = self.quote(now) else {
                return None;
            };
            if !matches!(now.unit, Some(Unit::Money(_))) {
                return None;
            }
            let value = match claim.role {
                // What the table has nothing of is exactly that, however it is printed: 0万元，与上年持平.
                Role::Change(Direction::Level) if self.is_nothing(figure) == Some(true) => {
                    Interval::default()
                }
                Role::Change(direction) => {
                    money(now)?.plus(signed(direction, money(claim)?)?.times(-1)?)?
                }
                _ => money(claim)?,
            };
            let prior = Prior {
                value,
                claim: Some(place),
            };
            // Rows of one name and one amount are copies of each other.
            let named = !now.subject.names.is_empty();
            let same = now.figures.iter().filter(|&&other| {
                other == figure || named && super::agrees(self.disclosure, now, other) == Some(true)
            });
            let possible = value.below(Interval::default()) == Some(false);
            possible.then(|| same.map(|&figure| (figure, prior)).collect::<Vec<_>>())
        };
        value().unwrap_or_default()
    }

    /// The amount that a change is of. Behind a list of parts it may be that of their whole, as its rate may tell: 甲5万元，
    /// 其中:乙3万元，丙2万元，比上年增加1万元，增长25%.
    fn changed(&self, place: usize, claim: &Claim) -> Option<usize> {
        let of = claim.of?;
        let listed = self.claim(of)?.whole.filter(|_| !claim.explicit);
        let Some(whole) = listed else {
            return Some(of);
        };
        let between = whole.saturating_add(1)..place;
        let parts = self.prose.claims.get(between).unwrap_or_default();
        let plain = parts.iter().all(|part| part.role == Role::Amount);
        if parts.len() < 2 || !plain {
            return Some(of);
        }
        let rate = place.checked_add(1)?;
        match self.rate(rate, self.claim(rate)?)?.of {
            [_, Operand::Claim(now)] => Some(now),
            _ => None,
        }
    }

    /// The change from last year's amount that stands before it: 比2025年569.37万元增加63.26万元.
    pub(super) fn compared_with(&self, before: usize) -> Option<&Claim> {
        let last = self
            .claim(before)
            .filter(|last| last.role == Role::Before)?;
        let change = self.claim(before.checked_add(1)?)?;
        if change.role == Role::Amount {
            return self.goes_on_behind(last, change, self.claim(before.checked_add(2)?)?);
        }
        let passage = self.prose.passages.get(last.passage)?;
        let compared = passage.slice(last.lead, last.start).iter();
        let between = passage.slice(last.end, change.start);
        // 与上年（5万元）相比
        let between = between.strip_prefix(&[')']).unwrap_or(between);
        let goes_on = matches!(change.role, Role::Change(_))
            && change.passage == last.passage
            && !between.iter().any(|c| "，。；:()".contains(*c));
        let mut words = compared.filter(|c| COMPARES.contains(c));
        let joined = words.clone().any(|c| "与和".contains(*c))
            && ["相比", "对比", "相较", "比较"]
                .iter()
                .any(|word| between.starts_with(&word.chars().collect::<Vec<char>>()));
        if self.goes_on_from(before, last, change) {
            return Some(change);
        }
        let builds = between.starts_with(&BUILDS);
        let compared = joined || builds || words.any(|c| "比较".contains(*c));
        (goes_on && compared).then_some(change)
    }

    /// A change behind this year's amount that an amount of last year directly before it turned into: 由5万元调整为3万元，
    /// 减少2万元.
    fn goes_on_behind<'c>(
        &self,
        last: &Claim,
        now: &Claim,
        change: &'c Claim,
    ) -> Option<&'c Claim> {
        let passage = self.prose.passages.get(last.passage)?;
        let between: String = passage.slice(now.end, change.start).iter().collect();
        let turn = between.strip_prefix('，')?.trim_start_matches('净');
        let directly = turn.chars().count() == SHORTEST_TURN;
        let turned =
            now.lead == last.end && now.subject == last.subject && now.passage == last.passage;
        let turns = matches!(change.role, Role::Change(way) if way != Direction::Level);
        (turned && turns && directly && change.passage == now.passage).then_some(change)
    }

    /// Whether a change that says nothing else goes from an amount of last year which follows that of this year:
    /// 2025年预算数为5万元，2024年执行数为3万元，同比增加2万元.
    fn goes_on_from(&self, before: usize, last: &Claim, change: &Claim) -> bool {
        let now = before.checked_sub(1).filter(|now| change.of == Some(*now));
        let Some((now, passage)) = now
            .and_then(|now| self.claim(now))
            .zip(self.prose.passages.get(last.passage))
        else {
            return false;
        };
        let next = now.year.and_then(|year| year.checked_sub(1)) == last.year;
        // 甲5万元。上年为9万元，本年减少4万元
        let words = passage.slice(last.lead, last.start);
        let bare = words.strip_prefix(&['上', '年']);
        let bare = bare.is_some_and(|rest| self.lexicon().read(rest).is_neutral());
        let alike = bare || now.subject == last.subject && self.in_one_sentence(now, change);
        let between: String = passage.slice(last.end, change.start).iter().collect();
        let words = between.strip_prefix('，').unwrap_or_default();
        let goes_on = ["同比", "两年", "本年度比上年度", "本年", "比上年", "较上年"];
        let words = goes_on
            .iter()
            .find_map(|it| words.strip_prefix(it))
            .unwrap_or(words);
        let words = words.trim_end_matches(['了', '约', '额', '-']);
        let words = words.chars().count();
        let turns = matches!(change.role, Role::Change(way) if way != Direction::Level);
        // What there was nothing of was added as a whole: `mistyped` says so.
        let some = !last.value.is_zero();
        turns && next && some && alike && words == SHORTEST_TURN && last.year.is_some()
    }

    /// Which of last year's amounts a change is from.
    pub(super) fn base_of(&self, place: usize) -> Base {
        let before = place
            .checked_sub(1)
            .filter(|&at| self.compared_with(at).is_some());
        let said = self.said_before(before.unwrap_or(place));
        match () {
            () if said.contains("执行") || said.contains("决算") => Base::Executed,
            () if ADJUSTED.iter().any(|word| said.contains(word)) => Base::Adjusted,
            () => Base::Planned,
        }
    }

    /// Whether a change is told from an amount of a year before the last: 与2024年决算数相比，增加3万元.
    pub(super) fn is_to_an_earlier_year(&self, change: &Claim) -> bool {
        let Some(passage) = self.prose.passages.get(change.passage) else {
            return false;
        };
        let last = self.disclosure.year.and_then(|year| year.checked_sub(1));
        let dates = self.prose.dates_of(change.passage);
        let mut near = dates.iter().rev().filter(|date| {
            let behind = passage.slice(date.end, change.start);
            date.end <= change.start && !behind.iter().any(|c| "。；".contains(*c))
        });
        let compared = |at: usize| {
            let before = passage.slice(at.saturating_sub(1), at);
            before.iter().any(|c| COMPARES.contains(c) || *c == '于')
        };
        let base = near.find(|date| compared(date.start));
        base.is_some_and(|date| last.is_some_and(|last| date.year < last))
    }

    /// The words before a claim's number that are its own.
    pub(super) fn said_before(&self, place: usize) -> String {
        let words = |claim: &Claim| -> Option<String> {
            let passage = self.prose.passages.get(claim.passage)?;
            Some(passage.slice(claim.lead, claim.start).iter().collect())
        };
        self.claim(place).and_then(words).unwrap_or_default()
    }

    /// Works out more of last year's figures by the relations between this year's.
    fn spread(&self, known: &mut BTreeMap<FigureId, Prior>, clashes: &mut Vec<Clash>) {
        for _ in 0..MOST_ROUNDS {
            let before = known.len();
            for judged in self.judged {
                self.step(judged, known, clashes);
            }
            if known.len() == before || !clashes.is_empty() {
                return;
            }
        }
    }

    fn step(
        &self,
        judged: &Judged<'_>,
        known: &mut BTreeMap<FigureId, Prior>,
        clashes: &mut Vec<Clash>,
    ) -> Option<()> {
        let spec = self.rulebook.relations.get(judged.relation.spec)?;
        // Last year may have had rows that this year lacks: `parts` looks at those.
        let equal = !self.lists_rows(judged.relation, &spec.formula)
            && spec.formula.comparison.is_equal()
            && !spec.advisory
            && judged.judgement.outcome != Outcome::Broken;
        let unknown: Vec<Term> = judged
            .relation
            .terms()
            .filter(|term| !known.contains_key(&term.figure))
            .collect();
        let blank = unknown
            .iter()
            .any(|term| self.is_nothing(term.figure) != Some(false));
        if !equal || unknown.len() > 1 || blank {
            return None;
        }
        let (mut sum, mut last) = (Interval::default(), None);
        let left = judged.relation.left.iter().map(|term| (*term, 1));
        let sides = left.chain(judged.relation.right.iter().map(|term| (*term, -1)));
        let mut open = None;
        for (term, side) in sides {
            let factor = term.coefficient.checked_mul(side)?;
            match known.get(&term.figure) {
                Some(prior) => {
                    sum = sum.plus(prior.value.times(factor)?)?;
                    last = prior.claim.or(last);
                }
                None => open = Some((term.figure, factor)),
            }
        }
        match (open, last) {
            (Some((figure, factor @ (1 | -1))), _) => {
                let value = sum.times(factor.checked_neg()?)?;
                known.insert(figure, Prior { value, claim: None });
            }
            (None, Some(claim)) if sum.meets(Interval::default()) == Some(false) => {
                let figure = judged.relation.terms().next()?.figure;
                let one = known.get(&figure)?.value;
                let other = one.plus(sum.times(-1)?)?;
                clashes.push(Clash {
                    claim,
                    figure,
                    one,
                    other,
                });
            }
            _ => {}
        }
        Some(())
    }
}
