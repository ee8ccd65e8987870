//! Office Open XML workbooks: only the parts that a correction concerns are changed, and of these
//! only the places concerned.

mod calculation;
mod cells;
mod comments;
mod links;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use super::archive::Changes;
use super::content::Wanted;
use super::formula::{Formula, Place, Sheets, Value};
use super::{Edit, WriteError, archive};
use crate::order::{Gather, Order};
use crate::source::package::Package;
use crate::source::xlsx::{Named, parts, relationships};
use crate::source::{Address, Book};

use calculation::Calculation;
use cells::{CellEdit, Cells, distance};
use links::Links;
use sheet::Layout;

/// The workbook with the edits in place.
pub(super) fn rewrite(
    bytes: &[u8],
    package: Package<'_>,
    book: &Book,
    edits: &[Edit],
) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::open(package, book, edits)?;
    let plan = writer.plan()?;
    let mut removed = false;
    for (sheet, edits) in &plan.edits {
        removed |= writer.sheet(*sheet, edits)?;
    }
    let (workbook, stale) = (writer.workbook.clone(), plan.stale);
    Calculation { stale, removed }.settle(&mut writer.files, &workbook)?;
    archive::rewritten(bytes, writer.files.changes)
}

/// The parts of a package, those that were changed as they are now.
pub(super) struct Files<'a> {
    package: Package<'a>,
    changes: Changes,
}

impl Files<'_> {
    /// The text of a part, if it is there.
    fn text(&mut self, path: &str) -> Result<Option<String>, WriteError> {
        let place = self.package.place(path);
        let changed = place.and_then(|place| self.changes.entries.get(&place));
        let bytes = match (changed, self.changes.added.get(path)) {
            (Some(content), _) => content.clone(),
            (None, Some(content)) => Some(content.clone()),
            (None, None) => self.package.bytes(path)?,
        };
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|_| WriteError::Encoding)
    }

    fn put(&mut self, path: &str, text: String) {
        let bytes = text.into_bytes();
        match self.package.place(path) {
            Some(place) => drop(self.changes.entries.insert(place, Some(bytes))),
            None => drop(self.changes.added.insert(path.to_owned(), bytes)),
        }
    }

    fn leave_out(&mut self, path: &str) {
        if let Some(place) = self.package.place(path) {
            self.changes.entries.insert(place, None);
        }
    }

    /// A path that no part has, with a number in it.
    fn unused(&self, front: &str, back: &str) -> String {
        let taken = |path: &String| {
            let name = path.to_ascii_lowercase();
            self.package.has(&name) || self.changes.added.contains_key(path)
        };
        let mut paths = (1_u32..).map(|number| format!("{front}{number}{back}"));
        paths.find(|path| !taken(path)).unwrap_or_default()
    }
}

struct Writer<'a> {
    files: Files<'a>,
    workbook: String,
    sheets: Vec<Named>,
    book: &'a Book,
    edits: BTreeMap<usize, Vec<&'a Edit>>,
}

/// What becomes of each sheet's cells.
struct Plan {
    edits: BTreeMap<usize, Vec<CellEdit>>,
    /// Whether a formula elsewhere may give something else now.
    stale: bool,
}

impl<'a> Writer<'a> {
    fn open(
        mut package: Package<'a>,
        book: &'a Book,
        edits: &'a [Edit],
    ) -> Result<Self, WriteError> {
        let (workbook, sheets) = parts(&mut package)?;
        if sheets.len() != book.sheets.len() {
            return Err(WriteError::damaged("工作表数目不一致"));
        }
        let mut by_sheet: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
        for edit in edits {
            by_sheet.entry(edit.sheet).or_default().push(edit);
        }
        for edits in by_sheet.values_mut() {
            edits.order_by_key(|edit| edit.at);
        }
        Ok(Self {
            files: Files {
                package,
                changes: Changes::default(),
            },
            workbook,
            sheets,
            book,
            edits: by_sheet,
        })
    }

    fn xml(&mut self, sheet: usize) -> Result<String, WriteError> {
        let path = self.sheets.get(sheet).map(|sheet| sheet.path.clone());
        let text = self.files.text(&path.unwrap_or_default())?;
        text.ok_or_else(|| WriteError::damaged("缺少工作表"))
    }

    /// Works out what each cell is to hold, and which formulas stay.
    fn plan(&mut self) -> Result<Plan, WriteError> {
        let mut wanted: BTreeMap<Place, Wanted> = BTreeMap::new();
        for (&place, edits) in &self.edits {
            let sheet = self.book.sheets.get(place);
            let sheet = sheet.ok_or_else(|| WriteError::damaged("缺少工作表"))?;
            for edit in edits {
                let content = Wanted::of(sheet, edit.at, edit.amount()?);
                wanted.insert((place, edit.at), content);
            }
        }
        let formulas = self.formulas()?;
        let names = self
            .sheets
            .iter()
            .map(|sheet| sheet.name.as_str())
            .collect();
        let mut sheets = Sheets::new(self.book, names, &formulas, &wanted);
        let mut edits: BTreeMap<usize, Vec<CellEdit>> = BTreeMap::new();
        for (&(sheet, at), content) in &wanted {
            let computed = sheets.kept((sheet, at));
            edits.entry(sheet).or_default().push(CellEdit {
                at,
                wanted: content.clone(),
                computed,
            });
        }
        let stale = formulas
            .keys()
            .any(|place| !wanted.contains_key(place) && !is_current(&mut sheets, *place));
        Ok(Plan { edits, stale })
    }

    /// The formulas of all sheets. Those shared by several cells are given to each.
    fn formulas(&mut self) -> Result<BTreeMap<Place, Formula>, WriteError> {
        let mut all = BTreeMap::new();
        for place in 0..self.sheets.len() {
            let layout = Layout::read(&self.xml(place)?, &BTreeSet::new())?;
            let own = layout
                .formulas
                .iter()
                .filter(|formula| !formula.text.is_empty());
            let shared: BTreeMap<_, _> = own
                .filter_map(|formula| Some((formula.shared.as_deref()?, formula)))
                .gather();
            for formula in &layout.formulas {
                let master = formula.shared.as_deref().and_then(|id| shared.get(id));
                let (text, from) = match master.filter(|_| formula.text.is_empty()) {
                    Some(master) => (&master.text, master.at),
                    None => (&formula.text, formula.at),
                };
                let moved = distance(from, formula.at);
                let text = text.clone();
                all.insert((place, formula.at), Formula { text, moved });
            }
        }
        Ok(all)
    }

    /// Changes a sheet and what belongs to it. Gives whether a formula was removed.
    fn sheet(&mut self, place: usize, edits: &[CellEdit]) -> Result<bool, WriteError> {
        let text = self.xml(place)?;
        let rows = edits.iter().map(|edit| edit.at.row);
        let near = rows.flat_map(|row| row.saturating_sub(NEAR)..row.saturating_add(NEAR));
        let layout = Layout::read(&text, &near.gather())?;
        let sheet = self.book.sheets.get(place);
        let mut cells = Cells {
            text: &text,
            layout: &layout,
            sheet: sheet.ok_or_else(|| WriteError::damaged("缺少工作表"))?,
            splices: super::splice::Splices::default(),
        };
        let removed = cells.edit(edits)?;
        let mut splices = cells.splices;
        let notes = self.notes(place, edits, &layout);
        let notes: Vec<comments::Note<'_>> = notes
            .iter()
            .map(|(at, note)| (*at, note.as_str()))
            .collect();
        let path = self.sheets.get(place).map(|sheet| sheet.path.clone());
        let path = path.unwrap_or_default();
        let links = Links {
            files: &mut self.files,
            part: &path,
            strict: layout.strict,
        };
        if let Some(element) = links.comment(place, &layout, &notes)? {
            splices.insert(layout.tail, element);
        }
        self.files.put(&path, splices.apply(&text)?);
        Ok(removed)
    }

    /// The comments of a sheet, with what became of formulas.
    fn notes(&self, place: usize, edits: &[CellEdit], layout: &Layout) -> Vec<(Address, String)> {
        let own = self.edits.get(&place).into_iter().flatten();
        let note = |edit: &&Edit| {
            let mut note = edit.note.clone();
            let removed = edits
                .iter()
                .find(|it| it.at == edit.at && it.computed.is_none());
            let formula = layout.formulas.iter().find(|it| it.at == edit.at);
            if let (Some(_), Some(formula)) = (removed, formula) {
                let text = if formula.text.is_empty() {
                    "（共用公式）"
                } else {
                    &formula.text
                };
                note.push_str(&format!("\n原公式 ={text} 算不出新值，已改为数值。"));
            }
            (edit.at, note)
        };
        own.map(note).collect()
    }
}

/// How far from a cell rows are looked at for a style.
const NEAR: u32 = 100;

/// Whether a formula gives what the file holds for it.
fn is_current(sheets: &mut Sheets<'_>, place: Place) -> bool {
    const PLACES: u32 = 9;
    match (sheets.result(place), sheets.stored(place)) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => {
            a.round_dp(PLACES) == b.round_dp(PLACES)
        }
        (Some(Value::Blank), Some(Value::Number(stored))) => stored.is_zero(),
        (Some(Value::Text(text)), Some(Value::Blank)) => text.is_empty(),
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}
