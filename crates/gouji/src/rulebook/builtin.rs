/// A rulebook that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// Its identifier.
    pub id: &'static str,
    /// The text of its TOML file.
    pub source: &'static str,
}

/// The built-in rulebooks. Those that only serve others to extend have no table of their own.
pub const BUILTIN: &[Builtin] = &[
    Builtin {
        id: "common",
        source: include_str!("../../rulebooks/common.toml"),
    },
    Builtin {
        id: "xinjiang-2026",
        source: include_str!("../../rulebooks/xinjiang-2026.toml"),
    },
    Builtin {
        id: "shanghai-2026",
        source: include_str!("../../rulebooks/shanghai-2026.toml"),
    },
    Builtin {
        id: "general",
        source: include_str!("../../rulebooks/general.toml"),
    },
];
