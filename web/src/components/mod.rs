//! What the page draws.

mod accepted;
mod app;
mod cell;
mod charts;
mod consent;
mod corrections;
mod downloads;
mod failure;
mod figures;
mod finding;
mod findings;
mod grid;
mod header;
mod inspector;
mod intake;
mod long;
mod markdown;
mod more;
mod outcomes;
mod picker;
mod progress;
mod remainder;
mod result;
mod rulebook;
mod rules;
mod start;
mod table_list;
mod update;
mod verdict;

pub(crate) use app::App;
