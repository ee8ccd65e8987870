//! The limits of what is read, each in one place. A file beyond one is refused with a sentence
//! that names the limit. A disclosure of a few hundred rows is far below all of them.

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 64 * 1024 * 1024;

/// Largest file of text alone, in bytes: decoded it takes a multiple of that.
pub const TEXT_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Largest content of a compressed file, in bytes: by its directory, and counted while inflating.
pub const INFLATED_BYTES: u64 = 256 * 1024 * 1024;

/// How many times its compressed size a part of a compressed file may inflate to, beyond
/// [`RATIO_FREE_BYTES`].
pub const INFLATED_RATIO: u64 = 300;

/// What a part may inflate to at any ratio, in bytes.
pub const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;

/// Largest single tag or text of an XML part, in bytes.
pub const XML_EVENT_BYTES: usize = 4 * 1024 * 1024;

/// Most files in an archive.
pub const MEMBERS: usize = 512;

/// Most files that an archive's directory may list, folders and passed over ones included; also
/// the most parts of a workbook.
pub const ENTRIES: usize = 8192;

/// Largest content of an archive's files together, in bytes.
pub const MEMBER_BYTES: u64 = 64 * 1024 * 1024;

/// Most sheets in a workbook.
pub const SHEETS: usize = 512;

/// Most cells with content in a workbook.
pub const CELLS: usize = 1_300_000;

/// Longest text of a cell, in characters: that of Excel.
pub const TEXT_CHARS: usize = 32_767;

/// Text of all cells together, in bytes; of each at least 32 count.
pub const TEXT_BYTES: usize = 64 * 1024 * 1024;

/// Most merged ranges in a workbook.
pub const MERGES: usize = 200_000;

/// Most rows of a sheet.
pub const ROWS: u32 = 1_048_576;

/// Most columns of a sheet.
pub const COLUMNS: u32 = 16_384;
