//! The subjects of expenditure: codes, names, and names that are not used any more.
//!
//! The lists hold what was found in published documents, with year and source. The official
//! catalogue of no year is among them, so a code that is missing here says nothing. 类 are
//! complete; of 款 and 项 many are missing.

mod entry;
mod name;

pub use entry::{Entry, Obsolete};
pub use name::same;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use crate::order::Gather;

/// First year of the documents that the lists were found in; names of earlier editions are old
/// since then.
pub const FIRST_YEAR: u16 = 2023;

/// Their last year.
pub const LAST_YEAR: u16 = 2026;

/// Digits of the code of a 类.
pub(crate) const CLASS_DIGITS: usize = 3;

/// The lists, read at first use.
struct Lists {
    function: BTreeMap<&'static str, Entry>,
    economic: BTreeMap<&'static str, Entry>,
    obsolete: Vec<Obsolete>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    function: entries(include_str!("../../catalogue/function.tsv")),
    economic: entries(include_str!("../../catalogue/economic.tsv")),
    obsolete: lines(include_str!("../../catalogue/obsolete.tsv"))
        .filter_map(Obsolete::read)
        .collect(),
});

/// Names with codes of today.
type Coded = Vec<(name::Form, Option<&'static str>)>;

/// The names of 类: today's, and those of earlier editions.
static CLASSES: LazyLock<[Coded; 2]> = LazyLock::new(|| {
    let today = classes().map(|class| (name::Form::of(class.name), Some(class.code)));
    let old = LISTS.obsolete.iter();
    let old = old.filter(|old| old.code.len() == CLASS_DIGITS && old.code.starts_with('2'));
    let old = old.map(|old| (name::Form::of(old.name), old.today));
    [today.collect(), old.collect()]
});

static OLD_NAMES: LazyLock<Vec<&'static Obsolete>> = LazyLock::new(|| {
    let today = name::Known::of(names().map(|(name, _)| name));
    let old = LISTS.obsolete.iter().filter(|old| !today.has(old.name));
    old.collect()
});

fn entries(text: &'static str) -> BTreeMap<&'static str, Entry> {
    lines(text)
        .filter_map(Entry::read)
        .map(|entry| (entry.code, entry))
        .gather()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The subject of a code of functional classification; `None` where it is not known here.
#[must_use]
pub fn function(code: &str) -> Option<&'static Entry> {
    LISTS.function.get(code)
}

/// The subject of a code of economic classification; `None` where it is not known here.
#[must_use]
pub fn economic(code: &str) -> Option<&'static Entry> {
    LISTS.economic.get(code)
}

/// Every name of today's lists with its code, function before economic.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let every = LISTS.function.values().chain(LISTS.economic.values());
    every.map(|entry| (entry.name, entry.code))
}

/// Names of earlier editions that no subject of today has.
pub fn old_names() -> impl Iterator<Item = &'static Obsolete> {
    OLD_NAMES.iter().copied()
}

/// The 类 of functional classification, by code.
pub fn classes() -> impl Iterator<Item = &'static Entry> {
    LISTS
        .function
        .values()
        .filter(|entry| entry.code.len() == CLASS_DIGITS)
}

/// The code of the functional 类 that a name means, today's or an earlier one, with or without
/// enumerator and 支出: `一、一般公共服务支出` is 201.
#[must_use]
pub fn class_by_name(name: &str) -> Option<&'static str> {
    let form = name::Form::of(name);
    let [today, old] = &*CLASSES;
    let whole = today.iter().find(|(class, _)| class.is_whole(&form));
    if let Some((_, code)) = whole {
        return *code;
    }
    if !form.has_essence() {
        return None;
    }
    let same = |(class, _): &&(name::Form, _)| class.is(&form);
    today.iter().find(same).or(old.iter().find(same))?.1
}

/// The code directly beneath another that a name means: of economic classification where that is, or is `3` for its
/// 类. `None` where no subject there or more than one has the name.
#[must_use]
pub(crate) fn beneath(above: &str, name: &str) -> Option<&'static str> {
    let (list, length) = match above {
        "3" => (&LISTS.economic, CLASS_DIGITS),
        above if above.starts_with('3') => (&LISTS.economic, above.len().saturating_add(2)),
        above => (&LISTS.function, above.len().saturating_add(2)),
    };
    let from = (Bound::Included(above), Bound::Unbounded);
    let near = list.range::<str, _>(from);
    let near = near.take_while(|(code, _)| code.starts_with(above));
    let mut named = near.filter(|(code, entry)| code.len() == length && entry.is_named(name));
    let (code, _) = named.next()?;
    named.next().is_none().then_some(*code)
}

/// Whether the names of a year are those of the lists.
#[must_use]
pub fn covers(year: u16) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
}

/// What a name of an earlier edition is today, for the subject of the given code.
#[must_use]
pub fn obsolete(code: &str, name: &str) -> Option<&'static Obsolete> {
    LISTS
        .obsolete
        .iter()
        .find(|old| old.code == code && old.is_named(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        let counts = (
            LISTS.function.len(),
            LISTS.economic.len(),
            classes().count(),
        );
        assert_eq!(counts, (154, 84, 30));
        let every = LISTS.function.values().chain(LISTS.economic.values());
        for entry in every {
            assert!([3, 5, 7].contains(&entry.code.len()), "{entry:?}");
            assert!(
                !entry.name.is_empty() && !entry.source.is_empty(),
                "{entry:?}"
            );
            assert_eq!(entry.is_attested(), entry.years.is_some(), "{entry:?}");
            let years = entry
                .years
                .into_iter()
                .flat_map(|(first, last)| [first, last]);
            assert!(years.into_iter().all(covers), "{entry:?}");
        }
        assert_eq!(function("208").unwrap().years, Some((2023, 2026)));
        assert_eq!(economic("30901").unwrap().years, None);
    }

    #[test]
    fn old_names_are_not_those_of_today() {
        for old in &LISTS.obsolete {
            let known = function(old.code).or_else(|| economic(old.code));
            assert!(
                known.is_none_or(|entry| !entry.is_named(old.name)),
                "{old:?}"
            );
            let today = old
                .today
                .map(|code| function(code).or_else(|| economic(code)));
            assert!(today.is_none_or(|entry| entry.is_some()), "{old:?}");
        }
        let lines = lines(include_str!("../../catalogue/obsolete.tsv")).count();
        assert_eq!(LISTS.obsolete.len(), lines);
        let old = obsolete("30311", "住房公积金").unwrap();
        assert_eq!(old.today, Some("30113"));
    }

    #[test]
    fn a_name_is_looked_for_beneath_a_code() {
        for (above, name, code) in [
            ("201", "（五）统计信息事务", Some("20105")),
            ("20805", "1.机关事业单位职业年金缴费支出", Some("2080506")),
            ("208", "行政运行", None),
            ("3", "一、商品和服务支出", Some("302")),
            ("302", "公务接待费", Some("30217")),
        ] {
            assert_eq!(beneath(above, name), code, "{above} {name}");
        }
    }

    #[test]
    fn a_class_is_known_by_its_name() {
        for class in classes() {
            assert_eq!(class_by_name(class.name), Some(class.code));
        }
        for (name, code) in [
            ("一、一般公共服务支出", Some("201")),
            ("（八）社会保障和就业支出", Some("208")),
            ("二十三、其他支出", Some("229")),
            ("201 一般公共服务支出", Some("201")),
            ("住房保障", Some("221")),
            ("九、医疗卫生与计划生育支出", Some("210")),
            ("十三、农林水事务", Some("213")),
            ("二十九、预备费", Some("227")),
            ("其他", Some("229")),
            ("支出总计", None),
            ("本年支出合计", None),
            ("基本支出", None),
            ("行政运行", None),
            ("", None),
        ] {
            assert_eq!(class_by_name(name), code, "{name}");
        }
    }
}
