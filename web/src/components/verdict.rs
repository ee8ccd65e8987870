use gouji::report::Report;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::Checked;
use crate::words;

#[derive(PartialEq, Properties)]
pub(crate) struct VerdictProps {
    pub(crate) checked: Checked,
}

/// The outcome in one sentence and one line of counts; takes the focus after a check.
#[component]
pub(crate) fn Verdict(props: &VerdictProps) -> Html {
    let bar = use_node_ref();
    {
        let bar = bar.clone();
        use_effect_with(props.checked.id, move |_| {
            if let Some(bar) = bar.cast::<HtmlElement>() {
                let _ = bar.focus();
            }
        });
    }
    let report = props.checked.report();
    let (class, sign) = words::verdict(report.verdict);
    let counts = report.counts;
    html! {
        <section class={classes!("verdict", class)} aria-label="核对结论" tabindex="-1" ref={bar}>
            <h1><span class="sign" aria-hidden="true">{ sign }</span><span class="sentence">{ &report.sentence }</span></h1>
            <p class="counts">
                <span>{ format!("{} 张表 · {} 项勾稽：", report.tables.len(), counts.relations) }</span>
                <span class="agreed">{ format!("{} 相符", counts.exact) }</span>
                <span class="notice">{ format!("{} 尾差", counts.rounding) }</span>
                <span class={if counts.broken == 0 { "none" } else { "error" }}>{ format!("{} 不符", counts.broken) }</span>
            </p>
        </section>
    }
}

/// Whose budget the result is about, and which file it was read from.
pub(crate) fn source(report: &Report) -> String {
    let year = report.unit.year.map(|year| format!("{year} 年"));
    let unit = Some(report.unit.amount_unit.as_str()).filter(|unit| !unit.is_empty());
    let parts = [
        Some(report.unit.name.clone()).filter(|name| !name.is_empty()),
        year,
        unit.map(|unit| format!("单位：{unit}")),
        Some(report.file.name.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
