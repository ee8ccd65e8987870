use serde::{Deserialize, Serialize};

use crate::report::Severity;

/// One rule as its page shows it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct RuleView {
    /// Permanent code: `GJ0301`.
    pub code: String,
    /// What its family looks at.
    pub family: String,
    /// Title in plain Chinese.
    pub title: String,
    /// The severity of its findings.
    pub severity: Severity,
    /// What it checks, why, and an example: headings, paragraphs, lists and `code` of Markdown.
    pub help: String,
    /// Legal basis, where there is one.
    pub basis: Option<String>,
}

/// What the rules of each family look at, by the beginning of their codes.
const FAMILIES: [(&str, &str); 11] = [
    ("GJ01", "读取"),
    ("GJ02", "完整"),
    ("GJ03", "表内勾稽"),
    ("GJ04", "表间勾稽"),
    ("GJ05", "四舍五入"),
    ("GJ06", "参考"),
    ("GJ07", "科目代码与名称"),
    ("GJ08", "文字与表格"),
    ("GJ09", "文字表述"),
    ("GJ10", "绩效目标表"),
    ("GJ11", "个人信息"),
];

/// What the family of a rule looks at; 其他 where the code is of none that is known.
#[must_use]
pub fn family(code: &str) -> &'static str {
    let known = FAMILIES.iter().find(|(start, _)| code.starts_with(start));
    known.map_or("其他", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::family;
    use crate::check::rules::RULES;

    #[test]
    fn every_rule_has_a_family() {
        for rule in RULES {
            assert_ne!(family(rule.code), "其他", "{}", rule.code);
        }
    }
}
