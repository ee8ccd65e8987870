//! A picture with its title, unit, source, stamp, data, and the ways to save it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Element};
use yew::prelude::*;

use super::data::Data;
use super::drawing::{Drawn, Script, load};
use super::picture::{Kind, Picture};
use crate::state::{Action, Place};
use crate::tasks::download;
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(super) struct FrameProps {
    pub(super) picture: Picture,
    pub(super) data: Data,
    /// What the files that it is saved in are called, before the title.
    pub(super) stem: String,
    /// A sentence on what is left out.
    pub(super) note: Option<String>,
    pub(super) dispatch: Callback<Action>,
}

/// The drawing that an element holds, once there is one.
#[derive(Default)]
struct Held {
    drawn: Option<Drawn>,
    pick: Option<Closure<dyn Fn(String)>>,
    /// What is to be drawn: it may change before the script is there.
    wanted: JsValue,
    ended: bool,
}

/// One picture.
#[component]
pub(super) fn Frame(props: &FrameProps) -> Html {
    use_language();
    let FrameProps { picture, data, .. } = props;
    let holder = use_node_ref();
    let failed = use_state(|| false);
    let held = use_memo((), |()| RefCell::new(Held::default()));
    let drawn = picture.is_drawn();
    use_drawing(&holder, &held, picture, &failed, &props.dispatch);
    let wide = matches!(picture.kind, Kind::Tree | Kind::Flow).then_some("wide");
    let stamped = picture.stamp.map(|_| "broken");
    html! {
        <figure class={classes!("chart", wide, stamped)}>
            <figcaption>
                <h3>{ words::said(&picture.title) }</h3>
                if let Some(stamp) = picture.stamp {
                    <p class="stamp"><span class="sign" aria-hidden="true">{ "✕" }</span>{ stamp }</p>
                }
                <p class="chart-total">
                    if let Some(total) = &picture.total {
                        { words::said(&total.label) }{ " " }<b>{ &total.value }</b>{ " " }
                    }
                    <span class="chart-unit">if picture.kind == Kind::Change { { words::charts::unit() } }{ words::said(&picture.unit) }</span>
                    <span class="chart-source">{ words::charts::read_from() }{ &picture.source }</span>
                </p>
            </figcaption>
            if drawn && !*failed {
                <div class="picture" lang={words::said_in()} ref={holder}></div>
            } else if drawn {
                <p class="charts-note" role="status">{ words::charts::not_loaded() }</p>
            } else {
                <p class="nothing">{ nothing(picture) }</p>
            }
            if let Some(note) = &props.note {
                <p class="charts-note">{ note }</p>
            }
            <div class="chart-ways">
                if drawn && !*failed {
                    { for ["svg", "png"].map(|kind| save_button(kind, &held, props)) }
                }
                { csv_button(props) }
            </div>
            { data.table(&picture.title, &props.dispatch) }
        </figure>
    }
}

/// Why nothing is drawn.
fn nothing(picture: &Picture) -> &'static str {
    match picture.kind {
        Kind::Change => words::charts::unchanged(),
        _ => words::charts::no_amounts(),
    }
}

#[hook]
fn use_drawing(
    holder: &NodeRef,
    held: &Rc<RefCell<Held>>,
    picture: &Picture,
    failed: &UseStateHandle<bool>,
    dispatch: &Callback<Action>,
) {
    {
        let held = held.clone();
        use_effect_with(picture.clone(), move |picture| {
            let wanted = serde_wasm_bindgen::to_value(picture).unwrap_or_default();
            let drawn = {
                let mut held = held.borrow_mut();
                held.wanted = wanted.clone();
                held.drawn.clone()
            };
            if let Some(drawn) = drawn {
                let _ = drawn.update(&wanted);
            }
        });
    }
    let (holder, held, failed) = (holder.clone(), held.clone(), failed.clone());
    let dispatch = dispatch.clone();
    let is_drawn = picture.is_drawn();
    use_effect_with(is_drawn, move |is_drawn| {
        if let Some(holder) = holder.cast::<Element>().filter(|_| *is_drawn) {
            let held = held.clone();
            spawn_local(async move {
                if begin(&holder, &held, dispatch).await.is_err() {
                    failed.set(true);
                }
            });
        }
        move || {
            let mut held = held.borrow_mut();
            held.ended = true;
            if let Some(drawn) = held.drawn.take() {
                drawn.end();
            }
        }
    });
}

async fn begin(
    holder: &Element,
    held: &Rc<RefCell<Held>>,
    dispatch: Callback<Action>,
) -> Result<(), JsValue> {
    held.borrow_mut().ended = false;
    let script: Script = JsFuture::from(load()?).await?.unchecked_into();
    let pick = Closure::<dyn Fn(String)>::new(move |id: String| {
        if let Some(place) = Place::from_id(&id) {
            dispatch.emit(Action::Visit(place));
        }
    });
    let mut held = held.borrow_mut();
    if !held.ended {
        held.drawn = Some(script.show(holder, &held.wanted, &pick)?);
        held.pick = Some(pick);
    }
    Ok(())
}

fn save_button(kind: &'static str, held: &Rc<RefCell<Held>>, props: &FrameProps) -> Html {
    let name = format!("{}-{}.{kind}", props.stem, props.picture.title);
    let held = held.clone();
    let onclick = move |_: MouseEvent| {
        let drawn = held.borrow().drawn.clone();
        let name = name.clone();
        spawn_local(async move {
            if let Some(blob) = file(drawn, kind).await {
                download::save(&name, &blob);
            }
        });
    };
    html! { <button type="button" class="link" {onclick}>{ words::charts::save_as(&kind.to_uppercase()) }</button> }
}

async fn file(drawn: Option<Drawn>, kind: &str) -> Option<Blob> {
    let drawn = drawn?;
    let file = match kind {
        "svg" => drawn.svg().ok()?,
        _ => JsFuture::from(drawn.png().ok()?).await.ok()?,
    };
    file.dyn_into().ok()
}

fn csv_button(props: &FrameProps) -> Html {
    let name = format!("{}-{}.csv", props.stem, props.picture.title);
    let data = props.data.clone();
    let onclick = move |_: MouseEvent| {
        let parts = Array::of1(&data.csv().into());
        if let Ok(blob) = Blob::new_with_str_sequence(&parts) {
            download::save(&name, &blob);
        }
    };
    html! { <button type="button" class="link" {onclick}>{ words::charts::save_as("CSV") }</button> }
}
