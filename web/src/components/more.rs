use yew::prelude::*;

use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct MoreProps {
    /// How many entries are shown.
    pub(crate) shown: usize,
    /// How many there are.
    pub(crate) all: usize,
    pub(crate) onmore: Callback<()>,
}

/// The way to the rest of a long list; nothing where all of it is shown.
#[component]
pub(crate) fn More(props: &MoreProps) -> Html {
    use_language();
    if props.shown >= props.all {
        return Html::default();
    }
    let onclick = props.onmore.reform(|_: MouseEvent| ());
    html! {
        <p class="more">
            <span>{ words::page::shown_of(props.shown, props.all) }</span>
            <button type="button" class="button quiet" {onclick}>{ words::page::show_more() }</button>
        </p>
    }
}
