//! The rules on a disclosure: what each of them finds, in the order of a report.

use super::responsible::responsible;
use super::{Check, RULES, Rule, Wording};
use crate::check::{Context, Found};
use crate::order::Order;
use crate::report::{CellRef, Finding, Role};

/// Applies every rule; the findings most severe first, then in the order of the tables.
pub(in crate::check) fn apply(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let responsible: Vec<Option<&str>> = context
        .judged
        .iter()
        .map(|judged| responsible(context, judged))
        .collect();
    for rule in RULES {
        match rule.check {
            Check::Disclosure(check) => {
                let all = check(context).into_iter();
                found.extend(all.map(|(cells, wording)| rule.found(cells, wording, None)));
            }
            Check::Text(check) => {
                found.extend(check(context).into_iter().map(|marked| {
                    let mut found = rule.found(marked.cells, marked.wording, None);
                    (found.finding.text, found.finding.relation) = (marked.text, marked.relation);
                    found
                }));
            }
            Check::Contradiction(word) => {
                found.extend(context.contradictions.iter().filter_map(|contradiction| {
                    let wording = word(context, contradiction)?;
                    let mut found = rule.found(context.cells_of(contradiction), wording, None);
                    found.finding.relation = Some(context.relation_of(contradiction));
                    Some(found)
                }));
            }
            Check::Relation(word) => {
                let own = context
                    .judged
                    .iter()
                    .zip(&responsible)
                    .filter(|(_, code)| **code == Some(rule.code));
                found.extend(own.filter_map(|(judged, _)| {
                    let mut found = rule.found(
                        context.cells(judged),
                        word(context, judged)?,
                        Some(judged.place),
                    );
                    found.finding.relation = Some(context.relation(judged));
                    Some(found)
                }));
            }
        }
    }
    found.order_by_cached_key(|found| {
        let table = found
            .finding
            .cells
            .first()
            .and_then(|cell| context.rulebook.table(&cell.table));
        let reported = found
            .judged
            .and_then(|place| context.reported(context.judged.get(place)?));
        (
            found.finding.severity,
            table.map_or(usize::MAX, |(place, _)| place),
            reported,
            found.finding.code.clone(),
        )
    });
    found
}

impl Rule {
    fn found(&self, mut cells: Vec<CellRef>, wording: Wording, judged: Option<usize>) -> Found {
        for cell in &mut cells {
            cell.role.get_or_insert(Role::Also);
        }
        let finding = Finding {
            code: self.code.to_owned(),
            severity: self.severity,
            title: self.title.to_owned(),
            message: wording.message,
            hint: wording.hint,
            cells,
            text: None,
            relation: None,
        };
        Found {
            duty: self.duty,
            judged,
            finding,
        }
    }
}
