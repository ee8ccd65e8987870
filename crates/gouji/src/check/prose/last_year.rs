//! What the text says of the change since last year, against the columns of a table that print last year's amounts.

use rust_decimal::Decimal;

use super::{
    Agreement, Context, Quote, agrees, compared, figure, hundredths, is_share_of,
    mistyped::rounded, money, ratio::signed, unplanned,
};
use crate::amount::Interval;
use crate::prose::{COMPARES, Claim, Direction, Role, Unit, concept, titled};
use crate::recognise::FigureId;
use crate::rulebook::ColumnSpec;

/// How the rulebook's columns of last year's amounts begin, and what it calls that of the change.
const LAST_YEAR: &str = "上年";
const CHANGE: &str = "增减额";

/// What tables of one fund, or of one kind of expense, are of.
const FUNDS: [&str; 4] = ["general", "government", "state", "public"];

/// Claims that agree with a table at least before those that leave open what they compare with count as wrong.
const FEWEST: usize = 2;

/// A change, a rate or an amount of last year's that is not what a table prints.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Stale {
    pub(in crate::check) claim: usize,
    /// This year's figure.
    pub(in crate::check) now: FigureId,
    /// Last year's figure, or that of the change.
    pub(in crate::check) column: FigureId,
    /// Both years' amounts by the table, in 元.
    pub(in crate::check) years: Years,
}

/// An amount of this year's and of last year's, in 元.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Years {
    pub(in crate::check) now: Interval,
    pub(in crate::check) before: Interval,
}

impl Years {
    pub(in crate::check) fn change(&self) -> Option<Interval> {
        self.now.plus(self.before.times(-1)?)
    }

    /// Whether a rate in hundredths is that of both years, as any is that from nothing.
    pub(in crate::check) fn has_rate(&self, rate: Interval) -> bool {
        let holds = || is_share_of(rate, self.before, self.change()?);
        self.before.centre().is_zero() || holds() != Some(false)
    }

    /// The rate in hundredths; zero where last year's amount is nothing.
    pub(in crate::check) fn rate(&self, scale: u32) -> Decimal {
        let change = self.change().unwrap_or_default();
        hundredths(change, self.before, scale)
    }
}

/// What a text compares this year's amount with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Basis {
    Executed,
    Planned,
    Unsaid,
}

/// A claim beside what a table prints.
struct Beside {
    stale: Stale,
    /// The table's place in the rulebook.
    table: usize,
    /// Whether text or heading leaves open what is compared with.
    open: bool,
    agrees: bool,
}

impl Context<'_> {
    /// The claims that a table's own columns of last year's amounts contradict. Where text or heading leaves open
    /// whether what was planned is compared with or what was spent, most of what is said of the table has to agree.
    pub(super) fn stale(&self) -> Vec<Stale> {
        let all: Vec<Beside> = self
            .claims()
            .filter_map(|(place, claim)| self.beside(place, claim))
            .collect();
        let borne_out = |it: &&Beside| {
            let alike = all.iter();
            let alike = alike.filter(|other| (other.table, other.open) == (it.table, it.open));
            let (agreeing, wrong): (Vec<&Beside>, Vec<&Beside>) =
                alike.partition(|other| other.agrees);
            match it.open {
                true => agreeing.len() >= FEWEST && agreeing.len() > wrong.len(),
                false => agreeing.len().saturating_add(1) >= wrong.len(),
            }
        };
        let wrong = all.iter().filter(|it| !it.agrees).filter(borne_out);
        wrong.map(|it| it.stale).collect()
    }
}

impl<'a> Context<'a> {
    /// A claim of last year beside the columns of its table; `None` where no table tells, or where it says nothing
    /// of last year. It may also be of what the amount is a part of, or of what the sentence begins with.
    fn beside(&self, place: usize, claim: &Claim) -> Option<Beside> {
        let Some((now, words)) = self.compares(place, claim) else {
            return self.beside_alone(place, claim);
        };
        let basis = self.basis(&words)?;
        let (of, column, years) = self.columns_of(now, basis).next()?;
        let of_sentence = self.claims_of(claim.passage).iter();
        let mut of_sentence =
            of_sentence.filter(|it| it.role == Role::Amount && self.in_one_sentence(it, claim));
        let mut all = self
            .with_wholes(now)
            .chain(of_sentence.next())
            .flat_map(|now| self.columns_of(now, basis));
        let figure = self.disclosure.figures.get(column)?;
        let heading = figure.column_spec(self.rulebook)?;
        Some(Beside {
            table: figure.table,
            open: basis == Basis::Unsaid || !tells_basis(heading),
            stale: Stale {
                claim: place,
                now: of,
                column,
                years,
            },
            agrees: all.any(|(.., years)| is_told(claim, years) != Some(false)),
        })
    }

    /// A change that is told without this year's amount beside the columns of its table: 购置费较上年减少3万元.
    fn beside_alone(&self, place: usize, claim: &Claim) -> Option<Beside> {
        let basis = self.basis_alone(place, claim)?;
        let told = |id: &FigureId| self.last_year(*id, basis);
        let (figures, others) = match claim.role {
            Role::Change(_) => (claim.figures.clone(), claim.others.clone()),
            _ => self.lexicon().candidates(&claim.subject, &claim.context),
        };
        let mut quoted = figures.iter().flat_map(told);
        let (now, column, years) = quoted.next()?;
        let mut all = quoted.chain(others.iter().flat_map(told));
        let figure = self.disclosure.figures.get(column)?;
        let agrees = |years: Years| is_told(claim, years) != Some(false);
        Some(Beside {
            table: figure.table,
            open: basis == Basis::Unsaid || !tells_basis(figure.column_spec(self.rulebook)?),
            stale: Stale {
                claim: place,
                now,
                column,
                years,
            },
            agrees: agrees(years) || all.any(|(.., years)| agrees(years)),
        })
    }

    /// What a change or a rate is from that is told without this year's amount, as its words say or those of the change
    /// that it is a part of: “三公”经费比上年减少5万元，其中:购置费减少3万元.
    pub(super) fn basis_alone(&self, place: usize, claim: &Claim) -> Option<Basis> {
        let turns = matches!(claim.role, Role::Change(_) | Role::Rate(_));
        if !turns || !claim.explicit {
            return None;
        }
        let year = |c: char| "上去".contains(c) || c.is_ascii_digit();
        let basis = |words: &str| {
            let (_, compared) = words.rsplit_once(COMPARES)?;
            self.basis(compared).filter(|_| compared.starts_with(year))
        };
        let of_whole = || {
            let passage = self.prose.passages.get(claim.passage)?;
            let words: String = passage.slice(0, claim.start).iter().collect();
            let (whole, parts) = words.rsplit_once("其中")?;
            let whole = whole.trim_end_matches(['。', '，', '；', ':']);
            let whole = whole
                .rsplit('。')
                .next()
                .filter(|_| !parts.contains('。'))?;
            let (whole, _) = whole.split_once(['增', '减', '升', '降'])?;
            basis(whole).filter(|_| matches!(claim.role, Role::Change(_)))
        };
        let own = basis(&self.said_before(place)).filter(|_| claim.of.is_none());
        own.or_else(of_whole)
    }

    /// Last year's figures beside those that an amount of the text quotes.
    fn columns_of(
        &self,
        now: &Claim,
        basis: Basis,
    ) -> impl Iterator<Item = (FigureId, FigureId, Years)> {
        let quoted = match self.quote(now) {
            Quote::Agrees(quoted) => Some(quoted),
            _ => None,
        };
        let figures = now.figures.iter().copied().filter(move |&id| {
            let same = agrees(self.disclosure, now, id) == Some(true);
            same && quoted.is_some_and(|quoted| self.is_of_table(now, quoted, id))
        });
        figures.flat_map(move |id| self.last_year(id, basis))
    }

    /// Whether a table prints last year's amount beside what an amount quotes.
    pub(super) fn has_last_year(&self, now: &Claim) -> bool {
        self.columns_of(now, Basis::Unsaid).next().is_some()
    }

    /// This year's amount of a claim that compares with last year's, and the words that say with what.
    fn compares(&self, place: usize, claim: &Claim) -> Option<(&'a Claim, String)> {
        let compared = self.compared_with(place);
        // 5万元（上年3万元）
        let bare = claim.role == Role::Before && compared.is_none() && self.begins_with_year(place);
        let now = match claim.role {
            Role::Before if bare => claim.of,
            Role::Before => compared?.of,
            Role::Change(_) => claim.of,
            Role::Rate(_) if self.change_beside(place, claim).is_none() => {
                claim.of.filter(|_| self.rate(place, claim).is_none())
            }
            _ => None,
        };
        let now = self.claim(now?)?;
        let money = matches!(now.unit, Some(Unit::Money(_))) && now.role == Role::Amount;
        let words = self.said_before(place);
        if bare {
            return money.then_some((now, words));
        }
        let told = words.chars().rev().position(|c| COMPARES.contains(&c))?;
        let from = words.chars().count().saturating_sub(told);
        money.then(|| (now, words.chars().skip(from).collect()))
    }

    /// Whether the words of an amount begin with a year.
    fn begins_with_year(&self, place: usize) -> bool {
        let words = self.said_before(place);
        let mut years = unplanned::LAST_YEAR.into_iter();
        years.any(|year| words.starts_with(year)) || words.starts_with(|c: char| c.is_ascii_digit())
    }

    /// What a comparison is with, by the words for it; `None` where it is with another year.
    fn basis(&self, words: &str) -> Option<Basis> {
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        let last = self.disclosure.year.and_then(|year| year.checked_sub(1));
        if digits.len() >= 4 && last.is_some_and(|last| !digits.starts_with(&last.to_string())) {
            return None;
        }
        Some(if words.contains("执行") || words.contains("决算") {
            Basis::Executed
        } else if words.contains("预算") {
            Basis::Planned
        } else {
            Basis::Unsaid
        })
    }

    /// Whether a claim is of a table that has another figure than the one it quotes: both stand in one table, or its words
    /// or its surroundings name the fund of that.
    fn is_of_table(&self, now: &Claim, quoted: FigureId, other: FigureId) -> bool {
        let table = |id: FigureId| self.disclosure.figures.get(id).map(|it| it.table);
        let said = |fund: &str| {
            let fund = concept(fund);
            now.subject.of.contains(&fund) || now.context.contains(&fund)
        };
        let funds = || {
            let title = titled(self.title_of(other)?);
            let of = FUNDS.iter().filter(|fund| title.contains(&concept(fund)));
            // What a 项 has of 财政拨款, where all of it is of the general budget.
            let item = !now.subject.names.is_empty() && said("fiscal");
            Some(
                of.copied()
                    .any(|fund| said(fund) || item && fund == "general"),
            )
        };
        table(quoted) == table(other) || funds() == Some(true)
    }

    /// The figures of last year beside one of this year, each with both years' amounts.
    fn last_year(
        &self,
        now: FigureId,
        basis: Basis,
    ) -> impl Iterator<Item = (FigureId, FigureId, Years)> {
        let found = || {
            let own = self.disclosure.figures.get(now)?;
            let table = self.disclosure.table(own.table)?;
            let part = table.parts.get(own.part)?;
            let spec = self.rulebook.tables.get(own.table)?.parts.get(own.part)?;
            let name = &spec.columns.get(own.column)?.name;
            let first = spec.columns.iter().position(|column| !column.beside) == Some(own.column);
            let columns = spec.columns.iter().enumerate();
            let columns = columns.filter(move |(_, it)| it.beside && is_of(it, name, first, basis));
            Some(columns.filter_map(move |(place, it)| {
                let column = part.figure(own.row, place)?;
                let years = self.years_by(now, column, it.name == CHANGE)?;
                Some((now, column, years))
            }))
        };
        found().into_iter().flatten()
    }

    /// Both years' amounts by this year's figure and by last year's or the change.
    fn years_by(&self, now: FigureId, column: FigureId, is_change: bool) -> Option<Years> {
        let printed = |id: FigureId| {
            let value = self.disclosure.figures.get(id)?.value;
            value.amount().and_then(|_| figure(self.disclosure, id))
        };
        let (now, other) = (printed(now)?, printed(column)?);
        let before = match is_change {
            true => now.plus(other.times(-1)?)?,
            false => other,
        };
        Some(Years { now, before })
    }
}

/// Whether a claim says what a table prints of both years.
fn is_told(claim: &Claim, years: Years) -> Option<bool> {
    match claim.role {
        Role::Before => Some(compared(money(claim)?, years.before)? != Agreement::Other),
        Role::Change(direction) => {
            let exactly = signed(direction, money(claim)?)?.meets(years.change()?)?;
            Some(exactly || is_change_of_rounded(claim, direction, years) == Some(true))
        }
        Role::Rate(direction) => {
            Some(years.has_rate(Interval::around(direction.signed(claim.value))))
        }
        _ => None,
    }
}

/// Whether a change is that of both years' amounts as the text would print them: from 元 to 万元 a last digit more or less.
fn is_change_of_rounded(claim: &Claim, direction: Direction, years: Years) -> Option<bool> {
    let Some(Unit::Money(exponent)) = claim.unit else {
        return None;
    };
    let printed = |value: Interval| {
        let value = value.shifted(exponent.checked_neg()?)?;
        Some(rounded(value.centre(), claim.value.scale()))
    };
    let change = printed(years.now)?.checked_sub(printed(years.before)?)?;
    Some(direction.signed(claim.value) == change)
}

/// Whether a column's name says whether its amounts were planned or spent.
fn tells_basis(column: &ColumnSpec) -> bool {
    ["执行", "预算"]
        .iter()
        .any(|word| column.name.contains(word))
}

/// Whether a column has last year's amounts, or the change, of a column of this year's.
fn is_of(column: &ColumnSpec, name: &str, first: bool, basis: Basis) -> bool {
    let own = column.name.strip_prefix(LAST_YEAR) == Some(name);
    let executed = column.name.contains("执行");
    let planned = column.name.contains("预算") || own;
    let fits = match basis {
        Basis::Executed => executed,
        Basis::Planned => planned,
        Basis::Unsaid => executed || planned || column.name == CHANGE,
    };
    fits && (own || first && (column.name == CHANGE || column.name.starts_with(LAST_YEAR)))
}
