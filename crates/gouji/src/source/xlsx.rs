use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use rust_decimal::Decimal;

use super::number_format::NumberFormat;
use super::{Address, Book, Cell, Content, Format, Range, ReadError, Sheet, limits};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads an Office Open XML workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut workbook: Workbook<'_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > limits::SHEETS {
        return Err(ReadError::TooLarge {
            limit: "512 张工作表",
        });
    }
    let mut book = Book {
        format: Format::Xlsx,
        sheets: Vec::with_capacity(sheets.len()),
    };
    let mut room = limits::CELLS;
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
    {
        let cells =
            cells(&mut workbook, &sheet.name, &mut room).map_err(|failure| match failure {
                Failure::Full => ReadError::TooLarge {
                    limit: "400 万个单元格",
                },
                Failure::Workbook(error) => refusal(&error),
            })?;
        let merges = workbook
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        let visible = sheet.visible == SheetVisible::Visible;
        let merges = merges.into_iter().map(range).collect();
        book.sheets
            .push(Sheet::new(sheet.name.clone(), visible, merges, cells));
    }
    Ok(book)
}

enum Failure {
    Full,
    Workbook(XlsxError),
}

impl From<XlsxError> for Failure {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error)
    }
}

fn cells(workbook: &mut Workbook<'_>, name: &str, room: &mut usize) -> Result<Vec<Cell>, Failure> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let formats: Vec<NumberFormat> = reader.styles().iter().map(format_of).collect();
    let mut cells = Vec::new();
    let mut blank = BTreeSet::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let at = Address::new(row, column);
        let format = formats.get(style).copied().unwrap_or(NumberFormat::GENERAL);
        let content = content(cell.get_value(), format);
        match content.filter(|content| *content != Content::Text(String::new())) {
            Some(content) => {
                *room = room.checked_sub(1).ok_or(Failure::Full)?;
                cells.push(Cell { at, content });
            }
            None => drop(blank.insert(at)),
        }
    }
    drop(reader);
    cells.extend(formulas_without_value(workbook, name, &blank)?);
    Ok(cells)
}

/// Cells that hold a formula and no result: written by a program, never calculated.
fn formulas_without_value(
    workbook: &mut Workbook<'_>,
    name: &str,
    blank: &BTreeSet<Address>,
) -> Result<Vec<Cell>, XlsxError> {
    let mut found = Vec::new();
    if blank.is_empty() {
        return Ok(found);
    }
    let mut reader = workbook.worksheet_cells_reader(name)?;
    while let Some(formula) = reader.next_formula()? {
        let (row, column) = formula.get_position();
        let at = Address::new(row, column);
        if !formula.get_value().is_empty() && blank.contains(&at) {
            found.push(Cell {
                at,
                content: Content::Formula,
            });
        }
    }
    Ok(found)
}

fn format_of(style: &calamine::Style) -> NumberFormat {
    style
        .number_format
        .as_ref()
        .map_or(NumberFormat::GENERAL, |format| {
            NumberFormat::of(&format.format_code)
        })
}

fn content(value: &DataRef<'_>, format: NumberFormat) -> Option<Content> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => Content::Text(text.clone()),
        DataRef::SharedString(text) => Content::Text((*text).to_owned()),
        DataRef::Int(number) => number_content(&number.to_string(), format),
        DataRef::Float(number) => number_content(&format!("{number:.14e}"), format),
        DataRef::Bool(value) => Content::Other(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => Content::Other(date.to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Content::Other(text.clone()),
        DataRef::Error(error) => Content::Other(error.to_string()),
    })
}

/// A number by its first fifteen digits, as spreadsheets show it: the rest is a trace of binary
/// arithmetic.
fn number_content(digits: &str, format: NumberFormat) -> Content {
    let stored = Decimal::from_scientific(digits)
        .or_else(|_| digits.parse())
        .ok();
    match stored.and_then(|stored| format.show(stored.normalize())) {
        Some(number) => Content::Number(number),
        None => Content::Other(digits.to_owned()),
    }
}

fn range(dimensions: Dimensions) -> Range {
    let address = |(row, column)| Address::new(row, column);
    Range {
        start: address(dimensions.start),
        end: address(dimensions.end),
    }
}

fn refusal(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        error => ReadError::Damaged {
            detail: error.to_string(),
        },
    }
}
