//! The address bar, and the cell that it names.

use gloo::utils::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::state::{Place, Route};

#[wasm_bindgen]
extern "C" {
    /// Where the files of this build are; `boot.js` tells.
    #[wasm_bindgen(thread_local_v2, js_namespace = gouji, js_name = files)]
    static FILES: String;
}

/// The address of a file of this build.
pub(crate) fn file(name: &str) -> String {
    FILES.with(|folder| format!("{folder}{name}"))
}

/// Where the address leads.
pub(crate) fn route() -> Route {
    Route::from_hash(&window().location().hash().unwrap_or_default())
}

/// Writes a cell into the address, so that it can be passed on and gone back to.
pub(crate) fn write(place: &Place) {
    write_part(&place.id());
}

/// Writes a table into the address.
pub(crate) fn write_table(table: &str) {
    write_part(table);
}

fn write_part(part: &str) {
    let hash = format!("#{part}");
    if window().location().hash().ok().as_deref() == Some(&hash) {
        return;
    }
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&hash));
    }
}

/// Takes the cell out of the address.
pub(crate) fn clear() {
    if !matches!(route(), Route::Cell(_) | Route::Table(_)) {
        return;
    }
    let path = window().location().pathname().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// Brings a cell into view and puts the focus on it; says whether it is there. One that `stays` only
/// gets the focus back that it lost when it was drawn again.
pub(crate) fn reveal(place: &Place, stays: bool) -> bool {
    let Some(cell) = document().get_element_by_id(&place.id()) else {
        return false;
    };
    if stays {
        // The focus makes the browser lay the page out: once all of it is drawn.
        spawn_local(async move {
            if is_idle() {
                focus_cell(cell);
            }
        });
        return true;
    }
    bring_to_centre(&cell);
    focus_cell(cell);
    true
}

/// Brings a cell or words into view, wherever the focus is.
pub(crate) fn bring_into_view(place: &Place) {
    if let Some(cell) = document().get_element_by_id(&place.id()) {
        bring_to_centre(&cell);
    }
}

fn bring_to_centre(cell: &web_sys::Element) {
    let position = ScrollIntoViewOptions::new();
    position.set_block(ScrollLogicalPosition::Center);
    position.set_inline(ScrollLogicalPosition::Nearest);
    cell.scroll_into_view_with_scroll_into_view_options(&position);
}

/// Brings an element into view.
pub(crate) fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Puts the focus on a cell, unless it is being typed into: the field has it then.
fn focus_cell(cell: web_sys::Element) {
    let within = |selector| cell.query_selector(selector).ok().flatten();
    if within("input").is_none() {
        let button = within("button");
        focus(button.unwrap_or(cell));
    }
}

/// Puts the focus on the cell around a field.
pub(crate) fn focus_around(field: &HtmlElement) {
    if let Some(cell) = field.parent_element() {
        focus(cell);
    }
}

/// Whether the focus is nowhere, or in a table.
fn is_idle() -> bool {
    let within = |element: web_sys::Element| element.matches("body, .sheet-scroll *").ok();
    document().active_element().and_then(within).unwrap_or(true)
}

/// Brings the heading with this identifier to the top and puts the focus on it.
pub(crate) fn reveal_heading(id: &str) {
    if let Some(heading) = document().get_element_by_id(id) {
        heading.scroll_into_view();
        focus(heading);
    }
}

fn focus(element: web_sys::Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let stay = FocusOptions::new();
        stay.set_prevent_scroll(true);
        let _ = element.focus_with_options(&stay);
    }
}
