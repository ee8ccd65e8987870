use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use gouji::view::Rulebook;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BeforeUnloadEvent, Element};
use yew::prelude::*;

use super::consent::Consent;
use super::failure::{FailureNote, NoticeNote};
use super::header::Header;
use super::intake::use_drops;
use super::outcomes::Outcomes;
use super::progress::Progress;
use super::result::ResultView;
use super::rules::RulesPage;
use super::start::Start;
use super::update::UpdateNote;
use crate::state::{
    Action, Checked, FILES_ADDRESS, Order, Place, Route, Settings, State, Theme, file_address,
    labels,
};
use crate::tasks::checker::Checker;
use crate::tasks::early::{self, Early};
use crate::tasks::focus::Focused;
use crate::tasks::{address, embed, file, settings, sight};
use crate::words;

/// What is to be checked.
pub(crate) enum Choice {
    /// Files, folders, a rulebook of the visitor's.
    Files(file::Dropped),
    /// The sample.
    Sample,
    /// What is shown, by another rulebook.
    Again(Option<Rulebook>),
}

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| State::remembering(settings::load()));
    let tell = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let checker = use_memo((), |()| Checker::start(tell.clone()));
    let checker = (*checker).clone();
    // The number of the last request: what a slower, earlier one brings is dropped.
    let latest = use_memo((), |()| Cell::new(0_u32));
    let choose = {
        let (checker, latest, tell) = (checker.clone(), latest.clone(), tell.clone());
        let order = state.order.clone();
        use_callback(order, move |choice: Choice, order| {
            latest.set(latest.get() + 1);
            begin(choice, order, checker.clone(), latest.clone(), tell.clone());
        })
    };
    words::group_digits(state.result.as_ref().is_some_and(|it| it.grouped));
    use_settings(&state.settings);
    let cancel = {
        let (checker, tell) = (checker.clone(), tell.clone());
        use_callback((), move |(), ()| {
            latest.set(latest.get() + 1);
            checker.cancel();
            tell.emit(Action::Cancel);
        })
    };
    let dispatch = questions(&state, &tell, checker);
    let over = use_drops(choose.clone());
    use_wishes(&choose);
    use_early(&choose);
    use_host(&state.settings, &tell);
    use_address(tell);
    use_files(&state, &dispatch);
    use_warning(state.is_unsaved());
    use_undo(&dispatch);
    use_focus();
    view(&state, over, &choose, cancel, &dispatch)
}

fn view(
    state: &State,
    over: bool,
    choose: &Callback<Choice>,
    cancel: Callback<()>,
    dispatch: &Callback<Action>,
) -> Html {
    let rules = match &state.route {
        Route::Rules(code) => Some(code.clone()),
        _ => None,
    };
    let (kept, at_start) = (state.is_kept(), state.is_at_start());
    let filling = state.result.is_some() && rules.is_none() && !at_start;
    let gone = matches!(state.route, Route::Files | Route::File(_));
    let back = state.result.as_ref().and_then(|it| it.selection.as_ref());
    let opened = state.result.as_ref().filter(|it| it.opened);
    let back = back.map(|selection| selection.place.id());
    let back = back.or_else(|| opened.map(|it| it.table.clone()));
    let listed = state.several.as_ref().and_then(|several| several.open);
    let back = back.or_else(|| listed.map(file_address));
    let start = if kept { FILES_ADDRESS } else { "/" };
    let back = back.unwrap_or_else(|| start.to_owned());
    let books = super::rulebook::Books::of(state);
    html! {
        <ContextProvider<Settings> context={state.settings.clone()}><div class={classes!("page", filling.then_some("has-result"))}>
            if over {
                <p class="dragging" aria-hidden="true">{ words::page::drop_now() }</p>
            }
            <Header settings={state.settings.clone()} dispatch={dispatch.clone()} choose={(kept && !at_start && rules.is_none()).then(|| choose.clone())} back={rules.is_some().then_some(back)} {kept} />
            <UpdateNote />
            <Consent result={state.result.clone()} dispatch={dispatch.clone()} />
            <FailureNote failure={state.failure.clone()} kept={kept && !at_start} dispatch={dispatch.clone()} />
            <NoticeNote notice={state.notice.clone()} dispatch={dispatch.clone()} />
            <Progress job={state.job.clone()} retelling={state.retelling} {cancel} />
            if let Some(code) = rules.clone() {
                <RulesPage rules={state.rules.clone()} {code} />
            }
            if let Some(checked) = &state.result {
                <ResultView checked={checked.clone()} name={name(state, checked)} skipped={state.order.skipped.clone()} hidden={rules.is_some() || at_start} books={books.clone()}
                    listed={state.several.is_some()} rules={state.rules.clone()} choose={choose.clone()} dispatch={dispatch.clone()} />
            } else if rules.is_some() || at_start {
            } else if let Some(several) = &state.several {
                <Outcomes several={several.clone()} order={state.order.clone()} books={books.clone()} choose={choose.clone()} dispatch={dispatch.clone()} />
            }
            if at_start {
                <Start wanted={wanted(state)} {gone} {kept} choose={choose.clone()} {books} dispatch={dispatch.clone()} />
            }
            if !filling {
                <footer class="version">{ concat!("Gouji ", env!("CARGO_PKG_VERSION")) }</footer>
            }
        </div></ContextProvider<Settings>>
    }
}

/// What the file that is shown is called among several.
fn name(state: &State, checked: &Checked) -> Option<String> {
    let several = state.several.as_ref()?;
    let mut labels = labels(&several.outcomes, &state.order);
    (checked.outcome < labels.len()).then(|| labels.swap_remove(checked.outcome))
}

/// What a link leads to once there is a file.
fn wanted(state: &State) -> Option<String> {
    let is_table = |id: &&String| words::is_table(id) || id.starts_with("text-");
    let table = state.wanted_table.as_ref().filter(is_table);
    let table = table.map(|id| words::table(id));
    state.wanted.as_ref().map(Place::name).or(table)
}

/// Questions go to the worker, everything else to the state.
fn questions(state: &State, tell: &Callback<Action>, checker: Rc<Checker>) -> Callback<Action> {
    let shown = state.result.as_ref().map(|it| (it.id, it.outcome));
    let list = state.several.as_ref().map(|several| several.id);
    let history = state.result.as_ref().map(|it| it.history.clone());
    let step = move |back: bool| {
        let history = history.as_ref()?;
        let step = if back {
            history.earlier()
        } else {
            history.later()
        };
        step.cloned()
    };
    let tell = tell.clone();
    Callback::from(move |action| match (action, shown, list) {
        (action @ (Action::Undo | Action::Redo), Some((id, outcome)), _) => {
            if let Some(accepted) = step(matches!(action, Action::Undo)) {
                checker.ask(id, outcome, gouji::view::Ask::Accept { accepted });
            }
        }
        (Action::Blank(name), ..) => checker.blank(name),
        (Action::Ask(ask), Some((id, outcome)), _) => checker.ask(id, outcome, ask),
        (Action::Open(outcome), _, Some(id)) => {
            checker.ask(id, outcome, gouji::view::Ask::Overview);
        }
        (Action::Template(name), ..) => checker.template(name),
        (action, ..) => tell.emit(action),
    })
}

fn begin(
    choice: Choice,
    last: &Order,
    checker: Rc<Checker>,
    latest: Rc<Cell<u32>>,
    tell: Callback<Action>,
) {
    let id = latest.get();
    let last = last.clone();
    spawn_local(async move {
        let found = match choice {
            Choice::Files(dropped) => file::collect(dropped)
                .await
                .map(|order| completed(order, last)),
            Choice::Sample => file::sample().await,
            Choice::Again(rulebook) => Ok(Order { rulebook, ..last }),
        };
        if latest.get() != id {
            return;
        }
        match found {
            Ok(order) => {
                let begun = order.clone();
                tell.emit(Action::Begin { id, order: begun });
                checker.check(id, &order);
            }
            Err((name, message)) => tell.emit(Action::Unreadable { name, message }),
        }
    });
}

/// A rulebook alone goes with the last files, files alone with the last rulebook.
fn completed(order: Order, last: Order) -> Order {
    let rulebook = order.rulebook.or(last.rulebook);
    let (files, skipped) = match order.files.is_empty() {
        true => (last.files, last.skipped),
        false => (order.files, order.skipped),
    };
    Order {
        files,
        skipped,
        rulebook,
    }
}

/// Checks the sample at once where the address wants that.
#[hook]
fn use_wishes(choose: &Callback<Choice>) {
    let choose = choose.clone();
    use_effect_with((), move |()| {
        if embed::wish("sample").is_some() {
            choose.emit(Choice::Sample);
        }
    });
}

/// Takes over from the document's own start page: what was chosen, opened and focused there.
#[hook]
fn use_early(choose: &Callback<Choice>) {
    use_effect_with((), |()| early::restore());
    use_effect_with(choose.clone(), |choose| {
        let choose = choose.clone();
        let take = move || match early::take() {
            Some(Early::Sample) => choose.emit(Choice::Sample),
            Some(Early::Files(dropped)) => choose.emit(Choice::Files(dropped)),
            None => {}
        };
        take();
        let listener = EventListener::new(&window(), early::EVENT, move |_| take());
        move || drop(listener)
    });
}

/// Follows what the site around the page wants of its language and its colours.
#[hook]
fn use_host(settings: &Settings, tell: &Callback<Action>) {
    let tell = tell.clone();
    use_effect_with(settings.clone(), move |settings| {
        let settings = settings.clone();
        let listener = EventListener::new(&window(), "gouji-settings", move |event| {
            let wished = settings.clone().wished(&embed::said(event));
            tell.emit(Action::Set(wished));
        });
        move || drop(listener)
    });
}

/// Speaks the language that is set before anything is drawn, shows the colours and the size of text
/// that are set, and has the browser remember them.
#[hook]
fn use_settings(settings: &Settings) {
    words::speak(settings.language);
    use_effect_with(settings.clone(), |settings| {
        settings::apply(settings);
        settings::save(settings);
        let follow = settings.clone();
        let listener = settings::darkness().filter(|_| settings.theme == Theme::Auto);
        let listener = listener
            .map(|query| EventListener::new(&query, "change", move |_| settings::apply(&follow)));
        move || drop(listener)
    });
}

/// Takes changes back and makes them again by the usual keys, except while something is typed.
#[hook]
fn use_undo(dispatch: &Callback<Action>) {
    use_effect_with(dispatch.clone(), |dispatch| {
        let dispatch = dispatch.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                let target = event
                    .target()
                    .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                if target.is_some_and(|it| it.matches("input, select").unwrap_or_default()) {
                    return;
                }
                let held = event.ctrl_key() || event.meta_key();
                let action = match (held, event.shift_key(), event.key().as_str()) {
                    (true, false, "z") => Action::Undo,
                    (true, true, "Z" | "z") | (true, false, "y") => Action::Redo,
                    _ => return,
                };
                event.prevent_default();
                dispatch.emit(action);
            });
        move || drop(listener)
    });
}

/// Keeps what has the focus in sight, and the focus near where it was, when what had it goes away.
#[hook]
fn use_focus() {
    let focused = use_memo((), |()| Focused::default());
    {
        let focused = focused.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&document(), "focusin", move |event| {
                let element: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
                focused.note(element.clone());
                if let Some(element) = element {
                    sight::keep_focus_clear(element);
                }
            });
            move || drop(listener)
        });
    }
    // Whoever moves the focus on purpose comes first.
    let later = use_mut_ref(|| None::<Timeout>);
    use_effect(move || {
        *later.borrow_mut() = Some(Timeout::new(0, move || focused.keep()));
    });
}

/// Opens the file that the address leads to from the list of several.
#[hook]
fn use_files(state: &State, dispatch: &Callback<Action>) {
    let list = state.several.as_ref().filter(|_| state.result.is_none());
    let wanted = match (&state.route, list) {
        (Route::File(file), Some(several)) => (*file < several.outcomes.len()).then_some(*file),
        _ => None,
    };
    let dispatch = dispatch.clone();
    use_effect_with((wanted, state.route.clone()), move |(wanted, _)| {
        if let Some(file) = wanted {
            dispatch.emit(Action::Open(*file));
        }
    });
}

/// Has the browser ask before changes are lost that were not saved.
#[hook]
fn use_warning(unsaved: bool) {
    use_effect_with(unsaved, |unsaved| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = unsaved.then(|| {
            EventListener::new_with_options(&window(), "beforeunload", options, |event| {
                event.prevent_default();
                // Browsers of before 2024 ask where something is returned.
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("?");
                }
            })
        });
        move || drop(listener)
    });
}

/// Follows the address, now and whenever it leads elsewhere.
#[hook]
fn use_address(tell: Callback<Action>) {
    use_effect_with((), move |()| {
        let go = move || tell.emit(Action::Go(address::route()));
        go();
        let listener = EventListener::new(&window(), "hashchange", move |_| go());
        move || drop(listener)
    });
}
