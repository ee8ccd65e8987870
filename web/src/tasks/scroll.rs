//! How far the parts of the page are scrolled, which is lost while they are not shown.

use gloo::utils::{document, window};
use web_sys::Element;

/// What is scrolled by itself.
const PARTS: [&str; 3] = [".side", ".sheet-scroll", ".paper-scroll"];

/// How far everything is scrolled.
#[derive(Clone, Default)]
pub(crate) struct Scrolled {
    window: f64,
    parts: Vec<(Element, i32)>,
}

impl Scrolled {
    /// As it is now.
    pub(crate) fn now() -> Self {
        let parts = PARTS.iter().filter_map(|part| {
            let part = document().query_selector(part).ok().flatten()?;
            let top = part.scroll_top();
            Some((part, top))
        });
        Self {
            window: window().scroll_y().unwrap_or_default(),
            parts: parts.collect(),
        }
    }

    /// As it was; of the window only where the visitor did not go elsewhere since.
    pub(crate) fn restore(&self, window_too: bool) {
        for (part, top) in &self.parts {
            part.set_scroll_top(*top);
        }
        if window_too {
            window().scroll_to_with_x_and_y(0.0, self.window);
        }
    }
}
