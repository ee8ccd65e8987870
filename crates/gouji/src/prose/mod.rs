//! [`Book`] + [`Disclosure`] → [`Prose`]: the running text, what it claims, its performance tables.

mod aside;
mod block;
mod bounds;
mod claim;
mod depth;
mod each;
mod figures;
mod frame;
mod item;
mod lead;
mod line;
mod name;
mod near;
mod number;
mod office;
mod passage;
mod plain;
mod plan;
mod scope;
mod share;
mod subject;
mod sum;
mod turn;
mod vocabulary;
mod year;

pub use block::{Block, Field};
pub use claim::{Claim, Direction, Role};
pub use number::{Date, Number, Unit};
pub use passage::Passage;
pub use plan::{Indicator, Plan};

pub(crate) use lead::tells_parts;
pub(crate) use name::titled;
pub(crate) use passage::enumerated;
pub(crate) use scope::TOLD;
pub(crate) use subject::{Lexicon, Subject};
pub(crate) use sum::{Many, sum_of};
pub(crate) use vocabulary::{Concept, concept};
pub(crate) use year::{BUILDS, Told, Years};

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::recognise::Disclosure;
use crate::report::{PlanInfo, TextInfo, Unread};
use crate::rulebook::Rulebook;
use crate::source::{Address, Book};

pub(crate) use claim::COMPARES;
use claim::{Before, End, Reader};

/// The characters of a text in plain form.
pub(crate) fn plain_chars(text: &str) -> Vec<char> {
    plain::plain(text).into_iter().map(|(c, _)| c).collect()
}

/// The numbers with units in a text, by its plain form.
pub(crate) fn numbers_in(text: &str) -> Vec<Number> {
    number::numbers(&plain_chars(text)).0
}

/// The dates in a text, by its plain form.
pub(crate) fn dates_in(text: &str) -> Vec<Date> {
    number::numbers(&plain_chars(text)).1
}

/// Numbers that are shown as not understood at most.
const MOST_UNREAD: usize = 200;

/// The running text of a disclosure.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Its paragraphs, in the order of the file.
    pub passages: Vec<Passage>,
    /// What its numbers claim.
    pub claims: Vec<Claim>,
    /// Its years, months and days, with the paragraph of each.
    pub dates: Vec<(usize, Date)>,
    /// Its performance tables.
    pub plans: Vec<Plan>,
    /// Its descriptions of projects.
    pub blocks: Vec<Block>,
    /// Made when something is first looked up in it: most workbooks' few words need none.
    lexicon: OnceLock<Lexicon>,
}

impl Prose {
    /// Reads the running text around the tables of a disclosure.
    #[must_use]
    pub fn read(book: &Book, rulebook: &Rulebook, disclosure: &Disclosure) -> Self {
        let plans = plan::plans(book, disclosure);
        let taken: Vec<(usize, u32, u32)> = plans
            .iter()
            .map(|plan| (plan.sheet, plan.first, plan.last))
            .collect();
        let mut passages = passage::passages(book, disclosure, &taken);
        let outside = passages.len();
        passages.extend(plans.iter().filter_map(|plan| plan.goal.clone()));
        let mut prose = Self {
            blocks: block::blocks(passages.get(..outside).unwrap_or_default()),
            passages,
            plans,
            ..Self::default()
        };
        prose.claims((rulebook, disclosure), outside);
        prose
    }

    /// The names of the disclosure that the text was read beside.
    pub(crate) fn lexicon(&self, (rulebook, disclosure): (&Rulebook, &Disclosure)) -> &Lexicon {
        self.lexicon
            .get_or_init(|| Lexicon::of(rulebook, disclosure, &self.passages))
    }

    fn claims(&mut self, tables: (&Rulebook, &Disclosure), outside: usize) {
        let mut before = Before {
            year: tables.1.year,
            ..Before::default()
        };
        let mut listed: BTreeSet<Concept> = BTreeSet::new();
        let mut under: Vec<usize> = Vec::new();
        for place in 0..self.passages.len() {
            let Some(passage) = self.passages.get(place) else {
                continue;
            };
            let (numbers, dates) = number::numbers(&passage.text);
            self.dates.extend(dates.iter().map(|date| (place, *date)));
            if passage.under != under || passage.level.is_some() || place == outside {
                (before.whole, listed) = (None, BTreeSet::new());
                before.section = self.claims.len();
                under.clone_from(&passage.under);
            }
            if passage.level.is_some() {
                continue;
            }
            before.whole = self.around_parts(before.whole, passage);
            let leads = numbers.is_empty() && passage.text.last() == Some(&':');
            let said = leads.then(|| self.lexicon(tables).read(&passage.text).of);
            // A change of nothing is told without a number.
            if numbers.is_empty() && !passage.text.iter().any(|c| COMPARES.contains(c)) {
                before.last = None;
            } else {
                self.paragraph(place, tables, (&numbers, &dates), (&mut before, &listed));
            }
            listed = said.unwrap_or(listed);
        }
    }

    /// The amount whose parts a paragraph may go on with: of those that are open the nearest that it does not stand beside.
    fn around_parts(&self, mut whole: Option<usize>, passage: &Passage) -> Option<usize> {
        while let Some(claim) = whole.and_then(|whole| self.claims.get(whole)) {
            let own = self.passages.get(claim.passage);
            if own.is_none_or(|own| !passage.is_beside(own)) {
                break;
            }
            whole = claim.whole;
        }
        whole
    }

    /// Reads what a paragraph claims.
    fn paragraph(
        &mut self,
        place: usize,
        tables: (&Rulebook, &Disclosure),
        (numbers, dates): (&[Number], &[Date]),
        (before, listed): (&mut Before, &BTreeSet<Concept>),
    ) {
        before.context = self.around(place, tables);
        before.context.extend(listed);
        before.past = self.is_past(place, before.year);
        let Some(passage) = self.passages.get(place) else {
            return;
        };
        let lexicon = self
            .lexicon
            .get_or_init(|| Lexicon::of(tables.0, tables.1, &self.passages));
        let mut blocks = self.blocks.iter();
        let block = blocks.find(|block| block.passages.contains(&place));
        before.topic = block.map(|block| lexicon.read(&block.name));
        let first = passage.text.first();
        let continues = first.is_some_and(|c| "比较与占".contains(*c));
        let rises = passage.text.contains(&'增');
        let nothing = |last: &usize| {
            let last = self.claims.get(*last);
            last.is_some_and(|last| last.value.is_zero())
        };
        before.last = before
            .last
            .filter(|last| continues && !(rises && nothing(last)));
        let (numbers, rest) = bounds::split(numbers, self.claims.len());
        let mut reader = Reader {
            lexicon,
            text: &passage.text,
            passage: place,
            first: self.claims.len(),
            claims: &mut self.claims,
            before: before.clone(),
            dates,
            topic: None,
            open: Vec::new(),
            listed: Vec::new(),
        };
        reader.read(numbers);
        reader.pass_over(rest);
        let mut open = reader.open.iter().rev();
        let whole = open.find(|(_, end)| *end == End::Paragraph);
        before.whole = whole.map(|(whole, _)| *whole).or(before.whole);
        before.last = self.main_amount(place);
    }

    /// The amount that a paragraph is about, if it leaves its change to be told: its only one, or the first where all
    /// others are parts of it.
    fn main_amount(&self, passage: usize) -> Option<usize> {
        let from = self.claims.partition_point(|claim| claim.passage < passage);
        let own = || self.claims.iter().enumerate().skip(from);
        let mut amounts = own().filter(|(_, claim)| {
            claim.role == Role::Amount && matches!(claim.unit, Some(Unit::Money(_)))
        });
        let (first, _) = amounts.next()?;
        let mut others = amounts.map(|(_, claim)| claim.whole);
        let parts = others.all(|whole| whole.is_some_and(|whole| whole >= first));
        let told = |claim: &Claim| matches!(claim.role, Role::Change(_)) && claim.of == Some(first);
        (parts && !own().any(|(_, claim)| told(claim))).then_some(first)
    }

    /// The dates of a paragraph.
    pub(crate) fn dates_of(&self, passage: usize) -> Vec<Date> {
        let from = self.dates.partition_point(|(place, _)| *place < passage);
        let own = self.dates.get(from..).unwrap_or_default().iter();
        let own = own.take_while(|(place, _)| *place == passage);
        own.map(|(_, date)| *date).collect()
    }

    /// Whether the headings above a paragraph are of an earlier year.
    fn is_past(&self, passage: usize, year: Option<u16>) -> bool {
        let passage = self.passages.get(passage);
        let under = passage.map_or(&[][..], |passage| &passage.under);
        under.iter().any(|&heading| {
            let text = self
                .passages
                .get(heading)
                .map_or(&[][..], |heading| &heading.text);
            year::is_past(text, &self.dates_of(heading), year)
        })
    }

    /// What the headings above a paragraph are about.
    pub(crate) fn around(
        &self,
        passage: usize,
        tables: (&Rulebook, &Disclosure),
    ) -> BTreeSet<Concept> {
        let under = self
            .passages
            .get(passage)
            .map_or(&[][..], |passage| &passage.under);
        let headings = under
            .iter()
            .filter_map(|&heading| self.passages.get(heading));
        let mut of: BTreeSet<Concept> = headings
            .flat_map(|heading| self.lexicon(tables).read(&heading.text).of)
            .collect();
        let scope = [concept("in"), concept("out")];
        if scope.iter().all(|scope| of.contains(scope)) {
            of.retain(|known| !scope.contains(known));
        }
        of
    }

    /// What of a disclosure was not read, without the titles of performance tables: these are.
    #[must_use]
    pub fn unread(&self, book: &Book, disclosure: &Disclosure) -> Vec<Unread> {
        let titles: Vec<(&str, String)> = self
            .plans
            .iter()
            .filter_map(|plan| {
                let row = Address::new(plan.first, 0).to_string();
                Some((book.sheets.get(plan.sheet)?.name.as_str(), row))
            })
            .collect();
        let is_read =
            |unread: &Unread| titles.contains(&(unread.sheet.as_str(), unread.range.clone()));
        let rest = disclosure.unread.iter().filter(|unread| !is_read(unread));
        rest.cloned().collect()
    }

    /// How much of the text is understood.
    #[must_use]
    pub fn info(&self, book: &Book, checked: usize) -> Option<TextInfo> {
        let counted = || self.claims.iter().filter(|claim| claim.unit.is_some());
        if self.passages.is_empty() && self.plans.is_empty() {
            return None;
        }
        let unread = counted().filter(|claim| !claim.understood);
        let span = |claim: &Claim| self.span(book, claim);
        Some(TextInfo {
            passages: self.passages.len(),
            numbers: counted().count(),
            understood: counted().filter(|claim| claim.understood).count(),
            checked,
            unread: unread.filter_map(span).take(MOST_UNREAD).collect(),
            plans: self
                .plans
                .iter()
                .map(|plan| PlanInfo {
                    title: plan.title.clone(),
                    name: plan.name.clone(),
                    line: usize::try_from(plan.first)
                        .unwrap_or_default()
                        .saturating_add(1),
                    indicators: plan.indicators.len(),
                })
                .collect(),
        })
    }

    /// The words of a claim as a finding points at them.
    pub(crate) fn span(&self, book: &Book, claim: &Claim) -> Option<crate::report::TextSpan> {
        Some(
            self.passages
                .get(claim.passage)?
                .span(book, claim.start, claim.end),
        )
    }
}
