//! Last year's figures of rows, or columns, against the figure that they add up to.
//!
//! Last year may have had rows that this year lacks, so what was there last year is at least what the rows of this
//! year had: more is a contradiction, less is not.

use std::collections::BTreeMap;

use super::Context;
use super::prior::Prior;
use crate::amount::Interval;
use crate::check::{Judged, Outcome};
use crate::recognise::FigureId;
use crate::relate::{Relation, Term};
use crate::rulebook::formula::{self, Formula, Rows};

/// How many levels of rows there are at most: total, 类, 款, 项, project.
const DEEPEST: usize = 6;

/// A row's figure of last year, and what the rows that it adds up to had.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Parts {
    pub(in crate::check) whole: FigureId,
    /// Last year's figure of the row itself.
    pub(in crate::check) value: Interval,
    pub(in crate::check) sum: Interval,
    /// The changes by which that is known: of the whole if it is said, else of the last part.
    pub(in crate::check) claim: usize,
    /// How many parts have a change of their own.
    pub(in crate::check) told: usize,
    /// Whether the change of each part is known that has an amount.
    pub(in crate::check) complete: bool,
    /// Whether they are rows, of which last year may have had others, and not columns of one row.
    pub(in crate::check) are_rows: bool,
}

/// What parts had last year at least.
#[derive(Clone, Copy, Debug)]
struct Least {
    sum: Interval,
    told: usize,
    last: Option<usize>,
    complete: bool,
}

impl Default for Least {
    fn default() -> Self {
        Self {
            sum: Interval::default(),
            told: 0,
            last: None,
            complete: true,
        }
    }
}

impl Least {
    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            sum: self.sum.plus(other.sum)?,
            told: self.told.saturating_add(other.told),
            last: other.last.or(self.last),
            complete: self.complete && other.complete,
        })
    }
}

/// Rows by the row that they add up to.
type Lists = BTreeMap<FigureId, Vec<FigureId>>;

impl Context<'_> {
    /// Every figure whose amount of last year is known, with that of its parts.
    pub(in crate::check) fn prior_parts(&self, known: &BTreeMap<FigureId, Prior>) -> Vec<Parts> {
        if known.is_empty() {
            return Vec::new();
        }
        let parts = |are_rows: bool| {
            let judged = self.judged.iter();
            let lists: Lists = judged.filter_map(|it| self.list(it, are_rows)).collect();
            known.iter().filter_map(move |(&whole, prior)| {
                let below = self.below(whole, known, &lists, DEEPEST)?;
                Some(Parts {
                    whole,
                    value: prior.value,
                    sum: below.sum,
                    claim: prior.claim.or(below.last)?,
                    told: below.told,
                    complete: below.complete,
                    are_rows,
                })
            })
        };
        parts(true).chain(parts(false)).collect()
    }

    /// Whether a relation adds up rows of which last year may have had others: not columns of one row.
    pub(super) fn lists_rows(&self, relation: &Relation, formula: &Formula) -> bool {
        let added = |term: &formula::Term| term.sum || term.reference.rows == Rows::Children;
        let place = |term: Term| {
            let figure = self.disclosure.figures.get(term.figure)?;
            Some((figure.table, figure.part, figure.row))
        };
        let mut rows = relation.terms().map(place);
        let first = rows.next();
        formula.terms().any(added) && rows.any(|row| Some(row) != first)
    }

    /// The rows, or the columns, that a relation adds up to another.
    fn list(&self, judged: &Judged<'_>, are_rows: bool) -> Option<(FigureId, Vec<FigureId>)> {
        let spec = self.rulebook.relations.get(judged.relation.spec)?;
        let holds = spec.formula.comparison.is_equal()
            && !spec.advisory
            && judged.judgement.outcome != Outcome::Broken;
        let [whole] = judged.relation.left.as_slice() else {
            return None;
        };
        let once = |term: &Term| term.coefficient == 1;
        let plain = once(whole) && judged.relation.right.iter().all(once);
        let parts = judged.relation.right.iter().map(|term| term.figure);
        let fits = match self.lists_rows(judged.relation, &spec.formula) {
            true => are_rows,
            // What holds between tables may have been otherwise last year.
            false => !are_rows && parts.len() > 1 && self.is_within_a_table(judged.relation),
        };
        (fits && holds && plain).then(|| (whole.figure, parts.collect()))
    }

    fn is_within_a_table(&self, relation: &Relation) -> bool {
        let table = |term: Term| Some(self.disclosure.figures.get(term.figure)?.table);
        let mut tables = relation.terms().map(table);
        let first = tables.next();
        tables.all(|table| Some(table) == first)
    }

    fn below(
        &self,
        whole: FigureId,
        known: &BTreeMap<FigureId, Prior>,
        lists: &Lists,
        depth: usize,
    ) -> Option<Least> {
        let depth = depth.checked_sub(1)?;
        let mut parts = lists.get(&whole)?.iter();
        parts.try_fold(Least::default(), |sum, &part| {
            sum.plus(self.least(part, known, lists, depth)?)
        })
    }

    /// What a part had last year at least: nothing, where nothing is known.
    fn least(
        &self,
        part: FigureId,
        known: &BTreeMap<FigureId, Prior>,
        lists: &Lists,
        depth: usize,
    ) -> Option<Least> {
        if let Some(prior) = known.get(&part) {
            return Some(Least {
                sum: prior.value,
                told: usize::from(prior.claim.is_some()),
                last: prior.claim,
                complete: true,
            });
        }
        let nothing = self.is_nothing(part) == Some(true);
        let lower = self.below(part, known, lists, depth);
        Some(lower.filter(|_| !nothing).unwrap_or(Least {
            complete: nothing,
            ..Least::default()
        }))
    }
}
