//! Performance tables: 部门整体绩效目标表, 项目支出绩效目标表.

use crate::amount::{self, Amount, AmountUnit};
use crate::recognise::Disclosure;
use crate::rulebook::normal;
use crate::source::{Address, Book, Cell, Content, Sheet};

use super::passage::Passage;

/// A performance table.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Its sheet's place in the book.
    pub sheet: usize,
    /// Its first and last row.
    pub first: u32,
    /// See above.
    pub last: u32,
    /// Its title as printed.
    pub title: String,
    /// The project's name, or the unit's.
    pub name: String,
    /// Whether it is of the whole unit.
    pub is_whole: bool,
    /// Unit of its amounts.
    pub unit: Option<AmountUnit>,
    /// Its amounts by their labels in normal form.
    pub funds: Vec<(String, Address, Amount)>,
    /// What is to be reached, in words.
    pub goal: Option<Passage>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
}

/// One indicator of a performance table.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its row.
    pub row: u32,
    /// Its name.
    pub name: String,
    /// The cell of what is to be reached.
    pub at: Address,
    /// What is to be reached.
    pub target: String,
    /// Its weight, and the cell of that.
    pub weight: Option<(Address, Amount)>,
}

/// Columns of the indicators.
#[derive(Clone, Copy, Debug)]
struct Columns {
    name: u32,
    target: u32,
    weight: Option<u32>,
}

/// The performance tables of all sheets that are shown.
pub(super) fn plans(book: &Book, disclosure: &Disclosure) -> Vec<Plan> {
    let mut found = Vec::new();
    for (index, sheet) in book
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible)
    {
        let inside = |row: u32| {
            disclosure.tables.iter().any(|table| {
                table.sheet == index && (table.range.start.row..=table.range.end.row).contains(&row)
            })
        };
        let mut plan: Option<(Plan, Option<Columns>)> = None;
        for (row, cells) in sheet.rows().filter(|&(row, _)| !inside(row)) {
            if let Some(title) = title(cells) {
                close(plan.take(), &mut found);
                plan = Some((
                    Plan {
                        sheet: index,
                        first: row,
                        last: row,
                        is_whole: normal(&title).contains("整体"),
                        title,
                        ..Plan::default()
                    },
                    None,
                ));
            } else if let Some((open, columns)) = &mut plan {
                if cells.len() == 1 && !is_remark(cells, open, row) {
                    close(plan.take(), &mut found);
                    continue;
                }
                open.last = row;
                read_row(open, columns, sheet, row, cells);
            }
        }
        close(plan, &mut found);
    }
    found
}

fn close(plan: Option<(Plan, Option<Columns>)>, found: &mut Vec<Plan>) {
    let whole = plan
        .map(|(plan, _)| plan)
        .filter(|plan| plan.last > plan.first && !plan.indicators.is_empty());
    found.extend(whole);
}

/// The title of a performance table that a row is.
fn title(cells: &[Cell]) -> Option<String> {
    let [cell] = cells else { return None };
    let text = normal(cell.text());
    let named = text.contains("绩效目标") && text.ends_with('表') && text.chars().count() <= 40;
    (named && !text.contains(['，', '。', '、', ':'])).then(|| cell.text().trim().to_owned())
}

/// Whether a row of one cell belongs to the table above it: a year in brackets, a label without
/// value, words of a merged cell.
fn is_remark(cells: &[Cell], plan: &Plan, row: u32) -> bool {
    let text = cells
        .first()
        .map(|cell| normal(cell.text()))
        .unwrap_or_default();
    let near = plan.last.checked_add(1).is_some_and(|next| next >= row);
    text.starts_with('(') && text.chars().count() < 20
        || near && cells.first().is_some_and(|cell| cell.at.column > 0)
}

fn read_row(
    plan: &mut Plan,
    columns: &mut Option<Columns>,
    sheet: &Sheet,
    row: u32,
    cells: &[Cell],
) {
    if let Some(found) = heading(cells) {
        *columns = Some(found);
        return;
    }
    if let Some(columns) = columns {
        return indicator(plan, *columns, cells);
    }
    for (place, cell) in cells.iter().enumerate() {
        let label = normal(cell.text());
        let label = label.trim_end_matches(':').to_owned();
        let next = cells.get(place.saturating_add(1));
        plan.unit = plan.unit.or_else(|| unit(&label));
        match label.as_str() {
            "项目名称" | "部门名称" | "单位名称" if plan.name.is_empty() => {
                plan.name = next.map_or("", Cell::text).trim().to_owned()
            }
            _ if label.starts_with("部门名称") && plan.name.is_empty() => {
                plan.name = next.map_or("", Cell::text).trim().to_owned()
            }
            _ if label.contains("目标") && label.chars().count() <= 8 && plan.goal.is_none() => {
                plan.goal = next.and_then(|next| Passage::of_cell(plan.sheet, next));
            }
            _ => {
                let amount = next.and_then(|next| {
                    amount::parse(next.text())
                        .ok()
                        .flatten()
                        .map(|amount| (next.at, amount))
                });
                let money = amount::parse(cell.text()).is_err();
                if let Some((at, amount)) = amount.filter(|_| money && label.chars().count() <= 24)
                {
                    plan.funds.push((label, at, amount));
                }
            }
        }
    }
    let _ = (sheet, row);
}

fn unit(label: &str) -> Option<AmountUnit> {
    let inside = label.split_once('(')?.1;
    let inside = inside.split(')').next()?;
    matches!(inside, "元" | "万元" | "千元")
        .then(|| AmountUnit::named_in(inside))
        .flatten()
}

/// The columns that a row of headings names.
fn heading(cells: &[Cell]) -> Option<Columns> {
    let find = |is: &dyn Fn(&str) -> bool| {
        cells
            .iter()
            .find(|cell| is(&normal(cell.text())))
            .map(|cell| cell.at.column)
    };
    Some(Columns {
        name: find(&|text| text == "三级指标" || text == "指标名称")?,
        target: find(&|text| text.ends_with("指标值") && !text.contains("依据"))?,
        weight: find(&|text| text.contains("权重") || text == "分值"),
    })
}

fn indicator(plan: &mut Plan, columns: Columns, cells: &[Cell]) {
    let cell = |column: u32| cells.iter().find(|cell| cell.at.column == column);
    let (Some(name), Some(target)) = (cell(columns.name), cell(columns.target)) else {
        return;
    };
    let weight = columns.weight.and_then(cell).and_then(|cell| {
        let text = cell.text().trim().trim_end_matches(['%', '分']);
        Some((cell.at, amount::parse(text).ok().flatten()?))
    });
    plan.indicators.push(Indicator {
        row: name.at.row,
        name: name.text().trim().to_owned(),
        at: target.at,
        target: target.text().trim().to_owned(),
        weight,
    });
}

impl Plan {
    /// An amount by a word of its label.
    pub(crate) fn fund(&self, words: &[&str]) -> Option<&(String, Address, Amount)> {
        words
            .iter()
            .find_map(|word| self.funds.iter().find(|(label, ..)| label.contains(word)))
    }

    /// The sum of the weights; `None` where any indicator has none.
    pub(crate) fn weights(&self) -> Option<rust_decimal::Decimal> {
        let mut sum = rust_decimal::Decimal::ZERO;
        for indicator in &self.indicators {
            sum = sum.checked_add(indicator.weight?.1.printed())?;
        }
        Some(sum)
    }
}

impl Passage {
    /// The paragraph that a cell of a table is.
    fn of_cell(sheet: usize, cell: &Cell) -> Option<Self> {
        let Content::Text(text) = &cell.content else {
            return None;
        };
        Self::whole(sheet, cell.at, text)
    }
}
