use gouji::report::{Finding, Severity};
use yew::prelude::*;

use super::finding::FindingItem;
use crate::state::{Action, Checked};
use crate::words;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

#[derive(PartialEq, Properties)]
pub(crate) struct FindingsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// Every finding, grouped by severity.
#[component]
pub(crate) fn Findings(props: &FindingsProps) -> Html {
    let none = props.checked.outcome.report.findings.is_empty();
    html! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title">{ "问题" }</h2>
            if none {
                <p class="nothing">{ "没有发现问题。" }</p>
            }
            { for SEVERITIES.iter().map(|severity| group(*severity, props)) }
        </section>
    }
}

fn group(severity: Severity, props: &FindingsProps) -> Html {
    let findings = &props.checked.outcome.report.findings;
    let members: Vec<(usize, &Finding)> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity == severity)
        .collect();
    if members.is_empty() {
        return Html::default();
    }
    let hint = common_hint(&members);
    let items = members.iter().map(|(index, _)| {
        html! {
            <FindingItem key={*index} index={*index} hinted={hint.is_none()}
                checked={props.checked.clone()} dispatch={props.dispatch.clone()} />
        }
    });
    let (class, sign, name) = words::severity(severity);
    html! {
        <details class={classes!("group", class)} open={severity != Severity::Notice}>
            <summary>
                <span class="sign" aria-hidden="true">{ sign }</span>
                { format!("{name} ({})", members.len()) }
            </summary>
            if let Some(hint) = hint {
                <p class="group-hint">{ hint.to_owned() }</p>
            }
            <ol>{ for items }</ol>
        </details>
    }
}

/// The hint that several findings share word for word: it is said once for all of them.
fn common_hint<'a>(members: &[(usize, &'a Finding)]) -> Option<&'a str> {
    let (first, rest) = members.split_first()?;
    let hint = first.1.hint.as_str();
    let shared = !rest.is_empty() && rest.iter().all(|(_, finding)| finding.hint == hint);
    (shared && !hint.is_empty()).then_some(hint)
}
