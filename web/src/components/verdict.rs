use gouji::report::{Report, Severity};
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::Checked;
use crate::words::{self, Language, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct VerdictProps {
    pub(crate) checked: Checked,
}

/// The outcome in one sentence and one line of counts; takes the focus after a check.
#[component]
pub(crate) fn Verdict(props: &VerdictProps) -> Html {
    use_language();
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
    let sentence = match words::language() {
        Language::Chinese => report.sentence.clone(),
        Language::English => words::english::verdict(&props.checked.overview),
    };
    html! {
        <section class={classes!("verdict", class)} aria-label={words::result::verdict()} tabindex="-1" ref={bar}>
            if props.checked.turn > 0 {
                <p class="unseen" role="status" key={props.checked.turn}>{ words::result::rechecked(&sentence) }</p>
            }
            <h1><span class="sign" aria-hidden="true">{ sign }</span><span class="sentence">{ sentence }</span></h1>
            <p class="severities">
                { for [(Severity::Error, counts.errors), (Severity::Warning, counts.warnings), (Severity::Notice, counts.notices)]
                    .into_iter().filter(|(_, count)| *count > 0).map(|(severity, count)| {
                        let (class, sign, name) = words::severity(severity);
                        html! { <span {class}><span class="sign" aria-hidden="true">{ sign }</span>{ format!("{name} {count}") }</span> }
                    }) }
            </p>
            <p class="counts">
                <span>{ words::result::counted(report.tables.len(), counts.relations) }</span>
                <span class="agreed">{ words::result::exact(counts.exact) }</span>
                <span class="notice">{ words::result::rounding(counts.rounding) }</span>
                <span class={if counts.broken == 0 { "none" } else { "error" }}>{ words::result::broken(counts.broken) }</span>
            </p>
        </section>
    }
}

/// Whose budget the result is about, and which file it was read from; that may have another name among several.
pub(crate) fn source(report: &Report, file: Option<&str>) -> Html {
    let unit = &report.unit;
    let file = file.unwrap_or(&report.file.name);
    let name = Some(&unit.name).filter(|name| !name.is_empty());
    let amounts = Some(&unit.amount_unit).filter(|unit| !unit.is_empty());
    html! {
        <>
            if let Some(name) = name {
                { words::said(name) }{ " · " }
            }
            if let Some(year) = unit.year {
                { words::result::year(year) }{ " · " }
            }
            if let Some(amounts) = amounts {
                { words::result::unit() }{ words::said(amounts) }{ " · " }
            }
            { words::said(file) }
        </>
    }
}
