//! Disclosures that agree with themselves: the project's own, and published ones beside it.

use gouji::source::{self, Content};
use gouji_fixtures::{Cell, Publisher, Sheet, Workbook};
use rust_decimal::Decimal;

#[path = "../../../crates/gouji/tests/support/corpus.rs"]
pub(crate) mod corpus;
#[path = "../../../crates/gouji/tests/support/flaws.rs"]
pub(crate) mod flaws;

/// A disclosure without a fault.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) workbook: Workbook,
}

impl Document {
    /// Codes of what is really wrong in it, each confirmed by hand.
    pub(crate) fn flaws(&self) -> Vec<&'static str> {
        let published = flaws::PUBLISHED.iter();
        let own = published.filter(|(name, _)| *name == self.name);
        own.flat_map(|(_, known)| known.iter().map(|(code, _)| *code))
            .collect()
    }
}

/// All disclosures at hand.
pub(crate) fn all() -> Vec<Document> {
    let own = [
        ("Xinjiang, made up", gouji_fixtures::sample()),
        (
            "Shanghai department, made up",
            gouji_fixtures::shanghai(Publisher::Department),
        ),
        (
            "Shanghai unit, made up",
            gouji_fixtures::shanghai(Publisher::Unit),
        ),
        ("general, made up", gouji_fixtures::general()),
    ];
    let mut documents: Vec<Document> = own
        .into_iter()
        .map(|(name, workbook)| Document {
            name: name.to_owned(),
            workbook,
        })
        .collect();
    documents.extend(sample());
    documents.extend(published());
    documents
}

/// The published document of Xinjiang, where it lies beside the project.
fn sample() -> Option<Document> {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(folder.join("../../../shared/samples/bole-2026.xlsx")).ok()?;
    let book = source::read("bole-2026.xlsx", &bytes).ok()?;
    Some(Document {
        name: "bole-2026".to_owned(),
        workbook: Workbook {
            sheets: book.sheets.iter().map(sheet).collect(),
        },
    })
}

/// A sheet as a fixture.
fn sheet(sheet: &source::Sheet) -> Sheet {
    let mut made = Sheet {
        name: sheet.name.clone(),
        ..Sheet::default()
    };
    for (row, cells) in sheet.rows() {
        let row = row as usize;
        made.rows.resize(row + 1, Vec::new());
        for found in cells {
            let column = found.at.column as usize;
            made.rows[row].resize(column + 1, Cell::Blank);
            made.rows[row][column] = cell(&found.content);
        }
    }
    made
}

fn cell(content: &Content) -> Cell {
    match content {
        Content::Text(text) | Content::Other(text) => text.as_str().into(),
        Content::Formula => Cell::Blank,
        Content::Number(number) => match number.amount {
            Some(amount) if number.fixed || number.text.contains('.') => {
                let cents = amount.printed() * Decimal::from(100);
                Cell::Amount(i64::try_from(cents.round()).unwrap_or_default())
            }
            _ => number.text.parse().map_or(Cell::Blank, Cell::Number),
        },
    }
}

/// The published documents of Shanghai, where they lie beside the project.
fn published() -> Vec<Document> {
    let Some(folder) = corpus::folder("shanghai") else {
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut documents: Vec<Document> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            Some(Document {
                name: path.file_stem()?.to_string_lossy().into_owned(),
                workbook: corpus::workbook(&text),
            })
        })
        .collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    documents
}
