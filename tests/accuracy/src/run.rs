//! Seeds and checks everything, on two cores, the same faults each time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fastrand::Rng;

use crate::arguments::Arguments;
use crate::case::Fault;
use crate::tally::Tally;
use crate::trial;
use crate::variant::Variant;
use crate::{groups, slips};

/// How often a fault is looked for where the first is none.
const TRIES: usize = 400;

/// How many faults a document gets.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd)]
pub(crate) enum Size {
    One,
    Two,
    Three,
    /// One slip of several cells.
    Group,
}

impl Size {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Three => "three",
            Self::Group => "one of several cells",
        }
    }
}

/// Checks as many documents as asked for.
pub(crate) fn run(variants: &[Variant], arguments: &Arguments) -> Tally {
    let mut jobs: Vec<(Size, usize)> = Vec::new();
    let counts = [
        (Size::One, arguments.single),
        (Size::Two, arguments.several),
        (Size::Three, arguments.several),
        (Size::Group, arguments.grouped),
    ];
    for (size, count) in counts {
        jobs.extend((0..count).map(|index| (size, index)));
    }
    let next = AtomicUsize::new(0);
    let mut parts: Vec<Vec<(usize, Done)>> = Vec::new();
    thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(&job) = jobs.get(place) else {
                    return done;
                };
                done.extend(one(variants, arguments, job).map(|it| (place, it)));
            }
        };
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        parts.extend(workers.into_iter().filter_map(|worker| worker.join().ok()));
    });
    let mut done: Vec<(usize, Done)> = parts.into_iter().flatten().collect();
    done.sort_by_key(|(place, _)| *place);
    let mut tally = Tally::default();
    for (_, (size, variant, faults, outcome)) in done {
        tally.add(size, &variants[variant], &faults, &outcome, arguments);
    }
    tally
}

/// What was seeded where, and what became of it.
type Done = (Size, usize, Vec<Fault>, trial::Outcome);

fn one(variants: &[Variant], arguments: &Arguments, (size, index): (Size, usize)) -> Option<Done> {
    let seed = arguments.seed << 40 | (size as u64) << 32 | index as u64;
    let mut rng = Rng::with_seed(seed);
    let place = place(variants, &mut rng)?;
    let variant = &variants[place];
    let wanted = match size {
        Size::One | Size::Group => 1,
        Size::Two => 2,
        Size::Three => 3,
    };
    let mut faults: Vec<Fault> = Vec::new();
    for _ in 0..TRIES {
        if faults.len() == wanted {
            break;
        }
        let found = match size {
            Size::Group => groups::seed(variant, &arguments.kind, &mut rng),
            _ => slips::seed(variant, &arguments.kind, &mut rng),
        };
        let is_new = |fault: &Fault| {
            let mut known = faults.iter().flat_map(|other| &other.wrong);
            !known.any(|other| fault.wrong.iter().any(|own| own.figure == other.figure))
        };
        if let Some(fault) = found.filter(is_new) {
            faults.push(fault);
        }
    }
    if faults.len() < wanted {
        return None;
    }
    let outcome = trial::run(variant, &faults)?;
    Some((size, place, faults, outcome))
}

/// Each document as often as the next, half of the time as it is published.
fn place(variants: &[Variant], rng: &mut Rng) -> Option<usize> {
    let mut documents: Vec<&str> = variants.iter().map(|it| it.document.as_str()).collect();
    documents.dedup();
    let document = rng.choice(documents)?;
    let own: Vec<usize> = (0..variants.len())
        .filter(|&place| variants[place].document == document)
        .collect();
    if rng.bool() {
        return own.first().copied();
    }
    rng.choice(own)
}
