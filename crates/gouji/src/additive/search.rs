//! The fewest moves, by linear programming and branching, all of it in whole numbers.
//!
//! A move up and a move down of a class are two unknowns from 0 to 1. The rows are what the sums want,
//! one more row bounds how many cells move. If not even fractions of moves can do it, no moves can; that
//! proves how few are too few.

use super::problem::Problem;
use crate::check::joint::problem::{Budget, Column, Range, Row};
use crate::check::joint::simplex::corner;
use crate::order::Order;
use crate::recognise::FigureId;

/// Terms touched at most.
const WORK: usize = 80_000_000;

/// Points of branching at most for one bound.
const MOST_NODES: usize = 400;

/// Sets that were ruled out by their exact values, at most.
const MOST_CUTS: usize = 60;

/// What was found.
pub(super) enum Found {
    /// The figures to move and by how many last digits.
    Moves {
        moves: Vec<(FigureId, i8)>,
        /// Whether fewer are proved not to do.
        proved: bool,
    },
    /// No moves do; the relations that rule them out, where a few of them do.
    Impossible { equations: Vec<usize> },
    /// The work allowed did not tell.
    Unknown,
}

/// Steps of each class, and how many cells move.
type Steps = (Vec<i128>, usize);

pub(super) fn smallest(problem: &Problem) -> Found {
    let mut search = Search {
        problem,
        budget: Budget::new(WORK),
        cuts: Vec::new(),
    };
    match search.within(None) {
        None => Found::Unknown,
        Some(None) => Found::Impossible {
            equations: search.conflict(),
        },
        Some(Some(first)) => search.improve(first),
    }
}

struct Search<'p> {
    problem: &'p Problem,
    budget: Budget,
    /// Moves that cannot all be made together.
    cuts: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Halves what is not known of how few moves do.
    fn improve(&mut self, first: Steps) -> Found {
        let mut best = first;
        let (mut least, mut proved) = (1_usize, true);
        while least < best.1 {
            let bound = least.midpoint(best.1.saturating_sub(1));
            match self.within(Some(bound)) {
                Some(Some(better)) => best = better,
                Some(None) => least = bound.saturating_add(1),
                None => {
                    proved = false;
                    break;
                }
            }
        }
        let moves = self.problem.classes.iter().zip(&best.0);
        let moves = moves.flat_map(|(class, &by)| {
            let by = i8::try_from(by).unwrap_or_default();
            class.figures.iter().map(move |&figure| (figure, by))
        });
        let mut moves: Vec<(FigureId, i8)> = moves.filter(|(_, by)| *by != 0).collect();
        moves.put_in_order();
        Found::Moves { moves, proved }
    }

    /// Moves of at most so many cells; inside `None` where there are none, outside where nobody can
    /// say.
    fn within(&mut self, bound: Option<usize>) -> Option<Option<Steps>> {
        let mut open = vec![self.columns()];
        let mut nodes = 0_usize;
        while let Some(columns) = open.pop() {
            nodes = nodes.checked_add(1).filter(|&nodes| nodes <= MOST_NODES)?;
            let rows = self.rows(bound)?;
            let Some(values) = corner(&columns, &rows, &mut self.budget)? else {
                continue;
            };
            match fraction(&values) {
                Some(place) => open.extend(branches(&columns, place)),
                None => {
                    let steps = steps(&values)?;
                    if self.problem.is_within(&steps.0)? {
                        return Some(Some(self.counted(steps.0)));
                    }
                    if self.cuts.len() >= MOST_CUTS {
                        return None;
                    }
                    self.cuts.push(steps.1);
                    open.push(columns);
                }
            }
        }
        Some(None)
    }

    fn counted(&self, steps: Vec<i128>) -> Steps {
        let classes = self.problem.classes.iter().zip(&steps);
        let moved = classes.filter(|(_, by)| **by != 0);
        let cells = moved.map(|(class, _)| class.figures.len()).sum();
        (steps, cells)
    }

    /// For each class a move up and a move down.
    fn columns(&self) -> Vec<Column> {
        let of = |may: bool| Column {
            low: 0,
            high: i128::from(may),
            start: 0,
        };
        let classes = self.problem.classes.iter();
        classes
            .flat_map(|class| [of(class.may.1), of(class.may.0)])
            .collect()
    }

    fn rows(&self, bound: Option<usize>) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = self.sums().collect();
        for cut in &self.cuts {
            rows.push(Row {
                terms: cut.iter().map(|&column| (column, 1)).collect(),
                range: Range {
                    low: None,
                    high: Some(i128::try_from(cut.len()).ok()?.checked_sub(1)?),
                },
            });
        }
        if let Some(bound) = bound {
            let weight = |place: usize| {
                let class = self.problem.classes.get(place / 2)?;
                Some((place, i128::try_from(class.figures.len()).ok()?))
            };
            let columns = self.problem.classes.len().checked_mul(2)?;
            rows.push(Row {
                terms: (0..columns).filter_map(weight).collect(),
                range: Range {
                    low: None,
                    high: Some(i128::try_from(bound).ok()?),
                },
            });
        }
        Some(rows)
    }

    /// What the sums want.
    fn sums(&self) -> impl Iterator<Item = Row> {
        self.problem.rows.iter().map(|row| {
            let both = row.terms.iter().flat_map(|&(class, coefficient)| {
                let up = class.saturating_mul(2);
                [
                    (up, coefficient),
                    (up.saturating_add(1), coefficient.saturating_neg()),
                ]
            });
            Row {
                terms: both.collect(),
                range: Range {
                    low: Some(row.wanted),
                    high: (!row.at_least).then_some(row.wanted),
                },
            }
        })
    }

    /// The relations that rule out every move, as far as fractions show it: one after the other is
    /// left out that is not needed for that.
    fn conflict(&mut self) -> Vec<usize> {
        let columns = self.columns();
        let mut rows: Vec<(usize, Row)> = self
            .problem
            .rows
            .iter()
            .map(|row| row.place)
            .zip(self.sums())
            .collect();
        let mut impossible = |rows: &[(usize, Row)]| {
            let rows: Vec<Row> = rows.iter().map(|(_, row)| row.clone()).collect();
            corner(&columns, &rows, &mut self.budget) == Some(None)
        };
        if !impossible(&rows) {
            return Vec::new();
        }
        let mut place = 0;
        while place < rows.len() {
            let mut fewer = rows.clone();
            fewer.remove(place);
            if impossible(&fewer) {
                rows = fewer;
            } else {
                place = place.saturating_add(1);
            }
        }
        rows.into_iter().map(|(place, _)| place).collect()
    }
}

/// The first value that is not whole.
fn fraction(values: &[(i128, i128)]) -> Option<usize> {
    values
        .iter()
        .position(|&(value, of)| value.checked_rem(of) != Some(0))
}

/// Both ways in which a move is whole, the one that is made to be looked at first.
fn branches(columns: &[Column], place: usize) -> Vec<Vec<Column>> {
    let with = |value: i128| {
        let mut columns = columns.to_vec();
        if let Some(column) = columns.get_mut(place) {
            *column = Column {
                low: value,
                high: value,
                start: value,
            };
        }
        columns
    };
    vec![with(0), with(1)]
}

/// The steps of each class, and the columns that are moves.
fn steps(values: &[(i128, i128)]) -> Option<(Vec<i128>, Vec<usize>)> {
    let mut steps = Vec::new();
    let mut moves = Vec::new();
    for (class, both) in values.chunks(2).enumerate() {
        let &[(up, a), (down, b)] = both else {
            return None;
        };
        let by = up.checked_div(a)?.checked_sub(down.checked_div(b)?)?;
        let column = class.checked_mul(2)?;
        match by {
            0 => {}
            by if by > 0 => moves.push(column),
            _ => moves.push(column.checked_add(1)?),
        }
        steps.push(by);
    }
    Some((steps, moves))
}
