use gouji::repair;
use gouji::report::{Alternative, CellRef, Confidence, Correction};
use gouji::view::Ask;
use yew::prelude::*;

use super::accepted::AcceptedList;
use super::effect::EffectView;
use super::more::More;
use crate::state::{Action, Checked, Place, rule_address};
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
    let rejected = |fault: &&[Correction]| fault.iter().any(|it| is_rejected(it, &props.checked));
    let (down, open): (Vec<_>, Vec<_>) = faults(corrections).partition(rejected);
    html! {
        <section class="corrections" aria-labelledby="corrections-title">
            <h2 id="corrections-title">{ words::corrections::proposed(count(&props.checked)) }</h2>
            if corrections.is_empty() {
                <p class="nothing">{ words::corrections::none() }</p>
            } else {
                { certain(&open, props) }
                <ol class="correction-list">{ for open.iter().map(|fault| group(fault, props)) }</ol>
                { turned_down(&down, props) }
                <More shown={corrections.len()} {all} {onmore} />
                <p class="corrections-note">{ words::corrections::only_advice() }</p>
            }
            if !accepted.is_empty() {
                <AcceptedList accepted={accepted.clone()} dispatch={props.dispatch.clone()} />
            }
        </section>
    }
}

/// How many faults are told before the findings that they cause.
const CAUSES: usize = 3;

/// What is wrong in the first place: cells that are all but proved to be, each with a button that puts it right. The
/// findings beneath are what follows from them.
pub(super) fn causes(checked: &Checked, dispatch: &Callback<Action>) -> Html {
    let (checked, dispatch) = (checked.clone(), dispatch.clone());
    let props = CorrectionsProps { checked, dispatch };
    let proved = |fault: &&[Correction]| {
        let mut own = fault.iter();
        own.all(|it| it.confidence != Confidence::Ambiguous && !is_rejected(it, &props.checked))
    };
    let shown: Vec<_> = faults(&props.checked.parts.corrections)
        .filter(proved)
        .take(CAUSES)
        .collect();
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="causes" aria-label={words::corrections::causes()}>
            { for shown.into_iter().map(|fault| cause(fault, &props)) }
        </ul>
    }
}

fn cause(fault: &[Correction], props: &CorrectionsProps) -> Html {
    let class = fault
        .first()
        .map_or("", |first| words::confidence(first.confidence).0);
    let text = match fault.len() {
        1 => words::corrections::accept().to_owned(),
        count => words::corrections::accept_these(count),
    };
    let why = |it: &Correction| {
        let (_, confidence) = words::confidence(it.confidence);
        html! { <p class="cause-why">{ words::reason(it.reason) }{ " · " }<b>{ confidence }</b></p> }
    };
    html! {
        <li class={classes!("cause", class)}>
            <div>{ for fault.iter().map(|it| html! { <>{ link("cause-link", &it.cell, change(it), props) }{ why(it) }</> }) }</div>
            { accept("cause-accept", text, fault.to_vec(), props) }
        </li>
    }
}

/// The corrections of each fault.
fn faults(corrections: &[Correction]) -> impl Iterator<Item = &[Correction]> {
    corrections.chunk_by(|one, other| one.fault == other.fault)
}

/// How many corrections are proposed, without those that were turned down.
pub(super) fn count(checked: &Checked) -> usize {
    let down = faults(&checked.parts.corrections);
    let down = down.filter(|fault| fault.iter().any(|it| is_rejected(it, checked)));
    let down: usize = down.map(<[Correction]>::len).sum();
    checked.overview.lengths.corrections.saturating_sub(down)
}

fn is_rejected(correction: &Correction, checked: &Checked) -> bool {
    let place = Place::new(&correction.cell.table, &correction.cell.cell);
    checked.aside.rejected.contains(&place)
}

/// A button that accepts all that is certain and was not turned down, where that is more than one.
fn certain(open: &[&[Correction]], props: &CorrectionsProps) -> Html {
    let listed = props.checked.parts.corrections.len();
    let whole = listed == props.checked.overview.lengths.corrections;
    let sure = open.iter().flat_map(|fault| fault.iter());
    let sure = sure.filter(|it| it.confidence == Confidence::Certain);
    let sure: Vec<Correction> = sure.cloned().collect();
    if sure.len() < 2 {
        return Html::default();
    }
    let kept = props.checked.report().accepted.iter().cloned();
    let accepted: Vec<Correction> = kept.chain(sure).collect();
    let ask = match whole || !props.checked.aside.rejected.is_empty() {
        true => Ask::Accept {
            accepted: accepted.clone(),
        },
        false => Ask::AcceptCertain,
    };
    let onclick = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Ask(ask.clone()));
    html! {
        <div class="certain">
            <button type="button" class="button primary accept-certain" {onclick}>{ words::corrections::certain_all() }</button>
            <EffectView name="certain" {accepted} checked={props.checked.clone()} dispatch={props.dispatch.clone()} />
        </div>
    }
}

/// Corrections that the visitor turned down: folded away, but there.
fn turned_down(down: &[&[Correction]], props: &CorrectionsProps) -> Html {
    if down.is_empty() {
        return Html::default();
    }
    let entry = |fault: &&[Correction]| {
        let places: Vec<Place> = fault
            .iter()
            .map(|it| Place::new(&it.cell.table, &it.cell.cell))
            .collect();
        let dispatch = props.dispatch.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            for place in &places {
                dispatch.emit(Action::Reject(place.clone(), false));
            }
        });
        html! {
            <li class="accepted-item">
                <div>{ for fault.iter().map(|it| html! { <p>{ change(it) }</p> }) }</div>
                <button type="button" class="link" {onclick}>{ words::corrections::restore() }</button>
            </li>
        }
    };
    html! {
        <details class="group">
            <summary>{ words::corrections::rejected(down.len()) }</summary>
            <ul>{ for down.iter().map(entry) }</ul>
        </details>
    }
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
            <div class="correction-acts">
                { accept("accept", text, fault.to_vec(), props) }
                { reject(fault, props) }
                { effect(fault, props) }
            </div>
            { for fault.iter().filter(|_| unsure).map(|correction| instead(correction, fault.len() == 1, props)) }
        </li>
    }
}

/// A button that turns the corrections of a fault down.
fn reject(fault: &[Correction], props: &CorrectionsProps) -> Html {
    let cells: Vec<String> = fault.iter().map(|it| address(&it.cell)).collect();
    let label = words::corrections::reject_of(&cells.join(words::corrections::comma()));
    let place = fault
        .first()
        .map(|it| Place::new(&it.cell.table, &it.cell.cell));
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(place) = place.clone() {
            dispatch.emit(Action::Reject(place, true));
        }
    });
    html! { <button type="button" class="button quiet" aria-label={label} {onclick}>{ words::corrections::reject() }</button> }
}

fn effect(fault: &[Correction], props: &CorrectionsProps) -> Html {
    let cells: Vec<String> = fault.iter().map(|it| address(&it.cell)).collect();
    let kept = props.checked.report().accepted.iter();
    let accepted: Vec<Correction> = kept.chain(fault).cloned().collect();
    html! { <EffectView name={cells.join(" ")} {accepted} checked={props.checked.clone()} dispatch={props.dispatch.clone()} /> }
}

/// A button that puts changes in place.
fn accept(
    own: &'static str,
    text: String,
    changes: Vec<Correction>,
    props: &CorrectionsProps,
) -> Html {
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
    html! { <button type="button" class={classes!("button", "primary", "quiet", own)} aria-label={label} {onclick}>{ text }</button> }
}

fn item(correction: &Correction, props: &CorrectionsProps) -> Html {
    let (_, confidence) = words::confidence(correction.confidence);
    html! {
        <>
            { link("correction-link", &correction.cell, change(correction), props) }
            <p class="correction-why">
                { words::reason(correction.reason) }{ " · " }<b>{ confidence }</b>
                if !correction.settles.is_empty() {
                    { " · " }{ words::corrections::settles() }
                    { for correction.settles.iter().map(|code| html! { <><a href={rule_address(code)}>{ rule(code, props) }</a>{ " " }</> }) }
                }
                if let Some(range) = &correction.range {
                    { " · " }{ words::corrections::any_between(&words::amount(&range.least), &words::amount(&range.most)) }
                }
            </p>
        </>
    }
}

/// What a rule is called.
fn rule(code: &str, props: &CorrectionsProps) -> Html {
    let mut known = props.checked.overview.facets.iter();
    let title = known.find(|it| it.code == code).map(|it| it.title.as_str());
    words::said(title.unwrap_or(code))
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
            if correction.follows {
                <span class="change-name">{ words::corrections::follows() }</span>
            }
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
                    if single { { accept("accept", words::corrections::accept_this().to_owned(), vec![chosen(correction, other)], props) } }
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
