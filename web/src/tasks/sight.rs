//! What is in sight and what has the focus: cells, words, findings, headings.

use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::embed;
use crate::state::Place;

/// Goes back to the finding that led to a cell, or else to the cell.
pub(crate) fn go_back(place: &Place, finding: Option<usize>) {
    let by_id = |id: String| document().get_element_by_id(&id);
    let shown = |it: &Element| it.closest("details:not([open])").ok().flatten().is_none();
    let finding = finding.and_then(|index| by_id(finding_id(index)));
    if let Some(finding) = finding.filter(shown) {
        if !is_in_sight(&finding) {
            bring_to_centre(&finding);
        }
        show_in_site(&finding);
        focus(finding);
    } else if let Some(cell) = by_id(place.id()) {
        focus_cell(cell);
    }
}

/// Scrolls the list beside the table so that a finding in it is seen: an explanation may have taken room.
pub(crate) fn keep_in_list(finding: usize) {
    let finding = document().get_element_by_id(&finding_id(finding));
    let around = |it: &Element| it.closest(".side").ok().flatten();
    let Some((finding, side)) = finding.and_then(|it| Some((it.clone(), around(&it)?))) else {
        return;
    };
    let (own, list) = (
        finding.get_bounding_client_rect(),
        side.get_bounding_client_rect(),
    );
    let above = list.top() - own.top();
    let below = (own.bottom() - list.bottom()).min(-above);
    let by = if above > 0.0 { -above } else { below };
    if list.height() > 0.0 && (above > 0.0 || below > 0.0) {
        side.set_scroll_top(side.scroll_top() + by as i32);
    }
}

/// The identifier of a finding's button.
pub(crate) fn finding_id(index: usize) -> String {
    format!("finding-{index}")
}

/// Puts the focus on the first element that a selector names, and brings it into view; says whether
/// there is one.
pub(crate) fn focus_first(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let there = found.is_some();
    if let Some(element) = found {
        if !is_in_sight(&element) {
            bring_to_centre(&element);
        }
        focus(element);
    }
    there
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
    if !is_in_sight(&cell) {
        bring_to_centre(&cell);
    }
    show_around(&cell);
    focus_cell(cell);
    true
}

/// How much of an explanation beneath its cell is to be seen, in pixels.
const EXPLAINED: f64 = 160.0;

/// Has the site around the page show a cell, with the beginning of the explanation beneath it.
fn show_around(cell: &Element) {
    let area = cell.get_bounding_client_rect();
    let explained = document().query_selector(".inspector:not(.empty)");
    let explained = explained.ok().flatten();
    let explained = explained.map(|it| it.get_bounding_client_rect().top());
    let beneath = explained.filter(|top| *top >= area.bottom());
    let bottom = beneath.map_or(area.bottom(), |top| top + EXPLAINED);
    embed::show(area.top(), bottom);
}

/// Has the site around the page show an element.
pub(crate) fn show_in_site(element: &Element) {
    let area = element.get_bounding_client_rect();
    embed::show(area.top(), area.bottom());
}

/// Keeps what got the focus by a key clear of what stays in place while the rest is scrolled.
pub(crate) fn keep_focus_clear(element: Element) {
    if !element.matches(BY_KEY).unwrap_or_default() {
        return;
    }
    keep_clear(&element);
    // The browser brings it into view on its own, but not all know what lies over it.
    Timeout::new(0, move || {
        if document().active_element().as_ref() == Some(&element) {
            bring_near(&element, ScrollLogicalPosition::Nearest);
        }
    })
    .forget();
}

/// What gets the focus from key to key; cells and their fields are brought into view where they are chosen.
const BY_KEY: &str = ":focus-visible:not([tabindex='-1']):not(.cell-field)";

/// Whether an element lies in the window, and nothing lies over it: not the headings either, which stay
/// while the rest is scrolled. What is in sight stays where it is, under the pointer.
fn is_in_sight(element: &Element) -> bool {
    sides_in_sight(element) == [true, true]
}

/// Whether the left and the right side of an element lie in the window from top to bottom, with nothing over them.
fn sides_in_sight(element: &Element) -> [bool; 2] {
    let area = element.get_bounding_client_rect();
    let (left, right) = (area.left() + 2.0, area.right() - 2.0);
    let (top, bottom) = (area.top() + 2.0, area.bottom() - 2.0);
    let uncovered = |(x, y): (f64, f64)| {
        let there = document().element_from_point(x as f32, y as f32);
        there.is_some_and(|there| element.contains(Some(&there)))
    };
    [left, right].map(|x| uncovered((x, top)) && uncovered((x, bottom)))
}

/// Whether the explanation of a cell, which is not open, will lie over it, as on a small screen.
pub(crate) fn will_be_covered(cell: &Element) -> bool {
    let there = |selector| document().query_selector(selector).ok().flatten().is_some();
    let height = |it: JsValue| it.as_f64().unwrap_or_default();
    let window_height = window().inner_height().map_or(0.0, height);
    let small = window().match_media("(max-width: 767.98px)").ok().flatten();
    let small = small.is_some_and(|it| it.matches());
    small
        && there(".inspector.empty")
        && cell.get_bounding_client_rect().bottom() > window_height * UNCOVERED
}

/// How much of a small screen the explanation leaves.
const UNCOVERED: f64 = 0.62;

/// Brings a cell or words into view, wherever the focus is.
pub(crate) fn bring_into_view(place: &Place) {
    if let Some(cell) = document().get_element_by_id(&place.id()) {
        bring_to_centre(&cell);
    }
}

/// To the middle of the window; what is only covered at one side, by the names of the rows, is not moved up or down
/// beneath the pointer.
fn bring_to_centre(cell: &Element) {
    keep_clear(cell);
    let block = match sides_in_sight(cell) {
        [false, false] => ScrollLogicalPosition::Center,
        _ => ScrollLogicalPosition::Nearest,
    };
    bring_near(cell, block);
}

fn bring_near(element: &Element, block: ScrollLogicalPosition) {
    let position = ScrollIntoViewOptions::new();
    position.set_block(block);
    position.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&position);
}

/// What stays at the top of a small window while the page is scrolled.
const STICKY: &str = ".verdict, .masthead";

/// Tells the browser what stays in place over an element while the rest is scrolled: the headings, the
/// names of the rows, on a small screen the verdict.
fn keep_clear(cell: &Element) {
    let within = |from: &Element, selector| from.query_selector(selector).ok().flatten();
    let around = |selector| cell.closest(selector).ok().flatten();
    if let Some(scroll) = around(".sheet-scroll") {
        let head = within(&scroll, "thead").filter(|head| !head.contains(Some(cell)));
        let names = around("tr").and_then(|row| within(&row, ".naming"));
        let names = names.filter(|names| !names.contains(Some(cell)));
        let height = head.map_or(0.0, |head| head.get_bounding_client_rect().height());
        let width = names.map_or(0.0, |names| names.get_bounding_client_rect().width());
        pad(&scroll, "scroll-padding-top", height);
        pad(&scroll, "scroll-padding-left", width);
    }
    let bars = document().query_selector_all(STICKY).ok();
    let bars = bars
        .iter()
        .flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)));
    let heights = bars
        .filter_map(|it| it.dyn_into::<Element>().ok())
        .filter(|it| sticks(it) && !it.contains(Some(cell)))
        .map(|it| it.get_bounding_client_rect().height());
    let height = heights.fold(0.0, f64::max);
    pad(&document_element(), "scroll-padding-top", height);
}

fn sticks(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    let position = style.and_then(|style| style.get_property_value("position").ok());
    position.as_deref() == Some("sticky")
}

fn pad(element: &Element, property: &str, pixels: f64) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element
            .style()
            .set_property(property, &format!("{pixels}px"));
    }
}

/// Brings an element into view.
pub(crate) fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
        show_in_site(&element);
    }
}

/// Puts the focus on a cell, unless it is being typed into: the field has it then.
fn focus_cell(cell: Element) {
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
    let within = |element: Element| element.matches("body, .sheet-scroll *").ok();
    document().active_element().and_then(within).unwrap_or(true)
}

/// Brings the heading with this identifier to the top and puts the focus on it.
pub(crate) fn reveal_heading(id: &str) {
    if let Some(heading) = document().get_element_by_id(id) {
        heading.scroll_into_view();
        show_in_site(&heading);
        focus(heading);
    }
}

fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let stay = FocusOptions::new();
        stay.set_prevent_scroll(true);
        let _ = element.focus_with_options(&stay);
    }
}
