use super::{Address, Cell, Content, Range, ReadError, Sheet, limits};
use crate::order::Order;

/// Cells that a sheet has room for at first.
const FIRST_CELLS: usize = 256;

/// What may still be read of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    cells: usize,
    text: usize,
    merges: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            cells: limits::CELLS,
            text: limits::TEXT_BYTES,
            merges: limits::MERGES,
        }
    }
}

impl Room {
    fn take(&mut self, content: &Content) -> Result<(), ReadError> {
        let too_large = |limit| ReadError::TooLarge { limit };
        let text = match content {
            Content::Text(text) | Content::Other(text) => text.as_str(),
            Content::Number(number) => number.text.as_str(),
            Content::Formula => "",
        };
        if text.len() > limits::TEXT_CHARS && text.chars().count() > limits::TEXT_CHARS {
            return Err(too_large("单元格文字 32767 个字符"));
        }
        let cells = self.cells.checked_sub(1);
        self.cells = cells.ok_or_else(|| too_large("130 万个单元格"))?;
        // What memory a short text takes, and what is lost around any.
        let cost = text.len().max(16).saturating_add(16);
        let text = self.text.checked_sub(cost);
        self.text = text.ok_or_else(|| too_large("单元格文字共 64 MB"))?;
        Ok(())
    }
}

/// Whether a workbook may have so many sheets.
pub(super) fn sheets_fit(count: usize) -> Result<(), ReadError> {
    if count > limits::SHEETS {
        return Err(ReadError::TooLarge {
            limit: "512 张工作表",
        });
    }
    Ok(())
}

/// Stretches of hidden rows or columns, first and last.
#[derive(Clone, Debug, Default)]
struct Stretches(Vec<(u32, u32)>);

impl Stretches {
    fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((start, end)) if *start <= first && first <= end.saturating_add(1) => {
                *end = last.max(*end);
            }
            _ => self.0.push((first, last)),
        }
    }

    fn sort(&mut self) {
        self.0.put_in_order();
        let mut joined = Self::default();
        for &(first, last) in &self.0 {
            joined.add(first, last);
        }
        *self = joined;
    }

    /// The stretch that holds a row or column; they are sorted and apart.
    fn around(&self, at: u32) -> Option<(u32, u32)> {
        let after = self.0.partition_point(|&(first, _)| first <= at);
        let &(first, last) = self.0.get(after.checked_sub(1)?)?;
        (at <= last).then_some((first, last))
    }

    /// Whether all of the given rows or columns are hidden.
    fn cover(&self, first: u32, last: u32) -> bool {
        self.around(first).is_some_and(|(_, end)| last <= end)
    }
}

/// A sheet while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    name: String,
    visible: bool,
    merges: Vec<Range>,
    cells: Vec<Cell>,
    formulas: Vec<Address>,
    rows: Stretches,
    columns: Stretches,
}

impl Draft {
    pub(super) fn new(name: String, visible: bool) -> Self {
        Self {
            name,
            visible,
            ..Self::default()
        }
    }

    /// Adds a cell; one outside of any sheet, or without content, is passed over.
    pub(super) fn put(
        &mut self,
        room: &mut Room,
        at: Address,
        content: Content,
    ) -> Result<(), ReadError> {
        let blank = match &content {
            Content::Text(text) | Content::Other(text) => text.trim().is_empty(),
            Content::Number(_) | Content::Formula => false,
        };
        if blank || !exists(at) {
            return Ok(());
        }
        room.take(&content)?;
        if self.cells.len() == self.cells.capacity() {
            // Doubling would hold three times the cells for a moment.
            self.cells
                .reserve_exact((self.cells.len() / 4).max(FIRST_CELLS));
        }
        self.cells.push(Cell { at, content });
        Ok(())
    }

    /// Says that the value of a cell is the result of a formula.
    pub(super) fn formula(&mut self, at: Address) {
        if exists(at) && self.formulas.len() < limits::CELLS {
            self.formulas.push(at);
        }
    }

    /// Adds a merged range; one of a single cell, or turned around, is none.
    pub(super) fn merge(&mut self, room: &mut Room, range: Range) -> Result<(), ReadError> {
        let Range { start, end } = range;
        let sound = start.row <= end.row && start.column <= end.column && start != end;
        if sound && exists(start) {
            let left = room.merges.checked_sub(1);
            room.merges = left.ok_or(ReadError::TooLarge {
                limit: "20 万个合并区域",
            })?;
            self.merges.push(range);
        }
        Ok(())
    }

    /// Says that the file holds text alone.
    pub(super) fn plain(&mut self) {
        super::plain::numbers(&mut self.cells);
    }

    pub(super) fn hide(&mut self) {
        self.visible = false;
    }

    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.rows.add(first, last);
    }

    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.columns.add(first, last);
    }

    /// The sheet, with what is not shown apart.
    pub(super) fn finish(mut self) -> Sheet {
        self.rows.sort();
        self.columns.sort();
        let hidden = if self.rows.0.is_empty() && self.columns.0.is_empty() {
            Vec::new()
        } else {
            self.split()
        };
        let mut sheet = Sheet::new(self.name, self.visible, self.merges, self.cells);
        sheet.hidden = super::in_order(hidden);
        self.formulas.put_in_order();
        self.formulas.dedup();
        sheet.formulas = self.formulas;
        sheet
    }

    /// Takes the cells out that are not shown. A merged range shows its first cell's content as
    /// long as any of it is shown.
    fn split(&mut self) -> Vec<Cell> {
        let mut anchors: Vec<&Range> = self.merges.iter().collect();
        anchors.order_by_key(|merge| merge.start);
        let is_hidden = |cell: &Cell| {
            let own = Range {
                start: cell.at,
                end: cell.at,
            };
            let place = anchors.binary_search_by_key(&cell.at, |merge| merge.start);
            let range = place.ok().and_then(|place| anchors.get(place));
            let Range { start, end } = range.map_or(own, |range| **range);
            self.rows.cover(start.row, end.row) || self.columns.cover(start.column, end.column)
        };
        let coded =
            super::code_columns::among(&self.cells, |column| self.columns.cover(column, column));
        let is_hidden = |cell: &Cell| {
            let names = coded.contains(&cell.at.column);
            is_hidden(cell) && (!names || self.rows.cover(cell.at.row, cell.at.row))
        };
        let mut cells = std::mem::take(&mut self.cells);
        let count = cells.iter().filter(|cell| is_hidden(cell)).count();
        // Only the fewer are moved: a second place for all of them would take as much memory again.
        if count <= cells.len() / 2 {
            let hidden = taken(&mut cells, count, is_hidden);
            self.cells = cells;
            hidden
        } else {
            let shown = cells.len().saturating_sub(count);
            self.cells = taken(&mut cells, shown, |cell| !is_hidden(cell));
            cells
        }
    }
}

/// Takes out the cells that are `chosen`, so many of them, in their order.
fn taken(cells: &mut Vec<Cell>, count: usize, chosen: impl Fn(&Cell) -> bool) -> Vec<Cell> {
    let mut taken = Vec::with_capacity(count);
    taken.extend(cells.extract_if(.., |cell| chosen(cell)));
    taken
}

fn exists(at: Address) -> bool {
    at.row < limits::ROWS && at.column < limits::COLUMNS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Content {
        Content::Text(text.to_owned())
    }

    #[test]
    fn what_is_hidden_is_apart_unless_a_merge_shows_it() {
        let mut draft = Draft::new("s".into(), true);
        let mut room = Room::default();
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (3, 3)] {
            let at = Address::new(row, column);
            draft.put(&mut room, at, text("x")).unwrap();
        }
        draft.hide_columns(0, 0);
        draft.hide_rows(3, 3);
        let range = Range {
            start: Address::new(0, 0),
            end: Address::new(0, 1),
        };
        draft.merge(&mut room, range).unwrap();
        let sheet = draft.finish();
        let hidden: Vec<String> = sheet
            .hidden
            .iter()
            .map(|cell| cell.at.to_string())
            .collect();
        assert_eq!(hidden, ["A2", "A3", "D4"]);
        assert_eq!(sheet.len(), 3);
        assert!(sheet.cell(Address::new(0, 0)).is_some());
    }

    #[test]
    fn most_may_be_hidden() {
        let mut draft = Draft::new("s".into(), true);
        let mut room = Room::default();
        for row in 0..9 {
            draft
                .put(&mut room, Address::new(row, 0), text("x"))
                .unwrap();
        }
        draft.hide_rows(0, 3);
        draft.hide_rows(5, 8);
        let sheet = draft.finish();
        assert_eq!((sheet.len(), sheet.hidden.len()), (1, 8));
        assert!(sheet.cell(Address::new(4, 0)).is_some());
    }

    #[test]
    fn stretches_join() {
        let mut stretches = Stretches::default();
        for (first, last) in [(5, 6), (0, 1), (7, 7), (1, 3), (0, 0)] {
            stretches.add(first, last);
        }
        stretches.sort();
        assert_eq!(stretches.0, [(0, 3), (5, 7)]);
        assert!(stretches.cover(1, 3) && !stretches.cover(3, 5) && !stretches.cover(4, 4));
    }

    #[test]
    fn room_runs_out() {
        let mut draft = Draft::new("s".into(), true);
        let long = text(&"长".repeat(limits::TEXT_CHARS + 1));
        let at = Address::new(0, 0);
        let mut room = Room::default();
        assert!(draft.put(&mut room, at, long).is_err());
        let mut room = Room {
            cells: 1,
            text: 24,
            ..room
        };
        assert!(draft.put(&mut room, at, text("长长")).is_err());
        let mut room = Room {
            cells: 0,
            text: 4,
            ..room
        };
        assert!(draft.put(&mut room, at, text("x")).is_err());
        assert!(draft.put(&mut room, at, text(" ")).is_ok());
    }
}
