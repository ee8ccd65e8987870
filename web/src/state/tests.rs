use std::rc::Rc;

use gouji::Checked;
use gouji::view::{Answer, Ask, BriefResult, Overview, Reply, Rulebook};
use yew::Reducible;

use crate::words::Said;

use super::{Action, BLOCK, Order, Place, Route, State, Stroke, Tab, is_long};

fn sample() -> Checked {
    let sample = include_bytes!("../../samples/sample.xlsx");
    gouji::check("sample.xlsx", sample, &gouji::Options::default()).unwrap()
}

/// The sample as the worker would send it, its first finding without a cell.
fn overview() -> Overview {
    let checked = sample();
    let viewer = checked.viewer();
    let mut overview = viewer.overview(&viewer.marks());
    overview.findings[0].finding.cells.clear();
    overview
}

/// The primary cell of its second finding.
fn concerned() -> Place {
    let cell = &overview().findings[1].finding.cells[0];
    Place::new(&cell.table, &cell.cell)
}

fn play(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    let start = Rc::new(State::default());
    actions.into_iter().fold(start, Reducible::reduce)
}

/// A check of a rulebook of this name stands for one of a file: files are the browser's.
fn begin(id: u32) -> Action {
    let name = format!("{id}.toml");
    let text = String::new();
    let order = Order {
        rulebook: Some(Rulebook::Own { name, text }),
        ..Order::default()
    };
    Action::Begin { id, order }
}

fn replied(reply: Reply) -> Action {
    Action::Replied(Box::new(reply))
}

fn done(id: u32) -> Action {
    let checked = sample();
    replied(Reply::Done {
        id,
        outcomes: vec![checked.viewer().brief("sample.xlsx", &[0])],
        opened: Some(Box::new(overview())),
        departments: Vec::new(),
    })
}

fn failed(id: u32) -> Action {
    let (name, message) = (String::new(), "读不出。".to_owned());
    replied(Reply::Failed { id, name, message })
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
    assert_eq!(state.failure.as_ref().unwrap().name, "2.toml");
    assert!(state.result.is_some());
    let state = play([begin(1), done(1), begin(2), Action::Crashed]);
    assert_eq!(state.failure.as_ref().unwrap().name, "2.toml");
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
        Action::Follow(1),
    ]);
    let result = state.result.as_ref().unwrap();
    let selection = result.selection.as_ref().unwrap();
    assert_eq!(selection.place, concerned());
    assert_eq!(selection.finding, Some(1));
    assert_eq!(result.tab, Tab::Check);
}

#[test]
fn a_finding_of_the_text_leads_to_its_words_and_the_leaf_that_they_stand_on() {
    let text = gouji_fixtures::document().to_text();
    let text = text.replace("占 83.39%", "占 83.93%");
    let options = gouji::Options::default();
    let checked = gouji::check("a.txt", text.as_bytes(), &options).unwrap();
    let viewer = checked.viewer();
    let marks = viewer.marks();
    let overview = viewer.overview(&marks);
    let found = overview.findings.iter();
    let found = found.filter(|found| found.finding.code == "GJ0802");
    let (index, span) = found
        .map(|it| (it.index, it.finding.text.clone()))
        .next()
        .unwrap();
    let place = Place::new("text-1", &span.unwrap().place());
    let opened = replied(Reply::Done {
        id: 1,
        outcomes: vec![viewer.brief("a.txt", &[0])],
        opened: Some(Box::new(overview)),
        departments: Vec::new(),
    });
    let state = play([begin(1), opened, Action::Follow(index)]);
    let result = state.result.as_ref().unwrap();
    assert_eq!(result.table, "text-1");
    assert_eq!(result.selection.as_ref().unwrap().place, place);
    let leaf = super::leaf_of(result.open_paper().unwrap(), &place).unwrap();
    assert!(!result.leaves.is_here("text-1", leaf, 0));
    let paper = "text-1".to_owned();
    let answer = viewer.answer(&marks, &Ask::Leaf { paper, leaf }).unwrap();
    let answer = replied(Reply::Answered {
        id: 1,
        outcome: 0,
        answer,
    });
    let state = Reducible::reduce(state, answer);
    let result = state.result.as_ref().unwrap();
    let blocks = result.leaves.leaf("text-1", leaf).unwrap();
    let pieces = blocks.iter().flat_map(|block| &block.cells).flatten();
    let mut marks = pieces.filter_map(|piece| piece.mark.as_ref());
    assert!(marks.any(|mark| mark.begins.contains(&place.cell)));
}

#[test]
fn a_finding_without_a_cell_leads_nowhere() {
    let state = play([begin(1), done(1), Action::Follow(0), Action::Follow(9999)]);
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
fn a_link_waits_for_the_result_and_one_to_an_unknown_cell_is_told_of() {
    let link = |place| Action::Go(Route::Cell(place));
    let unknown = Place::new("T3", "ZZ99");
    let state = play([link(concerned()), begin(1), done(1), link(unknown)]);
    let selection = state.result.as_ref().unwrap().selection.clone().unwrap();
    assert_eq!(selection.place, concerned());
    let told = state.failure.clone().map(|failure| failure.message);
    assert_eq!(told, Some(Said::NoPlace("表3 ZZ99".to_owned())));
}

#[test]
fn the_rules_do_not_lose_the_result() {
    let rules = Route::Rules(Some("GJ0301".to_owned()));
    let state = play([
        begin(1),
        done(1),
        Action::Follow(1),
        Action::Go(rules),
        Action::Go(Route::Cell(concerned())),
    ]);
    let selection = state.result.as_ref().unwrap().selection.clone().unwrap();
    assert_eq!(selection.place, concerned());
}

#[test]
fn several_outcomes_are_a_list_and_each_opens() {
    let brief = |place: usize| sample().viewer().brief("sample.xlsx", &[place]);
    let list = || {
        replied(Reply::Done {
            id: 1,
            outcomes: vec![brief(0), brief(1)],
            opened: None,
            departments: Vec::new(),
        })
    };
    let open = |id| {
        replied(Reply::Answered {
            id,
            outcome: 1,
            answer: Answer::Overview {
                overview: Box::new(overview()),
            },
        })
    };
    let changed = |id| {
        let mut overview = Box::new(overview());
        let Place { table, cell } = concerned();
        let correction = sample().edit(&table, &cell, "9").unwrap();
        overview.report.accepted = vec![correction];
        overview.report.sentence = "改过了".to_owned();
        let answer = Answer::Rechecked {
            overview,
            departments: Vec::new(),
            told: Vec::new(),
        };
        replied(Reply::Answered {
            id,
            outcome: 1,
            answer,
        })
    };
    let state = play([begin(1), list()]);
    assert!(state.result.is_none() && state.several.is_some());
    assert!(play([begin(1), list(), open(9)]).result.is_none());
    let state = play([begin(1), list(), open(1)]);
    assert_eq!(state.several.as_ref().unwrap().open, Some(1));
    assert_eq!(state.result.as_ref().unwrap().outcome, 1);
    let state = play([begin(1), list(), open(1), Action::List]);
    assert!(state.result.is_none() && state.several.is_some());
    let state = play([begin(1), list(), open(1), changed(1), Action::List]);
    let brief = &state.several.as_ref().unwrap().outcomes[1];
    assert!(matches!(&brief.result, BriefResult::Read { sentence, .. } if sentence == "改过了"));
    let listed = play([begin(1), list(), changed(1)]);
    let several = listed.several.as_ref().unwrap();
    assert_eq!(
        &several.outcomes[1], brief,
        "changed while the list is shown"
    );
    let state = state.reduce(open(1));
    let history = &state.result.as_ref().unwrap().history;
    assert_eq!(history.earlier(), Some(&Vec::new()));
    let state = play([begin(1), list(), begin(2), done(2)]);
    assert!(state.result.is_some() && state.several.is_none());
}

#[test]
fn an_answer_closes_the_field_that_it_is_of_and_no_other() {
    let checked = sample();
    let Place { table, cell } = concerned();
    let change = checked.edit(&table, &cell, "9").unwrap();
    let changed = checked.recheck(&[change]);
    let (viewer, marks) = (changed.viewer(), changed.viewer().marks());
    let told = |ask: &Ask| vec![viewer.answer(&marks, ask).unwrap()];
    let rechecked = |told| {
        replied(Reply::Answered {
            id: 1,
            outcome: 0,
            answer: Answer::Rechecked {
                overview: Box::new(viewer.overview(&marks)),
                departments: Vec::new(),
                told,
            },
        })
    };
    let own = || {
        told(&Ask::Cell {
            table: table.clone(),
            cell: cell.clone(),
        })
    };
    let typing = || Action::Typing(Some(Stroke::Figure("9".to_owned())));
    let before = || play([begin(1), done(1), Action::Visit(concerned()), typing()]);
    let field = |state: Rc<State>| state.result.as_ref()?.selection.clone()?.typing;
    assert!(field(before()).is_some());
    let state = before().reduce(rechecked(own()));
    assert!(state.result.as_ref().unwrap().aside.knows(&concerned()));
    assert_eq!(field(state), None);
    assert!(field(before().reduce(rechecked(Vec::new()))).is_some());
    let elsewhere = before()
        .reduce(Action::Visit(Place::new(&table, "B9")))
        .reduce(typing());
    assert!(field(elsewhere.reduce(rechecked(own()))).is_some());
    let refused = |cell: &str| {
        replied(Reply::Answered {
            id: 1,
            outcome: 0,
            answer: Answer::Untyped {
                table: table.clone(),
                cell: cell.to_owned(),
                message: "x".to_owned(),
            },
        })
    };
    assert_eq!(field(before().reduce(refused(&cell))), None);
    assert!(field(before().reduce(refused("B9"))).is_some());
}

#[test]
fn a_rulebook_alone_is_kept_for_the_next_check() {
    let alone = || {
        replied(Reply::Done {
            id: 1,
            outcomes: Vec::new(),
            opened: None,
            departments: Vec::new(),
        })
    };
    let state = play([begin(1), alone()]);
    assert!(state.notice.is_some() && state.order.rulebook.is_some());
    assert_eq!(state.own, state.order.rulebook);
    assert_eq!(play([begin(1), failed(1)]).order.rulebook, None);
}

#[test]
fn a_result_whose_files_are_gone_stays_and_that_is_said() {
    let gone = |id| replied(Reply::Gone { id });
    let state = play([begin(1), done(1), gone(1)]);
    assert_eq!(state.failure.as_ref().unwrap().message, Said::Lost);
    assert!(state.result.is_some());
    assert_eq!(play([begin(1), done(1), gone(7)]).failure, None);
}

#[test]
fn rows_of_a_long_table_come_when_asked_for() {
    let workbook = gouji_fixtures::projects(1000, 1).to_xlsx();
    let checked = gouji::check("projects.xlsx", &workbook, &gouji::Options::default()).unwrap();
    let (viewer, marks) = (checked.viewer(), checked.viewer().marks());
    let overview = viewer.overview(&marks);
    let place = Place::new("T7", "F509");
    let opened = replied(Reply::Done {
        id: 1,
        outcomes: vec![viewer.brief("projects.xlsx", &[0])],
        opened: Some(Box::new(overview)),
        departments: Vec::new(),
    });
    let state = play([begin(1), opened, Action::Visit(place.clone())]);
    let shown = state.result.clone().unwrap();
    assert!(is_long(shown.open_table().unwrap()));
    let row = shown.row_of(&place).unwrap();
    assert_eq!(row, 509 - 5);
    assert!(shown.selection.is_some() && shown.cell(&place).is_none());
    let from = row / BLOCK * BLOCK;
    let ask = Ask::Rows {
        table: "T7".to_owned(),
        from,
        to: from + BLOCK,
    };
    let answer = viewer.answer(&marks, &ask).unwrap();
    let (id, outcome) = (1, 0);
    let state = state.reduce(replied(Reply::Answered {
        id,
        outcome,
        answer,
    }));
    assert!(state.result.as_ref().unwrap().cell(&place).is_some());
}

#[test]
fn what_is_done_of_several_files_stays_when_the_check_ends() {
    let brief = |place: usize| sample().viewer().brief("sample.xlsx", &[place]);
    let finished = |id, outcomes| replied(Reply::Finished { id, outcomes });
    let some = || {
        [
            begin(1),
            finished(1, vec![brief(4)]),
            finished(1, vec![brief(2)]),
            finished(9, vec![brief(0)]),
        ]
    };
    for ending in [Action::Cancel, Action::Crashed, Action::Stuck] {
        let failed = !matches!(ending, Action::Cancel);
        let state = play(some()).reduce(ending);
        assert!(state.job.is_none() && state.result.is_none());
        assert_eq!(state.failure.is_some(), failed);
        let several = state.several.as_ref().unwrap();
        let places: Vec<_> = several.outcomes.iter().map(|it| it.files[0]).collect();
        assert_eq!((several.id, places), (1, vec![0, 1]));
        assert!(!state.is_at_start());
    }
    assert!(play([begin(1), Action::Cancel]).several.is_none());
}

#[test]
fn the_start_page_is_shown_with_the_result_behind_it() {
    let at_start = |actions: Vec<Action>| play(actions).is_at_start();
    let shown = || vec![begin(1), done(1)];
    let and = |route: Route| shown().into_iter().chain([Action::Go(route)]).collect();
    assert!(at_start(Vec::new()));
    assert!(!at_start(shown()));
    assert!(at_start(and(Route::Home)));
    assert!(!at_start(and(Route::Files)));
    assert!(!at_start(and(Route::Rules(None))));
    let again = shown()
        .into_iter()
        .chain([Action::Go(Route::Home)])
        .chain([begin(2), done(2)]);
    assert!(!at_start(again.collect()));
    let left = [
        Action::Visit(concerned()),
        Action::Show(Tab::Charts),
        Action::Go(Route::Files),
    ];
    let state = play(shown().into_iter().chain(left));
    let checked = state.result.as_ref().unwrap();
    assert_eq!((checked.tab, &checked.selection), (Tab::Check, &None));
}

#[test]
fn changes_are_unsaved_until_they_are_taken_away() {
    let changed = |to: &str| {
        let mut overview = Box::new(overview());
        overview.report.accepted = vec![super::change(to)];
        replied(Reply::Answered {
            id: 1,
            outcome: 0,
            answer: Answer::Rechecked {
                overview,
                departments: Vec::new(),
                told: Vec::new(),
            },
        })
    };
    let saved = |outcome| Action::Saved { id: 1, outcome };
    let unsaved = |actions: Vec<Action>| {
        let first = [begin(1), done(1)];
        play(first.into_iter().chain(actions)).is_unsaved()
    };
    assert!(!unsaved(Vec::new()));
    assert!(unsaved(vec![changed("1")]));
    assert!(!unsaved(vec![changed("1"), saved(0)]));
    assert!(unsaved(vec![changed("1"), saved(1)]));
    assert!(unsaved(vec![changed("1"), saved(0), changed("2")]));
}
