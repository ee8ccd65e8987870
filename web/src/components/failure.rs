use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::{Action, Failure};
use crate::words::{self, Said, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct FailureNoteProps {
    pub(crate) failure: Option<Failure>,
    /// Whether an earlier result still stands beneath.
    pub(crate) kept: bool,
    pub(crate) dispatch: Callback<Action>,
}

/// Why the last file brought no result.
#[component]
pub(crate) fn FailureNote(props: &FailureNoteProps) -> Html {
    use_language();
    let note = use_node_ref();
    {
        let note = note.clone();
        use_effect_with(
            props.failure.as_ref().map(|failure| failure.id),
            move |_| {
                if let Some(note) = note.cast::<HtmlElement>() {
                    let _ = note.focus();
                }
            },
        );
    }
    let dismiss = props.dispatch.reform(|_: MouseEvent| Action::Dismiss);
    let Some(failure) = &props.failure else {
        return Html::default();
    };
    // These speak of what stands beneath themselves.
    let own = matches!(
        failure.message,
        Said::Interrupted | Said::Lost | Said::NoPlace(_) | Said::NotSaved(_)
    );
    html! {
        <section class="failure" role="alert" tabindex="-1" ref={note}>
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                if !failure.name.is_empty() {
                    <p class="failure-name">{ &failure.name }</p>
                }
                <p class="failure-message">{ failure.message.html() }</p>
                if props.kept && !own {
                    <p class="failure-kept">{ words::page::earlier_kept() }</p>
                }
            </div>
            <button type="button" class="button quiet" onclick={dismiss}>{ words::page::understood() }</button>
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct NoticeNoteProps {
    pub(crate) notice: Option<Said>,
    pub(crate) dispatch: Callback<Action>,
}

/// A sentence on something that went well.
#[component]
pub(crate) fn NoticeNote(props: &NoticeNoteProps) -> Html {
    use_language();
    let dismiss = props.dispatch.reform(|_: MouseEvent| Action::Dismiss);
    html! {
        if let Some(notice) = &props.notice {
            <section class="failure good" role="status">
                <span class="sign" aria-hidden="true">{ "✓" }</span>
                <div><p class="failure-message">{ notice.html() }</p></div>
                <button type="button" class="button quiet" onclick={dismiss}>{ words::page::understood() }</button>
            </section>
        }
    }
}
