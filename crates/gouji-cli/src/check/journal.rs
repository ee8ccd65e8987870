//! The file of reports and beside it the record of what is done, so that a run can be resumed.
//!
//! The record has a first line that says how files are judged, then one line a file: the length of
//! the file of reports after it, its status, its path. It is written after the reports, so what it
//! names is in them. A file that was refused is not named: it is tried again.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::tally::{Brief, Tally};
use crate::args::CheckArgs;
use crate::input;
use crate::output::{Status, one_line};

/// The reports and the record while a run goes on.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    reports: File,
    record: File,
    length: u64,
    before: usize,
}

/// What an earlier run did.
#[derive(Debug, Default)]
struct Before {
    /// Bytes of the reports and of the record that belong together.
    length: u64,
    record: u64,
    /// Files of which a part was refused.
    failed: usize,
    done: BTreeSet<String>,
}

type Opened = (Option<Journal>, Tally, BTreeSet<String>);

impl Journal {
    /// Begins anew, or goes on where an earlier run stopped: its counts and the files it has done.
    ///
    /// # Errors
    /// One sentence: which file, why, what to do.
    pub(super) fn open(path: &Path, args: &CheckArgs) -> Result<Opened, String> {
        let record_path = beside(path);
        let head = head(args);
        let before = match args.resume {
            true => before(path, &record_path, &head)?,
            false => Before::default(),
        };
        if before.length == 0 {
            input::spare(path, BEGINNING, "核对报告")?;
        }
        let mut tally = Tally::default();
        for _ in 0..before.failed {
            tally.add_failure();
        }
        let reports = file(path, before.length)?;
        count(path, &reports, &mut tally)?;
        let mut record = file(&record_path, before.record)?;
        written(&record_path, record.seek(SeekFrom::End(0)))?;
        if before.record == 0 {
            written(&record_path, writeln!(record, "{head}"))?;
        }
        let journal = Self {
            path: path.to_owned(),
            reports,
            record,
            length: before.length,
            before: before.done.len(),
        };
        Ok((Some(journal), tally, before.done))
    }

    /// Adds a report.
    pub(super) fn write(&mut self, text: &str) -> Result<(), String> {
        self.length += text.len() as u64;
        written(&self.path, self.reports.write_all(text.as_bytes()))
    }

    /// Notes that all is written of a file that has a part in a report.
    pub(super) fn note(&mut self, path: &Path, status: Status) -> Result<(), String> {
        let line = format!("{} {} {}\n", self.length, status as u8, key(path));
        let record = beside(&self.path);
        written(&record, self.record.write_all(line.as_bytes()))
    }

    /// What was written, in one sentence.
    pub(super) fn sentence(&self, tally: &Tally) -> String {
        let (reports, failed) = tally.counts();
        let before = match self.before {
            0 => String::new(),
            before => format!("（其中 {before} 个文件以前已核对）"),
        };
        let path = self.path.display();
        format!("已写入 {path}：{reports} 份报告，{failed} 份未能核对{before}\n")
    }
}

/// A path as the record has it.
pub(super) fn key(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".done");
    name.into()
}

/// How files are judged: reports of other ways do not belong into one file.
fn head(args: &CheckArgs) -> String {
    let rulebook = args.how.rulebook.as_ref();
    let rulebook = rulebook.map(|it| it.to_string_lossy().into_owned());
    let year = args.how.year.map(|year| year.to_string());
    one_line(&format!(
        "gouji {} rulebook={} year={}",
        env!("CARGO_PKG_VERSION"),
        rulebook.unwrap_or_default(),
        year.unwrap_or_default()
    ))
}

/// Reads the record; nothing was done where there is none, and no report.
fn before(path: &Path, record: &Path, head: &str) -> Result<Before, String> {
    let there = fs::metadata(path).map_or(0, |found| found.len());
    let text = match fs::read(record) {
        Ok(text) => String::from_utf8_lossy(&text).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(input::said(record, &input::why(&error))),
    };
    if !text.contains('\n') {
        return match there {
            0 => Ok(Before::default()),
            _ => Err(input::said(
                path,
                "旁边没有它的 .done 记录，不知道哪些文件已经核对，不能接着做。请去掉 --resume 重新核对，或换一个输出文件名。",
            )),
        };
    }
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != head {
        return Err(input::said(
            record,
            "上次核对用的版本、规则册或年度不同，不能接着做。请去掉 --resume 重新核对，或换一个输出文件名。",
        ));
    }
    let mut before = Before {
        record: first.len() as u64,
        ..Before::default()
    };
    for line in lines.filter_map(|line| line.strip_suffix('\n')) {
        let mut parts = line.splitn(3, ' ');
        let length = parts.next().and_then(|it| it.parse().ok());
        let (Some(length), Some(status), Some(key)) = (length, parts.next(), parts.next()) else {
            break;
        };
        if length > there {
            break;
        }
        before.length = length;
        before.record += line.len() as u64 + 1;
        before.failed += usize::from(status == "2");
        before.done.insert(key.to_owned());
    }
    Ok(before)
}

/// How every report begins.
const BEGINNING: &str = "{\"schema\":\"gouji.report/";

/// Opens a file for writing after its first bytes; what stands behind them is cut off.
fn file(path: &Path, length: u64) -> Result<File, String> {
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .and_then(|mut file| {
            file.set_len(length)?;
            file.seek(SeekFrom::Start(0))?;
            Ok(file)
        });
    written(path, opened)
}

/// Counts the reports of an earlier run, and stands behind them.
fn count(path: &Path, reports: &File, tally: &mut Tally) -> Result<(), String> {
    for line in BufReader::new(reports).lines() {
        if let Some(brief) = Brief::of_line(&written(path, line)?) {
            tally.add_brief(&brief);
        }
    }
    let mut reports = reports;
    written(path, reports.seek(SeekFrom::End(0)).map(drop))
}

fn written<T>(path: &Path, outcome: std::io::Result<T>) -> Result<T, String> {
    outcome.map_err(|error| input::said(path, &input::why(&error)))
}
