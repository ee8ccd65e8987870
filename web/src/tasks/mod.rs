//! What the page asks of the worker and of the browser.

pub(crate) mod address;
pub(crate) mod checker;
pub(crate) mod download;
pub(crate) mod early;
pub(crate) mod embed;
mod errands;
pub(crate) mod file;
pub(crate) mod focus;
pub(crate) mod print;
pub(crate) mod scroll;
pub(crate) mod settings;
pub(crate) mod sight;
