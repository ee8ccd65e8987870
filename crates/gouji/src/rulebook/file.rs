//! From the TOML file of a rulebook into the checked types.

use std::collections::BTreeSet;

use toml::Spanned;

use super::entries::{File, HeadingsEntry};
use super::text::{alternatives, normal};
use super::{
    BUILTIN, Headings, Rulebook, RulebookError, RulebookFault, changes, flows, relations, tables,
};
use crate::amount::AmountUnit;
use crate::order::Gather;

/// Reads and checks the text of a rulebook.
pub(super) fn parse(source: &str) -> Result<Rulebook, RulebookError> {
    let file: File = toml::from_str(source).map_err(|error| RulebookError::toml(source, &error))?;
    let mut book = match &file.rulebook.extends {
        Some(base) => base_of(base.as_ref(), source, base.span().start)?,
        None => empty(),
    };
    for entry in &file.rulebook.without {
        let known = leave_out(&mut book, entry.as_ref());
        let fault = || RulebookFault::NothingToLeaveOut(entry.as_ref().clone());
        known.ok_or_else(|| RulebookError::at(source, entry.span().start, fault()))?;
    }
    book.id = file.rulebook.id;
    book.title = file.rulebook.title;
    book.year = file.rulebook.year.or(book.year);
    if let Some(unit) = file.rulebook.unit {
        let fault = || RulebookFault::UnknownUnit(unit.as_ref().clone());
        let named = AmountUnit::named_in(unit.as_ref());
        let named = named.filter(|named| named.name() == unit.as_ref().trim());
        let named = named.ok_or_else(|| RulebookError::at(source, unit.span().start, fault()));
        book.unit = Some(named?);
    }
    extend_headings(source, &mut book.headings, &file.headings)?;
    tables::add(source, file.table, &file.columns, &mut book)?;
    changes::retain(&mut book);
    book.title_ends = title_ends(&book);
    relations::add(source, file.relation, &mut book)?;
    relations::add_series(source, file.series, &mut book)?;
    flows::retain(&mut book);
    flows::add(source, file.flow, &mut book)?;
    changes::add(source, file.change, &mut book)?;
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
        title_ends: Vec::new(),
        relations: Vec::new(),
        series: Vec::new(),
        flows: Vec::new(),
        changes: Vec::new(),
    }
}

fn title_ends(book: &Rulebook) -> Vec<char> {
    let titles = book.tables.iter().flat_map(|table| &table.titles);
    let ends: BTreeSet<char> = titles.filter_map(|title| title.chars().last()).gather();
    ends.into_iter().collect()
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

/// Takes a table with all that refers to it, or a formula, out of the base; `None` when it has
/// neither.
fn leave_out(book: &mut Rulebook, what: &str) -> Option<()> {
    let (tables, relations) = (book.tables.len(), book.relations.len());
    book.tables.retain(|table| table.id != what);
    if book.tables.len() < tables {
        book.relations.retain(|relation| !relation.mentions(what));
        book.series.retain(|series| !series.mentions(what));
        flows::retain(book);
        changes::retain(book);
        return Some(());
    }
    let text = normal(what);
    book.relations
        .retain(|relation| normal(&relation.text) != text);
    (book.relations.len() < relations).then_some(())
}

fn extend_headings(
    source: &str,
    headings: &mut Headings,
    entry: &HeadingsEntry,
) -> Result<(), RulebookError> {
    headings.code.extend(labels(source, &entry.code)?);
    headings.name.extend(labels(source, &entry.name)?);
    headings.project.extend(labels(source, &entry.project)?);
    headings.item.extend(labels(source, &entry.item)?);
    headings.total.extend(labels(source, &entry.total)?);
    Ok(())
}

/// Labels in normal form, with all their alternatives.
pub(super) fn labels(
    source: &str,
    aliases: &[Spanned<String>],
) -> Result<Vec<String>, RulebookError> {
    let mut labels = Vec::new();
    for alias in aliases {
        let all = alternatives(alias.as_ref())
            .map_err(|fault| RulebookError::at(source, alias.span().start, fault))?;
        labels.extend(all.iter().map(|label| normal(label)));
    }
    Ok(labels)
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
        let like =
            |second: &str| fault(&format!("[[table]]\nid = \"T2\"\ntitle = \"表\"\n{second}"));
        let unknown = RulebookFault::UnknownTable("T9".into());
        assert_eq!(like("second = \"T9\"\n"), (13, 10, unknown));
        let neither = RulebookFault::PartsOrSecond("T2".into());
        assert_eq!(like(""), (11, 6, neither.clone()));
        let both = "second = \"T1\"\n[[table.part]]\nrows = \"function\"\ncolumns = [\"合计\"]\n";
        assert_eq!(like(both), (11, 6, neither));
        assert!(matches!(
            fault("[[relation]]\n"),
            (10, 1, RulebookFault::Toml(_))
        ));
        assert!(matches!(fault("nonsense"), (10, _, RulebookFault::Toml(_))));
    }

    #[test]
    fn columns_of_several_tables_stand_once() {
        let written = |columns: &str, list: &str| {
            let table = TABLE.replace("\"基本支出\"", list);
            Rulebook::parse(
                &table.replace("[[table]]", &format!("[columns]\n{columns}\n[[table]]")),
            )
        };
        let halves = "halves = [{ name = \"人员\", in = \"基本支出\" }, \"公用\"]";
        let list = "\"基本支出\", { columns = \"halves\" }, \"项目支出\"";
        let book = written(halves, list).unwrap();
        let columns = &book.tables[0].parts[0].columns;
        let named: Vec<_> = columns.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(named, ["合计", "基本支出", "人员", "公用", "项目支出"]);
        assert_eq!(columns[2].within, Some(1));
        let unknown = RulebookFault::UnknownColumns("half".into());
        let twice = RulebookFault::Duplicate("公用".into());
        for (list, line, expected) in [
            ("{ columns = \"half\" }", 11, unknown),
            ("\"公用\", { columns = \"halves\" }", 5, twice),
        ] {
            let error = written(halves, list).unwrap_err();
            assert_eq!((error.line, error.fault), (line, expected));
        }
        // A list has columns, and no lists.
        let nested = written("a = [\"公用\"]\nb = [{ columns = \"a\" }]", list).unwrap_err();
        assert!(
            matches!(nested.fault, RulebookFault::Toml(text) if text.starts_with("栏目应写成"))
        );
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
