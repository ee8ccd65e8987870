use std::collections::BTreeMap;

use super::files::hexadecimal;
use super::{Checked, Input};
use crate::recognise::Table;
use crate::report::{Adjustment, CellRef, Correction};
use crate::source::{Address, unpack};
use crate::writeback::{Edit, WriteError, Written, bundle, note, note_of_adjustment, rewrite};
use sha2::{Digest, Sha256};

impl Checked {
    /// The files that were checked, with the accepted corrections in their cells and, but in text, a
    /// comment at each; everything else in them stays as it is. Files that no correction concerns are
    /// left out, unless there is none at all. An archive comes back whole.
    ///
    /// Adjustments of last digits, of tables that were made additive, may go with them.
    ///
    /// `inputs` are the same files again: what was read of them does not hold their bytes.
    ///
    /// # Errors
    /// When a file is not one of those checked, or cannot be changed in place; the error says what
    /// to do.
    pub fn rewrite(
        &self,
        inputs: &[Input<'_>],
        accepted: &[Correction],
        adjustments: &[Adjustment],
    ) -> Result<Vec<Written>, WriteError> {
        let mut edits = self.edits(accepted, adjustments)?;
        let all = edits.is_empty();
        let mut written = Vec::new();
        let mut found = 0_usize;
        for input in inputs {
            let members = unpack(input.name, input.bytes)?;
            let mut changed = BTreeMap::new();
            let mut own = 0_usize;
            for (name, bytes) in &members {
                let Some(place) = self.place_of(bytes) else {
                    continue;
                };
                own = own.saturating_add(1);
                let edits = edits.remove(&place).unwrap_or_default();
                if all || !edits.is_empty() {
                    changed.insert(name.clone(), rewrite(name, bytes, &edits)?);
                }
            }
            found = found.saturating_add(own);
            let alone = matches!(members.as_slice(), [(name, _)] if name == input.name);
            let archive = (!alone).then_some(input.bytes);
            if !changed.is_empty() {
                written.push(bundle(input.name, archive, changed)?);
            }
        }
        if !edits.is_empty() || found == 0 {
            return Err(WriteError::OtherFile);
        }
        Ok(written)
    }

    /// The place among the files that were checked of the one with these bytes.
    fn place_of(&self, bytes: &[u8]) -> Option<usize> {
        let digest = hexadecimal(&Sha256::digest(bytes));
        let mut files = self.report.files.iter();
        files.position(|file| file.sha256 == digest)
    }

    /// The edits that are asked for, by file.
    fn edits(
        &self,
        accepted: &[Correction],
        adjustments: &[Adjustment],
    ) -> Result<BTreeMap<usize, Vec<Edit>>, WriteError> {
        let corrections = accepted.iter().map(|it| (&it.cell, &it.to, note(it)));
        let adjusted = adjustments
            .iter()
            .map(|it| (&it.cell, &it.to, note_of_adjustment(it)));
        let all: Vec<(&CellRef, &String, String)> = corrections.chain(adjusted).collect();
        let (disclosure, _) = self.changed(all.iter().map(|(cell, to, _)| (*cell, to.as_str())));
        let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
        for (cell, to, note) in all {
            let (file, sheet, at) = self.locate(cell).ok_or_else(|| WriteError::Unknown {
                cell: format!("{} {}", cell.sheet, cell.cell),
            })?;
            let own = edits.entry(file).or_default();
            match own
                .iter_mut()
                .find(|edit| (edit.sheet, edit.at) == (sheet, at))
            {
                Some(known) => {
                    known.to.clone_from(to);
                    known.note = format!("{}\n{note}", known.note);
                }
                None => own.push(Edit {
                    sheet,
                    at,
                    to: to.clone(),
                    stored: disclosure.stored(cell),
                    note,
                }),
            }
        }
        Ok(edits)
    }

    /// The file that a cell stands in, its sheet there, and its address; of merged cells the upper
    /// left one, unless that is in the headings or the figure was read below it.
    fn locate(&self, cell: &CellRef) -> Option<(usize, usize, Address)> {
        let at = Address::parse(&cell.cell)?;
        let holds = |table: &&Table| {
            let figures = self.disclosure.figures.get(table.figures.clone());
            let mut figures = figures.unwrap_or_default().iter();
            table.sheet_name == cell.sheet && figures.any(|figure| figure.at == at)
        };
        let table = self.disclosure.tables.iter().find(holds)?;
        let sheet = self.book.sheets.get(table.sheet)?;
        let at = match (sheet.cell(at), sheet.merge(at)) {
            (None, Some(merge)) if !table.head.contains(&merge.start.row) => merge.start,
            _ => at,
        };
        let mut place = table.sheet;
        for (file, &sheets) in self.sheets.iter().enumerate() {
            match place.checked_sub(sheets) {
                Some(rest) => place = rest,
                None => return Some((file, place, at)),
            }
        }
        None
    }
}
