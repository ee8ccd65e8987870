//! What a picture shows, in the form that its script takes.

use gouji::report::{Aggregate, Change, ChangeOrigin, ChangePart, Flow, Reconciliation, Series};
use serde::Serialize;

use crate::state::Place;
use crate::words;

/// Bars that are drawn of one series.
pub(super) const MOST_BARS: usize = 40;

/// One picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Picture {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) unit: String,
    /// The tables that it is read from.
    pub(super) source: String,
    /// What is stamped on it.
    pub(super) stamp: Option<&'static str>,
    pub(super) total: Option<Part>,
    parts: Vec<Part>,
    flow: Option<FlowParts>,
    words: Labels,
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Bars,
    Tree,
    Flow,
    Change,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Labels {
    unit: &'static str,
    source: &'static str,
}

/// One amount of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Part {
    key: String,
    parent: Option<String>,
    level: u8,
    pub(super) label: String,
    pub(super) value: String,
    share: String,
    broken: bool,
    standing: &'static str,
    /// What stands beneath its name.
    note: Option<String>,
    /// The cell that a press leads to.
    cell: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct FlowParts {
    whole: Part,
    sources: Vec<Part>,
    functions: Vec<Part>,
    uses: Vec<Part>,
    splits: Vec<SplitPart>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct SplitPart {
    from: String,
    to: String,
    amount: Part,
}

impl Picture {
    /// A series in sorted bars; of codes the upper two levels where `inner` ones are wanted.
    pub(super) fn bars(series: &Series, broken: bool, inner: bool) -> Self {
        let mut top: Vec<&Aggregate> = series.parts.iter().filter(|it| it.level <= 1).collect();
        sort(&mut top);
        let mut parts = Vec::new();
        for one in top {
            parts.push(Part::of(one));
            let mut beneath: Vec<&Aggregate> = series.parts.iter().collect();
            beneath.retain(|it| inner && it.parent.as_ref() == Some(&one.key));
            sort(&mut beneath);
            parts.extend(beneath.into_iter().map(Part::of));
        }
        parts.truncate(MOST_BARS);
        Self::new(Kind::Bars, series, broken, parts)
    }

    /// A series of codes as areas in areas.
    pub(super) fn tree(series: &Series, broken: bool) -> Self {
        let parts = series.parts.iter().map(Part::of).collect();
        Self {
            title: words::charts::tree(&series.title),
            ..Self::new(Kind::Tree, series, broken, parts)
        }
    }

    fn new(kind: Kind, series: &Series, broken: bool, parts: Vec<Part>) -> Self {
        Self {
            kind,
            title: series.title.clone(),
            unit: series.unit.clone(),
            source: words::table(&series.table),
            stamp: broken.then(words::charts::unreconciled),
            total: series.total.as_ref().map(Part::of),
            parts,
            flow: None,
            words: Labels::new(),
        }
    }

    /// A flow of money.
    pub(super) fn flow(flow: &Flow) -> Self {
        let parts = |list: &[Aggregate]| list.iter().map(Part::of).collect();
        let splits = flow.splits.iter().map(|split| SplitPart {
            from: split.function.clone(),
            to: split.purpose.clone(),
            amount: Part::of(&split.amount),
        });
        let tables: Vec<String> = flow.tables.iter().map(|id| words::table(id)).collect();
        Self {
            kind: Kind::Flow,
            title: flow.title.clone(),
            unit: flow.unit.clone(),
            source: tables.join("、"),
            stamp: is_broken(flow).then(words::charts::unreconciled),
            total: Some(Part::of(&flow.whole)),
            parts: Vec::new(),
            flow: Some(FlowParts {
                whole: Part::of(&flow.whole),
                sources: parts(&flow.sources),
                functions: parts(&flow.functions),
                uses: parts(&flow.uses),
                splits: splits.collect(),
            }),
            words: Labels::new(),
        }
    }

    /// Changes from last year, the greatest first, increases and decreases alike.
    pub(super) fn change(change: &Change) -> Self {
        let mut parts: Vec<&ChangePart> = change.parts.iter().collect();
        if parts.is_empty() {
            parts.extend(&change.total);
        }
        let extent = |part: &ChangePart| part.now.share.parse().unwrap_or(0.0_f64).abs();
        parts.sort_by(|a, b| extent(b).total_cmp(&extent(a)));
        parts.truncate(MOST_BARS);
        let parts = parts.into_iter().map(Part::of_change).collect();
        let all = change.parts.iter().chain(&change.total);
        let mut all = all.map(|part| &part.now);
        let broken = all.any(|part| part.reconciled == Reconciliation::Broken);
        let table = words::table(&change.table);
        Self {
            kind: Kind::Change,
            title: change.title.clone(),
            unit: change.unit.clone(),
            source: match change.origin {
                ChangeOrigin::Text => words::charts::said_change(&table),
                _ => table,
            },
            stamp: broken.then(words::charts::unreconciled),
            total: change.total.as_ref().map(|total| Part {
                value: changed(total, true),
                ..Part::of(&total.now)
            }),
            parts,
            flow: None,
            words: Labels::new(),
        }
    }

    /// Whether there is something to draw.
    pub(super) fn is_drawn(&self) -> bool {
        self.flow.is_some() || self.parts.iter().any(|part| !part.share.is_empty())
    }
}

impl Labels {
    fn new() -> Self {
        Self {
            unit: words::charts::unit(),
            source: words::charts::read_from(),
        }
    }
}

impl Part {
    fn of(one: &Aggregate) -> Self {
        let cell = one.cells.first();
        Self {
            key: one.key.clone(),
            parent: one.parent.clone(),
            level: one.level,
            label: name(one),
            value: words::amount(&one.value),
            share: one.share.clone(),
            broken: one.reconciled == Reconciliation::Broken,
            standing: words::charts::standing(one.reconciled).1,
            note: None,
            cell: cell.map(|cell| Place::new(&cell.table, &cell.cell).id()),
        }
    }
}

impl Part {
    fn of_change(part: &ChangePart) -> Self {
        Self {
            parent: None,
            level: 1,
            value: changed(part, false),
            note: Some(between(part)),
            ..Self::of(&part.now)
        }
    }
}

/// The change with its sign, and its rate; the years before it where the whole is wanted.
fn changed(part: &ChangePart, whole: bool) -> String {
    let signed = |text: &str| match text.starts_with('-') || is_nothing(text) {
        true => words::amount(text),
        false => format!("+{text}"),
    };
    let mut text = match whole {
        true => format!("{}\u{2002}", between(part)),
        false => String::new(),
    };
    text.push_str(&signed(&part.change));
    if !part.rate.is_empty() {
        text.push_str(&format!("\u{2002}{}%", signed(&part.rate)));
    }
    text
}

/// Last year's amount and the year's.
fn between(part: &ChangePart) -> String {
    words::charts::from_to(
        &words::amount(&part.before),
        &words::amount(&part.now.value),
    )
}

fn is_nothing(amount: &str) -> bool {
    amount.bytes().all(|it| matches!(it, b'0' | b'.'))
}

/// The greatest share first; those without one last.
fn sort(parts: &mut [&Aggregate]) {
    let share = |part: &Aggregate| part.share.parse().unwrap_or(f64::MIN);
    parts.sort_by(|a, b| share(b).total_cmp(&share(a)));
}

/// Whether a figure of the flow does not agree.
fn is_broken(flow: &Flow) -> bool {
    let parts = flow.sources.iter().chain(&flow.functions).chain(&flow.uses);
    let splits = flow.splits.iter().map(|split| &split.amount);
    let mut all = parts.chain(splits).chain([&flow.whole]);
    all.any(|part| part.reconciled == Reconciliation::Broken)
}

/// Code and name of an aggregate.
pub(super) fn name(part: &Aggregate) -> String {
    if part.code.is_empty() || part.key != part.code {
        part.name.clone()
    } else {
        format!("{} {}", part.code, part.name)
    }
}
