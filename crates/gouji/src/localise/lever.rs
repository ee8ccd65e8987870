use super::bounds::{Bounds, Impossible, MOST_CHANGES, Span};
use super::system::{Row, RowId, System, VariableId};

/// Figures that move together: one that is wrong, or one with the totals that followed it.
#[derive(Clone, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub struct Lever {
    /// Each figure, the wrong one first, and how far it moves when the lever moves by one.
    pub moves: Vec<(VariableId, i128)>,
}

impl Lever {
    /// A single figure.
    #[must_use]
    pub fn of(variable: VariableId) -> Self {
        Self {
            moves: vec![(variable, 1)],
        }
    }

    /// Its figures.
    pub fn variables(&self) -> impl Iterator<Item = VariableId> {
        self.moves.iter().map(|&(variable, _)| variable)
    }

    /// Whether a figure moves with it.
    #[must_use]
    pub fn moves(&self, variable: VariableId) -> bool {
        self.variables().any(|own| own == variable)
    }
}

/// What a few levers must do so that every row that they move holds.
pub(super) struct Levers<'a> {
    levers: &'a [Lever],
    bounds: Bounds,
}

impl<'a> Levers<'a> {
    /// Gathers what the rows demand that are not `ignored`; the first levers have been `moved`. Adds
    /// to `work` how many rows it looks at, long ones more than once.
    pub(super) fn new(
        system: &System,
        levers: &'a [Lever],
        moved: &[i128],
        ignored: &[RowId],
        work: &mut usize,
    ) -> Result<Self, Impossible> {
        let mut gathered = Self {
            levers,
            bounds: Bounds::default(),
        };
        let changed: Vec<VariableId> = levers.iter().flat_map(Lever::variables).collect();
        for place in system.touched(changed.iter().copied()) {
            if ignored.contains(&place) {
                continue;
            }
            let Some(row) = system.rows.get(place) else {
                continue;
            };
            *work = work.saturating_add(row.work());
            gathered.row(system, place, row, &changed, moved)?;
        }
        Ok(gathered)
    }

    fn row(
        &mut self,
        system: &System,
        place: RowId,
        row: &Row,
        changed: &[VariableId],
        moved: &[i128],
    ) -> Result<(), Impossible> {
        let coefficient = |lever: &Lever| {
            lever.moves.iter().try_fold(0_i128, |sum, &(variable, by)| {
                sum.checked_add(row.coefficient(variable).checked_mul(by)?)
            })
        };
        let too_much = || Impossible::TooMuch;
        let stated = system.sum(row, changed).ok_or_else(too_much)?;
        let mut sum = stated.sum;
        let mut direction = [0_i128; MOST_CHANGES];
        for (at, lever) in self.levers.iter().enumerate() {
            let coefficient = coefficient(lever).ok_or_else(too_much)?;
            match moved.get(at) {
                Some(&by) => {
                    let by = coefficient.checked_mul(by).ok_or_else(too_much)?;
                    sum = sum.checked_add(by).ok_or_else(too_much)?;
                }
                None => *direction.get_mut(at).ok_or_else(too_much)? = coefficient,
            }
        }
        let above = stated.tolerance.checked_sub(sum).ok_or_else(too_much)?;
        let below = stated.tolerance.checked_add(sum).ok_or_else(too_much)?;
        if row.demand != super::system::Demand::AtLeast {
            self.bounds.demand(direction, above, place)?;
        }
        let against = direction.map(i128::saturating_neg);
        self.bounds.demand(against, below, place)
    }

    /// The range of a lever that leaves the others possible.
    pub(super) fn span(&self, lever: usize, work: &mut usize) -> Result<Span, Impossible> {
        self.bounds.span(self.levers.len(), lever, work)
    }
}
