use gouji::view::{Ask, TableTop};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::cell::table_cell;
use super::grid::Pen;
use crate::state::{Action, BLOCK, Checked, Place};

/// Height of a row before one was measured, in pixels.
const USUAL_HEIGHT: f64 = 34.0;

/// Blocks that are drawn above and below those in sight.
const MARGIN: usize = 1;

/// Where in a long table the visitor is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sight {
    /// The blocks that are drawn.
    first: usize,
    last: usize,
    /// Height of a row in pixels.
    height: f64,
}

impl Default for Sight {
    fn default() -> Self {
        Self {
            first: 0,
            last: MARGIN,
            height: USUAL_HEIGHT,
        }
    }
}

impl Sight {
    /// What is in sight of a table that is scrolled like this.
    fn of(scroll: &HtmlElement, rows: usize) -> Self {
        let row = scroll.query_selector(".block tr").ok().flatten();
        let height = row.map_or(0.0, |row: Element| row.get_bounding_client_rect().height());
        let height = if height > 0.0 { height } else { USUAL_HEIGHT };
        let block = |pixels: f64| (pixels.max(0.0) / height) as usize / BLOCK;
        let top = f64::from(scroll.scroll_top());
        let last = rows.saturating_sub(1) / BLOCK;
        let below = block(top + f64::from(scroll.client_height())) + MARGIN;
        Self {
            first: block(top).saturating_sub(MARGIN).min(last),
            last: below.min(last),
            height,
        }
    }

    fn holds(&self, row: usize) -> bool {
        (self.first..=self.last).contains(&(row / BLOCK))
    }
}

/// Follows the scrolling of a long table, fetches the rows that come into sight, and goes to the
/// cell that is chosen. Gives what is to be drawn, and what is to be called when it scrolls.
#[hook]
pub(crate) fn use_sight(
    checked: &Checked,
    table: Option<&TableTop>,
    scroll: &NodeRef,
    dispatch: &Callback<Action>,
) -> (Sight, Callback<Event>) {
    let sight = use_state_eq(Sight::default);
    let rows = table.map_or(0, |table| table.height);
    let look = {
        let (sight, scroll) = (sight.setter(), scroll.clone());
        use_callback(rows, move |(), rows| {
            if let Some(scroll) = scroll.cast::<HtmlElement>() {
                sight.set(Sight::of(&scroll, *rows));
            }
        })
    };
    let id = table.map(|table| table.id.clone()).unwrap_or_default();
    {
        let look = look.clone();
        let here = checked.parts.block(&id, sight.first).is_some();
        use_effect_with((id.clone(), checked.id, here), move |_| look.emit(()));
    }
    {
        let missing: Vec<usize> = (sight.first..=sight.last)
            .filter(|place| rows > 0 && checked.parts.block(&id, *place).is_none())
            .collect();
        let (dispatch, id) = (dispatch.clone(), id.clone());
        let answered = (checked.id, checked.outcome);
        use_effect_with((id, missing, answered), move |(id, missing, _)| {
            for place in missing {
                let (table, from) = (id.clone(), place * BLOCK);
                let to = from + BLOCK;
                dispatch.emit(Action::Ask(Ask::Rows { table, from, to }));
            }
        });
    }
    use_travel(checked, &id, *sight, scroll);
    (*sight, look.reform(|_: Event| ()))
}

/// Scrolls to the row of the cell that is chosen, where that row is not drawn.
#[hook]
fn use_travel(checked: &Checked, table: &str, sight: Sight, scroll: &NodeRef) {
    let chosen = checked.selection.as_ref();
    let chosen = chosen.filter(|selection| selection.place.table == table);
    let row = chosen.and_then(|selection| checked.row_of(&selection.place));
    let visit = chosen.map(|selection| selection.visit);
    let scroll = scroll.clone();
    use_effect_with((visit, row), move |(_, row)| {
        let row = row.filter(|row| !sight.holds(*row));
        if let (Some(row), Some(scroll)) = (row, scroll.cast::<HtmlElement>()) {
            let middle = f64::from(scroll.client_height()) / 2.0;
            let top = row as f64 * sight.height - middle;
            scroll.set_scroll_top(top.max(0.0) as i32);
        }
    });
}

/// The rows in sight, and room for those that are not.
pub(crate) fn rows_in_sight(table: &TableTop, sight: Sight, pen: &Pen) -> Html {
    let last = sight.last.min(table.height.saturating_sub(1) / BLOCK);
    let end = ((last + 1) * BLOCK).min(table.height);
    html! {
        <>
            { widths(table) }
            { room(sight.first * BLOCK, sight, table) }
            { for (sight.first..=last).map(|place| block(place, table, sight, pen)) }
            { room(table.height - end, sight, table) }
        </>
    }
}

fn block(place: usize, table: &TableTop, sight: Sight, pen: &Pen) -> Html {
    let first = place * BLOCK;
    let Some(rows) = pen.checked.parts.block(&table.id, place) else {
        return room(BLOCK.min(table.height - first), sight, table);
    };
    let top = table.head.len();
    let rows = rows.iter().enumerate().map(|(index, row)| {
        let number = (top + first + index + 1).to_string();
        html! {
            <tr aria-rowindex={number}>{ for row.cells.iter().map(|cell| table_cell(cell, false, pen)) }</tr>
        }
    });
    html! { <tbody key={place} class="block">{ for rows }</tbody> }
}

/// An empty stretch as high as so many rows.
fn room(rows: usize, sight: Sight, table: &TableTop) -> Html {
    if rows == 0 {
        return Html::default();
    }
    let height = (rows as f64 * sight.height).to_string();
    html! {
        <tbody class="room" aria-hidden="true"><tr><td colspan={table.columns.to_string()}>
            <svg width="1" {height} focusable="false" />
        </td></tr></tbody>
    }
}

/// A row without height that keeps the columns as wide as their widest text.
fn widths(table: &TableTop) -> Html {
    let cells = table.widest.iter();
    html! {
        <tbody class="widths" aria-hidden="true"><tr>{ for cells.map(|text| html! { <td>{ text }</td> }) }</tr></tbody>
    }
}

/// Whether the row of a cell is drawn.
pub(crate) fn is_drawn(checked: &Checked, place: &Place, sight: Sight) -> bool {
    let row = checked.row_of(place);
    row.is_none_or(|row| sight.holds(row) && checked.cell(place).is_some())
}
