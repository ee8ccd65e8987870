//! The focus, where what had it goes away: to what is like it and near, or else to the heading above.

use std::cell::RefCell;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// What had the focus last, and where it was.
#[derive(Default)]
pub(crate) struct Focused(RefCell<Option<Place>>);

struct Place {
    element: Element,
    /// What is around it, from near to far, with its place among those like it there.
    around: Vec<(Element, u32)>,
    like: String,
}

/// How far around an element its like is looked for.
const DEPTH: usize = 12;

impl Focused {
    /// Notes what has the focus.
    pub(crate) fn note(&self, element: Option<Element>) {
        let place = element.filter(is_lasting).map(Place::of);
        *self.0.borrow_mut() = place;
    }

    /// Puts the focus near where it was, if it is lost.
    pub(crate) fn keep(&self) {
        let nowhere = document()
            .active_element()
            .is_none_or(|it| it.matches("body, :disabled").unwrap_or_default());
        let lost = self.0.borrow_mut().take_if(|it| nowhere && it.is_gone());
        if let Some(next) = lost.and_then(|it| it.next()) {
            focus(&next);
        }
    }
}

/// Cells have ways of their own.
fn is_lasting(element: &Element) -> bool {
    let own = element.closest(".sheet-scroll, .paper-scroll, .inspector");
    !element.matches("body").unwrap_or(true) && own.ok().flatten().is_none()
}

impl Place {
    fn of(element: Element) -> Self {
        let classes = element.class_name();
        let classes = classes.split_whitespace().map(|class| format!(".{class}"));
        let like = format!("{}{}", element.tag_name(), classes.collect::<String>());
        let around = std::iter::successors(element.parent_element(), |it| it.parent_element());
        let around = around.take(DEPTH).map(|it| {
            let place = all(&it, &like).position(|other| other == element);
            (it, place.unwrap_or_default() as u32)
        });
        Self {
            around: around.collect(),
            element,
            like,
        }
    }

    fn is_gone(&self) -> bool {
        !self.element.is_connected() || self.element.matches(":disabled").unwrap_or_default()
    }

    /// What is like it in the same list, or the heading of what it was in.
    fn next(&self) -> Option<Element> {
        let like = format!("{}:not(:disabled)", self.like);
        let there = self.around.iter().filter(|(it, _)| it.is_connected());
        there.clone().find_map(|(around, place)| {
            let list = around.matches("ol, ul, [role=group]").unwrap_or_default();
            let near: Vec<Element> = all(around, &like).filter(|_| list).collect();
            let last = near.len().checked_sub(1);
            let next = last.and_then(|last| near.get(last.min(*place as usize)).cloned());
            next.or_else(|| heading(around))
        })
    }
}

/// The elements that a selector names in another, in their order.
fn all(around: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = around.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |place| found.as_ref()?.item(place)?.dyn_into().ok())
}

/// The heading of a part of the page; of the page itself what it is about.
fn heading(around: &Element) -> Option<Element> {
    let selector = match around {
        it if it.matches("section, aside, article").unwrap_or_default() => "h1, h2, h3, h4",
        it if it.matches(".panel, main, .page").unwrap_or_default() => ".verdict, h1",
        it if it.matches(".sheet-bar").unwrap_or_default() => "button:not(:disabled)",
        _ => return None,
    };
    around.query_selector(selector).ok().flatten()
}

fn focus(element: &Element) {
    let takes = element.matches("button, a, input, select, summary, [tabindex]");
    if !takes.unwrap_or_default() {
        let _ = element.set_attribute("tabindex", "-1");
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus_with_options(&FocusOptions::new());
    }
}
