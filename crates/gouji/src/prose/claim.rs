//! Claims: what each number of a paragraph says of what.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::aside::names_parts;
use super::each::Listed;
use super::number::{Date, Number, Unit};
use super::scope::are_sides;
use super::share::Base;
use super::subject::{Lexicon, Subject};
use super::vocabulary::Concept;
use crate::recognise::FigureId;

/// What a number says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// How much something is this year.
    Amount,
    /// How much it was the year before.
    Before,
    /// Which part of a whole it is: 占.
    Share,
    /// By how much it changed.
    Change(Direction),
    /// By how many hundredths it changed.
    Rate(Direction),
    /// What is to be reached, or a limit: ≥95%, 单价50万元以上.
    Limit,
    /// Something that explains a reason or a use.
    Detail,
}

/// Which way something changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// 增加, 增长
    Up,
    /// 减少, 下降
    Down,
    /// 持平
    Level,
}

impl Direction {
    /// A change with its sign.
    pub(crate) fn signed(self, value: Decimal) -> Decimal {
        match self {
            Self::Up => value,
            Self::Down => -value,
            Self::Level => Decimal::ZERO,
        }
    }
}

/// What a number of a paragraph says.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The paragraph.
    pub passage: usize,
    /// Its first character: that of the number, or of the word for no change.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// Its value as printed; zero for no change.
    pub value: Decimal,
    /// Its unit; `None` for no change said in words.
    pub unit: Option<Unit>,
    /// What it says.
    pub role: Role,
    /// The year that it is of, where it is an amount.
    pub(crate) year: Option<u16>,
    /// Where the words begin that say so.
    pub(crate) lead: usize,
    /// What it is of.
    pub(crate) subject: Subject,
    /// Whether what it is of was said beside it, and not taken over.
    pub(crate) explicit: bool,
    /// What its surroundings are of.
    pub(crate) context: BTreeSet<Concept>,
    /// Figures that it quotes, if any.
    pub figures: Vec<FigureId>,
    /// Figures that it may quote besides.
    pub others: Vec<FigureId>,
    /// The amount that a share, a change or a rate belongs to.
    pub of: Option<usize>,
    /// The amount that it is a part of.
    pub whole: Option<usize>,
    /// What a share names as its whole.
    pub(crate) base: Option<Base>,
    /// The words that it is of, for free subjects.
    pub(crate) noun: String,
    /// Whether it is understood.
    pub understood: bool,
}

/// What goes before a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// What the paragraphs are about.
    pub(super) context: BTreeSet<Concept>,
    /// The amount whose parts follow.
    pub(super) whole: Option<usize>,
    /// The last amount, and what it is of.
    pub(super) last: Option<usize>,
    /// What a block is about: a project.
    pub(super) topic: Option<Subject>,
    pub(super) year: Option<u16>,
    /// Where the claims of its section begin.
    pub(super) section: usize,
    /// Whether the heading above is of an earlier year.
    pub(super) past: bool,
}

/// Characters one of which comes before 持平 where last year's amount is meant: 与上年持平.
pub(crate) const COMPARES: [char; 4] = ['比', '与', '较', '和'];

/// Reads the claims of a paragraph.
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) text: &'a [char],
    pub(super) passage: usize,
    /// All claims so far, those of earlier paragraphs among them.
    pub(super) claims: &'a mut Vec<Claim>,
    pub(super) before: Before,
    pub(super) dates: &'a [Date],
    /// Where the paragraph's own claims begin.
    pub(super) first: usize,
    pub(super) topic: Option<Subject>,
    /// Wholes whose parts are being told, and where that ends: a bracket, a sentence, the paragraph.
    pub(super) open: Vec<(usize, End)>,
    /// What numbers are of that stand behind 分别.
    pub(super) listed: Vec<Listed>,
}

/// Where the parts of a whole end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    Bracket,
    Sentence,
    Paragraph,
}

impl Reader<'_> {
    pub(super) fn read(&mut self, numbers: &[Number]) {
        self.list(numbers);
        let mut from = super::passage::enumerated(self.text).map_or(0, |(length, _)| length);
        self.topic = self.titled(from);
        for number in numbers {
            self.between(from, number.start);
            self.leave(from, number);
            self.number(from, number);
            from = number.end;
        }
        self.between(from, self.text.len());
        self.opens(from, self.text.len());
    }

    /// Ends what the text between two numbers ends, and reads what it says without numbers.
    fn between(&mut self, from: usize, to: usize) {
        for at in from..to {
            match self.at(at) {
                Some('。') => {
                    self.open.retain(|(_, end)| *end == End::Paragraph);
                    self.topic = self.item(at.saturating_add(1)).or(self.topic.take());
                }
                Some(')') => {
                    let opened = self.slice(from, at).contains(&'(');
                    let last = self.open.last().map(|(_, end)| *end);
                    if !opened && last == Some(End::Bracket) {
                        self.open.pop();
                    }
                }
                _ => {}
            }
        }
        self.opens(from, to);
        self.level(from, to);
    }

    /// Opens the parts of the last amount where the text says so.
    fn opens(&mut self, from: usize, to: usize) {
        let classified = self.classified(from, to);
        let Some(last) = classified.or_else(|| self.divided(from, to)) else {
            return;
        };
        if last < self.first
            || self
                .claims
                .get(last)
                .is_none_or(|claim| claim.end > from.max(1))
        {
            return;
        }
        let words = self.said(from, to);
        let bracket = words.starts_with('(') && !words.contains(')');
        let end = match words.contains("其中") || names_parts(&words) {
            false if bracket => End::Bracket,
            false if classified.is_some() || self.is_told_by_kinds(from, to) => End::Sentence,
            false => return,
            true if self.is_in_brackets(to) => End::Bracket,
            true if to == self.text.len() => End::Paragraph,
            true => End::Sentence,
        };
        if self.open.last().map(|(whole, _)| *whole) != Some(last) {
            self.open.push((last, end));
        }
    }

    pub(super) fn draft(
        &self,
        lead: usize,
        start: usize,
        end: usize,
        value: Decimal,
        unit: Option<Unit>,
    ) -> Claim {
        Claim {
            passage: self.passage,
            start,
            end,
            value,
            unit,
            role: Role::Amount,
            year: None,
            lead,
            subject: Subject::default(),
            explicit: false,
            context: BTreeSet::new(),
            figures: Vec::new(),
            others: Vec::new(),
            of: None,
            whole: None,
            base: None,
            noun: String::new(),
            understood: false,
        }
    }

    fn number(&mut self, from: usize, number: &Number) {
        let share = self.share_of_bracket(number);
        let lead = share.map_or_else(|| self.lead(from, number.start), |_| number.start);
        let unit = Some(number.unit.clone());
        let mut claim = self.draft(lead, number.start, number.end, number.value, unit);
        if let Some(each) = self.each(number) {
            (claim.role, claim.year) = (each.role, each.year);
            claim.of = each.of;
            return self.push(claim, Some(each.words));
        }
        if let Some(aside) = self.aside(number) {
            return self.push(self.told_aside(claim, &aside), Some(aside.words));
        }
        if let Some(before) = self.comes_from(lead, number) {
            claim.year = self.before.year;
            let words = (before.lead, self.noun_end(before));
            return self.push(claim, Some(words));
        }
        if let Some(role) = self.turns_without_way(lead, number) {
            claim.role = role;
            return self.push(claim, Some((number.start, number.start)));
        }
        let words = self.words(lead, number.start);
        claim.role = match self.role(lead, number, &words) {
            _ if share.is_some() => Role::Share,
            Role::Amount if self.is_changed_with(lead) => Role::Detail,
            Role::Change(_) if self.is_sum_of_changes(lead, &words) => Role::Detail,
            Role::Amount | Role::Change(_) if self.is_for_each_more(number.start) => Role::Detail,
            role => role,
        };
        claim.year = self.year_of(claim.role, self.told_of(lead, number.start, &words));
        claim.of = share.flatten();
        self.push(claim, None);
    }

    /// Completes a claim by what it is of, which stands directly before it or in words further before, and takes it up.
    pub(super) fn push(&mut self, mut claim: Claim, words: Option<(usize, usize)>) {
        let (from, to) = words.unwrap_or((claim.lead, self.noun_end(&claim)));
        let noun = self.without_years(self.behind_number(from, to), to);
        let mut own = self.read_noun(&noun, &claim);
        claim.noun = noun.into_iter().collect();
        let detail = claim.role == Role::Detail;
        let belongs = matches!(
            claim.role,
            Role::Share | Role::Change(_) | Role::Rate(_) | Role::Before
        );
        let now = self.last_amount(claim.lead);
        let earlier = || self.earlier_amount(&claim, now).filter(|_| belongs);
        let base = self.told_base(&claim, now);
        let current = now.filter(|_| base.is_none() && !self.is_of_a_list(&claim, now));
        let last = claim.of.or_else(earlier).or(current);
        claim.explicit = !own.is_neutral();
        if own.is_neutral() {
            let topic = self.lead_topic(claim.lead);
            // 甲科目，2025年预算数为5万元，2026年预算数为6万元
            let begins = claim.role == Role::Before && last.is_none();
            if begins && topic.is_some() {
                self.topic.clone_from(&topic);
            }
            let taken = match (topic, belongs && !begins) {
                _ if base.is_some() => base,
                (Some(topic), false) => Some(topic),
                (_, true) => last
                    .and_then(|last| self.claims.get(last))
                    .map(|claim| claim.subject.clone()),
                _ => self.topic.clone().or_else(|| self.before.topic.clone()),
            };
            own = taken.or_else(|| self.topic.clone()).unwrap_or_default();
        } else if !detail
            && (!belongs || claim.role == Role::Before && !self.is_compared_with(&claim))
        {
            self.topic = Some(own.clone());
        }
        let nothing = Some(claim.lead).filter(|_| belongs && !claim.explicit);
        if let Some(topic) = nothing.and_then(|lead| self.told_as_nothing(lead)) {
            // 购置费为零，比上年减少5万元
            claim.explicit = true;
            own = topic;
        }
        if belongs && claim.of.is_none() {
            claim.of = match claim.explicit {
                true => self.same_subject(&own).or_else(|| self.either_side(&own)),
                false => self.change_before(claim.lead).unwrap_or(last),
            };
        }
        if belongs && claim.explicit && claim.of.is_none() {
            self.topic = Some(own.clone());
        }
        let whole = self
            .open
            .last()
            .map(|(whole, _)| *whole)
            .or(self.before.whole);
        let alike = |whole: &usize| {
            let whole = self.claims.get(*whole);
            whole.is_some_and(|whole| {
                let other = !self.is_numbered() && are_sides(&whole.subject, &own);
                whole.role == claim.role && !other
            })
        };
        let again = self.restated(&claim).and_then(|at| self.claims.get(at));
        if let Some(again) = again {
            own = again.subject.clone();
        } else if matches!(claim.role, Role::Amount | Role::Before) {
            claim.whole = whole.filter(alike);
        }
        claim.context.clone_from(&self.before.context);
        if let Some(whole) = whole.and_then(|whole| self.claims.get(whole)) {
            claim
                .context
                .extend(whole.subject.of.iter().chain(&whole.context).copied());
        }
        claim.subject = own;
        if claim.role == Role::Share {
            claim.base = self.base(&claim);
            self.widen(&mut claim);
        }
        let words = claim.noun.chars().filter(|c| c.is_alphabetic()).count();
        claim.understood = match claim.role {
            Role::Limit => true,
            Role::Detail => words > 0,
            Role::Amount => {
                words > 1 || claim.subject != Subject::default() || claim.whole.is_some()
            }
            _ => claim.of.is_some() || !claim.subject.is_empty() || words > 1,
        };
        let money = matches!(claim.unit, Some(Unit::Money(_)) | None);
        if self.is_nameless(&claim) {
            claim.subject = Subject::default();
        }
        if money && !detail && !self.is_another_thing(&claim) {
            (claim.figures, claim.others) = self.quotable(&claim);
            if self.is_sum(&claim) {
                claim.others.append(&mut claim.figures);
            }
        }
        self.told_ahead(&claim);
        self.claims.push(claim);
    }
}
