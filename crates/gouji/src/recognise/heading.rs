mod optional;
mod pairs;
mod paths;
mod stack;

use std::collections::BTreeMap;

use super::align::align;
use super::labels::outside_brackets;
use super::years::{CHANGE, EARLIER, LAST_YEAR};
use crate::rulebook::{ColumnSpec, Headings, PartSpec, RowsKind, TableSpec};
use crate::source::{Address, Sheet};

use pairs::{has_another_block, pair_out_of_order, unpair_halves};
use paths::Paths;
pub(crate) use paths::is_whole;

/// The columns of a table on its sheet.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// For each part of the table, its columns.
    pub(super) parts: Vec<PartColumns>,
    /// Columns with a heading that no part knows: the column and its heading.
    pub(super) unknown: Vec<(u32, String)>,
    paths: Paths,
    /// Where both halves stand in the same columns, the row of the upper one's total.
    stacked: Option<u32>,
}

/// The columns of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct PartColumns {
    /// Subject codes, from left to right.
    pub(super) code: Vec<u32>,
    /// Names or items.
    pub(super) name: Option<u32>,
    /// Names of projects.
    pub(super) project: Option<u32>,
    /// Amounts, for each column of the rulebook.
    pub(super) amounts: Vec<Option<u32>>,
}

/// What a column of the sheet can be.
#[derive(Clone, Copy, Debug)]
enum Role {
    Code,
    Name,
    Project,
    Amount(usize),
}

/// Adjoining columns of the sheet that are one thing: a single column, or 类, 款, 项 together.
struct Group {
    columns: Vec<u32>,
    path: Vec<String>,
    is_code: bool,
}

impl Group {
    /// Whether its heading is a part's own, and not one that any part may have.
    fn is_headed_as(&self, part: &PartSpec) -> bool {
        let leaf = self.path.last();
        leaf.is_some_and(|leaf| part.label.contains(leaf))
    }
}

const EXACT: u32 = 100;

/// What the rows of a part are known by counts more than one amount: of two halves with the same headings each keeps
/// the amounts behind its own names.
const NAMED: u32 = 101;

impl Heading {
    /// Reads the headings in the given rows; `None` when they are not this table's.
    pub(super) fn read(
        sheet: &Sheet,
        rows: &[u32],
        spec: &TableSpec,
        known: &Headings,
    ) -> Option<Self> {
        let paths = Paths::of(sheet, rows);
        let groups = groups(&paths.columns, known);
        let roles: Vec<(usize, Role)> = spec
            .parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !part.optional || groups.iter().any(|it| it.is_headed_as(part)))
            .flat_map(|(index, part)| roles(part).map(move |role| (index, role)))
            .collect();
        let score = |i: usize, j: usize| match (roles.get(i), groups.get(j)) {
            (Some(&(part, role)), Some(group)) if !paths.is_twice(&group.columns) => spec
                .parts
                .get(part)
                .map_or(0, |part| fit(part, role, group, known)),
            _ => 0,
        };
        let mut pairs = align(roles.len(), groups.len(), score);
        pair_out_of_order(&mut pairs, groups.len(), score);
        unpair_halves(&mut pairs, &groups);
        if has_another_block(spec, &roles, &groups, &pairs) {
            return None;
        }
        let mut heading = Self {
            parts: blank_parts(spec),
            unknown: Vec::new(),
            paths: Paths::default(),
            stacked: None,
        };
        for (&(part, role), pair) in roles.iter().zip(&pairs) {
            let group = pair.and_then(|index| groups.get(index));
            if let (Some(part), Some(group)) = (heading.parts.get_mut(part), group) {
                part.set(role, &group.columns);
            }
        }
        for (index, group) in groups.iter().enumerate() {
            if !pairs.contains(&Some(index)) && !group.is_code {
                let unknown = group
                    .columns
                    .iter()
                    .map(|&column| (column, group.path.join("/")));
                heading.unknown.extend(unknown);
            }
        }
        heading.paths = paths;
        let last = rows.last().copied().unwrap_or(0);
        heading.settle_optional(sheet, last, spec);
        heading.stack(sheet, last, spec, &groups);
        heading.is_sound(spec).then_some(heading)
    }

    /// The headings above a column, from top to bottom.
    pub(super) fn path(&self, column: u32) -> &[String] {
        self.paths.columns.get(&column).map_or(&[], Vec::as_slice)
    }

    /// Whether a column is some of another, and need not add up to it with those beside it.
    pub(super) fn is_some(&self, column: u32) -> bool {
        let last = self.path(column).last();
        last.is_some_and(|last| last.starts_with(SOME))
    }

    /// The years that headings name, each for its column, with the heading's cell.
    pub(super) fn years(&self) -> &BTreeMap<u32, (Address, u16)> {
        &self.paths.years
    }

    /// Pairs of headings of a year that say the same, so that it is open which is of this year.
    pub(super) fn twice(&self) -> Vec<[Address; 2]> {
        self.paths.twice.iter().map(|twice| twice.cells).collect()
    }

    /// Whether another column has the same headings, of the same year.
    pub(super) fn is_twice(&self, column: u32) -> bool {
        self.paths.is_twice(&[column])
    }

    /// Whether both halves stand in the same columns.
    pub(super) fn is_stacked(&self) -> bool {
        self.stacked.is_some()
    }

    /// Whether a table of projects beneath subjects has columns for projects alone.
    pub(super) fn lacks_subjects(&self, spec: &TableSpec) -> bool {
        let lacks = |(part, spec): (&PartColumns, &PartSpec)| {
            spec.rows == RowsKind::FunctionProject && part.code.is_empty() && part.name.is_none()
        };
        self.parts.iter().zip(&spec.parts).any(lacks)
    }

    /// How many amount columns are there.
    pub(super) fn amounts(&self) -> usize {
        let amounts = self.parts.iter().flat_map(|part| &part.amounts);
        amounts.flatten().count()
    }

    /// The first and the last column with a heading.
    pub(super) fn columns(&self) -> (u32, u32) {
        let columns = &self.paths.columns;
        let first = columns.keys().next().copied().unwrap_or(0);
        let last = columns.keys().next_back().copied().unwrap_or(first);
        (first, last)
    }

    /// Each part has something to know its rows by, and the table has amounts.
    fn is_sound(&self, spec: &TableSpec) -> bool {
        let labelled = |(part, spec): (&PartColumns, &PartSpec)| {
            part.is_there() || spec.optional || spec.rows == RowsKind::Single
        };
        let amounts = self.amounts() > 0 || !self.paths.twice.is_empty();
        let economic = spec.parts.iter().all(|it| it.rows == RowsKind::Economic);
        let apart = !economic || self.parts.windows(2).all(is_apart);
        amounts && apart && self.parts.iter().zip(&spec.parts).all(labelled)
    }
}

/// Whether the first of two parts has amounts of its own before the second: two classifications of one amount do not.
fn is_apart(parts: &[PartColumns]) -> bool {
    let [first, second] = parts else { return true };
    let amounts = || first.amounts.iter().flatten();
    let next = second.code.first().or(second.name.as_ref());
    amounts().next().is_some() && amounts().all(|at| next.is_some_and(|next| at < next))
}

impl PartColumns {
    /// Whether a column of labels was found for it.
    pub(super) fn is_there(&self) -> bool {
        self.name.is_some() || self.project.is_some() || !self.code.is_empty()
    }

    fn set(&mut self, role: Role, columns: &[u32]) {
        let first = columns.first().copied();
        match role {
            Role::Code => self.code = columns.to_vec(),
            Role::Name => self.name = first,
            Role::Project => self.project = first,
            Role::Amount(index) => {
                if let Some(amount) = self.amounts.get_mut(index) {
                    *amount = first;
                }
            }
        }
    }
}

fn blank_parts(spec: &TableSpec) -> Vec<PartColumns> {
    let blank = |part: &PartSpec| PartColumns {
        amounts: vec![None; part.columns.len()],
        ..PartColumns::default()
    };
    spec.parts.iter().map(blank).collect()
}

fn groups(columns: &BTreeMap<u32, Vec<String>>, known: &Headings) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (&column, path) in columns {
        let is_code = is_code(path, known);
        match groups.last_mut() {
            Some(last) if last.is_code && is_code && last.path.first() == path.first() => {
                last.columns.push(column)
            }
            Some(last) if last.is_code && is_code && path.len() == 1 => last.columns.push(column),
            _ => groups.push(Group {
                columns: vec![column],
                path: path.clone(),
                is_code,
            }),
        }
    }
    groups
}

fn is_code(path: &[String], known: &Headings) -> bool {
    let levels = ["类", "款", "项"];
    path.last()
        .is_some_and(|leaf| levels.contains(&leaf.as_str()))
        || path.iter().any(|heading| known.code.contains(heading))
}

/// What the columns of a part are, from left to right.
fn roles(part: &PartSpec) -> impl Iterator<Item = Role> {
    let keys: &[Role] = match part.rows {
        RowsKind::Function | RowsKind::Economic => &[Role::Code, Role::Name],
        RowsKind::Item | RowsKind::Single => &[Role::Name],
        RowsKind::Project => &[Role::Project],
        RowsKind::FunctionProject => &[Role::Code, Role::Name, Role::Project],
    };
    keys.iter()
        .copied()
        .chain((0..part.columns.len()).map(Role::Amount))
}

/// How well a group of columns fits a role; 0 means not at all.
fn fit(part: &PartSpec, role: Role, group: &Group, known: &Headings) -> u32 {
    let leaf = group.path.last().map(String::as_str).unwrap_or_default();
    let among = |names: &[String]| names.iter().any(|name| name == leaf);
    let named = |names: &[String], own: &[String]| {
        if among(own) {
            NAMED
        } else if among(names) && !part.optional {
            60
        } else {
            0
        }
    };
    match role {
        Role::Code if group.is_code => EXACT,
        _ if group.is_code => 0,
        Role::Code => 0,
        Role::Name if part.rows == RowsKind::Item => named(&known.item, &part.label),
        Role::Name if part.rows == RowsKind::Single => named(&[], &part.label),
        Role::Name => named(&known.name, &part.label),
        Role::Project => named(&known.project, &part.label),
        Role::Amount(index) => part
            .columns
            .get(index)
            .map_or(0, |column| fit_column(column, &group.path)),
    }
}

/// How well the headings above a column fit one of the rulebook; its own may have 其中 before it.
fn fit_column(column: &ColumnSpec, path: &[String]) -> u32 {
    if column.is_carried() && is_of_a_fund(path) {
        return 0;
    }
    let fit = |wanted: &Vec<String>| match fit_path(wanted, path) {
        0 if ends_in_part(path, wanted) => 20,
        fit => fit,
    };
    column.headings.iter().map(fit).max().unwrap_or(0)
}

fn fit_path(wanted: &[String], path: &[String]) -> u32 {
    let has = |path: &[String], word: &str| path.iter().any(|heading| heading == word);
    let of_change = |path: &[String]| path.iter().any(|heading| heading.contains(CHANGE));
    if has(path, LAST_YEAR) && !has(wanted, LAST_YEAR)
        || has(path, EARLIER)
        || of_change(path) && !of_change(wanted)
    {
        return 0;
    }
    if wanted == path {
        return EXACT;
    }
    if path.ends_with(wanted) {
        return 90;
    }
    let mut rest = path.iter();
    let in_order = wanted
        .iter()
        .all(|heading| rest.any(|there| there == heading));
    if in_order && wanted.last() == path.last() {
        return 80;
    }
    let alike = match (wanted, path.last()) {
        ([wanted], Some(last)) => outside_brackets(wanted).eq(outside_brackets(last)),
        _ => false,
    };
    if alike { 30 } else { 0 }
}

/// Whether a column stands beneath the heading of a fund, of whose money it is: 一般公共预算/上年结转.
fn is_of_a_fund(path: &[String]) -> bool {
    let above = path.split_last().map_or(&[][..], |(_, above)| above);
    let mut above = above.iter().filter(|it| !it.contains("结转"));
    above.any(|it| it.contains("公共预算") || it.contains("基金") || it.contains("国有资本"))
}

/// What stands before a heading of some of the column beside it.
const SOME: &str = "其中";

/// Whether a path of headings ends in the wanted one with 其中 before it.
fn ends_in_part(path: &[String], wanted: &[String]) -> bool {
    let (Some((last, above)), Some((wanted, over))) = (path.split_last(), wanted.split_last())
    else {
        return false;
    };
    let part = last.strip_prefix(SOME);
    part.is_some_and(|rest| rest.trim_start_matches(':') == wanted) && above.ends_with(over)
}
