//! From the TOML file of a rulebook into the checked types.

use super::entries::{
    ColumnEntry, File, HeadingsEntry, PartEntry, RelationEntry, SeriesEntry, SeriesPart, TableEntry,
};
use super::formula::{self, ColumnRef, Reference, Rows, TableRef};
use super::text::normal;
use super::{
    BUILTIN, ColumnSpec, Headings, PartRef, PartSpec, RelationSpec, RowsKind, Rulebook,
    RulebookError, RulebookFault, SeriesSpec, TableSpec, outline,
};
use crate::amount::AmountUnit;

/// Reads and checks the text of a rulebook.
pub(super) fn parse(source: &str) -> Result<Rulebook, RulebookError> {
    let file: File = toml::from_str(source).map_err(|error| RulebookError::toml(source, &error))?;
    let mut book = match &file.rulebook.extends {
        Some(base) => base_of(base.as_ref(), source, base.span().start)?,
        None => empty(),
    };
    book.id = file.rulebook.id;
    book.title = file.rulebook.title;
    book.year = file.rulebook.year.or(book.year);
    book.unit = file
        .rulebook
        .unit
        .as_deref()
        .and_then(AmountUnit::named_in)
        .or(book.unit);
    extend_headings(&mut book.headings, &file.headings);
    for entry in file.table {
        let table = table(source, entry, &book)?;
        book.tables.push(table);
    }
    for entry in file.relation {
        let relation = relation(source, entry, &book)?;
        book.relations.push(relation);
    }
    for entry in file.series {
        let series = series(source, entry, &book)?;
        book.series.push(series);
    }
    Ok(book)
}

fn empty() -> Rulebook {
    Rulebook {
        id: String::new(),
        title: String::new(),
        year: None,
        unit: None,
        headings: Headings::default(),
        tables: Vec::new(),
        relations: Vec::new(),
        series: Vec::new(),
    }
}

/// A built-in rulebook to build upon. Built-in ones extend only those before them in the list, so
/// this ends.
fn base_of(id: &str, source: &str, at: usize) -> Result<Rulebook, RulebookError> {
    let unknown = || RulebookError::at(source, at, RulebookFault::UnknownBase(id.to_owned()));
    let base = BUILTIN
        .iter()
        .find(|builtin| builtin.id == id)
        .ok_or_else(unknown)?;
    if std::ptr::eq(base.source, source) {
        return Err(unknown());
    }
    parse(base.source)
}

fn extend_headings(headings: &mut Headings, entry: &HeadingsEntry) {
    let add =
        |to: &mut Vec<String>, from: &[String]| to.extend(from.iter().map(|text| normal(text)));
    add(&mut headings.code, &entry.code);
    add(&mut headings.name, &entry.name);
    add(&mut headings.project, &entry.project);
    add(&mut headings.item, &entry.item);
    add(&mut headings.total, &entry.total);
}

fn table(source: &str, entry: TableEntry, book: &Rulebook) -> Result<TableSpec, RulebookError> {
    let at = entry.id.span().start;
    let id = entry.id.into_inner();
    if book.table(&id).is_some() {
        return Err(RulebookError::at(source, at, RulebookFault::Duplicate(id)));
    }
    let mut titles = vec![normal(&entry.title)];
    titles.extend(entry.aliases.iter().map(|alias| normal(alias)));
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let parts = entry
        .part
        .into_iter()
        .map(|entry| part(source, entry, book));
    Ok(TableSpec {
        short: entry.short.unwrap_or_else(|| id.replace('T', "表")),
        id,
        title: entry.title,
        titles,
        required: entry.required,
        parts: parts.collect::<Result<_, _>>()?,
    })
}

fn part(source: &str, entry: PartEntry, book: &Rulebook) -> Result<PartSpec, RulebookError> {
    let at = entry.rows.span().start;
    let rows =
        rows_kind(entry.rows.into_inner()).map_err(|fault| RulebookError::at(source, at, fault))?;
    let items = match entry.items {
        Some(items) => outline::parse(items.as_ref())
            .map_err(|fault| RulebookError::at(source, items.span().start, fault))?,
        None => Vec::new(),
    };
    let total_name = entry
        .total
        .first()
        .cloned()
        .unwrap_or_else(|| "总计".to_owned());
    let mut total: Vec<String> = entry.total.iter().map(|label| normal(label)).collect();
    if rows != RowsKind::Item {
        total.extend(book.headings.total.iter().cloned());
    }
    Ok(PartSpec {
        rows,
        label: entry.label.iter().map(|label| normal(label)).collect(),
        total,
        total_name,
        items,
        columns: entry.columns.into_iter().map(column).collect(),
    })
}

fn rows_kind(name: String) -> Result<RowsKind, RulebookFault> {
    Ok(match name.as_str() {
        "function" => RowsKind::Function,
        "economic" => RowsKind::Economic,
        "item" => RowsKind::Item,
        "project" => RowsKind::Project,
        "function+project" => RowsKind::FunctionProject,
        "single" => RowsKind::Single,
        _ => return Err(RulebookFault::UnknownRows(name)),
    })
}

fn column(entry: ColumnEntry) -> ColumnSpec {
    let (name, aliases, optional) = match entry {
        ColumnEntry::Name(name) => (name, Vec::new(), false),
        ColumnEntry::Full {
            name,
            aliases,
            optional,
        } => (name, aliases, optional),
    };
    let path = |text: &String| text.split('/').map(normal).collect();
    let headings = std::iter::once(&name).chain(&aliases).map(path).collect();
    ColumnSpec {
        name,
        headings,
        optional,
    }
}

fn relation(
    source: &str,
    entry: RelationEntry,
    book: &Rulebook,
) -> Result<RelationSpec, RulebookError> {
    let start = entry.formula.span().start.saturating_add(1);
    let text = entry.formula.into_inner();
    let place = |(at, fault)| RulebookError::at(source, start.saturating_add(at), fault);
    let formula = formula::parse(&text).map_err(place)?;
    for term in formula.terms() {
        known(&term.reference, book).map_err(|fault| place((term.reference.at, fault)))?;
    }
    Ok(RelationSpec {
        formula,
        text,
        say: entry.say,
        basis: entry.basis,
        advisory: entry.advisory,
    })
}

fn series(source: &str, entry: SeriesEntry, book: &Rulebook) -> Result<SeriesSpec, RulebookError> {
    let reference = |text: &str, start: usize| {
        let place = |(at, fault)| {
            RulebookError::at(source, start.saturating_add(at).saturating_add(1), fault)
        };
        let reference = formula::parse_reference(text).map_err(place)?;
        known(&reference, book).map_err(|fault| place((reference.at, fault)))?;
        Ok(reference)
    };
    let total = reference(entry.total.as_ref(), entry.total.span().start)?;
    let mut parts = Vec::new();
    for part in entry.parts {
        let start = part.span().start;
        let (text, name) = match part.into_inner() {
            SeriesPart::Reference(text) => (text, None),
            SeriesPart::Named { figure, name } => (figure, Some(name)),
        };
        parts.push(PartRef {
            reference: reference(&text, start)?,
            name,
        });
    }
    Ok(SeriesSpec {
        id: entry.id,
        title: entry.title,
        kind: entry.kind,
        total,
        parts,
    })
}

/// Whether the rulebook has the table, the row and the column that a reference means.
fn known(reference: &Reference, book: &Rulebook) -> Result<(), RulebookFault> {
    let TableRef::Id(id) = &reference.table else {
        return Ok(());
    };
    let (_, table) = book
        .table(id)
        .ok_or_else(|| RulebookFault::UnknownTable(id.clone()))?;
    match &reference.column {
        ColumnRef::Name(name) if table.columns_named(name).next().is_none() => {
            return Err(RulebookFault::UnknownColumn {
                table: id.clone(),
                column: name.clone(),
            });
        }
        ColumnRef::Only if table.parts.iter().any(|part| part.columns.len() != 1) => {
            return Err(RulebookFault::ColumnNeeded(id.clone()));
        }
        _ => {}
    }
    match &reference.rows {
        Rows::Item(path) if !table.has_item(path) => Err(RulebookFault::UnknownRow {
            table: id.clone(),
            row: path.clone(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "[rulebook]\nid = \"x\"\ntitle = \"x\"\n[[table]]\nid = \"T1\"\ntitle = \"表\"\n\
        [[table.part]]\nrows = \"function\"\ncolumns = [\"合计\", \"基本支出\"]\n";

    fn fault(tail: &str) -> (usize, usize, RulebookFault) {
        let error = Rulebook::parse(&format!("{TABLE}{tail}")).unwrap_err();
        (error.line, error.column, error.fault)
    }

    #[test]
    fn built_in_rulebooks_are_sound() {
        for builtin in BUILTIN {
            let book = Rulebook::parse(builtin.source)
                .unwrap_or_else(|error| panic!("{}: {error}", builtin.id));
            assert_eq!(book.id, builtin.id);
        }
    }

    #[test]
    fn an_error_tells_line_and_column() {
        let relation =
            |formula: &str| format!("[[relation]]\nformula = \"{formula}\"\nsay = \"\"\n");
        let unknown = RulebookFault::UnknownTable("T9".into());
        assert_eq!(fault(&relation("T1.合计 = T9.合计")), (11, 20, unknown));
        let column = RulebookFault::UnknownColumn {
            table: "T1".into(),
            column: "项目".into(),
        };
        assert_eq!(fault(&relation("T1.合计 = T1.项目")), (11, 20, column));
        let needed = RulebookFault::ColumnNeeded("T1".into());
        assert_eq!(fault(&relation("T1 = T1.合计")), (11, 12, needed));
        let row = RulebookFault::UnknownRow {
            table: "T1".into(),
            row: "收入".into(),
        };
        assert_eq!(fault(&relation("T1[收入].合计 = T1.合计")), (11, 12, row));
        assert_eq!(
            fault(&relation("T1.合计 ~ T1.合计")),
            (11, 18, RulebookFault::Character('~'))
        );
        assert!(matches!(
            fault("[[relation]]\n"),
            (10, 1, RulebookFault::Toml(_))
        ));
        assert!(matches!(fault("nonsense"), (10, _, RulebookFault::Toml(_))));
    }

    #[test]
    fn an_unknown_base_is_named() {
        let error = Rulebook::parse("[rulebook]\nid = \"x\"\ntitle = \"x\"\nextends = \"moon\"\n")
            .unwrap_err();
        assert_eq!(
            (error.line, error.fault),
            (4, RulebookFault::UnknownBase("moon".into()))
        );
    }
}
