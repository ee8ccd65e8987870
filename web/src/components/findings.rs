use gouji::report::{Counts, Severity};
use gouji::view::{Ask, Filter};
use yew::prelude::*;

use super::finding::FindingItem;
use super::more::More;
use super::sifted::{Grouping, SEVERITIES, Sieve, Sifted, groups, still_there};
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

/// Findings that are shown at first, and with each step further.
const STEP: usize = 100;

#[derive(PartialEq, Properties)]
pub(crate) struct FindingsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// Every finding, grouped by severity.
#[component]
pub(crate) fn Findings(props: &FindingsProps) -> Html {
    use_language();
    let sieve = use_state_eq(|| (Filter::default(), Grouping::default()));
    {
        let sieve = sieve.setter();
        let shown = (props.checked.id, props.checked.outcome);
        use_effect_with(shown, move |_| sieve.set(Default::default()));
    }
    let set = {
        let sieve = sieve.setter();
        Callback::from(move |chosen| sieve.set(chosen))
    };
    let facets = &props.checked.overview.facets;
    let (filter, grouping) = (*sieve).clone();
    let filter = still_there(filter, facets);
    let shown = groups(facets, &filter, grouping);
    let show_all = {
        let set = sieve.setter();
        Callback::from(move |_: MouseEvent| set.set((Filter::default(), grouping)))
    };
    let plain = filter.is_all() && grouping == Grouping::default();
    let none = SEVERITIES
        .into_iter()
        .all(|severity| count(&props.checked.report().counts, severity) == 0);
    html! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title">{ words::result::findings() }</h2>
            if none {
                <p class="nothing">{ words::result::no_findings() }</p>
            } else {
                <Sieve facets={facets.clone()} filter={filter.clone()} {grouping} {set} />
            }
            if !plain && !none && shown.is_empty() {
                <p class="nothing" role="status">{ words::result::none_such() }{ " " }
                    <button type="button" class="link" onclick={show_all}>{ words::result::show_all() }</button>
                </p>
            } else if !plain {
                { for shown.into_iter().map(|(title, filter, severity, count)| html! {
                    <Sifted key={format!("{filter:?}")} {title} filter={filter.clone()} {severity} {count} checked={props.checked.clone()} dispatch={props.dispatch.clone()} />
                }) }
            } else {
                { for SEVERITIES.iter().map(|severity| html! { <Group severity={*severity} checked={props.checked.clone()} dispatch={props.dispatch.clone()} /> }) }
            }
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
            <FindingItem key={index} {index} hinted={hint.is_none()} follows={index > start}
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
