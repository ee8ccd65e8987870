use gouji::report::Correction;
use gouji::view::{Answer, Ask, Brief, BriefResult, Overview, Reply, Request};

use super::Errands;
use crate::state::{Order, change};

fn ready() -> Reply {
    Reply::Ready {
        rules: Vec::new(),
        rulebooks: Vec::new(),
    }
}

fn overview(accepted: &[Correction]) -> Box<Overview> {
    let sample = include_bytes!("../../../samples/sample.xlsx");
    let checked = gouji::check("sample.xlsx", sample, &gouji::Options::default()).unwrap();
    let checked = checked.recheck(accepted);
    let viewer = checked.viewer();
    Box::new(viewer.overview(&viewer.marks()))
}

fn done(id: u32) -> Reply {
    Reply::Done {
        id,
        outcomes: Vec::new(),
        opened: Some(overview(&[])),
        departments: Vec::new(),
    }
}

/// A check that brought nothing to show.
fn refused(id: u32) -> Reply {
    Reply::Done {
        id,
        outcomes: Vec::new(),
        opened: None,
        departments: Vec::new(),
    }
}

fn rechecked(id: u32, accepted: &[Correction]) -> Reply {
    Reply::Answered {
        id,
        outcome: 0,
        answer: Answer::Rechecked {
            overview: overview(accepted),
            departments: Vec::new(),
            told: Vec::new(),
        },
    }
}

fn told(id: u32) -> Reply {
    let answer = Answer::Formulas { list: Vec::new() };
    Reply::Answered {
        id,
        outcome: 0,
        answer,
    }
}

fn ask(id: u32, ask: Ask) -> Request {
    Request::Ask {
        id,
        outcome: 0,
        ask,
    }
}

fn typed(text: &str) -> Request {
    let (table, cell) = ("T3".to_owned(), "E9".to_owned());
    let text = text.to_owned();
    ask(1, Ask::Type { table, cell, text })
}

/// What is due, in short.
fn due(errands: &mut Errands) -> Vec<String> {
    let short = |request: &Request| match request {
        Request::Check { id, .. } => format!("check {id}"),
        Request::Ask { ask, .. } => match ask {
            Ask::Accept { accepted } => format!("accept {}", accepted.len()),
            Ask::Type { text, .. } => format!("type {text}"),
            other => format!("{other:?}").to_lowercase(),
        },
        Request::Template { name } | Request::Blank { name } => format!("save {name}"),
    };
    let due = errands.due();
    due.iter().map(|message| short(&message.request)).collect()
}

/// A worker that checked a file and was told of a change.
fn changed() -> Errands {
    let mut errands = Errands::default();
    errands.check(1, Order::default());
    assert_eq!(due(&mut errands), [""; 0]);
    assert!(errands.hear(&ready()));
    assert_eq!(due(&mut errands), ["check 1"]);
    assert!(errands.hear(&done(1)));
    errands.put(typed("88"));
    assert_eq!(due(&mut errands), ["type 88"]);
    assert!(errands.hear(&rechecked(1, &[change("88")])));
    errands
}

/// The same after a fresh worker took the place of that one.
fn anew(mut errands: Errands) -> Errands {
    errands.begin_anew();
    assert_eq!(due(&mut errands), [""; 0]);
    assert!(errands.hear(&ready()));
    errands
}

#[test]
fn a_fresh_worker_is_told_all_before_the_first_question() {
    let mut errands = anew(changed());
    assert_eq!(due(&mut errands), [""; 0], "nobody wants anything");
    errands.put(ask(1, Ask::Formulas));
    errands.put(typed("99"));
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
    assert!(errands.is_busy() && errands.is_retelling());
    assert!(!errands.hear(&done(1)));
    assert_eq!(due(&mut errands), [""; 0]);
    assert!(!errands.hear(&rechecked(1, &[change("88")])));
    assert_eq!(due(&mut errands), ["formulas", "type 99"]);
    assert!(errands.hear(&told(1)));
    assert!(errands.hear(&rechecked(1, &[change("99")])));
    assert!(!errands.is_busy());
}

#[test]
fn a_worker_that_gave_up_what_is_shown_is_asked_again_in_the_same_order() {
    let mut errands = changed();
    errands.put(ask(1, Ask::Formulas));
    errands.put(typed("99"));
    assert_eq!(due(&mut errands), ["formulas", "type 99"]);
    assert!(!errands.hear(&Reply::Gone { id: 1 }));
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
    assert!(!errands.hear(&Reply::Gone { id: 1 }));
    assert!(!errands.hear(&done(1)));
    assert!(!errands.hear(&rechecked(1, &[change("88")])));
    assert_eq!(due(&mut errands), ["formulas", "type 99"]);
}

#[test]
fn files_that_are_gone_are_told_and_not_asked_for_without_end() {
    let mut errands = anew(changed());
    errands.put(typed("99"));
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
    assert!(!errands.hear(&refused(1)));
    assert!(!errands.hear(&Reply::Gone { id: 1 }));
    assert_eq!(due(&mut errands), ["type 99"]);
    assert!(errands.hear(&Reply::Gone { id: 1 }));
    assert_eq!(due(&mut errands), [""; 0]);
}

#[test]
fn questions_wait_for_a_check_and_go_when_it_put_something_else_there() {
    let mut errands = changed();
    errands.check(2, Order::default());
    errands.put(ask(1, Ask::Formulas));
    assert_eq!(due(&mut errands), ["check 2"]);
    assert!(errands.hear(&done(2)));
    assert_eq!(due(&mut errands), [""; 0]);
    errands.check(3, Order::default());
    errands.put(ask(2, Ask::Formulas));
    assert_eq!(due(&mut errands), ["check 3"]);
    assert!(errands.hear(&refused(3)));
    assert_eq!(due(&mut errands), ["formulas"]);
}

#[test]
fn changes_stay_when_the_same_files_are_checked_by_another_rulebook() {
    let order = Order::default();
    let mut errands = Errands::default();
    errands.hear(&ready());
    errands.check(1, order.clone());
    assert_eq!(due(&mut errands), ["check 1"]);
    assert!(errands.hear(&done(1)) && errands.hear(&rechecked(1, &[change("88")])));
    errands.check(2, order.clone());
    assert_eq!(due(&mut errands), ["check 2"]);
    assert!(errands.hear(&done(2)));
    assert_eq!(due(&mut errands), ["accept 1"]);
    // The worker falls before it did that.
    errands.begin_anew();
    errands.hear(&ready());
    assert_eq!(due(&mut errands), ["check 2", "accept 1"]);
    assert!(!errands.hear(&done(2)) && !errands.hear(&rechecked(2, &[change("88")])));
    assert_eq!(due(&mut errands), ["accept 1"]);
    assert!(errands.hear(&rechecked(2, &[change("88")])));
    errands.check(3, Order::default());
    assert_eq!(due(&mut errands), ["check 3"]);
    assert!(errands.hear(&done(3)));
    assert_eq!(due(&mut errands), [""; 0], "the file was given anew");
}

#[test]
fn a_check_that_is_stopped_leaves_the_questions() {
    let mut errands = changed();
    errands.check(2, Order::default());
    assert_eq!(due(&mut errands), ["check 2"]);
    errands.put(typed("99"));
    errands.stop();
    let mut errands = anew(errands);
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
}

#[test]
fn what_is_done_of_several_files_is_told_again_when_their_check_is_stopped() {
    let mut errands = changed();
    errands.check(2, Order::default());
    assert_eq!(due(&mut errands), ["check 2"]);
    let brief = Brief {
        name: "a.xlsx".to_owned(),
        folder: String::new(),
        files: vec![3],
        result: BriefResult::Refused {
            message: String::new(),
        },
    };
    let outcomes = vec![brief];
    assert!(errands.hear(&Reply::Finished { id: 2, outcomes }));
    errands.stop();
    let mut errands = anew(errands);
    errands.put(ask(1, Ask::Formulas));
    assert_eq!(due(&mut errands), [""; 0], "what was shown before is gone");
    errands.put(ask(2, Ask::Overview));
    assert_eq!(due(&mut errands), ["check 2"]);
    assert!(!errands.hear(&done(2)));
    assert_eq!(due(&mut errands), ["overview"]);
}

#[test]
fn the_question_that_a_worker_fell_over_is_not_put_again() {
    let mut errands = changed();
    errands.put(typed("99"));
    errands.put(ask(1, Ask::Formulas));
    assert_eq!(due(&mut errands), ["type 99", "formulas"]);
    errands.fall();
    let mut errands = anew(errands);
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
    assert!(!errands.hear(&done(1)) && !errands.hear(&rechecked(1, &[change("88")])));
    assert_eq!(due(&mut errands), ["formulas"]);
}

#[test]
fn a_worker_that_falls_while_it_is_told_again_is_not_told_a_third_time() {
    let mut errands = anew(changed());
    errands.put(typed("99"));
    assert_eq!(due(&mut errands), ["check 1", "accept 1"]);
    errands.fall();
    assert_eq!(due(&mut anew(errands)), [""; 0]);
}
