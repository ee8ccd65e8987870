use gouji::view::{CellKind, RowView, TableView};
use yew::prelude::*;

use super::cell::{caption_cell, table_cell};
use crate::state::{Action, Checked, Place};
use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct GridProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The table chosen, as the workbook shows it, with its cells marked.
#[component]
pub(crate) fn Grid(props: &GridProps) -> Html {
    let Some(table) = props.checked.open_table() else {
        return html! { <p class="nothing">{ "没有可显示的表。" }</p> };
    };
    let pen = Pen {
        table,
        chosen: props
            .checked
            .selection
            .as_ref()
            .map(|selection| &selection.place),
        checked: &props.checked,
        dispatch: &props.dispatch,
    };
    let (top, body) = table.rows.split_at(table.head.min(table.rows.len()));
    let heading = top.iter().position(is_heading).unwrap_or(top.len());
    let (caption, head) = top.split_at(heading);
    html! {
        <div class="sheet">
            <div class="sheet-caption" id="sheet-caption">{ for caption.iter().map(|row| caption_row(row, &pen)) }</div>
            <div class="sheet-scroll" role="region" tabindex="0" aria-label={format!("{} {}", words::table(&table.id), table.title)} key={table.id.clone()}>
                <table class="book" aria-labelledby="sheet-caption">
                    <thead>{ for head.iter().map(|row| table_row(row, true, &pen)) }</thead>
                    <tbody>{ for body.iter().map(|row| table_row(row, false, &pen)) }</tbody>
                </table>
            </div>
            <p class="sheet-foot">{ format!("工作表“{}” {}", table.sheet, table.range) }</p>
        </div>
    }
}

/// What is needed to draw any cell of the table.
pub(crate) struct Pen<'a> {
    pub(crate) table: &'a TableView,
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
