use gouji::view::{Brief, BriefResult};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::app::Choice;
use super::more::More;
use super::rulebook::{Books, RulebookChoice};
use crate::state::{Action, Several};
use crate::words::{self, Language, use_language};

/// Outcomes that are listed at first, and with each step further.
const STEP: usize = 100;

#[derive(PartialEq, Properties)]
pub(crate) struct OutcomesProps {
    pub(crate) several: Several,
    pub(crate) books: Books,
    pub(crate) choose: Callback<Choice>,
    pub(crate) dispatch: Callback<Action>,
}

/// What became of several files, one entry a disclosure; each leads to its result.
#[component]
pub(crate) fn Outcomes(props: &OutcomesProps) -> Html {
    use_language();
    let outcomes = &props.several.outcomes;
    let shown = use_state_eq(|| STEP);
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(props.several.id, move |_| {
            if let Some(title) = title.cast::<HtmlElement>() {
                let _ = title.focus();
            }
        });
    }
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + STEP))
    };
    let count =
        |wanted: fn(&BriefResult) -> bool| outcomes.iter().filter(|it| wanted(&it.result)).count();
    let wrong = count(|it| matches!(it, BriefResult::Read { counts, .. } if counts.errors > 0));
    let refused = count(|it| matches!(it, BriefResult::Refused { .. }));
    let sound = outcomes.len() - wrong - refused;
    html! {
        <main class="outcomes">
            <h1 tabindex="-1" ref={title}>{ words::result::outcomes(outcomes.len(), sound, wrong, refused) }</h1>
            <RulebookChoice books={props.books.clone()} used={Some((String::new(), Html::from(words::result::each_its_own())))}
                choose={props.choose.clone()} dispatch={props.dispatch.clone()} />
            <ol class="outcome-list">
                { for outcomes.iter().enumerate().take(*shown).map(|(place, brief)| entry(place, brief, props)) }
            </ol>
            <More shown={(*shown).min(outcomes.len())} all={outcomes.len()} onmore={more} />
        </main>
    }
}

fn entry(place: usize, brief: &Brief, props: &OutcomesProps) -> Html {
    match &brief.result {
        BriefResult::Refused { message } => html! {
            <li class="outcome refused warning">
                <span class="sign" role="img" aria-label={words::result::not_read()}>{ "!" }</span>
                <div><p class="outcome-name">{ &brief.name }</p><p>{ words::said(message) }</p></div>
            </li>
        },
        BriefResult::Read {
            unit,
            verdict,
            sentence,
            tables,
            counts,
        } => {
            let (class, sign) = words::verdict(*verdict);
            let open = props
                .dispatch
                .reform(move |_: MouseEvent| Action::Open(place));
            let counted = [
                words::result::counted(*tables, counts.relations),
                words::result::exact(counts.exact),
                words::result::rounding(counts.rounding),
                words::result::broken(counts.broken),
            ];
            let sentence = match words::language() {
                Language::Chinese => Some(sentence.clone()),
                Language::English => words::english::brief(&brief.result),
            };
            html! {
                <li class={classes!("outcome", class)}>
                    <button type="button" class="outcome-link" onclick={open}>
                        <span class="sign" aria-hidden="true">{ sign }</span>
                        <span class="outcome-words">
                            <span class="outcome-name">{ &brief.name }if !unit.is_empty() { { " · " }{ words::said(unit) } }</span>
                            <span class="outcome-sentence">{ sentence }</span>
                            <span class="outcome-counts">{ counted.join(" ") }</span>
                        </span>
                    </button>
                </li>
            }
        }
    }
}
