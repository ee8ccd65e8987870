//! The figures as a page of Markdown.

use std::fmt::Write;
use std::time::Duration;

use crate::arguments::Arguments;
use crate::run::Size;
use crate::tally::{Counts, Tally};
use crate::variant::Variant;

const HEAD: &str = "| faults | detected | located first | among | restored | among | certain | likely | wrong certain | wrong likely | settled |";
const RULE: &str = "|---|---|---|---|---|---|---|---|---|---|---|---|";

/// The whole page.
pub(crate) fn page(
    variants: &[Variant],
    tally: &Tally,
    published: &str,
    arguments: &Arguments,
) -> String {
    let mut text = String::from("# Accuracy\n\n");
    let _ = writeln!(text, "Seed {}. {}\n", arguments.seed, arguments.machine);
    table(
        &mut text,
        "faults in a document",
        tally
            .sizes
            .iter()
            .map(|(size, it)| (size.name().to_owned(), it)),
    );
    let kinds = |group: bool| {
        let own = tally.kinds.iter().filter(move |((it, _), _)| *it == group);
        own.map(|((_, kind), it)| ((*kind).to_owned(), it))
    };
    table(&mut text, "one wrong cell: slip", kinds(false));
    table(&mut text, "one slip of several cells", kinds(true));
    let documents = tally.documents.iter();
    table(
        &mut text,
        "document",
        documents.map(|((name, size), it)| (format!("{name}, {}", size.name()), it)),
    );
    let tables = tally.tables.iter();
    table(
        &mut text,
        "table",
        tables.map(|((rulebook, id), it)| (format!("{rulebook} {id}"), it)),
    );
    let layouts = tally.layouts.iter();
    table(
        &mut text,
        "layout and format",
        layouts.map(|((layout, format), it)| (format!("{layout}, {format}"), it)),
    );
    times(&mut text, tally);
    alarms(&mut text, variants);
    text.push_str(published);
    text
}

fn table<'a>(text: &mut String, title: &str, rows: impl Iterator<Item = (String, &'a Counts)>) {
    let _ = writeln!(text, "| {title} {HEAD}\n{RULE}");
    let share = |part: usize, whole: usize| match whole {
        0 => "–".to_owned(),
        _ => format!("{:.2} %", part as f64 * 100.0 / whole as f64),
    };
    for (name, it) in rows {
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | (unseen {}/{}; one {})",
            it.faults,
            share(it.detected, it.documents),
            share(it.located, it.faults),
            share(it.among, it.faults),
            share(it.restored, it.faults),
            share(it.restored_among, it.faults),
            share(it.certain, it.faults),
            share(it.likely, it.faults),
            it.wrong_certain,
            it.wrong_likely,
            share(it.settled, it.accepted),
            it.invisible,
            it.invisible_detected,
            share(it.as_one, it.faults),
        );
    }
    text.push('\n');
}

fn times(text: &mut String, tally: &Tally) {
    let _ = writeln!(
        text,
        "| document | faults | localisation: median | 95 % | worst | whole check: median | 95 % | worst |\n|---|---|---|---|---|---|---|---|"
    );
    for ((document, size), times) in &tally.times {
        let spread = |of: fn(&(Duration, Duration)) -> Duration| {
            let mut all: Vec<Duration> = times.iter().map(of).collect();
            all.sort_unstable();
            let at = |share: usize| all.get(all.len() * share / 100).or(all.last());
            let show = |it: Option<&Duration>| it.map_or(0.0, |it| it.as_secs_f64() * 1000.0);
            format!(
                "{:.1} ms | {:.1} ms | {:.1} ms",
                show(at(50)),
                show(at(95)),
                show(all.last())
            )
        };
        let _ = writeln!(
            text,
            "| {document} | {} | {} | {} |",
            size.name(),
            spread(|it| it.1),
            spread(|it| it.0)
        );
    }
    text.push('\n');
}

fn alarms(text: &mut String, variants: &[Variant]) {
    let alarms: usize = variants.iter().map(|it| it.alarms).sum();
    let _ = writeln!(
        text,
        "False alarms: {alarms} in {} sound files.\n",
        variants.len()
    );
    for variant in variants.iter().filter(|it| {
        it.alarms > 0 || (it.unrelated > 0 && it.layout == "plain" && it.format.name == "file.xlsx")
    }) {
        let _ = writeln!(
            text,
            "- {} ({}, {}): {} alarms, {} of {} printed amounts in no equation",
            variant.document,
            variant.layout,
            variant.format.name,
            variant.alarms,
            variant.unrelated,
            variant
                .sites
                .iter()
                .filter(|it| !it.printed.is_empty())
                .count()
        );
    }
}

#[allow(unused)]
fn order(size: Size) -> usize {
    size as usize
}
