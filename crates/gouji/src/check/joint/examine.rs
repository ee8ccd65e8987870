use std::collections::{BTreeMap, VecDeque};

use super::classes::Classes;
use super::problem::{Answer, Budget};
use super::smallest::smallest;
use super::system::{Equation, Multipliers, System};
use crate::order::Order;
use crate::recognise::FigureId;

/// Terms that are touched at most to find out whether a system is possible: so many, and so many
/// for each term.
const MOST_WORK: (usize, usize) = (1_000_000, 20);

/// Terms that are touched at most to find the fewest equations that contradict each other.
const MOST_SEARCH: usize = 1_000_000;

/// Whether a system's equations can hold together; if not, few that cannot, none of them to spare.
///
/// Figures that must be equal are taken as one first. What contradicts itself there does so with
/// the equations that join these figures.
pub(crate) fn examine(system: &System) -> Answer<Multipliers> {
    examined(system).unwrap_or(Answer::Unknown)
}

fn examined(system: &System) -> Option<Answer<Multipliers>> {
    let work = system.terms().saturating_mul(MOST_WORK.1);
    let mut budget = Budget::new(work.saturating_add(MOST_WORK.0));
    let pairs = system.equations.iter().filter_map(Equation::pair);
    let classes = Classes::new(system.columns.len(), pairs);
    let merged = system.merged(&classes)?;
    let mut search = Budget::new(MOST_SEARCH);
    let needed = match merged.columns.iter().position(|column| column.is_empty()) {
        Some(class) => Links::of(system, &classes, &[class]).all(),
        None => match merged.whole(&mut budget) {
            Answer::Impossible(found) => {
                let found = smallest(&merged, found, &mut search);
                let places = found.iter().filter_map(|(place, _)| {
                    let equation = merged.equations.get(*place)?;
                    Some(equation.place)
                });
                joined(system, &classes, places.collect())
            }
            other => return Some(other),
        },
    };
    Some(match system.contradiction(&needed, &mut budget) {
        Answer::Impossible(found) => Answer::Impossible(smallest(system, found, &mut search)),
        other => other,
    })
}

/// Equations together with those that make the figures of a class equal in them.
fn joined(system: &System, classes: &Classes, mut equations: Vec<usize>) -> Vec<usize> {
    let own = equations
        .iter()
        .filter_map(|&place| system.equations.get(place));
    let mut figures: Vec<(usize, FigureId)> = own
        .flat_map(|equation| &equation.terms)
        .map(|&(figure, _)| (classes.of(figure), figure))
        .collect();
    figures.put_in_order();
    figures.dedup();
    let mut touched: Vec<usize> = figures.iter().map(|(class, _)| *class).collect();
    touched.dedup();
    let links = Links::of(system, classes, &touched);
    for class in touched {
        let own = figures.iter().filter(|(other, _)| *other == class);
        let mut needed: Vec<FigureId> = own.map(|(_, figure)| *figure).collect();
        needed.extend(
            links
                .narrowest(system, classes, class)
                .into_iter()
                .flatten(),
        );
        equations.extend(links.between(&needed));
    }
    equations.put_in_order();
    equations.dedup();
    equations
}

/// The equations that join figures: for each figure, its neighbours and the equation.
struct Links(BTreeMap<FigureId, Vec<(FigureId, usize)>>);

impl Links {
    /// Those inside the given classes, which are in order.
    fn of(system: &System, classes: &Classes, among: &[usize]) -> Self {
        let mut links: BTreeMap<FigureId, Vec<(FigureId, usize)>> = BTreeMap::new();
        for (place, equation) in system.equations.iter().enumerate() {
            let Some((a, b)) = equation.pair() else {
                continue;
            };
            if among.binary_search(&classes.of(a)).is_ok() {
                links.entry(a).or_default().push((b, place));
                links.entry(b).or_default().push((a, place));
            }
        }
        Self(links)
    }

    fn all(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.0.values().flatten().map(|link| link.1).collect();
        all.put_in_order();
        all.dedup();
        all
    }

    /// The figures that leave a class its least and its greatest value.
    fn narrowest(&self, system: &System, classes: &Classes, class: usize) -> [Option<FigureId>; 2] {
        let column = |figure: &FigureId| system.columns.get(*figure);
        let figures = || self.0.keys().copied().filter(|id| classes.of(*id) == class);
        [
            figures().max_by_key(|id| (column(id).map(|own| own.low), std::cmp::Reverse(*id))),
            figures().min_by_key(|id| (column(id).map(|own| own.high), *id)),
        ]
    }

    /// The equations on the shortest ways from the first of some figures to each of the others.
    fn between(&self, figures: &[FigureId]) -> Vec<usize> {
        let Some((&first, others)) = figures.split_first() else {
            return Vec::new();
        };
        let mut before: BTreeMap<FigureId, (FigureId, usize)> = BTreeMap::new();
        let mut queue = VecDeque::from([first]);
        while let Some(figure) = queue.pop_front() {
            for &(next, equation) in self.0.get(&figure).into_iter().flatten() {
                if next != first && !before.contains_key(&next) {
                    before.insert(next, (figure, equation));
                    queue.push_back(next);
                }
            }
        }
        let mut equations = Vec::new();
        for &other in others {
            let mut at = other;
            while let Some(&(previous, equation)) = before.get(&at) {
                equations.push(equation);
                at = previous;
            }
        }
        equations
    }
}
