//! A published case as a system of relations.

use std::collections::{BTreeMap, BTreeSet};

use gouji::localise::{
    Change, Demand, FIXED, Factor, Plausible, Precision, Row, RowId, System, Variable, VariableId,
};
use gouji::repair::slip;
use gouji::report::Reason;
use serde_json::Value as Json;

use super::edit::{Comparison, Edit};

/// What a variable says whose value is not known: nothing that any case would fill in.
const UNKNOWN: i128 = -999_999_937;

/// Whether an answer is the published one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Agreement {
    Agrees,
    /// It is among several that explain as much.
    Tied,
    Differs,
}

impl Agreement {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Tied => "among ties",
            Self::Differs => "differs",
        }
    }
}

/// A published case.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) names: Vec<String>,
    pub(crate) system: System,
    /// Variables whose value is not known.
    pub(crate) unknown: BTreeSet<VariableId>,
    /// Variables whose sign may be wrong, and pairs that may be exchanged.
    pub(crate) flips: Vec<VariableId>,
    pub(crate) swaps: Vec<(VariableId, VariableId)>,
    pub(crate) expected: Json,
}

impl Case {
    /// Reads a case; `None` where it is none.
    pub(crate) fn of(json: &Json) -> Option<Self> {
        let texts = |json: &Json| -> Vec<String> {
            let all = json.as_array().into_iter().flatten();
            all.filter_map(|it| Some(it.as_str()?.to_owned())).collect()
        };
        let edits: Vec<Edit> = texts(&json["edits"])
            .iter()
            .map(|text| Edit::parse(text))
            .collect::<Option<_>>()?;
        let record = json["record"].as_object()?;
        let names: Vec<String> = record.keys().cloned().collect();
        let place = |name: &str| names.iter().position(|it| it == name);
        let values: Vec<Option<i128>> = record
            .values()
            .map(|value| value.as_f64().map(|value| value as i128))
            .collect();
        let fixed = texts(&json["fixate"]);
        let weight = |name: &str| match &json["weight"][name] {
            Json::Number(weight) => weight.as_u64().and_then(|it| u32::try_from(it).ok()),
            Json::String(_) => Some(FIXED),
            _ => Some(if fixed.iter().any(|it| it == name) {
                FIXED
            } else {
                1
            }),
        };
        let variables = names
            .iter()
            .zip(&values)
            .map(|(name, value)| {
                Some(Variable {
                    value: value.unwrap_or(UNKNOWN),
                    own: 0,
                    new: 0,
                    weight: weight(name)?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let slack = json["eps"].as_f64().map_or(0, |eps| eps as i128);
        let rows = edits
            .iter()
            .map(|edit| row(edit, &place, slack))
            .collect::<Option<Vec<_>>>()?;
        let precision = Precision {
            step: 1,
            half: 0,
            places: 0,
        };
        let flips = match &json["flip"] {
            Json::Array(_) => texts(&json["flip"]),
            _ => names.clone(),
        };
        let swaps = json["swap"].as_array().into_iter().flatten();
        let pair = |pair: &Json| Some((place(pair[0].as_str()?)?, place(pair[1].as_str()?)?));
        Some(Self {
            id: json["id"].as_str()?.to_owned(),
            kind: json["kind"].as_str()?.to_owned(),
            flips: flips.iter().filter_map(|name| place(name)).collect(),
            swaps: swaps.filter_map(pair).collect(),
            unknown: (0..values.len())
                .filter(|&it| values[it].is_none())
                .collect(),
            system: System::new(variables, rows, vec![precision]),
            expected: json["expected"].clone(),
            names,
        })
    }

    /// Rows that do not hold and have no unknown in them.
    pub(crate) fn broken(&self) -> Vec<RowId> {
        let breaks = |&place: &RowId| {
            let row = &self.system.rows[place];
            let known = !row.variables().any(|it| self.unknown.contains(&it));
            let outcome = self.system.outcome(row, &[]);
            known && outcome.is_some_and(|it| it == gouji::check::Outcome::Broken)
        };
        (0..self.system.rows.len()).filter(breaks).collect()
    }

    /// Changes by the names of what they change.
    pub(crate) fn named(&self, changes: &[Change]) -> BTreeMap<&str, i128> {
        let named = |it: &Change| (self.names[it.variable].as_str(), it.to);
        changes.iter().map(named).collect()
    }

    /// The expected changes, or fillings.
    pub(crate) fn expected(&self, field: &str) -> BTreeMap<&str, i128> {
        let object = self.expected[field].as_object().into_iter().flatten();
        let value = |(name, value): (&'_ String, &Json)| {
            let place = self.names.iter().position(|it| it == name)?;
            Some((self.names[place].as_str(), value.as_f64()? as i128))
        };
        object.filter_map(value).collect()
    }

    /// The slip of a change.
    pub(crate) fn slip(&self, change: Change) -> Reason {
        let printed = self.system.value(change.variable).to_string();
        slip(&printed, &change.to.to_string())
    }
}

impl Plausible for Case {
    fn oddity(&self, change: Change) -> u32 {
        u32::from(!is_typed(self.slip(change)))
    }

    fn meant(&self, _: VariableId) -> Vec<i128> {
        vec![0]
    }
}

/// Whether a slip is one of the fingers.
pub(crate) fn is_typed(reason: Reason) -> bool {
    use Reason::{DigitExtra, DigitMissing, DigitsSwapped, OneDigit, Sign};
    matches!(
        reason,
        DigitExtra | DigitMissing | DigitsSwapped | OneDigit | Sign
    )
}

fn row(edit: &Edit, place: &dyn Fn(&str) -> Option<usize>, slack: i128) -> Option<Row> {
    let mut factors = Vec::new();
    for (name, &coefficient) in &edit.terms {
        factors.push(Factor {
            variable: u32::try_from(place(name)?).ok()?,
            exponent: 0,
            left: coefficient > 0,
            coefficient,
        });
    }
    factors.sort_by_key(|factor| factor.variable);
    Some(Row {
        factors,
        constant: edit.constant,
        slack,
        demand: match edit.comparison {
            Comparison::Equal => Demand::Equal,
            Comparison::AtLeast => Demand::AtLeast,
        },
    })
}
