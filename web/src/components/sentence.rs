use gouji::view::{
    Ask, ClaimState, OperandView, SaidView, Spread, WordsDetail, WorkingKind, WorkingView,
};
use yew::prelude::*;

use super::inspector::{InspectorProps, entry, link};
use crate::state::{Action, Place, Selection};
use crate::words;

/// The class of how a number stands, as relations have it.
fn class(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Agrees => "agreed",
        ClaimState::Differs => "error",
        ClaimState::Open | ClaimState::Unread => "none",
    }
}

/// Asks about the words that are chosen.
#[hook]
pub(super) fn use_words(props: &InspectorProps) {
    let checked = &props.checked;
    let wanted = checked.selection.as_ref().map(|it| it.place.clone());
    let wanted = wanted.filter(|place| checked.paper(&place.table).is_some());
    let dispatch = props.dispatch.clone();
    let asked = (checked.turn, checked.id, checked.outcome);
    use_effect_with((wanted, asked), move |(place, _)| {
        if let Some(Place { table, cell }) = place.clone() {
            let ask = Ask::Words {
                paper: table,
                place: cell,
            };
            dispatch.emit(Action::Ask(ask));
        }
    });
}

/// Words of the text: what they say, the cell that they quote, the arithmetic, what was found.
pub(super) fn words_inspector(selection: &Selection, props: &InspectorProps) -> Html {
    let checked = &props.checked;
    let place = &selection.place;
    let detail = checked.leaves.words(place);
    let sheet = checked.paper(&place.table).map(|paper| paper.sheet.clone());
    let leave = props.dispatch.reform(|_: MouseEvent| Action::Leave);
    let line = place.row().unwrap_or_default() as usize;
    html! {
        <aside class="inspector" aria-label={words::paper::words()}>
            <header>
                <h2>{ words::paper::title() }{ " " }{ words::paper::line(line) }</h2>
                if let Some(detail) = detail {
                    <p class="inspector-value" lang={words::said_in()}>{ &detail.quote }</p>
                }
                <button type="button" class="button quiet close" aria-label={words::table::close()} onclick={leave}>{ "×" }</button>
            </header>
            <p class="inspector-name">
                if let Some(role) = detail.and_then(|detail| detail.role) {
                    { words::paper::role(role) }{ " · " }
                }
                <span lang={words::said_in()}>{ sheet }</span>
            </p>
            if let Some(detail) = detail {
                { content(detail, props) }
            }
        </aside>
    }
}

fn content(detail: &WordsDetail, props: &InspectorProps) -> Html {
    let findings = detail.findings.iter();
    let findings = findings.filter_map(|index| props.checked.parts.finding(*index));
    // What a finding is about was compared with something.
    let found = !detail.findings.is_empty();
    let state = detail
        .state
        .filter(|state| *state != ClaimState::Open || !found);
    html! {
        <>
            if !detail.sentence.is_empty() {
                <blockquote class="sentence" lang={words::said_in()}>{ quoted(&detail.sentence, detail.within) }</blockquote>
            }
            if let Some(state) = state {
                <p class={classes!("standing", class(state))}><span class="sign" aria-hidden="true">{ words::paper::state(state).1 }</span>{ words::paper::standing(state) }</p>
                if state == ClaimState::Open && detail.working.is_none() {
                    <p class="hint">{ words::paper::none() }</p>
                }
            }
            <ol>{ for findings.map(|found| entry(found, props)) }</ol>
            if let Some(working) = &detail.working {
                { arithmetic(working, props) }
            }
            if !detail.cells.is_empty() {
                <p class="cells-title">{ words::paper::quoted() }</p>
                <ul class="cells">{ for detail.cells.iter().map(|quoted| link(&quoted.cell, props)) }</ul>
            }
        </>
    }
}

/// A sentence with the words in it marked.
fn quoted(sentence: &str, (from, to): (usize, usize)) -> Html {
    let part = |from: usize, to: usize| -> String {
        sentence
            .chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect()
    };
    html! { <>{ part(0, from) }<mark>{ part(from, to) }</mark>{ part(to, usize::MAX) }</> }
}

fn arithmetic(working: &WorkingView, props: &InspectorProps) -> Html {
    let (class, sign) = match working.holds {
        true => ("agreed", "✓"),
        false => ("error", "✕"),
    };
    let unit = &working.printed.unit;
    let of = working.of.iter();
    // A figure in the unit of the text stands there as it is.
    let copied = working.kind == WorkingKind::Copy;
    let same = copied && working.of.iter().all(|operand| operand.unit == *unit);
    html! {
        <section class={classes!("relation", "arithmetic", class)} aria-labelledby="arithmetic-title">
            <h3 id="arithmetic-title"><span class="sign" aria-hidden="true">{ sign }</span>{ words::paper::arithmetic(working.kind) }</h3>
            <table class="sum">
                <thead><tr>
                    <th scope="col">{ words::table::item() }</th>
                    <th scope="col" class="number">{ words::table::printed() }</th>
                    <th scope="col" class="number">{ words::table::least() }</th>
                    <th scope="col" class="number">{ words::table::most() }</th>
                </tr></thead>
                <tbody>
                    { for of.map(|operand| row(operand, props)) }
                    if !same {
                        <tr class="sum-total">
                            <th scope="row">{ words::table::computed() }{ " " }<span class="term-name" lang={words::said_in()}>{ unit }</span></th>
                            { spread(&working.computed) }
                        </tr>
                    }
                    { row(&working.printed, props) }
                </tbody>
            </table>
        </section>
    }
}

fn row(operand: &OperandView, props: &InspectorProps) -> Html {
    let place = Place::new(&operand.table, &operand.place);
    let selection = props.checked.selection.as_ref();
    let here = selection.is_some_and(|it| it.place == place);
    let address = match operand.role {
        None => format!("{} {}", words::table(&operand.table), operand.place),
        Some(role) => words::paper::role(role).to_owned(),
    };
    let visit = {
        let place = place.clone();
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Visit(place.clone()))
    };
    html! {
        <tr class={here.then_some("here")}>
            <th scope="row">
                <button type="button" class="term" aria-current={here.then_some("true")} onclick={visit}>
                    <span class="cell-address">{ address }</span>{ " " }
                    <span class="term-name" lang={words::said_in()}>{ &operand.name }{ " " }{ &operand.unit }</span>
                </button>
            </th>
            { spread(&operand.value) }
        </tr>
    }
}

fn spread(spread: &Spread) -> Html {
    html! {
        <>
            <td class="number">{ words::amount(&spread.value) }</td>
            <td class="number bound">{ words::plain_amount(&spread.least) }</td>
            <td class="number bound">{ words::plain_amount(&spread.most) }</td>
        </>
    }
}

/// The sentences that quote a cell.
pub(super) fn said(said: &[SaidView], all: usize, props: &InspectorProps) -> Html {
    if said.is_empty() {
        return Html::default();
    }
    html! {
        <section class="quoting" aria-labelledby="quoting-title">
            <h3 id="quoting-title">{ words::paper::said(all) }</h3>
            <ul>{ for said.iter().map(|it| sentence(it, props)) }</ul>
            if all > said.len() {
                <p class="cells-title">{ words::paper::more_said(all - said.len()) }</p>
            }
        </section>
    }
}

fn sentence(said: &SaidView, props: &InspectorProps) -> Html {
    let place = Place::new(&said.paper, &said.place);
    let visit = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Visit(place.clone()));
    let (_, sign, name) = words::paper::state(said.state);
    html! {
        <li class={class(said.state)}>
            <button type="button" class="quoting-link" onclick={visit}>
                <span class="sign" role="img" aria-label={name}>{ sign }</span>
                <span><span class="cell-address">{ words::paper::line(said.line) }</span>{ " " }
                <span lang={words::said_in()}>{ quoted(&said.sentence, said.within) }</span></span>
            </button>
        </li>
    }
}
