//! Which of several tables of one title stands on a sheet.

use super::heading::{Heading, PartColumns};
use super::region::Region;
use super::top::Top;
use crate::catalogue::CLASS_DIGITS;
use crate::rulebook::{RowsKind, Rulebook, TableSpec, normal};
use crate::source::{Address, Sheet};

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
            let bare = it.heading.lacks_subjects(it.spec);
            (other, bare, std::cmp::Reverse(it.heading.amounts()))
        })
    }

    /// Whether most codes of a table are of functions where they should be economic subjects', or the other way round.
    fn is_of_other(&self, sheet: &Sheet, variant: &Variant<'_>, kind: RowsKind) -> bool {
        let first = variant.heading.parts.first();
        self.has_others(sheet, variant, first, |code| {
            let economic = match code.chars().next() {
                Some('2') => false,
                Some('3' | '5') => true,
                _ => return None,
            };
            Some(economic == (kind == RowsKind::Economic))
        })
    }

    /// Whether all codes of a table by functions are economic subjects'.
    fn has_economic_alone(&self, sheet: &Sheet, variant: &Variant<'_>) -> bool {
        let mut parts = variant.spec.parts.iter().zip(&variant.heading.parts);
        parts.any(|(spec, part)| {
            let any = |economic: bool| {
                self.has_others(sheet, variant, Some(part), |code| {
                    let own = code.starts_with(['3', '5']) == economic;
                    Some(!own).filter(|_| own)
                })
            };
            spec.rows == RowsKind::Function && any(true) && !any(false)
        })
    }

    /// Whether most codes of a part begin otherwise than the rulebook says.
    fn has_other_codes(&self, sheet: &Sheet, variant: &Variant<'_>) -> bool {
        let parts = variant.spec.parts.iter().zip(&variant.heading.parts);
        let mut parts = parts.filter_map(|(spec, part)| Some((spec.codes.as_deref()?, part)));
        parts.any(|(begin, part)| {
            self.has_others(sheet, variant, Some(part), |code| {
                Some(code.starts_with(begin))
            })
        })
    }

    /// Whether most codes in a part's first column are others than its own; `None` where a code says nothing.
    fn has_others(
        &self,
        sheet: &Sheet,
        variant: &Variant<'_>,
        part: Option<&PartColumns>,
        is_own: impl Fn(&str) -> Option<bool>,
    ) -> bool {
        let column = part.and_then(|part| part.code.first().copied().or(part.name));
        let from = variant.top.headings.last().copied().unwrap_or(0);
        let rows = self.rows(sheet).filter(|&(row, _)| row > from);
        let rows = rows.take(MOST_ROWS_LOOKED_AT);
        let cells = rows.filter_map(|(row, _)| sheet.cell(Address::new(row, column?)));
        let (mut own, mut other) = (0_usize, 0_usize);
        for cell in cells {
            let text = normal(cell.text());
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let own_code = Some(text).filter(|_| digits >= CLASS_DIGITS);
            match own_code.and_then(|code| is_own(&code)) {
                Some(true) => own = own.saturating_add(1),
                Some(false) => other = other.saturating_add(1),
                None => {}
            }
        }
        other > own
    }
}
