use gouji::report::{CellRef, Role};
use gouji::view::FindingView;
use yew::prelude::*;

use super::figures::Figures;
use super::finding::{message, rule_link};
use crate::state::{Action, Checked, Selection};
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
                <p class="inspector-value">{ if cell.text.is_empty() { words::table::blank() } else { cell.text.as_str() } }</p>
                <button type="button" class="button quiet close" aria-label={words::table::close()} onclick={leave}>{ "×" }</button>
            </header>
            <p class="standing">{ words::reconciled(cell.reconciled) }</p>
            { for checked.proposals(place).iter().map(|proposal| html! { <p class="proposed">{ words::proposed_why(proposal) }</p> }) }
            <ol>{ for order(selection, &cell.findings).filter_map(|index| checked.parts.finding(index)).map(|found| entry(found, props)) }</ol>
        </aside>
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

fn entry(found: &FindingView, props: &InspectorProps) -> Html {
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
            if let Some(relation) = &finding.relation {
                <Figures relation={relation.clone()} />
            }
            if finding.cells.len() > 1 {
                <p class="cells-title">{ words::table::concerned() }</p>
                <ul class="cells">{ for finding.cells.iter().map(|cell| link(cell, props)) }</ul>
                if found.cells > finding.cells.len() {
                    <p class="cells-title">{ words::table::only_some(finding.cells.len(), found.cells) }</p>
                }
            }
            <p class="code">{ rule_link(finding) }</p>
        </li>
    }
}

fn link(cell: &CellRef, props: &InspectorProps) -> Html {
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
