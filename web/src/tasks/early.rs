//! What a visitor does before this module runs, with the start page that lies in the document.
//!
//! `web/boot.js` holds what is chosen or dropped there, and dispatches [`EVENT`] each time; drops until
//! [`takes_drops`].

use std::cell::Cell;

use gloo::utils::{document, window};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::file::Dropped;

/// The event that tells of a choice: a file dialogue may end after the module has taken over.
pub(crate) const EVENT: &str = "gouji-early";

/// What can have the focus, in the document's start page and in the one that is drawn.
const CONTROLS: &str = ".drop-buttons input, .drop-buttons button, .start > details > summary";

/// What can be opened.
const FOLDED: &str = ".start > details";

thread_local! {
    /// What the visitor had made of the document's start page.
    static LEFT: Cell<Option<Left>> = const { Cell::new(None) };
}

struct Left {
    /// Which of the controls had the focus.
    focused: Option<usize>,
    /// Which of the folded parts were open.
    open: Vec<usize>,
}

/// What is to be checked.
pub(crate) enum Early {
    Sample,
    Files(Dropped),
}

/// Takes the document's start page away.
pub(crate) fn clear() {
    let page = document();
    let active = page.active_element();
    let focused = elements(CONTROLS).position(|it| Some(it) == active);
    let folded = elements(FOLDED).enumerate();
    let open = folded.filter(|(_, it)| it.has_attribute("open"));
    let open = open.map(|(place, _)| place).collect();
    LEFT.set(Some(Left { focused, open }));
    if let Some(loading) = page.get_element_by_id("loading") {
        loading.remove();
    }
}

/// Leaves the page that is drawn as the visitor had left the document's own: what was open is, and the
/// control that had the focus has it.
pub(crate) fn restore() {
    let Some(left) = LEFT.take() else { return };
    for (place, folded) in elements(FOLDED).enumerate() {
        if left.open.contains(&place) {
            // What stays closed can be opened again.
            let _ = folded.set_attribute("open", "");
        }
    }
    let again = left.focused.and_then(|place| elements(CONTROLS).nth(place));
    if let Some(control) = again.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Without the focus the page can be used all the same.
        let _ = control.focus();
    }
}

/// From now on this module takes what is dropped.
pub(crate) fn takes_drops() {
    let page = Reflect::get(&window(), &"gouji".into());
    // A page without its own scripts has nobody else to take it.
    let _ = page.and_then(|page| Reflect::set(&page, &"drops".into(), &JsValue::TRUE));
}

/// What was chosen, once.
pub(crate) fn take() -> Option<Early> {
    let page = Reflect::get(&window(), &"gouji".into()).ok()?;
    let given = Reflect::get(&page, &"early".into()).ok()?;
    Reflect::set(&page, &"early".into(), &JsValue::UNDEFINED).ok()?;
    if given.as_string().is_some() {
        return Some(Early::Sample);
    }
    let list = |name: &str| {
        Reflect::get(&given, &name.into())
            .ok()?
            .dyn_into::<Array>()
            .ok()
    };
    Some(Early::Files(Dropped::new(list("entries")?, list("files")?)))
}

fn elements(selector: &str) -> impl Iterator<Item = Element> {
    let found = document().query_selector_all(selector).ok().into_iter();
    let nodes = found.flat_map(|list| (0..list.length()).filter_map(move |place| list.get(place)));
    nodes.filter_map(|node| node.dyn_into().ok())
}
