use crate::source::draft::{Draft, Room};
use crate::source::{Address, Content, Layout, Range, ReadError, Sheet, limits};

/// Puts cells into rows and columns as a page shows them.
pub(super) struct Grid<'r> {
    draft: Draft,
    room: &'r mut Room,
    /// Where the next cell, or the next line of text outside of tables, goes.
    next: Address,
    /// How many tables are open inside of each other.
    depth: usize,
    /// Columns that cells of earlier rows reach into: first, last, last row.
    reaching: Vec<(u32, u32, u32)>,
    in_row: bool,
    cell: Option<(Address, bool)>,
    text: String,
    /// The next column that a table describes.
    column: u32,
}

/// How far a cell reaches, in columns and rows, and whether a formula made it.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) right: u32,
    pub(super) down: u32,
    pub(super) formula: bool,
}

impl<'r> Grid<'r> {
    pub(super) fn new(draft: Draft, room: &'r mut Room) -> Self {
        Self {
            draft,
            room,
            next: Address::default(),
            depth: 0,
            reaching: Vec::new(),
            in_row: false,
            cell: None,
            text: String::new(),
            column: 0,
        }
    }

    pub(super) fn finish(mut self) -> Result<Sheet, ReadError> {
        self.end_row()?;
        self.block()?;
        self.draft.plain();
        let mut sheet = self.draft.finish();
        sheet.layout = Layout::Paragraphs;
        Ok(sheet)
    }

    /// A table inside of a cell begins below it: such cells only arrange a page.
    pub(super) fn start_table(&mut self) -> Result<(), ReadError> {
        self.end_row()?;
        self.block()?;
        self.reaching.clear();
        self.column = 0;
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    pub(super) fn end_table(&mut self) -> Result<(), ReadError> {
        self.end_row()?;
        // Cells cannot reach out of their table.
        self.reaching.clear();
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    pub(super) fn column(&mut self, span: u32, hidden: bool) {
        let first = self.column;
        self.column = first.saturating_add(span.min(limits::COLUMNS));
        if hidden {
            self.draft
                .hide_columns(first, self.column.saturating_sub(1));
        }
    }

    pub(super) fn start_row(&mut self, hidden: bool) -> Result<(), ReadError> {
        self.end_row()?;
        self.block()?;
        self.in_row = true;
        if hidden {
            self.draft.hide_rows(self.next.row, self.next.row);
        }
        Ok(())
    }

    pub(super) fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        if self.in_row {
            self.in_row = false;
            self.next_row();
        }
        Ok(())
    }

    fn next_row(&mut self) {
        self.next = Address::new(self.next.row.saturating_add(1), 0);
        let row = self.next.row;
        self.reaching.retain(|&(_, _, last)| last >= row);
    }

    pub(super) fn start_cell(&mut self, span: Span) -> Result<(), ReadError> {
        self.end_cell()?;
        if self.depth == 0 {
            return self.block();
        }
        if !self.in_row {
            self.start_row(false)?;
        }
        self.text.clear();
        let start = Address::new(self.next.row, self.free());
        let more = |count: u32, most: u32| count.min(most).saturating_sub(1);
        let end = Address::new(
            start.row.saturating_add(more(span.down, limits::ROWS)),
            start
                .column
                .saturating_add(more(span.right, limits::COLUMNS)),
        );
        self.next.column = end.column.saturating_add(1);
        if end.row > start.row {
            if self.reaching.len() >= REACHING {
                return Err(ReadError::damaged("跨行单元格过多"));
            }
            self.reaching.push((start.column, end.column, end.row));
        }
        self.cell = Some((start, span.formula));
        self.draft.merge(self.room, Range { start, end })
    }

    /// The next column that no cell of an earlier row reaches into.
    fn free(&self) -> u32 {
        let mut column = self.next.column;
        let taken = |column: u32| {
            let mut reaching = self.reaching.iter();
            reaching.find(|(first, last, _)| (*first..=*last).contains(&column))
        };
        while let Some((_, last, _)) = taken(column) {
            column = last.saturating_add(1);
        }
        column
    }

    pub(super) fn end_cell(&mut self) -> Result<(), ReadError> {
        let Some((at, formula)) = self.cell.take() else {
            return Ok(());
        };
        if formula {
            self.draft.formula(at);
        }
        self.put(at)
    }

    fn put(&mut self, at: Address) -> Result<(), ReadError> {
        let text = self.text.trim_matches([' ', '\n']).to_owned();
        self.text.clear();
        self.draft.put(self.room, at, Content::Text(text))
    }

    /// Ends a line of text: outside of tables it becomes a row.
    pub(super) fn block(&mut self) -> Result<(), ReadError> {
        if self.cell.is_some() {
            return self.text_break();
        }
        if self.in_row || self.text.trim().is_empty() {
            self.text.clear();
            return Ok(());
        }
        let at = Address::new(self.next.row, 0);
        self.next_row();
        self.put(at)
    }

    pub(super) fn text_break(&mut self) -> Result<(), ReadError> {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        Ok(())
    }

    /// Adds text, white space made one blank.
    pub(super) fn text(&mut self, text: &str) -> Result<(), ReadError> {
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\r' | '\t' | '\x0c') {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
        if self.text.len() > limits::TEXT_CHARS.saturating_mul(4) {
            return Err(ReadError::TooLarge {
                limit: "单元格文字 32767 个字符",
            });
        }
        Ok(())
    }
}

/// Most cells that reach into later rows at one time.
const REACHING: usize = 1024;
