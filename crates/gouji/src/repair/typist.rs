use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::model::Model;
use super::slip;
use super::text::Text;
use crate::check::Outcome;
use crate::localise::{Change, Fit, Plausible, VariableId, logarithm};
use crate::order::Order;
use crate::recognise::{Disclosure, FigureId, RowKey, Value};
use crate::report::Reason;
use crate::rulebook::Rulebook;

/// Longest printed amount whose slips are tried.
const LONGEST: usize = 18;

/// What every change is odd by, so that nothing is less than nothing, in hundredths of a natural logarithm.
const BASE: i64 = 2_700;

/// What each digit of an amount costs that came from nowhere: one of ten.
const DIGIT: i64 = 230;

/// A row without any amount lacks them.
const BARE: i64 = -600;

/// Budgets have hardly any negative amounts.
const NEGATIVE: i64 = 900;

/// Amounts are seldom typed where nothing belongs.
const NOTHING: i64 = 150;

/// Knows what slips of the hand do to the figures of a disclosure.
pub(super) struct Typist<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) model: &'a Model,
    pub(super) disclosure: &'a Disclosure,
    pub(super) text: &'a Text,
    /// Parts of tables with a code out of order: table and part.
    pub(super) odd_codes: &'a BTreeSet<(usize, usize)>,
}

impl Plausible for Typist<'_> {
    fn oddity(&self, change: Change) -> u32 {
        let (_, to) = self.texts(change);
        let reason = self.reason(change);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count() as u64;
        let ways = |ways: u64| logarithm(ways.max(1));
        // How rare the slip is, and how many others of its kind the same hand could have made.
        let rarity = match reason {
            Reason::Sign | Reason::UnitFactor => 300,
            Reason::PointShifted => 370,
            Reason::DigitsSwapped => 200_i64.saturating_add(ways(digits(&to))),
            Reason::OneDigit => 400_i64.saturating_add(ways(digits(&to))),
            Reason::DigitMissing => 230_i64.saturating_add(ways(digits(&to))),
            Reason::DigitExtra => 460_i64.saturating_add(ways(digits(&to))),
            Reason::ShiftedColumn | Reason::ShiftedRow => 400,
            Reason::Blank if self.is_bare(change.variable) => BARE,
            Reason::Blank => 200,
            Reason::Other => 150,
        };
        let nothing = if to.is_empty() { NOTHING } else { 0 };
        // A slip is as likely in a long amount as in a short one. What no slip explains, or was never typed, is
        // one of as many amounts as its difference has digits, and that is the same wherever it stands.
        let told = match reason {
            Reason::Other | Reason::Blank => significant(&self.difference(change)),
            _ => 0,
        };
        let negative = match self.is_negative(change) {
            true => NEGATIVE,
            false => 0,
        };
        let odd = BASE
            .saturating_add(rarity)
            .saturating_add(nothing)
            .saturating_add(negative)
            .saturating_add(self.text.oddity(self.model, self.disclosure, change))
            .saturating_add(self.model.advice(change))
            .saturating_add(told.saturating_mul(DIGIT));
        u32::try_from(odd.max(0)).unwrap_or(u32::MAX)
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
        values.extend(self.text.values(self.model, self.disclosure, variable));
        values.put_in_order();
        values.dedup();
        values
    }
}

impl Typist<'_> {
    /// What a figure prints, and what it should.
    fn texts(&self, change: Change) -> (String, String) {
        let figure = change.variable;
        (
            self.disclosure.printed(figure),
            self.model.printed(figure, change.to),
        )
    }

    /// By how much a change differs from what the file prints.
    fn difference(&self, change: Change) -> String {
        let value = self.model.system.value(change.variable);
        let difference = change.to.saturating_sub(value);
        self.model.printed(change.variable, difference)
    }

    /// Whether a change puts a plain slip right and leaves no negative amount.
    pub(super) fn is_plain(&self, change: Change) -> bool {
        !self.is_negative(change) && self.reason(change) != Reason::Other
    }

    /// Whether a slip of the hand in this one figure explains a change.
    pub(super) fn is_slip(&self, change: Change) -> bool {
        let (from, to) = self.texts(change);
        !matches!(slip(&from, &to), Reason::Other | Reason::Blank)
    }

    /// Whether a figure stands in a part of a table with a code out of order.
    pub(super) fn has_odd_code(&self, change: Change) -> bool {
        let figure = self.disclosure.figures.get(change.variable);
        figure.is_some_and(|it| self.odd_codes.contains(&(it.table, it.part)))
    }

    /// Whether a change leaves a negative amount where others are none.
    pub(super) fn is_negative(&self, change: Change) -> bool {
        change.to < 0 && !self.model.is_signed(self.disclosure, change.variable)
    }

    /// The slip that explains a change.
    pub(super) fn reason(&self, change: Change) -> Reason {
        let figure = change.variable;
        let (from, to) = self.texts(change);
        let plain = slip(&from, &to);
        if plain == Reason::Other {
            self.shift(figure).unwrap_or(plain)
        } else {
            plain
        }
    }

    /// Whether the text decides for one explanation against all others.
    pub(super) fn text_decides(&self, first: &Fit, others: &[&Fit]) -> bool {
        self.text
            .decides(self.model, self.disclosure, first, others)
    }

    /// Whether a figure's table prints no amount at all.
    pub(super) fn is_unprinted(&self, figure: FigureId) -> bool {
        let figure = self.disclosure.figures.get(figure);
        let table = figure.and_then(|figure| self.disclosure.table(figure.table));
        table.is_none_or(|table| table.amounts == 0)
    }

    /// Whether a row that stands there for its amounts has none.
    pub(super) fn is_bare(&self, figure: FigureId) -> bool {
        let found = || {
            let own = self.disclosure.figures.get(figure)?;
            let row = self.disclosure.row_of(own)?;
            let part = self.disclosure.table(own.table)?.parts.get(own.part)?;
            let is_blank = |figure: FigureId| {
                let figure = self.disclosure.figures.get(figure);
                figure.is_none_or(|figure| figure.value == Value::Blank)
            };
            let mut figures = (0..part.columns.len()).filter_map(|it| part.figure(own.row, it));
            Some(!matches!(row.key, RowKey::Item(_)) && figures.all(is_blank))
        };
        found().unwrap_or(false)
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
        } else if [above, below]
            .iter()
            .any(|other| same(other) && !self.are_alike(figure, *other))
        {
            Some(Reason::ShiftedRow)
        } else {
            None
        }
    }

    /// Whether the rows of two figures print the same in another column, as a subject and its only part do.
    fn are_alike(&self, one: FigureId, other: Option<FigureId>) -> bool {
        let found = || {
            let figures = &self.disclosure.figures;
            let (one, other) = (figures.get(one)?, figures.get(other?)?);
            let part = self.disclosure.table(one.table)?.parts.get(one.part)?;
            let value = |row, column| {
                part.figure(row, column)
                    .map(|it| self.model.system.value(it))
            };
            let mut others = (0..part.columns.len()).filter(|&column| column != one.column);
            Some(others.any(|column| {
                let value = |row| value(row, column).filter(|&value| value != 0);
                value(one.row).is_some() && value(one.row) == value(other.row)
            }))
        };
        found().unwrap_or(false)
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

/// Digits of an amount that say something: zeros at the end say little.
fn significant(printed: &str) -> i64 {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let zeros = digits
        .len()
        .saturating_sub(digits.trim_end_matches('0').len());
    let digits = digits.len().saturating_sub(zeros.saturating_sub(1));
    i64::try_from(digits.min(LONGEST)).unwrap_or(0)
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
        if let [one, '.', other, after @ ..] = rest {
            typed.push(spelt(before, &[*other, '.', *one], after));
        }
    }
    typed
}
