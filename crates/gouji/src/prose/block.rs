//! Descriptions of projects: paragraphs of a label and what it says, from one project's name to the
//! next.

use super::passage::{Passage, enumerated};

/// The longest label, in characters.
const LONGEST_LABEL: usize = 16;

/// The description of a project.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The project's name, in plain form.
    pub(crate) name: Vec<char>,
    /// Its paragraphs.
    pub passages: std::ops::Range<usize>,
    /// What it says, label by label.
    pub fields: Vec<Field>,
}

/// A label and its paragraph.
#[derive(Clone, Debug)]
pub struct Field {
    /// The label in plain form: 补贴标准.
    pub label: String,
    /// The paragraph.
    pub passage: usize,
}

/// The descriptions in a text.
pub(super) fn blocks(passages: &[Passage]) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (place, passage) in passages.iter().enumerate() {
        let label = label(&passage.text);
        let names = label.as_ref().is_some_and(|(label, _)| label == "项目名称");
        if passage.level.is_some() && !names {
            open = false;
        }
        if names {
            open = true;
            found.push(Block {
                passages: place..place,
                ..Block::default()
            });
        }
        let Some(block) = found.last_mut().filter(|_| open) else {
            continue;
        };
        block.passages.end = place.saturating_add(1);
        let Some((label, from)) = label else { continue };
        if label == "项目名称" {
            block.name = passage.slice(from, passage.text.len()).to_vec();
        }
        block.fields.push(Field {
            label,
            passage: place,
        });
    }
    found
}

/// The label of a paragraph, and where its content begins.
pub(crate) fn label(text: &[char]) -> Option<(String, usize)> {
    let start = enumerated(text).map_or(0, |(length, _)| length);
    let rest = text.get(start..)?;
    let end = rest
        .iter()
        .position(|c| *c == ':')
        .filter(|end| (2..=LONGEST_LABEL).contains(end))?;
    let label: String = rest.iter().take(end).collect();
    let plain = label
        .chars()
        .all(|c| c.is_alphabetic() || "()/".contains(c));
    plain.then(|| (label, start.saturating_add(end).saturating_add(1)))
}

impl Block {
    /// The paragraph of a label that contains a word.
    pub(crate) fn field(&self, word: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.label.contains(word))
    }
}
