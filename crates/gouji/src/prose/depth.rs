//! How deep paragraphs lie in lists, by what they begin with.

use super::passage::{Passage, enumerated};

/// Levels of subjects, the widest first, as words behind a name say them.
const LEVELS: [&str; 3] = ["(类)", "(款)", "(项)"];

/// How deep the number before a text lies: those of [`enumerated`], `(1)` 5, `①` 6.
pub(super) fn numbering(text: &[char]) -> Option<u8> {
    let digits = |from: usize| {
        let rest = text.iter().skip(from);
        rest.take_while(|c| c.is_ascii_digit()).count()
    };
    let known = || enumerated(text).map(|(_, level)| level);
    match text.first()? {
        '①'..='⑳' => Some(6),
        '(' => {
            let end = digits(1).saturating_add(1);
            let closes = end > 1 && text.get(end) == Some(&')');
            closes.then_some(5).or_else(known)
        }
        _ => known(),
    }
}

impl Passage {
    /// How deep the number before it lies.
    pub(crate) fn numbering(&self) -> Option<u8> {
        numbering(&self.text)
    }

    /// The level of the subject that it begins with: of 教育支出(类)进修及培训(款) the narrower.
    fn subject_level(&self) -> Option<usize> {
        let begins = |c: &char| c.is_alphabetic() && !c.is_ascii();
        let from = self.text.iter().position(begins)?;
        let words = self.text.iter().skip(from);
        let words: String = words.take_while(|c| !c.is_ascii_digit()).collect();
        let words = words.split(['，', '。', '；', ':']).next()?;
        LEVELS.iter().rposition(|level| words.contains(level))
    }

    /// Whether it is no part of what another paragraph before it tells the parts of: it lies as high as that.
    pub(super) fn is_beside(&self, whole: &Self) -> bool {
        let numbers = self.numbering().zip(whole.numbering());
        let levels = self.subject_level().zip(whole.subject_level());
        numbers.is_some_and(|(own, whole)| own <= whole)
            || levels.is_some_and(|(own, whole)| own <= whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Address;

    fn passage(text: &str) -> Passage {
        Passage::whole(0, Address::default(), text).unwrap()
    }

    #[test]
    fn a_list_ends_where_what_follows_lies_as_high() {
        for (whole, next, expected) in [
            ("3.教育支出8万元，其中:", "(1)培训支出8万元。", false),
            ("3.教育支出8万元，其中:", "4.科学技术支出9万元。", true),
            ("(1)教育支出8万元，其中:", "4.科学技术支出9万元。", true),
            ("教育支出(类)8万元。其中:", "进修及培训(款)8万元。", false),
            ("教育支出(类)8万元。其中:", "住房保障支出(类)2万元。", true),
            (
                "进修及培训(款)8万元。其中:",
                "住房保障支出(类)2万元。",
                true,
            ),
            ("支出8万元。其中:", "住房保障支出(类)2万元。", false),
        ] {
            let is = passage(next).is_beside(&passage(whole));
            assert_eq!(is, expected, "{whole} {next}");
        }
    }
}
