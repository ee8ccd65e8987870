//! The figures as a page of Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use crate::arguments::Arguments;
use crate::run::Size;
use crate::tally::{Counts, Tally, Times};
use crate::variant::Variant;

/// What stands above the figures.
const INTRODUCTION: &str = "# Accuracy

How many seeded faults gouji finds, locates and puts right. `cargo xtask accuracy` writes this page; \
the same seed and the same documents give the same faults, so only the times differ between machines.

The documents called made up are the project's own. The others and the published cases are read from a folder \
`shared` beside the repository; without it they are left out. They are disclosures as published: `bole-2026` of the \
social insurance centre of Bole (Xinjiang), `sh_putuo_…` of the finance bureau (`caizhengju`), the Wanli subdistrict \
(`wanli`) and the government office (`zhengfuban`) of Putuo (Shanghai), `sh_shi_caizhengju_…` of the finance bureau \
of Shanghai. The published cases are from tests of the R packages deducorrect, deductive, errorlocate and rspa, and \
from the papers of Scholtus of 2008 and 2009 that these follow.

A document that agrees with itself gets one fault, two, three, or one slip that leaves several cells \
wrong. It is written as a file and checked from its bytes to the report, on two cores. The faults:

- **one wrong cell**: adjacent digits swapped, one digit, a digit missing or extra, the point one or two \
places off, the sign, 元 for 万元 (×10⁴), blank, a figure where nothing belongs, the neighbour's column or \
row, last year's amount, any other amount;
- **one slip of several cells**: two rows or two cells exchanged, part of a row or column shifted by one, a \
wrong leaf summed upward in its table, a table in another unit, a row left blank.

What the columns say:

- **faults**: those that break a relation of the rulebook between the sound document's figures, judged with \
the seeded amounts. A fault that breaks none, within rounding or because no equation looks at the cell, \
leaves no trace in the figures; such faults are counted apart, as **unseen**.
- **detected**: documents with a finding of level error that they have not without the fault.
- **located**: the wrong cell is the cell of a correction, or the primary cell of an error where the cell has \
no correction; of a slip of several cells, every one of them. **Or alternative** counts alternatives, too.
- **restored**: a correction of the cell says what it printed before. **Or alternative** likewise.
- **certain**, **likely**: faults whose correction is called so; the others are shown as ties.
- **wrong**: corrections called certain, or likely, whose cell or value is not right.
- **settled**: documents that have no such error left once all certain and likely corrections are accepted, of \
those that have such corrections.
";

const COLUMNS: &str = "faults | unseen | detected | located | or alternative | restored | or alternative | certain | likely | wrong certain | wrong likely | settled";

/// The whole page.
pub(crate) fn page(
    variants: &[Variant],
    tally: &Tally,
    published: &str,
    arguments: &Arguments,
) -> String {
    let mut text = String::from(INTRODUCTION);
    let _ = writeln!(
        text,
        "\nSeed {}: {} documents with one fault, {several} with two, {several} with three, {} with one slip \
         of several cells. Times are of the processor, on {}.",
        arguments.seed,
        arguments.single,
        arguments.grouped,
        arguments.machine,
        several = arguments.several
    );
    section(&mut text, "Faults in a document", &tally.sizes, |size| {
        size.name().to_owned()
    });
    section(&mut text, "One wrong cell, by slip", &tally.kinds, |kind| {
        (*kind).to_owned()
    });
    section(
        &mut text,
        "One slip of several cells",
        &tally.groups,
        |kind| (*kind).to_owned(),
    );
    let name = |(document, size): &(String, Size)| format!("{document}, {}", size.name());
    section(&mut text, "By document", &tally.documents, name);
    let name = |(rulebook, table): &(String, String)| format!("{rulebook} {table}");
    section(&mut text, "One wrong cell, by table", &tally.tables, name);
    let name = |(layout, format): &(&str, &str)| format!("{layout}, {format}");
    let title = "One wrong cell, by layout and format";
    section(&mut text, title, &tally.layouts, name);
    times(&mut text, &tally.times);
    sound(&mut text, variants);
    let _ = write!(text, "\n## Published cases\n\n{published}");
    text
}

fn section<K>(
    text: &mut String,
    title: &str,
    rows: &BTreeMap<K, Counts>,
    name: impl Fn(&K) -> String,
) {
    let rule = "---|".repeat(COLUMNS.split('|').count() + 1);
    let _ = writeln!(text, "\n## {title}\n\n| | {COLUMNS} |\n|{rule}");
    for (key, counts) in rows {
        let _ = writeln!(text, "| {} | {} |", name(key), row(counts));
    }
}

fn row(it: &Counts) -> String {
    let of_faults = |part: usize| share(part, it.faults);
    [
        it.faults.to_string(),
        it.unseen.to_string(),
        share(it.detected, it.documents),
        of_faults(it.located),
        of_faults(it.among),
        of_faults(it.restored),
        of_faults(it.restored_among),
        of_faults(it.certain),
        of_faults(it.likely),
        it.wrong_certain.to_string(),
        it.wrong_likely.to_string(),
        share(it.settled, it.accepted),
    ]
    .join(" | ")
}

/// In hundredths of a per cent, rounded down: nothing looks complete that is not.
pub(crate) fn share(part: usize, whole: usize) -> String {
    match (part * 10_000).checked_div(whole) {
        None => "–".to_owned(),
        Some(share) => format!("{}.{:02} %", share / 100, share % 100),
    }
}

fn times(text: &mut String, times: &BTreeMap<(String, Size), Vec<Times>>) {
    text.push_str(
        "\n## Time\n\nFrom the judged relations to corrections, and from the bytes to the report, in \
         milliseconds.\n\n| | localisation: median | 95 % | worst | whole check: median | 95 % | worst |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for ((document, size), times) in times {
        let _ = writeln!(
            text,
            "| {document}, {} | {} | {} |",
            size.name(),
            spread(times.iter().map(|it| it.localisation).collect()),
            spread(times.iter().map(|it| it.whole).collect()),
        );
    }
}

/// The median, the 95th of a hundred, and the worst.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).or(times.last());
    let shown = [at(50), at(95), times.last()].map(|it| {
        let time = it.copied().unwrap_or_default();
        format!("{:.1}", time.as_secs_f64() * 1000.0)
    });
    shown.join(" | ")
}

fn sound(text: &mut String, variants: &[Variant]) {
    let alarms: usize = variants.iter().map(|it| it.alarms).sum();
    let documents = variants.iter().filter(|it| it.is_first());
    let _ = writeln!(
        text,
        "\n## Sound documents\n\n{alarms} findings of level error or warning in {} files without a \
         fault, beyond flaws confirmed by hand: {} documents in several layouts and formats.\n\n| | printed amounts | in no equation |\n\
         |---|---|---|",
        variants.len(),
        documents.clone().count(),
    );
    for variant in documents {
        let printed = variant.sites.iter().filter(|it| !it.printed.is_empty());
        let (name, unrelated) = (&variant.document, variant.unrelated);
        let _ = writeln!(text, "| {name} | {} | {unrelated} |", printed.count());
    }
}
