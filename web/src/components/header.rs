use yew::prelude::*;

use super::app::Choice;
use super::picker::Picker;
use crate::state::{Action, Settings, Theme};
use crate::words::{self, use_language};

#[derive(PartialEq, Properties)]
pub(crate) struct HeaderProps {
    /// Where other files go; `None` while the page below asks for them itself.
    pub(crate) choose: Option<Callback<Choice>>,
    /// The address to go back to; `None` where the rules are not shown.
    pub(crate) back: Option<String>,
    /// Whether there is a result to go back to.
    pub(crate) kept: bool,
    pub(crate) settings: Settings,
    pub(crate) dispatch: Callback<Action>,
}

/// The page's name, and the ways to the rules, to other files, and to another language and look.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    use_language();
    html! {
        <header class="masthead">
            <p class="brand">
                <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                    <rect width="32" height="32" rx="6" />
                    <path class="lines" d="M7 10h11M7 16h7M7 22h5" />
                    <path class="tick" d="m15.5 20.5 4 4L26 14" />
                </svg>
                <strong>{ words::page::name() }</strong>
                <span class="brand-words">{ words::page::subject() }</span>
            </p>
            <nav class="masthead-ways" aria-label={words::page::ways()}>
                if let Some(back) = &props.back {
                    <a class="button quiet" href={format!("#{back}")}>{ if props.kept { words::page::back_to_result() } else { words::page::back_home() } }</a>
                } else {
                    <a class="button quiet" href="#/rules">{ words::page::rules() }</a>
                }
                if let Some(choose) = &props.choose {
                    <Picker class="button quiet" choose={choose.clone()} label={words::page::other_files()} />
                }
            </nav>
            { settings(props) }
        </header>
    }
}

/// Language, size of text, colours.
fn settings(props: &HeaderProps) -> Html {
    let set = |change: fn(&mut Settings)| {
        let mut changed = props.settings.clone();
        change(&mut changed);
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Set(changed.clone()))
    };
    let language = props.settings.language.other();
    let theme = theme(props.settings.theme);
    html! {
        <div class="settings" role="group" aria-label={words::page::settings()}>
            <button type="button" class="setting" lang={language.code()} onclick={set(|it| it.language = it.language.other())}>
                { words::page::other_language() }
            </button>
            <button type="button" class="setting" aria-pressed={props.settings.large.to_string()} aria-label={words::page::larger()}
                title={words::page::larger()} onclick={set(|it| it.large = !it.large)}>{ "Aa" }</button>
            <button type="button" class="setting" aria-label={theme} title={theme} onclick={set(|it| it.theme = it.theme.next())}>
                <svg class={classes!("theme", props.settings.theme.code())} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
                    <circle cx="10" cy="10" r="7.5" />
                    <path d={half(props.settings.theme)} />
                </svg>
            </button>
        </div>
    }
}

fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => words::page::theme_auto(),
        Theme::Light => words::page::theme_light(),
        Theme::Dark => words::page::theme_dark(),
        Theme::Contrast => words::page::theme_contrast(),
    }
}

/// The dark part of the sign.
fn half(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "M10 2.5a7.5 7.5 0 0 1 0 15z",
        Theme::Light => "",
        Theme::Dark => "M10 2.5a7.5 7.5 0 0 1 0 15a7.5 7.5 0 0 1 0-15z",
        Theme::Contrast => "M10 2.5a7.5 7.5 0 0 1 0 15zM10 6v8a4 4 0 0 1 0-8z",
    }
}
