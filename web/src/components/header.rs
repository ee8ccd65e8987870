use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;

#[derive(PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Where other files go; `None` while the page below asks for them itself.
    pub(crate) choose: Option<Callback<Choice>>,
    /// The address to go back to; `None` where the rules are not shown.
    pub(crate) back: Option<String>,
    /// Whether there is a result to go back to.
    pub(crate) kept: bool,
}

/// The page's name, and the ways to the rules and to other files.
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
                <span class="brand-words">{ "部门预算公开自查" }</span>
            </p>
            <nav class="masthead-ways" aria-label="页面">
                if let Some(back) = &props.back {
                    <a class="button quiet" href={format!("#{back}")}>{ if props.kept { "返回结果" } else { "返回首页" } }</a>
                } else {
                    <a class="button quiet" href="#/rules">{ "规则" }</a>
                }
                if let Some(choose) = &props.choose {
                    <Picker class="button quiet" choose={choose.clone()} label="核对其他文件" />
                }
            </nav>
        </header>
    }
}
