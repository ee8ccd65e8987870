//! Total rows that are labelled with the office whose total it is: 某省某局合计.

use super::super::budget_units;
use super::super::row_labels::Labels;
use super::Reader;
use crate::rulebook::{RowsKind, normal};

/// Totals of what is the year's own, beside which nothing was carried over or is left.
const OWN_YEAR: &[&str] = &[
    "本年支出合计",
    "本年收入合计",
    "本年合计",
    "本年支出总计",
    "本年收入总计",
];

/// What an office's name may have behind it in the label of its total.
const TOTALS: &[&str] = &["合计", "总计"];

impl Reader<'_> {
    /// The label of a total row. Beneath subject codes an office's name may stand before it; among projects such
    /// a row may be the sum of one of several offices.
    pub(super) fn total(&self, row: u32, labels: &Labels) -> Option<String> {
        let plain = self.labels.total_label(row, labels);
        let coded = labels.code.is_none() && !self.spec.rows.has_projects();
        let named = || coded && self.is_total_of_office(&normal(&labels.name));
        plain
            .or_else(|| named().then(|| labels.name.clone()))
            .or_else(|| self.only_total(row, labels))
    }

    /// The label of the row that can only be the total, because no other is: 本年支出合计, or the office alone where
    /// every other row has a code.
    fn only_total(&self, row: u32, labels: &Labels) -> Option<String> {
        let label = self.first_text(row).filter(|_| labels.code.is_none())?;
        let own_year = OWN_YEAR.contains(&label.as_str());
        let unit = self.figures.disclosure.unit_name.as_deref().map(normal);
        let office = self.spec.rows == RowsKind::Function && unit.as_ref() == Some(&label);
        if !own_year && !office {
            return None;
        }
        let &(totals, uncoded) = self.uncoded.get_or_init(|| self.count_uncoded());
        (totals == 0 && (own_year || uncoded == 1)).then_some(label)
    }

    /// Rows beneath the headings that are labelled as totals, and those with amounts that do not begin with a code.
    fn count_uncoded(&self) -> (usize, usize) {
        let headings = self.source.headings.last().copied();
        let rows = self.source.region.rows(self.source.sheet);
        let rows = rows.filter(|(row, _)| Some(*row) > headings);
        let (mut totals, mut uncoded) = (0_usize, 0_usize);
        for (row, _) in rows {
            let text = self.first_text(row).unwrap_or_default();
            let coded = text.starts_with(|c: char| c.is_ascii_digit());
            totals = totals.saturating_add(usize::from(self.spec.is_total(&text)));
            uncoded = uncoded.saturating_add(usize::from(!coded && self.has_amounts(row)));
        }
        (totals, uncoded)
    }

    fn first_text(&self, row: u32) -> Option<String> {
        let first = self.source.sheet.row(row).first();
        first.map(|cell| normal(cell.text()))
    }

    /// Notes a row with amounts that was not understood. Where names stand for codes, what a name beneath it means is
    /// open then.
    pub(super) fn pass_over(&mut self, row: u32) {
        self.unread.push(row);
        let columns = &self.columns.code;
        let mut texts = columns
            .iter()
            .map(|&column| self.labels.text(row, Some(column)));
        if columns.is_empty() || texts.any(|text| !text.is_empty()) {
            self.code.clear();
        }
    }

    /// Whether a text in normal form is the name of an office with 合计 behind it.
    pub(super) fn is_total_of_office(&self, text: &str) -> bool {
        let mut names = TOTALS.iter().filter_map(|total| text.strip_suffix(total));
        names.any(|name| self.figures.is_unit(name) || budget_units::is_name(name))
    }
}
