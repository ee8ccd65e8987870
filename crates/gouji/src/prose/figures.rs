//! What the figures of a disclosure are of, by the titles, columns and rows that they stand in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::frame::{Frame, Named, Of};
use super::name::{titled, whole};
use super::passage::Passage;
use super::plain::plain;
use super::subject::{Lexicon, Public};
use super::vocabulary::{Concept, concept};
use crate::recognise::{Disclosure, Part, Row, RowKey, Table};
use crate::rulebook::{PartSpec, Rulebook};

/// The name of a row.
struct Name {
    number: Concept,
    /// What it means, where it is a word of the vocabulary.
    meanings: Option<BTreeSet<Concept>>,
}

/// The names of the rows that bear a code or are projects: most stand in several tables.
type Names<'a> = BTreeMap<&'a str, Name>;

/// A column: what its figures are of in rows that add nothing, and its name.
struct Column {
    of: Arc<Of>,
    name: Option<Concept>,
}

/// Whether the 三公 under a title are those of the general budget: most tables are of that.
fn public(title: &str) -> Option<Public> {
    match title {
        _ if title.contains("一般公共预算") => Some(Public::Said),
        _ if ["财政", "资金", "基金"]
            .iter()
            .any(|fund| title.contains(fund)) =>
        {
            None
        }
        _ => Some(Public::Unsaid),
    }
}

impl Lexicon {
    pub(crate) fn of(rulebook: &Rulebook, disclosure: &Disclosure, passages: &[Passage]) -> Self {
        let set = |names: &[&str]| names.iter().map(|name| concept(name)).collect();
        let mut lexicon = Self {
            kinds: [
                set(&["in", "out"]),
                set(&[
                    "fiscal",
                    "nonfiscal",
                    "general",
                    "government",
                    "state",
                    "account",
                    "own",
                    "business",
                    "operation",
                    "other",
                ]),
                set(&["basic", "project", "personnel", "operating"]),
            ],
            ..Self::default()
        };
        let mut named = BTreeMap::new();
        let office = disclosure.unit_name.as_deref().unwrap_or_default();
        lexicon.unit(office);
        lexicon.short_names(office, passages);
        for table in &disclosure.tables {
            let rows = table.parts.iter().flat_map(|part| &part.rows);
            for row in rows {
                match &row.key {
                    RowKey::Unit(_) => lexicon.unit(&row.name),
                    RowKey::Total | RowKey::Item(_) => {}
                    RowKey::Code(_) | RowKey::Project { .. } => {
                        let name = |name: &&str| Name {
                            number: lexicon.name(name),
                            meanings: whole(name),
                        };
                        named.entry(row.name.as_str()).or_insert_with_key(name);
                    }
                }
            }
        }
        let titles = disclosure.tables.iter();
        let titles = titles.filter(|table| titled(&table.title).contains(&concept("public")));
        let funds = titles.map(|table| public(&table.title));
        lexicon.public = funds.min().flatten();
        for table in &disclosure.tables {
            lexicon.table(rulebook, table, &named);
        }
        lexicon
    }

    fn table(&mut self, rulebook: &Rulebook, table: &Table, named: &Names<'_>) {
        let Some(spec) = rulebook.tables.get(table.spec) else {
            return;
        };
        let mut title = titled(&spec.title);
        let both = [concept("public"), concept("office")];
        if both.iter().all(|both| title.contains(both)) {
            title.retain(|concept| !both.contains(concept));
        }
        if title.contains(&concept("in")) && title.contains(&concept("out")) {
            title.remove(&concept("in"));
            title.remove(&concept("out"));
        }
        for (part, known) in table.parts.iter().zip(&spec.parts) {
            let mut of = title.clone();
            let total = self.meanings(&known.total_name);
            let income =
                known.items.iter().any(|item| item.path.contains("收入")) && total.is_empty();
            of.extend(total);
            if income && !of.contains(&concept("out")) && !of.contains(&concept("public")) {
                of.insert(concept("in"));
            }
            self.part(part, known, &of, named);
        }
    }

    fn part(&mut self, part: &Part, spec: &PartSpec, of: &BTreeSet<Concept>, named: &Names<'_>) {
        let columns = spec.columns.iter();
        let columns: Vec<Column> = columns.map(|it| self.column(&it.name, of)).collect();
        let mut above: Vec<(String, Concept)> = Vec::new();
        for (place, row) in part.rows.iter().enumerate() {
            let (names, own, label) = self.row(row, &mut above, named);
            let adds = !own.is_empty() || !label.is_empty();
            let must = names.first().filter(|_| own.is_empty()).copied();
            let row = Arc::new(Named {
                names: names.into_iter().collect(),
                own,
                must: must.into_iter().collect(),
            });
            for (place_of, column) in columns.iter().enumerate() {
                // The text tells last year's amounts beside this year's and never by themselves.
                if spec.columns.get(place_of).is_some_and(|it| it.beside) {
                    continue;
                }
                let Some(figure) = part.figure(place, place_of) else {
                    continue;
                };
                let of = match adds {
                    true => Of::new(&(&column.of.said | &row.own) | &label),
                    false => column.of.clone(),
                };
                let key = column.name.or(must).unwrap_or(0);
                let row = column
                    .name
                    .map_or_else(|| row.clone(), |name| row.with(name));
                let frame = Frame { figure, of, row };
                self.frames.entry(key).or_default().push(frame);
            }
        }
    }

    /// A column of a part whose figures are of something.
    fn column(&mut self, name: &str, of: &BTreeSet<Concept>) -> Column {
        let meanings = self.meanings(name);
        let last = name.rsplit('/').next().unwrap_or(name);
        let subject = self.read(
            &plain(last)
                .into_iter()
                .map(|(c, _)| c)
                .collect::<Vec<char>>(),
        );
        let name = (meanings.is_empty() && !subject.is_neutral()).then(|| self.name(last));
        Column {
            of: Of::new(of | &meanings),
            name,
        }
    }

    /// The names of a row and of those above, its own first; what its own label means; what the
    /// labels above it mean.
    fn row(
        &mut self,
        row: &Row,
        above: &mut Vec<(String, Concept)>,
        named: &Names<'_>,
    ) -> (Vec<Concept>, BTreeSet<Concept>, BTreeSet<Concept>) {
        let none = BTreeSet::new;
        let known = named.get(row.name.as_str());
        match &row.key {
            RowKey::Total | RowKey::Unit(_) => (Vec::new(), none(), none()),
            RowKey::Code(code) => {
                above.retain(|(known, _)| code.starts_with(known.as_str()) && code != known);
                let higher = above.iter().rev().map(|&(_, name)| name);
                if let Some(own) = known.and_then(|known| known.meanings.clone()) {
                    return (higher.collect(), own, none());
                }
                let own = known.map_or_else(|| self.name(&row.name), |known| known.number);
                let names = std::iter::once(own).chain(higher).collect();
                above.push((code.clone(), own));
                (names, none(), none())
            }
            RowKey::Project { .. } => {
                let own = known.map_or_else(|| self.name(&row.name), |known| known.number);
                (vec![own], none(), none())
            }
            RowKey::Item(path) => {
                let last = path.rsplit('/').next().unwrap_or(path);
                let own = self.meanings(last);
                let names = if own.is_empty() {
                    vec![self.name(last)]
                } else {
                    Vec::new()
                };
                (names, own, self.meanings(path))
            }
        }
    }
}
