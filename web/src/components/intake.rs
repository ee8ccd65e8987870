use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::DragEvent;
use yew::prelude::*;

use super::app::Choice;
use crate::tasks::{early, file};

/// Takes what is dropped anywhere on the page; says whether something hovers over it.
#[hook]
pub(crate) fn use_drops(choose: Callback<Choice>) -> bool {
    let over = use_state_eq(|| false);
    let setter = over.setter();
    use_effect_with(choose, move |choose| {
        let listen = |event: &'static str, then: Box<dyn Fn(&DragEvent)>| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document(), event, options, move |event| {
                event.prevent_default();
                if let Some(drag) = event.dyn_ref() {
                    then(drag);
                }
            })
        };
        let (enter, leave, end) = (setter.clone(), setter.clone(), setter);
        let choose = choose.clone();
        let listeners = [
            listen("dragover", Box::new(move |_| enter.set(true))),
            listen(
                "dragleave",
                Box::new(move |event| {
                    if event.related_target().is_none() {
                        leave.set(false);
                    }
                }),
            ),
            listen(
                "drop",
                Box::new(move |event| {
                    end.set(false);
                    if let Some(transfer) = event.data_transfer() {
                        choose.emit(Choice::Files(file::dropped(&transfer)));
                    }
                }),
            ),
        ];
        early::takes_drops();
        move || drop(listeners)
    });
    *over
}
