//! How the headings of a table divide its columns, as far as its rows bear it out.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Own;
use crate::amount::Interval;
use crate::order::Order;
use crate::recognise::{is_of_another_year, is_whole_heading};

/// Columns of one table that are looked at, at most, and rows.
const MOST_COLUMNS: usize = 48;
const MOST_ROWS: usize = 20_000;

/// Amounts that are looked at before only the sum of all columns is tried.
const MOST_AMOUNTS: usize = 2_000_000;

/// Rows of which a sum holds from which on another may be wrong.
const FEW: usize = 3;

/// What stands before a heading of some of the column beside it.
const SOME: &str = "其中";

/// A column and those that it is the sum of, by their places in the part.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Division {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
}

impl Division {
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.whole).chain(self.parts.iter().copied())
    }
}

/// One column: its place in the part, its column of the sheet, and what heads it.
#[derive(Clone, Copy)]
struct Column<'a> {
    place: usize,
    at: u32,
    path: &'a [String],
    /// Whether the rulebook names it, and as a part of no other.
    is_top: bool,
}

/// A heading with what stands beneath it.
enum Node {
    Leaf {
        place: usize,
        is_whole: bool,
        is_top: bool,
    },
    Group(Vec<Node>),
}

impl Node {
    /// The column of its own that is the sum of the others beneath it.
    fn whole(nodes: &[Self]) -> Option<(usize, usize)> {
        let leaf = |wanted: &dyn Fn(bool, bool) -> bool| {
            nodes.iter().enumerate().find_map(|(at, node)| match node {
                Self::Leaf {
                    place,
                    is_whole,
                    is_top,
                } if wanted(*is_whole, *is_top) => Some((at, *place)),
                _ => None,
            })
        };
        leaf(&|_, is_top| is_top).or_else(|| leaf(&|is_whole, _| is_whole))
    }

    /// The columns that count for it in the sum above.
    fn counted(&self) -> Vec<usize> {
        match self {
            Self::Leaf { place, .. } => vec![*place],
            Self::Group(nodes) => match Self::whole(nodes) {
                Some((_, place)) => vec![place],
                None => nodes.iter().flat_map(Self::counted).collect(),
            },
        }
    }
}

/// How the columns of a part are divided, as far as its rows tell.
pub(super) fn divisions(own: &Own<'_>) -> Vec<Division> {
    let columns = columns(own);
    if columns.len() > MOST_COLUMNS || own.part.rows.len() > MOST_ROWS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for last_year in [false, true] {
        let of_year = columns.iter().copied().filter(|column| {
            !column.path.iter().any(|heading| heading.starts_with(SOME))
                && is_of_another_year(column.path) == Some(last_year)
        });
        let of_year: Vec<Column<'_>> = of_year.collect();
        let mut nodes = nodes(&of_year, 0);
        while let [Node::Group(_)] = nodes.as_slice() {
            let Some(Node::Group(beneath)) = nodes.pop() else {
                break;
            };
            nodes = beneath;
        }
        let others: Vec<usize> = columns.iter().map(|it| it.place).collect();
        divide((own, &others), &nodes, false, &mut found);
    }
    found
}

/// The columns of amounts from left to right.
fn columns<'a>(own: &Own<'a>) -> Vec<Column<'a>> {
    let spec = own
        .rulebook
        .tables
        .get(own.table)
        .and_then(|table| table.parts.get(own.place));
    let specs = spec.into_iter().flat_map(|spec| &spec.columns);
    let named = own
        .part
        .columns
        .iter()
        .zip(&own.part.own.named)
        .zip(specs)
        .enumerate();
    let named = named.filter_map(|(place, ((at, path), spec))| {
        Some(Column {
            place,
            at: (*at)?,
            path,
            is_top: spec.within.is_none() && !spec.beside,
        })
    });
    let known = own.part.columns.len();
    let others = own
        .part
        .own
        .columns
        .iter()
        .zip(known..)
        .map(|(column, place)| Column {
            place,
            at: column.at,
            path: &column.path,
            is_top: false,
        });
    let mut all: Vec<Column<'a>> = named.chain(others).collect();
    all.order_by_key(|column| column.at);
    all
}

/// Columns by the headings that they share from a depth on.
fn nodes(columns: &[Column<'_>], depth: usize) -> Vec<Node> {
    let heading = |column: &Column<'_>| column.path.get(depth).cloned();
    let same = |one: &Column<'_>, other: &Column<'_>| {
        heading(one).is_some() && heading(one) == heading(other)
    };
    let groups = columns.chunk_by(same);
    let node = |group: &[Column<'_>]| match group {
        [column] => Node::Leaf {
            place: column.place,
            is_whole: column.path.last().is_none_or(|last| is_whole_heading(last))
                || column.path.len() <= depth,
            is_top: column.is_top,
        },
        group => Node::Group(nodes(group, depth.saturating_add(1))),
    };
    groups.map(node).collect()
}

/// The divisions of the columns beneath one heading, and beneath those beneath it.
fn divide(
    (own, all): (&Own<'_>, &[usize]),
    nodes: &[Node],
    headed: bool,
    found: &mut Vec<Division>,
) {
    for node in nodes {
        if let Node::Group(beneath) = node {
            divide((own, all), beneath, true, found);
        }
    }
    let Some((at, whole)) = Node::whole(nodes) else {
        return;
    };
    let others = nodes.iter().enumerate().filter(|(place, _)| *place != at);
    let units: Vec<Vec<usize>> = others.map(|(_, node)| node.counted()).collect();
    let sums = Sums {
        own,
        whole,
        units,
        all,
        headed,
    };
    found.extend(sums.divisions());
}

/// A column and the columns that may add up to it.
struct Sums<'a> {
    own: &'a Own<'a>,
    whole: usize,
    units: Vec<Vec<usize>>,
    /// All columns of the part.
    all: &'a [usize],
    /// Whether they stand beneath a heading of their own.
    headed: bool,
}

/// How the rows bear a sum out.
#[derive(Default)]
struct Borne {
    /// Rows that print the whole and of which the sum holds.
    holding: usize,
    /// Those of several parts.
    several: usize,
    /// Rows of which it does not, by how much.
    wrong: Vec<(usize, Decimal)>,
}

impl Borne {
    fn is_by_all(&self) -> bool {
        self.wrong.is_empty() && self.several > 0
    }
}

impl Sums<'_> {
    fn divisions(&self) -> Vec<Division> {
        let count = self.units.len();
        if count < 2 {
            return Vec::new();
        }
        let all: Vec<usize> = (0..count).collect();
        if self.borne(&all).is_by_all() {
            return vec![self.division(&all)];
        }
        let rows = self.own.part.rows.len();
        let amounts = rows.saturating_mul(count).saturating_mul(count);
        if amounts > MOST_AMOUNTS {
            let tolerable = self.is_but_for_errors(&self.borne(&all), &all);
            return tolerable.then(|| self.division(&all)).into_iter().collect();
        }
        if let Some(runs) = self.runs() {
            return runs;
        }
        let but = |left_out: usize| {
            (0..count)
                .filter(move |&unit| unit != left_out)
                .collect::<Vec<usize>>()
        };
        let mut without = (0..count).map(but).filter(|units| {
            let borne = self.borne(units);
            borne.is_by_all() && borne.several >= FEW
        });
        match (without.next(), without.next()) {
            (Some(units), None) => return vec![self.division(&units)],
            (Some(_), Some(_)) => return Vec::new(),
            (None, _) => {}
        }
        match self.is_but_for_errors(&self.borne(&all), &all) {
            true => vec![self.division(&all)],
            false => self.runs_but_for_errors().unwrap_or_default(),
        }
    }

    /// Several divisions side by side, each of which is the whole in every row.
    fn runs(&self) -> Option<Vec<Division>> {
        self.runs_that(&|borne, _| borne.is_by_all())
    }

    /// The same where a row may be wrong.
    fn runs_but_for_errors(&self) -> Option<Vec<Division>> {
        self.runs_that(&|borne, units| borne.is_by_all() || self.is_but_for_errors(borne, units))
    }

    fn runs_that(&self, is_sum: &dyn Fn(&Borne, &[usize]) -> bool) -> Option<Vec<Division>> {
        let count = self.units.len();
        let mut runs = Vec::new();
        let mut from = 0;
        while from < count {
            let mut ends = from.saturating_add(2)..=count;
            let units = |to: usize| (from..to).collect::<Vec<usize>>();
            let to = ends.find(|&to| {
                let units = units(to);
                is_sum(&self.borne(&units), &units)
            })?;
            runs.push(self.division(&units(to)));
            from = to;
        }
        (runs.len() > 1).then_some(runs)
    }

    fn division(&self, units: &[usize]) -> Division {
        let parts = units.iter().filter_map(|&unit| self.units.get(unit));
        Division {
            whole: self.whole,
            parts: parts.flatten().copied().collect(),
        }
    }

    fn borne(&self, units: &[usize]) -> Borne {
        let mut borne = Borne::default();
        let rows = self.own.part.rows.len();
        // With more wrong ones it is no sum, whatever the others say.
        let most_wrong = few_of(rows);
        for row in 0..rows {
            if borne.wrong.len() > most_wrong {
                break;
            }
            let Some((whole, parts, printed)) = self.row(row, units) else {
                continue;
            };
            let Some(holds) = whole.meets(parts) else {
                continue;
            };
            let nothing = whole.centre().is_zero() && printed == 0;
            match (holds, whole.centre().checked_sub(parts.centre())) {
                _ if nothing => {}
                (true, _) => {
                    borne.holding = borne.holding.saturating_add(1);
                    borne.several = borne.several.saturating_add(usize::from(printed > 1));
                }
                (false, Some(gap)) => borne.wrong.push((row, gap)),
                (false, None) => {}
            }
        }
        borne
    }

    /// The whole of a row, what the units add up to, and how many of them print something.
    fn row(&self, row: usize, units: &[usize]) -> Option<(Interval, Interval, usize)> {
        let whole = self.own.amount(row, self.whole)?;
        let mut sum = Interval::default();
        let mut printed = 0_usize;
        for &unit in units {
            for &column in self.units.get(unit)? {
                let amount = self.own.amount(row, column)?;
                printed = printed.saturating_add(usize::from(!amount.centre().is_zero()));
                sum = sum.plus(amount)?;
            }
        }
        Some((whole, sum, printed))
    }

    /// Whether what does not hold are errors: few rows, each off by an amount of its own that no column explains. What
    /// is left out of a sum altogether is missing from the rows above, too.
    fn is_but_for_errors(&self, borne: &Borne, units: &[usize]) -> bool {
        let few = borne.wrong.len() <= few_of(borne.holding);
        let gaps: BTreeSet<Decimal> = borne.wrong.iter().map(|(_, gap)| gap.abs()).collect();
        let apart = gaps.len() == borne.wrong.len();
        let explained = self.all.iter().any(|&column| {
            column != self.whole
                && borne.wrong.iter().all(|&(row, gap)| {
                    let amount = self.own.amount(row, column);
                    amount.is_some_and(|it| it.meets(Interval::point(gap.abs())) == Some(true))
                })
        });
        let (holding, several) = if self.headed { (2, 1) } else { (FEW, 2) };
        let tells = borne.holding >= holding && borne.several >= several && units.len() > 1;
        tells && few && apart && !explained
    }
}

/// How many rows may be wrong among so many.
fn few_of(rows: usize) -> usize {
    rows.checked_div(4).unwrap_or_default().max(1)
}
