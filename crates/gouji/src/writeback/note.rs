use crate::repair::words;
use crate::report::{Adjustment, Confidence, Correction};

/// Relations that a comment lists; of more it tells how many.
const MOST_RELATIONS: usize = 6;

/// What the comment of a corrected cell says: what it was and is, why, and which relations hold by it.
#[must_use]
pub fn note(correction: &Correction) -> String {
    let shown = |value: &str| {
        if value.is_empty() {
            "空白".to_owned()
        } else {
            value.to_owned()
        }
    };
    let sure = match correction.confidence {
        Confidence::Certain => "确定",
        Confidence::Likely => "很可能",
        Confidence::Ambiguous => "不确定，由使用者选定",
    };
    let reason = match correction.follows {
        true => "公式随其他改动重算".to_owned(),
        false => format!("{}（{sure}）", words(correction.reason)),
    };
    let mut text = format!(
        "勾稽更正\n原值：{}\n新值：{}\n原因：{reason}",
        shown(&correction.from),
        shown(&correction.to),
    );
    let relations = &correction.relations;
    if !relations.is_empty() {
        text.push_str(&format!("\n改后成立的勾稽（{} 项）：", relations.len()));
        for relation in relations.iter().take(MOST_RELATIONS) {
            text.push_str(&format!("\n· {relation}"));
        }
        if relations.len() > MOST_RELATIONS {
            text.push_str("\n· ……");
        }
    }
    text
}

/// What the comment of a cell says whose last digit was moved.
#[must_use]
pub fn note_of_adjustment(adjustment: &Adjustment) -> String {
    format!(
        "勾稽尾差调整（不是更正）\n原值：{}\n新值：{}\n原数四舍五入无误；为使各合计分毫不差，末位改动一个单位。",
        adjustment.from, adjustment.to
    )
}
