/// Fixed phrases: a name, then Chinese and English.
macro_rules! phrases {
    ($($name:ident = $chinese:literal, $english:literal;)*) => {
        $(pub(crate) fn $name() -> &'static str {
            match $crate::words::language() {
                $crate::words::Language::Chinese => $chinese,
                $crate::words::Language::English => $english,
            }
        })*
    };
}

/// Phrases with values in them: a name with the values, then Chinese and English.
macro_rules! sentences {
    ($($name:ident($($value:ident: $kind:ty),*) = $chinese:literal, $english:expr;)*) => {
        $(pub(crate) fn $name($($value: $kind),*) -> String {
            match $crate::words::language() {
                $crate::words::Language::Chinese => format!($chinese),
                $crate::words::Language::English => String::from($english),
            }
        })*
    };
}
