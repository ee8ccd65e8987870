use std::rc::Rc;

use gouji::report::{Correction, FileInfo, Report};
use gouji::view::{Ask, FindingsFormat, RuleView};
use yew::prelude::*;

use super::corrections::change;
use super::record::Record;
use crate::state::{Action, Checked};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct DownloadsProps {
    pub(crate) checked: Checked,
    pub(crate) rules: Rc<Vec<RuleView>>,
    pub(crate) dispatch: Callback<Action>,
}

/// Files to take away, and the check record.
#[component]
pub(crate) fn Downloads(props: &DownloadsProps) -> Html {
    use_language();
    let format = unchangeable(props.checked.report());
    let findings = |format| Ask::FindingsFile { format };
    html! {
        <section class="downloads" aria-labelledby="downloads-title">
            <h2 id="downloads-title">{ words::result::downloads() }</h2>
            <div class="download">
                <div>
                    <h3>{ words::downloads::workbook() }</h3>
                    if let Some(format) = format {
                        <p class="download-not" id="workbook-not"><span class="sign" aria-hidden="true">{ "!" }</span>{ why_not(format) }</p>
                        if is_text(format) {
                            { by_hand(&props.checked.report().accepted) }
                        }
                    } else {
                        <p>{ words::downloads::workbook_what() }</p>
                    }
                </div>
                if format.is_none() {
                    { button(words::downloads::workbook_button(), Ask::Workbook, props) }
                } else {
                    <button type="button" class="button" disabled=true aria-describedby="workbook-not">{ words::downloads::workbook_button() }</button>
                }
            </div>
            <div class="download">
                <div>
                    <h3>{ words::downloads::corrected() }</h3>
                    <p>{ words::downloads::corrected_what() }</p>
                </div>
                { button(words::downloads::corrected_button(), Ask::Corrected, props) }
            </div>
            <div class="download">
                <div>
                    <h3>{ words::downloads::findings() }</h3>
                    <p>{ words::downloads::findings_what() }</p>
                </div>
                { button(words::downloads::findings_xlsx(), findings(FindingsFormat::Xlsx), props) }
                { button(words::downloads::findings_csv(), findings(FindingsFormat::Csv), props) }
            </div>
            <div class="download">
                <div>
                    <h3>{ words::downloads::report() }</h3>
                    <p>{ words::downloads::report_what() }</p>
                </div>
                { button(words::downloads::report_button(), Ask::Report, props) }
            </div>
            <Record checked={props.checked.clone()} rules={props.rules.clone()} dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// The format of files of which no cell can be changed in its place; `None` where it can, in one of them.
fn unchangeable(report: &Report) -> Option<&'static str> {
    let name = |file: &FileInfo| match file.format.as_str() {
        "xls" => Some(".xls / .et"),
        "xlsb" => Some(".xlsb"),
        "xml" => Some("XML"),
        "html" => Some("HTML"),
        "docx" => Some(".docx"),
        "doc" => Some(".doc"),
        "txt" => Some(".txt"),
        "md" => Some(".md"),
        _ => None,
    };
    let names: Option<Vec<_>> = report.files.iter().map(name).collect();
    names?.first().copied()
}

/// Whether files of a format are running text, which no spreadsheet program opens.
fn is_text(format: &str) -> bool {
    [".docx", ".doc", ".txt", ".md"].contains(&format)
}

fn why_not(format: &str) -> String {
    match is_text(format) {
        true => words::downloads::document_not(format),
        false => words::downloads::workbook_not(format),
    }
}

/// What is to be changed by hand.
fn by_hand(changes: &[Correction]) -> Html {
    html! {
        if changes.is_empty() {
            <p>{ words::downloads::no_changes_yet() }</p>
        } else {
            <ul class="record-list">{ for changes.iter().map(|it| html! { <li>{ change(it) }</li> }) }</ul>
        }
    }
}

fn button(text: &'static str, ask: Ask, props: &DownloadsProps) -> Html {
    let onclick = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Ask(ask.clone()));
    html! { <button type="button" class="button" {onclick}>{ text }</button> }
}
