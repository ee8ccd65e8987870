//! Every pinned tool in one place, and how versions are read.

use crate::process::{Failure, Program, Result, io};
use crate::project::Project;
use std::path::{Path, PathBuf};

/// Builds the page. Newer releases ask for a newer compiler than rust-toolchain.toml names.
pub(crate) const TRUNK: &str = "0.21.14";

/// Looks at licences and origins of libraries. Newer releases ask for a newer compiler.
pub(crate) const DENY: &str = "0.18.9";

/// What the page and its worker are compiled to.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What rustc leaves out there: Chromium 80 lacks it.
const WASM_WITHOUT: &str = "-Ctarget-feature=-reference-types,-multivalue";

/// The environment variable by which cargo takes flags, and the flags for WebAssembly: neither what
/// old browsers lack nor the folders of whoever builds it, so that all builds are the same bytes.
pub(crate) fn wasm_flags() -> (&'static str, String) {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let home = home.unwrap_or_default();
    let flags = [
        WASM_WITHOUT.to_owned(),
        format!("--remap-path-prefix={}=cargo", home.display()),
    ];
    ("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
}

/// What wasm-opt may use; index.html says the same for the page.
pub(crate) const WASM_OPT: &str = "--enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext \
    --enable-nontrapping-float-to-int --enable-mutable-globals";

/// Oldest Node that runs the tools and the browser tests.
pub(crate) const NODE_MAJOR: u32 = 20;

/// The version of wasm-bindgen in Cargo.lock: the tool must be exactly the library's.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<String> {
    let path = project.join("Cargo.lock");
    let lock = io(std::fs::read_to_string(&path), "read", &path)?;
    locked_version(&lock, "wasm-bindgen")
        .map(str::to_owned)
        .ok_or_else(|| {
            Failure::new("Cargo.lock does not name wasm-bindgen: run `cargo fetch` and try again")
        })
}

/// The version a tool reports of itself, when it runs at all.
pub(crate) fn installed_version(tool: &Path) -> Option<String> {
    let answer = Program::new(tool).arg("--version").output().ok()?;
    version_in(&answer).map(str::to_owned)
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// The first word of a tool's answer that looks like a version.
fn version_in(answer: &str) -> Option<&str> {
    let words = answer
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'));
    words
        .into_iter()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The leading number of a version.
pub(crate) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{locked_version, major, version_in};

    #[test]
    fn reads_the_version_a_tool_answers() {
        let table = [
            ("trunk 0.21.14", Some("0.21.14")),
            ("wasm-bindgen 0.2.130 (abc1234)", Some("0.2.130")),
            ("v20.20.2", Some("20.20.2")),
            ("no version here", None),
            ("", None),
        ];
        for (answer, expected) in table {
            assert_eq!(version_in(answer), expected, "{answer}");
        }
    }

    #[test]
    fn reads_the_version_of_exactly_the_package_asked_for() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("x"), None);
    }
}
