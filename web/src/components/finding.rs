use gouji::report::Finding;
use yew::prelude::*;

use super::figures::Figures;
use crate::state::{Action, Checked, rule_address};
use crate::tasks::sight;
use crate::words::{self, Language, use_language};

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
    html! { <a href={rule_address(&finding.code)}>{ words::result::rule(&finding.code) }{ words::said(&finding.title) }</a> }
}

/// What a finding says: in English its figures first, where it has any.
pub(crate) fn message(finding: &Finding) -> Html {
    let english = match words::language() {
        Language::Chinese => None,
        Language::English => words::english::finding(finding),
    };
    html! {
        <span class="message">
            if let Some(english) = english {
                <span class="in-english">{ english }</span>{ " " }
            }
            { words::said(&finding.message) }
        </span>
    }
}

/// One finding in the list: what is wrong, what to do, its figures; choosing it leads to the cell.
#[component]
pub(crate) fn FindingItem(props: &FindingItemProps) -> Html {
    use_language();
    let index = props.index;
    let Some(finding) = props.checked.finding(index) else {
        return Html::default();
    };
    let selection = props.checked.selection.as_ref();
    let chosen = selection.is_some_and(|selection| selection.finding == Some(index));
    let (class, sign, name) = words::severity(finding.severity);
    let place = props.checked.place_of(finding);
    let said = message(finding);
    let message = html! {
        <>
            <span class="sign" role="img" aria-label={name}>{ sign }</span>
            { said }
        </>
    };
    let follow = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Follow(index));
    html! {
        <li class={classes!("finding", class, chosen.then_some("chosen"))}>
            if place.is_some() {
                <button type="button" class="finding-link" id={sight::finding_id(index)} aria-current={chosen.then_some("true")} onclick={follow}>
                    { message }
                </button>
            } else {
                <p class="finding-link">{ message }</p>
            }
            if props.hinted && !finding.hint.is_empty() {
                <p class="hint">{ words::said(&finding.hint) }</p>
            }
            if let Some(relation) = &finding.relation {
                <details class="finding-figures">
                    <summary>{ words::result::figures_and_basis() }</summary>
                    <Figures relation={relation.clone()} />
                    <p class="code">{ rule_link(finding) }</p>
                </details>
            } else {
                <p class="code">{ rule_link(finding) }</p>
            }
        </li>
    }
}
