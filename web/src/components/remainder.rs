use gouji::report::{Unevaluated, Unread};
use gouji::view::Ask;
use yew::prelude::*;

use super::more::More;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

/// Entries that are fetched with each step.
const STEP: usize = 200;

#[derive(PartialEq, Properties)]
pub(crate) struct RemainderProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// What was not read and what could not be judged, so that nothing is passed over in silence.
#[component]
pub(crate) fn Remainder(props: &RemainderProps) -> Html {
    use_language();
    let (parts, lengths) = (&props.checked.parts, &props.checked.overview.lengths);
    let (unread, unevaluated) = (parts.unread.len(), parts.unevaluated.len());
    let more = |ask: Ask| props.dispatch.reform(move |()| Action::Ask(ask.clone()));
    let more_unread = more(Ask::Unread {
        from: unread,
        to: unread + STEP,
    });
    let more_unevaluated = more(Ask::Unevaluated {
        from: unevaluated,
        to: unevaluated + STEP,
    });
    html! {
        <section class="remainder" aria-label={words::result::remainder()}>
            { fold(words::result::unread(), &parts.unread, lengths.unread, unread_item, more_unread) }
            { fold(words::result::unevaluated(), &parts.unevaluated, lengths.unevaluated, unevaluated_item, more_unevaluated) }
        </section>
    }
}

fn fold<T>(
    name: &str,
    items: &[T],
    all: usize,
    draw: fn(&T) -> Html,
    onmore: Callback<()>,
) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <details class="group">
            <summary>{ format!("{name} ({all})") }</summary>
            <ul>{ for items.iter().map(draw) }</ul>
            <More shown={items.len()} {all} {onmore} />
        </details>
    }
}

fn unread_item(item: &Unread) -> Html {
    html! {
        <li>
            <p class="remainder-where">{ format!("{} · {} {}", words::unread(item), item.sheet, item.range) }</p>
            if !item.text.is_empty() {
                <p lang={words::said_in()}>{ &item.text }</p>
            }
        </li>
    }
}

fn unevaluated_item(item: &Unevaluated) -> Html {
    html! {
        <li>
            <p class="formula" lang={words::said_in()}><code>{ &item.formula }</code></p>
            <p lang={words::said_in()}>{ &item.why }</p>
        </li>
    }
}
