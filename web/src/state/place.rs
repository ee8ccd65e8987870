use crate::words;

/// A cell of a table, as the address bar writes it: `#T3!E9`, or words of a text: `#text-1!L12-5`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// Identifier of the table, or of the text.
    pub(crate) table: String,
    /// Address of the cell in A1 notation; of words their place in the text.
    pub(crate) cell: String,
}

impl Place {
    pub(crate) fn new(table: &str, cell: &str) -> Self {
        Self {
            table: table.to_owned(),
            cell: cell.to_owned(),
        }
    }

    /// What [`Place::id`] wrote.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        let (table, cell) = id.split_once('!')?;
        Some(Self::new(table, cell))
    }

    /// The identifier of the cell's element, and its address without the `#`.
    pub(crate) fn id(&self) -> String {
        format!("{}!{}", self.table, self.cell)
    }

    /// What it is called: 表3 E9.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", words::table(&self.table), self.cell)
    }

    /// The row on the sheet, counted from 1.
    pub(crate) fn row(&self) -> Option<u32> {
        let digits = self.cell.find(|c: char| c.is_ascii_digit())?;
        let row = self.cell[digits..].split('-').next()?;
        row.parse().ok()
    }

    /// How many characters of the row are before it, where it is words of a text.
    pub(crate) fn start(&self) -> Option<usize> {
        self.cell.split_once('-')?.1.parse().ok()
    }
}

/// What the part of an address from its `#` on leads to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) enum Route {
    /// The start page.
    #[default]
    Home,
    /// The result, or the list of several.
    Files,
    /// A cell of the result.
    Cell(Place),
    /// A table of the result.
    Table(String),
    /// The rules, at one of them.
    Rules(Option<String>),
    /// One of several files, counted from 0.
    File(usize),
}

impl Route {
    /// Reads the part of an address from its `#` on.
    pub(crate) fn from_hash(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or_default();
        if let Some(rest) = path.strip_prefix("/rules") {
            let code = rest.strip_prefix('/').filter(|code| plain(code));
            return match (rest, code) {
                ("" | "/", _) => Self::Rules(None),
                (_, Some(code)) => Self::Rules(Some(code.to_owned())),
                _ => Self::Home,
            };
        }
        if path == FILES_ADDRESS {
            return Self::Files;
        }
        if let Some(number) = path.strip_prefix("/files/") {
            let place = number.parse().ok().and_then(|it: usize| it.checked_sub(1));
            return place.map_or(Self::Home, Self::File);
        }
        match path.split_once('!') {
            Some((table, cell)) if plain(table) && plain(cell) => {
                Self::Cell(Place::new(table, cell))
            }
            None if plain(path) => Self::Table(path.to_owned()),
            _ => Self::Home,
        }
    }
}

/// The address of the result, or of the list of several, without the `#`.
pub(crate) const FILES_ADDRESS: &str = "/files";

/// The address of a rule's page.
pub(crate) fn rule_address(code: &str) -> String {
    format!("#/rules/{code}")
}

/// The address of one of several files, without the `#`.
pub(crate) fn file_address(outcome: usize) -> String {
    format!("{FILES_ADDRESS}/{}", outcome + 1)
}

fn plain(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{FILES_ADDRESS, Place, Route, file_address, rule_address};

    #[test]
    fn reads_what_it_writes() {
        let place = Place::new("T3", "E9");
        assert_eq!(place.row(), Some(9));
        let words = Place::new("text-1", "L12-5");
        assert_eq!((words.row(), words.start()), (Some(12), Some(5)));
        let hash = format!("#{}", words.id());
        assert_eq!(Route::from_hash(&hash), Route::Cell(words));
        let hash = format!("#{}", place.id());
        assert_eq!(Route::from_hash(&hash), Route::Cell(place));
        let rule = Route::Rules(Some("GJ0301".to_owned()));
        assert_eq!(Route::from_hash(&rule_address("GJ0301")), rule);
    }

    #[test]
    fn other_addresses_lead_home() {
        for hash in [
            "",
            "#",
            "#/",
            "#!E9",
            "#T3!",
            "T3!E9",
            "#T3!E9<b>",
            "#/rulesx",
            "#/rules/<b>",
            "#/files/0",
            "#/files/x",
        ] {
            assert_eq!(Route::from_hash(hash), Route::Home, "{hash}");
        }
        assert_eq!(Route::from_hash("#T3"), Route::Table("T3".to_owned()));
        let file = format!("#{}", file_address(2));
        assert_eq!(Route::from_hash(&file), Route::File(2));
        assert_eq!(Route::from_hash(&format!("#{FILES_ADDRESS}")), Route::Files);
        for hash in ["#/rules", "#/rules/"] {
            assert_eq!(Route::from_hash(hash), Route::Rules(None), "{hash}");
        }
    }
}
