//! An overview after a change: most rows of its tables stand as they did and need not be sent again.

use super::{Overview, RowView, TableTop};

impl Overview {
    /// Leaves out the rows that stand as in `before`, which becomes what this overview had: a row
    /// without cells is as it was.
    pub fn leave_out(&mut self, before: &mut Vec<TableTop>) {
        if self.tables.len() != before.len() {
            before.clone_from(&self.tables);
            return;
        }
        for (table, before) in self.tables.iter_mut().zip(before) {
            if !is_alike(table, before) {
                before.clone_from(table);
                continue;
            }
            for (row, before) in pairs(table, before) {
                match row == before {
                    true => row.cells.clear(),
                    false => before.clone_from(row),
                }
            }
            before.severity = table.severity;
        }
    }

    /// Puts back what was left out, from the overview that was sent before.
    pub fn fill_in(&mut self, before: &[TableTop]) {
        for (table, before) in self.tables.iter_mut().zip(before) {
            if is_alike(table, before) {
                let head = table.head.iter_mut().zip(&before.head);
                let all = head.chain(table.body.iter_mut().zip(&before.body));
                for (row, before) in all.filter(|(row, _)| row.cells.is_empty()) {
                    row.clone_from(before);
                }
            }
        }
    }
}

/// Whether the rows of two tables are those of one.
fn is_alike(table: &TableTop, other: &TableTop) -> bool {
    let shape = |table: &TableTop| (table.head.len(), table.body.len());
    table.id == other.id && table.range == other.range && shape(table) == shape(other)
}

fn pairs<'t>(
    table: &'t mut TableTop,
    other: &'t mut TableTop,
) -> impl Iterator<Item = (&'t mut RowView, &'t mut RowView)> {
    let head = table.head.iter_mut().zip(&mut other.head);
    head.chain(table.body.iter_mut().zip(&mut other.body))
}
