use gouji::view::{RelationView, SideView, Spread, TermView};
use yew::prelude::*;

use crate::state::{Action, Checked, Place};
use crate::words;

/// A relation term by term: sign, item, printed, least, most; then what it comes to.
pub(super) fn relation(
    relation: &RelationView,
    open: bool,
    checked: &Checked,
    dispatch: &Callback<Action>,
) -> Html {
    let (class, sign) = words::standing_sign(relation.standing);
    let name = words::standing(relation.standing);
    // A single amount is what the sum is compared with, no part of one.
    let single = relation.left.all == 1;
    let reported = single.then(words::table::should);
    let widest = [&relation.left, &relation.right].into_iter().map(widest);
    let long = widest.max() > Some(MOST_BESIDE);
    html! {
        <details class={classes!("relation", class)} {open}>
            <summary>
                <span class="sign" role="img" aria-label={name}>{ sign }</span>
                <span>{ title(relation) }
                    if relation.advisory { <span class="advisory">{ words::table::advisory() }</span> }
                </span>
            </summary>
            <table class={classes!("sum", long.then_some("long"))}>
                <thead><tr>
                    <th><span class="unseen">{ "±" }</span></th>
                    <th scope="col">{ words::table::item() }</th>
                    <th scope="col" class="number">{ words::table::printed() }</th>
                    <th scope="col" class="number">{ words::table::least() }</th>
                    <th scope="col" class="number">{ words::table::most() }</th>
                </tr></thead>
                <tbody>
                    { for terms(&relation.right, None, checked, dispatch) }
                    { total("=", words::table::computed(), &relation.right.sum) }
                </tbody>
                <tbody class="reported">
                    { for terms(&relation.left, reported, checked, dispatch) }
                    if relation.left.all > 1 {
                        { total("=", words::table::should(), &relation.left.sum) }
                    }
                    <tr class="difference"><td></td>
                        <th scope="row">{ words::table::difference() }</th>
                        <td class="number">{ words::amount(&relation.difference) }</td>
                        <td class="number allowed" colspan="2">{ allowed(&relation.tolerance) }</td>
                    </tr>
                </tbody>
            </table>
            if let Some(basis) = &relation.basis {
                <p class="basis">{ words::said(&words::result::basis(basis)) }</p>
            }
        </details>
    }
}

/// Characters of amounts that find room beside their names.
const MOST_BESIDE: usize = 9;

/// How many characters the longest amount of a side has.
fn widest(side: &SideView) -> usize {
    let values = side.terms.iter().filter_map(|term| term.value.as_ref());
    let spreads = values.chain([&side.sum]);
    let lengths = spreads.map(|it| it.value.len().max(it.least.len()).max(it.most.len()));
    lengths.max().unwrap_or_default()
}

fn allowed(tolerance: &str) -> String {
    match tolerance {
        "0" => words::result::no_tolerance().to_owned(),
        _ => format!(
            "{} {}",
            words::result::tolerance(),
            words::margin(tolerance)
        ),
    }
}

fn title(relation: &RelationView) -> Html {
    match (
        relation.explanation.as_str(),
        relation.copy,
        relation.at_least,
    ) {
        ("", true, _) => words::table::copy().into(),
        ("", _, true) => words::table::at_least().into(),
        (explanation, ..) => words::said(explanation),
    }
}

/// The terms of a side; a `lead` stands before them instead of a sign.
fn terms(
    side: &SideView,
    lead: Option<&'static str>,
    checked: &Checked,
    dispatch: &Callback<Action>,
) -> Vec<Html> {
    let shown = side.terms.iter();
    let mut rows: Vec<Html> = shown.map(|it| term(it, lead, checked, dispatch)).collect();
    if side.all > side.terms.len() {
        let more = words::table::more_terms(side.all - side.terms.len());
        rows.push(html! { <tr><td></td><td colspan="4">{ more }</td></tr> });
    }
    rows
}

fn term(
    term: &TermView,
    lead: Option<&'static str>,
    checked: &Checked,
    dispatch: &Callback<Action>,
) -> Html {
    let cell = &term.cell;
    let sign = match term.coefficient {
        1 if lead.is_some() => String::new(),
        1 => "+".to_owned(),
        -1 => "−".to_owned(),
        other if other < 0 => format!("−{}×", other.unsigned_abs()),
        other => format!("{other}×"),
    };
    let place = Place::new(&cell.table, &cell.cell);
    let here = checked
        .selection
        .as_ref()
        .is_some_and(|it| it.place == place);
    let visit = {
        let place = place.clone();
        dispatch.reform(move |_: MouseEvent| Action::Visit(place.clone()))
    };
    let (printed, least, most) = match &term.value {
        Some(spread) => (
            spread.value.as_str(),
            spread.least.as_str(),
            spread.most.as_str(),
        ),
        None => ("", "", ""),
    };
    html! {
        <tr class={here.then_some("here")}>
            <td class="term-sign">{ sign }</td>
            <th scope="row">
                if let Some(lead) = lead { <b class="term-lead">{ lead }</b>{ " " } }
                <button type="button" class="term" aria-current={here.then_some("true")} onclick={visit}>
                    <span class="cell-address">{ format!("{} {}", words::table(&cell.table), cell.cell) }</span>{ " " }
                    <span class="term-name" lang={words::said_in()}>{ format!("{} {} {}", cell.row, term.name, cell.column) }</span>
                </button>
            </th>
            <td class="number">{ words::amount_or_dash(printed) }</td>
            <td class="number bound">{ words::plain_amount(least) }</td>
            <td class="number bound">{ words::plain_amount(most) }</td>
        </tr>
    }
}

fn total(sign: &'static str, name: &'static str, sum: &Spread) -> Html {
    html! {
        <tr class="sum-total">
            <td class="term-sign">{ sign }</td>
            <th scope="row">{ name }</th>
            <td class="number">{ words::amount(&sum.value) }</td>
            <td class="number bound">{ words::plain_amount(&sum.least) }</td>
            <td class="number bound">{ words::plain_amount(&sum.most) }</td>
        </tr>
    }
}
