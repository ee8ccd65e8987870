//! Runs the command, and makes the files that it is run on.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run of the command said and how it ended.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl fmt::Debug for Run {
    /// Enough of it to see what went wrong.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let out: String = self.out.chars().take(300).collect();
        write!(
            f,
            "status {:?}, stderr {:?}, stdout {out:?}",
            self.status, self.err
        )
    }
}

/// The command itself, without colour from the surroundings.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Runs the command to its end.
pub(crate) fn gouji<const N: usize>(arguments: [&str; N]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command()
        .args(arguments)
        .output()
        .expect("the command starts");
    Run {
        status: status.code(),
        out: String::from_utf8(stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(stderr).expect("standard error is UTF-8"),
    }
}

impl Run {
    /// The one line on standard error, standard output having stayed empty.
    pub(crate) fn refusal(&self) -> &str {
        assert_eq!(self.status, Some(2), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        self.only_complaint()
    }

    /// The one line on standard error.
    pub(crate) fn only_complaint(&self) -> &str {
        let line = self.err.strip_suffix('\n').expect("a whole line");
        assert!(!line.contains('\n'), "more than a line: {self:?}");
        let sentence = line.strip_prefix("gouji: ").expect("says who speaks");
        assert!(
            sentence
                .chars()
                .any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)),
            "{self:?}"
        );
        sentence
    }
}

/// A folder of its own for one test, removed at its end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// Writes a file into it; its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("its folder");
        fs::write(&path, bytes).expect("the file is written");
        text(&path)
    }

    pub(crate) fn path(&self) -> String {
        text(&self.0)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// The repository's own sample workbook.
pub(crate) fn sample() -> Vec<u8> {
    fs::read(repository().join("web/samples/sample.xlsx")).expect("the sample workbook")
}

/// A published workbook outside the repository, where it is at hand.
pub(crate) fn published() -> Option<String> {
    let path = repository().join("../shared/samples/bole-2026.xlsx");
    if path.is_file() {
        return Some(text(&path));
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A workbook that has nothing to do with a budget.
pub(crate) fn marks() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("成绩单").expect("a name");
    for (row, (name, mark)) in (0..).zip([("张三", 90), ("李四", 85)]) {
        sheet.write(row, 0, name).expect("a name");
        sheet.write(row, 1, mark).expect("a mark");
    }
    book.add_worksheet();
    book.save_to_buffer().expect("a workbook")
}

/// The sample with each table in a workbook of its own.
pub(crate) fn one_sheet_each() -> Vec<Vec<u8>> {
    let sheets = gouji_fixtures::sample().sheets.into_iter();
    let alone = |sheet| gouji_fixtures::Workbook {
        sheets: vec![sheet],
    };
    sheets.map(|sheet| alone(sheet).to_xlsx()).collect()
}

/// A workbook with one table of a disclosure, whose two totals differ.
pub(crate) fn lopsided() -> Vec<u8> {
    let rows = [
        ["部门收支总体情况表", "", "", ""],
        ["编制部门：示例单位", "", "", "单位：万元"],
        ["收入", "", "支出", ""],
        ["项目", "预算数", "功能分类", "预算数"],
        ["收入总计", "100.00", "支出总计", "90.00"],
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, texts) in (0..).zip(rows) {
        sheet.write_row(row, 0, texts).expect("a row");
    }
    book.save_to_buffer().expect("a workbook")
}

/// Bytes without any meaning, the same at every run.
pub(crate) fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..count).map(|_| next()).collect()
}

/// A workbook behind a password as Excel stores it: a compound file whose streams are
/// `EncryptionInfo` and `EncryptedPackage`, without meaning here.
pub(crate) fn encrypted() -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let mut header = vec![0_u8; SECTOR];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    for (at, value) in [(24, 0x3e_u16), (26, 3), (28, 0xfffe), (30, 9), (32, 6)] {
        header[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    // One FAT sector at 0, the directory at 1, streams below 4096 bytes would be short ones.
    for (at, value) in [(44, 1), (48, 1), (56, 4096), (60, END), (68, END)] {
        header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    for place in 0..109 {
        let sector = if place == 0 { 0 } else { FREE };
        header[76 + place * 4..80 + place * 4].copy_from_slice(&sector.to_le_bytes());
    }
    // Two streams of 4096 bytes: sectors 2 to 9 and 10 to 17.
    let mut fat = vec![0xffff_fffd, END];
    fat.extend((2..18_u32).map(|sector| if sector % 8 == 1 { END } else { sector + 1 }));
    fat.resize(SECTOR / 4, FREE);
    let directory = [
        entry("Root Entry", 5, [FREE, FREE, 1], END, 0),
        entry("EncryptedPackage", 2, [2, FREE, FREE], 2, 4096),
        entry("EncryptionInfo", 2, [FREE, FREE, FREE], 10, 4096),
        entry("", 0, [FREE, FREE, FREE], 0, 0),
    ];
    let fat: Vec<u8> = fat.iter().flat_map(|sector| sector.to_le_bytes()).collect();
    [header, fat, directory.concat(), noise(8192)].concat()
}

fn entry(name: &str, kind: u8, tree: [u32; 3], start: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0_u8; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..units.len()].copy_from_slice(&units);
    let length = if name.is_empty() { 0 } else { units.len() + 2 };
    entry[64] = u8::try_from(length).expect("a short name");
    entry[66] = kind;
    entry[67] = 1;
    for (place, link) in tree.into_iter().enumerate() {
        entry[68 + place * 4..72 + place * 4].copy_from_slice(&link.to_le_bytes());
    }
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}
