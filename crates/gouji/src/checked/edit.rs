use super::Checked;
use crate::amount::{self, Amount, AmountError, AmountUnit};
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
    /// A unit was typed, and the table's own is not known.
    #[error("“{0}”写了单位，但本表没有写明金额单位，无法换算。请按本表的单位，只输入数字。")]
    Unit(String),
}

/// Units that may stand behind what is typed, with the power of ten that makes 元 of them.
const UNITS: [(&str, i32); 4] = [("亿元", 8), ("万元", 4), ("千元", 3), ("元", 0)];

impl Checked {
    /// What was typed into a cell, as a correction of what the file has there; `""` is a blank.
    /// It takes as many decimals as the figures of its table print. A unit behind it is converted to the
    /// table's own, exactly.
    ///
    /// # Errors
    /// When no amount stands in the cell, none was typed, or one in a unit that cannot be converted.
    pub fn edit(&self, table: &str, cell: &str, text: &str) -> Result<Correction, EditError> {
        let id = self.figure_at(table, cell);
        let id = id.ok_or_else(|| EditError::NoAmount(cell.to_owned()))?;
        let found = self.disclosure.cell_ref(&self.rulebook, id, None);
        let found = found.ok_or_else(|| EditError::NoAmount(cell.to_owned()))?;
        let spec = self.disclosure.figures.get(id).map(|figure| figure.table);
        let typed = typed(text, spec.and_then(|spec| self.disclosure.unit_of(spec)))?;
        let to = typed.map(|amount| amount.with_places(self.places(id)));
        let to = to.map_or_else(String::new, |amount| amount.to_string());
        Ok(change(found, to))
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
    pub(super) fn places(&self, id: FigureId) -> u32 {
        let figures = &self.disclosure.figures;
        let own = figures.get(id).map(|figure| figure.table);
        let own = figures.iter().filter(|figure| Some(figure.table) == own);
        let amounts = own.filter_map(|figure| figure.value.amount());
        let scales = amounts.map(|amount| amount.printed().scale());
        scales.max().unwrap_or_default()
    }
}

/// A change of a cell that nothing proposed.
pub(super) fn change(cell: CellRef, to: String) -> Correction {
    Correction {
        from: cell.value.clone(),
        reason: slip(&cell.value, &to),
        cell,
        to,
        confidence: Confidence::Certain,
        alternatives: Vec::new(),
        settles: Vec::new(),
        fault: 0,
        relations: Vec::new(),
        text: Vec::new(),
        unproved: false,
        range: None,
        follows: false,
    }
}

/// What was typed, in the unit of its table.
fn typed(text: &str, own: Option<AmountUnit>) -> Result<Option<Amount>, EditError> {
    let text = text.trim();
    let unit = UNITS
        .iter()
        .find_map(|(unit, zeros)| Some((text.strip_suffix(unit)?, *zeros)));
    let fault = |fault| EditError::Text(text.to_owned(), fault);
    let Some((number, zeros)) = unit else {
        return amount::parse(text).map_err(fault);
    };
    let Some(amount) = amount::parse(number).map_err(fault)? else {
        return Err(fault(AmountError::NotANumber));
    };
    let own = own.ok_or_else(|| EditError::Unit(text.to_owned()))?;
    let exponent = zeros.saturating_sub(own.exponent_to(AmountUnit::Yuan));
    let exact = amount.shifted(exponent);
    exact
        .map(Some)
        .ok_or_else(|| fault(AmountError::OutOfRange))
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::amount::AmountUnit::{TenThousand, Thousand, Yuan};

    #[test]
    fn a_unit_that_is_typed_is_converted() {
        for (text, own, expected) in [
            ("88.97", TenThousand, "88.97"),
            ("889700元", TenThousand, "88.97"),
            ("889,700 元", TenThousand, "88.97"),
            ("８８９７００元", TenThousand, "88.97"),
            ("88.97万元", TenThousand, "88.97"),
            ("88.97 万元", Yuan, "889700"),
            ("-1.5亿元", TenThousand, "-15000"),
            ("1.5 亿元", Yuan, "150000000"),
            ("12千元", TenThousand, "1.2"),
            ("12 千元 ", Yuan, "12000"),
            ("1.2万元", Thousand, "12"),
            ("1元", TenThousand, "0.0001"),
            ("0元", TenThousand, "0"),
        ] {
            let amount = typed(text, Some(own)).unwrap().unwrap();
            assert_eq!(amount.printed().to_string(), expected, "{text} in {own:?}");
        }
    }

    #[test]
    fn what_cannot_be_converted_is_refused_with_what_was_typed() {
        for (text, own) in [
            ("元", Some(Yuan)),
            ("八十万元", Some(TenThousand)),
            ("5美元", Some(Yuan)),
            ("1万", Some(Yuan)),
            ("12万元", None),
            ("99999999999999亿元", Some(Yuan)),
        ] {
            let error = typed(text, own).unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
    }
}
