//! Invariants of ARCHITECTURE.md that no lint holds.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of the data flow: each may use those before it only.
const ROOMS: &[&str] = &[
    "amount",
    "report",
    "rulebook",
    "catalogue",
    "source",
    "recognise",
    "prose",
    "relate",
    "check",
    "localise",
    "repair",
    "additive",
    "summary",
    "export",
    "writeback",
    "view",
    "checked",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

fn source() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_room_is_in_the_order() {
    let mut rooms: Vec<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    rooms.sort();
    let mut known = ROOMS.to_vec();
    known.sort_unstable();
    assert_eq!(rooms, known);
}

#[test]
fn dependencies_run_one_way() {
    for (place, room) in ROOMS.iter().enumerate() {
        for file in files(&source().join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            for later in &ROOMS[place + 1..] {
                let uses = text.lines().any(|line| {
                    !line.trim_start().starts_with("//")
                        && line.contains(&format!("crate::{later}"))
                });
                assert!(!uses, "{} uses {later}", file.display());
            }
        }
    }
}

#[test]
fn files_are_of_a_size_to_read() {
    for file in files(&source()) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}

/// Each type that the standard library sorts adds about 6 kB to the module: `order` says more.
#[test]
fn one_sort_is_compiled() {
    for file in files(&source()) {
        let text = fs::read_to_string(&file).unwrap();
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        let sorts = [".sort_unstable", ".sort_by"].map(|sort| own.matches(sort).count());
        let allowed = usize::from(file.ends_with("order.rs"));
        let tests = file.components().any(|part| part.as_os_str() == "tests");
        assert!(
            tests || sorts.iter().sum::<usize>() <= allowed,
            "{}",
            file.display()
        );
    }
}
