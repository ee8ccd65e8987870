//! What the page shows, and how each event changes it.

mod action;
mod aside;
mod given;
mod history;
mod leaves;
mod names;
mod parts;
mod place;
mod proposal;
mod result;
mod settings;
#[cfg(test)]
mod tests;
mod typing;

use std::rc::Rc;

use gouji::Stage;
use gouji::view::{Answer, Brief, BriefResult, Department, Overview, Reply, RuleView, Rulebook};
use yew::Reducible;

use crate::words::{self, Said};

pub(crate) use action::Action;
pub(crate) use given::{Given, Order, Several};
#[cfg(test)]
pub(crate) use history::tests::change;
pub(crate) use leaves::{Leaves, leaf_of};
pub(crate) use names::{in_order, labels, natural, places};
pub(crate) use parts::{BLOCK, Parts};
pub(crate) use place::{FILES_ADDRESS, Place, Route, file_address, rule_address};
pub(crate) use proposal::Proposal;
use result::Left;
pub(crate) use result::{Checked, Selection, Tab, is_long};
pub(crate) use settings::{Settings, Theme};
pub(crate) use typing::{Stroke, Typing};

/// Everything the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// How the page looks and speaks.
    pub(crate) settings: Settings,
    /// What the address leads to.
    pub(crate) route: Route,
    /// The check that is under way, if any.
    pub(crate) job: Option<Job>,
    /// Why the last check brought no result.
    pub(crate) failure: Option<Failure>,
    /// A sentence on something that went well.
    pub(crate) notice: Option<Said>,
    /// What became of several files.
    pub(crate) several: Option<Several>,
    /// The disclosure that is shown; it stays when a later check fails.
    pub(crate) result: Option<Checked>,
    /// What that result, or the list of several, came from.
    pub(crate) order: Order,
    /// The last rulebook of the user's own that was sound.
    pub(crate) own: Option<Rulebook>,
    /// Where a link led before there was a result to show it in.
    pub(crate) wanted: Option<Place>,
    /// The same for a table.
    pub(crate) wanted_table: Option<String>,
    /// Whether a fresh worker is told again what is shown.
    pub(crate) retelling: bool,
    /// Every rule, once the worker has told them.
    pub(crate) rules: Rc<Vec<RuleView>>,
    /// The built-in rulebooks: identifier and title.
    pub(crate) rulebooks: Rc<Vec<(String, String)>>,
    failures: u32,
}

/// A check that is under way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Job {
    pub(crate) id: u32,
    pub(crate) order: Order,
    /// What the worker is doing; `None` before its first message.
    pub(crate) stage: Option<Stage>,
    /// The file that it is doing it to, counted from 0.
    pub(crate) file: usize,
    /// What became of the files that are done.
    pub(crate) finished: Vec<Brief>,
}

/// Why a check brought no result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// Name of the file; empty where it failed before a file was chosen.
    pub(crate) name: String,
    /// One sentence: why, and what to do.
    pub(crate) message: Said,
    /// Differs from one failure to the next, so that an equal one is announced again.
    pub(crate) id: u32,
}

/// The identifier of a built-in rulebook.
fn named(rulebook: Option<&Rulebook>) -> Option<String> {
    match rulebook {
        Some(Rulebook::Named { id }) => Some(id.clone()),
        _ => None,
    }
}

impl State {
    /// The page at first, with what the browser remembers.
    pub(crate) fn remembering(settings: Settings) -> Self {
        let mut state = Self::default();
        let id = settings.rulebook.clone();
        state.order.rulebook = id.map(|id| Rulebook::Named { id });
        state.settings = settings;
        state
    }

    /// Takes back a remembered rulebook that there is no more.
    fn forget_unknown(&mut self) {
        let known = |id: &String| self.rulebooks.iter().any(|(known, _)| known == id);
        if let Some(Rulebook::Named { id }) = &self.order.rulebook
            && !known(id)
        {
            (self.order.rulebook, self.settings.rulebook) = (None, None);
        }
    }

    fn fall(&mut self, message: Said) {
        let name = self.job.as_ref().map(|job| job.order.name());
        self.stop();
        self.fail(name.unwrap_or_default(), message);
    }

    /// Ends the check; what became of the files that are done stays.
    fn stop(&mut self) {
        let Some(job) = self.job.take().filter(|job| !job.finished.is_empty()) else {
            return;
        };
        let (order, outcomes) = job.order.only(&job.finished);
        (self.failure, self.notice) = (None, None);
        self.list_of(job.id, order, outcomes, Vec::new());
    }

    fn list_of(
        &mut self,
        id: u32,
        order: Order,
        outcomes: Vec<Brief>,
        departments: Vec<Department>,
    ) {
        if !matches!(self.route, Route::Rules(_)) {
            self.route = Route::Files;
        }
        self.order = order;
        self.result = None;
        self.several = Some(Several {
            id,
            outcomes: Rc::new(outcomes),
            departments: Rc::new(departments),
            open: None,
            last: None,
            left: Rc::default(),
        });
    }

    fn fail(&mut self, name: String, message: Said) {
        self.job = None;
        self.notice = None;
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
            Reply::Ready { rules, rulebooks } => {
                self.rules = Rc::new(rules);
                self.rulebooks = Rc::new(rulebooks);
                self.forget_unknown();
            }
            Reply::Progress { id, stage, file } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.id == id) {
                    (job.stage, job.file) = (Some(stage), file);
                }
            }
            Reply::Finished { id, outcomes } => {
                if let Some(job) = self.job.as_mut().filter(|job| job.id == id) {
                    job.finished.extend(outcomes);
                }
            }
            Reply::Done {
                id,
                outcomes,
                opened,
                departments,
            } if current == Some(id) => self.done(id, outcomes, opened, departments),
            Reply::Failed { id, name, message } if current == Some(id) => {
                let job = self.job.take().map(|job| job.order.name());
                let name = if name.is_empty() {
                    job.unwrap_or_default()
                } else {
                    name
                };
                self.fail(name, Said::Core(message));
            }
            Reply::Answered {
                id,
                outcome,
                answer,
            } => self.answered(id, outcome, answer),
            Reply::Gone { id } if self.shows(id) => self.fail(self.order.name(), Said::Lost),
            Reply::Done { .. } | Reply::Failed { .. } | Reply::Gone { .. } => {}
            Reply::Saved { .. } => {}
            Reply::NotSaved { name, message } => {
                let job = self.job.take();
                self.fail(name, Said::NotSaved(message));
                self.job = job;
            }
        }
    }

    fn shows(&self, id: u32) -> bool {
        let list = self.several.as_ref().map(|several| several.id);
        let result = self.result.as_ref().map(|checked| checked.id);
        self.job.is_none() && (list == Some(id) || result == Some(id))
    }

    fn done(
        &mut self,
        id: u32,
        outcomes: Vec<Brief>,
        opened: Option<Box<Overview>>,
        departments: Vec<Department>,
    ) {
        let Some(job) = self.job.take() else { return };
        self.failure = None;
        if let Some(own @ Rulebook::Own { .. }) = &job.order.rulebook {
            self.own = Some(own.clone());
        }
        match (outcomes.as_slice(), opened) {
            ([], _) => {
                self.notice = Some(Said::RulebookTaken(job.order.name()));
                self.order.rulebook = job.order.rulebook;
            }
            ([only], None) => {
                if let BriefResult::Refused { message } = &only.result {
                    self.fail(only.name.clone(), Said::Core(message.clone()));
                }
            }
            (_, opened) => {
                self.notice = None;
                let single = outcomes.len() == 1;
                self.list_of(id, job.order, outcomes, departments);
                if single {
                    self.several = None;
                }
                if let Some(overview) = opened {
                    self.open(id, 0, *overview);
                }
            }
        }
    }

    fn open(&mut self, id: u32, outcome: usize, overview: Overview) {
        let mut checked = Checked::new(id, outcome, overview);
        let before = self.several.as_ref();
        if let Some(earlier) = before.and_then(|several| several.left.get(&outcome)) {
            checked.resume(earlier);
        }
        let mut missing = None;
        if let Some(place) = self.wanted.take().filter(|it| !checked.visit(it.clone())) {
            missing = Some(place.name());
        }
        if let Some(id) = self
            .wanted_table
            .take()
            .filter(|it| !checked.go(it.clone()))
        {
            missing = Some(words::table(&id));
        }
        self.result = Some(checked);
        if let Some(missing) = missing {
            self.fail(String::new(), Said::NoPlace(missing));
        }
    }

    fn answered(&mut self, id: u32, outcome: usize, answer: Answer) {
        match answer {
            Answer::Overview { overview } => {
                if let Some(several) = self.several.as_mut().filter(|it| it.id == id) {
                    several.open = Some(outcome);
                    self.open(id, outcome, *overview);
                }
            }
            Answer::Rechecked {
                overview,
                departments,
                told,
            } => {
                let several = self.several.as_mut().filter(|it| it.id == id);
                if let Some(several) = several {
                    several.renew(outcome, &overview.report, departments);
                }
                self.on_outcome(id, outcome, |checked| checked.renew(*overview, told));
            }
            answer => self.on_outcome(id, outcome, |checked| checked.take(answer)),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Set(settings) => state.settings = settings,
            Action::Go(route) => {
                state.route = route.clone();
                state.go(route);
            }
            Action::Begin { id, order } => {
                (state.failure, state.notice) = (None, None);
                state.job = Some(Job {
                    id,
                    order,
                    stage: None,
                    file: 0,
                    finished: Vec::new(),
                });
            }
            Action::Replied(reply) => state.replied(*reply),
            Action::Saved { id, outcome } => {
                state.on_outcome(id, outcome, |checked| checked.history.save());
                if let Some(several) = state.several.as_mut().filter(|it| it.id == id) {
                    several.save(outcome);
                }
            }
            Action::Crashed => {
                let shown = state.result.is_some() || state.several.is_some();
                let asked = shown && state.job.is_none();
                state.fall(if asked {
                    Said::Interrupted
                } else {
                    Said::Crashed
                });
            }
            Action::Stuck => state.fall(Said::Stuck),
            Action::Retelling(retelling) => state.retelling = retelling,
            Action::NotLoaded => state.fall(Said::NotLoaded),
            Action::Unreadable { name, message } => state.fail(name, message),
            Action::Cancel => state.stop(),
            Action::Dismiss => (state.failure, state.notice) = (None, None),
            Action::Visit(place) => state.on_result(|checked| {
                checked.visit(place);
            }),
            Action::Step(place) => state.on_result(|checked| checked.step(place)),
            Action::Show(tab) => state.on_result(|checked| checked.tab = tab),
            Action::OpenTable(id) => state.on_result(|checked| checked.open(id)),
            Action::Follow(finding) => state.on_result(|checked| checked.follow(finding)),
            Action::Typing(stroke) => state.on_result(|checked| checked.type_in(stroke)),
            Action::Reject(place, rejected) => {
                state.on_result(|checked| checked.reject(place, rejected));
            }
            Action::Leave => state.on_result(Checked::leave),
            Action::List => state.list(),
            Action::Prefer(rulebook) => {
                state.settings.rulebook = named(rulebook.as_ref());
                state.order.rulebook = rulebook;
            }
            Action::Ask(_) | Action::Open(_) | Action::Template(_) => {}
            Action::Undo | Action::Redo | Action::Blank(_) => {}
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

    fn on_outcome(&mut self, id: u32, outcome: usize, change: impl FnOnce(&mut Checked)) {
        let shown = self.result.as_mut();
        if let Some(checked) = shown.filter(|it| (it.id, it.outcome) == (id, outcome)) {
            change(checked);
        }
    }

    /// Whether there is a result, or a list of several.
    pub(crate) fn is_kept(&self) -> bool {
        self.result.is_some() || self.several.is_some()
    }

    /// Whether the start page is shown, be it with a result behind it.
    pub(crate) fn is_at_start(&self) -> bool {
        !matches!(self.route, Route::Rules(_)) && (self.route == Route::Home || !self.is_kept())
    }

    /// Whether changes are in place that were not saved since.
    pub(crate) fn is_unsaved(&self) -> bool {
        let shown = self.result.as_ref();
        let others = self.several.as_ref();
        shown.is_some_and(|it| it.history.is_unsaved()) || others.is_some_and(Several::is_unsaved)
    }

    /// Where the address led is not where the visitor is any longer.
    fn forget_file(&mut self) {
        if matches!(self.route, Route::File(_)) {
            self.route = Route::Files;
        }
    }

    /// Follows the address.
    fn go(&mut self, route: Route) {
        let fresh = self.several.is_none();
        let missing = match (route, self.result.as_mut()) {
            (Route::Cell(place), Some(checked)) => {
                let there = checked.visit(place.clone());
                (!there).then(|| place.name())
            }
            (Route::Table(id), Some(checked)) => {
                let there = checked.go(id.clone());
                (!there).then(|| words::table(&id))
            }
            (Route::Cell(place), None) if fresh => {
                self.wanted = Some(place);
                None
            }
            (Route::Table(id), None) if fresh => {
                self.wanted_table = Some(id);
                None
            }
            (Route::File(outcome), Some(checked)) if checked.outcome == outcome => {
                checked.go_home();
                None
            }
            (Route::Files | Route::File(_), Some(checked)) if fresh => {
                checked.go_home();
                None
            }
            (Route::Files | Route::File(_), Some(_)) => {
                self.put_back();
                None
            }
            _ => None,
        };
        if let Some(missing) = missing {
            self.fail(String::new(), Said::NoPlace(missing));
        }
    }

    fn list(&mut self) {
        self.forget_file();
        self.put_back();
    }

    fn put_back(&mut self) {
        if let (Some(several), Some(checked)) = (self.several.as_mut(), self.result.take()) {
            several.put_back(checked);
        }
    }
}
