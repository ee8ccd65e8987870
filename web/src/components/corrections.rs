use gouji::repair;
use gouji::report::{Alternative, CellRef, Confidence, Correction};
use gouji::view::Ask;
use yew::prelude::*;

use super::accepted::AcceptedList;
use super::more::More;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct CorrectionsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The changes that the report proposes: each leads to its cell and can be accepted. The file itself
/// stays as it is.
#[component]
pub(crate) fn Corrections(props: &CorrectionsProps) -> Html {
    use_language();
    let corrections = &props.checked.parts.corrections;
    let accepted = &props.checked.report().accepted;
    let all = props.checked.overview.lengths.corrections;
    let ask = Ask::Corrections {
        from: corrections.len(),
        to: corrections.len() + 200,
    };
    let onmore = props.dispatch.reform(move |()| Action::Ask(ask.clone()));
    if corrections.is_empty() && accepted.is_empty() {
        return Html::default();
    }
    html! {
        <section class="corrections" aria-labelledby="corrections-title">
            <h2 id="corrections-title">{ words::corrections::proposed(all) }</h2>
            if !corrections.is_empty() {
                { certain(corrections, props) }
                <ol>{ for faults(corrections).map(|fault| group(fault, props)) }</ol>
                <More shown={corrections.len()} {all} {onmore} />
                <p class="corrections-note">{ words::corrections::only_advice() }</p>
            }
            if !accepted.is_empty() {
                <AcceptedList accepted={accepted.clone()} dispatch={props.dispatch.clone()} />
            }
        </section>
    }
}

/// The corrections of each fault.
fn faults(corrections: &[Correction]) -> impl Iterator<Item = &[Correction]> {
    corrections.chunk_by(|one, other| one.fault == other.fault)
}

/// A button that accepts all that is certain, where that is more than one fault.
fn certain(corrections: &[Correction], props: &CorrectionsProps) -> Html {
    let sure = corrections
        .iter()
        .filter(|it| it.confidence == Confidence::Certain);
    let count = sure.count();
    if count < 2 {
        return Html::default();
    }
    let onclick = props
        .dispatch
        .reform(|_: MouseEvent| Action::Ask(Ask::AcceptCertain));
    html! { <button type="button" class="button accept-certain" {onclick}>{ words::corrections::certain_all() }</button> }
}

/// The corrections of one fault, which are accepted together.
fn group(fault: &[Correction], props: &CorrectionsProps) -> Html {
    let class = fault
        .first()
        .map_or("", |first| words::confidence(first.confidence).0);
    let unsure = fault
        .iter()
        .any(|it| it.confidence == Confidence::Ambiguous && !it.alternatives.is_empty());
    let text = match (fault.len(), unsure) {
        (1, false) => words::corrections::accept().to_owned(),
        (1, true) => words::corrections::accept_this().to_owned(),
        (count, _) => words::corrections::accept_these(count),
    };
    html! {
        <li class={classes!("correction", class)}>
            { for fault.iter().map(|correction| item(correction, props)) }
            { accept(text, fault.to_vec(), props) }
            { for fault.iter().filter(|_| unsure).map(|correction| instead(correction, fault.len() == 1, props)) }
        </li>
    }
}

/// A button that puts changes in place.
fn accept(text: String, changes: Vec<Correction>, props: &CorrectionsProps) -> Html {
    let what: Vec<String> = changes
        .iter()
        .map(|it| words::corrections::change(&address(&it.cell), &words::amount(&it.to)))
        .collect();
    let label = format!(
        "{text}{}{}",
        words::corrections::colon(),
        what.join(words::corrections::comma())
    );
    let kept = props.checked.report().accepted.iter().cloned();
    let accepted: Vec<Correction> = kept.chain(changes).collect();
    let onclick = props.dispatch.reform(move |_: MouseEvent| {
        let accepted = accepted.clone();
        Action::Ask(Ask::Accept { accepted })
    });
    html! { <button type="button" class="button accept" aria-label={label} {onclick}>{ text }</button> }
}

fn item(correction: &Correction, props: &CorrectionsProps) -> Html {
    let (_, confidence) = words::confidence(correction.confidence);
    html! {
        <>
            { link("correction-link", &correction.cell, change(correction), props) }
            <p class="correction-why">
                { words::reason(correction.reason) }{ " · " }<b>{ confidence }</b>
                if let Some(range) = &correction.range {
                    { " · " }{ words::corrections::any_between(&words::amount(&range.least), &words::amount(&range.most)) }
                }
            </p>
        </>
    }
}

/// Which cell, from what to what.
pub(super) fn change(correction: &Correction) -> Html {
    let cell = &correction.cell;
    html! {
        <>
            <span class="change">
                <span class="cell-address">{ address(cell) }</span>
                { "\u{3000}" }
                <span class="change-from">{ words::amount(&correction.from) }</span>
                <span class="change-arrow" role="img" aria-label={words::corrections::changed_to()}>{ " → " }</span>
                <strong>{ words::amount(&correction.to) }</strong>
            </span>
            <span class="change-name" lang={words::said_in()}>{ format!("{} {}", cell.row, cell.column) }</span>
        </>
    }
}

/// What could be changed instead; where it is one cell for another, with a button.
fn instead(correction: &Correction, single: bool, props: &CorrectionsProps) -> Html {
    if correction.alternatives.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <p class="cells-title">{ words::corrections::instead() }</p>
            <ul class="cells">{ for correction.alternatives.iter().map(|other| html! {
                <li>
                    { alternative(other, props) }
                    if single { { accept(words::corrections::accept_this().to_owned(), vec![chosen(correction, other)], props) } }
                </li>
            }) }</ul>
        </>
    }
}

/// An alternative as a correction of its own.
fn chosen(correction: &Correction, other: &Alternative) -> Correction {
    Correction {
        cell: other.cell.clone(),
        from: other.cell.value.clone(),
        to: other.to.clone(),
        reason: repair::slip(&other.cell.value, &other.to),
        alternatives: Vec::new(),
        range: None,
        ..correction.clone()
    }
}

fn alternative(other: &Alternative, props: &CorrectionsProps) -> Html {
    let cell = &other.cell;
    let text = html! {
        <>
            <span class="cell-address">{ address(cell) }</span>
            <span class="cell-name" lang={words::said_in()}>{ format!("{} {}", cell.row, cell.column) }</span>
            <span class="cell-value">
                { words::amount(&cell.value) }
                <span class="change-arrow" role="img" aria-label={words::corrections::changed_to()}>{ " → " }</span>
                { words::amount(&other.to) }
            </span>
        </>
    };
    link("cell-entry", cell, text, props)
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

pub(super) fn address(cell: &CellRef) -> String {
    format!("{} {}", words::table(&cell.table), cell.cell)
}
