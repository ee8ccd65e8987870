//! Amounts of money: exact decimals with the number of decimals that were printed.

mod interval;
mod parse;
mod unit;

pub use interval::Interval;
pub(crate) use parse::is_blank;
pub use parse::{AmountError, parse, unit_after};
pub use unit::AmountUnit;

use rust_decimal::{Decimal, RoundingStrategy};

/// The largest amount read, in its own unit: a hundred million million. The limit keeps every sum that a disclosure can hold
/// inside the 28 digits of a [`Decimal`].
pub const LARGEST: Decimal = Decimal::from_parts(276_447_232, 23_283, 0, false, 0);

/// The most decimals that an amount may print.
pub const MOST_DECIMALS: u32 = 10;

/// Decimals of stored values that count; what is stored behind them is a trace of arithmetic.
const MOST_STORED: u32 = 6;

/// An amount as printed in a cell. `630.10` and `630.1` are equal in value and differ in precision.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Amount {
    printed: Decimal,
    stored: Decimal,
    /// How many of the printed digits, from the right, are zeros that only fill up.
    filled: u32,
}

impl Amount {
    /// An amount that shows `printed` and stores `stored`; `None` when it is too large or too
    /// finely divided to be one.
    #[must_use]
    pub fn new(printed: Decimal, stored: Decimal) -> Option<Self> {
        let fits = printed.abs() <= LARGEST && printed.scale() <= MOST_DECIMALS;
        fits.then_some(Self {
            printed,
            stored,
            filled: 0,
        })
    }

    /// An amount that shows all that it stores.
    #[must_use]
    pub fn exact(value: Decimal) -> Option<Self> {
        Self::new(value, value)
    }

    /// A stored number shown with `places` decimals, rounded half away from zero as spreadsheets do.
    #[must_use]
    pub fn shown(stored: Decimal, places: u32) -> Option<Self> {
        let mut printed =
            stored.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        printed.rescale(places);
        Self::new(printed, stored)
    }

    /// The value as printed; its scale is the number of printed decimals.
    #[must_use]
    pub fn printed(self) -> Decimal {
        self.printed
    }

    /// The value as the file stores it, which may have more decimals than it shows.
    #[must_use]
    pub fn stored(self) -> Decimal {
        self.stored
    }

    /// The same value printed with at least `places` decimals: zeros at the end were not shown.
    #[must_use]
    pub fn with_places(self, places: u32) -> Self {
        let mut printed = self.printed;
        if printed.scale() < places.min(MOST_DECIMALS) {
            printed.rescale(places.min(MOST_DECIMALS));
        }
        Self { printed, ..self }
    }

    /// The same value whose last `zeros` digits only fill up: a figure of 万元 converted to 元 ends
    /// in zeros that nobody measured. Without effect where those digits are not all zero.
    #[must_use]
    pub fn filled(self, zeros: u32) -> Self {
        let step = 10_i128.checked_pow(zeros);
        let fills = step.is_some_and(|step| self.printed.mantissa().checked_rem(step) == Some(0));
        let filled = if fills { zeros } else { 0 };
        Self { filled, ..self }
    }

    /// The value multiplied by `10^exponent`, with no zeros at its end; `None` when it is too large then, or
    /// too finely divided.
    #[must_use]
    pub(crate) fn shifted(self, exponent: i32) -> Option<Self> {
        Self::exact(interval::shift(self.printed, exponent)?.normalize())
    }

    /// How many of its last digits only fill up.
    #[must_use]
    pub fn filled_digits(self) -> u32 {
        self.filled
    }

    /// Decimals to which the value is known: as many as printed, or less where zeros fill it up;
    /// `-2` is a multiple of a hundred.
    #[must_use]
    pub fn places(self) -> i32 {
        let scale = i32::try_from(self.printed.scale()).unwrap_or_default();
        scale.saturating_sub_unsigned(self.filled)
    }

    /// Whether the file stores more decimals than it shows.
    #[must_use]
    pub fn has_excess(self) -> bool {
        self.stored.scale() > self.printed.scale() && self.kept().scale() > self.printed.scale()
    }

    /// Decimals to which the stored value is known.
    #[must_use]
    pub fn stored_places(self) -> i32 {
        if self.has_excess() {
            i32::try_from(self.kept().scale()).unwrap_or_default()
        } else {
            self.places()
        }
    }

    /// All exact values that would be stored like this; where nothing more is stored than shown,
    /// all that would be printed like this.
    #[must_use]
    pub fn stored_interval(self) -> Interval {
        if self.has_excess() {
            Interval::rounded(self.kept(), self.stored_places())
        } else {
            self.interval()
        }
    }

    /// The stored value without the traces of binary arithmetic.
    fn kept(self) -> Decimal {
        self.stored.round_dp(MOST_STORED).normalize()
    }

    /// Whether it is zero, which a table prints for nothing.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self.printed.is_zero()
    }

    /// All exact values that would be printed like this.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval::rounded(self.printed, self.places())
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.printed, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_amount_has_fifteen_digits() {
        assert_eq!(LARGEST, Decimal::from(100_000_000_000_000_u64));
    }

    #[test]
    fn shows_what_a_spreadsheet_shows() {
        for (stored, places, shown) in [
            ("12", 2, "12.00"),
            ("2.345", 2, "2.35"),
            ("-2.345", 2, "-2.35"),
            ("0.1", 0, "0"),
            ("0.30000000000000004", 2, "0.30"),
        ] {
            let amount = Amount::shown(stored.parse().unwrap(), places).unwrap();
            assert_eq!(amount.to_string(), shown, "{stored} with {places} decimals");
            assert_eq!(amount.stored().to_string(), stored);
        }
    }

    #[test]
    fn zeros_that_fill_up_are_not_measured() {
        let yuan = Amount::exact("6326300.00".parse().unwrap()).unwrap();
        assert_eq!(yuan.filled(4).places(), -2);
        assert_eq!(yuan.filled(4).interval().half(), "50".parse().unwrap());
        assert_eq!(yuan.filled(5).places(), 2);
        assert_eq!(yuan.filled(4).to_string(), "6326300.00");
    }

    #[test]
    fn refuses_what_cannot_be_summed_exactly() {
        assert!(Amount::exact(Decimal::MAX).is_none());
        assert!(Amount::exact("0.00000000001".parse().unwrap()).is_none());
    }
}
