//! The running text as the page shows it: nothing of it is lost, and words lead to cells and back.

mod support;

use std::collections::BTreeSet;

use gouji::view::{
    Answer, Ask, BlockKind, BlockView, ClaimRole, ClaimState, Detail, Marks, PaperTop, Viewer,
    WordsDetail, WorkingKind,
};
use gouji::{Checked, Input, Options, check_files};
use support::check;

/// A Word document and the workbook that it explains, given together.
fn together(document: &gouji_fixtures::Document) -> Checked {
    let (book, document) = (gouji_fixtures::sample().to_xlsx(), document.to_docx());
    let inputs = [("公开表.xlsx", &book), ("说明.docx", &document)];
    let inputs = inputs.map(|(name, bytes)| Input { name, bytes });
    let mut answers = check_files(&inputs, &Options::default(), &mut |_| ()).unwrap();
    assert_eq!(answers.len(), 1);
    answers.remove(0).result.unwrap()
}

fn papers(viewer: &Viewer<'_>, marks: &Marks) -> Vec<PaperTop> {
    viewer.overview(marks).papers
}

fn blocks(viewer: &Viewer<'_>, marks: &Marks, paper: &PaperTop) -> Vec<BlockView> {
    let leaf = |leaf: usize| {
        let ask = Ask::Leaf {
            paper: paper.id.clone(),
            leaf,
        };
        match viewer.answer(marks, &ask) {
            Some(Answer::Leaf { blocks, .. }) => blocks,
            other => panic!("{other:?}"),
        }
    };
    (0..paper.leaves.len()).flat_map(leaf).collect()
}

fn words(viewer: &Viewer<'_>, marks: &Marks, paper: &str, place: &str) -> WordsDetail {
    let (paper, place) = (paper.to_owned(), place.to_owned());
    match viewer.answer(marks, &Ask::Words { paper, place }) {
        Some(Answer::Words {
            detail: Some(detail),
            ..
        }) => *detail,
        other => panic!("{other:?}"),
    }
}

fn cell(viewer: &Viewer<'_>, marks: &Marks, table: &str, cell: &str) -> Detail {
    let (table, cell) = (table.to_owned(), cell.to_owned());
    match viewer.answer(marks, &Ask::Cell { table, cell }) {
        Some(Answer::Cell {
            detail: Some(detail),
            ..
        }) => *detail,
        other => panic!("{other:?}"),
    }
}

fn text(block: &BlockView) -> String {
    let pieces = block.cells.iter().flatten();
    pieces.map(|piece| piece.text.as_str()).collect()
}

#[test]
fn a_paper_shows_every_line_once() {
    let document = gouji_fixtures::document();
    for (name, bytes) in [
        ("a.txt", document.to_text().into_bytes()),
        ("a.docx", document.to_docx()),
        ("a.doc", document.to_doc()),
    ] {
        let checked = check(name, &bytes);
        let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
        let papers = papers(&viewer, &marks);
        let [paper] = papers.as_slice() else {
            panic!("{name}: {papers:?}")
        };
        let blocks = blocks(&viewer, &marks, paper);
        let tables = blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Table { .. }));
        assert_eq!(tables.count(), 12, "{name}");
        let shown: BTreeSet<String> = blocks.iter().map(text).collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let shown: BTreeSet<String> = shown.iter().map(|text| bare(text)).collect();
        for line in gouji_fixtures::explanation() {
            assert!(shown.contains(&bare(line)), "{name}: {line}");
        }
        let count = paper.leaves.iter().map(|leaf| leaf.blocks).sum::<usize>();
        assert_eq!(count, blocks.len());
        assert!(paper.leaves.iter().all(|leaf| leaf.blocks <= 40));
        assert!(blocks.is_sorted_by_key(|block| block.line));
    }
}

#[test]
fn every_number_with_a_unit_is_marked_once() {
    let checked = together(&gouji_fixtures::beside());
    let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
    let info = checked.report().text.clone().unwrap();
    let papers = papers(&viewer, &marks);
    let counts = papers.iter().map(|paper| paper.counts);
    let all: usize = counts
        .clone()
        .map(|it| it.agrees + it.differs + it.open + it.unread)
        .sum();
    assert_eq!(all, info.numbers);
    assert!(
        counts.clone().all(|it| it.differs + it.unread == 0),
        "{papers:?}"
    );
    assert!(
        counts.map(|it| it.agrees).sum::<usize>() * 3 > all * 2,
        "{papers:?}"
    );
    let mut places = BTreeSet::new();
    for paper in &papers {
        for block in blocks(&viewer, &marks, paper) {
            let pieces = block.cells.into_iter().flatten();
            for mark in pieces.filter_map(|piece| piece.mark) {
                for place in mark.begins {
                    assert!(places.insert((paper.id.clone(), place)));
                }
            }
        }
    }
    assert!(places.len() >= all);
}

#[test]
fn a_number_leads_to_its_cell_and_back() {
    let checked = together(&gouji_fixtures::beside());
    let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
    let paper = papers(&viewer, &marks).remove(0);
    let place = |wanted: &str| {
        let blocks = blocks(&viewer, &marks, &paper);
        let mut pieces = blocks.into_iter().flat_map(|block| block.cells).flatten();
        let piece = pieces.find(|piece| piece.text == wanted).unwrap();
        piece.mark.unwrap().place
    };
    for (wanted, role, kind, computed) in [
        (
            "653.38 万元",
            ClaimRole::Amount,
            WorkingKind::Copy,
            "653.38",
        ),
        ("83.39%", ClaimRole::Share, WorkingKind::Share, "83.39"),
        ("38.97 万元", ClaimRole::Up, WorkingKind::Rate, "6.34"),
        ("6.34%", ClaimRole::RateUp, WorkingKind::Rate, "6.34"),
        ("9.40%", ClaimRole::RateDown, WorkingKind::Rate, "-9.40"),
    ] {
        let place = place(wanted);
        let detail = words(&viewer, &marks, &paper.id, &place);
        assert_eq!(
            (detail.role, detail.state),
            (Some(role), Some(ClaimState::Agrees)),
            "{wanted}"
        );
        assert_eq!(detail.quote, wanted);
        let (from, to) = detail.within;
        let within: String = detail.sentence.chars().skip(from).take(to - from).collect();
        assert_eq!(within, wanted);
        let working = detail.working.unwrap();
        assert!(working.holds);
        assert_eq!(
            (working.kind, working.computed.value.as_str()),
            (kind, computed),
            "{wanted}"
        );
        for quoted in detail.cells {
            let said = cell(&viewer, &marks, &quoted.cell.table, &quoted.cell.cell).said;
            assert!(
                said.iter().any(|said| said.place == place),
                "{wanted}: {said:?}"
            );
        }
    }
}

#[test]
fn a_finding_of_the_text_leads_to_marked_words() {
    let text = gouji_fixtures::document().to_text();
    let mut seen = BTreeSet::new();
    for spoilt in gouji_fixtures::spoilt(&text, 2026).into_iter().step_by(9) {
        let checked = check("a.txt", spoilt.text.as_bytes());
        let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
        let papers = papers(&viewer, &marks);
        let blocks = blocks(&viewer, &marks, &papers[0]);
        let pieces = blocks.iter().flat_map(|block| &block.cells).flatten();
        let begins: BTreeSet<&str> = pieces
            .filter_map(|piece| piece.mark.as_ref())
            .flat_map(|mark| mark.begins.iter().map(String::as_str))
            .collect();
        for (index, finding) in checked.report().findings.iter().enumerate() {
            let Some(span) = &finding.text else { continue };
            let place = span.place();
            assert!(
                begins.contains(place.as_str()),
                "{}: {finding:?}",
                spoilt.change
            );
            let detail = words(&viewer, &marks, &papers[0].id, &place);
            assert!(
                detail.findings.contains(&index),
                "{}: {detail:?}",
                spoilt.change
            );
            seen.insert(finding.code.clone());
        }
    }
    assert!(seen.len() > 4, "{seen:?}");
}

#[test]
fn notes_beneath_tables_are_no_paper_of_their_own() {
    let checked = check("sample.xlsx", &gouji_fixtures::sample().to_xlsx());
    assert!(papers(&checked.viewer(), &checked.viewer().marks()).is_empty());
}

#[test]
fn a_sheet_of_which_nothing_was_compared_is_told_from_one_that_agrees() {
    let mut workbook = gouji_fixtures::sample();
    workbook.sheets.push(gouji_fixtures::Sheet {
        name: "附".into(),
        rows: vec![
            vec!["2026年非税收入征收计划表".into()],
            vec!["罚没收入".into(), gouji_fixtures::Cell::Amount(150)],
        ],
        ..gouji_fixtures::Sheet::default()
    });
    let bytes = workbook.to_xlsx();
    let checked = check("公开表.xlsx", &bytes);
    let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
    let compared = |sheet: &str| {
        let papers = papers(&viewer, &marks).into_iter();
        let mut found = papers.filter(|paper| paper.sheet == sheet);
        found.next().map(|paper| paper.compared)
    };
    assert_eq!(compared("附"), Some(false));
}
