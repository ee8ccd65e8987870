use gouji::report::{Unevaluated, Unread};
use yew::prelude::*;

use crate::state::Checked;
use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct RemainderProps {
    pub(crate) checked: Checked,
}

/// What was not read and what could not be judged, so that nothing is passed over in silence.
#[component]
pub(crate) fn Remainder(props: &RemainderProps) -> Html {
    let report = &props.checked.outcome.report;
    html! {
        <section class="remainder" aria-label="未读与未核">
            { fold("未读的内容", &report.unread, unread_item) }
            { fold("未能核对的勾稽", &report.unevaluated, unevaluated_item) }
        </section>
    }
}

fn fold<T>(name: &str, items: &[T], draw: fn(&T) -> Html) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <details class="group">
            <summary>{ format!("{name} ({})", items.len()) }</summary>
            <ul>{ for items.iter().map(draw) }</ul>
        </details>
    }
}

fn unread_item(item: &Unread) -> Html {
    html! {
        <li>
            <p class="remainder-where">{ format!("{} · {} {}", words::unread(item.kind), item.sheet, item.range) }</p>
            if !item.text.is_empty() {
                <p>{ &item.text }</p>
            }
        </li>
    }
}

fn unevaluated_item(item: &Unevaluated) -> Html {
    html! {
        <li>
            <p class="formula"><code>{ &item.formula }</code></p>
            <p>{ &item.why }</p>
        </li>
    }
}
