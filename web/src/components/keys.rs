//! The table by pointer and by keys.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};
use yew::Callback;

use crate::state::{Action, Place, Stroke};
use crate::tasks::sight;

/// The amount's cell that an event happened in.
fn amount_at(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("td.amount[id]").ok().flatten()
}

fn place(cell: &Element) -> Option<Place> {
    let id = cell.id();
    let (table, address) = id.split_once('!')?;
    Some(Place::new(table, address))
}

/// A choice that waits for a second click.
pub(super) type Waiting = RefCell<Option<Timeout>>;

/// How long a second click is waited for, in milliseconds.
const SECOND_CLICK: u32 = 300;

/// A click on an amount chooses it, wherever in its cell, and so does one on the button of any cell.
pub(super) fn clicked(event: &MouseEvent, waiting: &Waiting, dispatch: &Callback<Action>) {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let around = |it: Element, selector| it.closest(selector).ok().flatten();
    let chosen = target
        .filter(|it| it.tag_name() != "INPUT")
        .and_then(|it| around(it, ".cell-link, td.amount[id]"))
        .and_then(|it| around(it, "[id]"));
    let Some((cell, place)) = chosen.and_then(|it| Some((it.clone(), place(&it)?))) else {
        return;
    };
    let visit = {
        let dispatch = dispatch.clone();
        move || dispatch.emit(Action::Visit(place))
    };
    if event.detail() > 0 && sight::will_be_covered(&cell) {
        *waiting.borrow_mut() = Some(Timeout::new(SECOND_CLICK, visit));
    } else {
        visit();
    }
}

/// A second click on it begins to type into it.
pub(super) fn clicked_twice(event: &Event, waiting: &Waiting, dispatch: &Callback<Action>) {
    waiting.borrow_mut().take();
    let cell = amount_at(event);
    if let Some((cell, place)) = cell.and_then(|it| Some((it.clone(), place(&it)?))) {
        dispatch.emit(Action::Visit(place));
        dispatch.emit(Action::Typing(Some(Stroke::Open(text(&cell)))));
    }
}

/// Arrows go from amount to amount, a figure begins to type into the chosen one.
pub(super) fn pressed(event: &KeyboardEvent, chosen: Option<&Place>, dispatch: &Callback<Action>) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    let Some(cell) = amount_at(event) else {
        enter(event, &key, dispatch);
        return;
    };
    let here = place(&cell).filter(|place| Some(place) == chosen);
    if let Some(place) = here.clone().filter(|_| has_field(&cell)) {
        // The field was finished and waits for the answer: the key is for the cell.
        dispatch.emit(Action::Visit(place));
    }
    let here = here.is_some();
    let action = match key.as_str() {
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => neighbour(&cell, &key)
            .and_then(|it| place(&it))
            .map(Action::Step),
        "Enter" | "F2" if here => Some(Action::Typing(Some(Stroke::Open(text(&cell))))),
        "Delete" | "Backspace" if here => Some(Action::Typing(Some(Stroke::Delete))),
        "Escape" if here => Some(Action::Leave),
        other if here => {
            figure(other).map(|it| Action::Typing(Some(Stroke::Figure(it.to_string()))))
        }
        _ => None,
    };
    if let Some(action) = action {
        event.prevent_default();
        dispatch.emit(action);
    }
}

fn has_field(cell: &Element) -> bool {
    cell.query_selector("input").ok().flatten().is_some()
}

/// From the table as a whole to its first amount.
fn enter(event: &KeyboardEvent, key: &str, dispatch: &Callback<Action>) {
    let region: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
    let region =
        region.filter(|it| key == "Enter" && it.matches("[role=region]").unwrap_or_default());
    let first = region.and_then(|it| it.query_selector("td.amount[id]").ok().flatten());
    if let Some(place) = first.and_then(|it| place(&it)) {
        event.prevent_default();
        dispatch.emit(Action::Visit(place));
    }
}

/// The marked words that an event happened in.
fn words_at(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-to]").ok().flatten()
}

fn words_place(words: &Element) -> Option<Place> {
    Place::from_id(&words.get_attribute("data-to")?)
}

/// A click on marked words chooses them; with a key held down the browser does what it does to links.
pub(super) fn clicked_words(event: &MouseEvent, dispatch: &Callback<Action>) {
    let held = event.ctrl_key() || event.meta_key() || event.shift_key();
    if let Some(place) = words_at(event)
        .and_then(|it| words_place(&it))
        .filter(|_| !held)
    {
        event.prevent_default();
        dispatch.emit(Action::Visit(place));
    }
}

/// Arrows go from marked words to the next; Enter goes into the text, Escape leaves the words.
pub(super) fn pressed_words(event: &KeyboardEvent, chosen: bool, dispatch: &Callback<Action>) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let here = words_at(event);
    let action = match (event.key().as_str(), &here) {
        ("ArrowLeft", Some(here)) => next_words(event, here, -1).map(Action::Visit),
        ("ArrowRight", Some(here)) => next_words(event, here, 1).map(Action::Visit),
        ("Escape", _) if chosen => Some(Action::Leave),
        ("Enter" | "ArrowRight", None) => {
            let region: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
            let first = region.and_then(|it| it.query_selector("a[data-to]").ok().flatten());
            first.and_then(|it| words_place(&it)).map(Action::Visit)
        }
        _ => None,
    };
    if let Some(action) = action {
        event.prevent_default();
        dispatch.emit(action);
    }
}

/// The words before or behind these.
fn next_words(event: &Event, here: &Element, step: i32) -> Option<Place> {
    let region: Element = event.current_target()?.dyn_into().ok()?;
    let all = region.query_selector_all("a[data-to]").ok()?;
    let place = (0..all.length()).find(|index| all.item(*index).as_ref() == Some(here))?;
    let next = all.item(place.checked_add_signed(step)?)?;
    words_place(&next.dyn_into().ok()?)
}

/// The sign of an amount that a key types, those of full width as any other.
fn figure(key: &str) -> Option<char> {
    let mut characters = key.chars();
    let typed = characters.next().filter(|_| characters.next().is_none())?;
    let sign = match typed {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(typed) - 0xfee0)?,
        '−' => '-',
        other => other,
    };
    (sign.is_ascii_digit() || "-.,()+".contains(sign)).then_some(sign)
}

/// What stands in a cell now.
fn text(cell: &Element) -> String {
    let own = cell.get_attribute("data-text");
    own.unwrap_or_default()
}

/// The next amount in a direction.
fn neighbour(cell: &Element, key: &str) -> Option<Element> {
    let is_amount = |it: &Element| it.matches("td.amount[id]").unwrap_or_default();
    let mut next = cell.clone();
    loop {
        next = match key {
            "ArrowLeft" => next.previous_element_sibling()?,
            "ArrowRight" => next.next_element_sibling()?,
            _ => vertical(&next, key == "ArrowDown")?,
        };
        if is_amount(&next) {
            return Some(next);
        }
    }
}

fn vertical(cell: &Element, down: bool) -> Option<Element> {
    let row = cell.parent_element()?;
    let mut before = 0;
    let mut sibling = cell.previous_element_sibling();
    while let Some(other) = sibling {
        before += 1;
        sibling = other.previous_element_sibling();
    }
    let next = |row: &Element| match down {
        true => row.next_element_sibling(),
        false => row.previous_element_sibling(),
    };
    let row = next(&row).or_else(|| {
        let block = next(&row.parent_element()?)?;
        match down {
            true => block.first_element_child(),
            false => block.last_element_child(),
        }
    })?;
    row.children().item(before)
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn keys_of_full_width_are_figures_too() {
        for (key, expected) in [
            ("1", Some('1')),
            ("１", Some('1')),
            ("（", Some('(')),
            ("－", Some('-')),
            ("−", Some('-')),
            ("．", Some('.')),
            (")", Some(')')),
            ("a", None),
            ("Tab", None),
            ("F1", None),
            ("", None),
        ] {
            assert_eq!(figure(key), expected, "{key}");
        }
    }
}
