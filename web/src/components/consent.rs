use gloo::events::EventListener;
use gloo::utils::window;
use gouji::view::Ask;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::{Action, Checked};
use crate::tasks::{embed, sight};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct ConsentProps {
    pub(crate) result: Option<Checked>,
    pub(crate) dispatch: Callback<Action>,
}

/// Asks the visitor whether the site around the page may have the report, and tells it how a check
/// ended.
#[component]
pub(crate) fn Consent(props: &ConsentProps) -> Html {
    use_language();
    let asked = use_state(|| false);
    {
        let asked = asked.clone();
        use_effect_with(props.result.is_some(), move |shown| {
            let shown = *shown;
            let listener =
                EventListener::new(&window(), "gouji-ask-report", move |_| match shown {
                    true => asked.set(true),
                    false => embed::decline(),
                });
            move || drop(listener)
        });
    }
    let question = use_node_ref();
    {
        let question = question.clone();
        use_effect_with(*asked, move |_| {
            if let Some(question) = question.cast::<HtmlElement>() {
                sight::show_in_site(&question);
                let _ = question.focus();
            }
        });
    }
    let ended = props.result.as_ref().map(|it| it.report());
    use_effect_with(ended.map(|it| (it.verdict, it.counts)), |ended| {
        if let Some((verdict, counts)) = *ended {
            embed::tell(verdict, counts);
        }
    });
    let answer = |agreed: bool| {
        let (asked, dispatch) = (asked.clone(), props.dispatch.clone());
        move |_: MouseEvent| {
            asked.set(false);
            if agreed {
                embed::agree();
                dispatch.emit(Action::Ask(Ask::Report));
            } else {
                embed::decline();
            }
        }
    };
    let host = embed::host().unwrap_or_default();
    html! {
        if *asked {
            <section class="consent" role="alert" tabindex="-1" ref={question}>
                <p>{ words::page::asked_for(&host) }</p>
                <button type="button" class="button primary" onclick={answer(true)}>{ words::page::agree() }</button>
                <button type="button" class="button" onclick={answer(false)}>{ words::page::decline() }</button>
            </section>
        }
    }
}
