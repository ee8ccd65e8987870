//! Subject codes as printed: in one column, in three, or before the name.

/// A code and what follows it in the same text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Coded<'a> {
    pub(super) code: String,
    pub(super) name: &'a str,
}

/// A code, with or without a name behind it, without what only dresses it up: a number loses its
/// decimals, `208-01-09` its dashes, `208.01.09` its points, `[208]` its brackets.
pub(super) fn plain(text: &str) -> String {
    let rest = text.trim_start_matches(['[', '(']);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.' | '_' | '/'));
    let (code, behind) = rest.split_at(end.unwrap_or(rest.len()));
    let bracketed = rest.len() < text.len();
    let behind = match behind.strip_prefix([']', ')']) {
        Some(behind) if bracketed => behind,
        _ if bracketed => return text.to_owned(),
        _ => behind,
    };
    if let Some((whole, zeros)) = code.split_once('.')
        && zeros.chars().all(|c| c == '0')
    {
        return format!("{whole}{behind}");
    }
    let mut levels = code.split(['-', '.', '_', '/']);
    let first = levels.next().unwrap_or_default();
    let is_level = |level: &str| level.len() == 2 && level.chars().all(|c| c.is_ascii_digit());
    match first.len() == 3 && levels.clone().all(is_level) {
        true => levels.fold(first.to_owned(), |code, level| code + level) + behind,
        false if bracketed => format!("{code}{behind}"),
        false => text.to_owned(),
    }
}

/// Takes a code of one of the given lengths off the front of a label in normal form:
/// `201一般公共服务支出`.
pub(super) fn leading<'a>(label: &'a str, lengths: &[usize]) -> Option<Coded<'a>> {
    let name = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = label.strip_suffix(name)?;
    // 20405-法院
    let name = match name.strip_prefix(['-', '—', '_']) {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '“') => rest,
        _ => name,
    };
    let continues = name.starts_with(['.', '年', '月', '%', ',', '-', '、']);
    (lengths.contains(&digits.len()) && !continues).then(|| Coded {
        code: without_zeros(digits).to_owned(),
        name,
    })
}

/// A code without the zeros that fill the levels it does not reach.
fn without_zeros(code: &str) -> &str {
    let mut code = code;
    while let Some(shorter) = code.strip_suffix("00").filter(|shorter| shorter.len() >= 3) {
        code = shorter;
    }
    code
}

/// Puts a code together from the cells of its columns, left to right.
///
/// `above` is the code of the row before: a row that leaves out its 类 or 款 means the one above.
pub(super) fn from_columns(cells: &[String], above: &str, lengths: &[usize]) -> Option<String> {
    let mut code = String::new();
    for (level, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.chars().all(|c| c == '0'))
    {
        if !cell.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        if level == 0 || cell.len() > 2 {
            let continues = cell.starts_with(&code);
            code = continues.then(|| cell.clone())?;
            continue;
        }
        if code.len() < prefix(level) {
            let inherited = above
                .get(..prefix(level))
                .filter(|inherited| inherited.starts_with(&code))?;
            inherited.clone_into(&mut code);
        }
        code.push_str(if cell.len() == 1 { "0" } else { "" });
        code.push_str(cell);
    }
    let code = without_zeros(&code).to_owned();
    lengths.contains(&code.len()).then_some(code)
}

/// Digits of a code above the given level: 类 has 3, 款 and 项 two more each.
fn prefix(level: usize) -> usize {
    match level {
        0 => 0,
        level => level.saturating_mul(2).saturating_add(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(cells: &[&str], above: &str) -> Option<String> {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        from_columns(&cells, above, &[3, 5, 7])
    }

    #[test]
    fn columns_make_a_code() {
        for (cells, above, expected) in [
            (vec!["208", "", ""], "", Some("208")),
            (vec!["208", "01", "09"], "", Some("2080109")),
            (vec!["208", "1", "9"], "", Some("2080109")),
            (vec!["2080109"], "", Some("2080109")),
            (vec!["208", "20801", "2080109"], "", Some("2080109")),
            (vec!["", "", "2080109"], "", Some("2080109")),
            (vec!["", "", "09"], "20801", Some("2080109")),
            (vec!["", "05", ""], "2080109", Some("20805")),
            (vec!["", "", ""], "208", None),
            (vec!["类", "款", "项"], "", None),
            (vec!["2080", "", ""], "", None),
            (vec!["208", "00", "00"], "", Some("208")),
            (vec!["2080100"], "", Some("20801")),
        ] {
            assert_eq!(
                code(&cells, above).as_deref(),
                expected,
                "{cells:?} under {above:?}"
            );
        }
    }

    #[test]
    fn a_code_loses_what_dresses_it_up() {
        for (text, expected) in [
            ("208", "208"),
            ("208.00", "208"),
            ("208-01-09", "2080109"),
            ("208.01.09", "2080109"),
            ("[208]", "208"),
            ("[20801]", "20801"),
            ("[208]社会保障和就业支出", "208社会保障和就业支出"),
            ("(208)", "208"),
            ("(208", "(208"),
            ("208.5", "208.5"),
            ("2026-01", "2026-01"),
            ("类", "类"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn a_code_may_stand_before_the_name() {
        let lengths = [3, 5, 7];
        assert_eq!(
            leading("201一般公共服务支出", &lengths).unwrap().code,
            "201"
        );
        assert_eq!(
            leading("2010506统计管理", &lengths).unwrap().name,
            "统计管理"
        );
        assert_eq!(leading("20405-法院", &lengths).unwrap().name, "法院");
        assert_eq!(
            leading("2040506-“两庭”建设", &lengths).unwrap().name,
            "“两庭”建设"
        );
        assert_eq!(leading("204-05", &lengths), None);
        assert_eq!(leading("2026年预算数", &lengths), None);
        assert_eq!(leading("630.13", &lengths), None);
        assert_eq!(leading("总计", &lengths), None);
    }
}
