use gouji::view::{Brief, BriefResult, Department};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::app::Choice;
use super::more::More;
use super::rulebook::{Books, RulebookChoice};
use crate::state::{Action, Order, Several, in_order, labels};
use crate::tasks::{address, sight};
use crate::words::{self, Language, use_language};

/// Outcomes that are listed at first, and with each step further.
const STEP: usize = 100;

#[derive(PartialEq, Properties)]
pub(crate) struct OutcomesProps {
    pub(crate) several: Several,
    /// What they came from.
    pub(crate) order: Order,
    pub(crate) books: Books,
    pub(crate) choose: Callback<Choice>,
    pub(crate) dispatch: Callback<Action>,
}

/// What became of several files, one entry a disclosure; each leads to its result.
#[component]
pub(crate) fn Outcomes(props: &OutcomesProps) -> Html {
    use_language();
    let outcomes = &props.several.outcomes;
    let last = props.several.last;
    let sorted = use_memo(
        (outcomes.clone(), props.order.clone()),
        |(outcomes, order)| in_order(outcomes, order),
    );
    let labels = labels(outcomes, &props.order);
    let reached = last.and_then(|last| sorted.iter().position(|it| *it == last));
    let shown = use_state_eq(|| STEP.max(reached.map_or(0, |at| at + 1)));
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(props.several.id, move |_| {
            address::write_files();
            let back = last.is_some_and(|last| sight::focus_first(&format!("#{}", link_id(last))));
            if let Some(title) = title.cast::<HtmlElement>().filter(|_| !back) {
                let _ = title.focus();
            }
        });
    }
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + STEP))
    };
    let count =
        |wanted: fn(&BriefResult) -> bool| outcomes.iter().filter(|it| wanted(&it.result)).count();
    let wrong = count(|it| matches!(it, BriefResult::Read { counts, .. } if counts.errors > 0));
    let refused = count(|it| matches!(it, BriefResult::Refused { .. }));
    let sound = outcomes.len() - wrong - refused;
    html! {
        <main class="outcomes">
            <h1 tabindex="-1" ref={title}>
                { words::result::outcomes(outcomes.len(), sound, wrong) }
                if refused > 0 { { words::result::and_refused(refused) } }
            </h1>
            { not_checked(&props.order.skipped) }
            <RulebookChoice books={props.books.clone()} used={Some((String::new(), Html::from(words::result::each_its_own())))}
                choose={props.choose.clone()} dispatch={props.dispatch.clone()} />
            <div class="outcome-scroll" role="region" tabindex="0" aria-label={words::page::files(outcomes.len())}>
                <table role="table" class="outcome-table">
                    <thead role="rowgroup"><tr role="row">
                        <th scope="col" role="columnheader">{ words::result::file() }</th>
                        <th scope="col" role="columnheader">{ words::result::conclusion() }</th>
                        { for count_names().map(|name| html! { <th scope="col" role="columnheader" class="number">{ name }</th> }) }
                    </tr></thead>
                    <tbody role="rowgroup">{ for sorted.iter().take(*shown).map(|place| entry(*place, &outcomes[*place], &labels[*place], props)) }</tbody>
                </table>
            </div>
            <More shown={(*shown).min(outcomes.len())} all={outcomes.len()} onmore={more} />
            { for props.several.departments.iter().map(|it| department(it, props)) }
        </main>
    }
}

/// What is counted of each outcome.
fn count_names() -> [&'static str; 4] {
    [
        words::result::tables_count(),
        words::result::exact_count(),
        words::result::rounding_count(),
        words::result::broken_count(),
    ]
}

fn link_id(place: usize) -> String {
    format!("outcome-{place}")
}

/// Files that came along and are not checked, so that nobody believes they were.
pub(super) fn not_checked(names: &[String]) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    html! {
        <p class="not-checked warning"><span class="sign" aria-hidden="true">{ "!" }</span>{ words::result::not_checked(names) }</p>
    }
}

fn entry(place: usize, brief: &Brief, label: &str, props: &OutcomesProps) -> Html {
    match &brief.result {
        BriefResult::Refused { message } => html! {
            <tr role="row" class="outcome refused warning">
                <th scope="row" role="rowheader" class="outcome-name" lang={words::said_in()}>{ label }</th>
                <td colspan="5" role="cell">
                    <span class="sign" role="img" aria-label={words::result::not_read()}>{ "!" }</span>
                    { words::said(message) }
                </td>
            </tr>
        },
        BriefResult::Read {
            unit,
            verdict,
            sentence,
            tables,
            counts,
        } => {
            let (class, sign) = words::verdict(*verdict);
            let open = props
                .dispatch
                .reform(move |_: MouseEvent| Action::Open(place));
            let sentence = match words::language() {
                Language::Chinese => Some(sentence.clone()),
                Language::English => words::english::brief(&brief.result),
            };
            let counts = [*tables, counts.exact, counts.rounding, counts.broken];
            let counts = counts.into_iter().zip(count_names());
            html! {
                <tr role="row" class={classes!("outcome", class)}>
                    <th scope="row" role="rowheader"><button type="button" class="outcome-link" id={link_id(place)} lang={words::said_in()} onclick={open}>
                        <span class="outcome-name">{ label }if !unit.is_empty() { { " · " }{ unit } }</span>
                    </button></th>
                    <td role="cell"><span class="sign" aria-hidden="true">{ sign }</span><span class="outcome-sentence">{ sentence }</span></td>
                    { for counts.map(|(count, name)| html! { <td role="cell" class="number" data-name={name}>{ count }</td> }) }
                </tr>
            }
        }
    }
}

/// The totals of a department against the sums of its units.
fn department(department: &Department, props: &OutcomesProps) -> Html {
    let title = format!("department-{}", department.place);
    let names = department.units.iter().filter_map(|place| {
        match &props.several.outcomes.get(*place)?.result {
            BriefResult::Read { unit, .. } => Some(unit.as_str()),
            BriefResult::Refused { .. } => None,
        }
    });
    let names = names.collect::<Vec<_>>().join("、");
    html! {
        <section class="department" aria-labelledby={title.clone()}>
            <h2 id={title}>{ words::result::whole_and_units() }{ " · " }{ words::said(&department.name) }</h2>
            <p class="department-units">{ words::result::units_of(department.units.len()) }{ " · " }{ words::said(&names) }</p>
            <table class="outcome-table">
                <thead><tr>
                    <th scope="col">{ words::result::total_of() }</th>
                    <th scope="col" class="number">{ words::result::department() }</th>
                    <th scope="col" class="number">{ words::result::units_sum() }</th>
                    <th scope="col" class="number">{ words::result::difference() }</th>
                    <th scope="col">{ words::result::check() }</th>
                </tr></thead>
                <tbody>{ for department.lines.iter().map(|line| {
                    let (class, sign) = words::standing_sign(line.standing);
                    html! {
                        <tr {class}>
                            <th scope="row">{ words::said(&format!("{}（{}）", line.title, line.unit)) }</th>
                            <td class="number">{ words::amount(&line.whole) }</td>
                            <td class="number">{ words::amount(&line.sum) }</td>
                            <td class="number">{ words::amount(&line.difference) }</td>
                            <td><span class="sign" aria-hidden="true">{ sign }</span>{ words::standing(line.standing) }</td>
                        </tr>
                    }
                }) }</tbody>
            </table>
            <p class="department-note">{ words::result::whole_note() }</p>
        </section>
    }
}
