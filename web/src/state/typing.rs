//! What is typed into the chosen cell before its field has the focus: the page is drawn again later
//! than the next key comes.

/// What a cell is to hold while its field opens.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Typing {
    pub(crate) text: String,
    /// The visit to the cell on which it began: one field is told from the next by it.
    pub(crate) visit: u32,
    /// Whether it was finished before the field was there.
    pub(crate) entered: bool,
}

/// A key on a chosen cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Stroke {
    /// One that stands in amounts: begins anew.
    Figure(String),
    /// One that opens the field with what stands in the cell.
    Open(String),
    /// One that deletes.
    Delete,
}

impl Typing {
    pub(super) fn after(before: Option<Self>, visit: u32, stroke: Stroke) -> Self {
        let Some(mut typing) = before else {
            let text = match stroke {
                Stroke::Figure(text) | Stroke::Open(text) => text,
                Stroke::Delete => String::new(),
            };
            return Self {
                text,
                visit,
                entered: false,
            };
        };
        match stroke {
            _ if typing.entered => {}
            Stroke::Figure(figure) => typing.text.push_str(&figure),
            Stroke::Open(_) => typing.entered = true,
            Stroke::Delete => drop(typing.text.pop()),
        }
        typing
    }
}

#[cfg(test)]
mod tests {
    use super::{Stroke, Typing};

    #[test]
    fn keys_that_come_before_the_field_are_kept() {
        let figure = |text: &str| Stroke::Figure(text.to_owned());
        let open = || Stroke::Open("8.00".to_owned());
        for (strokes, text, entered) in [
            (vec![open()], "8.00", false),
            (vec![Stroke::Delete], "", false),
            (vec![figure("-"), figure("1"), figure(".")], "-1.", false),
            (vec![figure("1"), Stroke::Delete, figure("2")], "2", false),
            (vec![figure("9"), figure("8"), open()], "98", true),
            (vec![figure("9"), open(), figure("8")], "9", true),
        ] {
            let strokes = strokes.into_iter();
            let typed = strokes.fold(None, |before, stroke| {
                Some(Typing::after(before, 7, stroke))
            });
            let expected = Some(Typing {
                text: text.to_owned(),
                visit: 7,
                entered,
            });
            assert_eq!(typed, expected);
        }
    }
}
