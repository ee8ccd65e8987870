//! Where the money comes from and where it goes, in pictures.

mod data;
mod drawing;
mod frame;
mod picture;

use gouji::report::{Aggregate, Change, Flow, Reconciliation, Series, SeriesKind};
use yew::prelude::*;

use crate::state::{Action, Checked};
use crate::words::{self, use_language};
use data::Data;
use frame::Frame;
use picture::{MOST_BARS, Picture};

#[derive(PartialEq, Properties)]
pub(crate) struct ChartsProps {
    pub(crate) checked: Checked,
    pub(crate) dispatch: Callback<Action>,
}

/// All pictures of a disclosure.
#[component]
pub(crate) fn Charts(props: &ChartsProps) -> Html {
    use_language();
    let summary = &props.checked.report().summary;
    if summary.series.is_empty() && summary.changes.is_empty() {
        return html! { <p class="nothing">{ words::charts::none() }</p> };
    }
    let (income, expenditure): (Vec<_>, Vec<_>) = summary
        .series
        .iter()
        .partition(|series| series.kind == SeriesKind::Source);
    let lengths = &props.checked.overview.lengths.parts;
    let mut counted = summary.series.iter().zip(lengths);
    let short = counted.any(|(series, all)| series.parts.len() < *all);
    let flows = summary.flows.iter().map(|flow| flow_frame(flow, props));
    let changes = summary.changes.iter().map(|it| change_frame(it, props));
    let income = income.into_iter().flat_map(|it| frames(it, props));
    let expenditure = expenditure.into_iter().flat_map(|it| frames(it, props));
    let mut expenditure: Vec<_> = expenditure.collect();
    // The wide picture after those that stand beside each other.
    expenditure.sort_by_key(|(rank, _)| *rank);
    html! {
        <>
            if short {
                <p class="charts-note">{ words::charts::only_beginnings() }</p>
            }
            { part("flows", words::charts::flows(), flows.collect()) }
            { part("changes", words::charts::changes(), changes.collect()) }
            { part("income", words::charts::income(), income.map(|(_, it)| it).collect()) }
            { part("expenditure", words::charts::expenditure(), expenditure.into_iter().map(|(_, it)| it).collect()) }
        </>
    }
}

fn part(id: &'static str, title: &'static str, frames: Vec<Html>) -> Html {
    if frames.is_empty() {
        return Html::default();
    }
    html! {
        <section class={classes!("charts", id)} aria-labelledby={format!("{id}-title")}>
            <h2 id={format!("{id}-title")}>{ title }</h2>
            <div class="chart-row">{ for frames }</div>
        </section>
    }
}

/// The pictures of one series with their ranks on the page: functions have two.
fn frames(series: &Series, props: &ChartsProps) -> Vec<(u8, Html)> {
    let broken = is_broken(series, props);
    let top = |part: &Aggregate| part.level <= 1;
    let first = series.parts.iter().filter(|part| top(part)).count();
    let note = (first > MOST_BARS).then(|| words::charts::first(MOST_BARS));
    if series.kind == SeriesKind::Function {
        // Of the bars and their total, and not of what stands beneath them.
        let mut shown = series
            .parts
            .iter()
            .filter(|part| top(part))
            .chain(&series.total);
        let broken_bars = shown.any(|part| part.reconciled == Reconciliation::Broken);
        let bars = Picture::bars(series, broken_bars, false);
        let tree = Picture::tree(series, broken);
        let areas = Some(words::charts::press_areas().to_owned());
        return vec![
            (0, frame(bars, Data::of_series(series, top), note, props)),
            (
                2,
                frame(tree, Data::of_series(series, |_| true), areas, props),
            ),
        ];
    }
    let bars = Picture::bars(series, broken, true);
    let rank = if series.kind == SeriesKind::Nature {
        1
    } else {
        3
    };
    let data = Data::of_series(series, |_| true);
    vec![(rank, frame(bars, data, note, props))]
}

fn flow_frame(flow: &Flow, props: &ChartsProps) -> Html {
    frame(Picture::flow(flow), Data::of_flow(flow), None, props)
}

fn change_frame(change: &Change, props: &ChartsProps) -> Html {
    let note = (change.parts.len() > MOST_BARS).then(|| words::charts::first(MOST_BARS));
    frame(
        Picture::change(change),
        Data::of_change(change),
        note,
        props,
    )
}

fn frame(picture: Picture, data: Data, note: Option<String>, props: &ChartsProps) -> Html {
    let name = props.checked.report().file.name.as_str();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let key = format!("{:?} {}", picture.kind, picture.title);
    html! {
        <Frame {key} {picture} {data} {note} stem={stem.to_owned()} dispatch={props.dispatch.clone()} />
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
