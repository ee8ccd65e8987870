//! What the page shows, and how each event changes it.

mod place;
mod proposal;
mod result;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use gouji::Stage;
use gouji::view::{Outcome, Reply};
use yew::Reducible;

use crate::words;

pub(crate) use place::Place;
pub(crate) use proposal::Proposal;
pub(crate) use result::{Checked, Selection, Tab};

/// Everything the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// The file being checked, if any.
    pub(crate) job: Option<Job>,
    /// Why the last file brought no result.
    pub(crate) failure: Option<Failure>,
    /// The last file that was checked; it stays when a later one fails.
    pub(crate) result: Option<Checked>,
    /// Where a link led before there was a result to show it in.
    pub(crate) wanted: Option<Place>,
    failures: u32,
}

/// A file being checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Job {
    pub(crate) id: u32,
    pub(crate) name: String,
    /// What the worker is doing; `None` before its first message.
    pub(crate) stage: Option<Stage>,
}

/// Why a file brought no result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// Name of the file; empty where it failed before a file was chosen.
    pub(crate) name: String,
    /// One sentence: why, and what to do.
    pub(crate) message: String,
    /// Differs from one failure to the next, so that an equal one is announced again.
    pub(crate) id: u32,
}

/// Something that happened.
pub(crate) enum Action {
    /// A file was chosen; its content is on the way to the worker.
    Begin { id: u32, name: String },
    /// The worker said something.
    Replied(Reply),
    /// The worker fell over.
    Crashed,
    /// The worker did not come up.
    NotLoaded,
    /// A file could not be got at.
    Unreadable { name: String, message: String },
    /// The user stopped the check.
    Cancel,
    /// The user has read why a file brought no result.
    Dismiss,
    /// Another tab was chosen.
    Show(Tab),
    /// Another table was chosen.
    OpenTable(String),
    /// A finding was chosen: go to its primary cell.
    Follow(usize),
    /// A cell was chosen.
    Visit(Place),
    /// The selection was given up.
    Leave,
}

impl State {
    fn fall(&mut self, message: &str) {
        let name = self.job.take().map(|job| job.name).unwrap_or_default();
        self.fail(name, message.to_owned());
    }

    fn fail(&mut self, name: String, message: String) {
        self.job = None;
        self.failures += 1;
        self.failure = Some(Failure {
            name,
            message,
            id: self.failures,
        });
    }

    fn replied(&mut self, reply: Reply) {
        let current = self.job.as_ref().map(|job| job.id);
        match reply {
            Reply::Ready => {}
            Reply::Progress { id, stage } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.id == id) {
                    job.stage = Some(stage);
                }
            }
            Reply::Done { id, outcome } if current == Some(id) => self.done(id, outcome),
            Reply::Failed { id, message } if current == Some(id) => {
                let name = self.job.take().map(|job| job.name).unwrap_or_default();
                self.fail(name, message);
            }
            Reply::Done { .. } | Reply::Failed { .. } => {}
        }
    }

    fn done(&mut self, id: u32, outcome: Box<Outcome>) {
        let mut checked = Checked::new(id, *outcome);
        if let Some(place) = self.wanted.take() {
            checked.visit(place);
        }
        self.job = None;
        self.failure = None;
        self.result = Some(checked);
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Begin { id, name } => {
                state.failure = None;
                state.job = Some(Job {
                    id,
                    name,
                    stage: None,
                });
            }
            Action::Replied(reply) => state.replied(reply),
            Action::Crashed => state.fall(words::CRASHED),
            Action::NotLoaded => state.fall(words::NOT_LOADED),
            Action::Unreadable { name, message } => state.fail(name, message),
            Action::Cancel => state.job = None,
            Action::Dismiss => state.failure = None,
            Action::Visit(place) if state.result.is_none() => state.wanted = Some(place),
            Action::Show(tab) => state.on_result(|checked| checked.tab = tab),
            Action::OpenTable(id) => state.on_result(|checked| checked.open(id)),
            Action::Follow(finding) => state.on_result(|checked| checked.follow(finding)),
            Action::Visit(place) => state.on_result(|checked| checked.visit(place)),
            Action::Leave => state.on_result(|checked| checked.selection = None),
        }
        Rc::new(state)
    }
}

impl State {
    fn on_result(&mut self, change: impl FnOnce(&mut Checked)) {
        if let Some(checked) = self.result.as_mut() {
            change(checked);
        }
    }
}
