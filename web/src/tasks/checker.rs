//! The worker that checks: started ahead, ended to cancel, started again after a fall.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gouji::view::{Ask, Reply, Request};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent, Worker};
use yew::Callback;

use super::errands::{Errands, Message};
use super::{download, embed};
use crate::state::{Action, Order};

const SCRIPT: &str = "worker_loader.js";

/// The longest that a check may go on without a word, in milliseconds.
const PATIENCE: u32 = 180_000;

/// Checks files in a worker of its own.
pub(crate) struct Checker {
    running: RefCell<Option<Running>>,
    errands: RefCell<Errands>,
    /// Whether the page was told last that an earlier check is done once more.
    retelling: Cell<bool>,
    /// Ends a check that says nothing for too long.
    watch: RefCell<Option<Timeout>>,
    tell: Callback<Action>,
}

struct Running {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Checker {
    /// Starts the worker; what it says goes to `tell`.
    pub(crate) fn start(tell: Callback<Action>) -> Rc<Self> {
        let checker = Rc::new(Self {
            running: RefCell::default(),
            errands: RefCell::default(),
            retelling: Cell::new(false),
            watch: RefCell::default(),
            tell,
        });
        checker.restart();
        checker
    }

    /// Ends whatever is going on and begins with these files.
    pub(crate) fn check(self: &Rc<Self>, id: u32, order: &Order) {
        if self.errands.borrow().is_occupied() {
            self.restart();
        }
        self.errands.borrow_mut().check(id, order.clone());
        self.go_on();
    }

    /// Ends the check that is under way.
    pub(crate) fn cancel(self: &Rc<Self>) {
        self.errands.borrow_mut().stop();
        self.restart();
        self.go_on();
    }

    /// Sends what is due, by a worker if there is one or one comes up.
    fn go_on(self: &Rc<Self>) {
        if self.running.borrow().is_none() {
            self.restart();
        }
        if self.running.borrow().is_none() {
            self.errands.borrow_mut().fall();
            return self.tell.emit(Action::NotLoaded);
        }
        let due = self.errands.borrow_mut().due();
        if let Some(running) = self.running.borrow().as_ref() {
            for message in due {
                running.send(&message);
            }
        }
        let retelling = self.errands.borrow().is_retelling();
        if self.retelling.replace(retelling) != retelling {
            self.tell.emit(Action::Retelling(retelling));
        }
        self.keep_watch();
    }

    /// Begins to wait anew while the worker may be silent for long.
    fn keep_watch(self: &Rc<Self>) {
        let busy = self.errands.borrow().is_busy();
        let checker = Rc::downgrade(self);
        let stuck = move || {
            if let Some(checker) = checker.upgrade() {
                if let Some(watch) = checker.watch.take() {
                    watch.forget();
                }
                checker.give_up(Action::Stuck);
            }
        };
        self.watch
            .replace(busy.then(|| Timeout::new(PATIENCE, stuck)));
    }

    /// Gives up what the worker was at, says why, and goes on with a fresh one.
    fn give_up(self: &Rc<Self>, why: Action) {
        self.errands.borrow_mut().fall();
        self.restart();
        self.tell.emit(why);
        self.go_on();
    }

    /// Puts a question about a disclosure that was checked.
    pub(crate) fn ask(self: &Rc<Self>, id: u32, outcome: usize, ask: Ask) {
        self.put(Request::Ask { id, outcome, ask });
    }

    /// Wants the text of a built-in rulebook.
    pub(crate) fn template(self: &Rc<Self>, name: String) {
        self.put(Request::Template { name });
    }

    /// Wants a workbook with the blank tables of a built-in rulebook.
    pub(crate) fn blank(self: &Rc<Self>, name: String) {
        self.put(Request::Blank { name });
    }

    fn put(self: &Rc<Self>, request: Request) {
        self.errands.borrow_mut().put(request);
        self.go_on();
    }

    /// Ends the worker, with whatever it is doing, and starts a fresh one.
    fn restart(self: &Rc<Self>) {
        self.end();
        self.errands.borrow_mut().begin_anew();
        let Ok(worker) = Worker::new(&super::address::file(SCRIPT)) else {
            return;
        };
        let listeners = [
            self.listen(&worker, "message", |checker, event| checker.received(event)),
            self.listen(&worker, "error", |checker, _| checker.fallen()),
            self.listen(&worker, "messageerror", |checker, _| checker.fallen()),
        ];
        self.running.replace(Some(Running {
            worker,
            _listeners: listeners,
        }));
    }

    fn listen(
        self: &Rc<Self>,
        worker: &Worker,
        event: &'static str,
        then: impl Fn(&Rc<Self>, &web_sys::Event) + 'static,
    ) -> EventListener {
        let checker: Weak<Self> = Rc::downgrade(self);
        EventListener::new(worker, event, move |event| {
            if let Some(checker) = checker.upgrade() {
                then(&checker, event);
            }
        })
    }

    fn received(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(message) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let message: Array = message.data().unchecked_into();
        match serde_wasm_bindgen::from_value::<Reply>(message.get(0)) {
            Ok(reply) => {
                let saving = self.errands.borrow().saving();
                let told = self.errands.borrow_mut().hear(&reply);
                if let Reply::Saved { name } = &reply {
                    save(name, message.get(1));
                    if let Some((id, outcome)) = saving {
                        self.tell.emit(Action::Saved { id, outcome });
                    }
                } else if told {
                    self.tell.emit(Action::Replied(Box::new(reply)));
                }
                self.go_on();
            }
            Err(_) => self.fallen(),
        }
    }

    fn fallen(self: &Rc<Self>) {
        if self.errands.borrow().is_loading() {
            // One that never got ready would fall again at once: the next file starts the next one.
            self.errands.borrow_mut().fall();
            self.end();
            self.tell.emit(Action::NotLoaded);
        } else {
            self.give_up(Action::Crashed);
        }
    }

    fn end(&self) {
        self.watch.take();
        if let Some(running) = self.running.take() {
            running.worker.terminate();
        }
    }
}

impl Running {
    /// The files of a check follow its request.
    fn send(&self, message: &Message) {
        if let Ok(request) = serde_wasm_bindgen::to_value(&message.request) {
            let sent = Array::of1(&request);
            for file in message.files.iter().flat_map(|order| order.files.iter()) {
                sent.push(&file.blob);
            }
            let _ = self.worker.post_message(&sent);
        }
    }
}

fn save(name: &str, blob: JsValue) {
    match blob.dyn_into::<Blob>() {
        Ok(blob) if name.ends_with(".json") && embed::is_agreed() => embed::give(&blob),
        Ok(blob) => download::save(name, &blob),
        Err(_) => {}
    }
}
