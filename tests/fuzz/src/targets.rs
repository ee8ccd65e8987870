//! What is fed, and with what it begins.

use gouji::rulebook::Rulebook;
use gouji::{Input, Options, source};
use gouji_fixtures::{Encoding, LAYOUTS, Paragraph, Word, Workbook, archive, document, sample};

use crate::inputs::Seed;
use crate::{module, whole};

/// Something that takes bytes.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// How many times the code goes over the bytes.
    pub(crate) checks: u32,
    pub(crate) seeds: fn() -> Vec<Seed>,
    /// Takes an input and says what came of it, in few words.
    pub(crate) run: fn(&[u8]) -> String,
}

const fn reader(name: &'static str, seeds: fn() -> Vec<Seed>) -> Target {
    Target {
        name,
        checks: 1,
        seeds,
        run: read,
    }
}

pub(crate) const TARGETS: &[Target] = &[
    reader("xlsx", || zips(Workbook::to_xlsx)),
    reader("xlsb", || zips(Workbook::to_xlsb)),
    reader("xls", || {
        let whole = files(Workbook::to_xls).into_iter().map(Seed::bytes);
        whole
            .chain(
                files(Workbook::to_xls)
                    .iter()
                    .filter_map(|file| Seed::records(file)),
            )
            .collect()
    }),
    reader("ods", || zips(Workbook::to_ods)),
    reader("xml", || texts(Workbook::to_spreadsheet_xml)),
    reader("csv", || {
        let files = Encoding::ALL
            .into_iter()
            .flat_map(|encoding| small().to_texts(',', "csv", encoding).into_iter().take(1));
        files.map(|(_, bytes)| Seed::text(bytes)).collect()
    }),
    reader("html", || {
        let page = |workbook: &Workbook| workbook.to_html(Encoding::Utf8);
        let mut seeds = texts(page);
        let head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
        let message = [head.as_slice(), &page(&small()), b"\r\n--b--"].concat();
        seeds.push(Seed::text(message));
        seeds
    }),
    Target {
        name: "docx",
        checks: 1,
        seeds: || {
            let file = document().to_docx();
            vec![Seed::zip(&file), Seed::bytes(file)]
        },
        run: text,
    },
    Target {
        name: "doc",
        checks: 1,
        seeds: || vec![Seed::bytes(document().to_doc()), Seed::bytes(small_word())],
        run: text,
    },
    Target {
        name: "text",
        checks: 1,
        seeds: || {
            let document = document();
            [
                document.to_text(),
                document.to_markdown(),
                document.to_html(),
            ]
            .map(|text| Seed::text(text.into_bytes()))
            .to_vec()
        },
        run: text,
    },
    Target {
        name: "zip",
        checks: 1,
        seeds: || {
            let files = small().to_texts(',', "csv", Encoding::Gb18030);
            let inner = archive(&files, true);
            let outer = archive(&[("内.zip".into(), inner.clone())], false);
            vec![
                Seed::zip(&inner),
                Seed::zip(&outer),
                Seed::bytes(inner),
                Seed::bytes(outer),
            ]
        },
        run: unpack,
    },
    Target {
        name: "rulebook",
        checks: 1,
        seeds: || {
            let books = gouji::rulebook::BUILTIN.iter();
            books
                .map(|book| Seed::text(book.source.as_bytes().to_vec()))
                .collect()
        },
        run: rulebook,
    },
    Target {
        name: "check",
        checks: 1,
        seeds: || {
            let mut seeds = Vec::new();
            for (_, change) in LAYOUTS {
                let mut workbook = sample();
                change(&mut workbook);
                seeds.push(Seed::text(workbook.to_spreadsheet_xml()));
            }
            seeds
        },
        run: check,
    },
    Target {
        name: "whole",
        checks: 5,
        seeds: whole::seeds,
        run: whole::run,
    },
];

/// Two sheets of the sample: what the others add is more of the same.
fn small() -> Workbook {
    let mut workbook = sample();
    workbook.sheets.truncate(2);
    workbook.sheets[0].hidden_rows = vec![5];
    workbook.sheets[0].hidden_columns = vec![1];
    workbook.sheets[1].rows[6][2] = gouji_fixtures::Cell::Computed("A1".into(), 12);
    workbook
}

/// A document with everything that its reader knows, so that most changes meet some of it.
fn small_word() -> Vec<u8> {
    let mut rows = vec![
        Paragraph::line("\u{13} PAGE \u{14}一\u{15}、收支\u{8}").with("旧", &[0, 8, 1]),
        Paragraph::cell("科目"),
        Paragraph::cell("金额"),
        Paragraph::row_end(&[0, 900, 2700], &[0x60, 0]),
        Paragraph::cell(""),
        Paragraph::cell("1.00"),
        Paragraph::cell("2.00"),
        Paragraph::row_end(&[0, 900, 1800, 2700], &[0x20, 1, 2]),
    ];
    rows.push(Paragraph::line("ab\u{b}c"));
    let word = Word {
        paragraphs: rows,
        boxes: vec![vec![Paragraph::line("框")]],
        ..Word::default()
    };
    word.to_doc()
}

fn files(write: fn(&Workbook) -> Vec<u8>) -> Vec<Vec<u8>> {
    vec![write(&small()), write(&sample())]
}

fn zips(write: fn(&Workbook) -> Vec<u8>) -> Vec<Seed> {
    let files = files(write);
    let whole = files.iter().take(1).cloned().map(Seed::bytes);
    files
        .iter()
        .map(|file| Seed::zip(file))
        .chain(whole)
        .collect()
}

fn texts(write: fn(&Workbook) -> Vec<u8>) -> Vec<Seed> {
    files(write).into_iter().map(Seed::text).collect()
}

fn read(bytes: &[u8]) -> String {
    match source::read("file", bytes) {
        Err(error) => error.to_string(),
        Ok(book) => {
            let some = |count: usize| usize::BITS - count.leading_zeros();
            let sheets = book.sheets.iter().take(3).map(|sheet| {
                let counts = [
                    sheet.len(),
                    sheet.hidden.len(),
                    sheet.merges.len(),
                    sheet.formulas.len(),
                ];
                counts.map(some)
            });
            format!(
                "{:?} {} {:?}",
                book.format,
                book.sheets.len(),
                sheets.collect::<Vec<_>>()
            )
        }
    }
}

/// Reads a document and what it claims.
fn text(bytes: &[u8]) -> String {
    let options = Options::default();
    match gouji::check("file", bytes, &options) {
        Err(error) => error.to_string().chars().take(60).collect(),
        Ok(checked) => {
            let report = checked.report();
            let codes: std::collections::BTreeSet<&str> = report
                .findings
                .iter()
                .map(|finding| finding.code.as_str())
                .collect();
            let _ = checked.recheck(&report.corrections);
            format!("{} {codes:?}", report.tables.len())
        }
    }
}

fn unpack(bytes: &[u8]) -> String {
    match source::unpack("file.zip", bytes) {
        Err(error) => error.to_string(),
        Ok(members) => {
            let read = members.iter().map(|(_, bytes)| read(bytes));
            format!("{} {:?}", members.len(), read.collect::<Vec<_>>())
        }
    }
}

fn rulebook(bytes: &[u8]) -> String {
    match Rulebook::parse(&String::from_utf8_lossy(bytes)) {
        Err(error) => error.to_string().chars().take(40).collect(),
        Ok(_) => "sound".to_owned(),
    }
}

fn check(bytes: &[u8]) -> String {
    let name = "file.xml";
    let input = [Input { name, bytes }];
    let answers = gouji::check_files(&input, &Options::default(), &mut |_| ());
    let answers = answers.expect("no rulebook was given");
    module::compare(name, bytes, &answers);
    answers
        .iter()
        .map(|answer| match &answer.result {
            Err(error) => error.to_string(),
            Ok(checked) => {
                let text = gouji::to_json(&checked.tables())
                    + &gouji::to_json(&checked.corrected(&checked.report().corrections));
                let _ = checked.recheck(&checked.report().corrections);
                let codes: std::collections::BTreeSet<&str> = checked
                    .report()
                    .findings
                    .iter()
                    .map(|finding| finding.code.as_str())
                    .collect();
                format!("{codes:?} {}", text.is_empty())
            }
        })
        .collect()
}
