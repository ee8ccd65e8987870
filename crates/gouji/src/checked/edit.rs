use super::Checked;
use crate::amount::{self, AmountError};
use crate::recognise::FigureId;
use crate::repair::slip;
use crate::report::{CellRef, Confidence, Correction};

/// Why nothing was put into a cell.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum EditError {
    /// No amount stands there.
    #[error("{0} 不是金额栏，不能在这里改。请点表中的金额。")]
    NoAmount(String),
    /// What was typed is no amount.
    #[error("“{0}”{1}。请输入数字，如 88.97；留空表示没有金额。")]
    Text(String, AmountError),
}

impl Checked {
    /// What was typed into a cell, as a correction of what the file has there; `""` is a blank.
    /// It takes as many decimals as the figures of its table print.
    ///
    /// # Errors
    /// When no amount stands in the cell, or none was typed.
    pub fn edit(&self, table: &str, cell: &str, text: &str) -> Result<Correction, EditError> {
        let id = self.figure_at(table, cell);
        let id = id.ok_or_else(|| EditError::NoAmount(cell.to_owned()))?;
        let found = self.disclosure.cell_ref(&self.rulebook, id, None);
        let found = found.ok_or_else(|| EditError::NoAmount(cell.to_owned()))?;
        let typed =
            amount::parse(text).map_err(|fault| EditError::Text(text.trim().to_owned(), fault))?;
        let to = typed.map(|amount| amount.with_places(self.places(id)));
        let to = to.map_or_else(String::new, |amount| amount.to_string());
        Ok(Correction {
            from: found.value.clone(),
            reason: slip(&found.value, &to),
            cell: found,
            to,
            confidence: Confidence::Certain,
            alternatives: Vec::new(),
            settles: Vec::new(),
            fault: 0,
            relations: Vec::new(),
            text: Vec::new(),
            unproved: false,
            range: None,
        })
    }

    /// The same changes with their cells called as this rulebook calls them: for changes that were made
    /// when the file was read by another one.
    #[must_use]
    pub fn renamed(&self, changes: &[Correction]) -> Vec<Correction> {
        let mut renamed = changes.to_vec();
        for change in &mut renamed {
            if let Some(cell) = self.named_here(&change.cell) {
                change.cell = cell;
            }
        }
        renamed
    }

    /// The cell as this rulebook calls it, where it is not called so already.
    fn named_here(&self, cell: &CellRef) -> Option<CellRef> {
        let tables = self.disclosure.tables.iter();
        let own = tables.filter(|table| table.sheet_name == cell.sheet);
        let figures = own.flat_map(|table| table.figures.clone());
        let names = figures.filter_map(|id| {
            let figure = self.disclosure.figures.get(id)?;
            let here = figure.at.to_string() == cell.cell;
            here.then(|| self.disclosure.cell_ref(&self.rulebook, id, None))?
        });
        let names: Vec<CellRef> = names.collect();
        let known = names.iter().any(|name| name.table == cell.table);
        names.into_iter().next().filter(|_| !known)
    }

    fn figure_at(&self, table: &str, cell: &str) -> Option<FigureId> {
        let spec = self.rulebook.tables.iter().position(|it| it.id == table)?;
        let mut ids = self.disclosure.table(spec)?.figures.clone();
        ids.find(|&id| {
            let figure = self.disclosure.figures.get(id);
            figure.is_some_and(|figure| figure.at.to_string() == cell)
        })
    }

    /// The most decimals that a figure of the same table prints.
    fn places(&self, id: FigureId) -> u32 {
        let figures = &self.disclosure.figures;
        let own = figures.get(id).map(|figure| figure.table);
        let own = figures.iter().filter(|figure| Some(figure.table) == own);
        let amounts = own.filter_map(|figure| figure.value.amount());
        let scales = amounts.map(|amount| amount.printed().scale());
        scales.max().unwrap_or_default()
    }
}
