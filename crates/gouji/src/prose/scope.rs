//! What was named before an amount and narrows what its own words say: of 甲支出5万元（其中基本支出3万元） the second is
//! the basic expenditure of 甲 alone.

use std::collections::BTreeSet;

use super::claim::{Claim, Reader, Role};
use super::frame::closure;
use super::subject::{Lexicon, Public, Subject};
use super::vocabulary::{Concept, concept};
use crate::recognise::FigureId;

/// How many wholes of wholes are looked at.
const MOST_WHOLES: usize = 4;

/// Words of what has money of its own: one project among many, a charge.
const OWN_MATTERS: [&str; 10] = [
    "该项目",
    "本项目",
    "项目投资",
    "总投资",
    "项目概算",
    "年度资金总额",
    "项目资金总额",
    "年度预算安排:",
    "收费标准",
    "收费项目",
];

/// The word for the amount behind its share.
pub(crate) const TOLD: &str = "计";

/// What has a budget of its own, of which a department's is a part.
const TERRITORIES: &str = "国省市州盟县旗区";

/// Words before the amounts of one unit after the other, and words for all of them.
const BY_UNIT: [&str; 5] = ["分单位", "分预算单位", "按单位", "按预算单位", "按各单位"];
const SUMS: [&str; 4] = ["合计", "共计", "总计", "总额"];

impl Lexicon {
    /// Gives a subject what another says that it is within: a name, a fund and a nature where it has none of its own.
    fn narrow(&self, subject: &mut Subject, within: &Subject) {
        let said = subject.closure();
        for kind in self.kinds.iter().skip(1) {
            if said.is_disjoint(kind) {
                subject.of.extend(within.of.intersection(kind));
            }
        }
        subject.of.extend(within.of.get(&concept("part")));
        // What is bought, and what an office runs on, is money of the same funds, and another amount of them.
        let public = said.contains(&concept("public"));
        let matters = [
            Some("procurement"),
            Some("outsourced"),
            public.then_some("office"),
        ];
        for matter in matters.into_iter().flatten().map(concept) {
            subject.of.extend(within.of.get(&matter));
        }
        // “三公”经费5万元，其中使用一般公共预算安排5万元
        let [_, funds, _] = &self.kinds;
        if subject.names.is_empty() && !subject.of.is_empty() && subject.of.is_subset(funds) {
            let is_matter = |of: &&Concept| closure(&[**of].into()).contains(&concept("public"));
            let matter: Vec<Concept> = within.of.iter().filter(is_matter).copied().collect();
            // A table that names no fund may be of all of them.
            if !matter.is_empty() && self.public == Some(Public::Unsaid) {
                subject.of.insert(concept("part"));
            }
            subject.of.extend(matter);
        }
        if subject.names.is_empty() {
            subject.names.extend(&within.names);
        }
    }

    /// The funds that a subject names.
    fn fund(&self, subject: &Subject) -> Subject {
        let [_, funds, _] = &self.kinds;
        Subject {
            of: subject.of.intersection(funds).copied().collect(),
            ..Subject::default()
        }
    }

    /// Whether two contexts name the same funds.
    pub(super) fn are_of_one_fund(
        &self,
        one: &BTreeSet<Concept>,
        other: &BTreeSet<Concept>,
    ) -> bool {
        let [_, funds, _] = &self.kinds;
        one.intersection(funds).eq(other.intersection(funds))
    }
}

impl Reader<'_> {
    /// The figures that an amount may quote, in the scope that it stands in. Those of a wider one only excuse it.
    pub(super) fn quotable(&self, claim: &Claim) -> (Vec<FigureId>, Vec<FigureId>) {
        let (figures, others) = self.lexicon.candidates(&claim.subject, &claim.context);
        if self.may_be_of_the_last(claim)
            || self.is_of_own_matter(claim)
            || self.is_other_side_of_a_project(claim)
            || self.is_beside_another(claim)
            || self.is_carried_otherwise(claim)
            || self.is_of_territory(claim.start)
        {
            return (Vec::new(), figures.into_iter().chain(others).collect());
        }
        let narrow = self.narrowed(claim);
        if narrow == claim.subject {
            return (figures, others);
        }
        let (own, mut wider) = self.lexicon.candidates(&narrow, &claim.context);
        let all = figures.into_iter().chain(others);
        wider.extend(all.filter(|figure| !own.contains(figure)));
        (own, wider)
    }

    /// Whether the sentence tells of a whole territory's money: 全县一般公共预算收入3亿元；一般公共预算支出6亿元.
    fn is_of_territory(&self, place: usize) -> bool {
        let from = (0..place).rev().find(|&at| self.at(at) == Some('。'));
        let from = from.map_or(0, |at| at.saturating_add(1));
        let territory = |at: &usize| {
            let whole = self.at(*at) == Some('全');
            whole
                && self
                    .at(at.saturating_add(1))
                    .is_some_and(|c| TERRITORIES.contains(c))
        };
        (from..place).filter(territory).any(|at| {
            let behind = at.saturating_add(2);
            let ends = |at: &usize| {
                self.at(*at)
                    .is_some_and(|c| "，。；:、".contains(c) || c.is_ascii_digit())
            };
            let end = (behind..place).find(ends).unwrap_or(place);
            let of = self.lexicon.read(self.slice(behind, end)).of;
            ["in", "out"]
                .map(concept)
                .iter()
                .any(|side| of.contains(side))
        })
    }

    /// What the words of a claim are of. One of a list of units is of a part of the department, though its words say
    /// no more than the office's name: 收支总预算9万元。分单位看:局机关4万元、甲中心5万元. What it is used for is no part
    /// of its name: 用于保障运转的基本支出.
    pub(super) fn read_noun(&self, noun: &[char], claim: &Claim) -> Subject {
        let words: String = noun.iter().collect();
        if let Some(share) = self.told_with(claim, &words) {
            return share.subject.clone();
        }
        let named = noun.iter().rposition(|c| *c == '的');
        let named = named.filter(|_| claim.role == Role::Amount && words.contains("用于"));
        let named = named.map_or(noun, |at| noun.get(at..).unwrap_or_default());
        let mut subject = self.lexicon.read(named);
        let sum = SUMS.iter().any(|sum| words.contains(sum));
        let told = self.said(0, claim.lead);
        let told = told.rsplit('。').next().unwrap_or_default();
        let listed = BY_UNIT.iter().any(|by| told.contains(by)) && !words.is_empty() && !sum;
        if listed && claim.role == Role::Amount && subject.is_neutral() {
            subject.of.insert(concept("part"));
        }
        subject
    }

    /// The share that an amount follows which is of the same: 基本支出占62.5%，计5万元.
    fn told_with(&self, claim: &Claim, words: &str) -> Option<&Claim> {
        let share = self.claims.get(self.first..)?.last()?;
        let goes_on = self.slice(share.end, claim.lead) == ['，'];
        let told = share.role == Role::Share && share.explicit && claim.role == Role::Amount;
        (goes_on && told && words == TOLD).then_some(share)
    }

    /// What an amount is of with what was named before it.
    fn narrowed(&self, claim: &Claim) -> Subject {
        let mut subject = claim.subject.clone();
        if subject.is_empty() {
            return subject;
        }
        let mut whole = claim.whole;
        for _ in 0..MOST_WHOLES {
            let Some(above) = whole.and_then(|at| self.claims.get(at)) else {
                break;
            };
            self.lexicon.narrow(&mut subject, &above.subject);
            whole = above.whole;
        }
        if let Some(within) = self.within(claim.lead) {
            self.lexicon.narrow(&mut subject, &within);
        }
        if let Some(fund) = self.fund_beside(claim) {
            self.lexicon.narrow(&mut subject, &fund);
        }
        if let Some(kind) = self.sourced(claim) {
            self.lexicon.narrow(&mut subject, &kind);
        }
        for limit in ["part", "procurement"].map(concept) {
            let mut before = self.before_in_sentence(claim);
            if before.any(|other| other.subject.of.contains(&limit)) {
                subject.of.insert(limit);
            }
        }
        subject
    }

    /// Whether an amount was given the subject of one whose part it is, as 其中当年拨款, or that it
    /// is a sum of, as 合计, or of a part of something else, as of 该项目2025年9万元，其中上年结转2万元；2026年8万元.
    pub(super) fn is_nameless(&self, claim: &Claim) -> bool {
        let whole = claim.whole.and_then(|whole| self.claims.get(whole));
        let same = |whole: &Claim| whole.passage == claim.passage && whole.subject == claim.subject;
        let sum = ["合计", "共计", "总计", "小计"]
            .iter()
            .any(|word| claim.noun.contains(word));
        let sums = sum && self.lead_topic(claim.lead).is_none() && self.claims.len() > self.first;
        let another = || self.is_of_own_matter(claim);
        claim.role == Role::Amount
            && !claim.explicit
            && (sums || whole.is_some_and(same) || another())
    }

    /// Whether the paragraph tells of something with money of its own, of which the tables tell nothing, before an
    /// amount that has no name of theirs.
    pub(super) fn is_of_own_matter(&self, claim: &Claim) -> bool {
        let told = self.said(0, claim.start);
        claim.subject.names.is_empty() && OWN_MATTERS.iter().any(|matter| told.contains(matter))
    }

    /// Whether an amount is the other side of a project's: 甲项目收入预算28万元、支出预算28万元.
    fn is_other_side_of_a_project(&self, claim: &Claim) -> bool {
        let own = self.claims.get(self.first..).unwrap_or_default();
        let beside = own.last().filter(|other| {
            let between = self.slice(other.end, claim.lead.max(other.end));
            between.iter().all(|c| "、，和".contains(*c))
        });
        beside.is_some_and(|other| {
            let project = other.noun.contains("项目") && !other.noun.contains("项目支出");
            (project && other.subject.foreign > 0)
                && claim.subject.names.is_empty()
                && are_sides(&other.subject, &claim.subject)
        })
    }

    /// Whether an amount of 三公 stands beside one of another scope, of which the tables tell nothing: 局机关公务接待费
    /// 2万元，公务用车运行维护费3万元.
    fn is_beside_another(&self, claim: &Claim) -> bool {
        let public = concept("public");
        let is_untold = |other: &Claim| {
            other.role == Role::Amount
                && other.whole == claim.whole
                && other.subject.closure().contains(&public)
                && other.figures.is_empty()
                && other.others.is_empty()
        };
        claim.subject.closure().contains(&public) && self.before_in_sentence(claim).any(is_untold)
    }

    /// The claims before one in its part of the sentence, the nearest first.
    fn before_in_sentence(&self, claim: &Claim) -> impl Iterator<Item = &Claim> {
        let own = self
            .claims
            .get(self.first..)
            .unwrap_or_default()
            .iter()
            .rev();
        let from = self.sentence(claim.lead);
        own.take_while(move |other| other.end >= from)
    }

    /// Whether a basic expenditure or the like may be that of the row told before it: 甲(项)5万元，全部为基本支出.
    fn may_be_of_the_last(&self, claim: &Claim) -> bool {
        let is_nature = |subject: &Subject| {
            let [_, _, natures] = &self.lexicon.kinds;
            subject.names.is_empty() && !subject.of.is_disjoint(natures)
        };
        let mut before = self
            .before_in_sentence(claim)
            .filter(|other| other.role == claim.role);
        let last = before.find(|other| other.whole == claim.whole && !is_nature(&other.subject));
        is_nature(&claim.subject) && last.is_some_and(|last| !last.subject.names.is_empty())
    }

    /// What a clause of the sentence names of which parts are told: 项目支出中，财政拨款3万元、其他资金2万元.
    pub(super) fn within(&self, lead: usize) -> Option<Subject> {
        let from = self.sentence(lead);
        let ends = |at: &usize| {
            self.at(*at) == Some('中') && matches!(self.at(at.saturating_add(1)), Some('，' | ':'))
        };
        let clauses = (from..lead).rev().filter(ends);
        let mut named = clauses.map(|end| {
            let words = self.without_years(self.lead(from, end), end);
            self.lexicon.read(&words)
        });
        named.find(|subject| !subject.is_empty())
    }

    /// The only fund that stands before what was carried over, in its part of the sentence: it may be that of the fund
    /// as well as all of it.
    fn fund_beside(&self, claim: &Claim) -> Option<Subject> {
        if !is_carried(claim) {
            return None;
        }
        // 甲基金5万元、上年结转2万元，乙基金3万元、上年结转1万元
        let listed = self.at(claim.lead) == Some('、');
        let ended = |other: &&Claim| self.slice(other.end, claim.lead).contains(&'，');
        let near = self.before_in_sentence(claim);
        let near = near.take_while(|other| !listed || !ended(other));
        let mut funds = near.map(|other| self.lexicon.fund(&other.subject));
        let first = funds.find(|fund| !fund.is_empty())?;
        let other = funds.any(|fund| !fund.is_empty() && fund != first);
        (!other).then_some(first)
    }

    /// Where the part of a sentence begins that a place stands in.
    fn sentence(&self, place: usize) -> usize {
        let begins = |at: &usize| self.at(*at).is_some_and(|c| "。；!?".contains(c));
        let before = (0..place).rev().find(begins);
        before.map_or(0, |at| at.saturating_add(1))
    }

    /// The kind of expenditure whose sources a sentence tells: 项目支出9万元。资金来源:财政拨款5万元、其他资金4万元.
    fn sourced(&self, claim: &Claim) -> Option<Subject> {
        let [_, funds, natures] = &self.lexicon.kinds;
        if claim.subject.of.is_disjoint(funds) || !claim.subject.names.is_empty() {
            return None;
        }
        let from = self.sentence(claim.lead);
        let marks = |at: &usize| {
            let rest = self.said(*at, at.saturating_add(4));
            rest == "资金来源" || rest.starts_with("包括")
        };
        let mark = (from..claim.start).find(marks)?;
        let own = self.claims.get(self.first..)?;
        let mut told = own.iter().rev().filter(|told| told.end <= mark);
        let told = told.find(|told| told.role == Role::Amount)?;
        let ends = self.slice(told.end, mark).iter().filter(|c| **c == '。');
        let of: BTreeSet<Concept> = told.subject.of.intersection(natures).copied().collect();
        (told.subject.names.is_empty() && ends.count() < 2 && !of.is_empty()).then_some(Subject {
            of,
            ..Subject::default()
        })
    }

    /// Whether what was carried over may be another amount than that of the tables: that of a row which is told before
    /// it, what there was at last year's end, or what is expected to be left of this year's.
    fn is_carried_otherwise(&self, claim: &Claim) -> bool {
        if !is_carried(claim) {
            return false;
        }
        let mut before = self.before_in_sentence(claim);
        let last = before.find(|other| other.role == Role::Amount && other.whole == claim.whole);
        let of_a_row = last.is_some_and(|last| !last.subject.names.is_empty());
        let of_no_fund = self.lexicon.fund(&claim.subject).is_empty();
        let own = self.said(claim.lead, claim.start);
        let year = self
            .before
            .year
            .map_or_else(String::new, |year| year.to_string());
        let expected = own.contains("预计") && own.starts_with(&year) && !year.is_empty();
        of_a_row && of_no_fund || expected || self.is_of_last_end(claim)
    }

    /// Whether an amount is told of last year's end, and not said to be in the budget.
    fn is_of_last_end(&self, claim: &Claim) -> bool {
        let Some(last) = self.before.year.and_then(|year| year.checked_sub(1)) else {
            return false;
        };
        let ends = ["上年末", "上年底", "去年末", "去年底"].map(str::to_owned);
        let dated = [format!("{last}年末"), format!("{last}年底")];
        let words = self.said(self.sentence(claim.start), claim.start);
        let mut ends = ends.iter().chain(&dated);
        let behind: String = self.text.iter().skip(claim.end).collect();
        let behind = behind
            .split('。')
            .next()
            .unwrap_or_default()
            .replace("未纳入", "");
        let budgeted = ["纳入", "列入"].iter().any(|word| behind.contains(word));
        claim.whole.is_none() && ends.any(|end| words.contains(end)) && !budgeted
    }
}

/// Whether one is of income and the other of expenditure.
pub(super) fn are_sides(one: &Subject, other: &Subject) -> bool {
    let [income, expenditure] = ["in", "out"].map(concept);
    let is = |subject: &Subject, side, opposite| {
        subject.of.contains(&side) && !subject.of.contains(&opposite)
    };
    is(one, income, expenditure) && is(other, expenditure, income)
        || is(one, expenditure, income) && is(other, income, expenditure)
}

/// Whether an amount is of what was carried over.
fn is_carried(claim: &Claim) -> bool {
    let carried = ["carry", "forward"].map(concept);
    carried.iter().any(|of| claim.subject.of.contains(of))
}
