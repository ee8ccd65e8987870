use super::problem::Budget;
use super::simplex::{Beyond, Line, Tableau};
use crate::order::Order;

/// Rounds over the lines at most.
const MOST_ROUNDS: usize = 8;

impl Tableau {
    /// Moves variables outside the basis so that more of the basic ones keep within their ranges.
    ///
    /// Short lines come first, since they have few variables to move; longer ones then must leave
    /// them as they are.
    pub(super) fn relax(&mut self, budget: &mut Budget) -> Option<()> {
        self.lines
            .order_by_key(|line| (line.terms.len(), line.basic));
        let users = self.users(budget)?;
        for round in 0..MOST_ROUNDS {
            let mut moved = false;
            for place in 0..self.lines.len() {
                let kept = if round == 0 { place } else { self.lines.len() };
                moved |= self.bring_back(place, kept, &users, budget)?;
            }
            if !moved {
                break;
            }
        }
        Some(())
    }

    /// The lines that each variable is in, with its coefficient.
    fn users(&self, budget: &mut Budget) -> Option<Vec<Vec<(usize, i128)>>> {
        let mut users = vec![Vec::new(); self.values.len()];
        for (place, line) in self.lines.iter().enumerate() {
            budget.spend(line.terms.len())?;
            for &(variable, coefficient) in &line.terms {
                users.get_mut(variable)?.push((place, coefficient));
            }
        }
        Some(users)
    }

    /// Moves the variables of a line whose basic one is beyond its range, one after the other,
    /// until it is in the middle or nothing can be moved without one of the first `kept` lines
    /// leaving its range; whether any was moved.
    fn bring_back(
        &mut self,
        place: usize,
        kept: usize,
        users: &[Vec<(usize, i128)>],
        budget: &mut Budget,
    ) -> Option<bool> {
        let line = self.lines.get(place)?;
        let Some(beyond) = self.beyond(line)? else {
            return Some(false);
        };
        let middle = self.middle(line)?;
        let mut moved = false;
        for index in 0..line.terms.len() {
            let line = self.lines.get(place)?;
            let &(variable, coefficient) = line.terms.get(index)?;
            if variable == line.basic {
                continue;
            }
            let users = users.get(variable)?;
            budget.spend(users.len().saturating_add(1))?;
            let needed = middle.checked_sub(line.product)?.checked_abs()?;
            let needed = needed.div_euclid(coefficient.checked_abs()?);
            // The product falls by the coefficient for each step up.
            let upwards = (coefficient < 0) == matches!(beyond, Beyond::Low(_));
            let steps = self.steps(variable, upwards, kept, users)?.min(needed);
            if steps > 0 {
                let by = if upwards { steps } else { steps.checked_neg()? };
                self.shift(variable, by, users)?;
                moved = true;
            }
        }
        Some(moved)
    }

    /// The product of a line when its basic variable is in the middle of its range.
    fn middle(&self, line: &Line) -> Option<i128> {
        let range = self.ranges.get(line.basic)?;
        let low = range.low.or(range.high)?;
        let sum = low.checked_add(range.high.unwrap_or(low))?;
        let middle = sum.checked_mul(line.coefficient(line.basic)?)?;
        Some(middle.div_euclid(2))
    }

    /// How far a variable can move without leaving its range or making the basic one of a kept line
    /// leave its own.
    fn steps(
        &self,
        variable: usize,
        upwards: bool,
        kept: usize,
        users: &[(usize, i128)],
    ) -> Option<i128> {
        let (range, value) = (self.ranges.get(variable)?, *self.values.get(variable)?);
        let mut steps = if upwards {
            range.high?.checked_sub(value)?
        } else {
            value.checked_sub(range.low?)?
        };
        for &(place, coefficient) in users {
            let line = self.lines.get(place)?;
            if place >= kept || self.beyond(line)?.is_some() {
                continue;
            }
            let range = self.ranges.get(line.basic)?;
            let factor = line.coefficient(line.basic)?;
            let end = if (coefficient < 0) == upwards {
                range.high
            } else {
                range.low
            };
            if let Some(end) = end {
                let room = end.checked_mul(factor)?.checked_sub(line.product)?;
                steps = steps.min(room.checked_abs()?.div_euclid(coefficient.checked_abs()?));
            }
        }
        Some(steps)
    }

    fn shift(&mut self, variable: usize, by: i128, users: &[(usize, i128)]) -> Option<()> {
        let value = self.values.get_mut(variable)?;
        *value = value.checked_add(by)?;
        for &(place, coefficient) in users {
            let line = self.lines.get_mut(place)?;
            line.product = line.product.checked_sub(coefficient.checked_mul(by)?)?;
        }
        Some(())
    }
}
