use gouji::report::Correction;
use gouji::view::Ask;
use yew::prelude::*;

use super::corrections::{address, change};
use crate::state::Action;

#[derive(PartialEq, Properties)]
pub(crate) struct AcceptedProps {
    pub(crate) accepted: Vec<Correction>,
    pub(crate) dispatch: Callback<Action>,
}

/// The corrections that were accepted, each of which can be taken back.
#[component]
pub(crate) fn AcceptedList(props: &AcceptedProps) -> Html {
    let accepted = &props.accepted;
    html! {
        <div class="accepted">
            <h3 id="accepted-title">{ format!("已采纳 ({})", accepted.len()) }</h3>
            <ul aria-labelledby="accepted-title">
                { for accepted.iter().enumerate().map(|(place, correction)| html! {
                    <li class="accepted-item">
                        <p>{ change(correction) }</p>
                        { back("撤销".to_owned(), format!("撤销 {} 的更正", address(&correction.cell)), without(accepted, place), props) }
                    </li>
                }) }
            </ul>
            if accepted.len() > 1 {
                { back("全部撤销".to_owned(), "撤销全部更正".to_owned(), Vec::new(), props) }
            }
            <p class="corrections-note">{ "文件本身没有改动；更正后的数据可在“下载”里取走。" }</p>
        </div>
    }
}

fn without(accepted: &[Correction], place: usize) -> Vec<Correction> {
    let others = accepted.iter().enumerate();
    others
        .filter(|(other, _)| *other != place)
        .map(|(_, correction)| correction.clone())
        .collect()
}

/// A button that leaves only the given corrections in place.
fn back(text: String, label: String, accepted: Vec<Correction>, props: &AcceptedProps) -> Html {
    let onclick = props.dispatch.reform(move |_: MouseEvent| {
        let accepted = accepted.clone();
        Action::Ask(Ask::Accept { accepted })
    });
    html! { <button type="button" class="link" aria-label={label} {onclick}>{ text }</button> }
}
