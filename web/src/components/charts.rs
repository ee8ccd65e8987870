use gouji::report::{Aggregate, Reconciliation, Series, SeriesKind};
use yew::prelude::*;

use crate::state::{Action, Checked, Place};
use crate::words::{self, use_language};

/// Bars that are drawn of one series.
const MOST_BARS: usize = 40;

#[derive(PartialEq, Properties)]
pub(crate) struct ChartsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// Where the money comes from and where it goes, in bars.
#[component]
pub(crate) fn Charts(props: &ChartsProps) -> Html {
    use_language();
    let series = &props.checked.report().summary.series;
    if series.is_empty() {
        return html! { <p class="nothing">{ words::charts::none() }</p> };
    }
    let (income, expenditure): (Vec<_>, Vec<_>) = series
        .iter()
        .partition(|series| series.kind == SeriesKind::Source);
    let lengths = &props.checked.overview.lengths.parts;
    let short = series
        .iter()
        .zip(lengths)
        .any(|(series, all)| series.parts.len() < *all);
    html! {
        <>
            if short {
                <p class="charts-note">{ words::charts::only_beginnings() }</p>
            }
            { part("income", words::charts::income(), &income, props) }
            { part("expenditure", words::charts::expenditure(), &expenditure, props) }
        </>
    }
}

fn part(id: &str, title: &'static str, series: &[&Series], props: &ChartsProps) -> Html {
    if series.is_empty() {
        return Html::default();
    }
    html! {
        <section class={classes!("charts", id.to_owned())} aria-labelledby={format!("{id}-title")}>
            <h2 id={format!("{id}-title")}>{ title }</h2>
            <div class="chart-row">{ for series.iter().map(|series| chart(series, props)) }</div>
        </section>
    }
}

fn chart(series: &Series, props: &ChartsProps) -> Html {
    let broken = is_broken(series, props);
    let top: Vec<_> = series.parts.iter().filter(|part| part.level <= 1).collect();
    html! {
        <figure class={classes!("chart", broken.then_some("broken"))}>
            <figcaption>
                <h3>{ words::said(&series.title) }</h3>
                if broken {
                    <p class="stamp"><span class="sign" aria-hidden="true">{ "✕" }</span>{ words::charts::unreconciled() }</p>
                }
                if let Some(total) = &series.total {
                    <p class="chart-total">{ words::said(&total.name) }{ " " }<b>{ words::amount(&total.value) }</b>{ " " }{ words::said(&series.unit) }</p>
                }
            </figcaption>
            if top.is_empty() {
                <p class="nothing">{ words::charts::no_amounts() }</p>
            } else {
                <ol class="bars">{ for top.iter().take(MOST_BARS).map(|part| bar(part, &series.unit)) }</ol>
                if top.len() > MOST_BARS {
                    <p class="charts-note">{ words::charts::first(MOST_BARS) }</p>
                }
                { data(series, props) }
            }
        </figure>
    }
}

/// Whether a figure of the series, shown or not, does not agree.
fn is_broken(series: &Series, props: &ChartsProps) -> bool {
    let all = &props.checked.report().summary.series;
    let place = all.iter().position(|other| other.id == series.id);
    let broken = &props.checked.overview.lengths.broken;
    place
        .and_then(|place| broken.get(place).copied())
        .unwrap_or_default()
}

fn bar(part: &Aggregate, unit: &str) -> Html {
    // An empty share has no length to draw, a negative one none that a bar could show.
    let width = (!part.share.is_empty() && !part.share.starts_with('-'))
        .then(|| format!("{}%", part.share));
    let broken = (part.reconciled == Reconciliation::Broken).then_some("broken");
    html! {
        <li class={classes!("bar-entry", broken)}>
            <span class="bar-name" lang={words::said_in()}>{ name(part) }</span>
            <span class="bar-value"><b>{ words::amount(&part.value) }</b>{ " " }{ words::said(unit) }</span>
            <svg class="bar" width="100%" height="10" aria-hidden="true" focusable="false">
                <rect class="bar-track" width="100%" height="100%" rx="3" />
                <rect class="bar-length" width={width.clone().unwrap_or_else(|| "0%".to_owned())} height="100%" rx="3" />
            </svg>
            <span class="bar-share">{ width }</span>
        </li>
    }
}

fn name(part: &Aggregate) -> String {
    if part.code.is_empty() {
        part.name.clone()
    } else {
        format!("{} {}", part.code, part.name)
    }
}

fn data(series: &Series, props: &ChartsProps) -> Html {
    html! {
        <details class="chart-data">
            <summary>{ words::charts::data() }</summary>
            <div class="chart-data-scroll" role="region" tabindex="0" aria-label={words::charts::data_of(&series.title)}>
                <table>
                    <thead><tr>
                        <th scope="col">{ words::charts::item() }</th>
                        <th scope="col" class="number">{ words::said(&series.unit) }</th>
                        <th scope="col" class="number">{ words::charts::share() }</th>
                        <th scope="col">{ words::charts::source() }</th>
                        <th scope="col">{ words::charts::standing() }</th>
                    </tr></thead>
                    <tbody>{ for series.parts.iter().chain(&series.total).map(|part| data_row(part, props)) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn data_row(part: &Aggregate, props: &ChartsProps) -> Html {
    let (class, standing) = match part.reconciled {
        Reconciliation::Unchecked => ("none", words::charts::unchecked()),
        Reconciliation::Exact => ("agreed", words::charts::exact()),
        Reconciliation::Rounding => ("notice", words::charts::rounding()),
        Reconciliation::Broken => ("error", words::charts::broken()),
    };
    let sources = part.cells.iter().map(|cell| {
        let place = Place::new(&cell.table, &cell.cell);
        let text = format!("{} {}", words::table(&cell.table), cell.cell);
        let visit = props
            .dispatch
            .reform(move |_: MouseEvent| Action::Visit(place.clone()));
        html! { <button type="button" class="link" onclick={visit}>{ text }</button> }
    });
    html! {
        <tr>
            <th scope="row" class={format!("level-{}", part.level)} lang={words::said_in()}>{ name(part) }</th>
            <td class="number">{ words::amount(&part.value) }</td>
            <td class="number">{ &part.share }</td>
            <td>{ for sources }</td>
            <td {class}>{ standing }</td>
        </tr>
    }
}
