//! The limits of what is read, each in one place. A file beyond one is refused with a sentence.

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;

/// Largest content of a compressed file, in bytes.
pub const INFLATED_BYTES: u64 = 512 * 1024 * 1024;

/// Most sheets in a workbook.
pub const SHEETS: usize = 512;

/// Most cells with content in a workbook.
pub const CELLS: usize = 4_000_000;
