use gouji::report::{Aggregate, Reconciliation, Series, SeriesKind};
use yew::prelude::*;

use crate::state::{Action, Checked, Place};
use crate::words;

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
    let series = &props.checked.report().summary.series;
    if series.is_empty() {
        return html! { <p class="nothing">{ "没有可画的数据。" }</p> };
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
                <p class="charts-note">{ "项目很多的图只列出前面的部分；全部数据见“下载”里的核对报告。" }</p>
            }
            { part("income", "收入结构", &income, props) }
            { part("expenditure", "支出结构", &expenditure, props) }
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
                <h3>{ &series.title }</h3>
                if broken {
                    <p class="stamp"><span class="sign" aria-hidden="true">{ "✕" }</span>{ "未核平" }</p>
                }
                if let Some(total) = &series.total {
                    <p class="chart-total">{ format!("{} ", total.name) }<b>{ words::amount(&total.value) }</b>{ format!(" {}", series.unit) }</p>
                }
            </figcaption>
            if top.is_empty() {
                <p class="nothing">{ "没有金额。" }</p>
            } else {
                <ol class="bars">{ for top.iter().take(MOST_BARS).map(|part| bar(part, &series.unit)) }</ol>
                if top.len() > MOST_BARS {
                    <p class="charts-note">{ format!("图中为前 {MOST_BARS} 项。") }</p>
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
            <span class="bar-name">{ name(part) }</span>
            <span class="bar-value"><b>{ words::amount(&part.value) }</b>{ format!(" {unit}") }</span>
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
            <summary>{ "数据与出处" }</summary>
            <div class="chart-data-scroll" role="region" tabindex="0" aria-label={format!("{}数据", series.title)}>
                <table>
                    <thead><tr>
                        <th scope="col">{ "项目" }</th>
                        <th scope="col" class="number">{ &series.unit }</th>
                        <th scope="col" class="number">{ "占比 %" }</th>
                        <th scope="col">{ "出处" }</th>
                        <th scope="col">{ "核对" }</th>
                    </tr></thead>
                    <tbody>{ for series.parts.iter().chain(&series.total).map(|part| data_row(part, props)) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn data_row(part: &Aggregate, props: &ChartsProps) -> Html {
    let (class, standing) = match part.reconciled {
        Reconciliation::Unchecked => ("none", "未涉及"),
        Reconciliation::Exact => ("agreed", "✓ 相符"),
        Reconciliation::Rounding => ("notice", "≈ 尾差"),
        Reconciliation::Broken => ("error", "✕ 不符"),
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
            <th scope="row" class={format!("level-{}", part.level)}>{ name(part) }</th>
            <td class="number">{ words::amount(&part.value) }</td>
            <td class="number">{ &part.share }</td>
            <td>{ for sources }</td>
            <td {class}>{ standing }</td>
        </tr>
    }
}
