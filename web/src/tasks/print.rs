//! Paper, and the time of day.

use gloo::utils::window;
use js_sys::{Date, Object};

use crate::words;

/// The present time, as the language of the page writes it.
pub(crate) fn now() -> String {
    let text = Date::new_0().to_locale_string(words::language().code(), &Object::new());
    text.into()
}

/// Opens the browser's own print dialogue.
pub(crate) fn print() {
    let _ = window().print();
}
