//! How long a disclosure takes from bytes to report, and how long reading it alone takes.
#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]
#![allow(clippy::disallowed_methods, reason = "benchmarks read files")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gouji::{Options, source};

/// The project's sample, and a published document where it lies beside the project.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let mut documents = vec![("sample", gouji_fixtures::sample().to_xlsx())];
    let published = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/samples/bole-2026.xlsx"
    );
    documents.extend(
        std::fs::read(published)
            .ok()
            .map(|bytes| ("bole-2026", bytes)),
    );
    documents
}

fn bench(criterion: &mut Criterion) {
    for (name, bytes) in documents() {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(u64::try_from(bytes.len()).unwrap_or(0)));
        group.bench_function("read", |bencher| {
            bencher.iter(|| {
                source::read("sample.xlsx", black_box(&bytes)).map(|book| book.sheets.len())
            });
        });
        group.bench_function("check", |bencher| {
            bencher.iter(|| {
                let checked = gouji::check("sample.xlsx", black_box(&bytes), &Options::default());
                checked.map(|checked| gouji::to_json(checked.report()).len())
            });
        });
        group.finish();
    }
}

/// One table of projects: the cost of a check grows as the rows do.
fn rows(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("projects");
    group.sample_size(10);
    for rows in [1_000, 10_000, 100_000] {
        let bytes = gouji_fixtures::projects(rows, 0).to_xlsx();
        group.throughput(Throughput::Elements(u64::try_from(rows).unwrap_or(0)));
        group.bench_with_input(BenchmarkId::new("check", rows), &bytes, |bencher, bytes| {
            bencher.iter(|| {
                let checked = gouji::check("projects.xlsx", black_box(bytes), &Options::default());
                checked.map(|checked| checked.report().counts.relations)
            });
        });
    }
    group.finish();
}

/// A Word document of about two hundred pages: twelve tables, and text with over four thousand
/// numbers.
fn pages(criterion: &mut Criterion) {
    let bytes = gouji_fixtures::long(48).to_docx();
    let mut group = criterion.benchmark_group("pages");
    group.sample_size(10);
    group.bench_function("check", |bencher| {
        bencher.iter(|| {
            let checked = gouji::check("pages.docx", black_box(&bytes), &Options::default());
            checked.map(|checked| gouji::to_json(checked.report()).len())
        });
    });
    group.finish();
}

criterion_group!(benches, bench, rows, pages);
criterion_main!(benches);
