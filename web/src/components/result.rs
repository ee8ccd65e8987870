use std::cell::Cell;
use std::rc::Rc;

use gouji::report::Report;
use gouji::view::RuleView;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::app::Choice;
use super::charts::Charts;
use super::corrections::{Corrections, causes, count};
use super::downloads::Downloads;
use super::findings::Findings;
use super::grid::Grid;
use super::inspector::Inspector;
use super::outcomes::not_checked;
use super::paper::Paper;
use super::passed::Passed;
use super::remainder::Remainder;
use super::rulebook::{Books, RulebookChoice};
use super::table_list::TableList;
use super::verdict::{Verdict, source};
use crate::state::{Action, Checked, Tab};
use crate::tasks::scroll::Scrolled;
use crate::tasks::{address, sight};
use crate::words::{self, use_language};

type Name = fn() -> &'static str;

const TABS: [(Tab, &str, Name); 4] = [
    (Tab::Check, "check", words::result::check),
    (Tab::Charts, "charts", words::result::charts),
    (Tab::Corrections, "corrections", words::corrections::title),
    (Tab::Downloads, "downloads", words::result::downloads),
];

#[derive(PartialEq, Properties)]
pub(crate) struct ResultProps {
    pub(crate) checked: Checked,
    /// What it is called, where it is one of several.
    pub(crate) name: Option<String>,
    /// Names of files that came with it and are not checked.
    pub(crate) skipped: Rc<Vec<String>>,
    /// Whether something else is shown instead; the result is not lost meanwhile.
    pub(crate) hidden: bool,
    /// Whether it is one of several.
    pub(crate) listed: bool,
    pub(crate) rules: Rc<Vec<RuleView>>,
    pub(crate) books: Books,
    pub(crate) choose: Callback<Choice>,
    pub(crate) dispatch: Callback<Action>,
}

/// A disclosure that was checked: its verdict and the tabs beneath.
#[component]
pub(crate) fn ResultView(props: &ResultProps) -> Html {
    use_language();
    let ResultProps {
        checked, dispatch, ..
    } = props;
    let revealed = use_memo((checked.id, checked.outcome), |_| Rc::new(Cell::new(0)));
    let table = checked.opened.then(|| checked.table.clone());
    let file = props.listed.then_some(checked.outcome);
    let place = (checked.id, checked.selection.clone(), table, file);
    use_effect_with((place, props.hidden), |(place, hidden)| match place {
        _ if *hidden => {}
        (_, Some(selection), ..) => address::write(&selection.place, selection.stepped),
        (_, None, Some(table), _) => address::write_table(table),
        (_, None, None, Some(file)) => address::write_file(*file),
        (_, None, None, None) => address::write_files(),
    });
    use_scroll(checked);
    let finding = checked.selection.as_ref().and_then(|it| it.finding);
    use_effect_with(finding, |finding| {
        if let Some(finding) = finding {
            sight::keep_in_list(*finding);
        }
    });
    use_effect_with(checked.returned.clone(), |returned| {
        if let Some(returned) = returned {
            sight::go_back(&returned.place, returned.finding);
        }
    });
    words::name_tables(props.checked.overview.tables.iter());
    html! {
        <main class="result" hidden={props.hidden}>
            <Verdict checked={checked.clone()} />
            if !props.listed {
                { not_checked(&props.skipped) }
            }
            <div class="tabs-row">
                <Tabs tab={checked.tab} dispatch={dispatch.clone()} />
                <div class="sources">
                    if props.listed {
                        <button type="button" class="link" onclick={dispatch.reform(|_: MouseEvent| Action::List)}>{ words::result::back_to_list() }</button>
                    }
                    <p class="source" title={files(checked.report())}>{ source(checked.report(), props.name.as_deref()) }</p>
                    <RulebookChoice books={props.books.clone()} used={Some(used(checked.report()))}
                        choose={props.choose.clone()} dispatch={dispatch.clone()} />
                </div>
            </div>
            { for TABS.iter().map(|(tab, id, _)| panel(*tab, id, props, &revealed)) }
        </main>
    }
}

/// Keeps how far the page is scrolled while another tab is shown.
#[hook]
fn use_scroll(checked: &Checked) {
    let (tab, visit) = (checked.tab, checked.selection.as_ref().map(|it| it.visit));
    let kept = use_mut_ref(|| (tab, None::<(Scrolled, Option<u32>)>));
    {
        // The page is as it was still: it is drawn after this.
        let mut kept = kept.borrow_mut();
        if kept.0 == Tab::Check && tab != Tab::Check {
            kept.1 = Some((Scrolled::now(), visit));
        }
        kept.0 = tab;
    }
    use_effect_with(tab, move |tab| {
        let before = kept.borrow_mut().1.take_if(|_| *tab == Tab::Check);
        if let Some((scrolled, earlier)) = before {
            scrolled.restore(earlier == visit);
        }
    });
}

fn used(report: &Report) -> (String, Html) {
    let reason = words::said(&report.rulebook_reason);
    (report.rulebook.clone(), reason)
}

/// The files of a disclosure that has several, one a line.
fn files(report: &Report) -> Option<String> {
    let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    (names.len() > 1).then(|| names.join("\n"))
}

fn panel(tab: Tab, id: &str, props: &ResultProps, revealed: &Rc<Cell<u32>>) -> Html {
    let ResultProps {
        checked, dispatch, ..
    } = props;
    let shown = checked.tab == tab;
    let content = match tab {
        // It keeps what was opened, filtered and scrolled to.
        Tab::Check => check(props, revealed),
        _ if !shown => Html::default(),
        Tab::Corrections => {
            html! { <Corrections checked={checked.clone()} dispatch={dispatch.clone()} /> }
        }
        Tab::Charts => html! { <Charts checked={checked.clone()} dispatch={dispatch.clone()} /> },
        Tab::Downloads => {
            html! { <Downloads checked={checked.clone()} rules={props.rules.clone()} dispatch={dispatch.clone()} /> }
        }
    };
    html! {
        <div role="tabpanel" id={format!("panel-{id}")} aria-labelledby={format!("tab-{id}")}
            class={classes!("panel", format!("panel-{id}"))} hidden={!shown}>
            { content }
        </div>
    }
}

/// The way from the check to the corrections.
fn teaser(checked: &Checked, dispatch: &Callback<Action>) -> Html {
    let count = count(checked);
    if count == 0 {
        return Html::default();
    }
    let onclick = dispatch.reform(|_: MouseEvent| Action::Show(Tab::Corrections));
    html! { <p class="teaser"><button type="button" class="button quiet" {onclick}>{ words::corrections::teaser(count) }{ " ›" }</button></p> }
}

fn check(props: &ResultProps, revealed: &Rc<Cell<u32>>) -> Html {
    let ResultProps {
        checked,
        dispatch,
        rules,
        ..
    } = props;
    html! {
        <>
            <div class="side">
                { causes(checked, dispatch) }
                { teaser(checked, dispatch) }
                <Findings checked={checked.clone()} dispatch={dispatch.clone()} />
                <TableList checked={checked.clone()} dispatch={dispatch.clone()} />
                <Passed checked={checked.clone()} rules={rules.clone()} dispatch={dispatch.clone()} />
                <Remainder checked={checked.clone()} dispatch={dispatch.clone()} />
            </div>
            <div class="middle">
                if checked.open_paper().is_some() {
                    <Paper key={checked.table.clone()} checked={checked.clone()} revealed={revealed.clone()} dispatch={dispatch.clone()} />
                } else {
                    <Grid checked={checked.clone()} revealed={revealed.clone()} dispatch={dispatch.clone()} />
                }
            </div>
            <Inspector checked={checked.clone()} dispatch={dispatch.clone()} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct TabsProps {
    tab: Tab,
    dispatch: Callback<Action>,
}

#[component]
fn Tabs(props: &TabsProps) -> Html {
    use_language();
    let list = use_node_ref();
    let onkeydown = {
        let (list, dispatch, tab) = (list.clone(), props.dispatch.clone(), props.tab);
        Callback::from(move |event: KeyboardEvent| {
            let Some(next) = neighbour(tab, &event.key()) else {
                return;
            };
            event.prevent_default();
            dispatch.emit(Action::Show(TABS[next].0));
            let button = list
                .cast::<HtmlElement>()
                .and_then(|list| list.children().item(next as u32));
            if let Some(button) = button {
                let _ = wasm_bindgen::JsCast::unchecked_into::<HtmlElement>(button).focus();
            }
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label={words::result::parts()} ref={list} {onkeydown}>
            { for TABS.iter().map(|(tab, id, name)| tab_button(*tab, id, *name, props)) }
        </div>
    }
}

fn tab_button(tab: Tab, id: &str, name: Name, props: &TabsProps) -> Html {
    let chosen = props.tab == tab;
    let onclick = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Show(tab));
    html! {
        <button type="button" role="tab" id={format!("tab-{id}")} aria-controls={format!("panel-{id}")}
            aria-selected={chosen.to_string()} tabindex={if chosen { "0" } else { "-1" }} {onclick}>
            { name() }
        </button>
    }
}

fn neighbour(tab: Tab, key: &str) -> Option<usize> {
    let now = TABS.iter().position(|(other, ..)| *other == tab)?;
    let last = TABS.len() - 1;
    match key {
        "ArrowRight" => Some(if now == last { 0 } else { now + 1 }),
        "ArrowLeft" => Some(now.checked_sub(1).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}
