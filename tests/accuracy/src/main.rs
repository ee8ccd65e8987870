//! Seeds faults into budget disclosures and counts how many are found, located and put right:
//! `cargo xtask accuracy` says how to call it.

mod published;

fn main() {
    published::run();
}
