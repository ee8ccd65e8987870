//! Names that stand for codes in tables that print none.

use std::collections::BTreeMap;

use super::code::{from_columns, leading, plain};
use crate::catalogue;
use crate::rulebook::{normal, without_enumerator};
use crate::source::{Book, Cell};

/// Codes of 类 by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    /// Names that other tables of the same disclosure print beside a code; `None` where they
    /// print two codes beside one name.
    printed: BTreeMap<String, Option<String>>,
    /// Codes finer than that, and those of economic classification, with the name that they have first.
    subjects: BTreeMap<String, String>,
}

impl Classes {
    /// Collects the names that a book prints beside codes of 类.
    pub(super) fn of(book: &Book) -> Self {
        let mut classes = Self::default();
        let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
        for (_, cells) in sheets.flat_map(|sheet| sheet.rows()) {
            if let Some((code, name)) = subject(cells) {
                classes.subjects.entry(code).or_insert(name);
            }
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

    /// The code that a label names in a table of economic subjects or of functions, beneath a row with the code
    /// `above`: one directly beneath that or beneath what that is part of, or else a 类.
    pub(super) fn named(&self, label: &str, above: &str, economic: bool) -> Option<String> {
        let finest = if economic { 5 } else { 7 };
        let wholes = [5, 3].into_iter().filter(|length| *length < finest);
        let mut wholes = wholes.filter_map(|length| above.get(..length));
        let within = wholes.find_map(|whole| self.beneath(whole, label));
        within.or_else(|| match economic {
            true => self.beneath("3", label),
            false => self.code(label).map(str::to_owned),
        })
    }

    /// The code directly beneath another that a label names; beneath `3` a 类 of economic classification.
    pub(super) fn beneath(&self, above: &str, label: &str) -> Option<String> {
        let label = normal(label);
        let name = stem(without_enumerator(&label));
        let length = match above {
            "3" => 3,
            above => above.len().saturating_add(2),
        };
        let near = self.subjects.range(above.to_owned()..);
        let near = near.take_while(|(code, _)| code.starts_with(above));
        let mut named = near.filter(|(code, known)| code.len() == length && *known == name);
        match (named.next(), named.next()) {
            (Some((code, _)), None) => Some(code.clone()),
            (Some(_), Some(_)) => None,
            (None, _) => catalogue::beneath(above, name).map(str::to_owned),
        }
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

/// A code and its name at the front of a row: the code in one cell or in up to three, or before the name.
fn subject(cells: &[Cell]) -> Option<(String, String)> {
    let first = cells.first()?.text();
    let first = Some(first).filter(|text| text.trim_start().starts_with(['2', '3', '２', '３']))?;
    let first = plain(&normal(first));
    let coded = leading(&first, &[3, 5, 7])?;
    let (code, name) = match coded.name {
        "" => {
            let digits = |text: &String| text.bytes().all(|it| it.is_ascii_digit());
            let texts = cells.iter().take(4).map(|cell| plain(&normal(cell.text())));
            let texts: Vec<String> = texts.collect();
            let levels: Vec<String> = texts
                .iter()
                .take(3)
                .take_while(|it| digits(it))
                .cloned()
                .collect();
            let name = texts.into_iter().nth(levels.len())?;
            (from_columns(&levels, "", &[3, 5, 7])?, name)
        }
        name => (coded.code, name.to_owned()),
    };
    let is_name = name.starts_with(char::is_alphabetic);
    is_name.then(|| (code, stem(without_enumerator(&name)).to_owned()))
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
    fn a_name_is_looked_for_beneath_the_row_above() {
        let classes = Classes::of(&book(&[
            &["29801", "数据管理事务"],
            &["298", "01", "03", "算力补助", "12.00"],
            &["3029801星际差旅费", "3.00"],
        ]));
        for (label, above, economic, code) in [
            ("（一）数据管理事务", "298", false, Some("29801")),
            ("1.算力补助", "29801", false, Some("2980103")),
            ("2.算力补助", "2980101", false, Some("2980103")),
            ("算力补助", "20105", false, None),
            ("统计信息事务", "2010699", false, Some("20105")),
            ("二、社会保障和就业支出", "2010699", false, Some("208")),
            ("商品和服务支出", "30199", true, Some("302")),
            ("办公费", "302", true, Some("30201")),
            ("办公费", "", true, None),
        ] {
            let found = classes.named(label, above, economic);
            assert_eq!(found.as_deref(), code, "{label} beneath {above}");
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
