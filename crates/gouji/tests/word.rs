//! Documents of Word 97 to 2003: they are read as those of today are.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

use gouji::source::{self, Book, Format};
use gouji::writeback;
use gouji_fixtures::{Paragraph, Word, document, sample, with_inserted};

/// Cells, then merged ranges.
fn content(book: &Book) -> Vec<String> {
    let cells = book.sheets.iter().flat_map(|sheet| {
        let cells = sheet.rows().flat_map(|(_, cells)| cells);
        let cells = cells.map(|cell| format!("{}={}", cell.at, cell.text()));
        cells.chain(sheet.merges.iter().map(ToString::to_string))
    });
    cells.collect()
}

fn read(bytes: &[u8]) -> Book {
    source::read("文.doc", bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// What another program wrote; `tests/fixtures/documents/README.md` says how.
fn foreign(ending: &str) -> Vec<u8> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/documents"
    );
    std::fs::read(format!("{folder}/word.{ending}")).unwrap()
}

fn word(paragraphs: Vec<Paragraph>) -> Word {
    Word {
        paragraphs,
        ..Word::default()
    }
}

/// A document with everything that its reader knows.
fn everything() -> Word {
    let deleted = [0x00, 0x08, 1];
    let symbol = [0x09, 0x6a, 3, 0, 0xb7, 0xf0];
    Word {
        boxes: vec![vec![Paragraph::line("框"), Paragraph::line("中")]],
        ..word(vec![
            Paragraph::line("前\u{13} PAGE \u{14}一\u{15}后")
                .with("旧", &deleted)
                .with("(", &symbol),
            Paragraph::line("甲\u{b}乙\t丙\u{1e}丁\u{1f}\u{1}𠀀"),
            Paragraph::line("plain\u{c}text"),
            Paragraph::line("锚\u{8}后"),
            Paragraph::cell("科\t目"),
            Paragraph::cell("金额"),
            Paragraph::row_end(&[0, 900, 2700], &[0x60, 0]),
            Paragraph::cell(""),
            Paragraph::cell("1.00"),
            Paragraph::cell("2.00"),
            Paragraph::row_end(&[0, 900, 1800, 2700], &[0x20]),
            Paragraph {
                mark: '\r',
                ..Paragraph::cell("一")
            },
            Paragraph::cell("二"),
            Paragraph::cell("三"),
            Paragraph::cell(""),
            Paragraph::row_end(&[0, 900, 1800, 2700], &[0, 1, 2]),
            Paragraph::line("\u{13}没有结尾"),
            Paragraph::line("完"),
        ])
    }
}

#[test]
fn what_another_program_wrote_is_read_as_its_docx() {
    let (old, new) = (read(&foreign("doc")), read(&foreign("docx")));
    assert_eq!((old.format, new.format), (Format::Doc, Format::Docx));
    // The last row of the first table has merged cells as well.
    let merges: Vec<String> = new.sheets[0]
        .merges
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        merges.contains(&"B11:D11".into()) && merges.contains(&"E10:E11".into()),
        "{merges:?}"
    );
    assert_eq!(content(&old), content(&new));
}

#[test]
fn the_sample_is_read_as_its_docx() {
    let document = document();
    let (old, new) = (read(&document.to_doc()), read(&document.to_docx()));
    assert_eq!(content(&old), content(&new));
}

#[test]
fn marks_fields_and_boxes() {
    assert_eq!(
        content(&read(&everything().to_doc())),
        [
            "A1=前一后",
            "A2=甲\n乙\t丙-丁𠀀",
            "A3=plain\ntext",
            "A4=锚框",
            "A5=中",
            "A6=后",
            "A7=科目",
            "B7=金额",
            "B8=1.00",
            "C8=2.00",
            "A9=一\n二",
            "B9=三",
            // What follows a field without an end is not lost.
            "A11=完",
            "A7:A8",
            "B7:C7",
            "B9:C9",
        ]
    );
}

#[test]
fn a_section_ends_a_paragraph() {
    let section = |text: &str| Paragraph {
        mark: '\u{c}',
        ..Paragraph::line(text)
    };
    let file = word(vec![section("一"), Paragraph::line("二")]).to_doc();
    assert_eq!(content(&read(&file)), ["A1=一", "A2=二"]);
}

#[test]
fn tables_in_cells_are_text_of_the_cell() {
    let inner = |mark: char, more: &[u8]| {
        let mut list = vec![0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0];
        list.extend(more);
        Paragraph {
            mark,
            list,
            ..Paragraph::line(if more.len() > 3 { "" } else { "内" })
        }
    };
    let paragraphs = vec![
        inner('\r', &[0x4b, 0x24, 1]),
        inner('\r', &[0x4b, 0x24, 1, 0x4c, 0x24, 1]),
        Paragraph::cell("外"),
        Paragraph::cell("乙"),
        Paragraph::row_end(&[0, 900, 1800], &[]),
        Paragraph::line("完"),
    ];
    let book = read(&word(paragraphs).to_doc());
    assert_eq!(content(&book), ["A1=内\n外", "B1=乙", "A2=完"]);
}

#[test]
fn a_corrected_document_is_asked_for_as_a_workbook() {
    let refused = writeback::rewrite("a.doc", &document().to_doc(), &[]).unwrap_err();
    let sentence = refused.to_string();
    assert!(
        sentence.starts_with("Word 文档（.doc）不能在原文件上更正"),
        "{sentence}"
    );
}

#[test]
fn what_was_inserted_is_not_taken_for_the_file() {
    let paragraphs = vec![Paragraph::line("一")];
    let text = word(paragraphs).to_doc();
    let book = read(&with_inserted(text.clone(), "Workbook", &[0; 5000]));
    assert_eq!((book.format, content(&book).len()), (Format::Doc, 1));
    // A table of another document stands before its own.
    let book = read(&with_inserted(text, "1Table", &[0; 5000]));
    assert_eq!((book.format, content(&book).len()), (Format::Doc, 1));
    let book = read(&with_inserted(
        sample().to_xls(),
        "WordDocument",
        &[0; 5000],
    ));
    assert_eq!(book.format, Format::Xls);
}

/// Reads what may be damaged; a panic that was caught counts as one.
fn try_read(bytes: &[u8]) -> Option<Book> {
    match source::read("file", bytes) {
        Ok(book) => Some(book),
        Err(error) => {
            let sentence = error.to_string();
            assert!(!sentence.contains("内容自相矛盾"), "a panic");
            assert!(sentence.contains('请'), "{sentence}");
            None
        }
    }
}

#[test]
fn damaged_documents_are_read_or_refused() {
    for file in [everything().to_doc(), foreign("doc")] {
        for length in (0..file.len()).step_by(61) {
            let _ = try_read(&file[..length]);
        }
        let mut read = 0;
        for at in 0..file.len() {
            let mut changed = file.clone();
            for bits in [0x01, 0x80, 0xff] {
                changed[at] = file[at] ^ bits;
                read += usize::from(try_read(&changed).is_some());
            }
        }
        assert!(read > file.len(), "most bytes are no matter of the text");
    }
}

#[test]
fn numbers_of_the_front_may_be_any() {
    let file = everything().to_doc();
    let front = file
        .windows(4)
        .position(|bytes| bytes == [0xec, 0xa5, 0xc1, 0]);
    let front = front.unwrap();
    for at in [
        0x4c, 0x50, 0x64, 0xfa, 0xfe, 0x102, 0x106, 0x1a2, 0x1a6, 0x1da, 0x1de, 0x25a, 0x25e,
    ] {
        for number in [0, 1, 7, 1000, 0x7fff_ffff, u32::MAX] {
            let mut changed = file.clone();
            let at = front + at;
            changed[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
            let _ = try_read(&changed);
        }
    }
}
