use std::cell::Cell;

use gloo::timers::callback::Timeout;
use gouji::view::Ask;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::{Action, Place, Typing};
use crate::tasks::sight;
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct EditorProps {
    pub(crate) place: Place,
    /// What is in it until it has the focus.
    pub(crate) typing: Typing,
    /// What stands in the cell.
    pub(crate) was: String,
    pub(crate) dispatch: Callback<Action>,
}

#[derive(PartialEq, Properties)]
pub(crate) struct EditFormProps {
    pub(crate) place: Place,
    /// What is in it at first.
    pub(crate) text: String,
    pub(crate) dispatch: Callback<Action>,
}

/// How long a field that was finished waits for the answer, which closes it and shows what it brought
/// about at once, in milliseconds.
const PATIENCE: u32 = 100;

/// Puts what was typed into a cell and goes back to it: everything is checked again.
pub(crate) fn put(place: &Place, text: String, dispatch: &Callback<Action>) {
    ask(place, text, dispatch);
    leave(place, dispatch)();
}

fn ask(place: &Place, text: String, dispatch: &Callback<Action>) {
    let (table, cell) = (place.table.clone(), place.cell.clone());
    dispatch.emit(Action::Ask(Ask::Type { table, cell, text }));
}

/// Back to the cell itself.
fn leave(place: &Place, dispatch: &Callback<Action>) -> impl FnOnce() + 'static {
    let (place, dispatch) = (place.clone(), dispatch.clone());
    move || dispatch.emit(Action::Visit(place))
}

/// The field inside a cell that is being typed into.
#[component]
pub(crate) fn Editor(props: &EditorProps) -> Html {
    use_language();
    let field = use_node_ref();
    let done = use_memo((), |()| Cell::new(false));
    // Gone with the field, which the answer closes.
    let late = use_mut_ref(|| None::<Timeout>);
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                let _ = field.focus();
            }
        });
    }
    use_text(&field, &props.typing.text);
    let finish = {
        let (field, place) = (field.clone(), props.place.clone());
        let (was, dispatch) = (props.was.clone(), props.dispatch.clone());
        Callback::from(move |(keep, stay): (bool, bool)| {
            let Some(field) = field.cast::<HtmlInputElement>().filter(|_| !done.get()) else {
                return;
            };
            done.set(true);
            match (keep && (stay || field.value() != was), stay) {
                (true, true) => {
                    ask(&place, field.value(), &dispatch);
                    field.set_read_only(true);
                    // A field that has the focus when it goes makes the browser lay the page out.
                    sight::focus_around(&field);
                    let close = leave(&place, &dispatch);
                    *late.borrow_mut() = Some(Timeout::new(PATIENCE, close));
                }
                (true, false) => ask(&place, field.value(), &dispatch),
                (false, true) => dispatch.emit(Action::Visit(place.clone())),
                (false, false) => dispatch.emit(Action::Typing(None)),
            }
        })
    };
    {
        let finish = finish.clone();
        use_effect_with(props.typing.entered, move |entered| {
            if *entered {
                finish.emit((true, true));
            }
        });
    }
    let onkeydown = {
        let finish = finish.clone();
        Callback::from(move |event: KeyboardEvent| {
            event.stop_propagation();
            let keep = match event.key().as_str() {
                "Enter" => true,
                "Escape" => false,
                _ => return,
            };
            // The cell's button, which gets the focus, is not to be pressed by the same key.
            event.prevent_default();
            finish.emit((keep, true));
        })
    };
    let onblur = finish.reform(|_: FocusEvent| (true, false));
    html! {
        <input class="cell-field" type="text" inputmode="decimal" autocomplete="off" ref={field}
            aria-label={words::table::new_amount(&props.place.cell)} {onkeydown} {onblur} />
    }
}

/// Has a field begin with a text. That may grow while the field has the focus already, by keys from
/// before: what was typed into the field since stays behind it.
#[hook]
fn use_text(field: &NodeRef, text: &str) {
    let field = field.clone();
    let given = use_memo((), |()| Cell::new(0));
    use_effect_with(text.to_owned(), move |text| {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            let typed: String = field.value().chars().skip(given.get()).collect();
            given.set(text.chars().count());
            field.set_value(&format!("{text}{typed}"));
        }
    });
}

/// The field of the inspector, with its button.
#[component]
pub(crate) fn EditForm(props: &EditFormProps) -> Html {
    use_language();
    let field = use_node_ref();
    use_text(&field, &props.text);
    let onsubmit = {
        let (field, place, dispatch) = (field.clone(), props.place.clone(), props.dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlInputElement>() {
                put(&place, field.value(), &dispatch);
            }
        })
    };
    html! {
        <form class="edit-form" {onsubmit}>
            <label><span>{ words::table::change_to() }</span>
                <input type="text" inputmode="decimal" autocomplete="off" ref={field} /></label>
            <button type="submit" class="button quiet">{ words::table::check_again() }</button>
        </form>
    }
}
