//! What the page draws.

mod accepted;
mod app;
mod cell;
mod charts;
mod corrections;
mod downloads;
mod editor;
mod effect;
mod failure;
mod figures;
mod finding;
mod findings;
mod grid;
mod header;
mod inspector;
mod intake;
mod keys;
mod long;
mod markdown;
mod more;
mod outcomes;
mod passed;
mod picker;
mod progress;
mod record;
mod relation;
mod remainder;
mod result;
mod rulebook;
mod rules;
mod sifted;
mod start;
mod table_list;
mod verdict;

pub(crate) use app::App;
