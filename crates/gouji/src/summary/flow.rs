//! Flows of money: series of one whole, joined where the tables state what goes where.

use rust_decimal::Decimal;

use super::{Maker, share};
use crate::report::{Aggregate, Flow, Reconciliation, Series, Split};
use crate::rulebook::FlowSpec;

impl Maker<'_> {
    /// The flow that joins series already made. `None` where one of them is missing, where they are
    /// not in one unit or of one whole, or where something flows backwards.
    pub(super) fn flow(&self, spec: &FlowSpec, series: &[Series]) -> Option<Flow> {
        let find = |id: &str| series.iter().find(|series| series.id == id);
        let (sources, functions) = (find(&spec.sources)?, find(&spec.functions)?);
        let uses = find(&spec.uses)?;
        let whole = functions.total.clone()?;
        let joined = one_whole(sources.total.as_ref()?, &whole)
            && one_whole(uses.total.as_ref()?, &whole)
            && [sources, uses].iter().all(|it| it.unit == functions.unit);
        let flow = Flow {
            id: spec.id.clone(),
            title: spec.title.clone(),
            tables: tables(&[sources, functions, uses]),
            unit: functions.unit.clone(),
            sources: sources.parts.clone(),
            functions: classes(functions),
            uses: uses.parts.clone(),
            splits: self.splits(spec, functions, uses, &whole),
            whole,
        };
        (joined && flow.is_forward()).then_some(flow)
    }

    fn splits(
        &self,
        spec: &FlowSpec,
        functions: &Series,
        uses: &Series,
        whole: &Aggregate,
    ) -> Vec<Split> {
        let whole = whole.value.parse::<Decimal>().ok();
        let mut splits = Vec::new();
        let purposes = self.purposes(spec, uses);
        let told = spec.splits.iter().zip(purposes);
        for (reference, purpose) in told.filter_map(|(it, purpose)| Some((it, purpose?))) {
            for figures in self.by_row(self.figures(reference)) {
                let Some(value) = self.sum(&figures) else {
                    continue;
                };
                let part = whole.and_then(|whole| share(value, whole));
                let name = Some(purpose.name.as_str());
                let amount = self.aggregate(&figures, value, part.unwrap_or_default(), name);
                let known = functions.parts.iter().any(|part| part.key == amount.code);
                if known {
                    splits.push(Split {
                        function: amount.code.clone(),
                        purpose: purpose.key.clone(),
                        amount,
                    });
                }
            }
        }
        splits
    }
}

impl Maker<'_> {
    /// The uses in the order of the rulebook; `None` for one that the tables leave blank or lack.
    fn purposes<'s>(&self, spec: &FlowSpec, uses: &'s Series) -> Vec<Option<&'s Aggregate>> {
        let described = self.rulebook.series.iter().find(|it| it.id == spec.uses);
        let mut told = uses.parts.iter();
        let mut purposes = Vec::new();
        for part in described.iter().flat_map(|it| &it.parts) {
            let rows = self.by_row(self.figures(&part.reference));
            let absent = rows.is_empty().then_some(None);
            purposes.extend(
                rows.iter()
                    .map(|row| self.sum(row).and_then(|_| told.next())),
            );
            purposes.extend(absent);
        }
        purposes
    }
}

/// Whether two wholes are one: equal, or unequal where that is told as an error.
fn one_whole(one: &Aggregate, other: &Aggregate) -> bool {
    let told = |it: &Aggregate| it.reconciled == Reconciliation::Broken;
    one.value == other.value || told(one) || told(other)
}

fn tables(series: &[&Series]) -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    for table in series.iter().map(|series| &series.table) {
        if !tables.contains(table) {
            tables.push(table.clone());
        }
    }
    tables
}

/// The parts of a series that no other part holds.
fn classes(series: &Series) -> Vec<Aggregate> {
    let parts = series.parts.iter();
    parts
        .filter(|part| part.parent.is_none())
        .cloned()
        .collect()
}

impl Flow {
    /// Whether there are amounts to draw, all of them from left to right.
    fn is_forward(&self) -> bool {
        let stages = [&self.sources, &self.functions, &self.uses];
        let drawn = |it: &Aggregate| !it.share.is_empty() && !it.value.starts_with('-');
        stages
            .iter()
            .all(|stage| !stage.is_empty() && stage.iter().all(drawn))
            && !self.splits.is_empty()
            && self.splits.iter().all(|split| drawn(&split.amount))
    }
}
