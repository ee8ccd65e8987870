//! Puts paragraphs and rows together to the body that Word documents of today end in as well.

use super::shape::{MOST_CELLS, Shape};
use crate::source::document::body::{Body, join};
use crate::source::{ReadError, Sheet, limits};

/// Edges of different rows that are no farther apart than this, in twentieths of a point, are one:
/// who draws a table does not meet them exactly.
const NEAR: i32 = 20;

/// A row whose cells are known; what columns they take depends on the rows below.
struct Row {
    cells: Vec<String>,
    shape: Shape,
}

/// Takes paragraphs, cells and rows as their marks are met.
pub(super) struct Tables<'r> {
    body: Body<'r>,
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    /// Cells that there may still be.
    left: usize,
}

impl<'r> Tables<'r> {
    pub(super) fn new(body: Body<'r>) -> Self {
        Self {
            body,
            rows: Vec::new(),
            cells: Vec::new(),
            cell: String::new(),
            left: limits::CELLS,
        }
    }

    /// A paragraph with so many tables around it.
    pub(super) fn paragraph(&mut self, text: &str, depth: u32) -> Result<(), ReadError> {
        if depth > 0 {
            join(&mut self.cell, &in_cell(text));
            return Ok(());
        }
        self.end_table()?;
        self.body.text().push_str(text);
        self.body.end_paragraph()
    }

    /// The last paragraph of a cell.
    pub(super) fn cell(&mut self, text: &str) -> Result<(), ReadError> {
        join(&mut self.cell, &in_cell(text));
        let left = self.left.checked_sub(1);
        self.left = left.ok_or(ReadError::TooLarge {
            limit: "130 万个单元格",
        })?;
        if self.cells.len() == MOST_CELLS {
            return Err(ReadError::damaged("表格的一行有太多单元格"));
        }
        self.cells.push(std::mem::take(&mut self.cell));
        Ok(())
    }

    /// The mark at the end of a row.
    pub(super) fn row(&mut self, mut shape: Shape) {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            shape.truncate(cells.len());
            self.rows.push(Row { cells, shape });
        }
    }

    pub(super) fn finish(mut self) -> Result<Sheet, ReadError> {
        self.end_table()?;
        Ok(self.body.finish())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        if !self.cell.is_empty() {
            self.cell("")?;
        }
        self.row(Shape::default());
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let columns = Columns::of(&rows);
        self.body.start_table()?;
        for row in rows {
            self.body.start_row();
            self.put(row, &columns)?;
            self.body.end_row();
        }
        Ok(())
    }

    fn put(&mut self, row: Row, columns: &Columns) -> Result<(), ReadError> {
        let places = columns.places(&row);
        for (index, text) in row.cells.into_iter().enumerate() {
            let Some(&(column, span)) = places.get(index) else {
                continue;
            };
            if span == 0 {
                continue;
            }
            self.body.go_to(column);
            self.body.start_cell();
            self.body.span(span);
            self.body.continues(row.shape.continues(index));
            self.body.text().push_str(&text);
            self.body.end_paragraph()?;
            self.body.end_cell()?;
        }
        Ok(())
    }
}

/// A paragraph as cells have it: without tabulators.
fn in_cell(text: &str) -> String {
    text.replace('\t', "")
}

/// The left edges of a table's columns: those of all cells of all rows.
#[derive(Default)]
struct Columns(Vec<i32>);

impl Columns {
    /// Those of some rows; none where there are too many, or no row tells any.
    fn of(rows: &[Row]) -> Self {
        let edges = rows.iter().flat_map(|row| &row.shape.edges).copied();
        let edges: std::collections::BTreeSet<i32> = edges.collect();
        let mut columns: Vec<i32> = Vec::new();
        for edge in edges {
            if columns
                .last()
                .is_none_or(|last| edge.saturating_sub(*last) > NEAR)
            {
                columns.push(edge);
            }
        }
        if columns.len() > MOST_CELLS.saturating_add(1) {
            columns.clear();
        }
        Self(columns)
    }

    /// The column that begins at an edge.
    fn at(&self, edge: i32) -> usize {
        let after = self.0.partition_point(|&column| column <= edge);
        after.saturating_sub(1)
    }

    /// The column of each cell, and how many it takes: none where it goes on with the one before.
    fn places(&self, row: &Row) -> Vec<(u32, u32)> {
        let known = row.shape.edges.len() > row.cells.len() && !self.0.is_empty();
        let mut next = 0_usize;
        let mut owner = 0;
        let mut places: Vec<(u32, u32)> = Vec::new();
        for index in 0..row.cells.len() {
            let bounds = row.shape.edges.get(index..index.saturating_add(2));
            let (left, right) = match bounds {
                Some(&[left, right]) if known => (self.at(left), self.at(right)),
                _ => (next, next.saturating_add(1)),
            };
            let left = left.max(next);
            next = right.max(left.saturating_add(1));
            let span = u32::try_from(next.saturating_sub(left)).unwrap_or(1);
            match places.get_mut(owner) {
                Some((_, wider)) if row.shape.follows(index) => {
                    *wider = wider.saturating_add(span);
                    places.push((0, 0));
                }
                _ => {
                    owner = index;
                    places.push((u32::try_from(left).unwrap_or(0), span));
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::draft::Room;

    fn shape(edges: &[i16], flags: &[u16]) -> Shape {
        let mut operand = vec![u8::try_from(edges.len() - 1).unwrap()];
        operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for flags in flags {
            operand.extend(flags.to_le_bytes());
            operand.extend([0; 18]);
        }
        Shape::defined(&operand)
    }

    #[test]
    fn columns_come_from_the_edges_of_all_rows() {
        let mut room = Room::default();
        let mut tables = Tables::new(Body::new("文", &mut room));
        for (cells, shape) in [
            (["科目", "金额", ""], shape(&[0, 1000, 3000], &[0x60, 0])),
            (
                ["", "收", "支"],
                shape(&[5, 1001, 2000, 3010], &[0x20, 0, 0]),
            ),
            (["合", "1", "2"], shape(&[0, 1000, 2000, 3000], &[1, 2, 0])),
            (["甲", "1", "2"], Shape::default()),
        ] {
            let edges = shape.edges.len().saturating_sub(1);
            let count = if edges == 0 { 3 } else { edges };
            for cell in &cells[..count] {
                tables.cell(cell).unwrap();
            }
            tables.row(shape);
        }
        tables.paragraph("注\t一", 0).unwrap();
        let sheet = tables.finish().unwrap();
        let cells: Vec<String> = sheet
            .rows()
            .flat_map(|(_, cells)| cells)
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect();
        assert_eq!(
            cells,
            [
                "A1=科目",
                "B1=金额",
                "B2=收",
                "C2=支",
                "A3=合",
                "C3=2",
                "A4=甲",
                "B4=1",
                "C4=2",
                "A5=注\t一"
            ]
        );
        let merges: Vec<String> = sheet.merges.iter().map(ToString::to_string).collect();
        assert_eq!(merges, ["A1:A2", "B1:C1", "A3:B3"]);
    }

    #[test]
    fn cells_that_no_mark_ends_are_kept() {
        let mut room = Room::default();
        let mut tables = Tables::new(Body::new("文", &mut room));
        tables.cell("甲").unwrap();
        tables.paragraph("乙", 1).unwrap();
        let sheet = tables.finish().unwrap();
        let texts: Vec<&str> = sheet.row(0).iter().map(|cell| cell.text()).collect();
        assert_eq!(texts, ["甲", "乙"]);
    }
}
