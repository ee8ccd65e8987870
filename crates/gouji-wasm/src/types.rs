//! What the module takes and returns beside the report types of the core.

use gouji::export::Corrected;
use gouji::report::{Report, Severity};
use gouji::rulebook::BUILTIN;
use gouji::source::Sheet;
use gouji::view::TableView;
use gouji::{Answer, Checked, Input, Options, RuleInfo, RulebookChoice};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// How a file is to be checked.
#[derive(Debug, Default, Deserialize, Tsify)]
pub(crate) struct CheckOptions {
    /// Budget year; without it, the file's, or where that does not say the rulebook's.
    #[tsify(optional)]
    year: Option<u16>,
    /// Identifier of a built-in rulebook, or the text of a TOML file of your own; without it, the
    /// built-in one that fits the file best.
    #[tsify(optional)]
    rulebook: Option<String>,
}

/// How a file is to be corrected: as it is to be checked, and a wish beside the corrections.
#[derive(Debug, Default, Deserialize, Tsify)]
#[allow(dead_code, reason = "the check reads its own options")]
pub(crate) struct CorrectOptions {
    /// Budget year; without it, the file's, or where that does not say the rulebook's.
    #[tsify(optional)]
    year: Option<u16>,
    /// Identifier of a built-in rulebook, or the text of a TOML file of your own.
    #[tsify(optional)]
    rulebook: Option<String>,
    /// Whether last digits are moved so that every printed sum is exact; no correction is among
    /// these, and nothing is moved while errors are open.
    #[tsify(optional)]
    pub(crate) additive: Option<bool>,
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

/// A file to check.
#[derive(Debug, Deserialize, Tsify)]
pub(crate) struct InputFile {
    /// Its name, with its folder where that is known.
    name: String,
    /// Its content.
    #[serde(with = "serde_bytes")]
    #[tsify(type = "Uint8Array")]
    bytes: Vec<u8>,
}

impl InputFile {
    pub(crate) fn input(&self) -> Input<'_> {
        Input {
            name: &self.name,
            bytes: &self.bytes,
        }
    }
}

/// What became of a file, or of the files that are one disclosure.
#[derive(Debug, Serialize, Tsify)]
pub(crate) struct Outcome<'a> {
    /// The name of the file, or of the first and how many there are.
    name: &'a str,
    /// The files by the order in which they were given, counted from 0.
    files: &'a [usize],
    /// The report, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "Report")]
    report: Option<&'a Report>,
    /// Why there is none, and what to do: one sentence of plain Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    error: Option<String>,
}

impl<'a> From<&'a Answer> for Outcome<'a> {
    fn from(answer: &'a Answer) -> Self {
        let result = answer.result.as_ref();
        Self {
            name: &answer.name,
            files: &answer.files,
            report: result.ok().map(Checked::report),
            error: result.err().map(ToString::to_string),
        }
    }
}

/// A sheet of a workbook.
#[derive(Debug, Serialize, Tsify)]
pub(crate) struct SheetInfo {
    /// Its name.
    name: String,
    /// Whether it is shown.
    visible: bool,
    /// How many cells with content it has, without those in hidden rows and columns.
    cells: usize,
}

impl From<&Sheet> for SheetInfo {
    fn from(sheet: &Sheet) -> Self {
        Self {
            name: sheet.name.clone(),
            visible: sheet.visible,
            cells: sheet.len(),
        }
    }
}

/// A built-in rulebook.
#[derive(Debug, Serialize, Tsify)]
pub(crate) struct RulebookInfo {
    /// Its identifier, as an option takes it.
    id: String,
    /// Its title in plain Chinese.
    title: String,
    /// The text of its TOML file.
    source: &'static str,
}

impl RulebookInfo {
    pub(crate) fn all() -> Vec<Self> {
        let info = |(id, title): (String, String)| {
            let found = BUILTIN.iter().find(|book| book.id == id)?;
            let source = found.source;
            Some(Self { id, title, source })
        };
        gouji::rulebooks().into_iter().filter_map(info).collect()
    }
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
