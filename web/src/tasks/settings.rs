//! What the browser remembers of the visitor's choices, and the attributes that carry them.

use gloo::utils::{document, document_element, window};
use web_sys::{MediaQueryList, Storage};

use super::embed;
use crate::state::{Settings, Theme};
use crate::words;

/// The name that the settings are remembered by; `boot.js` reads them too.
const KEY: &str = "gouji.settings";

/// What is remembered, and what the address wants instead; the defaults where neither says anything.
pub(crate) fn load() -> Settings {
    let known = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let settings = known.map_or_else(Settings::default, |words| Settings::read(&words));
    let wish = |name| embed::wish(name).unwrap_or_default();
    let words = format!("{} {}", wish("language"), wish("theme"));
    let rulebook = embed::wish("rulebook").or(settings.rulebook.clone());
    Settings {
        rulebook,
        ..settings.wished(&words)
    }
}

/// Remembers the settings. A browser that is told to remember nothing does not, and all else works.
pub(crate) fn save(settings: &Settings) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, &settings.write());
    }
}

/// Puts the settings into the page's root element, where the styles look for them.
pub(crate) fn apply(settings: &Settings) {
    words::speak(settings.language);
    document().set_title(words::page::title());
    let root = document_element();
    let _ = root.set_attribute("lang", settings.language.code());
    let _ = root.set_attribute("data-theme", colours(settings.theme));
    let _ = match settings.large {
        true => root.set_attribute("data-size", "large"),
        false => root.remove_attribute("data-size"),
    };
}

/// The media query by which the system tells that it is dark.
pub(crate) fn darkness() -> Option<MediaQueryList> {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
}

fn colours(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto if darkness().is_some_and(|query| query.matches()) => Theme::Dark.code(),
        Theme::Auto => Theme::Light.code(),
        theme => theme.code(),
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
