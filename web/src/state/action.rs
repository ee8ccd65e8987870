//! What happens to the page: by the visitor, the worker, the browser.

use gouji::view::{Ask, Reply, Rulebook};

use super::{Order, Place, Route, Settings, Stroke, Tab};
use crate::words::Said;

/// Something that happened.
pub(crate) enum Action {
    /// The page is to look or speak otherwise.
    Set(Settings),
    /// The address leads elsewhere.
    Go(Route),
    /// Files were chosen; they are on the way to the worker.
    Begin { id: u32, order: Order },
    /// The worker said something.
    Replied(Box<Reply>),
    /// The changes in place were saved, with the data or in the workbook.
    Saved { id: u32, outcome: usize },
    /// The worker fell over.
    Crashed,
    /// The check said nothing for too long; the worker was started again.
    Stuck,
    /// A fresh worker is told again what is shown, or has been.
    Retelling(bool),
    /// The worker did not come up.
    NotLoaded,
    /// A file could not be got at.
    Unreadable { name: String, message: Said },
    /// The user stopped the check.
    Cancel,
    /// The user has read why a check brought no result.
    Dismiss,
    /// Another tab was chosen.
    Show(Tab),
    /// Another table was chosen.
    OpenTable(String),
    /// A finding was chosen: go to its primary cell.
    Follow(usize),
    /// A cell was chosen.
    Visit(Place),
    /// The same by going there from the one beside it.
    Step(Place),
    /// The chosen cell is being typed into, or no longer.
    Typing(Option<Stroke>),
    /// A proposed correction of this cell is turned down, or no longer.
    Reject(Place, bool),
    /// The last change is taken back: a question for the worker.
    Undo,
    /// The change that was taken back last is made again: a question for the worker.
    Redo,
    /// A workbook with blank tables is wanted: a question for the worker.
    Blank(String),
    /// The selection was given up.
    Leave,
    /// The list of several outcomes is wanted again.
    List,
    /// Another rulebook was chosen for the next check; `None` for the one that fits best.
    Prefer(Option<Rulebook>),
    /// More is wanted of the disclosure that is shown: a question for the worker.
    Ask(Ask),
    /// Another of several outcomes is wanted: a question for the worker.
    Open(usize),
    /// The text of a built-in rulebook is wanted: a question for the worker.
    Template(String),
}
