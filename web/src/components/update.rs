use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use crate::words::{self, use_language};

#[wasm_bindgen]
extern "C" {
    /// Lets the later build take over; the page is loaded anew from it.
    #[wasm_bindgen(js_namespace = gouji, js_name = update)]
    fn take_over();
}

/// Says that a later build lies ready, and leaves it to the visitor when it takes over.
#[component]
pub(crate) fn UpdateNote() -> Html {
    use_language();
    let ready = use_state(lies_ready);
    {
        let ready = ready.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "gouji-update", move |_| ready.set(true));
            move || drop(listener)
        });
    }
    let later = {
        let ready = ready.clone();
        move |_: MouseEvent| ready.set(false)
    };
    html! {
        if *ready {
            <section class="failure good" role="status">
                <span class="sign" aria-hidden="true">{ "↻" }</span>
                <div>
                    <p class="failure-message">{ words::page::later_build() }</p>
                </div>
                <button type="button" class="button primary" onclick={|_: MouseEvent| take_over()}>{ words::page::update() }</button>
                <button type="button" class="button quiet" onclick={later}>{ words::page::not_now() }</button>
            </section>
        }
    }
}

/// Whether the later build was there before this note was.
fn lies_ready() -> bool {
    let page = js_sys::Reflect::get(&window(), &"gouji".into());
    page.is_ok_and(|page| js_sys::Reflect::has(&page, &"update".into()).unwrap_or_default())
}
