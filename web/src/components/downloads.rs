use gouji::view::Ask;
use yew::prelude::*;

use crate::state::Action;

#[derive(PartialEq, Properties)]
pub(crate) struct DownloadsProps {
    pub(crate) dispatch: Callback<Action>,
}

/// Files to take away.
#[component]
pub(crate) fn Downloads(props: &DownloadsProps) -> Html {
    let report = save(props, Ask::Report);
    let corrected = save(props, Ask::Corrected);
    let workbook = save(props, Ask::Workbook);
    html! {
        <section class="downloads" aria-labelledby="downloads-title">
            <h2 id="downloads-title">{ "下载" }</h2>
            <div class="download">
                <div>
                    <h3>{ "更正后的工作簿" }</h3>
                    <p>{ "您的原文件，只改动已采纳更正的单元格，并在每处加批注说明原值和原因；其余内容原样不动。" }</p>
                </div>
                <button type="button" class="button primary" onclick={workbook}>{ "下载更正后的工作簿" }</button>
            </div>
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

fn save(props: &DownloadsProps, ask: Ask) -> Callback<MouseEvent> {
    props
        .dispatch
        .reform(move |_: MouseEvent| Action::Ask(ask.clone()))
}
