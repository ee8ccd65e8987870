//! What is taken away: blank tables, findings for spreadsheets, the figures of a relation.

mod support;

use gouji::report::{Reconciliation, Severity};
use gouji::view::{Answer, Ask, Filter};
use gouji::{Options, RulebookChoice};

fn sample() -> gouji::Checked {
    let bytes = include_bytes!("../../../web/samples/sample.xlsx");
    gouji::check("sample.xlsx", bytes, &Options::default()).unwrap()
}

#[test]
fn blank_tables_are_recognised_whole() {
    for (id, title) in gouji::rulebooks() {
        let workbook = gouji::blank_workbook(&id).unwrap();
        let options = Options {
            rulebook: RulebookChoice::Named(id.clone()),
            ..Options::default()
        };
        let checked = gouji::check("blank.xlsx", &workbook, &options).unwrap();
        let report = checked.report();
        let known: Vec<&str> = checked
            .rulebook()
            .tables
            .iter()
            .map(|it| it.id.as_str())
            .collect();
        let found: Vec<&str> = report.tables.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(found, known, "{title}");
        let unknown: Vec<_> = report
            .unread
            .iter()
            .filter(|it| it.table.is_some())
            .collect();
        assert!(unknown.is_empty(), "{title}: {unknown:?}");
        let missing = report
            .findings
            .iter()
            .find(|it| it.title.contains("缺少") && it.title.contains("栏"));
        assert!(missing.is_none(), "{title}: {missing:?}");
    }
    assert_eq!(gouji::blank_workbook("none"), None);
}

#[test]
fn findings_are_a_table_that_this_program_reads_too() {
    let checked = sample();
    let csv = gouji::export::findings_csv(checked.report());
    assert_eq!(csv.lines().count(), checked.report().findings.len() + 1);
    assert!(csv.starts_with("\u{feff}序号,级别,"));
    let xlsx = gouji::export::findings_xlsx(checked.report());
    let book = gouji::source::read("findings.xlsx", &xlsx).unwrap();
    let rows = book.sheets[0].rows().count();
    assert_eq!(rows, checked.report().findings.len() + 1);
}

/// A line tells what stands in its cell, what is computed and what lies between; which cell to look at first
/// stands beside that where it is another.
#[test]
fn a_line_of_the_findings_agrees_with_itself() {
    let report = support::sample_with(|book| {
        book.sheet("部门支出总体情况表").rows[8][4] = gouji_fixtures::Cell::Amount(8_997);
    });
    let lines = gouji::export::findings_csv(&report);
    let broken = lines.lines().filter(|line| line.contains(",错误,"));
    let mut suspects = 0;
    for line in broken {
        let fields: Vec<&str> = line.split(',').collect();
        let [said, computed, off] = [9, 10, 11].map(|at| fields[at].parse::<f64>().unwrap());
        assert!((said - computed - off).abs() < 1e-9, "{line}");
        assert!(fields[13].contains(fields[6]), "{line}");
        suspects += usize::from(!fields[12].is_empty());
    }
    assert!(suspects > 0, "{lines}");
}

#[test]
fn a_cell_tells_its_relations_with_their_figures() {
    let checked = sample();
    let viewer = checked.viewer();
    let notice = checked
        .report()
        .findings
        .iter()
        .find(|it| it.severity == Severity::Notice && it.relation.is_some());
    let notice = notice.unwrap();
    let cell = &notice.cells[0];
    let detail = viewer
        .detail(&viewer.marks(), &cell.table, &cell.cell)
        .unwrap();
    assert_eq!(
        (&detail.cell.cell, &detail.cell.value),
        (&cell.cell, &cell.value)
    );
    assert_eq!(detail.all, detail.relations.len());
    let told = notice.relation.as_ref().unwrap();
    let own = detail
        .relations
        .iter()
        .find(|it| it.difference == told.difference && it.right.sum.value == told.computed);
    let own = own.unwrap_or_else(|| panic!("{told:?} among {detail:?}"));
    assert_eq!(own.standing, Reconciliation::Rounding);
    assert!(own.right.terms.iter().any(|term| term.value.is_some()));
    assert!(viewer.detail(&viewer.marks(), &cell.table, "A1").is_none());
}

#[test]
fn filters_take_what_facets_count() {
    let checked = sample();
    let viewer = checked.viewer();
    let overview = viewer.overview(&viewer.marks());
    let counted: usize = overview.facets.iter().map(|it| it.count).sum();
    assert_eq!(counted, checked.report().findings.len());
    for facet in &overview.facets {
        let filter = Filter {
            severity: Some(facet.severity),
            table: Some(facet.table.clone()),
            code: Some(facet.code.clone()),
        };
        let ask = Ask::Find {
            filter,
            from: 0,
            to: 5,
        };
        let Some(Answer::Found {
            places,
            all,
            findings,
            ..
        }) = viewer.answer(&viewer.marks(), &ask)
        else {
            panic!("no answer")
        };
        assert_eq!((all, places.len()), (facet.count, facet.count.min(5)));
        assert!(findings.iter().all(|it| it.finding.code == facet.code));
    }
}

#[test]
fn every_relation_counted_belongs_to_a_formula() {
    let checked = sample();
    let counts = checked.report().counts;
    let formulas = checked.viewer().formulas();
    let judged = formulas.iter().filter(|it| !it.advisory);
    let [exact, rounding, broken] = judged.fold([0; 3], |[a, b, c], it| {
        [a + it.exact, b + it.rounding, c + it.broken]
    });
    assert_eq!(
        (exact, rounding, broken),
        (counts.exact, counts.rounding, counts.broken)
    );
    assert!(formulas.iter().any(|it| !it.applies()));
}
