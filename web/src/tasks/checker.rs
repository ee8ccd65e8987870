//! The worker that checks: started ahead, ended to cancel, started again after a fall.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gouji::view::{Ask, Reply, Request};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent, Worker};
use yew::Callback;

use super::{download, embed};
use crate::state::{Action, Order};

const SCRIPT: &str = "worker_loader.js";

/// The longest that a check may go on without a word, in milliseconds.
const PATIENCE: u32 = 180_000;

/// Checks files in a worker of its own.
pub(crate) struct Checker {
    running: RefCell<Option<Running>>,
    /// Ends a check that says nothing for too long.
    watch: RefCell<Option<Timeout>>,
    tell: Callback<Action>,
}

struct Running {
    worker: Worker,
    standing: Standing,
    _listeners: [EventListener; 3],
}

enum Standing {
    /// Its module is being loaded; these messages are sent when it is there.
    Loading(Vec<Array>),
    Idle,
    Busy,
}

impl Checker {
    /// Starts the worker; what it says goes to `tell`.
    pub(crate) fn start(tell: Callback<Action>) -> Rc<Self> {
        let checker = Rc::new(Self {
            running: RefCell::new(None),
            watch: RefCell::new(None),
            tell,
        });
        checker.restart();
        checker
    }

    /// Ends whatever is going on and begins with these files.
    pub(crate) fn check(self: &Rc<Self>, id: u32, order: &Order) {
        if self
            .running
            .borrow()
            .as_ref()
            .is_none_or(Running::is_occupied)
        {
            self.restart();
        }
        let message = message(&order.request(id));
        if let Some(message) = &message {
            for file in order.files.iter() {
                message.push(&file.blob);
            }
        }
        match (self.running.borrow_mut().as_mut(), message) {
            (Some(running), Some(message)) => running.take_on(message),
            _ => self.tell.emit(Action::NotLoaded),
        }
        self.keep_watch();
    }

    /// Begins to wait anew while a check is under way.
    fn keep_watch(self: &Rc<Self>) {
        let running = self.running.borrow();
        let busy = running.as_ref().is_some_and(Running::is_busy);
        let checker = Rc::downgrade(self);
        let stuck = move || {
            if let Some(checker) = checker.upgrade() {
                if let Some(watch) = checker.watch.take() {
                    watch.forget();
                }
                checker.restart();
                checker.tell.emit(Action::Stuck);
            }
        };
        self.watch
            .replace(busy.then(|| Timeout::new(PATIENCE, stuck)));
    }

    /// Puts a question about a disclosure that was checked.
    pub(crate) fn ask(self: &Rc<Self>, id: u32, outcome: usize, ask: Ask) {
        self.put(&Request::Ask { id, outcome, ask });
    }

    /// Wants the text of a built-in rulebook.
    pub(crate) fn template(self: &Rc<Self>, name: String) {
        self.put(&Request::Template { name });
    }

    /// Wants a workbook with the blank tables of a built-in rulebook.
    pub(crate) fn blank(self: &Rc<Self>, name: String) {
        self.put(&Request::Blank { name });
    }

    fn put(self: &Rc<Self>, request: &Request) {
        if self.running.borrow().is_none() {
            self.restart();
        }
        match (self.running.borrow_mut().as_mut(), message(request)) {
            (Some(running), Some(message)) => running.put(message),
            _ => self.tell.emit(Action::NotLoaded),
        }
    }

    /// Ends the worker, with whatever it is doing, and starts a fresh one.
    pub(crate) fn restart(self: &Rc<Self>) {
        self.end();
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
            standing: Standing::Loading(Vec::new()),
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
                if let Some(running) = self.running.borrow_mut().as_mut() {
                    running.note(&reply);
                }
                self.keep_watch();
                if let Reply::Saved { name } = &reply {
                    save(name, message.get(1));
                } else {
                    self.tell.emit(Action::Replied(Box::new(reply)));
                }
            }
            Err(_) => self.fallen(),
        }
    }

    fn fallen(self: &Rc<Self>) {
        // One that never got ready would fall again at once: the next file starts the next one.
        let loading = self
            .running
            .borrow()
            .as_ref()
            .is_none_or(Running::is_loading);
        if loading {
            self.end();
            self.tell.emit(Action::NotLoaded);
        } else {
            self.restart();
            self.tell.emit(Action::Crashed);
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
    /// Whether a check is under way, or waits for the module.
    fn is_occupied(&self) -> bool {
        match &self.standing {
            Standing::Busy => true,
            Standing::Loading(waiting) => !waiting.is_empty(),
            Standing::Idle => false,
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.standing, Standing::Busy)
    }

    fn is_loading(&self) -> bool {
        matches!(self.standing, Standing::Loading(_))
    }

    fn take_on(&mut self, check: Array) {
        let idle = !self.is_loading();
        self.put(check);
        if idle {
            self.standing = Standing::Busy;
        }
    }

    fn put(&mut self, message: Array) {
        match &mut self.standing {
            Standing::Loading(waiting) => waiting.push(message),
            _ => {
                let _ = self.worker.post_message(&message);
            }
        }
    }

    fn note(&mut self, reply: &Reply) {
        match reply {
            Reply::Ready { .. } => {
                let waiting = match &mut self.standing {
                    Standing::Loading(waiting) => std::mem::take(waiting),
                    _ => Vec::new(),
                };
                self.standing = Standing::Idle;
                for message in waiting {
                    self.take_on(message);
                }
            }
            Reply::Done { .. } | Reply::Failed { .. } => self.standing = Standing::Idle,
            _ => {}
        }
    }
}

fn message(request: &Request) -> Option<Array> {
    let request = serde_wasm_bindgen::to_value(request).ok()?;
    Some(Array::of1(&request))
}

fn save(name: &str, blob: JsValue) {
    match blob.dyn_into::<Blob>() {
        Ok(blob) if name.ends_with(".json") && embed::is_agreed() => embed::give(&blob),
        Ok(blob) => download::save(name, &blob),
        Err(_) => {}
    }
}
