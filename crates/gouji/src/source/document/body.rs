//! The body of a Word document while it is read: a row for each paragraph and each row of a table.

use super::Layout;
use crate::source::draft::{Draft, Room};
use crate::source::{Address, Content, Range, ReadError, Sheet, limits};

/// A cell of a table while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    span: u32,
    /// Whether it goes on with the cell above.
    continues: bool,
}

/// A cell that may go on below: its columns, its first row.
struct Above {
    column: u32,
    span: u32,
    first: u32,
    last: u32,
}

/// Takes paragraphs, and tables cell by cell.
pub(in crate::source) struct Body<'r> {
    draft: Draft,
    room: &'r mut Room,
    row: u32,
    text: String,
    column: u32,
    cell: Option<Cell>,
    above: Vec<Above>,
}

impl<'r> Body<'r> {
    pub(in crate::source) fn new(name: &str, room: &'r mut Room) -> Self {
        Self {
            draft: Draft::new(name.to_owned(), true),
            room,
            row: 0,
            text: String::new(),
            column: 0,
            cell: None,
            above: Vec::new(),
        }
    }

    /// The text of the paragraph that is being read.
    pub(in crate::source) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    pub(in crate::source) fn in_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Begins a table: what was merged in the last rows of the one before ends there.
    pub(in crate::source) fn start_table(&mut self) -> Result<(), ReadError> {
        self.close(0, u32::MAX)
    }

    pub(in crate::source) fn start_row(&mut self) {
        self.column = 0;
    }

    /// Says in which column the next cell begins.
    pub(in crate::source) fn go_to(&mut self, column: u32) {
        self.column = column.min(limits::COLUMNS);
    }

    pub(in crate::source) fn start_cell(&mut self) {
        self.cell = Some(Cell {
            span: 1,
            ..Cell::default()
        });
    }

    /// Says how many columns the cell takes.
    pub(in crate::source) fn span(&mut self, span: u32) {
        if let Some(cell) = &mut self.cell {
            cell.span = span.clamp(1, limits::COLUMNS);
        }
    }

    /// Says whether the cell goes on with the one above.
    pub(in crate::source) fn continues(&mut self, continues: bool) {
        if let Some(cell) = &mut self.cell {
            cell.continues = continues;
        }
    }

    pub(in crate::source) fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.text);
        if let Some(cell) = &mut self.cell {
            join(&mut cell.text, &text);
            return Ok(());
        }
        let at = Address::new(self.row, 0);
        self.row = self.row.saturating_add(1);
        self.draft.put(self.room, at, Content::Text(text))
    }

    pub(in crate::source) fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(cell.span);
        let known = self
            .above
            .iter_mut()
            .find(|above| (above.column, above.span) == (column, cell.span));
        if let Some(above) =
            known.filter(|above| cell.continues && above.last.checked_add(1) == Some(row))
        {
            above.last = row;
            return Ok(());
        }
        self.close(column, cell.span)?;
        self.above.push(Above {
            column,
            span: cell.span,
            first: row,
            last: row,
        });
        let at = Address::new(row, column);
        self.draft.put(self.room, at, Content::Text(cell.text))
    }

    pub(in crate::source) fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// Notes the merged range of the cells that end where another begins.
    fn close(&mut self, column: u32, span: u32) -> Result<(), ReadError> {
        let end = column.saturating_add(span);
        let met = |above: &mut Above| {
            above.column < end && column < above.column.saturating_add(above.span)
        };
        for above in self.above.extract_if(.., met) {
            self.draft.merge(self.room, above.range())?;
        }
        Ok(())
    }

    pub(in crate::source) fn finish(mut self) -> Sheet {
        // What does not fit any more is no loss: a range of what was read already.
        let _ = self.close(0, u32::MAX);
        self.draft.plain();
        let mut sheet = self.draft.finish();
        sheet.layout = Layout::Paragraphs;
        sheet
    }
}

/// Adds a paragraph to the text of a cell.
pub(in crate::source) fn join(cell: &mut String, paragraph: &str) {
    if !cell.is_empty() && !paragraph.is_empty() {
        cell.push('\n');
    }
    cell.push_str(paragraph);
}

/// Refuses a paragraph that no cell could hold, before it takes more memory.
pub(in crate::source) fn fits(text: &str) -> Result<(), ReadError> {
    if text.len() > limits::TEXT_CHARS.saturating_mul(4) {
        return Err(ReadError::TooLarge {
            limit: "单元格文字 32767 个字符",
        });
    }
    Ok(())
}

impl Above {
    fn range(&self) -> Range {
        let right = self.column.saturating_add(self.span).saturating_sub(1);
        Range {
            start: Address::new(self.first, self.column),
            end: Address::new(self.last, right),
        }
    }
}
