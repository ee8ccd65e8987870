//! Flows of money, checked against the series that they join.

use toml::Spanned;

use super::entries::FlowEntry;
use super::formula::Rows;
use super::{FlowSpec, PartRef, Rulebook, RulebookError, RulebookFault, relations};

/// Adds the flows of a file. One with an identifier that the base has too takes its place.
pub(super) fn add(
    source: &str,
    entries: Vec<FlowEntry>,
    book: &mut Rulebook,
) -> Result<(), RulebookError> {
    for entry in entries {
        let flow = flow(source, entry, book)?;
        match book.flows.iter_mut().find(|known| known.id == flow.id) {
            Some(known) => *known = flow,
            None => book.flows.push(flow),
        }
    }
    Ok(())
}

/// Drops the flows whose series or columns are gone, or whose uses are divided otherwise now.
pub(super) fn retain(book: &mut Rulebook) {
    let mut flows = std::mem::take(&mut book.flows);
    flows.retain(|flow| {
        let mut joined = [&flow.sources, &flow.functions, &flow.uses].into_iter();
        let mut splits = flow.splits.iter();
        joined.all(|id| book.series.iter().any(|series| series.id == *id))
            && splits.all(|split| relations::known(split, book).is_ok())
            && counted(flow.splits.len(), &flow.uses, book).is_ok()
    });
    book.flows = flows;
}

fn flow(source: &str, entry: FlowEntry, book: &Rulebook) -> Result<FlowSpec, RulebookError> {
    let known = |id: &Spanned<String>| {
        let found = book.series.iter().any(|series| series.id == *id.as_ref());
        let fault = RulebookFault::UnknownSeries(id.as_ref().clone());
        match found {
            true => Ok(id.as_ref().clone()),
            false => Err(RulebookError::at(source, id.span().start, fault)),
        }
    };
    let (sources, functions) = (known(&entry.sources)?, known(&entry.functions)?);
    let uses = known(&entry.uses)?;
    let at = entry.splits.span().start;
    let splits = entry.splits.as_ref();
    counted(splits.len(), &uses, book).map_err(|fault| RulebookError::at(source, at, fault))?;
    let splits = splits
        .iter()
        .map(|text| relations::reference(source, text.span().start, text.as_ref(), book));
    Ok(FlowSpec {
        sources,
        functions,
        uses,
        splits: splits.collect::<Result<_, _>>()?,
        id: entry.id,
        title: entry.title,
    })
}

/// Whether there are as many splits as uses, where each part of these is one row.
fn counted(splits: usize, uses: &str, book: &Rulebook) -> Result<(), RulebookFault> {
    let uses = book.series.iter().find(|series| series.id == *uses);
    let Some(uses) = uses.filter(|uses| uses.parts.iter().all(PartRef::is_one_row)) else {
        return Ok(());
    };
    let parts = uses.parts.len();
    match parts == splits {
        true => Ok(()),
        false => Err(RulebookFault::Splits { parts, splits }),
    }
}

impl PartRef {
    fn is_one_row(&self) -> bool {
        let rows = &self.reference.rows;
        !rows.is_each() && !matches!(rows, Rows::Children)
    }
}
