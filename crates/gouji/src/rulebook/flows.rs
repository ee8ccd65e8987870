//! Flows of money, checked against the series that they join.

use toml::Spanned;

use super::entries::FlowEntry;
use super::{FlowSpec, Rulebook, RulebookError, RulebookFault, relations};

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

/// Drops the flows whose series or columns are gone.
pub(super) fn retain(book: &mut Rulebook) {
    let mut flows = std::mem::take(&mut book.flows);
    flows.retain(|flow| {
        let mut joined = [&flow.sources, &flow.functions, &flow.uses].into_iter();
        let mut splits = flow.splits.iter();
        joined.all(|id| book.series.iter().any(|series| series.id == *id))
            && splits.all(|split| relations::known(split, book).is_ok())
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
    let splits = entry.splits.iter();
    let splits =
        splits.map(|text| relations::reference(source, text.span().start, text.as_ref(), book));
    Ok(FlowSpec {
        sources: known(&entry.sources)?,
        functions: known(&entry.functions)?,
        uses: known(&entry.uses)?,
        splits: splits.collect::<Result<_, _>>()?,
        id: entry.id,
        title: entry.title,
    })
}
