//! Claims: what each number of a paragraph says of what.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::number::{Date, Number, Unit};
use super::subject::{Lexicon, Subject};
use super::vocabulary::{Concept, Meaning, VOCABULARY};
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
}

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
}

/// Where the parts of a whole end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    Bracket,
    Sentence,
    Paragraph,
}

/// What a direction or another word of a lead says.
struct Said<'w> {
    at: usize,
    end: usize,
    meaning: &'w Meaning,
}

impl Reader<'_> {
    pub(super) fn read(&mut self, numbers: &[Number]) {
        let mut from = super::passage::enumerated(self.text).map_or(0, |(length, _)| length);
        for number in numbers {
            self.between(from, number.start);
            self.number(from, number);
            from = number.end;
        }
        self.between(from, self.text.len());
        self.opens(from, self.text.len());
    }

    fn at(&self, place: usize) -> Option<char> {
        self.text.get(place).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &[char] {
        self.text.get(from..to).unwrap_or_default()
    }

    fn said(&self, from: usize, to: usize) -> String {
        self.slice(from, to).iter().collect()
    }

    /// Where the words before a place begin that belong to it.
    fn lead(&self, from: usize, to: usize) -> usize {
        let mut depth = 0_i32;
        for at in (from..to).rev() {
            match self.at(at) {
                Some('，' | '。' | '；' | ':' | '!' | '?') => return at.saturating_add(1),
                Some(')') => depth = depth.saturating_add(1),
                Some('(') if depth == 0 => return at.saturating_add(1),
                Some('(') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        from
    }

    /// Ends what the text between two numbers ends, and reads what it says without numbers.
    fn between(&mut self, from: usize, to: usize) {
        for at in from..to {
            match self.at(at) {
                Some('。') => self.open.retain(|(_, end)| *end == End::Paragraph),
                Some(')') => {
                    let opened = self.slice(from, at).contains(&'(');
                    if !opened
                        && self
                            .open
                            .last()
                            .is_some_and(|(_, end)| *end == End::Bracket)
                    {
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
        let Some(last) = self
            .claims
            .iter()
            .rposition(|claim| claim.role == Role::Amount)
        else {
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
        let Some(at) = words.rfind("其中") else {
            return;
        };
        let bracket = words.get(..at).is_some_and(|before| before.ends_with('('));
        let end = match bracket {
            true => End::Bracket,
            false if to == self.text.len() => End::Paragraph,
            false => End::Sentence,
        };
        if self.open.last().map(|(whole, _)| *whole) != Some(last) {
            self.open.push((last, end));
        }
    }

    /// A change of nothing, in words: 与上年持平.
    fn level(&mut self, from: usize, to: usize) {
        let found: Vec<(usize, usize)> = self
            .words(from, to)
            .into_iter()
            .filter(|said| *said.meaning == Meaning::Level)
            .map(|said| (said.at, said.end))
            .collect();
        for (at, end) in found {
            let lead = self.lead(from, at);
            let compared = self.said(lead, at);
            if !compared.contains(['比', '与', '较', '和'])
                || self.is_detail(at)
                || self.at(end) == Some('0')
            {
                continue;
            }
            self.push(Claim {
                role: Role::Change(Direction::Level),
                ..self.draft(lead, at, end, Decimal::ZERO, None)
            });
        }
    }

    /// Words of change in a stretch, in their order.
    fn words(&self, from: usize, to: usize) -> Vec<Said<'static>> {
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
    fn is_detail(&self, place: usize) -> bool {
        let begin = (0..place)
            .rev()
            .find(|&at| matches!(self.at(at), Some('。' | '；' | '!' | '?')))
            .map_or(0, |at| at.saturating_add(1));
        let words = self.said(begin, place);
        let listed = words.trim_start().chars().nth(1) == Some('是')
            && words.starts_with(['一', '二', '三', '四', '五']);
        let earlier = self.said(0, begin);
        ["原因", "用于", "由于"]
            .iter()
            .any(|word| words.contains(word))
            || listed && earlier.contains("原因")
    }

    fn draft(
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
            lead,
            subject: Subject::default(),
            explicit: false,
            context: BTreeSet::new(),
            figures: Vec::new(),
            others: Vec::new(),
            of: None,
            whole: None,
            noun: String::new(),
            understood: false,
        }
    }

    fn number(&mut self, from: usize, number: &Number) {
        let lead = self.lead(from, number.start);
        let words = self.words(lead, number.start);
        let role = self.role(lead, number, &words);
        let claim = Claim {
            role,
            ..self.draft(
                lead,
                number.start,
                number.end,
                number.value,
                Some(number.unit.clone()),
            )
        };
        self.push(claim);
    }

    fn role(&self, lead: usize, number: &Number, words: &[Said<'_>]) -> Role {
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
            (close.is_neutral() || said.end == number.start).then_some(direction)
        });
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
            (Unit::Money(_), None) if self.is_before(lead, number.start, words) => Role::Before,
            _ => Role::Amount,
        }
    }

    /// Whether the words before an amount make it one of the year before.
    fn is_before(&self, lead: usize, to: usize, words: &[Said<'_>]) -> bool {
        let years: Vec<u16> = self
            .dates
            .iter()
            .filter(|date| (lead..to).contains(&date.start) && date.month.is_none())
            .map(|date| date.year)
            .collect();
        let said = self.said(lead, to);
        let budgeted = ["预算", "执行", "决算", "安排"]
            .iter()
            .any(|word| said.contains(word));
        let earlier = self
            .before
            .year
            .is_some_and(|year| !years.is_empty() && years.iter().all(|known| *known < year));
        let before = words.iter().any(|said| *said.meaning == Meaning::Before) && years.is_empty();
        budgeted && (earlier || before)
    }

    /// Completes a claim by what it is of, and takes it up.
    fn push(&mut self, mut claim: Claim) {
        let noun_end = self.noun_end(&claim);
        let mut own = self
            .lexicon
            .read(self.without_years(claim.lead, noun_end).as_slice());
        claim.noun = self.without_years(claim.lead, noun_end).iter().collect();
        let detail = claim.role == Role::Detail;
        let belongs = matches!(
            claim.role,
            Role::Share | Role::Change(_) | Role::Rate(_) | Role::Before
        );
        let last = self.last_amount();
        claim.explicit = !own.is_neutral();
        if own.is_neutral() {
            let topic = self.lead_topic(claim.lead);
            let taken = match (topic, belongs) {
                (Some(topic), false) => Some(topic),
                (_, true) => last
                    .and_then(|last| self.claims.get(last))
                    .map(|claim| claim.subject.clone()),
                _ => self.topic.clone().or_else(|| self.before.topic.clone()),
            };
            own = taken.or_else(|| self.topic.clone()).unwrap_or_default();
        } else if !detail && !belongs {
            self.topic = Some(own.clone());
        }
        if belongs {
            claim.of = match claim.explicit {
                true => self.same_subject(&own),
                false => self.change_before().unwrap_or(last),
            };
        }
        let whole = self
            .open
            .last()
            .map(|(whole, _)| *whole)
            .or(self.before.whole);
        if claim.role == Role::Amount {
            claim.whole = whole.filter(|whole| *whole < self.claims.len());
        }
        claim.context.clone_from(&self.before.context);
        if let Some(whole) = whole.and_then(|whole| self.claims.get(whole)) {
            claim
                .context
                .extend(whole.subject.of.iter().chain(&whole.context).copied());
        }
        claim.subject = own;
        let words = claim.noun.chars().filter(|c| c.is_alphabetic()).count();
        claim.understood = match claim.role {
            Role::Limit => true,
            Role::Detail => words > 0,
            Role::Amount => {
                words > 1 || claim.subject != Subject::default() || claim.whole.is_some()
            }
            _ => claim.of.is_some() || !claim.subject.is_empty() || words > 1,
        };
        if matches!(claim.unit, Some(Unit::Money(_)) | None) && !detail {
            (claim.figures, claim.others) = self.lexicon.candidates(&claim.subject, &claim.context);
        }
        self.claims.push(claim);
    }

    /// Where the noun before a claim ends: before the words of comparison and change.
    fn noun_end(&self, claim: &Claim) -> usize {
        let end = claim.start;
        let compared = (claim.lead..end).find(|&at| {
            let rest: String = self.slice(at, end).iter().take(8).collect();
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
            _ => None,
        };
        [compared, turn].into_iter().flatten().min().unwrap_or(end)
    }

    /// The words of a stretch without its years.
    fn without_years(&self, from: usize, to: usize) -> Vec<char> {
        let dated = |at: usize| {
            self.dates
                .iter()
                .any(|date| (date.start..date.end).contains(&at) && date.month.is_none())
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

    /// What the words before the lead of a claim are about: 住房公积金（项）：2026年预算数为.
    fn lead_topic(&self, lead: usize) -> Option<Subject> {
        let last = lead.checked_sub(1)?;
        if !matches!(self.at(last), Some(':' | '，')) {
            return None;
        }
        let end = self
            .claims
            .get(self.first..)
            .unwrap_or_default()
            .last()
            .map_or(0, |claim| claim.end);
        let from = self.lead(end, last);
        let words = self.without_years(from, last);
        let subject = self.lexicon.read(&words);
        (!subject.is_empty() && end <= from).then_some(subject)
    }

    /// What the change belongs to that stands directly before.
    fn change_before(&self) -> Option<Option<usize>> {
        let last = self.claims.get(self.first..)?.last()?;
        matches!(last.role, Role::Change(_)).then_some(last.of)
    }

    fn last_amount(&self) -> Option<usize> {
        let own = self
            .claims
            .iter()
            .rposition(|claim| claim.role == Role::Amount && claim.passage == self.passage);
        own.or(self.before.last)
    }

    /// The last amount of the same subject, in this paragraph or shortly before.
    fn same_subject(&self, subject: &Subject) -> Option<usize> {
        let from = self.claims.len().saturating_sub(40);
        (from..self.claims.len()).rev().find(|&place| {
            self.claims.get(place).is_some_and(|claim| {
                claim.role == Role::Amount && !subject.is_empty() && claim.subject == *subject
            })
        })
    }
}
