use crate::words::Language;

/// How the page looks and speaks. Remembered by the browser; never data.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Settings {
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// Whether text is large.
    pub(crate) large: bool,
    /// Identifier of the built-in rulebook to check by; `None` for the one that fits best.
    pub(crate) rulebook: Option<String>,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Theme {
    /// As the system has them.
    #[default]
    Auto,
    Light,
    Dark,
    Contrast,
}

impl Theme {
    /// The word for it in the settings and in the attribute `data-theme`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    pub(crate) fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Contrast,
            Self::Contrast => Self::Auto,
        }
    }
}

impl Settings {
    /// As the browser remembers them: a few words.
    pub(crate) fn write(&self) -> String {
        let language = self.language.code();
        let size = if self.large { "large" } else { "normal" };
        let book = self.rulebook.as_deref().unwrap_or_default();
        format!("{language} {} {size} {book}", self.theme.code())
            .trim_end()
            .to_owned()
    }

    /// With the language and the colours that these words name, in whatever order.
    pub(crate) fn wished(mut self, words: &str) -> Self {
        for word in words.split_whitespace() {
            match word {
                "zh-CN" | "zh" => self.language = Language::Chinese,
                "en" => self.language = Language::English,
                "auto" => self.theme = Theme::Auto,
                "light" => self.theme = Theme::Light,
                "dark" => self.theme = Theme::Dark,
                "contrast" => self.theme = Theme::Contrast,
                _ => {}
            }
        }
        self
    }

    /// What is remembered; words that are not known are passed over.
    pub(crate) fn read(words: &str) -> Self {
        let mut settings = Self::default();
        for (place, word) in words.split_whitespace().enumerate() {
            match word {
                "en" => settings.language = Language::English,
                "light" => settings.theme = Theme::Light,
                "dark" => settings.theme = Theme::Dark,
                "contrast" => settings.theme = Theme::Contrast,
                "large" => settings.large = true,
                book if place == 3 => settings.rulebook = Some(book.to_owned()),
                _ => {}
            }
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, Theme};
    use crate::words::Language;

    #[test]
    fn reads_what_it_writes() {
        let all = Settings {
            language: Language::English,
            theme: Theme::Contrast,
            large: true,
            rulebook: Some("xinjiang-2026".to_owned()),
        };
        for settings in [Settings::default(), all] {
            assert_eq!(Settings::read(&settings.write()), settings);
        }
    }

    #[test]
    fn a_site_sets_language_and_colours_and_nothing_else() {
        let (language, theme) = (Language::English, Theme::Dark);
        let expected = Settings {
            language,
            theme,
            ..Settings::default()
        };
        let settings = Settings::default().wished("en dark large");
        assert_eq!(settings, expected);
        assert_eq!(settings.wished(" "), expected);
        assert_eq!(expected.wished("zh-CN auto"), Settings::default());
    }

    #[test]
    fn what_is_not_known_changes_nothing() {
        for words in ["", "fr", "zh-CN auto normal", "<b> \u{0}"] {
            assert_eq!(Settings::read(words), Settings::default(), "{words}");
        }
    }
}
