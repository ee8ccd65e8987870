//! Every word of the page, in Chinese and in English.
//!
//! A phrase is a function that gives it in the language of the page; one that lacks a language does
//! not compile. What the core says is Chinese: inside an English page it is marked as such, see
//! [`said`], and where the report has fields for it, [`english`] makes a sentence from them.

mod language;
#[macro_use]
mod macros;
pub(crate) mod record;

pub(crate) mod charts;
pub(crate) mod corrections;
pub(crate) mod downloads;
pub(crate) mod english;
pub(crate) mod failures;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod result;
pub(crate) mod rules;
pub(crate) mod table;
mod terms;

pub(crate) use failures::Said;
pub(crate) use language::{Language, language, said, said_in, speak, use_language};
pub(crate) use terms::*;
