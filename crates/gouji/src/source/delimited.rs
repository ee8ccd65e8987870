use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::draft::{Draft, Room};
use super::{Address, Content, ReadError, Sheet, limits};

/// How much of a text is looked at to tell its delimiter, in lines.
const SAMPLE: usize = 1000;

/// Delimiters, the one that wins a draw first: separators of thousands are commas too.
const DELIMITERS: [char; 4] = ['\t', ';', ',', '|'];

/// The character that separates the columns of a text; `None` when it has no columns.
pub(crate) fn delimiter(text: &str) -> Option<char> {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(SAMPLE)
    };
    if let Some(stated) = lines().next().and_then(|line| line.strip_prefix("sep=")) {
        return stated.chars().next().filter(char::is_ascii);
    }
    let count = |delimiter: char| {
        let divided = |line: &&str| {
            let outside = line.split('"').step_by(2);
            outside.into_iter().any(|part| part.contains(delimiter))
        };
        lines().filter(divided).count()
    };
    let best = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|&delimiter| count(delimiter))?;
    (count(best) > 0).then_some(best)
}

/// Reads a text of columns as one sheet of the given name.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Sheet>, ReadError> {
    let delimiter = delimiter(text).and_then(|c| u8::try_from(c).ok());
    let delimiter = delimiter.ok_or(ReadError::Unknown)?;
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("sep=") => rest,
        _ => text,
    };
    let mut fields = Fields {
        reader: ReaderBuilder::new().delimiter(delimiter).build(),
        rest: text.as_bytes(),
        // A field is never longer than what is left of the text.
        buffer: vec![0; text.len().min(LONGEST)],
    };
    let (mut draft, mut room) = (Draft::new(name.to_owned(), true), Room::default());
    let mut at = Address::default();
    while let Some((field, last)) = fields.next()? {
        draft.put(
            &mut room,
            at,
            Content::Text(as_text(field.trim_end_matches('\u{1a}')).to_owned()),
        )?;
        at = if last {
            Address::new(at.row.saturating_add(1), 0)
        } else {
            Address::new(at.row, at.column.saturating_add(1))
        };
    }
    draft.plain();
    Ok(vec![draft.finish()])
}

/// A field without what keeps it a text in a spreadsheet: `="0109"`.
fn as_text(field: &str) -> &str {
    let inside = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|text| !text.contains('"')).unwrap_or(field)
}

/// The longest field in bytes: every character takes four at most.
const LONGEST: usize = limits::TEXT_CHARS.saturating_mul(4);

struct Fields<'t> {
    reader: Reader,
    rest: &'t [u8],
    buffer: Vec<u8>,
}

impl Fields<'_> {
    /// The next field, and whether it is the last of its row.
    fn next(&mut self) -> Result<Option<(String, bool)>, ReadError> {
        let mut filled = 0_usize;
        loop {
            let room = self.buffer.get_mut(filled..).unwrap_or_default();
            let (result, read, written) = self.reader.read_field(self.rest, room);
            self.rest = self.rest.get(read..).unwrap_or_default();
            filled = filled.saturating_add(written);
            match result {
                // The end of the text is said by reading nothing.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => {
                    return Err(ReadError::TooLarge {
                        limit: "单元格文字 32767 个字符",
                    });
                }
                ReadFieldResult::Field { record_end } => {
                    let field = self.buffer.get(..filled).unwrap_or_default();
                    return Ok(Some((
                        String::from_utf8_lossy(field).into_owned(),
                        record_end,
                    )));
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<String> {
        let sheets = read("表", text).unwrap();
        let rows = sheets[0].rows();
        rows.flat_map(|(_, cells)| cells)
            .map(|cell| format!("{}={}", cell.at, cell.text()))
            .collect()
    }

    #[test]
    fn fields_quotes_and_delimiters() {
        for (text, expected) in [
            (
                "甲,乙\r\n1,2.50\r\n",
                vec!["A1=甲", "B1=乙", "A2=1", "B2=2.50"],
            ),
            (
                "a\t1,234.50\nb\t2",
                vec!["A1=a", "B1=1,234.50", "A2=b", "B2=2"],
            ),
            (
                "a;1,5;\n\nb;2,5;c",
                vec!["A1=a", "B1=1,5", "A2=b", "B2=2,5", "C2=c"],
            ),
            (
                "\"a,\nb\",\"\"\"c\"\"\"\n,d",
                vec!["A1=a,\nb", "B1=\"c\"", "B2=d"],
            ),
            ("sep=;\na;b,c", vec!["A1=a", "B1=b,c"]),
            (
                "a|1,50|\nb|=\"05\"|c",
                vec!["A1=a", "B1=1,50", "A2=b", "B2=05", "C2=c"],
            ),
            ("\"=\"\"05\"\"\",=a", vec!["A1=05", "B1==a"]),
            ("表题\na,b", vec!["A1=表题", "A2=a", "B2=b"]),
        ] {
            assert_eq!(cells(text), expected, "{text}");
        }
        assert_eq!(read("表", "hello").unwrap_err(), ReadError::Unknown);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[,;\t\"\n\r甲a1]{0,60}") {
            let _ = read("表", &text);
        }
    }
}
