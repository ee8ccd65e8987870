use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;

#[derive(PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Where another file goes; `None` while the start page asks for one itself.
    pub(crate) choose: Option<Callback<Choice>>,
}

/// The page's name, and the way to another file.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="masthead">
            <p class="brand">
                <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                    <rect width="32" height="32" rx="6" />
                    <path class="lines" d="M7 10h11M7 16h7M7 22h5" />
                    <path class="tick" d="m15.5 20.5 4 4L26 14" />
                </svg>
                <strong>{ "勾稽" }</strong>
                <span>{ "部门预算公开自查" }</span>
            </p>
            if let Some(choose) = &props.choose {
                <Picker class="button quiet" choose={choose.clone()} label="核对另一个文件" />
            }
        </header>
    }
}
