//! Colour, when a terminal can show it and nobody has asked for none.

use std::env;
use std::io::{IsTerminal, stdout};

use gouji::report::{Severity, Verdict};

use crate::args::When;

/// A colour or weight of text, as its SGR parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Tone {
    /// Proved wrong.
    Error,
    /// To be looked at.
    Doubt,
    /// Rounding and advice.
    Rounding,
    /// Agreed.
    Agreed,
    /// A heading.
    Strong,
    /// Beside the point.
    Faint,
}

impl Tone {
    const fn parameter(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Doubt => "1;33",
            Self::Rounding => "1;36",
            Self::Agreed => "1;32",
            Self::Strong => "1",
            Self::Faint => "2",
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Doubt,
            Severity::Notice => Self::Rounding,
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Consistent => Self::Agreed,
            Verdict::Rounding => Self::Rounding,
            Verdict::Inconsistent => Self::Error,
            Verdict::Incomplete => Self::Doubt,
        }
    }
}

/// Paints text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// No colour.
    #[cfg(test)]
    pub(crate) const OFF: Self = Self { on: false };
    /// Colour.
    #[cfg(test)]
    pub(crate) const ON: Self = Self { on: true };

    /// Follows the wish, and in doubt the terminal and `NO_COLOR`.
    pub(crate) fn choose(when: When) -> Self {
        let on = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => stdout().is_terminal() && !is_set("NO_COLOR") && terminal_colours(),
        };
        Self { on }
    }

    /// The text in that tone.
    pub(crate) fn tone(self, tone: impl Into<Tone>, text: &str) -> String {
        if self.on && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", tone.into().parameter())
        } else {
            text.to_owned()
        }
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn terminal_colours() -> bool {
    // The old Windows console prints the codes as they are; the new one names itself.
    let names_itself = !cfg!(windows) || is_set("WT_SESSION") || is_set("TERM");
    names_itself && env::var_os("TERM").is_none_or(|term| term != "dumb")
}
