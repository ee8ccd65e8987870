use gouji::report::{CellRef, Reconciliation, Role};
use gouji::view::{Ask, CellKind, Detail, FindingView, RelationView};
use yew::prelude::*;

use super::editor::{EditForm, put};
use super::figures::Figures;
use super::finding::{message, rule_link};
use super::relation::relation;
use super::sentence::{said, use_words, words_inspector};
use crate::state::{Action, Checked, Place, Proposal, Selection};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct InspectorProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The cell chosen, with its findings and the other cells that they concern.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    use_language();
    let checked = &props.checked;
    use_words(props);
    let wanted = checked.selection.as_ref().map(|it| it.place.clone());
    let wanted = wanted.filter(|place| checked.paper(&place.table).is_none());
    let wanted = wanted.filter(|place| !checked.aside.knows(place));
    {
        let dispatch = props.dispatch.clone();
        use_effect_with(
            (wanted, checked.turn, checked.id, checked.outcome),
            move |(place, ..)| {
                if let Some(Place { table, cell }) = place.clone() {
                    dispatch.emit(Action::Ask(Ask::Cell { table, cell }));
                }
            },
        );
    }
    let words = checked.selection.as_ref();
    let words = words.filter(|it| checked.paper(&it.place.table).is_some());
    if let Some(selection) = words {
        return words_inspector(selection, props);
    }
    let chosen = checked
        .selection
        .as_ref()
        .and_then(|selection| checked.cell(&selection.place).map(|cell| (selection, cell)));
    let Some((selection, cell)) = chosen else {
        return html! {
            <aside class="inspector empty" aria-label={words::table::cell()}>
                <p>{ words::table::choose_a_cell() }</p>
            </aside>
        };
    };
    let leave = props.dispatch.reform(|_: MouseEvent| Action::Leave);
    let place = &selection.place;
    html! {
        <aside class="inspector" aria-label={words::table::cell()}>
            <header>
                <h2>{ format!("{} {}", words::table(&place.table), place.cell) }</h2>
                <p class="inspector-value">{ words::amount(&cell.text) }</p>
                <button type="button" class="button quiet close" aria-label={words::table::close()} onclick={leave}>{ "×" }</button>
            </header>
            { refused_elsewhere(place, props) }
            if let Some(detail) = checked.aside.detail(place) {
                <p class="inspector-name" lang={words::said_in()}>{ detail.cell.row.clone() }{ " " }{ detail.name.clone() }{ " · " }{ detail.cell.column.clone() }</p>
            }
            if let Some(was) = &cell.was {
                <p class="was-line">{ words::table::original() }<del>{ words::amount(was) }</del>{ " " }{ change_button(words::table::restore().to_owned(), was, place, props) }</p>
            }
            <p class="standing">{ words::reconciled(cell.reconciled) }</p>
            { for checked.proposals(place).iter().map(|proposal| proposed(proposal, place, props)) }
            if cell.kind == CellKind::Amount {
                <EditForm key={format!("{} {}", place.id(), cell.text)} place={place.clone()} text={cell.text.clone()} dispatch={props.dispatch.clone()} />
            }
            if let Some((at, message)) = &checked.aside.refused && at == place {
                <p class="refused" role="alert">{ words::said(message) }</p>
            }
            if let Some(detail) = checked.aside.detail(place) {
                { relations(detail, props) }
                { said(&detail.said, detail.said_all, props) }
            }
            <ol>{ for order(selection, &cell.findings).filter_map(|index| checked.parts.finding(index)).map(|found| entry(found, props)) }</ol>
        </aside>
    }
}

/// What was typed into the cell before, and could not be taken.
fn refused_elsewhere(here: &Place, props: &InspectorProps) -> Html {
    let refused = props.checked.aside.refused.as_ref();
    let Some((at, message)) = refused.filter(|(at, _)| at != here) else {
        return Html::default();
    };
    let back = {
        let at = at.clone();
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Visit(at.clone()))
    };
    html! {
        <p class="refused elsewhere" role="alert">{ words::table::not_changed(&at.name()) }{ words::said(message) }{ " " }
            <button type="button" class="link" onclick={back}>{ words::table::back_to(&at.cell) }</button>
        </p>
    }
}

/// What is proposed for the cell, with a button that puts it in.
fn proposed(proposal: &Proposal, place: &Place, props: &InspectorProps) -> Html {
    let label = format!("{}{}", words::table::accept(), words::amount(proposal.to));
    html! {
        <p class="proposed"><span>{ words::proposed_why(proposal) }</span>{ change_button(label, proposal.to, place, props) }</p>
    }
}

fn change_button(label: String, to: &str, place: &Place, props: &InspectorProps) -> Html {
    let (to, place, dispatch) = (to.to_owned(), place.clone(), props.dispatch.clone());
    let onclick = Callback::from(move |_: MouseEvent| put(&place, to.clone(), &dispatch));
    html! { <button type="button" class="button quiet" {onclick}>{ label }</button> }
}

/// Every relation of the cell; the first that does not hold is open.
fn relations(detail: &Detail, props: &InspectorProps) -> Html {
    let open =
        |place: usize, it: &RelationView| place == 0 || it.standing == Reconciliation::Broken;
    let all = detail.relations.iter().enumerate();
    html! {
        <section class="relations" aria-labelledby="relations-title">
            <h3 id="relations-title">{ words::table::relations() }{ format!(" ({})", detail.all) }</h3>
            if detail.relations.is_empty() {
                <p class="nothing">{ words::table::no_relations() }</p>
            }
            { for all.map(|(place, it)| relation(it, open(place, it), &props.checked, &props.dispatch)) }
            if detail.all > detail.relations.len() {
                <p class="cells-title">{ words::table::more_relations(detail.all - detail.relations.len()) }</p>
            }
        </section>
    }
}

/// The findings of a cell, the one that led to it first.
fn order<'a>(selection: &Selection, findings: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    let first = selection.finding;
    let rest = findings
        .iter()
        .copied()
        .filter(move |index| Some(*index) != first);
    first.into_iter().chain(rest)
}

pub(super) fn entry(found: &FindingView, props: &InspectorProps) -> Html {
    let finding = &found.finding;
    let (class, sign, name) = words::severity(finding.severity);
    html! {
        <li class={classes!("inspected", class)}>
            <p class="inspected-message">
                <span class="sign" role="img" aria-label={name}>{ sign }</span>
                { message(finding) }
            </p>
            if !finding.hint.is_empty() {
                <p class="hint">{ words::said(&finding.hint) }</p>
            }
            { details(found, props) }
            <p class="code">{ rule_link(finding) }</p>
        </li>
    }
}

/// Figures and cells of a finding: folded away where its relation stands above them.
fn details(found: &FindingView, props: &InspectorProps) -> Html {
    let cells = cells(found, props);
    match &found.finding.relation {
        None => cells,
        Some(relation) => html! {
            <details class="finding-figures">
                <summary>{ words::result::figures_and_basis() }</summary>
                <Figures relation={relation.clone()} />
                { cells }
            </details>
        },
    }
}

fn cells(found: &FindingView, props: &InspectorProps) -> Html {
    let finding = &found.finding;
    html! {
        <>
            if finding.cells.len() > 1 {
                <p class="cells-title">{ words::table::concerned() }</p>
                <ul class="cells">{ for finding.cells.iter().map(|cell| link(cell, props)) }</ul>
                if found.cells > finding.cells.len() {
                    <p class="cells-title">{ words::table::only_some(finding.cells.len(), found.cells) }</p>
                }
            }
        </>
    }
}

pub(super) fn link(cell: &CellRef, props: &InspectorProps) -> Html {
    let place = props.checked.place(cell);
    let here = place.is_some()
        && place
            == props
                .checked
                .selection
                .as_ref()
                .map(|chosen| chosen.place.clone());
    let table = if cell.table.is_empty() {
        cell.sheet.clone()
    } else {
        words::table(&cell.table)
    };
    let text = html! {
        <>
            <span class="cell-address">{ format!("{table} {}", cell.cell) }</span>
            <span class="cell-name" lang={words::said_in()}>{ format!("{} {}", cell.row, cell.column) }</span>
            <span class="cell-value">{ words::amount(&cell.value) }</span>
        </>
    };
    let class = classes!(
        "cell-entry",
        (cell.role == Some(Role::Primary)).then_some("primary")
    );
    match place {
        Some(place) => {
            let visit = props
                .dispatch
                .reform(move |_: MouseEvent| Action::Visit(place.clone()));
            html! { <li><button type="button" {class} aria-current={here.then_some("true")} onclick={visit}>{ text }</button></li> }
        }
        None => html! { <li><p {class}>{ text }</p></li> },
    }
}
