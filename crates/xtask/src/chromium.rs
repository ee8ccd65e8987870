//! The browser that the tests drive: found, or installed by the system's package manager.

use crate::process::{Failure, Program, Result, find_program};
use std::path::{Path, PathBuf};

/// Names under which Chromium and its kin are on the PATH.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];

/// Where they are when they are not on the PATH.
const PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// How package managers install it, with a font for Chinese where none is a matter of course.
const MANAGERS: &[(&str, &str)] = &[
    (
        "apt-get",
        "install -y --no-install-recommends chromium chromium-driver fonts-wqy-microhei",
    ),
    ("dnf", "install -y chromium wqy-microhei-fonts"),
    ("pacman", "-S --needed --noconfirm chromium wqy-microhei"),
    ("brew", "install --cask chromium"),
];

/// The browser named by `CHROMIUM`, or one that is there, or one installed now.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        let missing = || Failure::new(format!("CHROMIUM names no file: {}", path.display()));
        return path.is_file().then_some(path.clone()).ok_or_else(missing);
    }
    match find() {
        Some(path) => Ok(path),
        None => install(),
    }
}

fn find() -> Option<PathBuf> {
    let on_path = NAMES.iter().find_map(|name| find_program(name));
    let in_place = || PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    on_path.or_else(in_place)
}

fn install() -> Result<PathBuf> {
    let manager = MANAGERS
        .iter()
        .find(|(name, _)| find_program(name).is_some());
    let Some((name, arguments)) = manager else {
        return Err(by_hand("no package manager known to this task was found"));
    };
    println!("Chromium was not found: installing it by {name}, for the browser tests");
    if *name == "apt-get" {
        as_root(name).words("update --quiet").run()?;
    }
    as_root(name)
        .words(arguments)
        .run()
        .map_err(|failure| by_hand(&failure.to_string()))?;
    find().ok_or_else(|| by_hand("it is still not to be found"))
}

/// System package managers want root; Homebrew refuses it.
fn as_root(manager: &str) -> Program {
    let is_root = Path::new("/root").read_dir().is_ok();
    if manager == "brew" || is_root || find_program("sudo").is_none() {
        return Program::new(manager);
    }
    Program::new("sudo").arg(manager)
}

fn by_hand(reason: &str) -> Failure {
    Failure::new(format!(
        "Chromium could not be installed ({reason}): install Chromium or Chrome yourself, \
         or name one in the environment variable CHROMIUM, or use --skip-browser"
    ))
}
