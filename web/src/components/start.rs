use web_sys::HtmlElement;
use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;
use super::rulebook::{Books, RulebookChoice};
use crate::state::{Action, FILES_ADDRESS};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct StartProps {
    /// What the address leads to, once there is a file.
    pub(crate) wanted: Option<String>,
    /// Whether the address leads to what was checked before the page was loaded anew.
    pub(crate) gone: bool,
    /// Whether there is a result to go back to.
    pub(crate) kept: bool,
    pub(crate) choose: Callback<Choice>,
    pub(crate) books: Books,
    pub(crate) dispatch: Callback<Action>,
}

/// The page before the first result: the promise, the drop zone, the sample, the privacy sentence.
#[component]
pub(crate) fn Start(props: &StartProps) -> Html {
    use_language();
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(props.kept, move |kept| {
            if let Some(title) = title.cast::<HtmlElement>().filter(|_| *kept) {
                let _ = title.focus();
            }
        });
    }
    let sample = {
        let choose = props.choose.clone();
        Callback::from(move |_| choose.emit(Choice::Sample))
    };
    html! {
        <main class="start">
            <h1 tabindex="-1" ref={title}>{ words::page::headline() }</h1>
            <p class="promise">{ words::page::promise() }</p>
            if props.kept {
                <p class="kept-behind">{ words::page::kept_behind() }
                    <a class="button quiet" href={format!("#{FILES_ADDRESS}")}>{ words::page::back_to_result() }</a>
                </p>
            }
            <section class="drop-zone" aria-label={words::page::choose_label()}>
                <svg class="drop-picture" viewBox="0 0 96 72" aria-hidden="true" focusable="false">
                    <rect x="6" y="6" width="84" height="60" rx="4" />
                    <path d="M6 20h84M6 35h84M6 50h84M32 20v46M61 20v46" />
                    <rect class="hit" x="61" y="35" width="29" height="15" />
                    <path class="tick" d="m69 42 5 5 9-10" />
                </svg>
                if let Some(wanted) = &props.wanted {
                    <p class="wanted" role="status">{ words::page::wanted(wanted) }</p>
                } else if props.gone {
                    <p class="wanted" role="status">{ words::page::choose_again() }</p>
                }
                <p class="drop-words">{ words::page::drop_words() }</p>
                <div class="drop-buttons">
                    <Picker class="button primary" choose={props.choose.clone()} label={words::page::choose_files()} />
                    <Picker class="button" choose={props.choose.clone()} folder=true label={words::page::choose_folder()} />
                    <button type="button" class="button" onclick={sample}>{ words::page::sample() }</button>
                </div>
                <p class="drop-kind">{ words::page::accepted() }</p>
            </section>
            <RulebookChoice books={props.books.clone()} choose={props.choose.clone()} dispatch={props.dispatch.clone()} />
            <details class="blanks">
                <summary>{ words::page::blanks() }</summary>
                <div class="blanks-card">
                    <p>{ if props.books.builtin.is_empty() { words::rules::loading() } else { words::page::blanks_what() } }</p>
                    <ul>{ for props.books.builtin.iter().map(|(id, title)| blank(id, title, &props.dispatch)) }</ul>
                </div>
            </details>
            <section class="privacy" aria-labelledby="privacy-title">
                <svg class="privacy-picture" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <rect x="4" y="10" width="16" height="11" rx="2" />
                    <path d="M8 10V7a4 4 0 0 1 8 0v3" />
                </svg>
                <div>
                    <h2 id="privacy-title">{ words::page::private() }</h2>
                    <p>{ words::page::private_why() }</p>
                </div>
            </section>
        </main>
    }
}

fn blank(id: &str, title: &str, dispatch: &Callback<Action>) -> Html {
    let name = id.to_owned();
    let save = dispatch.reform(move |_: MouseEvent| Action::Blank(name.clone()));
    html! { <li><button type="button" class="link" onclick={save}>{ words::said(title) }{ " (XLSX)" }</button></li> }
}
