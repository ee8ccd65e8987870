/// Unit that amounts are printed in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AmountUnit {
    /// 元
    Yuan,
    /// 千元
    Thousand,
    /// 万元
    TenThousand,
}

impl AmountUnit {
    /// The unit that a text names, `None` where it names none.
    #[must_use]
    pub fn named_in(text: &str) -> Option<Self> {
        if text.contains("万元") {
            Some(Self::TenThousand)
        } else if text.contains("千元") {
            Some(Self::Thousand)
        } else if text.contains('元') {
            Some(Self::Yuan)
        } else {
            None
        }
    }

    /// Its Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Thousand => "千元",
            Self::TenThousand => "万元",
        }
    }

    /// The power of ten that makes `other` out of this unit's amounts: 4 from 万元 to 元.
    #[must_use]
    pub fn exponent_to(self, other: Self) -> i32 {
        self.zeros().saturating_sub(other.zeros())
    }

    fn zeros(self) -> i32 {
        match self {
            Self::Yuan => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
        }
    }
}
