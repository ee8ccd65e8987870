use std::rc::Rc;

use gouji::report::{FileInfo, Report, TableInfo};
use gouji::view::{Ask, FormulaView, RuleView};
use yew::prelude::*;

use super::corrections::change;
use super::finding::message;
use super::passed::quiet;
use crate::state::{Action, Checked};
use crate::tasks::print;
use crate::words::{self, Language, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct RecordProps {
    pub(crate) checked: Checked,
    pub(crate) rules: Rc<Vec<RuleView>>,
    pub(crate) dispatch: Callback<Action>,
}

/// What was checked, when, by what, and what was found: nothing folded away, made to be printed.
#[component]
pub(crate) fn Record(props: &RecordProps) -> Html {
    use_language();
    let checked = &props.checked;
    let time = use_memo((checked.id, checked.outcome), |_| print::now());
    let printing = use_state_eq(|| false);
    let all = checked.overview.facets.iter().map(|it| it.count).sum();
    let whole = checked.parts.here_from(0) >= all;
    {
        let (printing, setter) = (*printing && whole, printing.setter());
        use_effect_with(printing, move |printing| {
            if *printing {
                print::print();
                setter.set(false);
            }
        });
    }
    let onclick = {
        let (printing, dispatch) = (printing.setter(), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            if !whole {
                dispatch.emit(Action::Ask(Ask::Findings { from: 0, to: all }));
            }
            printing.set(true);
        })
    };
    let report = checked.report();
    let (class, sign) = words::verdict(report.verdict);
    let sentence = match words::language() {
        Language::Chinese => report.sentence.clone(),
        Language::English => words::english::verdict(&checked.overview),
    };
    html! {
        <>
            <div class="download print-card">
                <div><h3>{ words::record::title() }</h3><p>{ words::record::what() }</p></div>
                <button type="button" class="button primary" {onclick}>{ words::record::print() }</button>
            </div>
            <article class="record" aria-labelledby="record-title">
                <h2 id="record-title">{ words::page::name() }{ " " }{ words::record::title() }</h2>
                if !report.accepted.is_empty() {
                    <p class="record-basis">{ words::record::with_changes(report.accepted.len()) }</p>
                }
                <p class={classes!("record-verdict", class)}><span class="sign" aria-hidden="true">{ sign }</span>{ sentence }</p>
                { facts(report, &time) }
                { changes(report) }
                { findings(checked, all) }
                { tables(&report.tables) }
                { formulas(&checked.aside.formulas) }
                { rules(checked, &props.rules) }
                { remainder(checked) }
                <p class="record-beneath">{ words::record::beneath() }</p>
            </article>
        </>
    }
}

fn facts(report: &Report, time: &str) -> Html {
    let digest = match report.original {
        Some(_) => words::record::digest_of_original(),
        None => words::record::digest(),
    };
    let original = report.original.as_ref().map(|it| match words::language() {
        Language::Chinese => it.sentence.clone(),
        Language::English => words::english::judged(it.verdict, &it.counts),
    });
    let file = |file: &FileInfo| {
        html! {
            <>
                <dt>{ words::record::file() }</dt>
                <dd>{ words::said(&file.name) }{ format!("（{} {}）", file.bytes, words::record::size()) }</dd>
                <dt>{ digest }</dt><dd class="digest">{ &file.sha256 }</dd>
            </>
        }
    };
    let counts = &report.counts;
    let year = report.unit.year.map(|year| year.to_string());
    html! {
        <dl class="record-facts">
            { for report.files.iter().map(file) }
            if let Some(original) = original {
                <dt>{ words::record::original() }</dt><dd>{ original }</dd>
            }
            <dt>{ words::record::unit() }</dt><dd>{ words::said(&report.unit.name) }</dd>
            <dt>{ words::record::year() }</dt><dd>{ year }</dd>
            <dt>{ words::record::amounts() }</dt><dd>{ words::said(&report.unit.amount_unit) }</dd>
            <dt>{ words::record::rulebook() }</dt><dd>{ words::said(&format!("{}（{}）", report.rulebook, report.rulebook_reason)) }</dd>
            <dt>{ words::record::time() }</dt><dd>{ time }</dd>
            <dt>{ words::record::version() }</dt><dd>{ &report.generator }</dd>
            <dt>{ words::result::check() }</dt>
            <dd>{ words::result::counted(report.tables.len(), counts.relations) }{ [
                words::result::exact(counts.exact),
                words::result::rounding(counts.rounding),
                words::result::broken(counts.broken),
            ].join(" · ") }</dd>
        </dl>
    }
}

fn findings(checked: &Checked, all: usize) -> Html {
    let here = (0..all).filter_map(|place| checked.finding(place));
    html! {
        <section>
            <h3>{ words::result::findings() }{ format!(" ({all})") }</h3>
            if all == 0 {
                <p>{ words::result::no_findings() }</p>
            }
            <ol class="record-findings">{ for here.map(|finding| {
                let (class, sign, name) = words::severity(finding.severity);
                html! {
                    <li {class}>
                        <p><span class="sign" aria-hidden="true">{ sign }</span>{ name }{ " · " }{ message(finding) }</p>
                        if !finding.hint.is_empty() {
                            <p class="hint">{ words::said(&finding.hint) }</p>
                        }
                        if let Some(relation) = &finding.relation {
                            <p class="formula" lang={words::said_in()}>{ &relation.formula }</p>
                        }
                        <p class="code">{ &finding.code }{ " " }{ words::said(&finding.title) }</p>
                    </li>
                }
            }) }</ol>
        </section>
    }
}

fn changes(report: &Report) -> Html {
    html! {
        <section>
            <h3>{ words::record::changes() }{ format!(" ({})", report.accepted.len()) }</h3>
            if report.accepted.is_empty() {
                <p>{ words::record::no_changes() }</p>
            }
            <ul class="record-list">{ for report.accepted.iter().map(|it| html! { <li>{ change(it) }</li> }) }</ul>
        </section>
    }
}

fn tables(tables: &[TableInfo]) -> Html {
    html! {
        <section>
            <h3>{ words::record::tables() }{ format!(" ({})", tables.len()) }</h3>
            <table class="record-table">
                <thead><tr>
                    <th scope="col">{ words::record::table() }</th>
                    <th scope="col">{ words::record::range() }</th>
                    <th scope="col" class="number">{ words::record::rows() }</th>
                    <th scope="col" class="number">{ words::record::printed_amounts() }</th>
                </tr></thead>
                <tbody>{ for tables.iter().map(|table| html! {
                    <tr>
                        <th scope="row">{ words::table_number(&table.short) }{ " " }{ words::said(&table.title) }</th>
                        <td>{ words::said(&table.sheet) }{ " " }{ &table.range }</td>
                        <td class="number">{ table.rows }</td>
                        <td class="number">{ table.amounts }</td>
                    </tr>
                }) }</tbody>
            </table>
        </section>
    }
}

fn formulas(formulas: &[FormulaView]) -> Html {
    let row = |it: &FormulaView| {
        let counts = match it.applies() {
            true => [it.exact, it.rounding, it.broken].map(|count| count.to_string()),
            false => [words::record::not_applicable(), "", ""].map(str::to_owned),
        };
        html! {
            <tr>
                <th scope="row">
                    if !it.explanation.is_empty() {
                        { words::said(&it.explanation) }<br />
                    }
                    <code lang={words::said_in()}>{ &it.formula }</code>
                </th>
                { for counts.map(|count| html! { <td class="number">{ count }</td> }) }
            </tr>
        }
    };
    html! {
        <section>
            <h3>{ words::record::formulas() }{ format!(" ({})", formulas.len()) }</h3>
            <table class="record-table">
                <thead><tr>
                    <th scope="col">{ words::record::formula() }</th>
                    <th scope="col" class="number">{ words::record::exact() }</th>
                    <th scope="col" class="number">{ words::record::rounding() }</th>
                    <th scope="col" class="number">{ words::record::broken() }</th>
                </tr></thead>
                <tbody>{ for formulas.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

fn rules(checked: &Checked, rules: &[RuleView]) -> Html {
    let quiet: Vec<&RuleView> = quiet(checked, rules).collect();
    html! {
        <section>
            <h3>{ words::result::quiet_rules(quiet.len()) }</h3>
            <ul class="record-rules">{ for quiet.iter().map(|rule| html! {
                <li>{ &rule.code }{ " " }{ words::said(&rule.title) }</li>
            }) }</ul>
        </section>
    }
}

fn remainder(checked: &Checked) -> Html {
    let (parts, lengths) = (&checked.parts, &checked.overview.lengths);
    html! {
        <>
            if lengths.unread > 0 {
                <section>
                    <h3>{ words::result::unread() }{ format!(" ({})", lengths.unread) }</h3>
                    <ul class="record-list">{ for parts.unread.iter().map(|it| html! {
                        <li>{ words::unread(it) }{ " " }<span lang={words::said_in()}>{ format!("{} {} {}", it.sheet, it.range, it.text) }</span></li>
                    }) }</ul>
                </section>
            }
            if lengths.unevaluated > 0 {
                <section>
                    <h3>{ words::result::unevaluated() }{ format!(" ({})", lengths.unevaluated) }</h3>
                    <ul class="record-list">{ for parts.unevaluated.iter().map(|it| html! {
                        <li lang={words::said_in()}><code>{ &it.formula }</code>{ " " }{ &it.why }</li>
                    }) }</ul>
                </section>
            }
        </>
    }
}
