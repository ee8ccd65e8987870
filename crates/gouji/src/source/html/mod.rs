//! Web pages with tables, which many systems save under the name of a workbook (`.xls`), also as
//! single-file archives (`.mht`).

mod grid;
pub(super) mod mime;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

use super::draft::{Draft, Room};
use super::{ReadError, Sheet};
use grid::{Grid, Span};

/// Reads all tables of a page onto one sheet, below each other, with the text between them.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Sheet>, ReadError> {
    let mut room = Room::default();
    Ok(vec![page(name, text, &mut room)?])
}

fn page(name: &str, text: &str, room: &mut Room) -> Result<Sheet, ReadError> {
    let mut page = Page {
        grid: Grid::new(Draft::new(name.to_owned(), true), room),
        passed_over: None,
    };
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        page.add(token)?;
    }
    page.grid.finish()
}

struct Page<'r> {
    grid: Grid<'r>,
    /// The element whose content is not shown.
    passed_over: Option<HtmlString>,
}

impl Page<'_> {
    fn add(&mut self, token: Token) -> Result<(), ReadError> {
        match token {
            Token::EndTag(tag) if self.passed_over.as_ref() == Some(&tag.name) => {
                self.passed_over = None;
                Ok(())
            }
            _ if self.passed_over.is_some() => Ok(()),
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag.name),
            Token::String(text) => self.grid.text(&String::from_utf8_lossy(&text)),
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &StartTag<()>) -> Result<(), ReadError> {
        match tag.name.as_slice() {
            b"script" | b"style" | b"title" | b"xml" | b"select" | b"noscript"
                if !tag.self_closing =>
            {
                self.passed_over = Some(tag.name.clone());
                Ok(())
            }
            b"table" => self.grid.start_table(),
            b"col" => {
                let span = number(tag, b"span");
                self.grid.column(span, is_hidden(tag));
                Ok(())
            }
            b"tr" => self.grid.start_row(is_hidden(tag)),
            b"td" | b"th" => self.grid.start_cell(Span {
                right: number(tag, b"colspan"),
                down: number(tag, b"rowspan"),
                formula: tag.attributes.contains_key(b"x:fmla".as_slice()),
            }),
            b"br" => self.grid.text_break(),
            name if is_block(name) => self.grid.block(),
            _ => Ok(()),
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), ReadError> {
        match name {
            b"table" => self.grid.end_table(),
            b"tr" => self.grid.end_row(),
            b"td" | b"th" => self.grid.end_cell(),
            name if is_block(name) => self.grid.block(),
            _ => Ok(()),
        }
    }
}

/// Elements that stand on lines of their own.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"center"
            | b"caption"
            | b"li"
            | b"ul"
            | b"ol"
            | b"hr"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"body"
            | b"section"
            | b"article"
            | b"header"
    )
}

/// A count in an attribute; one when it is not there or no count.
fn number(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let value = tag.attributes.get(name);
    let text = value.map(|value| String::from_utf8_lossy(value).trim().to_owned());
    text.and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// Whether a row or column is not shown.
fn is_hidden(tag: &StartTag<()>) -> bool {
    if tag.attributes.contains_key(b"hidden".as_slice()) {
        return true;
    }
    let style = tag.attributes.get(b"style".as_slice());
    style.is_some_and(|style| {
        let style: String = String::from_utf8_lossy(style)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        style.to_ascii_lowercase().contains("display:none")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(html: &str) -> (Vec<String>, Sheet) {
        let sheet = read("表", html).unwrap().remove(0);
        let list = |(_, cells): (u32, &[crate::source::Cell])| -> Vec<String> {
            let text = |cell: &crate::source::Cell| format!("{}={}", cell.at, cell.text());
            cells.iter().map(text).collect()
        };
        let found = sheet.rows().flat_map(list).collect();
        (found, sheet)
    }

    #[test]
    fn tables_spans_and_text_between() {
        for (html, expected) in [
            (
                "<table><tr><td>甲<td>1&nbsp;2<tr><td>乙<td>3</table>",
                vec!["A1=甲", "B1=1\u{a0}2", "A2=乙", "B2=3"],
            ),
            (
                "<p>标题</p><table><tr><th rowspan=2>a</th><th colspan='2'>b</th></tr><tr><td>c<td>d</table>尾",
                vec!["A1=标题", "A2=a", "B2=b", "B3=c", "C3=d", "A4=尾"],
            ),
            (
                "<style>td{}</style><script>'<td>'</script><table><tr><td>a<br>b</td></tr></table>",
                vec!["A1=a\nb"],
            ),
            (
                "<table><tr><td><table><tr><td>x<td>y</table></td></tr></table>",
                vec!["A2=x", "B2=y"],
            ),
            (
                "<TABLE><TR><TD> a \n b </TD><TD></TD><TD>c</TABLE>",
                vec!["A1=a b", "C1=c"],
            ),
            (
                "<table><tr><td rowspan=3>a<td>b<tr><tr><td>c<tr><td>d</table>",
                vec!["A1=a", "B1=b", "B3=c", "A4=d"],
            ),
        ] {
            assert_eq!(cells(html).0, expected, "{html}");
        }
    }

    #[test]
    fn merges_and_what_is_hidden() {
        let (found, sheet) = cells(
            "<table><col span=1><col style='display: none'><tr><td colspan=2>a<td>b
             <tr style=\"DISPLAY:none\"><td>c<tr><td>d<td x:fmla='=1'>e<td x:fmla='=1'>f</table>",
        );
        assert_eq!(found, ["A1=a", "C1=b", "A3=d", "C3=f"]);
        assert_eq!(sheet.merges[0].to_string(), "A1:B1");
        let hidden: Vec<&str> = sheet.hidden.iter().map(|cell| cell.text()).collect();
        assert_eq!(hidden, ["c", "e"]);
        assert_eq!(sheet.formulas.len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(html in "(<table>|<tr>|<td rowspan=[0-9]{1,9}>|<td colspan=[0-9]{1,9}>|</table>|</tr>|<p>|<col|甲|[ a<>&;\"'=/]){0,40}") {
            let _ = read("表", &html);
        }
    }
}
