//! What the TOML file of a rulebook holds, entry by entry.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::report::SeriesKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) rulebook: Head,
    #[serde(default)]
    pub(super) headings: HeadingsEntry,
    /// Columns that several tables have, by the name of their list.
    #[serde(default)]
    pub(super) columns: Shared,
    #[serde(default)]
    pub(super) table: Vec<TableEntry>,
    #[serde(default)]
    pub(super) relation: Vec<RelationEntry>,
    #[serde(default)]
    pub(super) series: Vec<SeriesEntry>,
    #[serde(default)]
    pub(super) flow: Vec<FlowEntry>,
    #[serde(default)]
    pub(super) change: Vec<ChangeEntry>,
}

pub(super) type Shared = BTreeMap<String, Vec<Spanned<ColumnEntry>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) year: Option<u16>,
    pub(super) unit: Option<Spanned<String>>,
    pub(super) extends: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) without: Vec<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeadingsEntry {
    pub(super) code: Vec<Spanned<String>>,
    pub(super) name: Vec<Spanned<String>>,
    pub(super) project: Vec<Spanned<String>>,
    pub(super) item: Vec<Spanned<String>>,
    pub(super) total: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableEntry {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) short: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    pub(super) required: bool,
    pub(super) duty: Option<String>,
    pub(super) second: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) part: Vec<PartEntry>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartEntry {
    pub(super) rows: Spanned<String>,
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) codes: Option<String>,
    #[serde(default)]
    pub(super) label: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) total: Vec<Spanned<String>>,
    pub(super) items: Option<Spanned<String>>,
    pub(super) columns: Vec<Spanned<ColumnsEntry>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ColumnsEntry {
    One(ColumnEntry),
    Shared(SharedColumns),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedColumns {
    pub(super) columns: String,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum ColumnEntry {
    Name(String),
    Full(FullColumn),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FullColumn {
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) beside: bool,
    #[serde(rename = "in")]
    pub(super) within: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationEntry {
    pub(super) formula: Spanned<String>,
    pub(super) say: String,
    pub(super) basis: Option<String>,
    #[serde(default)]
    pub(super) advisory: bool,
    #[serde(default)]
    pub(super) borne_out: bool,
    #[serde(default)]
    pub(super) unless: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesEntry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: SeriesKind,
    pub(super) total: Spanned<String>,
    pub(super) parts: Vec<Spanned<SeriesPart>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum SeriesPart {
    Reference(String),
    Named(NamedPart),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedPart {
    pub(super) figure: String,
    pub(super) name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FlowEntry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) sources: Spanned<String>,
    pub(super) functions: Spanned<String>,
    pub(super) uses: Spanned<String>,
    pub(super) splits: Spanned<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeEntry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) total: Spanned<String>,
    pub(super) rows: Vec<Spanned<String>>,
    pub(super) now: String,
    #[serde(default)]
    pub(super) before: Vec<String>,
    pub(super) change: Option<String>,
}
