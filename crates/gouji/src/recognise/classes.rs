//! Names that stand for the codes of 类 in tables that print no codes.

use std::collections::BTreeMap;

use super::code::leading;
use crate::catalogue;
use crate::rulebook::{normal, without_enumerator};
use crate::source::{Book, Cell};

/// Codes of 类 by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    /// Names that other tables of the same disclosure print beside a code; `None` where they
    /// print two codes beside one name.
    printed: BTreeMap<String, Option<String>>,
}

impl Classes {
    /// Collects the names that a book prints beside codes of 类.
    pub(super) fn of(book: &Book) -> Self {
        let mut classes = Self::default();
        let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
        for (_, cells) in sheets.flat_map(|sheet| sheet.rows()) {
            let Some((code, name)) = coded(cells) else {
                continue;
            };
            let known = classes.printed.entry(name);
            let known = known.or_insert_with(|| Some(code.clone()));
            if known.as_ref().is_some_and(|known| *known != code) {
                *known = None;
            }
        }
        classes
    }

    /// The code of the 类 that a label names, whatever counts it.
    pub(super) fn code(&self, label: &str) -> Option<&str> {
        let label = normal(label);
        let name = stem(without_enumerator(&label));
        if let Some(printed) = self.printed.get(name) {
            return printed.as_deref();
        }
        catalogue::class_by_name(name)
    }
}

/// A code of a 类 and its name at the front of a row, in cells of their own or in one.
fn coded(cells: &[Cell]) -> Option<(String, String)> {
    let first = cells.first()?.text();
    let first = normal(Some(first).filter(|text| may_be_code(text))?);
    let coded = leading(&first, &[3]).filter(|coded| coded.code.starts_with('2'))?;
    let name = match coded.name {
        "" => normal(cells.get(1)?.text()),
        name => name.to_owned(),
    };
    let is_name = name.starts_with(char::is_alphabetic);
    is_name.then(|| (coded.code, stem(&name).to_owned()))
}

/// Whether a text begins like a code of functional classification.
fn may_be_code(text: &str) -> bool {
    text.trim_start().starts_with(['2', '２'])
}

/// A name without what some documents leave out: 支出 at its end.
fn stem(name: &str) -> &str {
    let name = name.strip_suffix("(类)").unwrap_or(name);
    name.strip_suffix("支出").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Address, Content, Sheet};

    fn book(rows: &[&[&str]]) -> Book {
        let mut cells = Vec::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*texts) {
                cells.push(Cell {
                    at: Address::new(row, column),
                    content: Content::Text((*text).to_owned()),
                });
            }
        }
        let sheet = Sheet::new("表".to_owned(), true, Vec::new(), cells);
        Book {
            sheets: vec![sheet],
            ..Book::default()
        }
    }

    #[test]
    fn a_name_stands_for_its_code() {
        let classes = Classes::default();
        for (label, code) in [
            ("一、一般公共服务支出", Some("201")),
            ("（十）卫生健康支出", Some("210")),
            ("医疗卫生与计划生育支出", Some("210")),
            ("社会保障和就业", Some("208")),
            ("本年支出合计", None),
            ("二、…", None),
        ] {
            assert_eq!(classes.code(label), code, "{label}");
        }
    }

    #[test]
    fn names_of_other_tables_count_first() {
        let classes = Classes::of(&book(&[
            &["298", "", "", "数字经济发展支出", "12.00"],
            &["299星际事务支出", "3.00"],
            &["281", "同名支出"],
            &["282", "同名支出"],
            &["20801", "人力资源和社会保障管理事务"],
        ]));
        assert_eq!(classes.code("七、数字经济发展支出"), Some("298"));
        assert_eq!(classes.code("星际事务"), Some("299"));
        assert_eq!(classes.code("同名支出"), None);
        assert_eq!(classes.code("人力资源和社会保障管理事务"), None);
    }
}
