use super::RulebookFault;

/// A label in the form that labels are compared in: half-width, without blanks, quotation marks
/// and line breaks, brackets alike.
#[must_use]
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Most characters of a label need no second look.
            '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'A'..='Z' => normal.push(c),
            c => normal.extend(normal_char(c)),
        }
    }
    normal
}

fn normal_char(c: char) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).wrapping_sub(0xfee0)).unwrap_or(c),
        '〔' | '【' | '﹝' => '(',
        '〕' | '】' | '﹞' => ')',
        '—' | '–' | '−' => '-',
        c => c,
    };
    let dropped = c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'
                | '\u{feff}'
                | '*'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '」'
                | '《'
                | '》'
        );
    (!dropped).then(|| c.to_ascii_uppercase())
}

/// A label in normal form without what only counts or introduces it: `一、`, `(一)`, `1.`, `其中:`.
#[must_use]
pub fn without_enumerator(label: &str) -> &str {
    let mut rest = label;
    loop {
        let shorter = strip_once(rest);
        if shorter.len() == rest.len() || shorter.is_empty() {
            return rest;
        }
        rest = shorter;
    }
}

fn strip_once(label: &str) -> &str {
    for word in ["其中:", "其中：", "其中", "加:", "减:"] {
        if let Some(rest) = label.strip_prefix(word) {
            return rest;
        }
    }
    let bare = label.trim_start_matches('(');
    let number = |c: char| "一二三四五六七八九十0123456789".contains(c);
    let rest = bare.trim_start_matches(number);
    if rest.len() == bare.len() {
        return label;
    }
    let mark = rest.chars().next().filter(|c| "、.)．,:".contains(*c));
    mark.and_then(|c| rest.strip_prefix(c)).unwrap_or(label)
}

/// Names that one alias with alternatives makes at most.
const MOST_NAMES: usize = 500;

/// All names that an alias stands for: `[部门|单位|]收支总表` is three.
///
/// # Errors
/// When a bracket is not closed, or the names are too many.
pub(super) fn alternatives(alias: &str) -> Result<Vec<String>, RulebookFault> {
    let fault = || RulebookFault::Alternatives(alias.to_owned());
    let mut names = vec![String::new()];
    let mut rest = alias;
    while !rest.is_empty() {
        let (plain, bracket) = rest
            .split_once('[')
            .map_or((rest, None), |(plain, more)| (plain, Some(more)));
        let (choices, after) = match bracket {
            Some(more) => more.split_once(']').ok_or_else(fault)?,
            None => ("", ""),
        };
        if plain.contains(']') || choices.contains('[') {
            return Err(fault());
        }
        let longer = |name: &String| {
            let start = format!("{name}{plain}");
            choices
                .split('|')
                .map(move |choice| format!("{start}{choice}"))
        };
        names = names
            .iter()
            .flat_map(longer)
            .take(MOST_NAMES.saturating_add(1))
            .collect();
        rest = after;
    }
    if names.len() > MOST_NAMES {
        return Err(fault());
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_their_looks() {
        assert_eq!(normal("　财政专户 （教育收\n费）"), "财政专户(教育收费)");
        assert_eq!(normal("财政拨款“三公”经费"), normal("财政拨款\"三公\"经费"));
    }

    #[test]
    fn an_alias_may_have_alternatives() {
        for (alias, names) in [
            ("收支总表", vec!["收支总表"]),
            ("[部门|]收支总表", vec!["部门收支总表", "收支总表"]),
            ("[甲|乙][丙|丁]", vec!["甲丙", "甲丁", "乙丙", "乙丁"]),
        ] {
            assert_eq!(alternatives(alias).unwrap(), names, "{alias}");
        }
        let many = "[一|二|三]".repeat(9);
        for alias in ["[部门", "部门]", "[甲[乙]]", &many] {
            assert!(alternatives(alias).is_err(), "{alias}");
        }
    }

    #[test]
    fn enumerators_are_no_part_of_a_label() {
        for label in [
            "一、本年收入",
            "1.本年收入",
            "(一)本年收入",
            "其中:本年收入",
            "本年收入",
            "十二、1、本年收入",
        ] {
            assert_eq!(without_enumerator(label), "本年收入", "{label}");
        }
        assert_eq!(without_enumerator("2026年项目"), "2026年项目");
        assert_eq!(without_enumerator("其中"), "其中");
    }
}
