//! What the rules word their findings with.

use rust_decimal::Decimal;

use super::{Context, Judged, Outcome};
use crate::recognise::{Figure, FigureId, RowKey, Table, Value};
use crate::report::{CellRef, RelationRef, Role};
use crate::rulebook::{normal, without_enumerator};
use crate::source::Address;

/// Cells that a finding names at most.
const MOST_CELLS: usize = 1000;

/// Blank cells that a finding names at most.
const MOST_BLANKS: usize = 12;

impl Context<'_> {
    /// The cells of a relation, the most suspect one first, then the reported, then the rest.
    pub(super) fn cells(&self, judged: &Judged<'_>) -> Vec<CellRef> {
        let relation = judged.relation;
        let named = |id: &FigureId| {
            self.figure(*id)
                .is_some_and(|figure| figure.value != Value::Blank)
        };
        let printed: Vec<FigureId> = relation
            .terms()
            .map(|term| term.figure)
            .filter(named)
            .collect();
        let primary = match judged.judgement.outcome {
            Outcome::Broken => self.suspect(judged),
            _ => relation.terms().map(|term| term.figure).next(),
        };
        let reported = |id: FigureId| relation.left.iter().any(|term| term.figure == id);
        let role = |id: FigureId| match (Some(id) == primary, reported(id)) {
            (true, _) => Role::Primary,
            (false, true) => Role::Reported,
            (false, false) => Role::Addend,
        };
        let blanks = relation
            .terms()
            .map(|term| term.figure)
            .filter(|id| !named(id) && (reported(*id) || printed.len() < 2));
        let rest = printed
            .iter()
            .copied()
            .chain(blanks.take(MOST_BLANKS))
            .filter(|id| Some(*id) != primary);
        primary
            .into_iter()
            .chain(rest)
            .take(MOST_CELLS)
            .filter_map(|id| self.cell(id, Some(role(id))))
            .collect()
    }

    fn figure(&self, id: FigureId) -> Option<&Figure> {
        self.disclosure.figures.get(id)
    }

    /// A figure as a finding points at it.
    pub(crate) fn cell(&self, id: FigureId, role: Option<Role>) -> Option<CellRef> {
        self.disclosure.cell_ref(self.rulebook, id, role)
    }

    /// A cell of a table's labels as a finding points at it.
    pub(super) fn label(
        &self,
        table: &Table,
        at: Address,
        column: &str,
        role: Option<Role>,
    ) -> Option<CellRef> {
        let mut rows = table.parts.iter().flat_map(|part| &part.rows);
        let row = rows.find(|row| row.at == at.row);
        Some(CellRef {
            sheet: table.sheet_name.clone(),
            cell: at.to_string(),
            table: self.rulebook.tables.get(table.spec)?.id.clone(),
            row: row.map_or(String::new(), |row| row.key_text("总计")),
            column: column.to_owned(),
            value: String::new(),
            role,
        })
    }

    /// What people call a table: 表3.
    pub(super) fn short(&self, table: usize) -> &str {
        let spec = self.rulebook.tables.get(table);
        spec.map_or("", |spec| &spec.short)
    }

    /// Where a figure stands: `表3 E9`.
    pub(super) fn place(&self, id: FigureId) -> String {
        self.disclosure.place(self.rulebook, id)
    }

    /// What a figure is: `20805 行政事业单位养老支出 的“合计”`.
    pub(super) fn subject(&self, id: FigureId) -> String {
        format!("{} 的“{}”", self.row_name(id), self.column_name(id))
    }

    /// Name of a figure's row.
    pub(super) fn row_name(&self, id: FigureId) -> String {
        let Some(row) = self
            .figure(id)
            .and_then(|figure| self.disclosure.row_of(figure))
        else {
            return String::new();
        };
        let name = row.name.trim();
        match &row.key {
            RowKey::Code(code) if normal(name).starts_with(code.as_str()) => name.to_owned(),
            RowKey::Code(code) => format!("{code} {}", without_enumerator(name).trim_start()),
            RowKey::Item(_) => without_enumerator(name).trim_start().to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Name of a figure's column, as it stands between quotation marks.
    pub(super) fn column_name(&self, id: FigureId) -> String {
        let name = self.disclosure.column_name(self.rulebook, id);
        let name = name.unwrap_or_default().replace('/', "—");
        name.replace('“', "‘").replace('”', "’")
    }

    /// What a figure prints: its amount, or 空白.
    pub(super) fn printed(&self, id: FigureId) -> String {
        match self.figure(id).map(|figure| figure.value) {
            Some(Value::Amount(amount)) => amount.to_string(),
            _ => "空白".to_owned(),
        }
    }

    /// The sentence that the rulebook has for a relation.
    pub(super) fn say(&self, judged: &Judged<'_>) -> &str {
        self.rulebook
            .relations
            .get(judged.relation.spec)
            .map_or("", |spec| &spec.say)
    }

    /// A relation as the report shows it.
    pub(super) fn relation(&self, judged: &Judged<'_>) -> RelationRef {
        let judgement = &judged.judgement;
        let basis = self
            .rulebook
            .relations
            .get(judged.relation.spec)
            .and_then(|spec| spec.basis.clone());
        RelationRef {
            formula: judged.relation.formula(self.rulebook, self.disclosure),
            reported: judgement.reported.to_string(),
            computed: judgement.computed.to_string(),
            difference: judgement.difference().to_string(),
            tolerance: judgement.tolerance.normalize().to_string(),
            explanation: self.say(judged).to_owned(),
            basis,
        }
    }

    /// What the left side of a relation prints, and what the right side comes to:
    /// `表3 E9：20805 … 的“合计”为 89.97，{says} 88.97，相差 1.00。`
    pub(super) fn differs(&self, judged: &Judged<'_>, says: &str) -> Option<String> {
        let total = self.reported(judged)?;
        let (place, subject, reported) =
            (self.place(total), self.subject(total), self.printed(total));
        let (computed, gap) = (self.computed(judged, total), gap(judged));
        Some(format!(
            "{place}：{subject}为 {reported}，{says} {computed}，相差 {gap}。"
        ))
    }

    /// What the figure that a relation reports should be: what the right side comes to, and of several figures on the
    /// left what the others leave of it.
    fn computed(&self, judged: &Judged<'_>, reported: FigureId) -> Decimal {
        let judgement = &judged.judgement;
        let left = judged.relation.left.as_slice();
        let alone = || {
            let printed = |id: FigureId| {
                let amount = self.figure(id)?.value.amount();
                Some(amount.map_or(Decimal::ZERO, |it| it.printed()))
            };
            let mut terms = left.iter();
            let sum = terms.try_fold(Decimal::ZERO, |sum, term| {
                sum.checked_add(printed(term.figure)?.checked_mul(term.coefficient.into())?)
            })?;
            let first = left
                .first()
                .filter(|it| left.len() > 1 && it.coefficient == 1)?;
            // Where both sides are in one unit.
            let own = first.figure == reported && sum == judgement.reported;
            let gap = judgement.computed.checked_sub(judgement.reported)?;
            printed(reported)?.checked_add(gap).filter(|_| own)
        };
        alone().unwrap_or(judgement.computed)
    }

    /// The figure that the left side of a relation reports, or the first of the right.
    pub(super) fn reported(&self, judged: &Judged<'_>) -> Option<FigureId> {
        judged.relation.terms().next().map(|term| term.figure)
    }

    /// Whether what a relation reports stands in the row of a subject code.
    pub(super) fn is_of_code(&self, judged: &Judged<'_>) -> bool {
        let figure = self.reported(judged).and_then(|id| self.figure(id));
        let row = figure.and_then(|figure| self.disclosure.row_of(figure));
        row.is_some_and(|row| row.key.code().is_some())
    }

    /// The figure to look at first: the one that explains the relation, or else the one that most
    /// of the evidence speaks against.
    fn suspect(&self, judged: &Judged<'_>) -> Option<FigureId> {
        let explained = self
            .suspects
            .get(&judged.place)
            .map(|suspect| suspect.figure);
        let copy = judged.relation.copy;
        let named = |id: &FigureId| {
            copy || self
                .figure(*id)
                .is_some_and(|figure| figure.value != Value::Blank)
        };
        let figures = judged
            .relation
            .terms()
            .map(|term| term.figure)
            .filter(named);
        explained.or_else(|| self.evidence.suspect(figures))
    }

    /// What to do about a broken relation.
    pub(super) fn hint(&self, judged: &Judged<'_>) -> String {
        let say = self.say(judged);
        if let Some(suspect) = self.suspects.get(&judged.place) {
            return format!("依据：{say}。{}", suspect.advice);
        }
        let suspect = self
            .suspect(judged)
            .map(|id| (self.place(id), self.evidence.broken(id)));
        match suspect {
            Some((place, count @ 2..)) => {
                format!("依据：{say}。请先核对 {place}：它出现在 {count} 项不符的勾稽中。")
            }
            _ => format!("依据：{say}。请对照原始凭证核对所列单元格。"),
        }
    }
}

/// A difference without its sign.
pub(super) fn gap(judged: &Judged<'_>) -> Decimal {
    judged.judgement.difference().abs()
}
