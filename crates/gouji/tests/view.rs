//! What the page is shown: tables in parts are the whole tables, long lists are cut and counted.

mod support;

use gouji::Checked;
use gouji::view::{Answer, Ask, MOST_ROWS_AT_ONCE, TableView, Viewer};
use support::check;

fn sample() -> Checked {
    check("sample.xlsx", &gouji_fixtures::sample().to_xlsx())
}

fn projects(rows: usize, faults: usize) -> Checked {
    let workbook = gouji_fixtures::projects(rows, faults);
    check("projects.xlsx", &workbook.to_xlsx())
}

/// The texts of a table's body, row by row, as its parts of the given length show them.
fn in_parts(viewer: Viewer<'_>, table: &TableView, length: usize) -> Vec<Vec<(String, String)>> {
    let marks = viewer.marks();
    let body = table.rows.len() - table.head;
    let starts = (0..body).step_by(length);
    let rows = starts.flat_map(|from| viewer.rows(&marks, &table.id, from..from + length));
    let texts = |row: gouji::view::RowView| {
        let cells = row.cells.into_iter();
        cells.map(|cell| (cell.cell, cell.text)).collect()
    };
    rows.map(texts).collect()
}

#[test]
fn the_parts_of_a_table_are_its_rows() {
    let checked = sample();
    for table in checked.tables() {
        let whole = in_parts(checked.viewer(), &table, 10_000);
        assert_eq!(whole.len(), table.rows.len() - table.head, "{}", table.id);
        for length in [1, 3, 7] {
            let parts = in_parts(checked.viewer(), &table, length);
            // Merged cells are drawn once more where a part begins.
            for (part, whole) in parts.iter().zip(&whole) {
                assert!(whole.iter().all(|cell| part.contains(cell)), "{}", table.id);
            }
        }
    }
}

#[test]
fn a_merged_cell_goes_on_in_the_next_part() {
    let mut workbook = gouji_fixtures::projects(20, 0);
    let sheet = &mut workbook.sheets[0];
    let first = sheet.head + 4;
    sheet.merges.push((first, 3, first + 3, 3));
    for row in first + 1..first + 4 {
        sheet.rows[row][3] = gouji_fixtures::Cell::Blank;
    }
    let checked = check("merged.xlsx", &workbook.to_xlsx());
    let viewer = checked.viewer();
    let name = |from, to| {
        let rows = viewer.rows(&viewer.marks(), "T7", from..to);
        let cells = rows[0].cells.iter();
        let found = cells.filter(|cell| cell.cell.starts_with('D'));
        found
            .map(|cell| (cell.text.clone(), cell.rowspan, cell.cell.clone()))
            .collect::<Vec<_>>()
    };
    let own = "其他人大事务支出".to_owned();
    assert_eq!(name(4, 8), [(own.clone(), 4, "D9".to_owned())]);
    assert_eq!(name(6, 10), [(own, 2, "D11".to_owned())]);
}

#[test]
fn a_long_table_comes_without_its_rows() {
    let checked = projects(MOST_ROWS_AT_ONCE, 0);
    let viewer = checked.viewer();
    let top = &viewer.overview(&viewer.marks()).tables[0];
    assert!(top.height > MOST_ROWS_AT_ONCE);
    assert!(top.body.is_empty());
    assert_eq!(top.runs, [(5, u32::try_from(top.height).unwrap())]);
    assert_eq!(top.widest.len(), top.columns);
    assert_eq!(top.widest[4], "第100号民生项目");
    let short = sample();
    let marks = short.viewer().marks();
    for top in short.viewer().overview(&marks).tables {
        assert_eq!(top.body.len(), top.height, "{}", top.id);
    }
}

#[test]
fn long_lists_are_cut_and_the_rest_is_there_for_the_asking() {
    let checked = projects(1000, 500);
    let (report, viewer) = (checked.report(), checked.viewer());
    let marks = viewer.marks();
    let overview = viewer.overview(&marks);
    assert!(report.findings.len() > 500, "{}", report.findings.len());
    assert_eq!(overview.findings.len(), 100);
    assert!(overview.report.findings.is_empty());
    assert_eq!(overview.lengths.corrections, report.corrections.len());
    let ask = Ask::Findings { from: 100, to: 300 };
    let Some(Answer::Findings { findings }) = viewer.answer(&marks, &ask) else {
        panic!("no findings")
    };
    assert_eq!(findings.len(), 200);
    for found in overview.findings.iter().chain(&findings) {
        assert_eq!(found.finding.message, report.findings[found.index].message);
    }
}

#[test]
fn rows_bring_what_is_said_of_their_cells() {
    let checked = projects(1000, 1);
    let viewer = checked.viewer();
    let ask = Ask::Rows {
        table: "T7".to_owned(),
        from: 0,
        to: 20,
    };
    let marks = viewer.marks();
    let Some(Answer::Rows {
        rows,
        findings,
        corrections,
        ..
    }) = viewer.answer(&marks, &ask)
    else {
        panic!("no rows")
    };
    assert_eq!(rows.len(), 20);
    let cells = rows.iter().flat_map(|row| &row.cells);
    for place in cells.flat_map(|cell| &cell.findings) {
        assert!(findings.iter().any(|found| found.index == *place));
    }
    assert!(!findings.is_empty() && !corrections.is_empty());
}

#[test]
fn rows_that_a_change_leaves_alone_are_left_out_and_put_back() {
    let checked = sample();
    let overview = |checked: &Checked| checked.viewer().overview(&checked.viewer().marks());
    let amounts = checked.report().summary.series[1].parts.iter();
    let cell = amounts.flat_map(|part| &part.cells).next().unwrap();
    let change = checked.edit(&cell.table, &cell.cell, "9999").unwrap();
    let mut shown = overview(&checked);
    let mut sent = shown.tables.clone();
    for accepted in [vec![change.clone()], vec![change], Vec::new()] {
        let whole = overview(&checked.recheck(&accepted));
        let mut less = whole.clone();
        less.leave_out(&mut sent);
        assert_eq!(sent, whole.tables);
        let rows = |table: &gouji::view::TableTop| table.head.len() + table.body.len();
        let all: usize = less.tables.iter().map(rows).sum();
        let body = less.tables.iter().flat_map(|table| &table.body);
        assert!(body.filter(|row| row.cells.is_empty()).count() > all / 3);
        less.fill_in(&shown.tables);
        assert_eq!(less, whole);
        shown = less;
    }
}

#[test]
fn changes_are_called_as_another_rulebook_calls_their_cells() {
    let bytes = gouji_fixtures::sample().to_xlsx();
    let by = |id: &str| {
        let options = gouji::Options {
            rulebook: gouji::RulebookChoice::Named(id.to_owned()),
            ..gouji::Options::default()
        };
        gouji::check("sample.xlsx", &bytes, &options).unwrap()
    };
    let (own, other) = (by("xinjiang-2026"), by("general"));
    // The general rulebook has no table of projects by that title, and calls 三公 its table 7.
    for (title, called) in [
        ("部门收支总体情况表", "T1"),
        ("财政拨款“三公”经费支出情况表", "T7"),
        ("一般公共预算项目支出情况表", "T7"),
    ] {
        let tables = own.tables();
        let table = tables.iter().find(|table| table.sheet == title).unwrap();
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let change = cells
            .filter_map(|cell| own.edit(&table.id, &cell.cell, "9999").ok())
            .next()
            .unwrap();
        let renamed = other.renamed(std::slice::from_ref(&change));
        assert_eq!(renamed[0].cell.table, called, "{title}");
        assert_eq!(
            (
                &renamed[0].cell.sheet,
                &renamed[0].cell.cell,
                &renamed[0].to
            ),
            (&change.cell.sheet, &change.cell.cell, &change.to)
        );
        assert_eq!(other.renamed(&renamed), renamed);
        assert_eq!(
            own.renamed(&renamed)[0].cell.table,
            change.cell.table,
            "{title}"
        );
    }
}
