use std::rc::Rc;

use gouji::view::{Outcome, Reply};
use yew::Reducible;

use super::{Action, Place, State, Tab};

/// The sample as the worker would send it, with a finding at the end that points at no cell.
fn outcome() -> Box<Outcome> {
    let sample = include_bytes!("../../samples/sample.xlsx");
    let checked = gouji::check("sample.xlsx", sample, &gouji::Options::default()).unwrap();
    let mut report = checked.report().clone();
    let mut nowhere = report.findings[0].clone();
    nowhere.cells.clear();
    report.findings.push(nowhere);
    Box::new(Outcome {
        report,
        tables: checked.tables(),
        report_json: String::new(),
        corrected_json: String::new(),
    })
}

/// The primary cell of its first finding.
fn concerned() -> Place {
    let outcome = outcome();
    let cell = &outcome.report.findings[0].cells[0];
    Place::new(&cell.table, &cell.cell)
}

fn play(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    let start = Rc::new(State::default());
    actions.into_iter().fold(start, Reducible::reduce)
}

fn begin(id: u32) -> Action {
    let name = format!("{id}.xlsx");
    Action::Begin { id, name }
}

fn done(id: u32) -> Action {
    let outcome = outcome();
    Action::Replied(Reply::Done { id, outcome })
}

fn failed(id: u32) -> Action {
    let message = "读不出。".to_owned();
    Action::Replied(Reply::Failed { id, message })
}

#[test]
fn opens_the_table_of_the_first_finding() {
    let state = play([begin(1), done(1)]);
    assert_eq!(state.result.as_ref().unwrap().table, concerned().table);
    assert_eq!(state.job, None);
}

#[test]
fn late_replies_change_nothing() {
    let state = play([begin(1), begin(2), done(1), failed(1)]);
    assert!(state.result.is_none() && state.failure.is_none());
    assert_eq!(state.job.as_ref().unwrap().id, 2);
    let state = play([begin(1), Action::Cancel, done(1)]);
    assert!(state.result.is_none());
}

#[test]
fn a_failure_keeps_the_earlier_result() {
    let state = play([begin(1), done(1), begin(2), failed(2)]);
    assert_eq!(state.failure.as_ref().unwrap().name, "2.xlsx");
    assert!(state.result.is_some());
    let state = play([begin(1), done(1), begin(2), Action::Crashed]);
    assert_eq!(state.failure.as_ref().unwrap().name, "2.xlsx");
    assert!(state.result.is_some());
}

#[test]
fn equal_failures_are_told_apart() {
    let ids = [
        play([begin(1), failed(1)]),
        play([begin(1), failed(1), begin(2), failed(2)]),
    ]
    .map(|state| state.failure.as_ref().unwrap().id);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn following_a_finding_selects_its_cell() {
    let state = play([
        begin(1),
        done(1),
        Action::Show(Tab::Charts),
        Action::Follow(0),
    ]);
    let result = state.result.as_ref().unwrap();
    let selection = result.selection.as_ref().unwrap();
    assert_eq!(selection.place, concerned());
    assert_eq!(selection.finding, Some(0));
    assert_eq!(result.tab, Tab::Check);
}

#[test]
fn a_finding_without_a_cell_leads_nowhere() {
    let last = outcome().report.findings.len() - 1;
    let state = play([
        begin(1),
        done(1),
        Action::Follow(last),
        Action::Follow(last + 1),
    ]);
    assert_eq!(state.result.as_ref().unwrap().selection, None);
}

#[test]
fn visiting_the_same_cell_again_is_a_new_visit() {
    let place = concerned();
    let visit = || Action::Visit(place.clone());
    let visits = [
        play([begin(1), done(1), visit()]),
        play([begin(1), done(1), visit(), visit()]),
    ]
    .map(|state| state.result.as_ref().unwrap().selection.clone());
    assert_ne!(visits[0], visits[1]);
}

#[test]
fn a_link_waits_for_the_result_and_unknown_cells_are_ignored() {
    let link = Action::Visit;
    let unknown = Place::new("T3", "ZZ99");
    let state = play([link(concerned()), begin(1), done(1), link(unknown)]);
    let selection = state.result.as_ref().unwrap().selection.clone().unwrap();
    assert_eq!(selection.place, concerned());
}
