//! The rulebook of Shanghai: nine tables in 元, 类 by their names, a table without labels.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod support;
#[path = "support/corpus.rs"]
mod corpus;

use gouji::report::{Report, Severity};
use support::check;

/// Every document of the folder with its name.
fn documents() -> Vec<(String, String)> {
    let Some(folder) = corpus::folder("shanghai") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn published_documents_have_no_error() {
    for (name, text) in documents() {
        let checked = check(&format!("{name}.xlsx"), &corpus::workbook(&text).to_xlsx());
        let report = checked.report();
        println!("{name}: {} {:?} tables {} ", report.rulebook, report.counts, report.tables.len());
        for t in &report.tables { println!("   {} {} {} rows {} amounts {}", t.id, t.sheet, t.range, t.rows, t.amounts); }
        for f in &report.findings { println!("   {:?} {} {}", f.severity, f.code, f.message); }
        for u in &report.unread { println!("   unread {u:?}"); }
        for u in &report.unevaluated { println!("   uneval {u:?}"); }
    }
}
