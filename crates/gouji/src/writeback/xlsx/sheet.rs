//! Where the cells of a sheet stand in its XML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::source::xml::{attribute, push_text};
use crate::source::{Address, limits};
use crate::writeback::WriteError;
use crate::writeback::splice::{Scan, prefix};

type Place = Range<usize>;

/// A sheet's XML and where its parts are.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// What stands before the names of its elements: `x:`.
    pub(super) prefix: String,
    /// Whether it is of the strict variant of the standard.
    pub(super) strict: bool,
    /// Columns with a style: first, last, style.
    pub(super) columns: Vec<(u32, u32, String)>,
    /// The element of all rows.
    pub(super) data: Element,
    /// Its rows from top to bottom.
    pub(super) rows: Vec<RowAt>,
    /// Cells of the rows that were asked for.
    pub(super) cells: BTreeMap<Address, CellAt>,
    /// Formulas of all cells.
    pub(super) formulas: Vec<FormulaAt>,
    /// The relationship of its old drawing, which holds comments.
    pub(super) drawing: Option<String>,
    /// Where such a drawing belongs.
    pub(super) tail: usize,
}

/// An element: its start tag, and where its end tag begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) tag: Place,
    pub(super) end: usize,
    /// Whether it is one tag without content.
    pub(super) empty: bool,
}

#[derive(Debug)]
pub(super) struct RowAt {
    pub(super) row: u32,
    pub(super) element: Element,
    pub(super) style: Option<String>,
}

#[derive(Debug)]
pub(super) struct CellAt {
    pub(super) element: Element,
    pub(super) style: Option<String>,
    pub(super) kind: Option<String>,
    /// Its value and its text as whole elements.
    pub(super) contents: Vec<Place>,
}

#[derive(Clone, Debug)]
pub(super) struct FormulaAt {
    pub(super) at: Address,
    /// The whole element.
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) shared: Option<String>,
    /// The range of an array formula.
    pub(super) array: Option<String>,
}

/// Parts that stand after an old drawing.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

impl Layout {
    /// Reads a sheet; the cells of the given rows are noted.
    pub(super) fn read(text: &str, wanted: &BTreeSet<u32>) -> Result<Self, WriteError> {
        let mut reader = Reader {
            scan: Scan::new(text),
            wanted,
            layout: Self::default(),
            next: Address::default(),
            depth: 0,
        };
        reader.run()?;
        Ok(reader.layout)
    }

    /// The row of the given number.
    pub(super) fn row(&self, row: u32) -> Option<&RowAt> {
        let place = self.rows.binary_search_by_key(&row, |known| known.row);
        self.rows.get(place.ok()?)
    }

    /// Where a row that is not there belongs.
    pub(super) fn before_row(&self, row: u32) -> usize {
        let next = self.rows.iter().find(|known| known.row > row);
        next.map_or(self.data.end, |next| next.element.tag.start)
    }
}

struct Reader<'t, 'w> {
    scan: Scan<'t>,
    wanted: &'w BTreeSet<u32>,
    layout: Layout,
    /// Where the next row, and the next cell, is that does not say so.
    next: Address,
    depth: usize,
}

impl Reader<'_, '_> {
    fn run(&mut self) -> Result<(), WriteError> {
        while let Some((event, place)) = self.scan.next()? {
            match event {
                Event::Start(tag) => {
                    self.start(&tag, &place, false)?;
                    // A cell was read up to its end.
                    if self.depth != 3 || tag.local_name().as_ref() != "c" {
                        self.depth = self.depth.saturating_add(1);
                    }
                }
                Event::Empty(tag) => self.start(&tag, &place, true)?,
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.end(tag.local_name().as_ref(), place.start);
                }
                _ => {}
            }
        }
        let sound = self.layout.rows.is_sorted_by(|a, b| a.row < b.row);
        match self.layout.tail > 0 && !self.layout.data.tag.is_empty() && sound {
            true => Ok(()),
            false => Err(WriteError::damaged("工作表的行次序有误")),
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        place: &Place,
        empty: bool,
    ) -> Result<(), WriteError> {
        let element = Element {
            tag: place.clone(),
            end: place.end,
            empty,
        };
        let name = tag.local_name();
        let layout = &mut self.layout;
        match name.as_ref() {
            "worksheet" => {
                layout.prefix = prefix(tag.name().as_ref()).to_owned();
                let mut values = tag.attributes().flatten();
                layout.strict = values.any(|it| it.value.contains("purl.oclc.org"));
            }
            "col" => layout.columns.extend(column(tag)),
            "sheetData" => layout.data = element,
            "row" if self.depth == 2 => self.row(tag, element),
            "c" if self.depth == 3 => self.cell(tag, element)?,
            "legacyDrawing" if self.depth == 1 => {
                layout.drawing = attribute(tag, "id").map(std::borrow::Cow::into_owned);
            }
            // Before the cells, such an element is something else.
            behind
                if self.depth == 1
                    && layout.tail == 0
                    && !layout.data.tag.is_empty()
                    && BEHIND.contains(&behind) =>
            {
                layout.tail = place.start;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, place: usize) {
        let layout = &mut self.layout;
        match name {
            "sheetData" => layout.data.end = place,
            "row" if self.depth == 2 => {
                if let Some(row) = layout.rows.last_mut() {
                    row.element.end = place;
                }
                self.next = Address::new(self.next.row.saturating_add(1), 0);
            }
            "worksheet" if layout.tail == 0 => layout.tail = place,
            _ => {}
        }
    }

    fn row(&mut self, tag: &BytesStart<'_>, element: Element) {
        let stated = attribute(tag, "r").and_then(|row| row.parse::<u32>().ok());
        let row = stated.map_or(self.next.row, |row| row.saturating_sub(1));
        let own = attribute(tag, "customFormat").is_some();
        let style = attribute(tag, "s").filter(|_| own);
        self.next = match element.empty {
            true => Address::new(row.saturating_add(1), 0),
            false => Address::new(row, 0),
        };
        self.layout.rows.push(RowAt {
            row,
            element,
            style: style.map(std::borrow::Cow::into_owned),
        });
    }

    fn cell(&mut self, tag: &BytesStart<'_>, element: Element) -> Result<(), WriteError> {
        let at = attribute(tag, "r").and_then(|at| Address::parse(&at.replace('$', "")));
        let at = at.unwrap_or(self.next);
        let owned = |name| attribute(tag, name).map(std::borrow::Cow::into_owned);
        let mut cell = CellAt {
            style: owned("s"),
            kind: owned("t"),
            contents: Vec::new(),
            element,
        };
        if !cell.element.empty {
            self.content(at, &mut cell)?;
        }
        self.next = Address::new(at.row, at.column.saturating_add(1));
        if self.wanted.contains(&at.row) {
            self.layout.cells.insert(at, cell);
        }
        Ok(())
    }

    /// What stands in a cell, up to its end tag.
    fn content(&mut self, at: Address, cell: &mut CellAt) -> Result<(), WriteError> {
        let mut depth = 0_usize;
        let mut start = 0;
        let mut formula: Option<FormulaAt> = None;
        loop {
            let Some((event, place)) = self.scan.next()? else {
                return Err(WriteError::damaged("单元格没有结尾"));
            };
            match &event {
                Event::Start(tag) => {
                    if depth == 0 {
                        start = place.start;
                        formula = FormulaAt::of(at, tag);
                    }
                    depth = depth.saturating_add(1);
                }
                Event::Empty(tag) if depth == 0 => match FormulaAt::of(at, tag) {
                    Some(formula) => self.keep(FormulaAt { place, ..formula })?,
                    None if is_value(tag.local_name().as_ref()) => cell.contents.push(place),
                    None => {}
                },
                Event::End(_) if depth == 0 => {
                    cell.element.end = place.start;
                    return Ok(());
                }
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    let place = start..place.end;
                    if depth > 0 {
                        continue;
                    }
                    match formula.take() {
                        Some(formula) => self.keep(FormulaAt { place, ..formula })?,
                        None if is_value(tag.local_name().as_ref()) => cell.contents.push(place),
                        None => {}
                    }
                }
                event => {
                    if let Some(formula) = &mut formula {
                        push_text(event, &mut formula.text);
                    }
                }
            }
        }
    }

    fn keep(&mut self, formula: FormulaAt) -> Result<(), WriteError> {
        if self.layout.formulas.len() >= limits::CELLS {
            return Err(WriteError::damaged("公式过多"));
        }
        self.layout.formulas.push(formula);
        Ok(())
    }
}

impl FormulaAt {
    fn of(at: Address, tag: &BytesStart<'_>) -> Option<Self> {
        if tag.local_name().as_ref() != "f" {
            return None;
        }
        let value = |name| attribute(tag, name).map(std::borrow::Cow::into_owned);
        let kind = value("t").unwrap_or_default();
        let array = matches!(kind.as_str(), "array" | "dataTable");
        Some(Self {
            at,
            place: 0..0,
            text: String::new(),
            shared: value("si").filter(|_| kind == "shared"),
            array: value("ref").filter(|_| array),
        })
    }
}

fn is_value(name: &str) -> bool {
    matches!(name, "v" | "is")
}

fn column(tag: &BytesStart<'_>) -> Option<(u32, u32, String)> {
    let number = |name| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
    let style = attribute(tag, "style")?.into_owned();
    Some((number("min")?, number("max")?, style))
}
