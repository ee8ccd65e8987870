//! The data of a picture: as a table beneath it, and as a CSV file.

use gouji::report::{Aggregate, Flow, Series};
use yew::prelude::*;

use super::picture::name;
use crate::state::{Action, Place};
use crate::words;

/// The data of one picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Data {
    unit: String,
    rows: Vec<Row>,
}

/// One amount: what it is of, or from where to where it flows.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    label: String,
    amount: Aggregate,
}

impl Data {
    pub(super) fn of_series(series: &Series, show: impl Fn(&Aggregate) -> bool) -> Self {
        let parts = series.parts.iter().filter(|part| show(part));
        let row = |amount: &Aggregate| Row {
            label: name(amount),
            amount: amount.clone(),
        };
        Self {
            unit: series.unit.clone(),
            rows: parts.chain(&series.total).map(row).collect(),
        }
    }

    pub(super) fn of_flow(flow: &Flow) -> Self {
        let whole = &flow.whole.name;
        let row = |from: &str, to: &str, amount: &Aggregate| Row {
            label: format!("{from} → {to}"),
            amount: Aggregate {
                level: 1,
                ..amount.clone()
            },
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
            unit: flow.unit.clone(),
            rows: sources.chain(functions).chain(splits).collect(),
        }
    }

    /// The table as a file that spreadsheets open, in UTF-8 with a mark that says so.
    pub(super) fn csv(&self) -> String {
        let head = [
            words::charts::item(),
            &self.unit,
            words::charts::share(),
            words::charts::source(),
            words::charts::check(),
        ];
        let mut text = String::from("\u{feff}");
        line(&mut text, &head.map(str::to_owned));
        for Row { label, amount } in &self.rows {
            let cells = amount.cells.iter();
            let cells: Vec<String> = cells
                .map(|it| format!("{} {}", it.table, it.cell))
                .collect();
            let standing = words::charts::standing(amount.reconciled).1.to_owned();
            let (value, share) = (amount.value.clone(), amount.share.clone());
            line(
                &mut text,
                &[harmless(label), value, share, cells.join(" "), standing],
            );
        }
        text
    }

    pub(super) fn table(&self, title: &str, dispatch: &Callback<Action>) -> Html {
        html! {
            <details class="chart-data">
                <summary>{ words::charts::data() }</summary>
                <div class="chart-data-scroll" role="region" tabindex="0" aria-label={words::charts::data_of(title)}>
                    <table>
                        <thead><tr>
                            <th scope="col">{ words::charts::item() }</th>
                            <th scope="col" class="number">{ words::said(&self.unit) }</th>
                            <th scope="col" class="number">{ words::charts::share() }</th>
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

impl Row {
    fn html(&self, dispatch: &Callback<Action>) -> Html {
        let amount = &self.amount;
        let (class, standing) = words::charts::standing(amount.reconciled);
        let sources = amount.cells.iter().map(|cell| {
            let place = Place::new(&cell.table, &cell.cell);
            let text = format!("{} {}", words::table(&cell.table), cell.cell);
            let visit = dispatch.reform(move |_: MouseEvent| Action::Visit(place.clone()));
            html! { <button type="button" class="link" onclick={visit}>{ text }</button> }
        });
        html! {
            <tr>
                <th scope="row" class={format!("level-{}", amount.level)}>{ words::said(&self.label) }</th>
                <td class="number">{ words::amount(&amount.value) }</td>
                <td class="number">{ &amount.share }</td>
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

fn line(text: &mut String, cells: &[String]) {
    let quoted = cells.iter().map(|cell| {
        let bare = !cell.contains(['"', ',', '\n', '\r']);
        match bare {
            true => cell.clone(),
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
            line(&mut text, &[harmless(name)]);
            assert_eq!(text, expected, "{name}");
        }
    }
}
