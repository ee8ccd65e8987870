//! Total rows that are labelled with the office whose total it is: 某省某局合计.

use super::super::budget_units;
use super::super::row_labels::Labels;
use super::Reader;
use crate::rulebook::normal;

/// What an office's name may have behind it in the label of its total.
const TOTALS: &[&str] = &["合计", "总计"];

impl Reader<'_> {
    /// The label of a total row. Beneath subject codes an office's name may stand before it; among projects such
    /// a row may be the sum of one of several offices.
    pub(super) fn total(&self, row: u32, labels: &Labels) -> Option<String> {
        let plain = self.labels.total_label(row, labels);
        let coded = labels.code.is_none() && !self.spec.rows.has_projects();
        let named = || coded && self.is_total_of_office(&normal(&labels.name));
        plain.or_else(|| named().then(|| labels.name.clone()))
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
