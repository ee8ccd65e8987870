//! The address bar.
//!
//! The start page, what was checked, and each place in it are steps of the browser's history: the way
//! back leads from one to the one before.

use std::cell::Cell;

use gloo::utils::window;
use wasm_bindgen::prelude::*;

use super::embed;
use crate::state::{FILES_ADDRESS, Place, Route, file_address};

thread_local! {
    /// Whether anything was written since the page was loaded.
    static WRITTEN: Cell<bool> = const { Cell::new(false) };
}

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

/// Writes that something was checked, and takes cell, table and file out of the address.
pub(crate) fn write_files() {
    match route() {
        Route::Rules(_) => {}
        // A visitor who gets the sample at once has seen no start page.
        Route::Home if !WRITTEN.get() && embed::wish("sample").is_some() => {
            WRITTEN.set(true);
            write_part(FILES_ADDRESS, true);
        }
        Route::Home | Route::Files => write_part(FILES_ADDRESS, false),
        Route::Cell(_) | Route::Table(_) | Route::File(_) => write_part(FILES_ADDRESS, true),
    }
}

fn write_part(part: &str, instead: bool) {
    let instead = instead && WRITTEN.get();
    begin();
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

/// Before anything is written, the start page is where a link led: the way back is to lead there.
fn begin() {
    if WRITTEN.replace(true) || matches!(route(), Route::Home | Route::Rules(_)) {
        return;
    }
    let location = window().location();
    let start = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&start));
    }
}
