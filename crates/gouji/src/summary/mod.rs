//! Aggregates for pictures and statistics: sums of figures, each with its cells and whether their
//! relations hold.

mod change;
mod flow;

pub use change::LastYear;

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::Interval;
use crate::check::Evidence;
use crate::recognise::{Disclosure, FigureId, RowKey};
use crate::relate::Lookup;
use crate::report::{Aggregate, Reconciliation, Series, Summary};
use crate::rulebook::formula::{Reference, TableRef};
use crate::rulebook::{Rulebook, SeriesSpec};

/// Makes the aggregates that the rulebook describes; `last_year` are last year's amounts by the text.
#[must_use]
pub fn summarise(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    evidence: &Evidence,
    last_year: &LastYear,
) -> Summary {
    let maker = Maker {
        rulebook,
        disclosure,
        evidence,
        lookup: Lookup::new(rulebook, disclosure),
        last_year,
    };
    let made = rulebook.series.iter();
    let series: Vec<Series> = made.filter_map(|spec| maker.series(spec)).collect();
    let flows = rulebook.flows.iter();
    let flows = flows.filter_map(|spec| maker.flow(spec, &series)).collect();
    let changes = rulebook.changes.iter();
    let changes = changes.filter_map(|spec| maker.change(spec)).collect();
    Summary {
        series,
        flows,
        changes,
    }
}

struct Maker<'a> {
    rulebook: &'a Rulebook,
    disclosure: &'a Disclosure,
    evidence: &'a Evidence,
    lookup: Lookup<'a>,
    last_year: &'a LastYear,
}

impl Maker<'_> {
    fn series(&self, spec: &SeriesSpec) -> Option<Series> {
        let (place, table) = self.table(&spec.parts.first()?.reference)?;
        let whole = self.figures(&spec.total);
        let total = self.sum(&whole);
        let share = |value: Decimal| total.and_then(|total| share(value, total));
        let mut parts: Vec<Aggregate> = Vec::new();
        for part in &spec.parts {
            for figures in self.by_row(self.figures(&part.reference)) {
                let Some(value) = self.sum(&figures) else {
                    continue;
                };
                let share = share(value).unwrap_or_default();
                parts.push(self.aggregate(&figures, value, share, part.name.as_deref()));
            }
        }
        link(&mut parts);
        let total = total.map(|value| self.aggregate(&whole, value, "100.00".to_owned(), None));
        let unit = self
            .disclosure
            .unit_of(place)
            .map_or("", |unit| unit.name())
            .to_owned();
        let (id, title, kind) = (spec.id.clone(), spec.title.clone(), spec.kind);
        (!parts.is_empty()).then_some(Series {
            id,
            kind,
            title,
            table,
            unit,
            total,
            parts,
        })
    }

    fn table(&self, reference: &Reference) -> Option<(usize, String)> {
        let TableRef::Id(id) = &reference.table else {
            return None;
        };
        let (place, _) = self.rulebook.table(id)?;
        self.disclosure.table(place).map(|_| (place, id.clone()))
    }

    fn figures(&self, reference: &Reference) -> Vec<FigureId> {
        self.lookup.figures(reference)
    }

    /// Figures of one row key together, in the order of their first.
    fn by_row(&self, figures: Vec<FigureId>) -> Vec<Vec<FigureId>> {
        let mut rows: Vec<Vec<FigureId>> = Vec::new();
        let mut places: BTreeMap<&RowKey, usize> = BTreeMap::new();
        for id in figures {
            let Some(row) = self
                .disclosure
                .figures
                .get(id)
                .and_then(|figure| self.disclosure.row_of(figure))
            else {
                continue;
            };
            let place = *places.entry(&row.key).or_insert(rows.len());
            match rows.get_mut(place) {
                Some(figures) => figures.push(id),
                None => rows.push(vec![id]),
            }
        }
        rows
    }

    /// The sum of the printed ones; `None` where all are blank or the sum is not exact.
    fn sum(&self, figures: &[FigureId]) -> Option<Decimal> {
        let mut sum: Option<Interval> = None;
        for amount in figures
            .iter()
            .filter_map(|&id| self.disclosure.figures.get(id)?.value.amount())
        {
            sum = Some(sum.map_or(Some(amount.interval()), |sum| sum.plus(amount.interval()))?);
        }
        sum.map(Interval::centre)
    }

    fn aggregate(
        &self,
        figures: &[FigureId],
        value: Decimal,
        share: String,
        name: Option<&str>,
    ) -> Aggregate {
        let first = figures.first().copied().unwrap_or(0);
        let row = self
            .disclosure
            .figures
            .get(first)
            .and_then(|figure| self.disclosure.row_of(figure));
        let key = self.disclosure.row_key(self.rulebook, first);
        let code = row
            .and_then(|row| row.key.code())
            .unwrap_or_default()
            .to_owned();
        let is_code = matches!(row.map(|row| &row.key), Some(RowKey::Code(_)));
        let states = figures.iter().map(|&id| self.evidence.reconciliation(id));
        Aggregate {
            key: name.map_or(key, str::to_owned),
            level: if is_code { level(&code) } else { 1 },
            name: name.map_or_else(
                || row.map(|row| row.name.clone()).unwrap_or_default(),
                str::to_owned,
            ),
            code,
            parent: None,
            value: value.to_string(),
            share,
            cells: figures
                .iter()
                .filter_map(|&id| self.disclosure.cell_ref(self.rulebook, id, None))
                .collect(),
            reconciled: states.max().unwrap_or(Reconciliation::Unchecked),
        }
    }
}

/// Depth of a code: 类 has three digits, 款 five, 项 seven.
fn level(code: &str) -> u8 {
    match code.len() {
        0..=3 => 1,
        4..=5 => 2,
        _ => 3,
    }
}

/// Gives each part with a code the nearest part above it.
fn link(parts: &mut [Aggregate]) {
    let codes: Vec<String> = parts
        .iter()
        .filter(|part| part.key == part.code)
        .map(|part| part.code.clone())
        .collect();
    for part in parts.iter_mut().filter(|part| !part.code.is_empty()) {
        let above = (3..part.code.len())
            .rev()
            .filter_map(|length| part.code.get(..length));
        part.parent = above
            .into_iter()
            .find(|above| codes.iter().any(|code| code == above))
            .map(str::to_owned);
    }
}

/// `value` in percent of `total`, with two decimals.
fn share(value: Decimal, total: Decimal) -> Option<String> {
    let percent = value
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(total)?;
    let mut percent = percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    percent.rescale(2);
    Some(percent.to_string())
}
