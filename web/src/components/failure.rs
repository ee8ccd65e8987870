use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::{Action, Failure};

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
    html! {
        <section class="failure" role="alert" tabindex="-1" ref={note}>
            <span class="sign" aria-hidden="true">{ "!" }</span>
            <div>
                if !failure.name.is_empty() {
                    <p class="failure-name">{ &failure.name }</p>
                }
                <p class="failure-message">{ &failure.message }</p>
                if props.kept {
                    <p class="failure-kept">{ "下面仍是上一个文件的结果。" }</p>
                }
            </div>
            <button type="button" class="button quiet" onclick={dismiss}>{ "知道了" }</button>
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct NoticeNoteProps {
    pub(crate) notice: Option<String>,
    pub(crate) dispatch: Callback<Action>,
}

/// A sentence on something that went well.
#[component]
pub(crate) fn NoticeNote(props: &NoticeNoteProps) -> Html {
    let dismiss = props.dispatch.reform(|_: MouseEvent| Action::Dismiss);
    html! {
        if let Some(notice) = &props.notice {
            <section class="failure good" role="status">
                <span class="sign" aria-hidden="true">{ "✓" }</span>
                <div><p class="failure-message">{ notice }</p></div>
                <button type="button" class="button quiet" onclick={dismiss}>{ "知道了" }</button>
            </section>
        }
    }
}
