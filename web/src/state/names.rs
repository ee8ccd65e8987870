//! What files are called where several are told apart.

use std::cmp::Ordering;

use gouji::view::Brief;

use super::Order;

/// Compares names as people order them: 表2 stands before 表10.
pub(crate) fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    while !left.is_empty() && !right.is_empty() {
        let (own, rest) = piece(left);
        let (its, other_rest) = piece(right);
        let order = match (number(own), number(its)) {
            (Some(own), Some(its)) => (own.len(), own).cmp(&(its.len(), its)),
            _ => own.cmp(its),
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (rest, other_rest);
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits that a text begins with, or its first character; and the rest.
fn piece(text: &str) -> (&str, &str) {
    let digits = text.find(|c: char| !c.is_ascii_digit());
    match digits.unwrap_or(text.len()) {
        0 => text.split_at(text.chars().next().map_or(0, char::len_utf8)),
        end => text.split_at(end),
    }
}

/// Digits without the zeros before them.
fn number(piece: &str) -> Option<&str> {
    let digits = piece.starts_with(|c: char| c.is_ascii_digit());
    digits.then(|| piece.trim_start_matches('0'))
}

/// What each of several outcomes is called: by its name, and by its folder too where another has the same name.
pub(crate) fn labels(outcomes: &[Brief], order: &Order) -> Vec<String> {
    let folders: Vec<String> = outcomes.iter().map(|it| folder(it, order)).collect();
    let label = |(brief, own): (&Brief, &String)| {
        let all = outcomes.iter().zip(&folders);
        let same = all.filter(|(it, _)| it.name == brief.name);
        let others: Vec<&str> = same.map(|(_, folder)| folder.as_str()).collect();
        let apart = &own[shared(&others)..];
        match apart {
            "" => brief.name.clone(),
            apart => format!("{apart}/{}", brief.name),
        }
    };
    outcomes.iter().zip(&folders).map(label).collect()
}

/// The place of each of several outcomes in their natural order, folder by folder.
pub(crate) fn in_order(outcomes: &[Brief], order: &Order) -> Vec<usize> {
    let path = |it: &Brief| format!("{}/{}", folder(it, order), it.name);
    let paths: Vec<String> = outcomes.iter().map(path).collect();
    places(paths.len(), &|one, other| {
        natural(&paths[one], &paths[other])
    })
}

/// The places of so many items in their order. Any other sort would be compiled anew.
pub(crate) fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// The folder that an outcome came from, with the archive that it is in.
fn folder(brief: &Brief, order: &Order) -> String {
    let given = brief.files.first().and_then(|file| order.files.get(*file));
    let archive = given.map(|given| given.name.as_str());
    match archive.filter(|name| name.to_ascii_lowercase().ends_with(".zip")) {
        Some(archive) if brief.folder.is_empty() => archive.to_owned(),
        Some(archive) => format!("{archive}/{}", brief.folder),
        None => brief.folder.clone(),
    }
}

/// How much of all these paths is the same, up to the end of a folder; all of it where there is nothing to tell apart.
fn shared(paths: &[&str]) -> usize {
    let Some((first, others)) = paths.split_first() else {
        return 0;
    };
    if others.iter().all(|path| path == first) {
        return first.len();
    }
    let ends = first.match_indices('/').map(|(at, _)| at + 1);
    let mut common = ends.filter(|end| others.iter().all(|path| path.starts_with(&first[..*end])));
    common.next_back().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{natural, shared};

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = [
            "10.xlsx", "2.xlsx", "表10", "表2", "1.xlsx", "a", "02.xlsx", "a/b", "a1",
        ];
        names.sort_by(|one, other| natural(one, other));
        let expected = [
            "1.xlsx", "02.xlsx", "2.xlsx", "10.xlsx", "a", "a/b", "a1", "表2", "表10",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn what_all_paths_begin_with_tells_none_apart() {
        for (paths, expected) in [
            (vec!["a/甲", "a/乙"], 2),
            (vec!["a", "b"], 0),
            (vec!["a/b", "a/b"], 3),
            (vec!["a/b/c", "a/b"], 2),
            (vec!["", "a"], 0),
        ] {
            assert_eq!(shared(&paths), expected, "{paths:?}");
        }
    }
}
