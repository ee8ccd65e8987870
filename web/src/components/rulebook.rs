use std::rc::Rc;

use gouji::view::Rulebook;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;
use crate::state::{Action, State};
use crate::words::{self, use_language};

/// The rulebooks that there are, and the one that is chosen.
#[derive(Clone, PartialEq)]
pub(crate) struct Books {
    /// The built-in ones: identifier and title.
    pub(crate) builtin: Rc<Vec<(String, String)>>,
    /// The last one of the visitor's own.
    own: Option<Rulebook>,
    /// `None` where the one that fits best is taken.
    chosen: Option<Rulebook>,
}

impl Books {
    pub(crate) fn of(state: &State) -> Self {
        Self {
            builtin: state.rulebooks.clone(),
            own: state.own.clone(),
            chosen: state.order.rulebook.clone(),
        }
    }

    /// What a rulebook with this identifier is called.
    fn title(&self, id: &str) -> String {
        if let Some(Rulebook::Own { name, .. }) = &self.chosen {
            return name.clone();
        }
        let known = self.builtin.iter().find(|(known, _)| known == id);
        known.map_or(id, |(_, title)| title).to_owned()
    }

    /// The choices: the value of each, its words, and the rulebook.
    fn choices(&self) -> Vec<(String, String, Option<Rulebook>)> {
        let automatic = (
            "auto".to_owned(),
            words::rules::automatic().to_owned(),
            None,
        );
        let builtin = self.builtin.iter().map(|(id, title)| {
            let named = Rulebook::Named { id: id.clone() };
            (id.clone(), title.clone(), Some(named))
        });
        let own = self.own.iter().map(|own| {
            let name = match own {
                Rulebook::Own { name, .. } => name.clone(),
                Rulebook::Named { id } => id.clone(),
            };
            (
                "own".to_owned(),
                words::rules::own(&name),
                Some(own.clone()),
            )
        });
        [automatic].into_iter().chain(builtin).chain(own).collect()
    }
}

/// What is said before a check.
#[derive(PartialEq, Properties)]
pub(crate) struct RulebookChoiceProps {
    pub(crate) books: Books,
    /// Identifier of the rulebook that the result was judged by, and why.
    #[prop_or_default]
    pub(crate) used: Option<(String, Html)>,
    pub(crate) choose: Callback<Choice>,
    pub(crate) dispatch: Callback<Action>,
}

/// Which rulebook was used and why, and the way to another one.
#[component]
pub(crate) fn RulebookChoice(props: &RulebookChoiceProps) -> Html {
    use_language();
    let books = &props.books;
    let choices = books.choices();
    let again = props.used.is_some();
    let onchange = {
        let (choose, choices) = (props.choose.clone(), choices.clone());
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let picked = choices.iter().find(|(value, ..)| *value == select.value());
            match picked {
                Some((.., rulebook)) if again => choose.emit(Choice::Again(rulebook.clone())),
                Some((.., rulebook)) => dispatch.emit(Action::Prefer(rulebook.clone())),
                None => {}
            }
        })
    };
    let chosen = choices
        .iter()
        .find(|(.., rulebook)| *rulebook == books.chosen);
    let summary = match (&props.used, chosen) {
        (Some((id, _)), _) if !id.is_empty() => words::said(&books.title(id)),
        (_, Some((_, title, Some(_)))) => words::said(title),
        _ => words::rules::automatic().into(),
    };
    html! {
        <details class="rulebook">
            <summary>{ words::rules::rulebook() }{ summary }</summary>
            <div class="rulebook-card">
                <p class="rulebook-reason">{ props.used.as_ref().map_or_else(|| words::rules::automatic_why().into(), |(_, reason)| reason.clone()) }{ words::rules::stop() }</p>
                <label class="rulebook-label">
                    <span>{ if again { words::rules::check_again() } else { words::rules::use_this() } }</span>
                    <select {onchange}>
                        { for choices.iter().map(|(value, title, rulebook)| html! {
                            <option value={value.clone()} lang={rulebook.as_ref().and(words::said_in())} selected={*rulebook == books.chosen}>{ title }</option>
                        }) }
                    </select>
                </label>
                <Picker class="button quiet" choose={props.choose.clone()} accept=".toml" label={words::rules::use_own()} />
                <p class="rulebook-hint">{ words::rules::start_from() }</p>
                <ul class="rulebook-list">{ for books.builtin.iter().map(|(id, title)| template(id, title, &props.dispatch)) }</ul>
            </div>
        </details>
    }
}

fn template(id: &str, title: &str, dispatch: &Callback<Action>) -> Html {
    let name = id.to_owned();
    let save = dispatch.reform(move |_: MouseEvent| Action::Template(name.clone()));
    html! { <li><button type="button" class="link" onclick={save}>{ words::rules::download() }{ words::said(title) }</button></li> }
}
