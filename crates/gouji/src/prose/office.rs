//! The office by the short names that the text gives it.

use std::collections::BTreeSet;

use super::passage::Passage;
use super::plain::plain;
use super::subject::Lexicon;
use super::vocabulary::Meaning;

/// Characters of a short name at least.
const SHORTEST: usize = 3;

/// With these, or behind them, a name may begin that leaves out whose office it is.
pub(super) const PLACES: &str = "省市区县州盟旗府";

impl Lexicon {
    /// Learns the short names of the budget unit: its name with characters left out, 国家药监局 for 国家药品监督管理局.
    pub(super) fn short_names(&mut self, unit: &str, passages: &[Passage]) {
        let name: Vec<char> = plain(unit).into_iter().map(|(c, _)| c).collect();
        let texts = passages.iter().map(|passage| passage.text.as_slice());
        let found: BTreeSet<&[char]> = texts.flat_map(|text| short_names(&name, text)).collect();
        for short in found {
            self.own.words.add(short.to_vec(), Meaning::Neutral);
        }
    }
}

/// The stretches of a text that end as a name ends, begin as it may begin, and have its characters in its order.
fn short_names<'t>(name: &[char], text: &'t [char]) -> Vec<&'t [char]> {
    let Some((last, before)) = name.split_last() else {
        return Vec::new();
    };
    let ends = (0..text.len()).filter(|&at| text.get(at) == Some(last));
    let longest = ends.filter_map(|end| {
        let mut rest = before;
        let mut from = None;
        for at in (0..end).rev() {
            let Some(place) = rest.iter().rposition(|c| text.get(at) == Some(c)) else {
                break;
            };
            let (above, own) = rest.split_at(place);
            let begins = [above.last(), own.first()].map(|c| c.is_none_or(|c| PLACES.contains(*c)));
            if begins.contains(&true) {
                from = Some(at);
            }
            rest = above;
        }
        let stretch = text.get(from?..end.saturating_add(1))?;
        (stretch.len() >= SHORTEST).then_some(stretch)
    });
    longest.collect()
}

#[cfg(test)]
mod tests {
    use super::short_names;

    #[test]
    fn a_name_is_known_without_some_of_its_characters() {
        for (name, text, expected) in [
            (
                "国家药品监督管理局",
                "国家药监局2026年收支总预算",
                vec!["国家药监局"],
            ),
            (
                "示例市文化和旅游局",
                "2026年市文旅局支出，市局",
                vec!["市文旅局"],
            ),
            ("示例市文化和旅游局", "市文广局支出、旅游局支出", vec![]),
            (
                "示例市文化和旅游局",
                "市文化局、示例市局",
                vec!["市文化局", "示例市局"],
            ),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            let text = chars(text);
            let found = short_names(&chars(name), &text);
            let found: Vec<String> = found.iter().map(|it| it.iter().collect()).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
