//! The page's worker: takes [`gouji::view::Request`]s, answers with [`gouji::view::Reply`]s.

#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "only a browser has workers")
)]
mod desk;
#[cfg(target_arch = "wasm32")]
mod post;

fn main() {
    #[cfg(target_arch = "wasm32")]
    post::start();
}
