//! Which of several tables of one title stands on a sheet.

use super::heading::{Heading, PartColumns};
use super::region::Region;
use super::top::Top;
use crate::catalogue::{self, CLASS_DIGITS};
use crate::rulebook::{RowsKind, Rulebook, TableSpec, normal};
use crate::source::{Address, Sheet};

/// Rows of a table of a single office at most: its total, the department, the office.
const MOST_ROWS_OF_AN_OFFICE: usize = 3;

/// Rows beneath the headings whose codes are looked at.
const MOST_ROWS_LOOKED_AT: usize = 60;

/// A table of the rulebook as it stands on a sheet, before its rows are read.
pub(super) struct Variant<'a> {
    pub(super) place: usize,
    pub(super) spec: &'a TableSpec,
    pub(super) top: Top,
    pub(super) heading: Heading,
}

impl Region {
    /// The variant of the table whose columns the headings name best; the first of several. Codes tell one by economic
    /// subjects from one by functions.
    pub(super) fn variant<'a>(&self, sheet: &Sheet, rulebook: &'a Rulebook) -> Option<Variant<'a>> {
        let read = |&place: &usize| {
            let spec = rulebook.tables.get(place)?;
            let top = Top::read(self, sheet, spec, &rulebook.headings);
            let heading = Heading::read(sheet, &top.headings, spec, &rulebook.headings)?;
            Some(Variant {
                place,
                spec,
                top,
                heading,
            })
        };
        let variants = self.specs.iter().filter_map(read);
        let is_other = |it: &Variant<'_>, kind| {
            let mut own = it.spec.parts.iter().filter(|part| !part.optional);
            let has = own.any(|part| part.rows == kind);
            has && self.is_of_other(sheet, it, kind)
        };
        let suits = variants.filter(|it| {
            !is_other(it, RowsKind::Economic)
                && !self.has_other_codes(sheet, it)
                && !self.has_economic_alone(sheet, it)
        });
        suits.min_by_key(|it| {
            let other = is_other(it, RowsKind::Function);
            let bare = it.heading.lacks_subjects(it.spec) || self.has_no_subject(sheet, it);
            (other, bare, std::cmp::Reverse(it.heading.amounts()))
        })
    }

    /// Whether most codes of a table are of functions where they should be economic subjects', or the other way round.
    fn is_of_other(&self, sheet: &Sheet, variant: &Variant<'_>, kind: RowsKind) -> bool {
        let first = variant.heading.parts.first();
        let mut codes = first.map_or_else(Vec::new, |part| self.codes(sheet, variant, part));
        codes.retain(|code| code.starts_with(['2', '3', '5']));
        mostly(&codes, |code| {
            is_economic(code) != (kind == RowsKind::Economic)
        })
    }

    /// Whether all codes of a table by functions are economic subjects'.
    fn has_economic_alone(&self, sheet: &Sheet, variant: &Variant<'_>) -> bool {
        let mut parts = variant.spec.parts.iter().zip(&variant.heading.parts);
        parts.any(|(spec, part)| {
            let codes = || self.codes(sheet, variant, part);
            let alone = |codes: Vec<String>| {
                !codes.is_empty() && codes.iter().all(|code| is_economic(code))
            };
            spec.rows == RowsKind::Function && alone(codes())
        })
    }

    /// Whether most codes of a part begin otherwise than the rulebook says.
    fn has_other_codes(&self, sheet: &Sheet, variant: &Variant<'_>) -> bool {
        let parts = variant.spec.parts.iter().zip(&variant.heading.parts);
        let mut parts = parts.filter_map(|(spec, part)| Some((spec.codes.as_deref()?, part)));
        parts.any(|(begin, part)| {
            let codes = self.codes(sheet, variant, part);
            mostly(&codes, |code| !code.starts_with(begin))
        })
    }

    /// Whether the rows of a table by functions are none, as those of a single office are: 合计, 示例县人民法院.
    fn has_no_subject(&self, sheet: &Sheet, variant: &Variant<'_>) -> bool {
        let (Some(spec), Some(part)) = (variant.spec.parts.first(), variant.heading.parts.first())
        else {
            return false;
        };
        let from = variant.top.headings.last().copied().unwrap_or(0);
        let rows = self.rows(sheet).filter(|&(row, _)| row > from);
        let cells = rows.filter_map(|(row, _)| sheet.cell(Address::new(row, part.name?)));
        let labels: Vec<String> = cells.map(|cell| normal(cell.text())).collect();
        let few = labels.len() <= MOST_ROWS_OF_AN_OFFICE;
        let office = labels.iter().any(|label| !spec.is_total(label));
        let named = |label: &String| {
            let mut names = catalogue::names();
            names.any(|(name, code)| code.starts_with('2') && catalogue::same(name, label))
        };
        let coded = || !part.code.is_empty() || !self.codes(sheet, variant, part).is_empty();
        spec.rows == RowsKind::Function && few && office && !coded() && !labels.iter().any(named)
    }

    /// The codes in a part's first column, with what follows them there.
    fn codes(&self, sheet: &Sheet, variant: &Variant<'_>, part: &PartColumns) -> Vec<String> {
        let column = part.code.first().copied().or(part.name);
        let from = variant.top.headings.last().copied().unwrap_or(0);
        let rows = self.rows(sheet).filter(|&(row, _)| row > from);
        let rows = rows.take(MOST_ROWS_LOOKED_AT);
        let cells = rows.filter_map(|(row, _)| sheet.cell(Address::new(row, column?)));
        let texts = cells.map(|cell| normal(cell.text()));
        let digits = |text: &String| text.bytes().take_while(u8::is_ascii_digit).count();
        texts.filter(|text| digits(text) >= CLASS_DIGITS).collect()
    }
}

/// Whether a code is one of economic classification, the departments' or the government's.
fn is_economic(code: &str) -> bool {
    code.starts_with(['3', '5'])
}

/// Whether more codes are so than are not.
fn mostly(codes: &[String], so: impl Fn(&str) -> bool) -> bool {
    let count = codes.iter().filter(|code| so(code)).count();
    count > codes.len().saturating_sub(count)
}
