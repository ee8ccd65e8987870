use gouji::report::{Correction, Finding, Severity};
use gouji::view::{Ask, Effect};
use yew::prelude::*;

use super::finding::message;
use crate::state::{Action, Checked};
use crate::words::{self, Language, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct EffectProps {
    /// Tells it from others of the same result.
    pub(crate) name: String,
    /// What would be in place.
    pub(crate) accepted: Vec<Correction>,
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// What corrections would bring about, shown when it is wanted and before they are made.
#[component]
pub(crate) fn EffectView(props: &EffectProps) -> Html {
    use_language();
    let open = use_state_eq(|| false);
    let effect = props.checked.aside.effects.get(&props.name);
    {
        let (dispatch, name) = (props.dispatch.clone(), props.name.clone());
        let accepted = props.accepted.clone();
        use_effect_with(
            (*open && effect.is_none(), accepted),
            move |(wanted, accepted)| {
                if *wanted {
                    let accepted = accepted.clone();
                    dispatch.emit(Action::Ask(Ask::Effect { name, accepted }));
                }
            },
        );
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <div class="effect">
            <button type="button" class="link" aria-expanded={open.to_string()} onclick={toggle}>{ words::corrections::effect() }</button>
            if let Some(effect) = effect.filter(|_| *open) {
                { told(effect) }
            }
        </div>
    }
}

fn told(effect: &Effect) -> Html {
    let (class, sign) = words::verdict(effect.verdict);
    let sentence = match words::language() {
        Language::Chinese => effect.sentence.clone(),
        Language::English => words::english::judged(effect.verdict, &effect.counts),
    };
    html! {
        <div class="effect-told" role="status">
            <p class={classes!("effect-verdict", class)}><span class="sign" aria-hidden="true">{ sign }</span>{ sentence }</p>
            { settled(effect) }
            { raised(effect) }
        </div>
    }
}

/// What would be new, by the gravest of it: a rounding is no error.
fn raised(effect: &Effect) -> Html {
    let gravest = effect.raised.iter().map(|it| it.severity).min();
    let (class, sign, _) = words::severity(gravest.unwrap_or(Severity::Notice));
    let title = words::corrections::raised(effect.raised_all);
    list(
        (class, sign, title),
        &effect.raised,
        effect.raised_all,
        |finding| {
            let (own, sign, name) = words::severity(finding.severity);
            html! { <li class={classes!("signed", own)}><span class="sign" role="img" aria-label={name}>{ sign }</span>{ message(finding) }</li> }
        },
    )
}

fn settled(effect: &Effect) -> Html {
    let title = words::corrections::settled(effect.settled_all);
    let head = ("agreed", "✓", title);
    list(head, &effect.settled, effect.settled_all, |finding| {
        html! { <li>{ message(finding) }</li> }
    })
}

/// Class, sign and title of a list, the first of its findings, how many there are, and how one is drawn.
fn list(
    (class, sign, title): (&'static str, &'static str, String),
    findings: &[Finding],
    all: usize,
    item: fn(&Finding) -> Html,
) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    html! {
        <div {class}>
            <p class="effect-title"><span class="sign" aria-hidden="true">{ sign }</span>{ title }</p>
            <ul>
                { for findings.iter().map(item) }
                if all > findings.len() {
                    <li>{ words::corrections::more(all - findings.len()) }</li>
                }
            </ul>
        </div>
    }
}
