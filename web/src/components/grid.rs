use std::cell::Cell;
use std::rc::Rc;

use gouji::report::Severity;
use gouji::view::{CellKind, RowView, TableTop};
use yew::prelude::*;

use super::cell::{caption_cell, table_cell};
use super::keys;
use super::long::{is_drawn, rows_in_sight, use_sight};
use crate::state::{Action, Checked, Place, is_long};
use crate::tasks::sight;
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct GridProps {
    pub(crate) checked: Checked,
    /// The last visit to a cell that led there.
    pub(crate) revealed: Rc<Cell<u32>>,
    pub(crate) dispatch: Callback<Action>,
}

/// The table chosen, as the workbook shows it, with its cells marked.
#[component]
pub(crate) fn Grid(props: &GridProps) -> Html {
    use_language();
    let checked = &props.checked;
    let table = checked.open_table();
    let long = table.filter(|table| is_long(table));
    let scroll = use_node_ref();
    let (sight, onscroll) = use_sight(checked, long, &scroll, &props.dispatch);
    let ready = |place: &Place| long.is_none() || is_drawn(checked, place, sight);
    let chosen = checked.selection.clone();
    let chosen = chosen.filter(|selection| ready(&selection.place));
    let revealed = props.revealed.clone();
    use_effect_with(chosen, move |chosen| {
        if let Some(selection) = chosen
            && revealed.get() != selection.visit
            && sight::reveal(&selection.place, selection.stays)
        {
            revealed.set(selection.visit);
        }
    });
    let waiting = use_memo((), |()| keys::Waiting::default());
    let Some(table) = table else {
        return html! { <p class="nothing">{ words::table::no_table() }</p> };
    };
    let pen = Pen {
        table,
        chosen: checked.selection.as_ref().map(|selection| &selection.place),
        checked,
        dispatch: &props.dispatch,
    };
    let heading = table.head.iter().position(is_heading);
    let (caption, head) = table.head.split_at(heading.unwrap_or(table.head.len()));
    let count = long.map(|_| (table.head.len() + table.height).to_string());
    let keys = {
        let (chosen, dispatch) = (pen.chosen.cloned(), props.dispatch.clone());
        Callback::from(move |event: KeyboardEvent| {
            keys::pressed(&event, chosen.as_ref(), &dispatch)
        })
    };
    let click = {
        let (waiting, dispatch) = (waiting.clone(), props.dispatch.clone());
        Callback::from(move |event: MouseEvent| keys::clicked(&event, &waiting, &dispatch))
    };
    let twice = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: MouseEvent| keys::clicked_twice(&event, &waiting, &dispatch))
    };
    html! {
        <div class="sheet">
            <div class="sheet-caption" id="sheet-caption" lang={words::said_in()} onclick={click.clone()}>{ for caption.iter().map(|row| caption_row(row, &pen)) }</div>
            { bar(props) }
            <div class="sheet-scroll" role="region" tabindex="0" aria-label={words::titled(table)}
                key={table.id.clone()} ref={scroll} {onscroll} onkeydown={keys} onclick={click} ondblclick={twice}>
                <table class={classes!("book", long.map(|_| "long"))} aria-labelledby="sheet-caption" aria-rowcount={count} lang={words::said_in()}>
                    <thead>{ for head.iter().map(|row| table_row(row, true, &pen)) }</thead>
                    if long.is_some() {
                        { rows_in_sight(table, sight, &pen) }
                    } else {
                        <tbody>{ for table.body.iter().map(|row| table_row(row, false, &pen)) }</tbody>
                    }
                </table>
            </div>
            <p class="sheet-foot">{ words::table::sheet() }{ words::said(&table.sheet) }{ format!(" {}", table.range) }</p>
        </div>
    }
}

/// Taking changes back and making them again, and what the signs mean.
fn bar(props: &GridProps) -> Html {
    let checked = &props.checked;
    let (earlier, later) = (checked.history.earlier(), checked.history.later());
    let undo = props.dispatch.reform(|_: MouseEvent| Action::Undo);
    let redo = props.dispatch.reform(|_: MouseEvent| Action::Redo);
    let changes = checked.report().accepted.len();
    html! {
        <div class="sheet-bar">
            if earlier.is_some() || later.is_some() {
                <div class="sheet-steps" role="group" aria-label={words::table::changes()}>
                    <button type="button" class="button quiet" disabled={earlier.is_none()} onclick={undo}>{ words::table::undo() }</button>
                    <button type="button" class="button quiet" disabled={later.is_none()} onclick={redo}>{ words::table::redo() }</button>
                    <span class="sheet-changes">{ words::table::changed(changes) }</span>
                </div>
            } else {
                <p class="sheet-hint">{ words::table::hint() }</p>
            }
            <ul class="legend" aria-label={words::table::legend()}>
                { for [Severity::Error, Severity::Warning, Severity::Notice].map(|severity| {
                    let (class, sign, name) = words::severity(severity);
                    html! { <li {class}><span class="sign" aria-hidden="true">{ sign }</span>{ name }</li> }
                }) }
            </ul>
        </div>
    }
}

/// What is needed to draw any cell of the table.
pub(crate) struct Pen<'a> {
    pub(crate) table: &'a TableTop,
    pub(crate) chosen: Option<&'a Place>,
    pub(crate) checked: &'a Checked,
    pub(crate) dispatch: &'a Callback<Action>,
}

fn is_heading(row: &RowView) -> bool {
    row.cells.iter().any(|cell| cell.kind == CellKind::Head)
}

fn caption_row(row: &RowView, pen: &Pen) -> Html {
    let cells = row.cells.iter().filter(|cell| !cell.text.is_empty());
    html! { <div class="caption-row">{ for cells.map(|cell| caption_cell(cell, pen)) }</div> }
}

fn table_row(row: &RowView, head: bool, pen: &Pen) -> Html {
    html! { <tr>{ for row.cells.iter().map(|cell| table_cell(cell, head, pen)) }</tr> }
}
