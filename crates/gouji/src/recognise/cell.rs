use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Disclosure, FigureId, RowKey, SecondCopy, Table, Value, copies};
use crate::amount;
use crate::report::{CellRef, Role};
use crate::rulebook::{ColumnSpec, Rulebook};
use crate::source::Address;

impl Disclosure {
    /// A figure as reports point at it.
    #[must_use]
    pub fn cell_ref(
        &self,
        rulebook: &Rulebook,
        id: FigureId,
        role: Option<Role>,
    ) -> Option<CellRef> {
        let figure = self.figures.get(id)?;
        let table = rulebook.tables.get(figure.table)?;
        let column = self.column_name(rulebook, id)?;
        Some(CellRef {
            sheet: self.table(figure.table)?.sheet_name.clone(),
            cell: figure.at.to_string(),
            table: table.id.clone(),
            row: self.row_key(rulebook, id),
            column: column.into_owned(),
            value: self.printed(id),
            role,
        })
    }

    /// Where a figure stands, as people say it: `表3 E9`.
    #[must_use]
    pub fn place(&self, rulebook: &Rulebook, id: FigureId) -> String {
        let Some(figure) = self.figures.get(id) else {
            return String::new();
        };
        let table = rulebook
            .tables
            .get(figure.table)
            .map_or("", |table| &table.short);
        format!("{table} {}", figure.at)
    }

    /// What a figure prints: the amount, the text of what is none, or `""`.
    #[must_use]
    pub fn printed(&self, id: FigureId) -> String {
        match self.figures.get(id).map(|figure| figure.value) {
            Some(Value::Amount(amount)) => amount.to_string(),
            _ => self.unreadable.get(&id).cloned().unwrap_or_default(),
        }
    }

    /// The name of a figure's column: the rulebook's, or for one that the table has of its own, its headings.
    pub(crate) fn column_name<'r>(
        &self,
        rulebook: &'r Rulebook,
        id: FigureId,
    ) -> Option<Cow<'r, str>> {
        let figure = self.figures.get(id)?;
        if let Some(column) = figure.column_spec(rulebook) {
            return Some(Cow::Borrowed(&column.name));
        }
        let part = self.table(figure.table)?.parts.get(figure.part)?;
        Some(Cow::Owned(part.own_column(figure.column)?.name.clone()))
    }

    /// The key of a figure's row as reports write it: a code, the path of an item, a name.
    #[must_use]
    pub fn row_key(&self, rulebook: &Rulebook, id: FigureId) -> String {
        let Some(figure) = self.figures.get(id) else {
            return String::new();
        };
        let part = rulebook
            .tables
            .get(figure.table)
            .and_then(|table| table.parts.get(figure.part));
        let total = part.map_or("总计", |part| &part.total_name);
        match self.row_of(figure) {
            Some(row) => row.key_text(total),
            None => String::new(),
        }
    }
}

impl Disclosure {
    /// Puts another amount into a cell; `""` makes it blank. What is no amount changes nothing.
    /// Gives the figures that stand in the cell.
    pub fn set(&mut self, cell: &CellRef, value: &str) -> Vec<FigureId> {
        let mut changed = Vec::new();
        let (Ok(amount), Some(at)) = (amount::parse(value), Address::parse(&cell.cell)) else {
            return changed;
        };
        let value = amount.map_or(Value::Blank, Value::Amount);
        for table in &mut self.tables {
            if table.sheet_name != cell.sheet {
                continue;
            }
            let figures = self.figures.get_mut(table.figures.clone());
            let figures = figures.into_iter().flatten().zip(table.figures.clone());
            for (figure, id) in figures.filter(|(figure, _)| figure.at == at) {
                table.amounts = table
                    .amounts
                    .saturating_sub(usize::from(figure.value.is_printed()))
                    .saturating_add(usize::from(value.is_printed()));
                figure.value = value;
                self.unreadable.remove(&id);
                changed.push(id);
            }
        }
        let own = |copy: &&mut SecondCopy| copy.at == at && copy.sheet == cell.sheet;
        for copy in self.copies.iter_mut().filter(own) {
            copy.amount = copies::printed(value);
            copy.printed = amount.map_or_else(String::new, |amount| amount.to_string());
        }
        changed
    }
}

impl Disclosure {
    /// What a cell stores beyond what it shows.
    pub(crate) fn stored(&self, cell: &CellRef) -> Option<Decimal> {
        let at = Address::parse(&cell.cell)?;
        let own = |table: &&Table| table.sheet_name == cell.sheet;
        let tables = self.tables.iter().filter(own);
        let figures = tables.filter_map(|table| self.figures.get(table.figures.clone()));
        let figure = figures.flatten().find(|figure| figure.at == at)?;
        let amount = figure.value.amount();
        amount.filter(|it| it.has_excess()).map(|it| it.stored())
    }
}

impl super::Figure {
    /// The rulebook's column that it stands in.
    pub(crate) fn column_spec<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r ColumnSpec> {
        let part = rulebook.tables.get(self.table)?.parts.get(self.part)?;
        part.columns.get(self.column)
    }
}

impl super::Row {
    /// Its key as reports write it; `total` names the total row.
    #[must_use]
    pub fn key_text(&self, total: &str) -> String {
        match &self.key {
            RowKey::Code(code) => code.clone(),
            RowKey::Item(path) => path.clone(),
            RowKey::Project { code, .. } if code.is_empty() => self.name.clone(),
            RowKey::Project { code, .. } => format!("{code}/{}", self.name),
            RowKey::Unit(_) => self.name.clone(),
            RowKey::Total => total.to_owned(),
        }
    }
}
