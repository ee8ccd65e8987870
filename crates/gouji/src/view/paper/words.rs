use rust_decimal::Decimal;

use super::super::{Answer, Spread, Viewer};
use super::layout::{Papers, line};
use super::{
    ClaimRole, ClaimState, OperandView, QuotedCell, SaidView, Stretches, WordsDetail, WorkingKind,
    WorkingView,
};
use crate::amount::Interval;
use crate::check::{self, Operand, Working};
use crate::prose::{Claim, Direction, Role, Unit};
use crate::recognise::{FigureId, Value};

/// Cells that a number quotes and sentences that quote a cell, as many as are shown.
const MOST: usize = 40;

impl Viewer<'_> {
    /// Words of a paper in detail.
    pub(in crate::view) fn words_answer(
        &self,
        (papers, stretches): (&Papers, &Stretches),
        id: &str,
        place: &str,
    ) -> Answer {
        let detail = self.words((papers, stretches), id, place);
        let findings = detail.iter().flat_map(|detail| &detail.findings);
        Answer::Words {
            paper: id.to_owned(),
            place: place.to_owned(),
            findings: findings.filter_map(|index| self.finding(*index)).collect(),
            detail: detail.map(Box::new),
        }
    }

    fn words(
        &self,
        (papers, stretches): (&Papers, &Stretches),
        id: &str,
        place: &str,
    ) -> Option<WordsDetail> {
        let sheet = papers.all.get(papers.find(id)?)?.sheet;
        let (at, claim, findings) = stretches.at(sheet, place)?;
        let known = claim.and_then(|claim| Some((claim, self.prose.claims.get(claim)?)));
        let Some((index, claim)) = known else {
            let first = self.report.findings.get(*findings.first()?)?;
            let span = first.text.as_ref()?;
            return Some(WordsDetail {
                quote: span.quote.clone(),
                sentence: String::new(),
                within: (0, 0),
                line: line(at.row),
                role: None,
                state: None,
                working: None,
                cells: Vec::new(),
                findings,
            });
        };
        let (sentence, from, to) = self.sentence(claim);
        let context = self.context();
        let working = context.working(index);
        let quoted = context.quoted(claim);
        Some(WordsDetail {
            quote: self.prose.span(self.book, claim)?.quote,
            sentence,
            within: (from, to),
            line: line(at.row),
            role: Some(role(claim.role)),
            state: stretches.state(index),
            working: working.and_then(|working| self.working(papers, &working)),
            cells: quoted
                .into_iter()
                .take(MOST)
                .filter_map(|id| self.quoted(id))
                .collect(),
            findings,
        })
    }

    fn sentence(&self, claim: &Claim) -> (String, usize, usize) {
        let passage = self.prose.passages.get(claim.passage);
        let sentence = passage.map(|passage| passage.sentence(self.book, claim.start, claim.end));
        sentence.unwrap_or_default()
    }

    fn quoted(&self, id: FigureId) -> Option<QuotedCell> {
        let figure = self.disclosure.figures.get(id)?;
        let unit = self.disclosure.unit_of(figure.table);
        Some(QuotedCell {
            cell: self.disclosure.cell_ref(self.rulebook, id, None)?,
            name: self.row_name(id),
            unit: unit.map_or("", |unit| unit.name()).to_owned(),
        })
    }

    fn working(&self, papers: &Papers, working: &Working) -> Option<WorkingView> {
        let operand = |operand: &Operand| match operand {
            Operand::Claim(place) => self.claim_operand(papers, *place),
            Operand::Figure(id) => self.figure_operand(*id),
        };
        let value = working.computed;
        let (least, most) = working.ends.unwrap_or((value, value));
        Some(WorkingView {
            kind: match working.kind {
                check::WorkingKind::Copy => WorkingKind::Copy,
                check::WorkingKind::Share => WorkingKind::Share,
                check::WorkingKind::Rate => WorkingKind::Rate,
                check::WorkingKind::Years => WorkingKind::Years,
            },
            holds: working.holds,
            of: working.of.iter().filter_map(operand).collect(),
            computed: Spread {
                value: value.to_string(),
                least: least.normalize().to_string(),
                most: most.normalize().to_string(),
            },
            printed: self.claim_operand(papers, working.claim)?,
        })
    }

    fn claim_operand(&self, papers: &Papers, place: usize) -> Option<OperandView> {
        let claim = self.prose.claims.get(place)?;
        let passage = self.prose.passages.get(claim.passage)?;
        let value = match claim.unit {
            None => Interval::point(Decimal::ZERO),
            Some(_) => Interval::around(claim.value),
        };
        let value = match claim.role {
            Role::Change(Direction::Down) | Role::Rate(Direction::Down) => value.times(-1)?,
            _ => value,
        };
        Some(OperandView {
            table: papers.id_of(passage.sheet)?,
            place: self.prose.span(self.book, claim)?.place(),
            name: claim.noun.clone(),
            role: Some(role(claim.role)),
            value: Spread::of(value),
            unit: unit(claim),
        })
    }

    fn figure_operand(&self, id: FigureId) -> Option<OperandView> {
        let quoted = self.quoted(id)?;
        let figure = self.disclosure.figures.get(id)?;
        let value = match figure.value {
            Value::Amount(amount) => amount.interval(),
            _ => Interval::point(Decimal::ZERO),
        };
        let name = [quoted.cell.row, quoted.name, quoted.cell.column];
        let said = name.iter().filter(|part| !part.is_empty());
        Some(OperandView {
            table: quoted.cell.table,
            place: quoted.cell.cell,
            name: said.map(String::as_str).collect::<Vec<_>>().join(" "),
            role: None,
            value: Spread::of(value),
            unit: quoted.unit,
        })
    }

    /// The numbers of the text that quote one of these figures, in the order of the text.
    pub(in crate::view) fn said_of(
        &self,
        (papers, stretches): (&Papers, &Stretches),
        ids: &[FigureId],
    ) -> (Vec<SaidView>, usize) {
        let context = self.context();
        let claims = self.prose.claims.iter().enumerate();
        let quoting = claims.filter(|(_, claim)| {
            let may = claim
                .figures
                .iter()
                .chain(&claim.others)
                .any(|id| ids.contains(id));
            may && context.quoted(claim).iter().any(|id| ids.contains(id))
        });
        let quoting: Vec<(usize, &Claim)> = quoting.collect();
        let shown = quoting.iter().take(MOST);
        let said = shown.filter_map(|&(index, claim)| {
            let passage = self.prose.passages.get(claim.passage)?;
            let span = self.prose.span(self.book, claim)?;
            let (sentence, from, to) = self.sentence(claim);
            Some(SaidView {
                paper: papers.id_of(passage.sheet)?,
                place: span.place(),
                line: span.line,
                sentence,
                within: (from, to),
                state: stretches.state(index).unwrap_or(ClaimState::Open),
            })
        });
        (said.collect(), quoting.len())
    }
}

fn role(role: Role) -> ClaimRole {
    match role {
        Role::Amount => ClaimRole::Amount,
        Role::Before => ClaimRole::Before,
        Role::Share => ClaimRole::Share,
        Role::Change(Direction::Up) => ClaimRole::Up,
        Role::Change(Direction::Down) => ClaimRole::Down,
        Role::Change(Direction::Level) | Role::Rate(Direction::Level) => ClaimRole::Level,
        Role::Rate(Direction::Up) => ClaimRole::RateUp,
        Role::Rate(Direction::Down) => ClaimRole::RateDown,
        Role::Limit => ClaimRole::Limit,
        Role::Detail => ClaimRole::Detail,
    }
}

fn unit(claim: &Claim) -> String {
    let money = |exponent: i32| match exponent {
        0 => "元",
        3 => "千元",
        4 => "万元",
        8 => "亿元",
        _ => "",
    };
    match &claim.unit {
        Some(Unit::Money(exponent)) => money(*exponent).to_owned(),
        Some(Unit::Each(exponent, of)) => format!("{}{of}", money(*exponent)),
        Some(Unit::Percent) => "%".to_owned(),
        Some(Unit::Count(word)) => word.clone(),
        None => String::new(),
    }
}
