//! What the rules word contradictions with.

use rust_decimal::Decimal;

use super::{Context, Contradiction, Judged, Outcome};
use crate::recognise::{FigureId, Value};
use crate::relate::Term;
use crate::report::{CellRef, RelationRef, Role};
use crate::rulebook::formula::Comparison;

/// Figures of one side that a message names at most.
const MOST_NAMED: usize = 6;

/// Sentences that a hint gives at most; the relation's explanation has them all.
const MOST_SAID: usize = 4;

impl Context<'_> {
    /// The figures of a contradiction, at least one of which is wrong.
    pub(super) fn cells_of(&self, contradiction: &Contradiction) -> Vec<CellRef> {
        let primary = self.primary(contradiction);
        let relation = &contradiction.combined;
        let role = |id: FigureId| match relation.left.iter().any(|term| term.figure == id) {
            true => Role::Reported,
            false => Role::Addend,
        };
        let figures = relation.terms().map(|term| term.figure);
        let rest = figures.filter(|id| Some(*id) != primary);
        let first = primary.map(|id| (id, Role::Primary));
        first
            .into_iter()
            .chain(rest.map(|id| (id, role(id))))
            .filter_map(|(id, role)| self.cell(id, Some(role)))
            .collect()
    }

    /// The figure to look at first: of those that are off by a last digit elsewhere, or else of
    /// all, the one that the fewest relations speak for.
    fn primary(&self, contradiction: &Contradiction) -> Option<FigureId> {
        let figures = contradiction.combined.terms().map(|term| term.figure);
        let printed: Vec<FigureId> = figures.filter(|id| !self.prints_nothing(*id)).collect();
        let doubtful = printed.iter().copied().filter(|id| self.is_doubtful(*id));
        let doubtful = self.evidence.suspect(doubtful);
        doubtful.or_else(|| self.evidence.suspect(printed.into_iter()))
    }

    fn is_doubtful(&self, id: FigureId) -> bool {
        let off = |judged: &&Judged<'_>| judged.judgement.outcome == Outcome::LastDigit;
        let relations = self.judged.iter().filter(off);
        let mut terms = relations.flat_map(|judged| judged.relation.terms());
        terms.any(|term| term.figure == id)
    }

    fn prints_nothing(&self, id: FigureId) -> bool {
        let figure = self.disclosure.figures.get(id);
        figure.is_none_or(|figure| figure.value == Value::Blank)
    }

    /// What multiples of the relations add up to, as the report shows a relation.
    pub(super) fn relation_of(&self, contradiction: &Contradiction) -> RelationRef {
        let judged = Judged {
            place: 0,
            relation: &contradiction.combined,
            judgement: contradiction.judgement,
        };
        let count = contradiction.relations.len();
        RelationRef {
            explanation: format!(
                "由 {count} 条勾稽合并得出：{}",
                self.says(contradiction).join("；")
            ),
            basis: None,
            ..self.relation(&judged)
        }
    }

    /// Which figures cannot all be right, and by how much they miss:
    /// `表3 E9：… 的“合计”为 1.01，与另外 3 个数字{cannot}：…，至少还差 0.01。`
    pub(super) fn contradicts(
        &self,
        contradiction: &Contradiction,
        cannot: &str,
    ) -> Option<String> {
        let primary = self.primary(contradiction)?;
        let relation = &contradiction.combined;
        let judgement = &contradiction.judgement;
        let gap = judgement.difference().abs();
        let most = judgement.tolerance;
        let blank = relation
            .terms()
            .any(|term| self.prints_nothing(term.figure));
        let rounding = if blank {
            "四舍五入连同空白处隐去的金额"
        } else {
            "四舍五入"
        };
        let comparison = match relation.comparison {
            Comparison::Equal => "等于",
            Comparison::AtLeast => "不小于",
        };
        Some(format!(
            "{}：{}为 {}，与另外 {} 个数字{cannot}：{} 条勾稽分别都在尾差之内，合并后应有 {} {comparison} {}，印出的两边为 {} 与 {}，相差 {gap}，而{rounding}最多造成 {}，至少还差 {}。",
            self.place(primary),
            self.subject(primary),
            self.printed(primary),
            relation.terms().count().saturating_sub(1),
            contradiction.relations.len(),
            self.side(&relation.left),
            self.side(&relation.right),
            judgement.reported,
            judgement.computed,
            most.normalize(),
            gap.checked_sub(most).unwrap_or(Decimal::ZERO).normalize(),
        ))
    }

    /// What the relations of a contradiction say, and what to do.
    pub(super) fn hint_of(&self, contradiction: &Contradiction, advice: &str) -> String {
        let says = self.says(contradiction);
        let some: Vec<&str> = says.iter().take(MOST_SAID).copied().collect();
        let more = if says.len() > MOST_SAID { "等" } else { "" };
        format!("依据：{}{more}。{advice}", some.join("；"))
    }

    /// The sentences of the rulebook for the relations, each once.
    fn says(&self, contradiction: &Contradiction) -> Vec<&str> {
        let places = contradiction.relations.iter().map(|(place, _)| *place);
        let mut says: Vec<&str> = Vec::new();
        for judged in places.filter_map(|place| self.judged.get(place)) {
            let say = self.say(judged);
            if !says.contains(&say) {
                says.push(say);
            }
        }
        says
    }

    /// One side of a combined relation: `表3 E9 + 2×表3 E12`.
    fn side(&self, terms: &[Term]) -> String {
        let named = terms.iter().take(MOST_NAMED).map(|term| {
            let place = self.place(term.figure);
            match term.coefficient {
                1 => place,
                factor => format!("{factor}×{place}"),
            }
        });
        let named: Vec<String> = named.collect();
        let named = named.join(" + ");
        match terms.len() {
            0 => "0".to_owned(),
            count if count > MOST_NAMED => format!("{named} 等 {count} 项之和"),
            _ => named,
        }
    }
}
