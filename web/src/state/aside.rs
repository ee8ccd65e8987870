use std::collections::BTreeMap;

use gouji::view::{Answer, Detail, Effect, Filter, FormulaView};

use super::Place;

/// What was asked for beside the lists of the result, and what the visitor turned down.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Aside {
    /// The cell last asked about, and its relations.
    detail: Option<(Place, Option<Box<Detail>>)>,
    /// Whether these are those of before the last change.
    stale: bool,
    /// Every formula, and how its relations hold.
    pub(crate) formulas: Vec<FormulaView>,
    /// What changes would bring about, by the names that they were asked by.
    pub(crate) effects: BTreeMap<String, Effect>,
    /// The findings that filters take, by their places, and how many there are.
    found: BTreeMap<Filter, (Vec<usize>, usize)>,
    /// What could not be put into a cell, and why.
    pub(crate) refused: Option<(Place, String)>,
    /// Cells whose proposed corrections are turned down.
    pub(crate) rejected: Vec<Place>,
}

impl Aside {
    /// Takes an answer; gives back one that is for the lists.
    pub(super) fn take(&mut self, answer: Answer) -> Option<Answer> {
        match answer {
            Answer::Cell {
                table,
                cell,
                detail,
            } => {
                self.detail = Some((Place::new(&table, &cell), detail));
                self.stale = false;
            }
            Answer::Untyped {
                table,
                cell,
                message,
            } => self.refused = Some((Place::new(&table, &cell), message)),
            Answer::Formulas { list } => self.formulas = list,
            Answer::Effect { name, effect } => {
                self.effects.insert(name, *effect);
            }
            Answer::Found {
                filter,
                from,
                places,
                all,
                ..
            } => {
                let (known, count) = self.found.entry(filter).or_default();
                *count = all;
                known.truncate(from);
                known.extend(places);
            }
            answer => return Some(answer),
        }
        None
    }

    /// Forgets what another set of changes makes untrue. The cell's relations stay until they are
    /// told anew, so that nothing jumps.
    pub(super) fn outdate(&mut self) {
        self.effects.clear();
        self.found.clear();
        self.refused = None;
        self.stale = true;
    }

    /// Whether the relations of a cell are here as they are now.
    pub(crate) fn knows(&self, place: &Place) -> bool {
        let own = self.detail.as_ref().map(|(own, _)| own);
        own == Some(place) && !self.stale
    }

    /// The relations of a cell, once they are here.
    pub(crate) fn detail(&self, place: &Place) -> Option<&Detail> {
        let (own, detail) = self.detail.as_ref()?;
        detail.as_deref().filter(|_| own == place)
    }

    /// The findings that a filter takes, once they are here.
    pub(crate) fn found(&self, filter: &Filter) -> Option<(&[usize], usize)> {
        let (places, all) = self.found.get(filter)?;
        Some((places, *all))
    }
}
