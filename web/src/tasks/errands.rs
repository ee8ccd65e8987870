//! What the worker is to do, one thing after the other, and what a fresh one has to be told again.
//!
//! A worker that is ended takes with it what it held. The page keeps what brought that about: the
//! files, and the changes in place for each outcome. They are given to the next worker before the
//! first question that needs them, so no question is lost and no change either.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use gouji::report::Correction;
use gouji::view::{Answer, Ask, Brief, Reply, Request};

use crate::state::Order;

/// A message to the worker; the files of the order go with a request to check them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    pub(crate) request: Request,
    pub(crate) files: Option<Order>,
}

/// The worker's errands; it knows nothing of the worker itself.
#[derive(Debug, Default)]
pub(crate) struct Errands {
    standing: Standing,
    /// The check that waits or is under way.
    check: Option<(u32, Order)>,
    /// What became of those of its files that are done.
    finished: Vec<Brief>,
    shown: Option<Shown>,
    /// Whether the worker holds what is shown, as far as is known.
    held: bool,
    /// Whether it was told again what is shown, and nothing else since.
    retold: bool,
    /// Sent and not answered yet, in the order in which they will be.
    asked: VecDeque<Request>,
    /// To be sent first: a worker was asked and could not answer.
    again: VecDeque<Request>,
    waiting: VecDeque<Request>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Standing {
    /// The module is being loaded.
    #[default]
    Loading,
    Idle,
    Checking,
    /// It is told again what is shown; so many answers are due.
    Retelling(usize),
}

/// What the page shows a result of.
#[derive(Debug)]
struct Shown {
    id: u32,
    order: Order,
    /// The files of each outcome.
    outcomes: Vec<Vec<usize>>,
    /// The changes in place, by outcome.
    accepted: BTreeMap<usize, Vec<Correction>>,
}

impl Errands {
    /// Whether a check is under way or waits for the module, or an earlier one is done once more.
    pub(crate) fn is_occupied(&self) -> bool {
        self.check.is_some() || self.is_retelling()
    }

    /// Whether the worker may be silent for long.
    pub(crate) fn is_busy(&self) -> bool {
        self.standing == Standing::Checking || self.is_retelling()
    }

    pub(crate) fn is_loading(&self) -> bool {
        self.standing == Standing::Loading
    }

    pub(crate) fn is_retelling(&self) -> bool {
        matches!(self.standing, Standing::Retelling(_))
    }

    /// Files are to be checked; questions wait until they are.
    pub(crate) fn check(&mut self, id: u32, order: Order) {
        self.check = Some((id, order));
        self.finished.clear();
    }

    /// A question, or a wish for a file.
    pub(crate) fn put(&mut self, request: Request) {
        self.waiting.push_back(request);
    }

    /// A fresh worker is on the way: what the one before did not answer it is asked again.
    pub(crate) fn begin_anew(&mut self) {
        self.again.extend(self.asked.drain(..));
        self.standing = Standing::Loading;
        (self.held, self.retold) = (false, false);
    }

    /// The check is not wanted any more; nor is what waits for an earlier one done once more. What became of
    /// the files that are done is shown, and told again to the next worker.
    pub(crate) fn stop(&mut self) {
        if self.is_retelling() {
            self.forget_questions();
        }
        let finished = std::mem::take(&mut self.finished);
        if let Some((id, order)) = self.check.take().filter(|_| !finished.is_empty()) {
            let (order, outcomes) = order.only(&finished);
            self.shown = Some(Shown::new(id, order, outcomes.iter()));
            self.held = false;
        }
    }

    /// The worker fell, or hung: what it was at is not tried again.
    pub(crate) fn fall(&mut self) {
        match self.standing {
            Standing::Loading => self.forget_questions(),
            Standing::Idle => drop(self.asked.pop_front()),
            Standing::Checking | Standing::Retelling(_) => {}
        }
        self.stop();
    }

    fn forget_questions(&mut self) {
        for questions in [&mut self.waiting, &mut self.again, &mut self.asked] {
            questions.clear();
        }
    }

    /// The outcome whose changes the next answer brings as a file, if it is one: its request and its place.
    pub(crate) fn saving(&self) -> Option<(u32, usize)> {
        match self.asked.front()? {
            Request::Ask {
                id,
                outcome,
                ask: Ask::Workbook | Ask::Corrected,
            } => Some((*id, *outcome)),
            _ => None,
        }
    }

    /// What is to be sent now.
    pub(crate) fn due(&mut self) -> Vec<Message> {
        let mut due = Vec::new();
        if self.standing != Standing::Idle {
            return due;
        }
        if let Some((id, order)) = &self.check {
            self.standing = Standing::Checking;
            self.retold = false;
            return vec![checking(*id, order)];
        }
        while let Some(request) = self.again.pop_front().or_else(|| self.waiting.pop_front()) {
            if let Request::Ask { id, .. } = &request {
                let Some(shown) = self.shown.as_ref().filter(|shown| shown.id == *id) else {
                    continue;
                };
                if !self.held {
                    due.extend(shown.retell());
                    self.again.push_front(request);
                    self.standing = Standing::Retelling(1 + shown.accepted.len());
                    break;
                }
            }
            self.asked.push_back(request.clone());
            due.push(Message {
                request,
                files: None,
            });
        }
        due
    }

    /// Notes what the worker said; whether the page is to hear it.
    pub(crate) fn hear(&mut self, reply: &Reply) -> bool {
        match reply {
            Reply::Ready { .. } => self.standing = Standing::Idle,
            Reply::Progress { .. } => return !self.is_retelling(),
            Reply::Finished { outcomes, .. } => {
                let wanted = !self.is_retelling();
                if wanted {
                    self.finished.extend(outcomes.iter().cloned());
                }
                return wanted;
            }
            Reply::Done { .. } | Reply::Failed { .. } => return self.hear_of_check(reply),
            _ if self.asked.is_empty() && self.is_retelling() => return self.hear_of_check(reply),
            Reply::Gone { .. } => {
                let request = self.asked.pop_front();
                if self.retold && !self.is_retelling() {
                    return true;
                }
                self.again.extend(request);
                self.held = false;
                return false;
            }
            Reply::Answered {
                id,
                outcome,
                answer: Answer::Rechecked { overview, .. },
            } => {
                self.asked.pop_front();
                if let Some(shown) = self.shown.as_mut().filter(|shown| shown.id == *id) {
                    let accepted = overview.report.accepted.clone();
                    shown.accepted.insert(*outcome, accepted);
                }
            }
            _ => drop(self.asked.pop_front()),
        }
        true
    }

    fn hear_of_check(&mut self, reply: &Reply) -> bool {
        if let Standing::Retelling(due) = self.standing {
            self.standing = match due {
                0 | 1 => Standing::Idle,
                more => Standing::Retelling(more - 1),
            };
            (self.held, self.retold) = (true, true);
            return false;
        }
        self.standing = Standing::Idle;
        self.finished.clear();
        let Some((id, order)) = self.check.take() else {
            return true;
        };
        if let Reply::Done {
            outcomes, opened, ..
        } = reply
            && (opened.is_some() || outcomes.len() > 1)
        {
            self.show(Shown::new(id, order, outcomes.iter()));
        }
        true
    }

    /// The worker holds another result; what was changed in the same files before is changed again.
    fn show(&mut self, mut shown: Shown) {
        if let Some(before) = self.shown.take()
            && before.is_of_the_files_of(&shown)
        {
            shown.accepted = before.accepted;
        }
        self.waiting.extend(shown.changes());
        self.shown = Some(shown);
        self.held = true;
    }
}

impl Shown {
    fn new<'a>(id: u32, order: Order, outcomes: impl Iterator<Item = &'a Brief>) -> Self {
        Self {
            id,
            order,
            outcomes: outcomes.map(|it| it.files.clone()).collect(),
            accepted: BTreeMap::new(),
        }
    }

    fn is_of_the_files_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.order.files, &other.order.files) && self.outcomes == other.outcomes
    }

    /// The questions that bring about the changes in place.
    fn changes(&self) -> impl Iterator<Item = Request> + '_ {
        self.accepted
            .iter()
            .map(|(outcome, accepted)| Request::Ask {
                id: self.id,
                outcome: *outcome,
                ask: Ask::Accept {
                    accepted: accepted.clone(),
                },
            })
    }

    /// The messages that bring about what is shown.
    fn retell(&self) -> Vec<Message> {
        let mut messages = vec![checking(self.id, &self.order)];
        messages.extend(self.changes().map(|request| Message {
            request,
            files: None,
        }));
        messages
    }
}

fn checking(id: u32, order: &Order) -> Message {
    Message {
        request: order.request(id),
        files: Some(order.clone()),
    }
}

#[cfg(test)]
mod tests;
