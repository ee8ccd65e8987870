//! English sentences made from the fields of a report, whose own sentences are Chinese.

use gouji::report::{Counts, Finding, RelationRef, Role, Verdict};
use gouji::view::{BriefResult, Overview};

use super::{amount, table};

/// A count with its noun: 1 table, 2 tables.
pub(crate) fn many(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The verdict on a disclosure. Where that may be published, it says what was not judged.
pub(crate) fn verdict(overview: &Overview) -> String {
    let (report, lengths) = (&overview.report, &overview.lengths);
    let judged = judged(report.verdict, &report.counts);
    if !matches!(report.verdict, Verdict::Rounding | Verdict::Consistent) {
        return judged;
    }
    let not_judged = [
        (lengths.unevaluated, "formula"),
        (lengths.passed_over, "table"),
    ];
    let not_judged: String = not_judged
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|&(count, noun)| format!("; {} not checked", many(count, noun)))
        .collect();
    judged + &not_judged
}

/// A verdict with its counts.
pub(crate) fn judged(verdict: Verdict, counts: &Counts) -> String {
    let judged = (verdict, counts.errors, counts.rounding, counts.relations);
    with_warnings(sentence(judged), counts.warnings)
}

/// The verdict on one of several disclosures; `None` for one that was refused.
pub(crate) fn brief(brief: &BriefResult) -> Option<String> {
    match brief {
        BriefResult::Read {
            verdict, counts, ..
        } => Some(judged(*verdict, counts)),
        BriefResult::Refused { .. } => None,
    }
}

fn sentence((verdict, errors, rounding, relations): (Verdict, usize, usize, usize)) -> String {
    match verdict {
        Verdict::Inconsistent => format!("Not fit to publish: {}", many(errors, "error")),
        Verdict::Incomplete => {
            format!(
                "Not fit to publish: incomplete, {} missing",
                many(errors, "part")
            )
        }
        Verdict::Rounding => {
            format!(
                "Fit to publish, with {}",
                many(rounding, "rounding difference")
            )
        }
        Verdict::Consistent => {
            format!("Fit to publish: all {} agree", many(relations, "relation"))
        }
    }
}

fn with_warnings(sentence: String, warnings: usize) -> String {
    match warnings {
        0 => sentence,
        _ => format!("{sentence}; {} to look at", many(warnings, "other point")),
    }
}

/// What a finding says of figures; `None` where the report has only its Chinese sentence.
pub(crate) fn finding(finding: &Finding) -> Option<String> {
    let relation = finding.relation.as_ref()?;
    let reported = finding
        .cells
        .iter()
        .find(|cell| cell.role == Some(Role::Reported));
    let told = reported.or(finding.cells.first());
    let place = told.map(|cell| match cell.table.as_str() {
        "" => format!("{} {}: ", cell.sheet, cell.cell),
        id => format!("{} {}: ", table(id), cell.cell),
    });
    let printed = told.map(|cell| cell.value.as_str());
    Some(format!(
        "{}{}.",
        place.unwrap_or_default(),
        figures(relation, printed)
    ))
}

/// The figures of a relation in one sentence; `printed` is what the cell that it begins with prints.
fn figures(relation: &RelationRef, printed: Option<&str>) -> String {
    let (reported, computed) = (amount(&relation.reported), amount(&relation.computed));
    let difference = amount(&relation.difference);
    // The cell may stand on the other side of the relation, or be one of several on its side.
    let sides = match printed.is_none_or(|printed| printed == relation.reported) {
        true => format!("printed {reported}, computed {computed}"),
        false => format!("the two sides are {reported} and {computed}"),
    };
    match relation.difference.trim_matches(['0', '.', '-']) {
        "" => sides,
        _ if relation.tolerance == "0" => {
            format!("{sides}; they differ by {difference} and must be equal")
        }
        _ => format!(
            "{sides}; they differ by {difference}, rounding explains up to ±{}",
            relation.tolerance
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{figures, many, sentence};
    use gouji::report::{RelationRef, Verdict};

    #[test]
    fn counts_have_their_nouns() {
        for (count, expected) in [(0, "0 tables"), (1, "1 table"), (2, "2 tables")] {
            assert_eq!(many(count, "table"), expected);
        }
    }

    #[test]
    fn verdicts_are_told_apart() {
        for (verdict, expected) in [
            (Verdict::Inconsistent, "Not fit to publish: 1 error"),
            (
                Verdict::Incomplete,
                "Not fit to publish: incomplete, 1 part missing",
            ),
            (
                Verdict::Rounding,
                "Fit to publish, with 10 rounding differences",
            ),
            (
                Verdict::Consistent,
                "Fit to publish: all 350 relations agree",
            ),
        ] {
            assert_eq!(sentence((verdict, 1, 10, 350)), expected);
        }
    }

    #[test]
    fn a_relation_is_told_by_its_figures() {
        let relation = |difference: &str, tolerance: &str| RelationRef {
            formula: String::new(),
            reported: "89.97".to_owned(),
            computed: "88.97".to_owned(),
            difference: difference.to_owned(),
            tolerance: tolerance.to_owned(),
            explanation: String::new(),
            basis: None,
        };
        for (difference, tolerance, expected) in [
            ("-1.00", "0", "they differ by −1.00 and must be equal"),
            ("1.00", "0.015", "rounding explains up to ±0.015"),
            ("0.00", "0", "computed 88.97"),
        ] {
            let said = figures(&relation(difference, tolerance), Some("89.97"));
            assert!(said.starts_with("printed 89.97, computed 88.97"), "{said}");
            assert!(said.ends_with(expected), "{said}");
        }
        let other = figures(&relation("1.00", "0"), Some("88.97"));
        assert!(other.starts_with("the two sides are 89.97 and 88.97; they differ"));
    }
}
