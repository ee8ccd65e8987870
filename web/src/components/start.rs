use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;
use super::rulebook::{Books, RulebookChoice};
use crate::state::Action;

#[derive(PartialEq, Properties)]
pub(crate) struct StartProps {
    pub(crate) choose: Callback<Choice>,
    pub(crate) books: Books,
    pub(crate) dispatch: Callback<Action>,
}

/// The page before the first result: the promise, the drop zone, the sample, the privacy sentence.
#[component]
pub(crate) fn Start(props: &StartProps) -> Html {
    let sample = {
        let choose = props.choose.clone();
        Callback::from(move |_| choose.emit(Choice::Sample))
    };
    html! {
        <main class="start">
            <h1>{ "公开之前，先把每一张表的账对上" }</h1>
            <p class="promise">{ "放入预算公开的表，逐表、跨表核对每一个数；有对不上的，直接指到那一格。" }</p>
            <section class="drop-zone" aria-label="选择文件">
                <svg class="drop-picture" viewBox="0 0 96 72" aria-hidden="true" focusable="false">
                    <rect x="6" y="6" width="84" height="60" rx="4" />
                    <path d="M6 20h84M6 35h84M6 50h84M32 20v46M61 20v46" />
                    <rect class="hit" x="61" y="35" width="29" height="15" />
                    <path class="tick" d="m69 42 5 5 9-10" />
                </svg>
                <p class="drop-words">{ "把文件或文件夹拖到页面上，或者" }</p>
                <div class="drop-buttons">
                    <Picker class="button primary" choose={props.choose.clone()} label="选择文件" />
                    <Picker class="button" choose={props.choose.clone()} folder=true label="选择文件夹" />
                    <button type="button" class="button" onclick={sample}>{ "试用样例" }</button>
                </div>
                <p class="drop-kind">{ "xlsx、xlsm、xlsb、xls、et、ods、csv、tsv、txt、html，或装有它们的 zip；一份公开表分在几个文件里也可以，一起放入" }</p>
            </section>
            <RulebookChoice books={props.books.clone()} choose={props.choose.clone()} dispatch={props.dispatch.clone()} />
            <section class="privacy" aria-labelledby="privacy-title">
                <svg class="privacy-picture" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <rect x="4" y="10" width="16" height="11" rx="2" />
                    <path d="M8 10V7a4 4 0 0 1 8 0v3" />
                </svg>
                <div>
                    <h2 id="privacy-title">{ "文件不离开您的浏览器" }</h2>
                    <p>{ "核对就在本页里进行，没有上传。可以自己验证：按 F12 打开开发者工具的“网络”一栏，再放入文件，看不到任何请求；断开网络后照样能核对。" }</p>
                </div>
            </section>
        </main>
    }
}
