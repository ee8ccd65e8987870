use super::problem::{Answer, Budget};
use super::system::{Multipliers, System};
use crate::order::Order;

/// The fewest equations that contradict each other, as far as the budget goes; otherwise some of
/// those known, none of them to spare.
///
/// Equations of which none is to spare hang together by their figures, and the printed values do
/// not fulfil all of them. So connected sets are tried, the smaller ones first, each once.
pub(super) fn smallest(system: &System, known: Multipliers, budget: &mut Budget) -> Multipliers {
    let known = without_spares(system, known, budget);
    let seeds = system.equations.iter().enumerate();
    let seeds: Vec<usize> = seeds
        .filter(|(_, equation)| !system.is_exact(equation))
        .map(|(place, _)| place)
        .collect();
    let mut search = Search {
        system,
        users: users(system),
        seen: vec![false; system.equations.len()],
        budget,
    };
    for size in 2..known.len() {
        search.seen.fill(false);
        for &seed in &seeds {
            let found = search.around(seed, size);
            match found {
                None => return known,
                Some(Some(found)) => return found,
                Some(None) => {}
            }
        }
    }
    known
}

/// Equations that still contradict each other, after each that is not needed for it was left out.
pub(super) fn without_spares(
    system: &System,
    mut known: Multipliers,
    budget: &mut Budget,
) -> Multipliers {
    let mut needed = 0;
    while needed < known.len() {
        let others = known.iter().enumerate();
        let others = others.filter(|(index, _)| *index != needed);
        let others: Vec<usize> = others.map(|(_, own)| own.0).collect();
        match system.contradiction(&others, budget) {
            Answer::Impossible(mut fewer) => {
                // What was needed among more is needed among fewer: it stays in front.
                let is_open =
                    |own: &(usize, i128)| !others.iter().take(needed).any(|place| *place == own.0);
                fewer.order_by_key(|own| is_open(own));
                known = fewer;
            }
            _ => needed = needed.saturating_add(1),
        }
    }
    known
}

/// The equations that each figure is in.
fn users(system: &System) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); system.columns.len()];
    for (place, equation) in system.equations.iter().enumerate() {
        for (figure, _) in &equation.terms {
            if let Some(users) = users.get_mut(*figure) {
                users.push(place);
            }
        }
    }
    users
}

struct Search<'a> {
    system: &'a System,
    users: Vec<Vec<usize>>,
    /// Equations that are in the set or were candidates for it, and seeds that are done.
    seen: Vec<bool>,
    budget: &'a mut Budget,
}

/// `None` when the budget is spent.
type Found = Option<Option<Multipliers>>;

impl Search<'_> {
    /// Tries every set of the given size with a seed and without those before it.
    fn around(&mut self, seed: usize, size: usize) -> Found {
        self.mark(seed);
        let candidates = self.neighbours(seed)?;
        let found = self.grow(&mut vec![seed], &candidates, size);
        for candidate in candidates {
            self.unmark(candidate);
        }
        found
    }

    fn grow(&mut self, set: &mut Vec<usize>, candidates: &[usize], size: usize) -> Found {
        if set.len() == size {
            return match self.system.contradiction(set, self.budget) {
                Answer::Possible => Some(None),
                Answer::Impossible(found) => Some(Some(found)),
                Answer::Unknown => None,
            };
        }
        for (index, &candidate) in candidates.iter().enumerate() {
            let added = self.neighbours(candidate)?;
            let rest = candidates.iter().skip(index.saturating_add(1));
            let next: Vec<usize> = rest.chain(&added).copied().collect();
            set.push(candidate);
            let found = self.grow(set, &next, size);
            set.pop();
            for equation in added {
                self.unmark(equation);
            }
            if !matches!(found, Some(None)) {
                return found;
            }
        }
        Some(None)
    }

    /// Equations that share a figure with one and were not seen yet; they are then.
    fn neighbours(&mut self, equation: usize) -> Option<Vec<usize>> {
        let terms = &self.system.equations.get(equation)?.terms;
        let mut found = Vec::new();
        for (figure, _) in terms {
            let users = self.users.get(*figure)?;
            self.budget.spend(users.len().saturating_add(1))?;
            for &user in users {
                if let Some(seen) = self.seen.get_mut(user).filter(|seen| !**seen) {
                    *seen = true;
                    found.push(user);
                }
            }
        }
        Some(found)
    }

    fn mark(&mut self, equation: usize) {
        if let Some(seen) = self.seen.get_mut(equation) {
            *seen = true;
        }
    }

    fn unmark(&mut self, equation: usize) {
        if let Some(seen) = self.seen.get_mut(equation) {
            *seen = false;
        }
    }
}
