/// A cell of a table, as the address bar writes it: `#T3!E9`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// Identifier of the table.
    pub(crate) table: String,
    /// Address of the cell in A1 notation.
    pub(crate) cell: String,
}

impl Place {
    pub(crate) fn new(table: &str, cell: &str) -> Self {
        Self {
            table: table.to_owned(),
            cell: cell.to_owned(),
        }
    }

    /// Reads the part of an address from its `#` on; `None` when it names no cell.
    pub(crate) fn from_hash(hash: &str) -> Option<Self> {
        let (table, cell) = hash.strip_prefix('#')?.split_once('!')?;
        let plain =
            |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
        (plain(table) && plain(cell)).then(|| Self::new(table, cell))
    }

    /// The identifier of the cell's element, and its address without the `#`.
    pub(crate) fn id(&self) -> String {
        format!("{}!{}", self.table, self.cell)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn reads_what_it_writes() {
        let place = Place::new("T3", "E9");
        assert_eq!(Place::from_hash(&format!("#{}", place.id())), Some(place));
    }

    #[test]
    fn ignores_other_hashes() {
        for hash in ["", "#", "#T3", "#!E9", "#T3!", "T3!E9", "#T3!E9<b>"] {
            assert_eq!(Place::from_hash(hash), None, "{hash}");
        }
    }
}
