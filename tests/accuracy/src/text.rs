//! Faults in the running text: how many are found, and what is said of documents without any.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use gouji::report::{Report, Severity};
use gouji::{Options, check};
use gouji_fixtures::{Spoilt, SpoiltKind, spoilt};

use crate::document::{corpus, flaws};
use crate::page::share;

/// Title of the section.
pub(crate) const TITLE: &str = "## Faults in the text";

/// Faults of one kind in one document at most; of more, as many are taken at even distances.
const MOST: usize = 60;

/// A document with running text.
struct Document {
    name: String,
    text: String,
    year: u16,
    /// What is wrong in it, by code and line.
    known: &'static [(&'static str, usize)],
}

/// What became of the faults of one kind, or of one document.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    faults: usize,
    detected: usize,
    there: usize,
}

/// The section of the page.
pub(crate) fn section(misses: usize, machine: &str) -> String {
    let documents = documents();
    let sound: Vec<Report> = documents.iter().map(|it| report(&it.text)).collect();
    let mut jobs: Vec<(usize, Spoilt)> = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        jobs.extend(seeded(document).into_iter().map(|spoilt| (place, spoilt)));
    }
    let outcomes = run(&jobs, &sound);
    let mut kinds: BTreeMap<SpoiltKind, Counts> = BTreeMap::new();
    let mut each = vec![Counts::default(); documents.len()];
    let mut missed = 0;
    for ((place, spoilt), (detected, there)) in jobs.iter().zip(outcomes) {
        for counts in [kinds.entry(spoilt.kind).or_default(), &mut each[*place]] {
            counts.faults += 1;
            counts.detected += usize::from(detected);
            counts.there += usize::from(there);
        }
        if !detected && missed < misses {
            missed += 1;
            let name = &documents[*place].name;
            println!(
                "missed: {name} {:?} {}: {}",
                spoilt.kind, spoilt.line, spoilt.change
            );
        }
    }
    page(&documents, &sound, &kinds, &each, machine)
}

fn documents() -> Vec<Document> {
    let mut documents = vec![Document {
        name: "Xinjiang, made up".to_owned(),
        text: gouji_fixtures::document().to_text(),
        year: 2026,
        known: &[],
    }];
    let Some(folder) = corpus::folder("shanghai") else {
        return documents;
    };
    let shared = folder.join("../..");
    let (path, known) = flaws::SEED;
    let seed = (path.to_owned(), "bole-2026".to_owned(), 2026, known);
    let published = flaws::PUBLISHED.iter().map(|(name, known)| {
        let year = name.rsplit('_').next().and_then(|year| year.parse().ok());
        let path = format!("corpus/shanghai/{name}.txt");
        (path, (*name).to_owned(), year.unwrap_or(2025), *known)
    });
    for (path, name, year, known) in std::iter::once(seed).chain(published) {
        if let Ok(text) = std::fs::read_to_string(shared.join(path)) {
            documents.push(Document {
                name,
                text,
                year,
                known,
            });
        }
    }
    documents
}

/// The faults of a document: of each kind some, at even distances.
fn seeded(document: &Document) -> Vec<Spoilt> {
    let mut kinds: BTreeMap<SpoiltKind, Vec<Spoilt>> = BTreeMap::new();
    for fault in spoilt(&document.text, document.year) {
        kinds.entry(fault.kind).or_default().push(fault);
    }
    let some = kinds.into_values().flat_map(|faults| {
        let step = faults.len().div_ceil(MOST).max(1);
        faults.into_iter().step_by(step)
    });
    some.collect()
}

/// For each fault whether it is detected, and whether at its line; on two cores.
fn run(jobs: &[(usize, Spoilt)], sound: &[Report]) -> Vec<(bool, bool)> {
    let known: Vec<Vec<String>> = sound
        .iter()
        .map(|report| said(report).map(|(said, _)| said).collect())
        .collect();
    let next = AtomicUsize::new(0);
    let mut done: Vec<(usize, (bool, bool))> = Vec::new();
    thread::scope(|scope| {
        let work = || {
            let mut own = Vec::new();
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some((document, spoilt)) = jobs.get(place) else {
                    return own;
                };
                let report = report(&spoilt.text);
                let new = said(&report).filter(|(said, _)| !known[*document].contains(said));
                let lines: Vec<usize> = new.map(|(_, line)| line).collect();
                let there = lines.contains(&spoilt.line);
                own.push((place, (!lines.is_empty(), there)));
            }
        };
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        done.extend(
            workers
                .into_iter()
                .filter_map(|it| it.join().ok())
                .flatten(),
        );
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn report(text: &str) -> Report {
    match check("text.txt", text.as_bytes(), &Options::default()) {
        Ok(checked) => checked.report().clone(),
        Err(error) => panic!("a document of text must be readable: {error}"),
    }
}

/// What is said at warning or error level, and of which line.
fn said(report: &Report) -> impl Iterator<Item = (String, usize)> {
    let graver = report
        .findings
        .iter()
        .filter(|it| it.severity != Severity::Notice);
    graver.map(|it| {
        let cell = || it.cells.first().map_or(0, |cell| line_of(&cell.cell));
        let line = it.text.as_ref().map_or_else(cell, |text| text.line);
        (format!("{} {}", it.code, it.message), line)
    })
}

/// The line of a text that a cell of its tables stands in.
fn line_of(cell: &str) -> usize {
    let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    row.parse().unwrap_or(0)
}

fn page(
    documents: &[Document],
    sound: &[Report],
    kinds: &BTreeMap<SpoiltKind, Counts>,
    each: &[Counts],
    machine: &str,
) -> String {
    let mut text = format!(
        "{TITLE}\n\nOne number, word or unit of the text is changed; the document is checked from its bytes. \
         **Detected**: a finding of level error or warning that the sound document has not; **at its line**: one \
         of them marks words or a cell of the line that was changed (others mark the sentence that it contradicts). Of each \
         kind at most {MOST} faults in a document, at even distances. Measured on {machine}.\n\n\
         | | faults | detected | at its line |\n|---|---|---|---|\n"
    );
    let mut all = Counts::default();
    for (kind, counts) in kinds {
        let _ = writeln!(text, "| {} | {} |", name(*kind), row(counts));
        all.faults += counts.faults;
        all.detected += counts.detected;
        all.there += counts.there;
    }
    let _ = writeln!(text, "| all | {} |", row(&all));
    text.push_str(
        "\nThe same documents without a fault: what is understood of their numbers with a unit, their flaws \
         confirmed by hand, and false alarms, which are all other findings of level error or warning.\n\n\
         | | faults | detected | at its line | numbers | understood | compared | flaws | false alarms |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for ((document, report), counts) in documents.iter().zip(sound).zip(each) {
        let info = report.text.clone().unwrap_or_default();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            document.name,
            row(counts),
            info.numbers,
            share(info.understood, info.numbers),
            share(info.checked, info.numbers),
            document.known.len(),
            alarms(document, report),
        );
    }
    text
}

fn row(counts: &Counts) -> String {
    let of = |part: usize| share(part, counts.faults);
    format!(
        "{} | {} | {}",
        counts.faults,
        of(counts.detected),
        of(counts.there)
    )
}

/// Findings at warning or error level that nobody confirmed.
fn alarms(document: &Document, report: &Report) -> usize {
    let mut known = document.known.to_vec();
    let found = flaws::grave(report);
    let strange = found.into_iter().filter(|found| {
        let place = known.iter().position(|known| known == found);
        place.map(|place| known.swap_remove(place)).is_none()
    });
    strange.count()
}

fn name(kind: SpoiltKind) -> &'static str {
    match kind {
        SpoiltKind::Amount => "amount: one digit",
        SpoiltKind::Share => "share: one digit",
        SpoiltKind::Rate => "rate: one digit",
        SpoiltKind::Direction => "direction: 增长 for 下降",
        SpoiltKind::Year => "year: last year's",
        SpoiltKind::Subject => "subject: another name",
        SpoiltKind::Unit => "unit: 元 for 万元",
    }
}

/// A page with this section in place of the one that it has, or before what it ends with.
pub(crate) fn put_into(page: &str, section: &str) -> String {
    let section = format!("{}\n", section.trim_end());
    let (before, rest) = match page.split_once(TITLE) {
        Some((before, rest)) => {
            let end = rest.find("\n## ").map_or(rest.len(), |at| at + 1);
            (before, &rest[end..])
        }
        None => {
            let at = page.find("## Published cases").unwrap_or(page.len());
            page.split_at(at)
        }
    };
    let gap = if rest.is_empty() { "" } else { "\n" };
    format!("{before}{section}{gap}{rest}")
}

#[cfg(test)]
mod tests {
    use super::put_into;

    #[test]
    fn a_section_takes_its_place() {
        for (page, expected) in [
            (
                "# A\n\n## Published cases\n\nx\n",
                "# A\n\n## Faults in the text\n\nnew\n\n## Published cases\n\nx\n",
            ),
            (
                "# A\n\n## Faults in the text\n\nold\n\n## Published cases\n\nx\n",
                "# A\n\n## Faults in the text\n\nnew\n\n## Published cases\n\nx\n",
            ),
            (
                "# A\n\n## Faults in the text\n\nold\n",
                "# A\n\n## Faults in the text\n\nnew\n",
            ),
        ] {
            assert_eq!(put_into(page, "## Faults in the text\n\nnew\n"), expected);
        }
    }
}
