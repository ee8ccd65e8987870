//! The address bar, and the cell that it names.

use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::state::Place;

/// The cell that the address names.
pub(crate) fn place() -> Option<Place> {
    Place::from_hash(&window().location().hash().ok()?)
}

/// Writes a cell into the address, so that it can be passed on and gone back to.
pub(crate) fn write(place: &Place) {
    let hash = format!("#{}", place.id());
    if window().location().hash().ok().as_deref() == Some(&hash) {
        return;
    }
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&hash));
    }
}

/// Takes the cell out of the address.
pub(crate) fn clear() {
    if place().is_none() {
        return;
    }
    let path = window().location().pathname().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}

/// Brings a cell into view and puts the focus on it.
pub(crate) fn reveal(place: &Place) {
    let Some(cell) = document().get_element_by_id(&place.id()) else {
        return;
    };
    let position = ScrollIntoViewOptions::new();
    position.set_block(ScrollLogicalPosition::Center);
    position.set_inline(ScrollLogicalPosition::Nearest);
    cell.scroll_into_view_with_scroll_into_view_options(&position);
    let button = cell.query_selector("button").ok().flatten();
    focus(button.unwrap_or(cell));
}

fn focus(element: web_sys::Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let stay = FocusOptions::new();
        stay.set_prevent_scroll(true);
        let _ = element.focus_with_options(&stay);
    }
}
