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
    /// Whether the finding before it stands right above it.
    pub(crate) follows: bool,
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

/// What a finding says to do, without the advice that the one above it ends with too.
fn fresh<'a>(hint: &'a str, above: Option<&str>) -> &'a str {
    let (basis, advice) = split(hint);
    let told = above.is_some_and(|above| split(above).1 == advice);
    if told && !basis.is_empty() {
        basis
    } else {
        hint
    }
}

/// All sentences but the last, and the last.
fn split(hint: &str) -> (&str, &str) {
    let ends = hint.rmatch_indices('。');
    let cut = ends
        .map(|(at, end)| at + end.len())
        .find(|at| *at < hint.len());
    hint.split_at(cut.unwrap_or(0))
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
    let above = index.checked_sub(1).filter(|_| props.follows);
    let above = above.and_then(|above| props.checked.finding(above));
    let hint = fresh(&finding.hint, above.map(|above| above.hint.as_str()));
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
            if props.hinted && !hint.is_empty() {
                <p class="hint">{ words::said(hint) }</p>
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

#[cfg(test)]
mod tests {
    use super::fresh;

    #[test]
    fn advice_is_said_once() {
        let above = "依据：甲。应将 表2 F8 改为 1。";
        for (hint, expected) in [
            ("依据：乙。应将 表2 F8 改为 1。", "依据：乙。"),
            (
                "依据：乙。应将 表2 F9 改为 1。",
                "依据：乙。应将 表2 F9 改为 1。",
            ),
            ("应将 表2 F8 改为 1。", "应将 表2 F8 改为 1。"),
            ("", ""),
        ] {
            assert_eq!(fresh(hint, Some(above)), expected);
            assert_eq!(fresh(hint, None), hint);
        }
    }
}
