use std::rc::Rc;

use gouji::view::Outcome;
use yew::prelude::*;

use crate::state::Checked;
use crate::tasks::download;

#[derive(PartialEq, Properties)]
pub(crate) struct DownloadsProps {
    pub(crate) checked: Checked,
}

/// Files to take away.
#[component]
pub(crate) fn Downloads(props: &DownloadsProps) -> Html {
    let report = save(props, "核对报告", |outcome| &outcome.report_json);
    let corrected = save(props, "更正数据", |outcome| &outcome.corrected_json);
    html! {
        <section class="downloads" aria-labelledby="downloads-title">
            <h2 id="downloads-title">{ "下载" }</h2>
            <div class="download">
                <div>
                    <h3>{ "核对报告" }</h3>
                    <p>{ "结论、各项问题、涉及的单元格和汇总数，供存档或交给其他程序。" }</p>
                </div>
                <button type="button" class="button primary" onclick={report}>{ "下载核对报告 (JSON)" }</button>
            </div>
            <div class="download">
                <div>
                    <h3>{ "更正数据" }</h3>
                    <p>{ "各表的全部金额。没有采纳更正时，与读到的数完全相同。" }</p>
                </div>
                <button type="button" class="button primary" onclick={corrected}>{ "下载更正数据 (JSON)" }</button>
            </div>
        </section>
    }
}

fn save(
    props: &DownloadsProps,
    kind: &'static str,
    text: fn(&Outcome) -> &str,
) -> Callback<MouseEvent> {
    let outcome = Rc::clone(&props.checked.outcome);
    Callback::from(move |_| {
        let name = format!("{}-{kind}.json", stem(&outcome.report.file.name));
        download::json(&name, text(&outcome));
    })
}

/// A file's name without its extension.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn drops_the_last_extension_only() {
        let cases = [
            ("2026.预算.xlsx", "2026.预算"),
            ("预算", "预算"),
            (".xlsx", ".xlsx"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(stem(name), expected);
        }
    }
}
