//! When two names mean the same subject.

use std::collections::BTreeSet;

use crate::rulebook::{normal, without_enumerator};

/// Whether two names are the same apart from code, enumerator, remarks in brackets, points
/// between and 支出 behind: `201 一般公共服务支出`, `一、一般公共服务（类）`.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one == other || Form::of(one).is(&Form::of(other))
}

/// A name as [`same`] compares it.
pub(super) struct Form {
    bare: String,
    essence: String,
}

impl Form {
    pub(super) fn of(name: &str) -> Self {
        let name = normal(name);
        Self {
            bare: bare(&name).to_owned(),
            essence: essence(&name),
        }
    }

    /// Whether it has letters.
    pub(super) fn has_essence(&self) -> bool {
        !self.essence.is_empty()
    }

    /// Whether it is the other to the letter, apart from what introduces it.
    pub(super) fn is_whole(&self, other: &Self) -> bool {
        self.bare == other.bare
    }

    /// Whether it means the same as the other.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.is_whole(other) || (self.has_essence() && self.essence == other.essence)
    }
}

/// Names, looked up as [`same`] compares them.
pub(super) struct Known {
    bare: BTreeSet<String>,
    essences: BTreeSet<String>,
}

impl Known {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let (mut bare, mut essences) = (BTreeSet::new(), BTreeSet::new());
        for form in names.map(Form::of) {
            bare.insert(form.bare);
            essences.insert(form.essence);
        }
        essences.remove("");
        Self { bare, essences }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        let form = Form::of(name);
        self.bare.contains(&form.bare) || self.essences.contains(&form.essence)
    }
}

/// A name in normal form without the code or the enumerator before it.
fn bare(name: &str) -> &str {
    let name = without_enumerator(name);
    name.trim_start_matches(|c: char| !c.is_alphabetic() && c != '(')
}

/// What tells a name in normal form from others.
fn essence(name: &str) -> String {
    let name = bare(name).trim_end_matches(|c: char| !c.is_alphabetic() && c != ')');
    let kept = without_remarks(name);
    let kept = kept.strip_suffix("支出").unwrap_or(&kept);
    kept.to_owned()
}

/// Letters outside of brackets; those inside too, where nothing stands outside.
fn without_remarks(name: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in name.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => kept.push(c),
            _ => {}
        }
    }
    if kept.is_empty() {
        name.chars().filter(|c| c.is_alphanumeric()).collect()
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_do_not_tell_names_apart() {
        for (one, other, expected) in [
            ("一般公共服务支出", "201 一般公共服务支出", true),
            ("一般公共服务支出", "一、一般公共服务支出", true),
            ("一般公共服务支出", "201-一般公共服务（类）", true),
            (
                "政府办公厅（室）及相关机构事务",
                "政府办公厅(室)及相关机构事务",
                true,
            ),
            ("维修（护）费", "维修费", true),
            ("行政运行", "　　其中：行政运行（财政）", true),
            ("对个人和家庭的补助", "对个人和家庭的补助支出", true),
            ("文化旅游体育与传媒支出", "文化、旅游、体育与传媒支出", true),
            ("教育支出", "教 育 支 出", true),
            ("奖金", "奖励金", false),
            ("办公费", "差旅费", false),
            ("卫生健康支出", "医疗卫生与计划生育支出", false),
            ("支出", "", false),
        ] {
            assert_eq!(same(one, other), expected, "{one} {other}");
            assert_eq!(same(other, one), expected, "{other} {one}");
            let known = Known::of([one].into_iter());
            assert_eq!(known.has(other), expected, "{other} among {one}");
        }
    }
}
