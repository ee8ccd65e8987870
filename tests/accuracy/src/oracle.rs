//! Whether any relation of the sound document is broken by a fault. The relations are those of the
//! rulebook; they are judged with the amounts that were seeded, not with what was read.

use gouji::Checked;
use gouji::amount;
use gouji::check::{Outcome, judge};
use gouji::recognise::{Disclosure, FigureId, Value};
use gouji::relate::{Relation, relate};
use gouji::rulebook::formula::Comparison;

/// The relations of a document without a fault.
pub(crate) struct Oracle {
    relations: Vec<Relation>,
    /// The relations of each figure.
    of: Vec<Vec<usize>>,
}

impl Oracle {
    pub(crate) fn of(sound: &Checked) -> Self {
        let (rulebook, disclosure) = (sound.rulebook(), sound.disclosure());
        let mut relations = relate(rulebook, disclosure).all;
        relations.retain(|relation| {
            let spec = rulebook.relations.get(relation.spec);
            !spec.is_some_and(|spec| spec.advisory)
        });
        let mut of = vec![Vec::new(); disclosure.figures.len()];
        for (place, relation) in relations.iter().enumerate() {
            for term in relation.terms() {
                of[term.figure].push(place);
            }
        }
        Self { relations, of }
    }

    /// Whether an equation looks at a figure.
    pub(crate) fn sees(&self, figure: FigureId) -> bool {
        let mut own = self.of[figure].iter().map(|&place| &self.relations[place]);
        own.any(|relation| relation.comparison == Comparison::Equal)
    }

    /// Whether the seeded amounts break a relation.
    pub(crate) fn breaks(&self, sound: &Checked, wrong: &[(FigureId, String)]) -> bool {
        let mut disclosure: Disclosure = sound.disclosure().clone();
        for (figure, to) in wrong {
            let value = match amount::parse(to) {
                Ok(Some(amount)) => Value::Amount(amount),
                _ => Value::Blank,
            };
            disclosure.figures[*figure].value = value;
        }
        let mut touched = wrong.iter().flat_map(|(figure, _)| &self.of[*figure]);
        touched.any(|&place| {
            let judged = judge(sound.rulebook(), &disclosure, &self.relations[place], None);
            matches!(judged, Ok(Some(judgement)) if judgement.outcome == Outcome::Broken)
        })
    }

    /// The relations of one table with a single figure on the left, with coefficients.
    pub(crate) fn sums(&self, sound: &Checked) -> Vec<(FigureId, Vec<(FigureId, i64)>)> {
        let figures = &sound.disclosure().figures;
        let inside = |relation: &&Relation| {
            let mut tables = relation.terms().map(|term| figures[term.figure].table);
            let first = tables.next();
            relation.comparison == Comparison::Equal
                && relation.left.len() == 1
                && tables.all(|table| Some(table) == first)
        };
        self.relations
            .iter()
            .filter(inside)
            .map(|relation| {
                let items = relation.right.iter();
                let items = items.map(|term| (term.figure, term.coefficient)).collect();
                (relation.left[0].figure, items)
            })
            .collect()
    }
}
