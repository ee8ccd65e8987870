//! The site around the page, where a frame shows it: what it wants, and what it is told.

use std::cell::Cell;

use gloo::utils::window;
use gouji::report::{Counts, Verdict};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CustomEvent, CustomEventInit, UrlSearchParams};

thread_local! {
    /// Whether the next report is for the site, which the visitor has agreed to.
    static AGREED: Cell<bool> = const { Cell::new(false) };
}

/// What a site is told of a check: how it ended, and counts; no name, no amount.
#[derive(Serialize)]
struct Told {
    verdict: Verdict,
    counts: Counts,
}

/// A wish in the address of the page: `?sample`, `?rulebook=xinjiang-2026`.
pub(crate) fn wish(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// What an event of the page's own scripts says.
pub(crate) fn said(event: &web_sys::Event) -> String {
    let event: Option<&CustomEvent> = event.dyn_ref();
    let detail = event.and_then(|event| event.detail().as_string());
    detail.unwrap_or_default()
}

/// The site that shows the page; `None` where none does, or where it does not say who it is.
pub(crate) fn host() -> Option<String> {
    let page = js_sys::Reflect::get(&window(), &"gouji".into()).ok()?;
    js_sys::Reflect::get(&page, &"host".into())
        .ok()?
        .as_string()
}

/// Tells the site how a check ended.
pub(crate) fn tell(verdict: Verdict, counts: Counts) {
    let told = serde_wasm_bindgen::to_value(&Told { verdict, counts });
    dispatch("gouji-checked", &told.unwrap_or_default());
}

/// The visitor agreed: the next report goes to the site.
pub(crate) fn agree() {
    AGREED.set(true);
}

/// The visitor declined, or there is nothing to report.
pub(crate) fn decline() {
    dispatch("gouji-report", &JsValue::NULL);
}

/// Whether this report is for the site; it is given only once.
pub(crate) fn is_agreed() -> bool {
    AGREED.take()
}

/// Gives the site a report.
pub(crate) fn give(report: &Blob) {
    let text = report.text();
    spawn_local(async move {
        let text = JsFuture::from(text)
            .await
            .ok()
            .and_then(|it| it.as_string());
        let report = text.and_then(|text| js_sys::JSON::parse(&text).ok());
        dispatch("gouji-report", &report.unwrap_or(JsValue::NULL));
    });
}

/// Has the site bring a part of the page into sight, told by where it begins and ends in the frame.
pub(crate) fn show(top: f64, bottom: f64) {
    if host().is_some() {
        let place = js_sys::Array::of2(&top.into(), &bottom.into());
        dispatch("gouji-show", &place);
    }
}

fn dispatch(name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = window().dispatch_event(event.unchecked_ref());
    }
}
