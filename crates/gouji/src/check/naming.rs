//! By which names a disclosure calls each subject.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::subjects::{Subject, is_cut};
use crate::catalogue::{self, Obsolete, same};
use crate::order::Gather;
use crate::rulebook::{RowsKind, normal};

/// Names of one code that are told apart at most.
const MOST_NAMES: usize = 20;

/// Names that no other table has, from which on a table is strange.
const FEWEST_STRANGE: usize = 3;

/// A name that a code goes by, and the rows that print it.
#[derive(Clone, Debug)]
pub(super) struct Naming<'a> {
    pub(super) name: &'a str,
    pub(super) rows: Vec<Subject<'a>>,
}

/// What the names of one code come to.
#[derive(Clone, Debug)]
pub(super) struct Named<'a> {
    pub(super) code: &'a str,
    /// The name to go by: that of the most tables, the first of several.
    pub(super) usual: Naming<'a>,
    /// Names other than that, with what speaks against each.
    pub(super) others: Vec<(Naming<'a>, Standing)>,
}

/// The names of each code, function before economic.
type Codes<'a> = BTreeMap<(bool, &'a str), Vec<Naming<'a>>>;

/// How a name stands against the usual one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// Most tables have the usual one.
    Odd,
    /// Either may be right.
    Open,
    /// It is of an earlier edition.
    Obsolete,
}

impl<'a> Context<'a> {
    /// The names of each code, function before economic.
    pub(super) fn named(&self) -> Vec<Named<'a>> {
        let mut codes = Codes::new();
        let own = |subject: &Subject<'_>| {
            subject.of.kind != RowsKind::FunctionProject && is_legible(subject.name())
        };
        for subject in self.subjects().filter(own) {
            let key = (subject.of.is_economic(), subject.code);
            enter(codes.entry(key).or_default(), subject);
        }
        leave_out_strange(&mut codes);
        let named = codes.into_iter();
        named
            .filter_map(|((_, code), namings)| Named::of(code, namings))
            .collect()
    }

    /// Whether names of the catalogue are those of this disclosure's year.
    pub(super) fn has_current_names(&self) -> bool {
        self.disclosure.year.is_some_and(catalogue::covers)
    }

    /// Whether names of earlier editions are old in this disclosure's year.
    pub(super) fn is_recent(&self) -> bool {
        self.disclosure
            .year
            .is_none_or(|year| year >= catalogue::FIRST_YEAR)
    }
}

/// Leaves out the tables most of whose names no other table has: they name something else.
fn leave_out_strange(codes: &mut Codes<'_>) {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for namings in codes.values() {
        let all: BTreeSet<usize> = namings.iter().flat_map(Naming::specs).gather();
        for naming in namings.iter().filter(|_| all.len() > 1) {
            let own: BTreeSet<usize> = naming.specs().gather();
            for spec in &own {
                let (compared, alone) = counts.entry(*spec).or_default();
                *compared = compared.saturating_add(1);
                *alone = alone.saturating_add(usize::from(own.len() == 1));
            }
        }
    }
    let is_strange = |row: &Subject<'_>| {
        let count = counts.get(&row.of.table.spec);
        count.is_some_and(|&(compared, alone)| {
            alone >= FEWEST_STRANGE && alone.saturating_mul(2) > compared
        })
    };
    for namings in codes.values_mut() {
        for naming in namings.iter_mut() {
            naming.rows.retain(|row| !is_strange(row));
        }
        namings.retain(|naming| !naming.rows.is_empty());
    }
}

fn enter<'a>(namings: &mut Vec<Naming<'a>>, subject: Subject<'a>) {
    let name = subject.name();
    let alike = |naming: &&mut Naming<'_>| same(naming.name, name) || is_cut(naming.name, name);
    let room = namings.len() < MOST_NAMES;
    match namings.iter_mut().find(alike) {
        Some(naming) => naming.rows.push(subject),
        None if room => namings.push(Naming {
            name,
            rows: vec![subject],
        }),
        None => {}
    }
}

/// Whether a name was read well: none of its characters is a stand-in for another.
fn is_legible(name: &str) -> bool {
    let stand_in = |c: char| matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{e000}'..='\u{faff}' | '\u{fffd}' | '?' | '□');
    name.chars().any(char::is_alphabetic) && !name.contains(stand_in)
}

impl<'a> Named<'a> {
    fn of(code: &'a str, mut namings: Vec<Naming<'a>>) -> Option<Self> {
        let all: usize = namings.iter().map(Naming::tables).sum();
        let usual = namings
            .iter()
            .enumerate()
            .max_by_key(|(place, naming)| {
                (
                    naming.old().is_none(),
                    naming.tables(),
                    naming.is_current(),
                    Reverse(*place),
                )
            })
            .map(|(place, _)| place)?;
        let usual = namings.remove(usual);
        let most = usual.tables() >= 2 && usual.tables().saturating_mul(2) > all;
        let standing = |naming: &Naming<'_>| {
            let doubt =
                !most || (naming.is_current() && !usual.is_current()) || naming.ends(&usual);
            match (naming.old(), doubt) {
                (Some(_), _) => Standing::Obsolete,
                (None, true) => Standing::Open,
                (None, false) => Standing::Odd,
            }
        };
        let others = namings.into_iter().map(|naming| {
            let standing = standing(&naming);
            (naming, standing)
        });
        let others = others.collect();
        Some(Self {
            code,
            usual,
            others,
        })
    }

    /// Its names of a standing.
    pub(super) fn of_standing(&self, wanted: Standing) -> impl Iterator<Item = &Naming<'a>> {
        let others = self.others.iter();
        others
            .filter(move |(_, standing)| *standing == wanted)
            .map(|(naming, _)| naming)
    }
}

impl Naming<'_> {
    /// The tables that print it: `表2、表3`.
    pub(super) fn places(&self) -> String {
        let mut shorts: Vec<&str> = self
            .rows
            .iter()
            .map(|row| row.of.spec.short.as_str())
            .collect();
        shorts.dedup();
        shorts.join("、")
    }

    /// How many tables print it.
    fn tables(&self) -> usize {
        let tables: BTreeSet<usize> = self.specs().gather();
        tables.len()
    }

    /// The tables that print it, by their places in the rulebook, once for each row.
    fn specs(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().map(|row| row.of.table.spec)
    }

    /// Whether it is the name of an earlier edition.
    pub(super) fn old(&self) -> Option<&'static Obsolete> {
        let row = self.rows.first()?;
        catalogue::obsolete(row.code, self.name)
    }

    /// Whether it is the catalogue's, or a published document's.
    fn is_current(&self) -> bool {
        let entry = self.rows.first().and_then(Subject::entry);
        entry.is_some_and(|entry| entry.is_named(self.name))
    }

    /// Whether one of two names is the end of the other, as when its first line was lost.
    fn ends(&self, other: &Self) -> bool {
        let (one, other) = (normal(self.name), normal(other.name));
        one.ends_with(&other) || other.ends_with(&one)
    }
}
