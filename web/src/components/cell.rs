use gouji::report::Reconciliation;
use gouji::view::{CellKind, CellView};
use yew::prelude::*;

use super::editor::Editor;
use super::grid::Pen;
use crate::state::Place;
use crate::words;

/// A title or a line such as the unit's name, above the headings.
pub(crate) fn caption_cell(cell: &CellView, pen: &Pen) -> Html {
    let place = Place::new(&pen.table.id, &cell.cell);
    html! { <span id={place.id()} class={class(cell, &place, pen)} tabindex="-1">{ content(cell, &place, pen) }</span> }
}

/// A cell of the headings or of the body.
pub(crate) fn table_cell(cell: &CellView, head: bool, pen: &Pen) -> Html {
    let place = Place::new(&pen.table.id, &cell.cell);
    let (id, class, content) = (
        place.id(),
        class(cell, &place, pen),
        content(cell, &place, pen),
    );
    let colspan = (cell.colspan > 1).then(|| cell.colspan.to_string());
    let rowspan = (cell.rowspan > 1).then(|| cell.rowspan.to_string());
    let scope = match (cell.text.is_empty(), head, cell.kind) {
        (false, true, CellKind::Head) => Some(if cell.colspan > 1 { "colgroup" } else { "col" }),
        (false, false, CellKind::Label) => Some("row"),
        _ => None,
    };
    if scope.is_some() {
        html! { <th {id} {class} {scope} {colspan} {rowspan} tabindex="-1">{ content }</th> }
    } else {
        let text = (cell.kind == CellKind::Amount).then(|| cell.text.clone());
        html! { <td {id} {class} {colspan} {rowspan} data-text={text} tabindex="-1">{ content }</td> }
    }
}

fn class(cell: &CellView, place: &Place, pen: &Pen) -> Classes {
    let kind = match cell.kind {
        CellKind::Title => "title",
        CellKind::Meta => "meta",
        CellKind::Head => "head",
        CellKind::Label if is_name(&cell.text) => "name",
        CellKind::Label => "label",
        CellKind::Amount => "amount",
        CellKind::Other => "other",
    };
    let mark = cell.severity.map(|severity| words::severity(severity).0);
    let touched = (mark.is_none() && !cell.findings.is_empty()).then_some("touched");
    let broken = (cell.reconciled == Reconciliation::Broken).then_some("broken");
    let chosen = (pen.chosen == Some(place)).then_some("chosen");
    let changed = cell.was.is_some().then_some("changed");
    let naming = cell.naming.then_some("naming");
    let number = (cell.kind == CellKind::Other && is_number(&cell.text)).then_some("number");
    classes!(kind, mark, touched, broken, chosen, changed, naming, number)
}

/// A rate or a count stands in one line, like an amount.
fn is_number(text: &str) -> bool {
    let beside = |character: char| ".,-+−%％‰()（）".contains(character);
    let mut characters = text.trim().chars();
    text.contains(|character: char| character.is_ascii_digit())
        && characters.all(|character| character.is_ascii_digit() || beside(character))
}

/// Names need room to be read; codes and the like do not.
fn is_name(text: &str) -> bool {
    text.chars()
        .filter(|character| !character.is_ascii_digit())
        .count()
        > 4
}

/// The text; of a cell with findings, a button that shows them and says what should stand there.
fn content(cell: &CellView, place: &Place, pen: &Pen) -> Html {
    let selection = pen.checked.selection.as_ref();
    let typing = selection.filter(|it| it.place == *place && cell.kind == CellKind::Amount);
    if let Some(typing) = typing.and_then(|it| it.typing.clone()) {
        let key = typing.visit;
        return html! { <Editor {key} place={place.clone()} {typing} was={cell.text.clone()} dispatch={pen.dispatch.clone()} /> };
    }
    let proposals = pen.checked.proposals(place);
    let was = cell.was.as_ref().map(|was| {
        let was = if was.is_empty() {
            words::table::blank()
        } else {
            was
        };
        html! { <del class="was"><span class="unseen">{ words::table::was() }</span>{ words::with_minus(was) }</del> }
    });
    let text = match cell.kind {
        CellKind::Amount | CellKind::Other => words::with_minus(&cell.text),
        _ => cell.text.clone(),
    };
    if cell.findings.is_empty() && proposals.is_empty() {
        return html! { <>{ was }{ text }</> };
    }
    let sign = cell.severity.map(|severity| {
        let (_, sign, name) = words::severity(severity);
        html! { <span class="sign" role="img" aria-label={name}>{ sign }</span> }
    });
    let proposed: Vec<String> = proposals.iter().map(words::proposed).collect();
    let findings = cell.findings.iter();
    let messages =
        findings.filter_map(|index| Some(words::with_minus(&pen.checked.finding(*index)?.message)));
    let title = proposed.iter().cloned().chain(messages);
    let title = title.collect::<Vec<_>>().join("\n");
    let blank = cell
        .text
        .is_empty()
        .then(|| html! { <span class="unseen">{ words::table::blank() }</span> });
    let expanded = (pen.chosen == Some(place)).to_string();
    html! {
        <button type="button" class="cell-link" {title} aria-expanded={expanded}>
            { sign }{ was }<span class="cell-text">{ text }{ blank }</span>
            { for proposed.iter().map(|proposed| html! { <span class="unseen">{ format!("，{proposed}") }</span> }) }
        </button>
    }
}
