//! Files that are changed again and again: those whose outcome was new are kept to go on from.

use std::collections::BTreeSet;

use fastrand::Rng;
use gouji_fixtures::{Workbook, from_parts, parts, xls_stream};

use crate::{cells, mutate};

/// The most inputs that are gone on from.
const KEPT: usize = 4096;

/// A file taken apart as far as its changes need it.
#[derive(Clone)]
pub(crate) enum Seed {
    /// Any bytes.
    Bytes(Vec<u8>),
    /// Text of tags, lines or fields.
    Text(Vec<u8>),
    /// Records of an `.xls` stream.
    Records(Vec<u8>),
    /// Parts of a zip archive.
    Zip(Vec<(String, Vec<u8>)>),
    /// Cells of a workbook, which is sound as a file whatever stands in it.
    Cells(Workbook),
}

impl Seed {
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }

    pub(crate) fn text(bytes: Vec<u8>) -> Self {
        Self::Text(bytes)
    }

    pub(crate) fn zip(file: &[u8]) -> Self {
        Self::Zip(parts(file))
    }

    pub(crate) fn records(file: &[u8]) -> Option<Self> {
        xls_stream(file).map(Self::Records)
    }

    /// The file that it is.
    pub(crate) fn file(&self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) | Self::Text(bytes) | Self::Records(bytes) => bytes.clone(),
            Self::Zip(parts) => from_parts(parts.clone()),
            Self::Cells(workbook) => workbook.to_xlsx(),
        }
    }

    fn change(&mut self, random: &mut Rng) {
        match self {
            Self::Bytes(bytes) => mutate::bytes(bytes, random),
            Self::Text(bytes) => mutate::text(bytes, random),
            Self::Records(bytes) => mutate::records(bytes, random),
            Self::Cells(workbook) => cells::change(workbook, random),
            Self::Zip(parts) => {
                let Some((name, content)) = random.choice(parts.iter_mut()) else {
                    return;
                };
                match random.u8(..) {
                    0..=2 => drop(name.pop()),
                    3..=4 => content.truncate(random.usize(..=content.len())),
                    _ if name.ends_with(".bin") => mutate::bytes(content, random),
                    _ => mutate::text(content, random),
                }
                // Two parts of one name cannot be written.
                let names: BTreeSet<&String> = parts.iter().map(|(name, _)| name).collect();
                if names.len() < parts.len() {
                    parts.pop();
                }
            }
        }
    }
}

/// The inputs to go on from, and the outcomes that were seen.
pub(crate) struct Inputs {
    seeds: Vec<Seed>,
    first: usize,
    outcomes: BTreeSet<String>,
}

impl Inputs {
    pub(crate) fn new(seeds: Vec<Seed>) -> Self {
        Self {
            first: seeds.len(),
            seeds,
            outcomes: BTreeSet::new(),
        }
    }

    /// One of the inputs, changed once or a few times.
    pub(crate) fn next(&self, random: &mut Rng) -> Seed {
        let fresh = random.bool();
        let end = if fresh { self.first } else { self.seeds.len() };
        let mut seed = self.seeds[random.usize(..end)].clone();
        for _ in 0..1 << random.u32(..5) {
            seed.change(random);
        }
        seed
    }

    /// Keeps an input whose outcome is new.
    pub(crate) fn learn(&mut self, outcome: String, input: Seed) {
        if self.outcomes.len() < KEPT && self.outcomes.insert(outcome) {
            self.seeds.push(input);
        }
    }

    pub(crate) fn outcomes(&self) -> usize {
        self.outcomes.len()
    }
}
