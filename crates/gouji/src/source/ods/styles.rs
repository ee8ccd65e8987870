use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};

use crate::source::xml::attribute;

/// How far styles are followed to those that they are made from.
const DEEPEST: usize = 16;

/// What the styles of a document say of its numbers and tables.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Formats of numbers that fix how many decimals are shown.
    fixed: BTreeSet<String>,
    /// Styles by name.
    styles: BTreeMap<String, Style>,
    /// Styles of tables that are not shown.
    hidden: BTreeSet<String>,
    /// The format of a number, or the style, that is read now.
    current: String,
}

#[derive(Debug, Default)]
struct Style {
    format: Option<String>,
    parent: Option<String>,
}

impl Styles {
    /// Takes in what an event says.
    pub(super) fn add(&mut self, event: &Event<'_>) {
        let Event::Start(tag) = event else { return };
        match tag.local_name().as_ref() {
            "number-style" | "currency-style" | "percentage-style" => self.current = name(tag),
            "number" if is_fixed(tag) => drop(self.fixed.insert(self.current.clone())),
            "style" => self.add_style(tag),
            "table-properties" if is_not_shown(tag) => {
                self.hidden.insert(self.current.clone());
            }
            _ => {}
        }
    }

    fn add_style(&mut self, tag: &BytesStart<'_>) {
        self.current = name(tag);
        if attribute(tag, "family").is_some_and(|family| family == "table-cell") {
            let owned = |name| attribute(tag, name).map(std::borrow::Cow::into_owned);
            let style = Style {
                format: owned("data-style-name"),
                parent: owned("parent-style-name"),
            };
            self.styles.insert(self.current.clone(), style);
        }
    }

    /// Whether cells of a style always show the same number of decimals.
    pub(super) fn is_fixed(&self, style: &str) -> bool {
        let mut name = style;
        for _ in 0..DEEPEST {
            let Some(style) = self.styles.get(name) else {
                return false;
            };
            match (&style.format, &style.parent) {
                (Some(format), _) => return self.fixed.contains(format),
                (None, Some(parent)) => name = parent,
                (None, None) => return false,
            }
        }
        false
    }

    /// Whether tables of a style are not shown.
    pub(super) fn is_hidden(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    attribute(tag, "name").unwrap_or_default().into_owned()
}

fn is_not_shown(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "display").is_some_and(|display| display == "false")
}

fn is_fixed(tag: &BytesStart<'_>) -> bool {
    let most = attribute(tag, "decimal-places");
    let least = attribute(tag, "min-decimal-places");
    most.is_some() && (least.is_none() || least == most)
}
