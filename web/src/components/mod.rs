//! What the page draws.

mod app;
mod cell;
mod charts;
mod corrections;
mod downloads;
mod failure;
mod figures;
mod finding;
mod findings;
mod grid;
mod header;
mod inspector;
mod picker;
mod progress;
mod remainder;
mod result;
mod start;
mod table_list;
mod verdict;

pub(crate) use app::App;
