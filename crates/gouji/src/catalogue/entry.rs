use super::name;

/// A subject of today's catalogue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Its code: 3 digits a 类, 5 a 款, 7 a 项.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// First and last year of the documents that print it, where that is known.
    pub years: Option<(u16, u16)>,
    /// Where it was found, a character each: 新 and 沪 are published documents, 程 is a public
    /// program's list.
    pub source: &'static str,
}

/// A name that subjects are not called by any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Obsolete {
    /// The code that it had.
    pub code: &'static str,
    /// The name that it had.
    pub name: &'static str,
    /// The code that stands for it today; `None` where there is none.
    pub today: Option<&'static str>,
    /// The edition that had it, or where it was found.
    pub source: &'static str,
}

impl Entry {
    /// Whether a published document prints it.
    #[must_use]
    pub fn is_attested(&self) -> bool {
        self.source.contains(['新', '沪'])
    }

    /// Whether a name as printed is its own, apart from what only introduces or remarks.
    #[must_use]
    pub fn is_named(&self, printed: &str) -> bool {
        name::same(self.name, printed)
    }

    /// Reads a line of the catalogue.
    pub(super) fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (code, name) = (fields.next()?, fields.next()?);
        let (years, source) = (fields.next()?, fields.next()?);
        Some(Self {
            code,
            name,
            years: read_years(years),
            source,
        })
    }
}

/// `2025`, `2023-2026`, or `-` for no year.
fn read_years(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.parse().ok()?, last.parse().ok()?))
}

impl Obsolete {
    /// Whether a name as printed is the old one.
    #[must_use]
    pub fn is_named(&self, printed: &str) -> bool {
        name::same(self.name, printed)
    }

    /// Reads a line of the list of old names.
    pub(super) fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (code, name) = (fields.next()?, fields.next()?);
        let (today, source) = (fields.next()?, fields.next()?);
        Some(Self {
            code,
            name,
            today: (today != "-").then_some(today),
            source,
        })
    }
}
