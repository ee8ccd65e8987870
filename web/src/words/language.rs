use std::sync::atomic::{AtomicBool, Ordering};

use yew::prelude::*;

use crate::state::Settings;

/// The languages of the page.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    /// As the attribute `lang` writes it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

/// There is one page, and it is in one language.
static ENGLISH: AtomicBool = AtomicBool::new(false);

/// The language of the page.
pub(crate) fn language() -> Language {
    match ENGLISH.load(Ordering::Relaxed) {
        true => Language::English,
        false => Language::Chinese,
    }
}

/// Puts the page into a language; what is drawn from then on is in it.
pub(crate) fn speak(language: Language) {
    ENGLISH.store(language == Language::English, Ordering::Relaxed);
}

/// Draws a component again when the page changes its language. For every component with words.
#[hook]
pub(crate) fn use_language() -> Language {
    let _settings = use_context::<Settings>();
    language()
}

/// The `lang` of what the core says, which is Chinese: `None` where the page is Chinese too.
pub(crate) fn said_in() -> Option<&'static str> {
    (language() != Language::Chinese).then_some(Language::Chinese.code())
}

/// What the core says, marked as Chinese where the page is not.
pub(crate) fn said(text: &str) -> Html {
    let text = super::with_minus(text);
    match said_in() {
        None => html! { text },
        lang => html! { <span {lang}>{ text }</span> },
    }
}
