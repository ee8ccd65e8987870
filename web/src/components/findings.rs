use gouji::report::{Counts, Severity};
use gouji::view::Ask;
use yew::prelude::*;

use super::finding::FindingItem;
use super::more::More;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

/// Findings that are shown at first, and with each step further.
const STEP: usize = 100;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

#[derive(PartialEq, Properties)]
pub(crate) struct FindingsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// Every finding, grouped by severity.
#[component]
pub(crate) fn Findings(props: &FindingsProps) -> Html {
    use_language();
    let none = SEVERITIES
        .into_iter()
        .all(|severity| count(&props.checked.report().counts, severity) == 0);
    html! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title">{ words::result::findings() }</h2>
            if none {
                <p class="nothing">{ words::result::no_findings() }</p>
            }
            { for SEVERITIES.iter().map(|severity| html! { <Group severity={*severity} checked={props.checked.clone()} dispatch={props.dispatch.clone()} /> }) }
        </section>
    }
}

fn count(counts: &Counts, severity: Severity) -> usize {
    match severity {
        Severity::Error => counts.errors,
        Severity::Warning => counts.warnings,
        Severity::Notice => counts.notices,
    }
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    severity: Severity,
    checked: Checked,
    dispatch: Callback<Action>,
}

/// The findings of one severity; of many the first ones.
#[component]
fn Group(props: &GroupProps) -> Html {
    use_language();
    let (severity, checked) = (props.severity, &props.checked);
    let wanted = use_state_eq(|| STEP);
    {
        let wanted = wanted.setter();
        use_effect_with((checked.id, checked.outcome), move |_| wanted.set(STEP));
    }
    let counts = &checked.report().counts;
    let all = count(counts, severity);
    let before = SEVERITIES.iter().filter(|other| **other < severity);
    let start: usize = before.map(|other| count(counts, *other)).sum();
    let shown = checked.parts.here_from(start).min(*wanted).min(all);
    if all == 0 {
        return Html::default();
    }
    let onmore = {
        let (wanted, dispatch) = (wanted.clone(), props.dispatch.clone());
        Callback::from(move |()| {
            let (from, to) = (start + shown, start + all.min(shown + STEP));
            dispatch.emit(Action::Ask(Ask::Findings { from, to }));
            wanted.set(shown + STEP);
        })
    };
    let hint = checked
        .overview
        .hints
        .get(severity as usize)
        .cloned()
        .flatten();
    let items = (start..start + shown).map(|index| {
        html! {
            <FindingItem key={index} {index} hinted={hint.is_none()}
                checked={checked.clone()} dispatch={props.dispatch.clone()} />
        }
    });
    let (class, sign, name) = words::severity(severity);
    html! {
        <details class={classes!("group", class)} open={severity != Severity::Notice}>
            <summary>
                <span class="sign" aria-hidden="true">{ sign }</span>
                { format!("{name} ({all})") }
            </summary>
            if let Some(hint) = &hint {
                <p class="group-hint">{ words::said(hint) }</p>
            }
            <ol>{ for items }</ol>
            <More {shown} {all} {onmore} />
        </details>
    }
}
