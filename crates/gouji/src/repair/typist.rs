use rust_decimal::Decimal;

use super::model::Model;
use super::slip::slip;
use crate::check::Outcome;
use crate::localise::{Change, Plausible, VariableId};
use crate::recognise::{Disclosure, FigureId};
use crate::report::Reason;

/// Longest printed amount whose slips are tried.
const LONGEST: usize = 18;

/// Knows what slips of the hand do to the figures of a disclosure.
pub(super) struct Typist<'a> {
    pub(super) model: &'a Model,
    pub(super) disclosure: &'a Disclosure,
}

impl Plausible for Typist<'_> {
    fn oddity(&self, change: Change) -> u32 {
        let own = match self.reason(change) {
            Reason::Other => 2,
            // Any value can be missing from a blank cell, so the slip says little.
            Reason::Blank => 1,
            _ => 0,
        };
        // Budgets have hardly any negative amounts.
        let negative = change.to < 0 && own > 0;
        if negative { own + 2 } else { own }
    }

    fn meant(&self, variable: VariableId) -> Vec<i128> {
        let printed = self.disclosure.printed(variable);
        let mut values: Vec<i128> = typed(&printed)
            .iter()
            .filter_map(|text| self.model.quanta(text.parse::<Decimal>().ok()?))
            .collect();
        values.extend(
            self.beside(variable)
                .into_iter()
                .flatten()
                .map(|other| self.model.system.value(other)),
        );
        values.sort_unstable();
        values.dedup();
        values
    }
}

impl Typist<'_> {
    /// The slip that explains a change.
    pub(super) fn reason(&self, change: Change) -> Reason {
        let figure = change.variable;
        let plain = slip(
            &self.disclosure.printed(figure),
            &self.model.printed(figure, change.to),
        );
        if plain == Reason::Other {
            self.shift(figure).unwrap_or(plain)
        } else {
            plain
        }
    }

    /// Whether a figure prints what belongs beside it. A figure that a relation rightly makes equal,
    /// a total of one item, says nothing.
    fn shift(&self, figure: FigureId) -> Option<Reason> {
        let own = self.model.system.value(figure);
        let same = |other: &Option<FigureId>| {
            own != 0
                && other.is_some_and(|other| {
                    self.model.system.value(other) == own && !self.agree(figure, other)
                })
        };
        let [left, right, above, below] = self.beside(figure);
        if [left, right].iter().any(same) {
            Some(Reason::ShiftedColumn)
        } else if [above, below].iter().any(same) {
            Some(Reason::ShiftedRow)
        } else {
            None
        }
    }

    /// Whether two figures stand in a relation that holds.
    fn agree(&self, one: FigureId, other: FigureId) -> bool {
        let system = &self.model.system;
        system.rows_of(one).any(|row| {
            system.rows.get(row).is_some_and(|row| {
                row.coefficient(other) != 0
                    && system
                        .outcome(row, &[])
                        .is_some_and(|it| it != Outcome::Broken)
            })
        })
    }

    /// The figures to the left and right, above and below.
    fn beside(&self, figure: FigureId) -> [Option<FigureId>; 4] {
        let found = || {
            let own = self.disclosure.figures.get(figure)?;
            let part = self.disclosure.table(own.table)?.parts.get(own.part)?;
            let columns = 0..part.columns.len();
            let row = |row: Option<usize>| part.figure(row?, own.column);
            Some([
                columns
                    .clone()
                    .rev()
                    .filter(|&column| column < own.column)
                    .find_map(|column| part.figure(own.row, column)),
                columns
                    .filter(|&column| column > own.column)
                    .find_map(|column| part.figure(own.row, column)),
                row(own.row.checked_sub(1)),
                row(own.row.checked_add(1)),
            ])
        };
        found().unwrap_or_default()
    }
}

/// What a slip of the hand may have turned into `printed`.
fn typed(printed: &str) -> Vec<String> {
    let chars: Vec<char> = printed.chars().collect();
    if chars.is_empty() || chars.len() > LONGEST {
        return Vec::new();
    }
    let spelt = |before: &[char], between: &[char], after: &[char]| {
        [before, between, after]
            .concat()
            .into_iter()
            .collect::<String>()
    };
    let mut typed = vec![match printed.strip_prefix('-') {
        Some(rest) => rest.to_owned(),
        None => format!("-{printed}"),
    }];
    for at in 0..chars.len() {
        let (before, rest) = chars.split_at(at);
        for digit in '0'..='9' {
            typed.push(spelt(before, &[digit], rest));
            typed.push(spelt(before, &[digit], rest.get(1..).unwrap_or_default()));
        }
        typed.push(spelt(before, &[], rest.get(1..).unwrap_or_default()));
        if let [one, other, after @ ..] = rest {
            typed.push(spelt(before, &[*other, *one], after));
        }
    }
    typed
}
