use gouji::view::TableTop;
use yew::prelude::*;

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
        </nav>
    }
}

fn entry(table: &TableTop, props: &TableListProps) -> Html {
    let chosen = props.checked.table == table.id;
    let (class, sign, said) = match table.severity {
        Some(severity) => words::severity(severity),
        None => ("agreed", "✓", words::result::agrees()),
    };
    let id = table.id.clone();
    let open = props
        .dispatch
        .reform(move |_: MouseEvent| Action::OpenTable(id.clone()));
    html! {
        <li>
            <button type="button" class={classes!("table-link", class)} aria-current={chosen.then_some("true")} onclick={open}>
                <span class="sign" role="img" aria-label={said}>{ sign }</span>
                <span class="table-id">{ words::table(&table.id) }</span>
                <span class="table-title">{ words::said(&table.title) }</span>
            </button>
        </li>
    }
}
