use gouji::report::{Reconciliation, Severity};
use gouji::view::{PaperTop, TableTop};
use yew::prelude::*;

use super::paper::legend;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct TableListProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// The tables that were recognised, each with the gravest of its findings.
#[component]
pub(crate) fn TableList(props: &TableListProps) -> Html {
    use_language();
    html! {
        <nav class="table-list" aria-labelledby="tables-title">
            <h2 id="tables-title">{ words::result::tables() }</h2>
            <ol>{ for props.checked.overview.tables.iter().map(|table| entry(table, props)) }</ol>
            if !props.checked.overview.papers.is_empty() {
                <h2 id="papers-title">{ words::paper::title() }</h2>
                <ol aria-labelledby="papers-title">{ for props.checked.overview.papers.iter().map(|paper| sheet(paper, props)) }</ol>
            }
        </nav>
    }
}

fn entry(table: &TableTop, props: &TableListProps) -> Html {
    let name = html! {
        <>
            if let Some(number) = words::table_number(&table.short) {
                <span class="table-id">{ number }</span>
            }
            <span class="table-title">{ words::said(&table.title) }</span>
        </>
    };
    way(&table.id, sign(table.severity, true), name, props)
}

/// A sheet of running text, with how its numbers stand.
fn sheet(paper: &PaperTop, props: &TableListProps) -> Html {
    let name = html! {
        <span class="table-title">{ words::said(&paper.sheet) }
            <span class="legend claims">{ for legend(&paper.counts) }</span>
        </span>
    };
    way(&paper.id, sign(paper.severity, paper.compared), name, props)
}

/// How a sheet stands: its class, its sign and what that is called.
type Sign = (&'static str, &'static str, &'static str);

fn sign(severity: Option<Severity>, compared: bool) -> Sign {
    match severity {
        Some(severity) => words::severity(severity),
        None if compared => ("agreed", "✓", words::result::agrees()),
        None => ("none", "·", words::standing(Reconciliation::Unchecked)),
    }
}

fn way(id: &str, (class, sign, said): Sign, name: Html, props: &TableListProps) -> Html {
    let chosen = props.checked.table == id;
    let id = id.to_owned();
    let open = props
        .dispatch
        .reform(move |_: MouseEvent| Action::OpenTable(id.clone()));
    html! {
        <li>
            <button type="button" class={classes!("table-link", class)} aria-current={chosen.then_some("true")} onclick={open}>
                <span class="sign" role="img" aria-label={said}>{ sign }</span>
                { name }
            </button>
        </li>
    }
}
