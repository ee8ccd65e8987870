use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::amount::{AmountUnit, MOST_DECIMALS};
use crate::check::Outcome;
use crate::localise::{Change, Demand, FIXED, Factor, Precision, Row, RowId, System, Variable};
use crate::order::{Gather, Order};
use crate::recognise::{Disclosure, Figure, FigureId, Value};
use crate::relate::{Relation, Relations, Term};
use crate::rulebook::Rulebook;
use crate::rulebook::formula::Comparison;

/// The figures and relations of a disclosure in whole numbers.
///
/// A quantum is half of the last digit of the most finely printed figure, in the figure's own unit.
pub(super) struct Model {
    /// Its variables are the figures.
    pub(super) system: System,
    /// For each row its relation's place in [`Relations::all`].
    pub(super) relations: Vec<usize>,
    /// Decimals of the most finely printed figure.
    places: u32,
    /// Decimals that each way of printing shows.
    scales: Vec<u32>,
    /// Relations that usually hold: they decide nothing, but weigh.
    advice: Vec<Row>,
    /// Those of each figure.
    advising: BTreeMap<FigureId, Vec<usize>>,
    /// How many negative amounts each column has.
    negative: BTreeMap<Column, usize>,
}

/// A column of a table's part.
type Column = (usize, usize, usize);

/// How much odder a change is with which a relation that usually holds no longer does; as much less odd is one
/// that puts such a relation right. In hundredths of a natural logarithm.
const USUAL: i64 = 1_000;

/// What all such relations weigh together at most.
const MOST_USUAL: i64 = 2_000;

impl Model {
    /// Relations that have a figure that cannot be read are left out.
    pub(super) fn new(
        rulebook: &Rulebook,
        disclosure: &Disclosure,
        relations: &Relations,
    ) -> Option<Self> {
        let printings = Printings::of(disclosure)?;
        let units = units(rulebook, disclosure);
        let (mut rows, mut advice) = (Vec::new(), Vec::new());
        let mut places = Vec::new();
        for (place, relation) in relations.all.iter().enumerate() {
            let Some(row) = row(disclosure, relation, &units) else {
                continue;
            };
            let spec = rulebook.relations.get(relation.spec);
            if spec.is_some_and(|spec| spec.advisory) {
                advice.push(row);
            } else {
                rows.push(row);
                places.push(place);
            }
        }
        let mut advising: BTreeMap<FigureId, Vec<usize>> = BTreeMap::new();
        for (place, row) in advice.iter().enumerate() {
            for figure in row.variables() {
                advising.entry(figure).or_default().push(place);
            }
        }
        let variables = printings.variables(disclosure)?;
        Some(Self {
            system: System::new(variables, rows, printings.precisions),
            relations: places,
            places: printings.places,
            scales: printings.scales,
            advice,
            advising,
            negative: negative(disclosure),
        })
    }

    /// Whether a figure's column has other negative amounts, as changes from last year are.
    pub(super) fn is_signed(&self, disclosure: &Disclosure, figure: FigureId) -> bool {
        let own = usize::from(self.system.value(figure) < 0);
        let column = disclosure.figures.get(figure).map(column);
        let count = column.and_then(|column| self.negative.get(&column));
        count.is_some_and(|&count| count > own)
    }

    /// How much odder a change is for the relations that usually hold; less than nothing where it puts one of
    /// them right.
    pub(super) fn advice(&self, change: Change) -> i64 {
        let holds = |row: &Row, changes: &[Change]| {
            let outcome = self.system.outcome(row, changes);
            outcome.is_some_and(|outcome| outcome != Outcome::Broken)
        };
        let weigh = |row: &Row| match (holds(row, &[]), holds(row, &[change])) {
            (true, false) => USUAL,
            (false, true) => USUAL.saturating_neg(),
            _ => 0,
        };
        let own = self.advising.get(&change.variable);
        let rows = own.into_iter().flatten();
        let weights = rows.filter_map(|&place| self.advice.get(place)).map(weigh);
        let weight = weights.fold(0, i64::saturating_add);
        weight.clamp(-MOST_USUAL, MOST_USUAL)
    }

    /// The row of a relation, by the relation's place in [`Relations::all`].
    pub(super) fn row_of(&self, relation: usize) -> Option<RowId> {
        self.relations.binary_search(&relation).ok()
    }

    /// What a figure would print for so many quanta; `""` for none.
    pub(super) fn printed(&self, figure: FigureId, quanta: i128) -> String {
        if quanta == 0 {
            return String::new();
        }
        self.decimal(figure, quanta)
            .map_or_else(String::new, |value| value.to_string())
    }

    /// The same as a number.
    pub(super) fn value(&self, figure: FigureId, quanta: i128) -> Decimal {
        let some = (quanta != 0).then(|| self.decimal(figure, quanta));
        some.flatten().unwrap_or_default()
    }

    fn decimal(&self, figure: FigureId, quanta: i128) -> Option<Decimal> {
        let way = self.system.variables.get(figure)?.new;
        let scale = *self.scales.get(usize::from(way))?;
        let halves = quanta.checked_div(2)?;
        let mut value = Decimal::try_from_i128_with_scale(halves, self.places).ok()?;
        value.rescale(scale);
        Some(value)
    }

    /// So many quanta as an amount is.
    pub(super) fn quanta(&self, value: Decimal) -> Option<i128> {
        quanta(value, self.places)
    }
}

fn column(figure: &Figure) -> Column {
    (figure.table, figure.part, figure.column)
}

fn negative(disclosure: &Disclosure) -> BTreeMap<Column, usize> {
    let mut negative: BTreeMap<Column, usize> = BTreeMap::new();
    let is_negative = |figure: &&Figure| {
        let amount = figure.value.amount();
        amount.is_some_and(|amount| amount.printed().is_sign_negative())
    };
    for figure in disclosure.figures.iter().filter(is_negative) {
        let count = negative.entry(column(figure)).or_default();
        *count = count.saturating_add(1);
    }
    negative
}

/// The unit of each table of the rulebook.
fn units(rulebook: &Rulebook, disclosure: &Disclosure) -> Vec<Option<AmountUnit>> {
    (0..rulebook.tables.len())
        .map(|table| disclosure.unit_of(table))
        .collect()
}

fn quanta(value: Decimal, places: u32) -> Option<i128> {
    if value.is_zero() {
        return Some(0);
    }
    let scale = places.checked_sub(value.scale())?;
    value
        .mantissa()
        .checked_mul(10_i128.checked_pow(scale)?)?
        .checked_mul(2)
}

/// A relation with everything on its left side; `None` where it cannot be judged.
fn row(disclosure: &Disclosure, relation: &Relation, units: &[Option<AmountUnit>]) -> Option<Row> {
    let unit = |term: &Term| {
        let figure = disclosure.figures.get(term.figure)?;
        *units.get(figure.table)?
    };
    let target = relation.terms().next().and_then(|term| unit(&term));
    let exponent = |term: &Term| match (unit(term), target) {
        (Some(own), Some(target)) => own.exponent_to(target),
        _ => 0,
    };
    let least = relation.terms().map(|term| exponent(&term)).min()?;
    let sides = [(&relation.left, 1_i64), (&relation.right, -1)];
    let mut factors = Vec::with_capacity(relation.left.len().saturating_add(relation.right.len()));
    for (side, sign) in sides {
        for term in side {
            let figure = disclosure.figures.get(term.figure)?;
            if !matches!(figure.value, Value::Blank | Value::Amount(_)) {
                return None;
            }
            let exponent = exponent(term);
            let power = u32::try_from(exponent.checked_sub(least)?).ok()?;
            let coefficient = term.coefficient.checked_mul(sign)?;
            factors.push(Factor {
                variable: u32::try_from(term.figure).ok()?,
                exponent: i8::try_from(exponent).ok()?,
                left: sign > 0,
                coefficient: coefficient.checked_mul(10_i64.checked_pow(power)?)?,
            });
        }
    }
    factors.order_by_key(|factor| factor.variable);
    let demand = match relation.comparison {
        Comparison::AtLeast => Demand::AtLeast,
        Comparison::Equal if relation.copy => Demand::Copy,
        Comparison::Equal => Demand::Equal,
    };
    Some(Row {
        factors,
        constant: 0,
        slack: 0,
        demand,
    })
}

/// Figures of a table from which on one that prints like no other is odd.
const MANY: usize = 5;

/// How a figure prints: its decimals, and how many of its digits only fill up.
type Printing = (u32, u32);

/// The ways in which the figures of a disclosure print.
struct Printings {
    places: u32,
    /// Each way's place, and how often each table prints like that.
    ways: BTreeMap<Printing, u16>,
    /// For each table the way that most of its figures print.
    usual: BTreeMap<usize, Printing>,
    /// The way of most figures of all.
    most: Printing,
    /// Tables and ways in which one figure alone prints: it was not printed as it should be.
    rare: BTreeSet<(usize, Printing)>,
    precisions: Vec<Precision>,
    scales: Vec<u32>,
}

impl Printings {
    fn of(disclosure: &Disclosure) -> Option<Self> {
        let mut counts: BTreeMap<usize, BTreeMap<Printing, usize>> = BTreeMap::new();
        let mut all: BTreeMap<Printing, usize> = BTreeMap::new();
        for figure in &disclosure.figures {
            let Some(way) = printing(figure.value) else {
                continue;
            };
            for counted in [counts.entry(figure.table).or_default(), &mut all] {
                let count = counted.entry(way).or_default();
                *count = count.saturating_add(1);
            }
        }
        let places = all.keys().map(|way| way.0).max().unwrap_or(2);
        let usual = counts
            .iter()
            .filter_map(|(&table, ways)| Some((table, most(ways)?)))
            .collect();
        let most = most(&all).unwrap_or((2, 0));
        let alone = |(table, ways): (&usize, &BTreeMap<Printing, usize>)| -> Vec<_> {
            let many = ways.values().sum::<usize>() >= MANY;
            let rare = ways.iter().filter(|(_, count)| many && **count == 1);
            rare.map(|(&way, _)| (*table, way)).collect()
        };
        let rare = counts.iter().flat_map(alone).gather();
        let mut printings = Self {
            rare,
            places: places.min(MOST_DECIMALS),
            ways: BTreeMap::new(),
            usual,
            most,
            precisions: Vec::new(),
            scales: Vec::new(),
        };
        for &way in all.keys().chain([&most]) {
            printings.add(way)?;
        }
        Some(printings)
    }

    fn add(&mut self, way: Printing) -> Option<()> {
        if self.ways.contains_key(&way) {
            return Some(());
        }
        let place = u16::try_from(self.precisions.len()).ok()?;
        let (scale, filled) = way;
        let power = self.places.checked_sub(scale)?.checked_add(filled)?;
        let half = 10_i128.checked_pow(power)?;
        self.precisions.push(Precision {
            step: half.checked_mul(2)?,
            half,
            places: i32::try_from(scale).ok()?.checked_sub_unsigned(filled)?,
        });
        self.scales.push(scale);
        self.ways.insert(way, place);
        Some(())
    }

    /// A figure would print anew as it does or as its table usually does, whichever is finer, but
    /// not as no other figure of the table does.
    fn variables(&self, disclosure: &Disclosure) -> Option<Vec<Variable>> {
        let figures = disclosure.figures.iter();
        figures
            .map(|figure| {
                let own = printing(figure.value);
                let usual = self.usual.get(&figure.table).copied().unwrap_or(self.most);
                let fits =
                    |own: &Printing| own.0 >= usual.0 && !self.rare.contains(&(figure.table, *own));
                let new = own.filter(fits).unwrap_or(usual);
                let readable = matches!(figure.value, Value::Blank | Value::Amount(_));
                Some(Variable {
                    value: quanta(
                        figure
                            .value
                            .amount()
                            .map_or(Decimal::ZERO, |amount| amount.printed()),
                        self.places,
                    )?,
                    own: *self.ways.get(&own.unwrap_or(usual))?,
                    new: *self.ways.get(&new)?,
                    weight: if readable { 1 } else { FIXED },
                })
            })
            .collect()
    }
}

fn printing(value: Value) -> Option<Printing> {
    let amount = value.amount().filter(|amount| !amount.is_nothing())?;
    Some((amount.printed().scale(), amount.filled_digits()))
}

/// The way that is counted most often; of several the finest.
fn most(ways: &BTreeMap<Printing, usize>) -> Option<Printing> {
    ways.iter()
        .max_by_key(|&(way, count)| (count, way))
        .map(|(&way, _)| way)
}
