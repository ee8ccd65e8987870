//! Counts of what became of faults.

use std::collections::BTreeMap;
use std::time::Duration;

use gouji::report::Confidence;

use crate::arguments::Arguments;
use crate::case::Fault;
use crate::run::Size;
use crate::trial::{Fate, Outcome};
use crate::variant::Variant;

/// Counts of documents and faults of one sort.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// Documents, and those in which something was found.
    pub(crate) documents: usize,
    pub(crate) detected: usize,
    /// Faults.
    pub(crate) faults: usize,
    pub(crate) located: usize,
    pub(crate) among: usize,
    pub(crate) restored: usize,
    pub(crate) restored_among: usize,
    /// Faults all of whose corrections are at least so sure.
    pub(crate) certain: usize,
    pub(crate) likely: usize,
    /// Corrections that are wrong.
    pub(crate) wrong_certain: usize,
    pub(crate) wrong_likely: usize,
    /// Documents with accepted corrections, and those without an error afterwards.
    pub(crate) accepted: usize,
    pub(crate) settled: usize,
    /// Faults that no relation sees.
    pub(crate) unseen: usize,
}

impl Counts {
    fn document(&mut self, outcome: &Outcome) {
        self.documents += 1;
        self.detected += usize::from(outcome.detected);
        self.wrong_certain += outcome.wrong_certain;
        self.wrong_likely += outcome.wrong_likely;
        self.accepted += usize::from(outcome.settled.is_some());
        self.settled += usize::from(outcome.settled == Some(true));
    }

    fn fault(&mut self, fate: &Fate) {
        let all = |count: usize| usize::from(count == fate.cells);
        self.faults += 1;
        self.located += all(fate.located);
        self.among += all(fate.among);
        self.restored += all(fate.restored);
        self.restored_among += all(fate.restored_among);
        self.certain += usize::from(fate.confidence == Some(Confidence::Certain));
        self.likely += usize::from(fate.confidence == Some(Confidence::Likely));
    }
}

/// How long one document took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) whole: Duration,
    pub(crate) localisation: Duration,
}

/// Everything that was counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) sizes: BTreeMap<Size, Counts>,
    pub(crate) kinds: BTreeMap<&'static str, Counts>,
    pub(crate) groups: BTreeMap<&'static str, Counts>,
    /// By rulebook and table.
    pub(crate) tables: BTreeMap<(String, String), Counts>,
    pub(crate) documents: BTreeMap<(String, Size), Counts>,
    pub(crate) layouts: BTreeMap<(&'static str, &'static str), Counts>,
    pub(crate) times: BTreeMap<(String, Size), Vec<Times>>,
    misses: usize,
}

impl Tally {
    pub(crate) fn add(
        &mut self,
        size: Size,
        variant: &Variant,
        faults: &[Fault],
        outcome: &Outcome,
        arguments: &Arguments,
    ) {
        let document = (variant.document.clone(), size);
        let seen = outcome.visible.contains(&true);
        if seen {
            self.times.entry(document.clone()).or_default().push(Times {
                whole: outcome.whole,
                localisation: outcome.localisation,
            });
        }
        let mut places = vec![
            self.sizes.entry(size).or_default(),
            self.documents.entry(document).or_default(),
        ];
        let first = &faults[0];
        match size {
            Size::One => {
                let rulebook = variant.sound.rulebook().id.clone();
                let table = (rulebook, first.table.clone());
                let layout = (variant.layout, variant.format.name);
                places.push(self.kinds.entry(first.kind).or_default());
                places.push(self.tables.entry(table).or_default());
                places.push(self.layouts.entry(layout).or_default());
            }
            Size::Group => places.push(self.groups.entry(first.kind).or_default()),
            Size::Two | Size::Three => {}
        }
        for counts in places {
            if seen {
                counts.document(outcome);
            }
            for (fate, visible) in outcome.fates.iter().zip(&outcome.visible) {
                match visible {
                    true => counts.fault(fate),
                    false => counts.unseen += 1,
                }
            }
        }
        if seen {
            self.tell(size, variant, faults, outcome, arguments);
        }
    }

    /// Prints what was not put right.
    fn tell(
        &mut self,
        size: Size,
        variant: &Variant,
        faults: &[Fault],
        outcome: &Outcome,
        arguments: &Arguments,
    ) {
        let mut fates = outcome.fates.iter().zip(&outcome.visible);
        let restored = fates.all(|(fate, visible)| !visible || fate.restored == fate.cells);
        let single = matches!(size, Size::One | Size::Group);
        let good = restored
            && outcome.detected
            && outcome.wrong_certain == 0
            && !(single && outcome.settled == Some(false));
        if good || self.misses >= arguments.misses {
            return;
        }
        self.misses += 1;
        let flags = format!(
            "{}{}{}",
            if outcome.detected { "" } else { "UNDETECTED " },
            if outcome.wrong_certain > 0 {
                "WRONG-CERTAIN "
            } else {
                ""
            },
            if outcome.settled == Some(false) {
                "UNSETTLED "
            } else {
                ""
            },
        );
        println!(
            "--- {flags}{} faults, {}, {}, {}",
            size.name(),
            variant.document,
            variant.layout,
            variant.format.name
        );
        for (fault, fate) in faults.iter().zip(&outcome.fates) {
            println!(
                "  {}: {} cells, {} located, {} restored, {} among",
                fault.kind, fate.cells, fate.located, fate.restored, fate.restored_among
            );
            for wrong in fault.wrong.iter().take(8) {
                let Some(site) = variant.site(wrong.figure) else {
                    continue;
                };
                let disclosure = variant.sound.disclosure();
                let rulebook = variant.sound.rulebook();
                let cell = disclosure.cell_ref(rulebook, wrong.figure, None);
                let cell = cell.unwrap_or_default();
                println!(
                    "    {} {} [{}.{}] {:?} typed {:?}",
                    site.table, site.at.1, cell.row, cell.column, wrong.right, wrong.shown
                );
            }
        }
        print!("{}", outcome.said);
    }
}
