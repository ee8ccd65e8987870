use std::rc::Rc;

use gouji::view::Rulebook;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;
use crate::state::{Action, State};

/// The rulebooks that there are, and the one that is chosen.
#[derive(Clone, PartialEq)]
pub(crate) struct Books {
    /// The built-in ones: identifier and title.
    builtin: Rc<Vec<(String, String)>>,
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
        let automatic = ("auto".to_owned(), "自动选择".to_owned(), None);
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
                format!("自己的：{name}"),
                Some(own.clone()),
            )
        });
        [automatic].into_iter().chain(builtin).chain(own).collect()
    }
}

/// What is said before a check.
const UNUSED: &str = "自动选择时，按文件里的表取最符合的一套，并说明理由";

#[derive(PartialEq, Properties)]
pub(crate) struct RulebookChoiceProps {
    pub(crate) books: Books,
    /// Identifier of the rulebook that the result was judged by, and why.
    #[prop_or_default]
    pub(crate) used: Option<(String, String)>,
    pub(crate) choose: Callback<Choice>,
    pub(crate) dispatch: Callback<Action>,
}

/// Which rulebook was used and why, and the way to another one.
#[component]
pub(crate) fn RulebookChoice(props: &RulebookChoiceProps) -> Html {
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
        (Some((id, _)), _) if !id.is_empty() => books.title(id),
        (_, Some((_, title, _))) => title.clone(),
        _ => "自动选择".to_owned(),
    };
    html! {
        <details class="rulebook">
            <summary>{ format!("规则册：{summary}") }</summary>
            <div class="rulebook-card">
                <p class="rulebook-reason">{ props.used.as_ref().map_or(UNUSED, |(_, reason)| reason) }{ "。" }</p>
                <label class="rulebook-label">
                    <span>{ if again { "换一套规则重新核对" } else { "核对时用" } }</span>
                    <select {onchange}>
                        { for choices.iter().map(|(value, title, rulebook)| html! {
                            <option value={value.clone()} selected={*rulebook == books.chosen}>{ title }</option>
                        }) }
                    </select>
                </label>
                <Picker class="button quiet" choose={props.choose.clone()} accept=".toml" label="用自己的规则册（.toml）" />
                <p class="rulebook-hint">{ "可从内置的改起：" }</p>
                <ul class="rulebook-list">{ for books.builtin.iter().map(|(id, title)| template(id, title, &props.dispatch)) }</ul>
            </div>
        </details>
    }
}

fn template(id: &str, title: &str, dispatch: &Callback<Action>) -> Html {
    let name = id.to_owned();
    let save = dispatch.reform(move |_: MouseEvent| Action::Template(name.clone()));
    html! { <li><button type="button" class="link" onclick={save}>{ format!("下载 {title}") }</button></li> }
}
