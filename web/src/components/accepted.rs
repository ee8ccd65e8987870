use gouji::report::Correction;
use gouji::view::Ask;
use yew::prelude::*;

use super::corrections::{address, change};
use crate::state::Action;
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct AcceptedProps {
    pub(crate) accepted: Vec<Correction>,
    pub(crate) dispatch: Callback<Action>,
}

/// The corrections that were accepted, each of which can be taken back.
#[component]
pub(crate) fn AcceptedList(props: &AcceptedProps) -> Html {
    use_language();
    let accepted = &props.accepted;
    html! {
        <div class="accepted">
            <h3 id="accepted-title">{ words::corrections::accepted(accepted.len()) }</h3>
            <ul aria-labelledby="accepted-title">
                { for accepted.iter().enumerate().map(|(place, correction)| html! {
                    <li class="accepted-item">
                        <p>{ change(correction) }<span class="correction-why">{ why(correction) }</span></p>
                        { back(words::corrections::undo(), words::corrections::undo_of(&address(&correction.cell)), without(accepted, place), props) }
                    </li>
                }) }
            </ul>
            if accepted.len() > 1 {
                { back(words::corrections::undo_all(), words::corrections::undo_all_label().to_owned(), Vec::new(), props) }
            }
            <p class="corrections-note">{ words::corrections::file_unchanged() }</p>
        </div>
    }
}

/// What the change goes back to: a slip that was found, or the visitor's own hand.
fn why(correction: &Correction) -> &'static str {
    match correction.settles.is_empty() {
        true => words::corrections::by_hand(),
        false => words::reason(correction.reason),
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
fn back(
    text: &'static str,
    label: String,
    accepted: Vec<Correction>,
    props: &AcceptedProps,
) -> Html {
    let onclick = props.dispatch.reform(move |_: MouseEvent| {
        let accepted = accepted.clone();
        Action::Ask(Ask::Accept { accepted })
    });
    html! { <button type="button" class="link" aria-label={label} {onclick}>{ text }</button> }
}
