use super::classes::Classes;
use super::figures::Figures;
use super::fold::{Line, answer};
use super::problem::{Answer, Budget, Column};
use crate::check::Judged;
use crate::order::Order;
use crate::recognise::FigureId;
use crate::rulebook::formula::Comparison;

/// A relation with all its figures on one side: Σ coefficient × figure = 0, or ≥ 0.
#[derive(Clone, Debug)]
pub(crate) struct Equation {
    /// The relation's place among those judged.
    pub(crate) place: usize,
    pub(crate) at_least: bool,
    /// Ascending by figure; amounts only.
    pub(crate) terms: Vec<(FigureId, i128)>,
}

/// Equations that are to hold together, by the multiplier that each is taken with: their sum is
/// what no values fulfil.
pub(crate) type Multipliers = Vec<(usize, i128)>;

/// Relations that are to hold together, and what their figures may be.
pub(crate) struct System {
    pub(crate) equations: Vec<Equation>,
    /// By figure; of what is no amount, zero.
    pub(crate) columns: Vec<Column>,
}

impl Equation {
    /// `None` where its figures cannot be expressed in whole numbers of one unit.
    fn of(judged: &Judged<'_>, figures: &Figures<'_>, columns: &[Option<Column>]) -> Option<Self> {
        let relation = judged.relation;
        let mut terms = Vec::new();
        for (side, sign) in [(&relation.left, 1), (&relation.right, -1)] {
            for term in side.iter().filter(|term| figures.is_amount(term.figure)) {
                columns.get(term.figure)?.as_ref()?;
                let coefficient = i128::from(term.coefficient).checked_mul(sign)?;
                terms.push((term.figure, coefficient));
            }
        }
        Some(Self {
            place: judged.place,
            at_least: relation.comparison == Comparison::AtLeast,
            terms: gathered(terms)?,
        })
    }

    fn line(&self, place: usize, terms: Vec<(usize, i128)>) -> Line {
        Line {
            equation: place,
            at_least: self.at_least,
            terms,
        }
    }

    /// The same for two equations of a merged system that say the same.
    fn says(&self) -> (bool, &[(usize, i128)]) {
        (self.at_least, &self.terms)
    }

    /// The figures that it says are equal, if it says no more.
    pub(crate) fn pair(&self) -> Option<(FigureId, FigureId)> {
        match self.terms.as_slice() {
            &[(a, x), (b, y)] if !self.at_least && x.checked_neg() == Some(y) => Some((a, b)),
            _ => None,
        }
    }
}

/// Terms in ascending order, those of one column added up, those that cancel left out.
fn gathered(mut terms: Vec<(usize, i128)>) -> Option<Vec<(usize, i128)>> {
    terms.put_in_order();
    let mut sum: Vec<(usize, i128)> = Vec::with_capacity(terms.len());
    for (column, coefficient) in terms {
        match sum.last_mut().filter(|last| last.0 == column) {
            Some(last) => last.1 = last.1.checked_add(coefficient)?,
            None => sum.push((column, coefficient)),
        }
    }
    sum.retain(|term| term.1 != 0);
    Some(sum)
}

impl System {
    /// The system of some relations, and those of them that do not fit into it.
    pub(crate) fn new<'a>(
        relations: impl Iterator<Item = &'a Judged<'a>>,
        figures: &Figures<'_>,
    ) -> (Self, Vec<&'a Judged<'a>>) {
        let columns = figures.columns();
        let (mut equations, mut refused) = (Vec::new(), Vec::new());
        for judged in relations {
            match Equation::of(judged, figures, &columns) {
                Some(equation) => equations.push(equation),
                None => refused.push(judged),
            }
        }
        let columns = columns.into_iter().map(Option::unwrap_or_default);
        let system = Self {
            equations,
            columns: columns.collect(),
        };
        (system, refused)
    }

    /// The places of its relations among those judged.
    pub(crate) fn places(&self) -> Vec<usize> {
        self.equations
            .iter()
            .map(|equation| equation.place)
            .collect()
    }

    /// How many terms it has.
    pub(crate) fn terms(&self) -> usize {
        let terms = self.equations.iter().map(|equation| equation.terms.len());
        terms.fold(0, usize::saturating_add)
    }

    /// Whether the printed values themselves fulfil an equation.
    pub(crate) fn is_exact(&self, equation: &Equation) -> bool {
        let sum = equation.terms.iter().try_fold(0_i128, |sum, &(id, c)| {
            sum.checked_add(c.checked_mul(self.columns.get(id)?.start)?)
        });
        sum.is_some_and(|sum| sum == 0 || (equation.at_least && sum > 0))
    }

    /// Whether the given equations can hold together; if not, those that contradict each other.
    pub(crate) fn contradiction(
        &self,
        equations: &[usize],
        budget: &mut Budget,
    ) -> Answer<Multipliers> {
        let chosen = || {
            let own = |&place: &usize| Some((place, self.equations.get(place)?));
            equations.iter().filter_map(own)
        };
        let terms = chosen().flat_map(|(_, equation)| &equation.terms);
        let mut figures: Vec<FigureId> = terms.map(|term| term.0).collect();
        figures.put_in_order();
        figures.dedup();
        let dense = |&(id, coefficient): &(FigureId, i128)| {
            Some((figures.binary_search(&id).ok()?, coefficient))
        };
        let lines = chosen().map(|(place, equation)| {
            equation.line(place, equation.terms.iter().filter_map(dense).collect())
        });
        let columns: Vec<Column> = figures
            .iter()
            .filter_map(|&id| self.columns.get(id).copied())
            .collect();
        answer(lines.collect(), &columns, budget)
    }

    /// The same system with figures that must be equal as one column, and each equation once:
    /// smaller by far. The place of an equation is that of its original here.
    pub(crate) fn merged(&self, classes: &Classes) -> Option<Self> {
        let mut columns = self.columns.clone();
        for (figure, own) in self.columns.iter().enumerate() {
            let class = classes.of(figure);
            if let Some(column) = columns.get_mut(class).filter(|_| class != figure) {
                *column = column.met(*own);
            }
        }
        let mut equations = Vec::new();
        for (place, equation) in self.equations.iter().enumerate() {
            if equation.pair().is_some() {
                continue;
            }
            let terms = equation.terms.iter().map(|&(id, c)| (classes.of(id), c));
            let mut terms = gathered(terms.collect())?;
            if !equation.at_least && terms.first().is_some_and(|first| first.1 < 0) {
                for (_, coefficient) in &mut terms {
                    *coefficient = coefficient.checked_neg()?;
                }
            }
            equations.push(Equation {
                place,
                at_least: equation.at_least,
                terms,
            });
        }
        equations.order_by(|a, b| a.says().cmp(&b.says()));
        equations.dedup_by(|a, b| a.says() == b.says());
        Some(Self { equations, columns })
    }

    /// Whether all equations can hold together; if not, those that contradict each other.
    pub(crate) fn whole(&self, budget: &mut Budget) -> Answer<Multipliers> {
        let lines = self.equations.iter().enumerate();
        let lines = lines.map(|(place, equation)| equation.line(place, equation.terms.clone()));
        answer(lines.collect(), &self.columns, budget)
    }
}
