//! Sentences that say what would be, and not what is.

/// Words by which a sentence says what would be: 若本表无数据，即……; 本表为空则表示…….
const CONDITIONS: &[&str] = &[
    "如果",
    "假如",
    "倘",
    "如本",
    "如该",
    "如此表",
    "如无",
    "如没有",
    "如未",
    "如为",
    "如有",
    "如不",
    "凡",
    "则",
    "表示",
    "意味",
];

/// Words that begin as one of these and say something else.
const OTHERS: &[&str] = &["若干", "原则", "规则", "准则", "细则", "否则", "凡是涉密"];

/// Whether a sentence is a condition, and says nothing of what is.
pub(super) fn is_conditional(sentence: &str) -> bool {
    let bare = OTHERS
        .iter()
        .fold(sentence.to_owned(), |text, word| text.replace(word, ""));
    let generic = ["的部门", "的单位", "的"]
        .iter()
        .any(|end| bare.ends_with(end));
    generic || bare.contains('若') || CONDITIONS.iter().any(|word| bare.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_says_nothing_of_what_is() {
        for (text, expected) in [
            ("注：若本表无数据，即本部门没有政府性基金", true),
            ("本表为空则表示本部门没有政府性基金", true),
            ("如本表为空表，即没有国有资本经营预算", true),
            ("如无数据，说明没有", true),
            ("空白表示没有安排", true),
            ("本部门没有政府性基金预算，故本表为空表", false),
            ("按照厉行节约的原则，没有安排公务接待费", false),
            ("若干项目没有安排", false),
            ("没有政府性基金预算支出的部门", true),
            ("本单位没有使用政府性基金预算拨款安排的支出", false),
        ] {
            assert_eq!(is_conditional(text), expected, "{text}");
        }
    }
}
