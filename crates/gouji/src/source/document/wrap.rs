//! Lines that a program broke at a fixed width: official documents have 28 characters a line.

use std::collections::BTreeMap;

/// The narrowest and the widest lines that are looked for, in half widths.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=79;

/// How much narrower than the others a line may be that was broken: what could not be parted went
/// into the next line.
const RAGGED: usize = 4;

/// Lines that must have been broken at a width before all are taken for such.
const FEWEST_BROKEN: usize = 4;

/// How wide a text is printed: letters and digits of ASCII have one half, all others two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(half_widths).sum()
}

fn half_widths(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The width at which lines were broken; `None` where most are paragraphs.
pub(crate) fn column<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut all, mut broken) = (BTreeMap::new(), BTreeMap::new());
    let text = lines.filter(|line| !line.contains('\t') && !line.trim().is_empty());
    for line in text {
        let count = |widths: &mut BTreeMap<usize, usize>| {
            let count = widths.entry(width(line.trim_end())).or_insert(0_usize);
            *count = count.saturating_add(1);
        };
        count(&mut all);
        if !ends(line) {
            count(&mut broken);
        }
    }
    let within = |column: usize| -> usize {
        let from = column.saturating_sub(RAGGED);
        broken.range(from..=column).map(|(_, count)| count).sum()
    };
    let widths = broken
        .keys()
        .copied()
        .filter(|width| WIDTHS.contains(width));
    let (count, column) = widths.map(|column| (within(column), column)).max()?;
    let wider: usize = all
        .range(column.saturating_add(1)..)
        .map(|(_, count)| count)
        .sum();
    (count >= FEWEST_BROKEN && wider.saturating_mul(4) <= count).then_some(column)
}

fn ends(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(['。', '；', '：', '！', '？', '.', ';', ':'])
}

/// Whether a line ends where it does because the next would not have fitted.
pub(crate) fn is_full(line: &str, next: &str, column: usize) -> bool {
    let unparted = next
        .chars()
        .take_while(|c| c.is_ascii_graphic() || *c == ' ');
    let token = unparted.count().max(2);
    width(line).saturating_add(token).saturating_add(RAGGED) > column
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_where_most_lines_were_broken() {
        let broken = "示例市社会保险中心部门预算按照全口径的原则编制所有收入和\n支出。\n";
        let short = "一、情况\n";
        for (text, expected) in [
            (broken.repeat(4), Some(56)),
            (broken.repeat(3), None),
            (format!("{}{}", broken.repeat(4), short.repeat(9)), Some(56)),
            (
                format!("{}{}", broken.repeat(4), "长".repeat(60) + "\n"),
                Some(56),
            ),
            (
                format!("{}{}", broken.repeat(4), ("长".repeat(60) + "\n").repeat(2)),
                None,
            ),
            (short.repeat(20), None),
        ] {
            assert_eq!(column(text.lines()), expected, "{text}");
        }
        assert!(is_full("一".repeat(28).as_str(), "二", 56));
        assert!(is_full("一".repeat(24).as_str(), "1234.56万元", 56));
        assert!(!is_full("一".repeat(24).as_str(), "二", 56));
    }
}
