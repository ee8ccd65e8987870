mod cases;
mod elimination;
mod large;
mod methods;
mod random;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Contradiction, Joint, contradictions};
use crate::amount::{self, AmountUnit};
use crate::check::{Judged, Outcome, judge};
use crate::recognise::{Disclosure, Figure, FigureId, Said, Table, Value};
use crate::relate::{Relation, Term};
use crate::rulebook::formula::Comparison;
use crate::rulebook::{BUILTIN, Rulebook};
use crate::source::{Address, Range};

/// Figures and relations without a workbook.
pub(super) struct Sketch {
    pub(super) disclosure: Disclosure,
    pub(super) relations: Vec<Relation>,
}

impl Sketch {
    /// Figures as printed, in the unit given behind them (`1.00 元`) or in 万元; `""` is a blank.
    pub(super) fn new(figures: &[&str]) -> Self {
        let mut disclosure = Disclosure::default();
        for (spec, unit) in [AmountUnit::TenThousand, AmountUnit::Yuan]
            .into_iter()
            .enumerate()
        {
            disclosure.tables.push(table(spec, unit));
        }
        for printed in figures {
            let (printed, table) = match printed.strip_suffix(" 元") {
                Some(printed) => (printed, 1),
                None => (*printed, 0),
            };
            disclosure.figures.push(Figure {
                table,
                part: 0,
                row: 0,
                column: 0,
                at: Address::new(0, 0),
                value: amount::parse(printed)
                    .unwrap()
                    .map_or(Value::Blank, Value::Amount),
            });
        }
        Self {
            disclosure,
            relations: Vec::new(),
        }
    }

    /// A relation between figures, named by letters in order: `a = b + c`, `a >= b`; a copy where
    /// one stands on either side.
    pub(super) fn relate(&mut self, text: &str) {
        let (comparison, sign) = if text.contains(">=") {
            (Comparison::AtLeast, ">=")
        } else {
            (Comparison::Equal, "=")
        };
        let (left, right) = text.split_once(sign).unwrap();
        let (left, right) = (terms(left), terms(right));
        let single = |side: &[Term]| matches!(side, [term] if term.coefficient == 1);
        self.relations.push(Relation {
            spec: usize::MAX,
            comparison,
            copy: comparison.is_equal() && single(&left) && single(&right),
            left,
            right,
        });
    }

    pub(super) fn with(figures: &[&str], relations: &[&str]) -> Self {
        let mut sketch = Self::new(figures);
        for relation in relations {
            sketch.relate(relation);
        }
        sketch
    }

    pub(super) fn judged(&self) -> Vec<Judged<'_>> {
        let mut all = Vec::new();
        for relation in &self.relations {
            let judgement = judge(rulebook(), &self.disclosure, relation, None).unwrap();
            all.extend(judgement.map(|judgement| Judged {
                place: all.len(),
                relation,
                judgement,
            }));
        }
        all
    }

    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let judged = self.judged();
        judged
            .iter()
            .map(|judged| judged.judgement.outcome)
            .collect()
    }

    pub(super) fn joint(&self) -> Joint {
        contradictions(rulebook(), &self.disclosure, &self.judged())
    }

    pub(super) fn contradictions(&self) -> Vec<Contradiction> {
        let joint = self.joint();
        assert!(joint.unexamined.is_empty(), "{:?}", joint.unexamined);
        joint.contradictions
    }
}

/// A rulebook without relations.
fn rulebook() -> &'static Rulebook {
    static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook {
        relations: Vec::new(),
        ..Rulebook::parse(BUILTIN[0].source).unwrap()
    });
    &RULEBOOK
}

fn terms(text: &str) -> Vec<Term> {
    let term = |name: &str| Term {
        figure: figure(name.trim().trim_start_matches('-')),
        coefficient: if name.trim().starts_with('-') { -1 } else { 1 },
    };
    text.split('+').map(term).collect()
}

fn figure(name: &str) -> FigureId {
    usize::from(name.bytes().next().unwrap() - b'a')
}

fn table(spec: usize, unit: AmountUnit) -> Table {
    Table {
        spec,
        title: String::new(),
        sheet: 0,
        sheet_name: String::new(),
        range: Range {
            start: Address::new(0, 0),
            end: Address::new(0, 0),
        },
        head: Vec::new(),
        headings: Vec::new(),
        years: BTreeMap::new(),
        same_headings: Vec::new(),
        unit: Some(unit),
        said: Said::default(),
        hidden: Vec::new(),
        padded_codes: Vec::new(),
        parts: Vec::new(),
        amounts: 0,
        figures: 0..0,
    }
}
