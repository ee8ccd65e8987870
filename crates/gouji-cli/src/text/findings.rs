//! Findings by severity, then by rule, each with its place, its figures and what to do.

use gouji::report::{Finding, RelationRef, Report, Role, Severity};

use super::layout::{Side, amount, grid};
use super::{Paint, Tone, place, severity, sign};
use crate::output::one_line;

/// Place, then three names with their amounts, then the tolerance.
const COLUMNS: [Side; 8] = {
    use Side::{Left, Right};
    [Left, Left, Right, Left, Right, Left, Right, Left]
};

/// All findings, most severe first.
pub(super) fn lines(report: &Report, paint: Paint) -> Vec<String> {
    let levels = [Severity::Error, Severity::Warning, Severity::Notice];
    levels
        .iter()
        .flat_map(|level| of_level(report, *level, paint))
        .collect()
}

fn of_level(report: &Report, level: Severity, paint: Paint) -> Vec<String> {
    let found: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|it| it.severity == level)
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let heading = format!("{} {} {} 处", sign(level), severity(level), found.len());
    let mut lines = vec![String::new(), paint.tone(level, &heading)];
    for of_rule in by_rule(&found) {
        lines.extend(rule(report, &of_rule, paint));
    }
    lines
}

/// The findings of each rule together, in the order of each rule's first.
fn by_rule<'a>(found: &[&'a Finding]) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in found {
        let same = |group: &&mut Vec<&Finding>| {
            group
                .first()
                .is_some_and(|first| first.code == finding.code)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

fn rule(report: &Report, found: &[&Finding], paint: Paint) -> Vec<String> {
    let Some(first) = found.first() else {
        return Vec::new();
    };
    let heading = paint.tone(Tone::Strong, &one_line(&first.title));
    let mut lines = vec![format!(
        "  {heading} {}",
        paint.tone(Tone::Faint, &first.code)
    )];
    // Advice that is the same for all is given once.
    let shared = found.iter().all(|it| it.hint == first.hint);
    let rows: Vec<Vec<String>> = found.iter().filter_map(|it| figures(report, it)).collect();
    let mut rows = grid(&COLUMNS, &rows).into_iter();
    for finding in found {
        match finding.relation.as_ref().and_then(|_| rows.next()) {
            Some(row) => {
                lines.extend([
                    format!("    {row}"),
                    format!("      {}", message(report, finding)),
                ]);
            }
            None => lines.push(format!("    {}", place_and_message(report, finding))),
        }
        if !shared {
            lines.extend(hint(finding, "      "));
        }
    }
    if shared {
        lines.extend(hint(first, "    "));
    }
    lines
}

fn hint(finding: &Finding, indent: &str) -> Option<String> {
    let hint = one_line(&finding.hint);
    (!hint.is_empty()).then(|| format!("{indent}→ {hint}"))
}

/// Its place and figures, where it has figures.
fn figures(report: &Report, finding: &Finding) -> Option<Vec<String>> {
    let judged = judged(finding.relation.as_ref()?);
    Some(
        [whereabouts(report, finding)]
            .into_iter()
            .chain(judged)
            .collect(),
    )
}

fn place_and_message(report: &Report, finding: &Finding) -> String {
    let (place, message) = (whereabouts(report, finding), message(report, finding));
    if place.is_empty() {
        message
    } else {
        format!("{place}  {message}")
    }
}

/// What is wrong, without the place that stands before it already.
fn message(report: &Report, finding: &Finding) -> String {
    let message = one_line(&finding.message);
    let place = whereabouts(report, finding) + "：";
    message
        .strip_prefix(&place)
        .map(str::to_owned)
        .unwrap_or(message)
}

fn judged(relation: &RelationRef) -> Vec<String> {
    let tolerance = match relation.tolerance.as_str() {
        "" | "0" => "不许有差".to_owned(),
        tolerance => format!("允许 ±{tolerance}"),
    };
    let named = [
        ("现为", &relation.reported),
        ("算得", &relation.computed),
        ("相差", &relation.difference),
    ];
    let pairs = named
        .iter()
        .flat_map(|(name, it)| [(*name).to_owned(), amount(it)]);
    pairs.chain([tolerance]).collect()
}

/// The words of the text, or else the cell that reports the amount, which the message begins with, or
/// the primary one; nothing where the whole file is meant.
fn whereabouts(report: &Report, finding: &Finding) -> String {
    let reported = finding
        .cells
        .iter()
        .find(|cell| cell.role == Some(Role::Reported));
    match (reported.or(finding.cells.first()), &finding.text) {
        (_, Some(text)) if text.cell.is_empty() => {
            format!("第 {} 行“{}”", text.line, one_line(&text.quote))
        }
        (_, Some(text)) => {
            format!(
                "{} {}“{}”",
                one_line(&text.sheet),
                text.cell,
                one_line(&text.quote)
            )
        }
        (Some(cell), None) => place(report, cell),
        (None, None) => String::new(),
    }
}
