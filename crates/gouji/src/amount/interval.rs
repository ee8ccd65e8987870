use rust_decimal::Decimal;

/// A closed interval of exact values, kept as its centre and half its width.
///
/// A figure printed `v` with `d` decimals stands for `[v − ½·10⁻ᵈ, v + ½·10⁻ᵈ]`. All operations
/// are exact; one whose result does not fit into a [`Decimal`] without rounding gives `None`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Interval {
    centre: Decimal,
    half: Decimal,
}

impl Interval {
    /// The single value `value`.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Self {
            centre: value,
            half: Decimal::ZERO,
        }
    }

    /// All values that round to `value` at `places` decimals; at `-2` to hundreds.
    #[must_use]
    pub fn rounded(value: Decimal, places: i32) -> Self {
        // Places of amounts are between -14 and 10, so one more always exists.
        let half = match u32::try_from(places) {
            Ok(places) => Decimal::new(5, places.saturating_add(1).min(28)),
            Err(_) => Decimal::from(
                5_u64
                    .saturating_mul(10_u64.saturating_pow(places.unsigned_abs().saturating_sub(1))),
            ),
        };
        Self {
            centre: value,
            half,
        }
    }

    /// All values that are printed as `printed`, whose scale is the number of printed decimals.
    #[must_use]
    pub fn around(printed: Decimal) -> Self {
        Self::rounded(printed, i32::try_from(printed.scale()).unwrap_or(28))
    }

    /// The middle of the interval.
    #[must_use]
    pub fn centre(self) -> Decimal {
        self.centre
    }

    /// Half the width of the interval.
    #[must_use]
    pub fn half(self) -> Decimal {
        self.half
    }

    /// The sum of two independent values.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            centre: add(self.centre, other.centre)?,
            half: add(self.half, other.half)?,
        })
    }

    /// The value multiplied by a whole number.
    #[must_use]
    pub fn times(self, factor: i64) -> Option<Self> {
        let factor = Decimal::from(factor);
        Some(Self {
            centre: multiply(self.centre, factor)?,
            half: multiply(self.half, factor.abs())?,
        })
    }

    /// The value multiplied by `10^exponent`.
    #[must_use]
    pub fn shifted(self, exponent: i32) -> Option<Self> {
        Some(Self {
            centre: shift(self.centre, exponent)?,
            half: shift(self.half, exponent)?,
        })
    }

    /// Whether the two intervals have a value in common.
    #[must_use]
    pub fn meets(self, other: Self) -> Option<bool> {
        let distance = add(self.centre, -other.centre)?.abs();
        Some(distance <= add(self.half, other.half)?)
    }

    /// Whether every value of this interval is below every value of the other.
    #[must_use]
    pub fn below(self, other: Self) -> Option<bool> {
        Some(self.centre < other.centre && !self.meets(other)?)
    }
}

/// `a + b` without loss of digits.
fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    // What is added to zero keeps its own scale.
    let exact = sum.scale() == a.scale().max(b.scale()) || a.is_zero() || b.is_zero();
    exact.then_some(sum)
}

/// `a × b` without loss of digits.
fn multiply(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.checked_mul(b)?;
    let exact = product.scale() == a.scale().saturating_add(b.scale());
    (exact || product.is_zero()).then_some(product)
}

/// `a × 10^exponent` without loss of digits.
pub(super) fn shift(a: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent >= 0 {
        return multiply(
            a,
            Decimal::from(10_u64.checked_pow(exponent.unsigned_abs())?),
        );
    }
    let mut shifted = a;
    shifted
        .set_scale(a.scale().checked_add(exponent.unsigned_abs())?)
        .ok()?;
    Some(shifted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(text: &str) -> Interval {
        Interval::around(text.parse().unwrap())
    }

    #[test]
    fn a_figure_stands_for_all_values_that_round_to_it() {
        assert_eq!(printed("12.00").half(), "0.005".parse().unwrap());
        assert_eq!(printed("12").half(), "0.5".parse().unwrap());
    }

    #[test]
    fn meeting_is_closed() {
        // 1.00 + 2.00 against 3.015 printed with three decimals: 2.990…3.010 and 3.0145…3.0155.
        let sum = printed("1.00").plus(printed("2.00")).unwrap();
        assert_eq!(sum.meets(printed("3.015")), Some(false));
        assert_eq!(sum.meets(printed("3.01")), Some(true));
        assert_eq!(
            sum.meets(Interval::point("3.01".parse().unwrap())),
            Some(true)
        );
        assert_eq!(
            sum.meets(Interval::point("3.0101".parse().unwrap())),
            Some(false)
        );
    }

    #[test]
    fn units_are_powers_of_ten() {
        let yuan = printed("12.34").shifted(4).unwrap();
        assert_eq!(yuan.centre(), "123400".parse().unwrap());
        assert_eq!(yuan.half(), "50".parse().unwrap());
        let back = yuan.shifted(-4).unwrap();
        assert_eq!(
            (back.centre(), back.half()),
            (printed("12.34").centre(), printed("12.34").half())
        );
    }

    #[test]
    fn sums_may_pass_through_zero() {
        let nothing = printed("1.00").plus(printed("-1.00")).unwrap();
        let sum = nothing.plus(printed("5")).unwrap();
        assert_eq!(
            (sum.centre(), sum.half()),
            ("5".parse().unwrap(), "0.51".parse().unwrap())
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.plus(printed("1.00")), None);
        assert_eq!(huge.times(10), None);
    }

    proptest! {
        /// The sum of figures rounded from exact values holds the sum of the exact values.
        #[test]
        fn rounding_never_looks_like_an_error(values in prop::collection::vec(-1_000_000_i64..1_000_000, 1..40), places in 0_u32..3) {
            let exact: Vec<Decimal> = values.iter().map(|&v| Decimal::new(v, 4)).collect();
            let mut sum = Interval::point(Decimal::ZERO);
            let mut total = Decimal::ZERO;
            for &value in &exact {
                let mut shown = value.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
                shown.rescale(places);
                sum = sum.plus(Interval::around(shown)).unwrap();
                total += value;
            }
            let mut shown = total.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            shown.rescale(places);
            prop_assert_eq!(sum.meets(Interval::around(shown)), Some(true));
        }
    }
}
