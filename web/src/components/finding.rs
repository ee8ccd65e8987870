use gouji::report::Finding;
use yew::prelude::*;

use super::figures::Figures;
use crate::state::{Action, Checked, rule_address};
use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct FindingItemProps {
    /// Its place in the report.
    pub(crate) index: usize,
    /// Whether it says itself what to do.
    pub(crate) hinted: bool,
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The way to the page of a finding's rule.
pub(crate) fn rule_link(finding: &Finding) -> Html {
    html! { <a href={rule_address(&finding.code)}>{ format!("规则 {} {}", finding.code, finding.title) }</a> }
}

/// One finding in the list: what is wrong, what to do, its figures; choosing it leads to the cell.
#[component]
pub(crate) fn FindingItem(props: &FindingItemProps) -> Html {
    let index = props.index;
    let Some(finding) = props.checked.finding(index) else {
        return Html::default();
    };
    let selection = props.checked.selection.as_ref();
    let chosen = selection.is_some_and(|selection| selection.finding == Some(index));
    let (class, sign, name) = words::severity(finding.severity);
    let place = props.checked.place_of(finding);
    let message = html! {
        <>
            <span class="sign" role="img" aria-label={name}>{ sign }</span>
            <span class="message">{ &finding.message }</span>
        </>
    };
    let follow = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Follow(index));
    html! {
        <li class={classes!("finding", class, chosen.then_some("chosen"))}>
            if place.is_some() {
                <button type="button" class="finding-link" aria-current={chosen.then_some("true")} onclick={follow}>
                    { message }
                </button>
            } else {
                <p class="finding-link">{ message }</p>
            }
            if props.hinted && !finding.hint.is_empty() {
                <p class="hint">{ &finding.hint }</p>
            }
            if let Some(relation) = &finding.relation {
                <details class="finding-figures">
                    <summary>{ "数字与依据" }</summary>
                    <Figures relation={relation.clone()} />
                    <p class="code">{ rule_link(finding) }</p>
                </details>
            } else {
                <p class="code">{ rule_link(finding) }</p>
            }
        </li>
    }
}
