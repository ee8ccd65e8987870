//! What is taken away: corrected data (what was read, with the accepted corrections in place), the
//! findings as a table, and blank tables to fill in.

mod blank;
mod findings;
mod workbook;

pub use blank::blank;
pub use findings::{findings_csv, findings_xlsx};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::recognise::{Disclosure, Part, Row, Table};
use crate::report::{Additive, Correction, Report, UnitInfo};
use crate::rulebook::{PartSpec, Rulebook, TableSpec};

/// The identifier of this version of the schema of corrected data.
pub const CORRECTED_SCHEMA: &str = "gouji.corrected/1";

/// The figures of a disclosure, with the accepted corrections in place.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Corrected {
    /// Always `gouji.corrected/1`.
    pub schema: String,
    /// Whose budget it is.
    pub unit: UnitInfo,
    /// The tables, in the rulebook's order.
    pub tables: Vec<CorrectedTable>,
    /// The corrections that were accepted.
    pub changes: Vec<Correction>,
    /// Last digits that were moved so that every printed sum is exact, where that was asked for.
    /// These are no corrections.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub additive: Option<Additive>,
    /// The file that the figures were read from.
    pub source: Source,
}

/// One table of figures.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CorrectedTable {
    /// Identifier in the rulebook.
    pub id: String,
    /// Title in the rulebook.
    pub title: String,
    /// Names of its amount columns: those of the rulebook in its order, then those that only the table has.
    pub columns: Vec<String>,
    /// Its rows from top to bottom; of a table in two halves those of the left one first.
    pub rows: Vec<CorrectedRow>,
}

/// One row of figures.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", tsify(hashmap_as_object))]
pub struct CorrectedRow {
    /// Unique within its table: a subject code, the path of an item, the name of a project (behind its
    /// subject's code and `/`, where it has one) or unit, the total's name in the rulebook. Where rows
    /// share one, those after the first have `#2`, `#3`, … behind it.
    pub key: String,
    /// Subject code with its leading zeros; `""` where there is none.
    pub code: String,
    /// Name as printed.
    pub name: String,
    /// Amounts by column: exact decimals without separators, `""` for a blank cell.
    pub values: BTreeMap<String, String>,
}

/// The file that corrected data came from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Source {
    /// Its name, without any folder.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// The figures of a disclosure with the given corrections in place.
#[must_use]
pub fn corrected(
    rulebook: &Rulebook,
    disclosure: &Disclosure,
    report: &Report,
    accepted: &[Correction],
) -> Corrected {
    let writer = Writer {
        disclosure,
        accepted: by_cell(accepted),
    };
    let tables = disclosure
        .tables
        .iter()
        .filter_map(|table| Some(writer.table(table, rulebook.tables.get(table.spec)?)));
    Corrected {
        schema: CORRECTED_SCHEMA.to_owned(),
        unit: report.unit.clone(),
        tables: tables.collect(),
        changes: accepted.to_vec(),
        additive: None,
        source: Source {
            name: report.file.name.clone(),
            sha256: report.file.sha256.clone(),
        },
    }
}

/// New values by sheet and cell.
type Accepted<'a> = BTreeMap<(&'a str, &'a str), &'a str>;

fn by_cell(accepted: &[Correction]) -> Accepted<'_> {
    let mut values = BTreeMap::new();
    for change in accepted {
        values.insert(
            (change.cell.sheet.as_str(), change.cell.cell.as_str()),
            change.to.as_str(),
        );
    }
    values
}

struct Writer<'a> {
    disclosure: &'a Disclosure,
    accepted: Accepted<'a>,
}

impl Writer<'_> {
    fn table(&self, table: &Table, spec: &TableSpec) -> CorrectedTable {
        let mut columns: Vec<String> = Vec::new();
        let mut rows: Vec<CorrectedRow> = Vec::new();
        let mut keys: BTreeMap<String, usize> = BTreeMap::new();
        for (part, spec) in table.parts.iter().zip(&spec.parts) {
            let present = spec
                .columns
                .iter()
                .zip(&part.columns)
                .filter(|(_, at)| at.is_some());
            let present = present.map(|(column, _)| column.name.clone());
            let own = part.own.columns.iter().map(|column| column.name.clone());
            for column in present.chain(own) {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
            for (index, row) in part.rows.iter().enumerate() {
                let mut written = self.row(table, part, spec, index, row);
                let count = keys.entry(written.key.clone()).or_insert(0);
                *count = count.saturating_add(1);
                if *count > 1 {
                    written.key = format!("{}#{count}", written.key);
                }
                rows.push(written);
            }
        }
        CorrectedTable {
            id: spec.id.clone(),
            title: spec.title.clone(),
            columns,
            rows,
        }
    }

    fn row(
        &self,
        table: &Table,
        part: &Part,
        spec: &PartSpec,
        index: usize,
        row: &Row,
    ) -> CorrectedRow {
        let mut values = BTreeMap::new();
        let named = spec.columns.iter().map(|column| column.name.clone());
        let own = part.own.columns.iter().map(|column| column.name.clone());
        for (column, name) in named.chain(own).enumerate() {
            let Some(id) = part.figure(index, column) else {
                continue;
            };
            let Some(figure) = self.disclosure.figures.get(id) else {
                continue;
            };
            let cell = figure.at.to_string();
            let accepted = self
                .accepted
                .get(&(table.sheet_name.as_str(), cell.as_str()));
            let value =
                accepted.map_or_else(|| self.disclosure.printed(id), |value| (*value).to_owned());
            values.insert(name, value);
        }
        let code = row.key.code().unwrap_or_default().to_owned();
        CorrectedRow {
            key: row.key_text(&spec.total_name),
            code,
            name: row.name.clone(),
            values,
        }
    }
}
