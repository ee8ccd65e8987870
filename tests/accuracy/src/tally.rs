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
    /// Faults whose corrections bear one number.
    pub(crate) as_one: usize,
    /// Documents whose faults no relation sees, and those of them that an error was found in.
    pub(crate) invisible: usize,
    pub(crate) invisible_detected: usize,
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
        self.as_one += usize::from(fate.as_one);
    }
}

/// Everything that was counted.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) sizes: BTreeMap<Size, Counts>,
    pub(crate) kinds: BTreeMap<(bool, &'static str), Counts>,
    pub(crate) tables: BTreeMap<(String, String), Counts>,
    pub(crate) documents: BTreeMap<(String, Size), Counts>,
    pub(crate) layouts: BTreeMap<(&'static str, &'static str), Counts>,
    pub(crate) times: BTreeMap<(String, Size), Vec<(Duration, Duration)>>,
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
        let first = &faults[0];
        let document = variant.document.clone();
        let times = (outcome.whole, outcome.localisation);
        self.times
            .entry((document.clone(), size))
            .or_default()
            .push(times);
        let rulebook = variant.sound.rulebook().id.clone();
        let group = size == Size::Group;
        if !outcome.visible.contains(&true) {
            let counts = [
                self.sizes.entry(size).or_default(),
                self.documents.entry((document, size)).or_default(),
                self.kinds.entry((group, first.kind)).or_default(),
                self.tables
                    .entry((rulebook, first.table.clone()))
                    .or_default(),
            ];
            for counts in counts {
                counts.invisible += 1;
                counts.invisible_detected += usize::from(outcome.detected);
            }
            return;
        }
        for counts in [
            self.sizes.entry(size).or_default(),
            self.documents.entry((document, size)).or_default(),
        ] {
            counts.document(outcome);
            for (fate, visible) in outcome.fates.iter().zip(&outcome.visible) {
                match visible {
                    true => counts.fault(fate),
                    false => counts.invisible += 1,
                }
            }
        }
        if matches!(size, Size::One | Size::Group) {
            let mut also = vec![self.kinds.entry((group, first.kind)).or_default()];
            if size == Size::One {
                also.push(
                    self.tables
                        .entry((rulebook, first.table.clone()))
                        .or_default(),
                );
                let layout = (variant.layout, variant.format.name);
                also.push(self.layouts.entry(layout).or_default());
            }
            for counts in also {
                counts.document(outcome);
                counts.fault(&outcome.fates[0]);
            }
        }
        self.tell(size, variant, faults, outcome, arguments);
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
