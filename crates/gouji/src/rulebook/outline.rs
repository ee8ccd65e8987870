use super::RulebookFault;
use super::text::{alternatives, normal};

/// One item of an outline.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// The names from the top to this item, divided by `/`: unique in its part.
    pub path: String,
    /// Its own name.
    pub name: String,
    /// Depth, counted from 0.
    pub depth: usize,
    /// Name and aliases in normal form.
    pub labels: Vec<String>,
}

/// Reads an outline: one item a line, two blanks of indentation a level, aliases behind `|`.
pub(super) fn parse(outline: &str) -> Result<Vec<Item>, RulebookFault> {
    let mut items: Vec<Item> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    for (number, line) in outline
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let indent = line
            .len()
            .saturating_sub(line.trim_start_matches(' ').len());
        let depth = indent / 2;
        if indent % 2 != 0 || depth > above.len() {
            return Err(RulebookFault::Outline(number.saturating_add(1)));
        }
        let mut names = names(line);
        let name = names.next().unwrap_or_default().to_owned();
        above.truncate(depth);
        above.push(name.clone());
        let mut labels = vec![normal(&name)];
        for alias in names {
            labels.extend(alternatives(alias)?.iter().map(|label| normal(label)));
        }
        let path = above.join("/");
        if items.iter().any(|item| item.path == path) {
            return Err(RulebookFault::Duplicate(path));
        }
        items.push(Item {
            path,
            name,
            depth,
            labels,
        });
    }
    Ok(items)
}

/// The names in a line, divided by `|` outside brackets.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    let divides = move |c: char| {
        inside = match c {
            '[' => true,
            ']' => false,
            _ => inside,
        };
        c == '|' && !inside
    };
    line.split(divides)
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_is_descent() {
        let items = parse("收入\n  拨款 | 财政[拨款|补助]\n    结转\n  其他\n总计\n").unwrap();
        let paths: Vec<&str> = items.iter().map(|item| item.path.as_str()).collect();
        assert_eq!(
            paths,
            ["收入", "收入/拨款", "收入/拨款/结转", "收入/其他", "总计"]
        );
        assert_eq!(items[1].labels, ["拨款", "财政拨款", "财政补助"]);
    }

    #[test]
    fn a_jump_is_an_error() {
        assert_eq!(parse("收入\n    拨款\n"), Err(RulebookFault::Outline(2)));
        assert_eq!(
            parse("收入\n收入\n"),
            Err(RulebookFault::Duplicate("收入".into()))
        );
    }
}
