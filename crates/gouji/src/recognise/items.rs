use std::collections::BTreeSet;

use super::align::align;
use crate::order::Gather;
use crate::rulebook::{Item, normal, without_enumerator};

/// Finds for each label of a part the item of the rulebook that it is. Labels and items are in
/// the same order as a rule; one label may stand for two items (单位资金 of this year and of last
/// year), and order tells them apart. What remains is paired by label alone.
pub(super) fn pair(labels: &[String], items: &[Item], total: Option<&str>) -> Vec<Option<usize>> {
    let labels: Vec<String> = labels.iter().map(|label| normal(label)).collect();
    let score = |i: usize, j: usize| match (labels.get(i), items.get(j)) {
        (Some(label), Some(item)) => fit(label, item),
        _ => 0,
    };
    let mut pairs = align(labels.len(), items.len(), score);
    for label in 0..labels.len() {
        if pairs.get(label).is_none_or(Option::is_some) {
            continue;
        }
        let free = |item: &usize| !pairs.contains(&Some(*item)) && score(label, *item) > 0;
        let mut fitting = (0..items.len()).filter(free);
        if let (Some(item), None) = (fitting.next(), fitting.next())
            && let Some(pair) = pairs.get_mut(label)
        {
            *pair = Some(item);
        }
    }
    last_is_total(&mut pairs, &labels, items, total);
    part_by_place(&mut pairs, items);
    unpair_strange_parts(&mut pairs, &labels, items, total);
    pairs
}

/// A row that is labelled 合计 alone and beneath which no item stands is the total, where none is labelled as that.
fn last_is_total(
    pairs: &mut [Option<usize>],
    labels: &[String],
    items: &[Item],
    total: Option<&str>,
) {
    let place = items
        .iter()
        .position(|item| Some(item.path.as_str()) == total);
    let Some(place) = place.filter(|&place| !pairs.contains(&Some(place))) else {
        return;
    };
    let mut last = labels.iter().rposition(|label| label == "合计");
    last = last.filter(|&at| pairs.iter().skip(at).all(Option::is_none));
    if let Some(pair) = last.and_then(|at| pairs.get_mut(at)) {
        *pair = Some(place);
    }
}

/// Where parts stand above their whole, what stands beneath it is none of it, and what stands above it is: of two
/// items of one name the one is taken that says so.
fn part_by_place(pairs: &mut [Option<usize>], items: &[Item]) {
    let path = |item: usize| items.get(item).map_or("", |item| item.path.as_str());
    for at in 0..pairs.len() {
        let Some(own) = pairs.get(at).copied().flatten() else {
            continue;
        };
        let free = |other: &usize| !pairs.contains(&Some(*other));
        let name = items.get(own).map(|item| &item.name);
        let same = |other: &usize| items.get(*other).map(|item| &item.name) == name;
        let mut twins = (0..items.len()).filter(|other| same(other) && free(other));
        let twin = twins.find(|&twin| {
            let misplaced = |(place, whole): (usize, &Option<usize>)| {
                let Some(whole) = whole else { return false };
                let within = |item: usize| is_within(path(item), path(*whole));
                let above = pairs.iter().take(place).flatten();
                let stands_within = at < place;
                within(own) != within(twin)
                    && within(own) != stands_within
                    && above.filter(|&&item| item != own).any(|&item| within(item))
            };
            pairs.iter().enumerate().any(misplaced)
        });
        if let (Some(_), Some(pair)) = (twin, pairs.get_mut(at)) {
            *pair = twin;
        }
    }
}

/// Whether an item is part of another, by their paths.
pub(super) fn is_within(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// What begins with 其中 is part of the row above it, which may be the total: it is no item that is part of another. Items
/// between the two may have been left out.
fn unpair_strange_parts(
    pairs: &mut [Option<usize>],
    labels: &[String],
    items: &[Item],
    total: Option<&str>,
) {
    let paired: BTreeSet<usize> = pairs.iter().copied().flatten().gather();
    let path = |item: usize| items.get(item).map_or("", |item| item.path.as_str());
    let left_out = |wanted: &str| !paired.iter().any(|&item| path(item) == wanted);
    let mut above: Option<usize> = None;
    for (pair, label) in pairs.iter_mut().zip(labels) {
        let above_path = above.map(path);
        let mut whole = pair.and_then(|item| path(item).rsplit_once('/'));
        while let Some((rest, _)) = whole.filter(|(rest, _)| left_out(rest)) {
            whole = rest.rsplit_once('/');
        }
        let whole = whole.map(|(whole, _)| whole);
        let of_total = whole.is_none() && above_path == total;
        if is_part(label) && !of_total && (whole.is_none() || whole != above_path) {
            *pair = None;
        }
        above = *pair;
    }
}

/// Whether a label in normal form says that its row is part of the one above.
pub(super) fn is_part(label: &str) -> bool {
    label.starts_with("其中")
}

/// The item that a label in normal form names, whatever counts it.
pub(super) fn named<'a>(label: &str, items: &'a [Item]) -> Option<&'a Item> {
    let whole = Some(label).filter(|label| !is_part(label))?;
    items.iter().find(|item| fit(whole, item) == EXACT)
}

/// How well a label fits that is one of an item's own.
const EXACT: u32 = 10;

fn fit(label: &str, item: &Item) -> u32 {
    let bare = without_enumerator(label);
    if item
        .labels
        .iter()
        .any(|known| known == label || known == bare)
    {
        return EXACT;
    }
    let stem = stem(bare);
    if !stem.is_empty() && item.labels.iter().any(|known| self::stem(known) == stem) {
        6
    } else {
        0
    }
}

/// A label without a remark in brackets at its end.
fn stem(label: &str) -> &str {
    label
        .strip_suffix(')')
        .and_then(|rest| rest.rfind('(').and_then(|at| rest.get(..at)))
        .unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str) -> Item {
        Item {
            path: name.into(),
            name: name.into(),
            depth: 0,
            labels: vec![normal(name)],
        }
    }

    #[test]
    fn enumerators_and_order_are_seen_through() {
        let mut items = ["本年收入", "单位资金", "结转", "单位资金", "总计"].map(item);
        items[3].path = "结转/单位资金".into();
        let labels = [
            "一、本年收入",
            "5. 单位资金",
            "二、结转",
            "其中：单位资金",
            "总计",
        ]
        .map(str::to_owned);
        assert_eq!(
            pair(&labels, &items, None),
            [Some(0), Some(1), Some(2), Some(3), Some(4)]
        );
        let labels = ["一、本年收入", "二、结转", "单位资金", "总 计"].map(str::to_owned);
        assert_eq!(
            pair(&labels, &items, None),
            [Some(0), Some(2), Some(3), Some(4)]
        );
    }

    #[test]
    fn a_part_belongs_to_the_row_above() {
        let mut items = ["拨款", "财政拨款", "补助", "专项补助"].map(item);
        items[3].path = "补助/专项补助".into();
        let labels = ["拨款", "其中：财政拨款", "补助", "其中：专项补助"].map(str::to_owned);
        assert_eq!(
            pair(&labels, &items, None),
            [Some(0), None, Some(2), Some(3)]
        );
    }

    #[test]
    fn what_stands_beneath_its_whole_is_no_part_of_it_where_others_stand_above() {
        let mut items = ["总计", "本年合计", "拨款", "补助", "补助"].map(item);
        for (item, path) in items.iter_mut().zip([
            "总计",
            "总计/本年合计",
            "总计/本年合计/拨款",
            "总计/本年合计/补助",
            "总计/补助",
        ]) {
            item.path = path.into();
        }
        for (labels, paired) in [
            (["拨款", "本年合计", "补助", "总计"], [2, 1, 4, 0]),
            (["拨款", "补助", "本年合计", "总计"], [2, 3, 1, 0]),
            (["本年合计", "拨款", "补助", "总计"], [1, 2, 3, 0]),
        ] {
            let found = pair(&labels.map(str::to_owned), &items, None);
            assert_eq!(found, paired.map(Some), "{labels:?}");
        }
    }

    #[test]
    fn another_order_is_understood_where_labels_are_unique() {
        let items = ["出国", "接待", "用车"].map(item);
        let labels = ["用车", "出国", "接待"].map(str::to_owned);
        assert_eq!(pair(&labels, &items, None), [Some(2), Some(0), Some(1)]);
    }
}
