use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use gouji::view::Request;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;

use super::failure::FailureNote;
use super::header::Header;
use super::progress::Progress;
use super::result::ResultView;
use super::start::Start;
use crate::state::{Action, State};
use crate::tasks::checker::Checker;
use crate::tasks::{address, file};

/// What is to be checked.
pub(crate) enum Choice {
    /// A file of the visitor's.
    File(web_sys::File),
    /// The sample.
    Sample,
    /// Nothing, and the sentence that says why.
    Refused(String),
}

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(State::default);
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let checker = use_memo((), |()| Checker::start(dispatch.clone()));
    // The number of the last request: what a slower, earlier one brings is dropped.
    let latest = use_memo((), |()| Cell::new(0_u32));
    let choose = {
        let (checker, latest, dispatch) = (checker.clone(), latest.clone(), dispatch.clone());
        use_callback((), move |choice: Choice, ()| {
            latest.set(latest.get() + 1);
            begin(choice, (*checker).clone(), latest.clone(), dispatch.clone());
        })
    };
    let cancel = {
        let dispatch = dispatch.clone();
        use_callback((), move |_: MouseEvent, ()| {
            latest.set(latest.get() + 1);
            checker.restart();
            dispatch.emit(Action::Cancel);
        })
    };
    let over = use_drops(choose.clone());
    use_address(dispatch.clone());
    let shown = state.result.as_ref().map(|checked| {
        html! { <ResultView checked={checked.clone()} dispatch={dispatch.clone()} /> }
    });
    html! {
        <div class={classes!("page", shown.is_some().then_some("has-result"), over.then_some("dragging"))}>
            <Header choose={shown.is_some().then(|| choose.clone())} />
            <FailureNote failure={state.failure.clone()} kept={shown.is_some()} dispatch={dispatch.clone()} />
            <Progress job={state.job.clone()} {cancel} />
            if let Some(result) = shown {
                { result }
            } else {
                <Start {choose} />
            }
        </div>
    }
}

fn begin(choice: Choice, checker: Rc<Checker>, latest: Rc<Cell<u32>>, dispatch: Callback<Action>) {
    let name = match &choice {
        Choice::File(file) => file.name(),
        Choice::Sample => file::SAMPLE.1.to_owned(),
        Choice::Refused(message) => {
            let (name, message) = (String::new(), message.clone());
            return dispatch.emit(Action::Unreadable { name, message });
        }
    };
    let id = latest.get();
    dispatch.emit(Action::Begin {
        id,
        name: name.clone(),
    });
    spawn_local(async move {
        let content = match choice {
            Choice::File(chosen) => file::read(chosen).await,
            _ => file::sample().await,
        };
        if latest.get() == id {
            hand_over(id, name, content, &checker, &dispatch);
        }
    });
}

fn hand_over(
    id: u32,
    name: String,
    content: Result<Vec<u8>, &str>,
    checker: &Rc<Checker>,
    dispatch: &Callback<Action>,
) {
    match content {
        Ok(bytes) => checker.check(Request {
            id,
            name,
            bytes,
            year: None,
            rulebook: None,
        }),
        Err(message) => dispatch.emit(Action::Unreadable {
            name,
            message: message.to_owned(),
        }),
    }
}

/// Takes a file dropped anywhere on the page; says whether one hovers over it.
#[hook]
fn use_drops(choose: Callback<Choice>) -> bool {
    let over = use_state_eq(|| false);
    let setter = over.setter();
    use_effect_with((), move |()| {
        let listen = |event: &'static str, then: Box<dyn Fn(&DragEvent)>| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), event, options, move |event| {
                event.prevent_default();
                if let Some(drag) = event.dyn_ref() {
                    then(drag);
                }
            })
        };
        let (enter, leave, end) = (setter.clone(), setter.clone(), setter);
        let listeners = [
            listen("dragover", Box::new(move |_| enter.set(true))),
            listen(
                "dragleave",
                Box::new(move |event| {
                    if event.related_target().is_none() {
                        leave.set(false);
                    }
                }),
            ),
            listen(
                "drop",
                Box::new(move |event| {
                    end.set(false);
                    let files = event.data_transfer().and_then(|transfer| transfer.files());
                    choose_only(files, &choose);
                }),
            ),
        ];
        move || drop(listeners)
    });
    *over
}

/// Passes on the one file that was given, or why there is not one.
pub(crate) fn choose_only(files: Option<web_sys::FileList>, choose: &Callback<Choice>) {
    match file::only(files) {
        Ok(None) => {}
        Ok(Some(file)) => choose.emit(Choice::File(file)),
        Err(message) => choose.emit(Choice::Refused(message)),
    }
}

/// Goes to the cell that the address names, now and whenever it names another.
#[hook]
fn use_address(dispatch: Callback<Action>) {
    use_effect_with((), move |()| {
        let go = move || {
            if let Some(place) = address::place() {
                dispatch.emit(Action::Visit(place));
            }
        };
        go();
        let listener = EventListener::new(&window(), "hashchange", move |_| go());
        move || drop(listener)
    });
}
