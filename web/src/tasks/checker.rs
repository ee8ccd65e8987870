//! The worker that checks: started ahead, ended to cancel, started again after a fall.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gouji::view::{Reply, Request};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::state::Action;

const SCRIPT: &str = "./worker_loader.js";

/// Checks files in a worker of its own.
pub(crate) struct Checker {
    running: RefCell<Option<Running>>,
    tell: Callback<Action>,
}

struct Running {
    worker: Worker,
    standing: Standing,
    _listeners: [EventListener; 3],
}

enum Standing {
    /// Its module is being loaded; the request is sent when it is there.
    Loading(Option<Request>),
    Idle,
    Busy,
}

impl Checker {
    /// Starts the worker; what it says goes to `tell`.
    pub(crate) fn start(tell: Callback<Action>) -> Rc<Self> {
        let checker = Rc::new(Self {
            running: RefCell::new(None),
            tell,
        });
        checker.restart();
        checker
    }

    /// Ends whatever is going on and begins with this file.
    pub(crate) fn check(self: &Rc<Self>, request: Request) {
        if self.running.borrow().as_ref().is_none_or(Running::is_busy) {
            self.restart();
        }
        match self.running.borrow_mut().as_mut() {
            None => self.tell.emit(Action::NotLoaded),
            Some(running) => running.take_on(request),
        }
    }

    /// Ends the worker, with whatever it is doing, and starts a fresh one.
    pub(crate) fn restart(self: &Rc<Self>) {
        self.end();
        let Ok(worker) = Worker::new(SCRIPT) else {
            return;
        };
        let listeners = [
            self.listen(&worker, "message", |checker, event| checker.received(event)),
            self.listen(&worker, "error", |checker, _| checker.fallen()),
            self.listen(&worker, "messageerror", |checker, _| checker.fallen()),
        ];
        self.running.replace(Some(Running {
            worker,
            standing: Standing::Loading(None),
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
        match serde_wasm_bindgen::from_value::<Reply>(message.data()) {
            Ok(reply) => {
                if let Some(running) = self.running.borrow_mut().as_mut() {
                    running.note(&reply);
                }
                self.tell.emit(Action::Replied(reply));
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
        if let Some(running) = self.running.take() {
            running.worker.terminate();
        }
    }
}

impl Running {
    fn is_busy(&self) -> bool {
        matches!(self.standing, Standing::Busy)
    }

    fn is_loading(&self) -> bool {
        matches!(self.standing, Standing::Loading(_))
    }

    fn take_on(&mut self, request: Request) {
        if self.is_loading() {
            self.standing = Standing::Loading(Some(request));
        } else {
            self.standing = Standing::Busy;
            post(&self.worker, &request);
        }
    }

    fn note(&mut self, reply: &Reply) {
        match reply {
            Reply::Ready => {
                if let Standing::Loading(Some(request)) =
                    std::mem::replace(&mut self.standing, Standing::Idle)
                {
                    self.take_on(request);
                }
            }
            Reply::Progress { .. } => {}
            Reply::Done { .. } | Reply::Failed { .. } => self.standing = Standing::Idle,
        }
    }
}

fn post(worker: &Worker, request: &Request) {
    if let Ok(message) = serde_wasm_bindgen::to_value(request) {
        let _ = worker.post_message(&message);
    }
}
