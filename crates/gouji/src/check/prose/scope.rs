//! Amounts that are parts of something of which the tables tell nothing, or something else.

use std::collections::BTreeMap;

use super::{Agreement, Context, agrees, compared, figure, money};
use crate::amount::Interval;
use crate::prose::{Claim, Concept, Role, Subject, concept, titled};
use crate::recognise::FigureId;

/// Words of sections whose amounts are no amounts of the department, even where they are called as those are: 政府采购预算
/// 30万元，资金来源：一般公共预算20万元.
const ASIDE: [&str; 10] = [
    "采购",
    "购买服务",
    "资产",
    "委托业务",
    "重点项目",
    "绩效",
    "单位构成",
    "下属单位",
    "所属单位",
    "所属预算单位",
];

/// How a sentence begins that says where the money of the one before it comes from.
const SOURCES: &str = "资金来源";

/// Words of headings that are of the department's own budget besides.
const OWN_BUDGET: [&str; 4] = ["收支", "收入", "三公", "总体"];

/// Funds, and how their expenditure is called.
const FUNDS: [(&str, &str); 4] = [
    ("general", "一般公共预算支出"),
    ("government", "政府性基金预算支出"),
    ("state", "国有资本经营预算支出"),
    ("fiscal", "财政拨款支出"),
];

/// How the expenditure of all is called.
const ALL: &str = "支出预算";

impl Context<'_> {
    /// Whether an amount stands where something else is told of than a figure's table is of: purchases, a project, a unit
    /// beneath the department, or money of other funds. It is then the figure's only if it says the same, or is a slip of it.
    pub(super) fn is_told_elsewhere(&self, claim: &Claim, figure: FigureId) -> bool {
        let elsewhere = self.is_aside(claim, figure) || self.is_of_other_funds(claim);
        elsewhere && self.mistyped(claim, &claim.figures).is_none()
    }

    fn is_aside(&self, claim: &Claim, figure: FigureId) -> bool {
        let passages = &self.prose.passages;
        let Some(passage) = passages.get(claim.passage) else {
            return false;
        };
        let own: String = passage
            .slice(passage.sentence_begin(claim.start), claim.start)
            .iter()
            .collect();
        // 政府采购预算30万元。资金来源:一般公共预算20万元
        let sentence = match own.starts_with(SOURCES) {
            true => passage.slice(0, claim.start).iter().collect(),
            false => own,
        };
        let above = passage.under.iter().filter_map(|&at| passages.get(at));
        let above = above.map(|heading| heading.text.iter().collect::<String>());
        let mut said: Vec<String> = above
            .filter(|heading| !OWN_BUDGET.iter().any(|word| heading.contains(word)))
            .collect();
        said.push(sentence);
        let title = self.title_of(figure).unwrap_or_default();
        let tells = |topic: &str| said.iter().any(|words| words.contains(topic));
        let mut topics = ASIDE.iter().filter(|topic| tells(topic));
        topics.any(|topic| !title.contains(*topic))
    }

    /// Whether what stands around an amount that names no fund is of several funds together, or of one that is not all
    /// and of which no table has the amount.
    fn is_of_other_funds(&self, claim: &Claim) -> bool {
        let funds = FUNDS.map(|(fund, words)| (concept(fund), words));
        if funds
            .iter()
            .any(|(fund, _)| claim.subject.of.contains(fund))
        {
            return false;
        }
        let around = funds
            .iter()
            .filter(|(fund, _)| claim.context.contains(fund));
        let around: Vec<&(Concept, &str)> = around.collect();
        let fiscal = concept("fiscal");
        let single = around.iter().filter(|(fund, _)| *fund != fiscal).count();
        let has = |fund: &Concept| {
            let mut titles = claim.figures.iter().filter_map(|&id| self.title_of(id));
            // The three kinds of public expenses have a table of their own.
            let own = [*fund, concept("public")];
            titles.any(|title| own.iter().any(|own| titled(title).contains(own)))
        };
        match around.first() {
            _ if single > 1 => true,
            Some((fund, words)) => !has(fund) && !self.are_alike(words, ALL),
            None => false,
        }
    }

    /// Whether figures that some words name say the same as some that others name.
    fn are_alike(&self, one: &str, other: &str) -> bool {
        let amounts = |words: &str| {
            let subject = self.lexicon().read(&words.chars().collect::<Vec<char>>());
            let (figures, _) = self.lexicon().candidates(&subject, &Default::default());
            let amounts = figures.into_iter().filter_map(|id| self.in_yuan(id));
            amounts.collect::<Vec<Interval>>()
        };
        let others = amounts(other);
        amounts(one)
            .iter()
            .any(|own| others.iter().any(|other| own.meets(*other) == Some(true)))
    }

    /// Whether an amount is a part of one that a figure is not of: one that nobody knows, as 涉及项目资金200万元，其中
    /// 一般公共预算180万元, unless it is as much as there is of all, or that of a row that says another amount.
    pub(super) fn is_of_another(&self, claim: &Claim, figure: FigureId) -> bool {
        let wholes = self.with_wholes(claim).skip(1);
        let mut wholes = wholes.filter(|whole| whole.role == Role::Amount);
        wholes.any(|whole| {
            if whole.subject.foreign > 0 {
                return !self.is_all(whole);
            }
            let narrowed = claim.subject.names.is_empty() && !whole.subject.names.is_empty();
            narrowed && !self.is_row_of(whole, figure)
        })
    }

    /// A figure that an amount quotes, where each has others of the same code and column beside it, as in a table by
    /// offices, and whether they add up to it.
    pub(super) fn of_all_offices(&self, claim: &Claim) -> Option<(FigureId, bool)> {
        let mut rows: BTreeMap<_, Vec<FigureId>> = BTreeMap::new();
        for &id in &claim.figures {
            let figure = self.disclosure.figures.get(id)?;
            let code = self.disclosure.row_of(figure)?.key.code()?;
            let row = (figure.table, figure.part, figure.column, code);
            rows.entry(row).or_default().push(id);
        }
        let first = *rows.values().next()?.first()?;
        let several = rows.values().all(|figures| figures.len() > 1);
        let adds_up = |figures: &&Vec<FigureId>| {
            let mut figures = figures.iter().map(|&id| figure(self.disclosure, id));
            let sum = figures.try_fold(Interval::default(), |sum, own| sum.plus(own?));
            let agreement = money(claim)
                .zip(sum)
                .and_then(|(own, sum)| compared(own, sum));
            agreement == Some(Agreement::Same)
        };
        let mut lists = rows.values().filter(|figures| figures.len() > 1);
        let found = lists.find(adds_up).and_then(|figures| figures.first());
        let found = found.map(|&id| (id, true));
        found.or_else(|| several.then_some((first, false)))
    }

    /// Whether an amount that nobody knows is all that its known words tell of.
    pub(super) fn is_all(&self, whole: &Claim) -> bool {
        let known = Subject {
            foreign: 0,
            ..whole.subject.clone()
        };
        let all = ["in", "out"].map(|scope| Subject {
            of: [concept(scope)].into(),
            ..Subject::default()
        });
        let subjects = match known.is_empty() {
            true => all.to_vec(),
            false => vec![known],
        };
        subjects.iter().any(|subject| {
            let (figures, others) = self.lexicon().candidates(subject, &whole.context);
            let mut figures = figures.into_iter().chain(others);
            figures.any(|id| agrees(self.disclosure, whole, id) == Some(true))
        })
    }

    /// Whether an amount is one of the row that a figure stands in.
    fn is_row_of(&self, whole: &Claim, figure: FigureId) -> bool {
        let row = |id: FigureId| {
            let figure = self.disclosure.figures.get(id)?;
            Some((figure.table, figure.part, figure.row))
        };
        let mut quoted = whole.figures.iter().chain(&whole.others);
        quoted.any(|&id| row(id) == row(figure) && agrees(self.disclosure, whole, id) == Some(true))
    }
}
