//! What the module takes and returns beside the report types of the core.

use gouji::export::Corrected;
use gouji::report::{Report, Severity};
use gouji::view::TableView;
use gouji::{Options, RuleInfo, RulebookChoice};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// How a file is to be checked.
#[derive(Debug, Default, Deserialize, Tsify)]
pub(crate) struct CheckOptions {
    /// Budget year; without it, the year is taken from the file.
    #[tsify(optional)]
    year: Option<u16>,
    /// Identifier of a built-in rulebook, or the text of a TOML file of your own; without it, the
    /// built-in one that fits the file best.
    #[tsify(optional)]
    rulebook: Option<String>,
}

impl From<CheckOptions> for Options {
    fn from(options: CheckOptions) -> Self {
        Self {
            year: options.year,
            rulebook: options.rulebook.map_or_else(Default::default, choice),
        }
    }
}

/// An identifier stands on one line and assigns nothing; a TOML file does.
fn choice(given: String) -> RulebookChoice {
    if given.contains(['\n', '=']) {
        RulebookChoice::Text(given)
    } else {
        RulebookChoice::Named(given)
    }
}

/// All that a viewer shows of one checked file.
#[derive(Debug, Serialize, Tsify)]
pub(crate) struct Opened<'a> {
    /// The report.
    #[tsify(type = "Report")]
    pub(crate) report: &'a Report,
    /// The tables as the workbook shows them, with their cells marked.
    pub(crate) tables: Vec<TableView>,
    /// The figures as data, with no correction accepted.
    pub(crate) corrected: Corrected,
}

/// One rule.
#[derive(Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub(crate) struct Rule {
    /// Permanent code: `GJ0301`.
    code: &'static str,
    /// Title in plain Chinese.
    title: &'static str,
    /// The severity of its findings.
    severity: Severity,
    /// What it checks, why, and an example: plain text in Markdown.
    help: &'static str,
    /// Legal basis, where there is one.
    basis: Option<&'static str>,
}

impl From<RuleInfo> for Rule {
    fn from(rule: RuleInfo) -> Self {
        let RuleInfo {
            code,
            title,
            severity,
            help,
            basis,
        } = rule;
        Self {
            code,
            title,
            severity,
            help,
            basis,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rulebook_is_an_identifier_or_a_text() {
        let chosen = |rulebook: Option<&str>| {
            Options::from(CheckOptions {
                year: None,
                rulebook: rulebook.map(str::to_owned),
            })
            .rulebook
        };
        let text = "id = \"own\"\n";
        assert_eq!(chosen(None), RulebookChoice::Auto);
        assert_eq!(
            chosen(Some("xinjiang-2026")),
            RulebookChoice::Named("xinjiang-2026".to_owned())
        );
        assert_eq!(chosen(Some(text)), RulebookChoice::Text(text.to_owned()));
    }
}
