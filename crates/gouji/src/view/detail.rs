use serde::{Deserialize, Serialize};

use super::Viewer;
use crate::amount::Interval;
use crate::check::{Judgement, Outcome, term_values};
use crate::order::Order;
use crate::recognise::FigureId;
use crate::relate::{Relation, Term};
use crate::report::{CellRef, Reconciliation, Role};
use crate::rulebook::formula::Comparison;

/// Relations of one cell that are shown.
const MOST_RELATIONS: usize = 40;

/// Terms of one side that are shown.
const MOST_TERMS: usize = 60;

/// An amount's cell with every relation that it takes part in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The cell, with what it prints now.
    pub cell: CellRef,
    /// Name of its row, where its key is a code.
    pub name: String,
    /// The relations, those that do not hold first.
    pub relations: Vec<RelationView>,
    /// How many there are.
    pub all: usize,
}

/// A relation with its figures.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct RelationView {
    /// Whether it holds.
    pub standing: Reconciliation,
    /// Whether the left side may also be more than the right.
    pub at_least: bool,
    /// Whether the sides are two copies of one figure.
    pub copy: bool,
    /// Whether it is advice only.
    pub advisory: bool,
    /// The rulebook's sentence for it; `""` when it has none.
    pub explanation: String,
    /// Legal basis, where there is one.
    pub basis: Option<String>,
    /// The side that reports.
    pub left: SideView,
    /// The side that is computed.
    pub right: SideView,
    /// `left − right`.
    pub difference: String,
    /// The largest difference that rounding can explain; `0` between copies.
    pub tolerance: String,
}

/// One side of a relation, in the unit of the left side's table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct SideView {
    /// Its terms, in the order of the formula.
    pub terms: Vec<TermView>,
    /// How many there are.
    pub all: usize,
    /// What they come to, and the least and the most that rounding allows.
    pub sum: Spread,
}

/// A figure of a relation.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TermView {
    /// What it is multiplied by: `1` or `-1`, rarely more.
    pub coefficient: i64,
    /// Its cell, with what it prints.
    pub cell: CellRef,
    /// Name of its row, where its key is a code.
    pub name: String,
    /// What it counts for; `None` for a blank.
    pub value: Option<Spread>,
}

/// A value with the least and the most that its rounding allows.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The value as printed.
    pub value: String,
    /// The least that is printed like this.
    pub least: String,
    /// The most that is printed like this.
    pub most: String,
}

impl Spread {
    fn of(interval: Interval) -> Self {
        let (centre, half) = (interval.centre(), interval.half());
        let bound = |bound: Option<rust_decimal::Decimal>| bound.unwrap_or(centre).to_string();
        Self {
            value: centre.to_string(),
            least: bound(centre.checked_sub(half)),
            most: bound(centre.checked_add(half)),
        }
    }
}

impl Viewer<'_> {
    /// The relations of the amount in a cell; `None` where no amount stands.
    #[must_use]
    pub fn detail(&self, table: &str, cell: &str) -> Option<Detail> {
        let ids = self.figures_at(table, cell);
        let first = *ids.first()?;
        let concerns = |relation: &Relation| relation.terms().any(|it| ids.contains(&it.figure));
        let own = self.relations.all.iter().zip(self.judgements);
        let mut own: Vec<(&Relation, &Judgement)> = own
            .filter(|(relation, _)| concerns(relation))
            .filter_map(|(relation, judgement)| Some((relation, judgement.as_ref()?)))
            .collect();
        own.order_by_key(|(_, judgement)| std::cmp::Reverse(judgement.outcome));
        let shown = own.iter().take(MOST_RELATIONS);
        Some(Detail {
            cell: self.disclosure.cell_ref(self.rulebook, first, None)?,
            name: self.row_name(first),
            relations: shown
                .map(|(relation, judgement)| self.relation(relation, judgement))
                .collect(),
            all: own.len(),
        })
    }

    /// The figures in a cell of a table: one, or as many as its merged columns have.
    pub(super) fn figures_at(&self, table: &str, cell: &str) -> Vec<FigureId> {
        let tables = self.disclosure.tables.iter();
        let own = tables.filter(|it| {
            let spec = self.rulebook.tables.get(it.spec);
            spec.is_some_and(|spec| spec.id == table)
        });
        own.flat_map(|table| table.figures.clone())
            .filter(|&id| {
                let figure = self.disclosure.figures.get(id);
                figure.is_some_and(|figure| figure.at.to_string() == cell)
            })
            .collect()
    }

    fn relation(&self, relation: &Relation, judgement: &Judgement) -> RelationView {
        let spec = self.rulebook.relations.get(relation.spec);
        RelationView {
            standing: match judgement.outcome {
                Outcome::Exact => Reconciliation::Exact,
                Outcome::Rounding | Outcome::LastDigit => Reconciliation::Rounding,
                Outcome::Broken => Reconciliation::Broken,
            },
            at_least: relation.comparison == Comparison::AtLeast,
            copy: relation.copy,
            advisory: spec.is_some_and(|spec| spec.advisory),
            explanation: spec.map(|spec| spec.say.clone()).unwrap_or_default(),
            basis: spec.and_then(|spec| spec.basis.clone()),
            left: self.side(relation, &relation.left),
            right: self.side(relation, &relation.right),
            difference: judgement.difference().to_string(),
            tolerance: judgement.tolerance.normalize().to_string(),
        }
    }

    fn side(&self, relation: &Relation, terms: &[Term]) -> SideView {
        let values = |term: &Term| term_values(self.disclosure, relation, *term);
        let sum = terms
            .iter()
            .filter_map(values)
            .try_fold(Interval::default(), Interval::plus);
        let term = |term: &Term| {
            Some(TermView {
                coefficient: term.coefficient,
                cell: self
                    .disclosure
                    .cell_ref(self.rulebook, term.figure, Some(Role::Addend))?,
                name: self.row_name(term.figure),
                value: values(term).map(Spread::of),
            })
        };
        SideView {
            terms: terms.iter().take(MOST_TERMS).filter_map(term).collect(),
            all: terms.len(),
            sum: Spread::of(sum.unwrap_or_default()),
        }
    }

    fn row_name(&self, id: FigureId) -> String {
        let figure = self.disclosure.figures.get(id);
        let row = figure.and_then(|figure| self.disclosure.row_of(figure));
        let name = row.map(|row| row.name.trim()).unwrap_or_default();
        let key = self.disclosure.row_key(self.rulebook, id);
        match key.chars().all(|c| c.is_ascii_digit()) {
            true => name.to_owned(),
            false => String::new(),
        }
    }
}
