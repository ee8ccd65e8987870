use std::collections::BTreeMap;
use std::rc::Rc;

use gouji::view::{Answer, BlockView, PaperTop, WordsDetail};

use super::Place;

/// A leaf's paragraphs and rows, and the turn that they were told in.
type Told = (u32, Rc<Vec<BlockView>>);

/// What has come of the running text so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves {
    /// Leaves by paper and place.
    leaves: BTreeMap<(String, usize), Told>,
    /// The words last asked about.
    words: Option<(Place, Option<Box<WordsDetail>>)>,
}

impl Leaves {
    /// Takes an answer about the text; gives back what is for the lists.
    pub(super) fn take(&mut self, answer: Answer, turn: u32) -> Answer {
        match answer {
            Answer::Leaf {
                paper,
                leaf,
                blocks,
                findings,
            } => {
                self.leaves.insert((paper, leaf), (turn, Rc::new(blocks)));
                Answer::Findings { findings }
            }
            Answer::Words {
                paper,
                place,
                detail,
                findings,
            } => {
                self.words = Some((Place::new(&paper, &place), detail));
                Answer::Findings { findings }
            }
            answer => answer,
        }
    }

    /// A leaf, once it is here; after a recheck the old one until it is told anew.
    pub(crate) fn leaf(&self, paper: &str, leaf: usize) -> Option<Rc<Vec<BlockView>>> {
        let (_, blocks) = self.leaves.get(&(paper.to_owned(), leaf))?;
        Some(blocks.clone())
    }

    /// Whether a leaf is here as it is now.
    pub(crate) fn is_here(&self, paper: &str, leaf: usize, turn: u32) -> bool {
        let known = self.leaves.get(&(paper.to_owned(), leaf));
        known.is_some_and(|(told, _)| *told == turn)
    }

    /// Words in detail, once they are here.
    pub(crate) fn words(&self, place: &Place) -> Option<&WordsDetail> {
        let (own, detail) = self.words.as_ref()?;
        detail.as_deref().filter(|_| own == place)
    }
}

/// The leaf of a paper that words stand on.
pub(crate) fn leaf_of(paper: &PaperTop, place: &Place) -> Option<usize> {
    let words = (place.row()? as usize, place.start()?);
    let before = |leaf: &gouji::view::LeafTop| (leaf.first, leaf.start) <= words;
    paper.leaves.partition_point(before).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use gouji::view::{ClaimCounts, LeafTop, PaperTop};

    use super::{Place, leaf_of};

    #[test]
    fn words_stand_on_the_last_leaf_that_begins_before_them() {
        let leaf = |(first, start)| LeafTop {
            first,
            start,
            blocks: 1,
            characters: 1,
        };
        let paper = PaperTop {
            id: "text-1".to_owned(),
            sheet: String::new(),
            leaves: [(2, 0), (9, 0), (9, 40)].map(leaf).to_vec(),
            counts: ClaimCounts::default(),
            compared: true,
            severity: None,
        };
        for (place, expected) in [
            ("L1-0", None),
            ("L2-7", Some(0)),
            ("L8-99", Some(0)),
            ("B9-39", Some(1)),
            ("B9-40", Some(2)),
            ("B12-0", Some(2)),
            ("B12", None),
        ] {
            assert_eq!(
                leaf_of(&paper, &Place::new("text-1", place)),
                expected,
                "{place}"
            );
        }
    }
}
