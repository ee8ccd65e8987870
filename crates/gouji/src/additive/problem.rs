use std::collections::BTreeSet;

use crate::check::Judged;
use crate::check::joint::Blanks;
use crate::check::joint::classes::Classes;
use crate::check::joint::examine::examine;
use crate::check::joint::figures::Figures;
use crate::check::joint::problem::Answer;
use crate::check::joint::system::{Equation, System};
use crate::order::Order;
use crate::recognise::{Disclosure, FigureId};

/// What is looked for, in steps: each class of figures moves by −1, 0 or 1 of its last digit.
pub(super) struct Problem {
    /// The relations in whole numbers of one small unit, and what their figures may be.
    system: System,
    pub(super) classes: Vec<Class>,
    pub(super) rows: Vec<Row>,
    /// Places of the relations that are to be exact.
    exact: BTreeSet<usize>,
}

/// Figures that print the same and must be equal: they move together.
pub(super) struct Class {
    pub(super) figures: Vec<FigureId>,
    /// Whether it may move down, and up.
    pub(super) may: (bool, bool),
}

/// Σ coefficient × steps of a class = wanted, or at least that.
pub(super) struct Row {
    /// The relation's place among those judged.
    pub(super) place: usize,
    pub(super) terms: Vec<(usize, i128)>,
    pub(super) wanted: i128,
    pub(super) at_least: bool,
}

impl Problem {
    pub(super) fn new(disclosure: &Disclosure, judged: &[Judged<'_>]) -> Self {
        let figures = Figures::new(disclosure, Blanks::Nothing);
        let (system, _) = System::new(judged.iter(), &figures);
        let mut builder = Builder {
            disclosure,
            system: &system,
            place: vec![None; system.columns.len()],
            classes: Vec::new(),
        };
        builder.classes();
        let (mut rows, mut exact) = (Vec::new(), BTreeSet::new());
        for equation in &system.equations {
            if let Some(row) = builder.row(equation) {
                if !row.at_least {
                    exact.insert(row.place);
                }
                if !row.terms.is_empty() {
                    rows.push(row);
                }
            }
        }
        rows.order_by(|a, b| a.says().cmp(&b.says()));
        rows.dedup_by(|a, b| a.says() == b.says());
        Self {
            classes: builder.classes,
            rows,
            exact,
            system,
        }
    }

    /// How many rows are not exact yet.
    pub(super) fn sums(&self) -> usize {
        let open = self
            .rows
            .iter()
            .filter(|row| !row.at_least && row.wanted != 0);
        open.count()
    }

    /// Whether a relation is one that is to be exact.
    pub(super) fn holds(&self, place: usize) -> bool {
        self.exact.contains(&place)
    }

    /// Whether exact values exist that fulfil every relation, each in the interval of what is printed
    /// and on the side that its figure moves to; `None` where that is too much work.
    pub(super) fn is_within(&self, steps: &[i128]) -> Option<bool> {
        let mut columns = self.system.columns.clone();
        for (class, &by) in self.classes.iter().zip(steps) {
            for &figure in &class.figures {
                let column = columns.get_mut(figure)?;
                match by {
                    0 => {}
                    by if by > 0 => column.low = column.start,
                    _ => column.high = column.start,
                }
            }
        }
        let system = System {
            equations: self.system.equations.clone(),
            columns,
        };
        match examine(&system) {
            Answer::Possible => Some(true),
            Answer::Impossible(_) => Some(false),
            Answer::Unknown => None,
        }
    }
}

impl Row {
    fn says(&self) -> (bool, &[(usize, i128)], i128) {
        (self.at_least, &self.terms, self.wanted)
    }
}

struct Builder<'b> {
    disclosure: &'b Disclosure,
    system: &'b System,
    /// By figure, its class.
    place: Vec<Option<usize>>,
    classes: Vec<Class>,
}

impl Builder<'_> {
    /// The last digit of a figure in the system's unit; 0 for what never moves.
    fn step(&self, figure: FigureId) -> i128 {
        let column = self.system.columns.get(figure);
        column.map_or(0, |column| column.high.saturating_sub(column.low))
    }

    fn start(&self, figure: FigureId) -> i128 {
        self.system
            .columns
            .get(figure)
            .map_or(0, |column| column.start)
    }

    fn classes(&mut self) {
        let alike = |&(a, b): &(FigureId, FigureId)| {
            self.step(a) == self.step(b) && self.start(a) == self.start(b)
        };
        let pairs = self.system.equations.iter().filter_map(Equation::pair);
        let classes = Classes::new(self.system.columns.len(), pairs.filter(alike));
        for figure in 0..self.system.columns.len() {
            if self.step(figure) == 0 {
                continue;
            }
            let first = classes.of(figure);
            let own = match self.place.get(first).copied().flatten() {
                Some(own) => own,
                None => {
                    self.classes.push(Class {
                        figures: Vec::new(),
                        may: (true, true),
                    });
                    self.classes.len().saturating_sub(1)
                }
            };
            for place in [first, figure] {
                if let Some(place) = self.place.get_mut(place) {
                    *place = Some(own);
                }
            }
            let may = self.may(figure);
            if let Some(class) = self.classes.get_mut(own) {
                class.figures.push(figure);
                class.may = (class.may.0 && may.0, class.may.1 && may.1);
            }
        }
    }

    /// Whether a figure may move down and up: where the file stores more than it shows, the exact
    /// value is known, and so is the side that it lies on.
    fn may(&self, figure: FigureId) -> (bool, bool) {
        let figure = self.disclosure.figures.get(figure);
        match figure.and_then(|figure| figure.value.amount()) {
            Some(amount) if amount.has_excess() => {
                let (stored, printed) = (amount.stored(), amount.printed());
                (stored < printed, stored > printed)
            }
            Some(_) => (true, true),
            None => (false, false),
        }
    }

    /// A relation in steps; `None` where steps cannot make it exact: figures of different last digits.
    fn row(&self, equation: &Equation) -> Option<Row> {
        let mut terms: Vec<(usize, i128)> = Vec::new();
        let mut sum = 0_i128;
        let mut step: Option<i128> = None;
        for &(figure, coefficient) in &equation.terms {
            sum = sum.checked_add(coefficient.checked_mul(self.start(figure))?)?;
            let own = self.step(figure);
            if own == 0 {
                continue;
            }
            if *step.get_or_insert(own) != own {
                return None;
            }
            terms.push((self.place.get(figure).copied().flatten()?, coefficient));
        }
        let step = step?;
        terms.put_in_order();
        let mut gathered: Vec<(usize, i128)> = Vec::new();
        for (class, coefficient) in terms {
            match gathered.last_mut().filter(|last| last.0 == class) {
                Some(last) => last.1 = last.1.checked_add(coefficient)?,
                None => gathered.push((class, coefficient)),
            }
        }
        gathered.retain(|term| term.1 != 0);
        let missing = sum.checked_neg()?;
        if equation.at_least {
            // What is above keeps above; how much it is above by need not be whole steps.
            let wanted = missing
                .div_euclid(step)
                .checked_add(i128::from(missing.rem_euclid(step) != 0))?;
            return (sum >= 0).then_some(Row {
                place: equation.place,
                terms: gathered,
                wanted,
                at_least: true,
            });
        }
        (missing.checked_rem(step)? == 0).then(|| Row {
            place: equation.place,
            terms: gathered,
            wanted: missing.checked_div(step).unwrap_or_default(),
            at_least: false,
        })
    }
}
