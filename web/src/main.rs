//! The page: drop a workbook, read the verdict, see the tables.
//!
//! [`state`] holds what is shown and how each event changes it; [`tasks`] talk to the worker and
//! the browser; [`components`] draw. Amounts are strings throughout: the page compares and shows
//! them, and never calculates with them.

mod components;
mod state;
mod tasks;
mod words;

/// Faster and smaller than the one that comes with Rust.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    tasks::early::clear();
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<components::App>::with_root(root).render();
    }
}
