use gouji::repair;
use gouji::report::{Alternative, CellRef, Confidence, Correction};
use gouji::view::Ask;
use yew::prelude::*;

use super::more::More;
use crate::state::{Action, Checked};
use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct CorrectionsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The changes that the report proposes; choosing one leads to its cell. None of them is made.
#[component]
pub(crate) fn Corrections(props: &CorrectionsProps) -> Html {
    let corrections = &props.checked.parts.corrections;
    let all = props.checked.overview.lengths.corrections;
    let ask = Ask::Corrections {
        from: corrections.len(),
        to: corrections.len() + 200,
    };
    let onmore = props.dispatch.reform(move |()| Action::Ask(ask.clone()));
    if corrections.is_empty() {
        return Html::default();
    }
    html! {
        <section class="corrections" aria-labelledby="corrections-title">
            <h2 id="corrections-title">{ format!("更正建议 ({all})") }</h2>
            <ol>{ for corrections.iter().map(|correction| item(correction, props)) }</ol>
            <More shown={corrections.len()} {all} {onmore} />
            <p class="corrections-note">{ "只是建议，文件没有改动；请对照原始凭证。" }</p>
        </section>
    }
}

fn item(correction: &Correction, props: &CorrectionsProps) -> Html {
    let cell = &correction.cell;
    let (class, confidence) = words::confidence(correction.confidence);
    let change = html! {
        <>
            <span class="change">
                <span class="cell-address">{ address(cell) }</span>
                { "\u{3000}" }
                <span class="change-from">{ words::amount(&correction.from) }</span>
                <span class="change-arrow" role="img" aria-label="改为">{ " → " }</span>
                <strong>{ words::amount(&correction.to) }</strong>
            </span>
            <span class="change-name">{ format!("{} {}", cell.row, cell.column) }</span>
        </>
    };
    html! {
        <li class={classes!("correction", class)}>
            { link("correction-link", cell, change, props) }
            <p class="correction-why">
                { repair::words(correction.reason) }{ " · " }<b>{ confidence }</b>
            </p>
            if correction.confidence == Confidence::Ambiguous && !correction.alternatives.is_empty() {
                <p class="cells-title">{ "改动下面任何一处，也都能使勾稽成立" }</p>
                <ul class="cells">{ for correction.alternatives.iter().map(|other| alternative(other, props)) }</ul>
            }
        </li>
    }
}

fn alternative(other: &Alternative, props: &CorrectionsProps) -> Html {
    let cell = &other.cell;
    let text = html! {
        <>
            <span class="cell-address">{ address(cell) }</span>
            <span class="cell-name">{ format!("{} {}", cell.row, cell.column) }</span>
            <span class="cell-value">
                { words::amount(&cell.value) }
                <span class="change-arrow" role="img" aria-label="改为">{ " → " }</span>
                { words::amount(&other.to) }
            </span>
        </>
    };
    html! { <li>{ link("cell-entry", cell, text, props) }</li> }
}

/// A button that leads to a cell; plain text where no table shows it.
fn link(class: &'static str, cell: &CellRef, text: Html, props: &CorrectionsProps) -> Html {
    let Some(place) = props.checked.place(cell) else {
        return html! { <p {class}>{ text }</p> };
    };
    let chosen = props.checked.selection.as_ref();
    let here = chosen.is_some_and(|selection| selection.place == place);
    let visit = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Visit(place.clone()));
    html! { <button type="button" {class} aria-current={here.then_some("true")} onclick={visit}>{ text }</button> }
}

fn address(cell: &CellRef) -> String {
    format!("{} {}", words::table(&cell.table), cell.cell)
}
