//! `x + 2*y - 1 >= 0.6*z` → whole coefficients on one side.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// How the sides of an edit compare.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Comparison {
    Equal,
    /// What stands on the left is not less.
    AtLeast,
}

/// Σ coefficient × variable + constant, compared with nothing.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) terms: BTreeMap<String, i64>,
    pub(crate) constant: i128,
    pub(crate) comparison: Comparison,
}

/// In whole numbers, more than nothing is at least one.
const SIGNS: [(&str, Comparison, bool, i128); 5] = [
    ("==", Comparison::Equal, false, 0),
    (">=", Comparison::AtLeast, false, 0),
    ("<=", Comparison::AtLeast, true, 0),
    (">", Comparison::AtLeast, false, -1),
    ("<", Comparison::AtLeast, true, -1),
];

impl Edit {
    /// Reads an edit; `None` where it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (left, right, &(_, comparison, turned, strict)) = SIGNS.iter().find_map(|sign| {
            let (left, right) = text.split_once(sign.0)?;
            Some((left, right, sign))
        })?;
        let (left, right) = if turned { (right, left) } else { (left, right) };
        let mut terms: BTreeMap<String, Decimal> = BTreeMap::new();
        let mut constant = Decimal::ZERO;
        for (side, sign) in [(left, Decimal::ONE), (right, -Decimal::ONE)] {
            for (name, coefficient) in side_of(side)? {
                match name {
                    Some(name) => *terms.entry(name).or_default() += sign * coefficient,
                    None => constant += sign * coefficient,
                }
            }
        }
        let places = terms.values().map(|it| it.normalize().scale()).max()?;
        let scale = Decimal::from(10_u64.pow(places.max(constant.normalize().scale())));
        let whole = |value: Decimal| i64::try_from((value * scale).normalize()).ok();
        let terms = terms
            .into_iter()
            .map(|(name, coefficient)| Some((name, whole(coefficient)?)))
            .collect::<Option<_>>()?;
        Some(Self {
            terms,
            constant: i128::from(whole(constant)?) + strict,
            comparison,
        })
    }
}

/// The terms of a side: a variable or none, and its coefficient.
fn side_of(text: &str) -> Option<Vec<(Option<String>, Decimal)>> {
    let spaced = text.replace('-', "+-").replace(' ', "");
    let mut terms = Vec::new();
    for term in spaced.split('+').filter(|term| !term.is_empty()) {
        let (negative, term) = match term.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, term),
        };
        let (coefficient, name) = match (term.split_once('*'), term.parse::<Decimal>()) {
            (Some((factor, name)), _) => (factor.parse().ok()?, Some(name.to_owned())),
            (None, Ok(number)) => (number, None),
            (None, Err(_)) => (Decimal::ONE, Some(term.to_owned())),
        };
        terms.push((name, if negative { -coefficient } else { coefficient }));
    }
    Some(terms)
}
