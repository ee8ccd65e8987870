//! The address bar.

use gloo::utils::window;
use wasm_bindgen::prelude::*;

use crate::state::{Place, Route, file_address};

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

/// Writes a cell into the address, so that it can be passed on and gone back to; instead of the cell
/// beside it, where that is where the visitor came from.
pub(crate) fn write(place: &Place, stepped: bool) {
    let instead = stepped && matches!(route(), Route::Cell(_));
    write_part(&place.id(), instead);
}

/// Writes a table into the address.
pub(crate) fn write_table(table: &str) {
    write_part(table, false);
}

/// Writes one of several files into the address, so that the way back leads to the list of them.
pub(crate) fn write_file(outcome: usize) {
    let within = matches!(route(), Route::Cell(_) | Route::Table(_));
    write_part(&file_address(outcome), within);
}

fn write_part(part: &str, instead: bool) {
    let hash = format!("#{part}");
    if window().location().hash().ok().as_deref() == Some(&hash) {
        return;
    }
    let Ok(history) = window().history() else {
        return;
    };
    let _ = match instead {
        true => history.replace_state_with_url(&JsValue::NULL, "", Some(&hash)),
        false => history.push_state_with_url(&JsValue::NULL, "", Some(&hash)),
    };
}

/// Takes cell, table and file out of the address.
pub(crate) fn clear() {
    if !matches!(route(), Route::Cell(_) | Route::Table(_) | Route::File(_)) {
        return;
    }
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
}
