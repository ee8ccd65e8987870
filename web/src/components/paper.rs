use std::cell::Cell;
use std::rc::Rc;

use gouji::view::{Ask, ClaimCounts, ClaimState, PaperTop};
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use super::keys;
use super::leaf::Leaf;
use crate::state::{Action, Checked, leaf_of};
use crate::tasks::sight;
use crate::words::{self, use_language};

/// Leaves of a text that are fetched before they come into sight.
const MOST_AHEAD: usize = 400;

#[derive(PartialEq, Properties)]
pub(crate) struct PaperProps {
    pub(crate) checked: Checked,
    /// The last visit to words that led there.
    pub(crate) revealed: Rc<Cell<u32>>,
    pub(crate) dispatch: Callback<Action>,
}

/// The running text of a sheet, its words marked.
#[component]
pub(crate) fn Paper(props: &PaperProps) -> Html {
    use_language();
    let checked = &props.checked;
    let scroll = use_node_ref();
    let sight = use_state_eq(|| (0, 1));
    let look = {
        let (sight, scroll) = (sight.setter(), scroll.clone());
        Callback::from(move |_: Event| {
            if let Some(scroll) = scroll.cast::<HtmlElement>() {
                sight.set(in_sight(&scroll));
            }
        })
    };
    let chosen = checked.selection.as_ref();
    let chosen = chosen.filter(|it| it.place.table == checked.table).cloned();
    let paper = checked.open_paper();
    let leaf = paper
        .zip(chosen.as_ref())
        .and_then(|(paper, chosen)| leaf_of(paper, &chosen.place));
    use_leaves(props, *sight, leaf);
    let held = use_memo((), |()| Cell::new(false));
    {
        let here = leaf.is_some_and(|leaf| checked.leaves.leaf(&checked.table, leaf).is_some());
        let (revealed, held) = (props.revealed.clone(), held.clone());
        use_effect_with((chosen.clone(), leaf, here), move |(chosen, leaf, here)| {
            let Some(selection) = chosen.as_ref().filter(|it| it.visit != revealed.get()) else {
                return;
            };
            if *here && sight::reveal(&selection.place, selection.stays) {
                revealed.set(selection.visit);
                held.set(true);
            } else if let Some(leaf) = leaf {
                sight::show(&leaf_id(&selection.place.table, *leaf));
            }
        });
    }
    use_hold(props, &held);
    let Some(paper) = paper else {
        return Html::default();
    };
    let release = Callback::from(move |()| held.set(false));
    let click = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: MouseEvent| keys::clicked_words(&event, &dispatch))
    };
    let key = {
        let (chosen, dispatch) = (chosen.is_some(), props.dispatch.clone());
        let release = release.clone();
        Callback::from(move |event: KeyboardEvent| {
            release.emit(());
            keys::pressed_words(&event, chosen, &dispatch);
        })
    };
    let place = chosen.map(|selection| selection.place.cell);
    html! {
        <div class="sheet">
            <div class="sheet-caption"><div class="caption-row"><h2 class="title" id="paper-title" lang={words::said_in()}>{ &paper.sheet }</h2></div></div>
            <div class="sheet-bar">
                <p class="sheet-hint">{ words::paper::hint() }</p>
                <ul class="legend claims" aria-label={words::paper::legend()}>{ for legend(&paper.counts).map(|count| html! { <li>{ count }</li> }) }</ul>
            </div>
            <div class="sheet-scroll paper-scroll" role="region" tabindex="0" aria-labelledby="paper-title"
                key={paper.id.clone()} ref={scroll} onscroll={look} onclick={click} onkeydown={key} onwheel={release.reform(|_: WheelEvent| ())}
                ontouchmove={release.reform(|_: TouchEvent| ())} onpointerdown={release.reform(|_: PointerEvent| ())}>
                <article class="prose" lang={words::said_in()}>
                    { for paper.leaves.iter().enumerate().map(|(index, top)| html! {
                        <Leaf key={index} id={leaf_id(&paper.id, index)} paper={paper.id.clone()} top={*top}
                            blocks={checked.leaves.leaf(&paper.id, index)} tables={checked.overview.clone()}
                            chosen={place.clone().filter(|_| leaf == Some(index))} />
                    }) }
                </article>
            </div>
        </div>
    }
}

fn leaf_id(paper: &str, leaf: usize) -> String {
    format!("{paper}.{leaf}")
}

/// How many numbers stand how; each as its words are marked.
pub(crate) fn legend(counts: &ClaimCounts) -> impl Iterator<Item = Html> + use<> {
    let all = [
        (ClaimState::Agrees, counts.agrees),
        (ClaimState::Differs, counts.differs),
        (ClaimState::Open, counts.open),
        (ClaimState::Unread, counts.unread),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(state, count)| {
        let (class, _, name) = words::paper::state(state);
        html! { <span class={classes!("said", class)}>{ words::paper::counted(name, count) }</span> }
    })
}

/// The first and the last leaf that can be seen.
fn in_sight(scroll: &HtmlElement) -> (usize, usize) {
    let leaves = scroll.query_selector_all(".leaf").ok();
    let count = leaves.as_ref().map_or(0, web_sys::NodeList::length);
    let edge = |pixels: i32| {
        let before = |index: u32| {
            let leaf = leaves.as_ref().and_then(|it| it.item(index));
            let leaf = leaf.and_then(|it| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(it).ok());
            leaf.is_some_and(|leaf| leaf.offset_top() <= pixels)
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            match before(middle) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low.saturating_sub(1) as usize
    };
    let top = scroll.scroll_top();
    (edge(top), edge(top + scroll.client_height()))
}

/// Fetches the leaf that is gone to, those in sight, and then one after the other the rest.
#[hook]
fn use_leaves(props: &PaperProps, sight: (usize, usize), chosen: Option<usize>) {
    let (first, last) = sight;
    let checked = &props.checked;
    let wanted = checked
        .open_paper()
        .map(|paper| missing(checked, paper, first, last, chosen));
    let wanted = wanted.unwrap_or_default();
    let (dispatch, paper) = (props.dispatch.clone(), checked.table.clone());
    let asked = (checked.id, checked.outcome, checked.turn);
    use_effect_with((paper, wanted, asked), move |(paper, wanted, _)| {
        for leaf in wanted {
            let (paper, leaf) = (paper.clone(), *leaf);
            dispatch.emit(Action::Ask(Ask::Leaf { paper, leaf }));
        }
    });
}

/// Keeps the words that were gone to in sight while the leaves around them come, which are not as high
/// as what stands for them, until the reader moves.
#[hook]
fn use_hold(props: &PaperProps, held: &Rc<Cell<bool>>) {
    let checked = &props.checked;
    let leaves = checked.open_paper().map_or(0, |paper| paper.leaves.len());
    let here = |leaf: &usize| checked.leaves.leaf(&checked.table, *leaf).is_some();
    let here = (0..leaves).filter(here).count();
    let place = checked.selection.as_ref().map(|it| it.place.clone());
    let held = held.clone();
    use_effect_with(here, move |_| {
        if let Some(place) = place.filter(|_| held.get()) {
            sight::bring_into_view(&place);
        }
    });
}

fn missing(
    checked: &Checked,
    paper: &PaperTop,
    first: usize,
    last: usize,
    chosen: Option<usize>,
) -> Vec<usize> {
    let count = paper.leaves.len();
    let is_missing =
        |leaf: &usize| *leaf < count && !checked.leaves.is_here(&paper.id, *leaf, checked.turn);
    let seen = chosen.into_iter().chain(first..=last.saturating_add(1));
    let mut wanted: Vec<usize> = seen.filter(is_missing).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() && count <= MOST_AHEAD {
        wanted.extend((first..count).chain(0..first).find(is_missing));
    }
    wanted
}
