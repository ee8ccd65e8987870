//! The data of a picture: as a table beneath it, and as a CSV file.

use gouji::report::{Aggregate, CellRef, Change, ChangePart, Flow, Reconciliation, Series};
use yew::prelude::*;

use super::picture::name;
use crate::state::{Action, Place};
use crate::words;

/// The data of one picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Data {
    /// The headings of the columns with figures.
    heads: Vec<String>,
    rows: Vec<Row>,
}

/// Figures: what they are of, or from where to where they flow.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    label: String,
    level: u8,
    figures: Vec<String>,
    cells: Vec<CellRef>,
    reconciled: Reconciliation,
}

impl Data {
    pub(super) fn of_series(series: &Series, show: impl Fn(&Aggregate) -> bool) -> Self {
        let parts = series.parts.iter().filter(|part| show(part));
        let all = parts.chain(&series.total);
        Self {
            heads: shares(&series.unit),
            rows: all.map(|amount| Row::of(name(amount), amount)).collect(),
        }
    }

    pub(super) fn of_flow(flow: &Flow) -> Self {
        let whole = &flow.whole.name;
        let row = |from: &str, to: &str, amount: &Aggregate| Row {
            level: 1,
            ..Row::of(format!("{from} → {to}"), amount)
        };
        let named = |list: &[Aggregate], key: &str| {
            let found = list.iter().find(|it| it.key == key);
            found.map(name).unwrap_or_default()
        };
        let sources = flow.sources.iter().map(|it| row(&name(it), whole, it));
        let functions = flow.functions.iter().map(|it| row(whole, &name(it), it));
        let splits = flow.splits.iter().map(|split| {
            let from = named(&flow.functions, &split.function);
            row(&from, &named(&flow.uses, &split.purpose), &split.amount)
        });
        Self {
            heads: shares(&flow.unit),
            rows: sources.chain(functions).chain(splits).collect(),
        }
    }

    pub(super) fn of_change(change: &Change) -> Self {
        let row = |part: &ChangePart| {
            let figures = [&part.now.value, &part.before, &part.change, &part.rate];
            Row {
                level: 1,
                figures: figures.map(String::clone).to_vec(),
                ..Row::of(name(&part.now), &part.now)
            }
        };
        let against = words::charts::against(change);
        let years = [words::charts::now(), &against, words::charts::change()];
        let heads = years.map(|year| words::charts::in_unit(year, &change.unit));
        let rate = words::charts::rate().to_owned();
        Self {
            heads: heads.into_iter().chain([rate]).collect(),
            rows: change.parts.iter().chain(&change.total).map(row).collect(),
        }
    }

    /// The table as a file that spreadsheets open, in UTF-8 with a mark that says so.
    pub(super) fn csv(&self) -> String {
        let mut text = String::from("\u{feff}");
        let own = |cell: &str| [cell.to_owned()].into_iter();
        let heads = own(words::charts::item()).chain(self.heads.iter().cloned());
        let heads = heads.chain(own(words::charts::source()));
        line(&mut text, heads.chain(own(words::charts::check())));
        for row in &self.rows {
            let cells = row.cells.iter();
            let cells: Vec<String> = cells
                .map(|it| format!("{} {}", words::table(&it.table), it.cell))
                .collect();
            let standing = words::charts::standing(row.reconciled).1;
            let figures = own(&harmless(&row.label)).chain(row.figures.iter().cloned());
            let sources = figures.chain(own(&cells.join(" ")));
            line(&mut text, sources.chain(own(standing)));
        }
        text
    }

    pub(super) fn table(&self, title: &str, dispatch: &Callback<Action>) -> Html {
        let heads = self.heads.iter();
        let heads =
            heads.map(|head| html! { <th scope="col" class="number">{ words::said(head) }</th> });
        html! {
            <details class="chart-data">
                <summary>{ words::charts::data() }</summary>
                <div class="chart-data-scroll" role="region" tabindex="0" aria-label={words::charts::data_of(title)}>
                    <table>
                        <thead><tr>
                            <th scope="col">{ words::charts::item() }</th>
                            { for heads }
                            <th scope="col">{ words::charts::source() }</th>
                            <th scope="col">{ words::charts::check() }</th>
                        </tr></thead>
                        <tbody>{ for self.rows.iter().map(|row| row.html(dispatch)) }</tbody>
                    </table>
                </div>
            </details>
        }
    }
}

fn shares(unit: &str) -> Vec<String> {
    vec![unit.to_owned(), words::charts::share().to_owned()]
}

impl Row {
    fn of(label: String, amount: &Aggregate) -> Self {
        Self {
            label,
            level: amount.level,
            figures: vec![amount.value.clone(), amount.share.clone()],
            cells: amount.cells.clone(),
            reconciled: amount.reconciled,
        }
    }

    fn html(&self, dispatch: &Callback<Action>) -> Html {
        let (class, standing) = words::charts::standing(self.reconciled);
        let figures = self.figures.iter();
        let figures =
            figures.map(|figure| html! { <td class="number">{ words::amount(figure) }</td> });
        let sources = self.cells.iter().map(|cell| {
            let place = Place::new(&cell.table, &cell.cell);
            let text = format!("{} {}", words::table(&cell.table), cell.cell);
            let visit = dispatch.reform(move |_: MouseEvent| Action::Visit(place.clone()));
            html! { <button type="button" class="link" onclick={visit}>{ text }</button> }
        });
        html! {
            <tr>
                <th scope="row" class={format!("level-{}", self.level)}>{ words::said(&self.label) }</th>
                { for figures }
                <td>{ for sources }</td>
                <td {class}>{ standing }</td>
            </tr>
        }
    }
}

/// A text that a spreadsheet takes for a formula is marked as text.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let quoted = cells.map(|cell| {
        let bare = !cell.contains(['"', ',', '\n', '\r']);
        match bare {
            true => cell,
            false => format!("\"{}\"", cell.replace('"', "\"\"")),
        }
    });
    text.push_str(&quoted.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{harmless, line};

    #[test]
    fn names_are_text_to_a_spreadsheet_and_to_its_reader() {
        for (name, expected) in [
            ("培训费", "培训费\r\n"),
            ("=1+1", "'=1+1\r\n"),
            ("@项目", "'@项目\r\n"),
            ("甲,\"乙\"", "\"甲,\"\"乙\"\"\"\r\n"),
        ] {
            let mut text = String::new();
            line(&mut text, [harmless(name)].into_iter());
            assert_eq!(text, expected, "{name}");
        }
    }
}
