use std::fmt;

/// Position of a cell in its sheet, counted from 0.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd)]
pub struct Address {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
}

impl Address {
    /// The cell in the given row and column, both counted from 0.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads A1 notation; `None` when the text is not in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|character: char| !character.is_ascii_uppercase())?;
        let (letters, row) = text.split_at_checked(digits)?;
        let mut column: u32 = 0;
        for letter in letters.bytes() {
            let place = u32::from(letter.checked_sub(b'A')?).checked_add(1)?;
            column = column.checked_mul(26)?.checked_add(place)?;
        }
        let row: u64 = row.parse().ok()?;
        Some(Self {
            row: u32::try_from(row.checked_sub(1)?).ok()?,
            column: column.checked_sub(1)?,
        })
    }
}

/// A1 notation.
/// Seven letters and ten digits: of the last column and row that an address can have.
const LONGEST: usize = 17;

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written from its end; a table has thousands, and all are shown.
        let mut text = [0_u8; LONGEST];
        let mut free = text.iter_mut().rev();
        let mut length = 0_usize;
        let mut put = |first: u8, digit: u64| {
            if let Some(place) = free.next() {
                *place = first.saturating_add(u8::try_from(digit).unwrap_or(0));
                length = length.saturating_add(1);
            }
        };
        let mut rest = u64::from(self.row).saturating_add(1);
        while rest > 0 {
            put(b'0', rest % 10);
            rest /= 10;
        }
        let mut rest = u64::from(self.column).saturating_add(1);
        while rest > 0 {
            put(b'A', rest.saturating_sub(1) % 26);
            rest = rest.saturating_sub(1) / 26;
        }
        let text = text.get(LONGEST.saturating_sub(length)..);
        let text = text.and_then(|text| std::str::from_utf8(text).ok());
        formatter.write_str(text.unwrap_or_default())
    }
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Range {
    /// Its upper left cell.
    pub start: Address,
    /// Its lower right cell.
    pub end: Address,
}

impl Range {
    /// Whether the cell lies in the rectangle.
    #[must_use]
    pub fn contains(&self, at: Address) -> bool {
        (self.start.row..=self.end.row).contains(&at.row)
            && (self.start.column..=self.end.column).contains(&at.column)
    }
}

/// A1 notation; a single cell is written as one.
impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start == self.end {
            return write!(formatter, "{}", self.start);
        }
        write!(formatter, "{}:{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_letters() {
        for (column, name) in [
            (0, "A1"),
            (25, "Z1"),
            (26, "AA1"),
            (701, "ZZ1"),
            (702, "AAA1"),
            (16_383, "XFD1"),
        ] {
            assert_eq!(Address::new(0, column).to_string(), name);
            assert_eq!(Address::parse(name), Some(Address::new(0, column)));
        }
        assert_eq!(Address::new(u32::MAX, 4).to_string(), "E4294967296");
        let last = Address::new(u32::MAX, u32::MAX).to_string();
        assert_eq!(last, "MWLQKWV4294967296");
        for wrong in ["", "A", "1", "A0", "a1", "A1:B2", "A-1", "AAAAAAAAAA1"] {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
    }
}
