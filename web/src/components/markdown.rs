//! The little Markdown of the rules' pages: headings, paragraphs, lists, `code` and **weight**.

use yew::prelude::*;

/// A block of a text.
#[derive(Debug, PartialEq)]
enum Block<'a> {
    Heading(&'a str),
    Paragraph(String),
    List(Vec<&'a str>),
}

/// The text as elements; its headings become those of the given level.
pub(crate) fn markdown(text: &str, level: u8) -> Html {
    let draw = |block: Block<'_>| match block {
        Block::Heading(heading) => html! { <@{format!("h{level}")}>{ inline(heading) }</@> },
        Block::Paragraph(paragraph) => html! { <p>{ inline(&paragraph) }</p> },
        Block::List(items) => html! {
            <ul>{ for items.into_iter().map(|item| html! { <li>{ inline(item) }</li> }) }</ul>
        },
    };
    html! { <>{ for blocks(text).into_iter().map(draw) }</> }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let heading = line
            .starts_with('#')
            .then(|| line.trim_start_matches('#').trim());
        match (blocks.last_mut(), heading, item) {
            _ if line.is_empty() => open = false,
            (_, Some(heading), _) => {
                blocks.push(Block::Heading(heading));
                open = false;
            }
            (Some(Block::List(items)), _, Some(item)) if open => items.push(item),
            (_, _, Some(item)) => {
                blocks.push(Block::List(vec![item]));
                open = true;
            }
            (Some(Block::Paragraph(paragraph)), ..) if open => join(paragraph, line),
            _ => {
                blocks.push(Block::Paragraph(line.to_owned()));
                open = true;
            }
        }
    }
    blocks
}

/// Lines go together with a space between words, without one between Chinese characters.
fn join(paragraph: &mut String, line: &str) {
    if paragraph.ends_with(|c: char| c.is_ascii()) && line.starts_with(|c: char| c.is_ascii()) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// `code` and **weight** within a line.
fn inline(text: &str) -> Html {
    let coded = text
        .split('`')
        .enumerate()
        .map(|(place, part)| match place % 2 {
            1 => html! { <code>{ part.to_owned() }</code> },
            _ => weighted(part),
        });
    html! { <>{ for coded }</> }
}

fn weighted(text: &str) -> Html {
    let parts = text
        .split("**")
        .enumerate()
        .map(|(place, part)| match place % 2 {
            1 => html! { <strong>{ part.to_owned() }</strong> },
            _ => html! { { part.to_owned() } },
        });
    html! { <>{ for parts }</> }
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn blocks_are_told_apart() {
        let text = " ## 查什么\n 合计等于\n 各项之和。\n\n 另一段 one\n two。\n - 甲\n - 乙\n 尾";
        let expected = [
            Block::Heading("查什么"),
            Block::Paragraph("合计等于各项之和。".to_owned()),
            Block::Paragraph("另一段 one two。".to_owned()),
            Block::List(vec!["甲", "乙"]),
            Block::Paragraph("尾".to_owned()),
        ];
        assert_eq!(blocks(text), expected);
        assert_eq!(blocks(""), []);
    }
}
