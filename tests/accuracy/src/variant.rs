//! A document in one layout and one format, and the cells of its figures.

use gouji::recognise::FigureId;
use gouji::report::Severity;
use gouji::source::Address;
use gouji::{Checked, Options};
use gouji_fixtures::{Cell, Encoding, LAYOUTS, Workbook, archive};

use crate::arguments::Arguments;
use crate::document::{self, Document};
use crate::oracle::Oracle;

/// How a workbook is written: name of the file and writer.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    pub(crate) name: &'static str,
    pub(crate) write: fn(&Workbook) -> Vec<u8>,
}

const XLSX: Format = Format {
    name: "file.xlsx",
    write: Workbook::to_xlsx,
};

const OTHERS: [Format; 5] = [
    Format {
        name: "file.xls",
        write: Workbook::to_xls,
    },
    Format {
        name: "file.xlsb",
        write: Workbook::to_xlsb,
    },
    Format {
        name: "file.ods",
        write: Workbook::to_ods,
    },
    Format {
        name: "page.xls",
        write: |workbook| workbook.to_html(Encoding::Gb18030),
    },
    Format {
        name: "file.zip",
        write: |workbook| archive(&workbook.to_texts(',', "csv", Encoding::Utf8), false),
    },
];

/// The layout with all tables on one sheet.
const ONE_SHEET: usize = 2;

/// A cell of a figure, printed or blank.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) figure: FigureId,
    /// Its sheet's place in the workbook, and its row and column there.
    pub(crate) sheet: usize,
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// The table's identifier.
    pub(crate) table: String,
    /// The address that reports give.
    pub(crate) at: (String, String),
    /// What it prints.
    pub(crate) printed: String,
}

/// A document without a fault, as it is read.
pub(crate) struct Variant {
    pub(crate) document: String,
    pub(crate) layout: &'static str,
    pub(crate) format: Format,
    pub(crate) workbook: Workbook,
    pub(crate) sound: Checked,
    pub(crate) oracle: Oracle,
    /// By the figure's number.
    pub(crate) sites: Vec<Site>,
    /// Findings of level error and warning that the sound document gets, beyond confirmed flaws.
    pub(crate) alarms: usize,
    /// Errors among its confirmed flaws: every version of it has them.
    pub(crate) errors: usize,
    /// Printed amounts that no relation looks at.
    pub(crate) unrelated: usize,
}

/// Every document in several layouts and formats.
pub(crate) fn all(arguments: &Arguments) -> Vec<Variant> {
    let mut variants = Vec::new();
    for document in document::all() {
        if !document.name.contains(&arguments.only) {
            continue;
        }
        let made_up = document.name.ends_with("made up");
        variants.extend(Variant::of(
            &document,
            "plain",
            document.workbook.clone(),
            XLSX,
        ));
        let layouts: &[_] = if made_up { &LAYOUTS[1..] } else { &[] };
        for (layout, change) in layouts {
            let mut workbook = document.workbook.clone();
            change(&mut workbook);
            variants.extend(Variant::of(&document, layout, workbook, XLSX));
        }
        for format in OTHERS {
            // A page has all tables beneath each other.
            let stacked = format.name == "page.xls";
            let (layout, change) = LAYOUTS[if stacked { ONE_SHEET } else { 0 }];
            let mut workbook = document.workbook.clone();
            change(&mut workbook);
            variants.extend(Variant::of(&document, layout, workbook, format));
        }
    }
    variants
}

impl Variant {
    /// `None` where the document cannot be read so.
    fn of(
        document: &Document,
        layout: &'static str,
        workbook: Workbook,
        format: Format,
    ) -> Option<Self> {
        let bytes = (format.write)(&workbook);
        let sound = match gouji::check(format.name, &bytes, &Options::default()) {
            Ok(sound) => sound,
            Err(error) => {
                println!("{} ({layout}, {}): {error}", document.name, format.name);
                return None;
            }
        };
        let mut flaws = document.flaws();
        let (mut alarms, mut errors) = (0, 0);
        for finding in &sound.report().findings {
            match flaws.iter().position(|code| *code == finding.code) {
                _ if finding.severity == Severity::Notice => {}
                Some(place) => {
                    flaws.swap_remove(place);
                    errors += usize::from(finding.severity == Severity::Error);
                }
                None => alarms += 1,
            }
        }
        let oracle = Oracle::of(&sound);
        let mut variant = Self {
            document: document.name.clone(),
            layout,
            format,
            workbook,
            oracle,
            sites: Vec::new(),
            alarms,
            errors,
            unrelated: 0,
            sound,
        };
        variant.sites = variant.sites();
        assert!(
            !variant.sites.is_empty(),
            "{} ({layout}, {}): its figures' cells are unknown",
            document.name,
            format.name
        );
        let unseen = |site: &&Site| !site.printed.is_empty() && !variant.oracle.sees(site.figure);
        variant.unrelated = variant.sites.iter().filter(unseen).count();
        Some(variant)
    }

    fn sites(&self) -> Vec<Site> {
        let (disclosure, rulebook) = (self.sound.disclosure(), self.sound.rulebook());
        let mut sites = Vec::new();
        for figure in 0..disclosure.figures.len() {
            let Some(cell) = disclosure.cell_ref(rulebook, figure, None) else {
                continue;
            };
            let sheets = &self.workbook.sheets;
            let named = sheets.iter().position(|it| it.name == bare(&cell.sheet));
            let Some(sheet) = named.or((sheets.len() == 1).then_some(0)) else {
                continue;
            };
            let at = Address::parse(&cell.cell).unwrap_or_default();
            sites.push(Site {
                figure,
                sheet,
                row: at.row as usize,
                column: at.column as usize,
                table: cell.table,
                at: (cell.sheet, cell.cell),
                printed: cell.value,
            });
        }
        sites
    }

    /// Whether it is the document as it came.
    pub(crate) fn is_first(&self) -> bool {
        self.layout == LAYOUTS[0].0 && self.format.name == XLSX.name
    }

    /// The site of a figure.
    pub(crate) fn site(&self, figure: FigureId) -> Option<&Site> {
        let place = self
            .sites
            .binary_search_by_key(&figure, |site| site.figure)
            .ok()?;
        self.sites.get(place)
    }

    /// What the workbook has at a site.
    pub(crate) fn cell(&self, site: &Site) -> Cell {
        let rows = &self.workbook.sheets[site.sheet].rows;
        let cell = rows.get(site.row).and_then(|row| row.get(site.column));
        cell.cloned().unwrap_or_default()
    }

    /// A printed cell of the same table, which shows how amounts are written there.
    pub(crate) fn mould(&self, site: &Site) -> Cell {
        let printed = self
            .sites
            .iter()
            .filter(|other| other.table == site.table && !other.printed.is_empty())
            .min_by_key(|other| {
                (
                    other.column.abs_diff(site.column),
                    other.row.abs_diff(site.row),
                )
            });
        printed.map_or(Cell::Amount(0), |other| self.cell(other))
    }
}

/// A sheet's name without the ending of the file that it was.
fn bare(sheet: &str) -> &str {
    sheet.strip_suffix(".csv").unwrap_or(sheet)
}
