//! Which files to read, what they hold, and by which rulebook they are judged.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use gouji::rulebook::Rulebook;
use gouji::source::{is_hidden, is_readable};
use gouji::{Options, RulebookChoice};

use crate::args::{CheckArgs, HowArgs};

/// A larger file is no budget disclosure, and reading on would only fill the memory.
const LARGEST: u64 = 256 << 20;

/// Files that may belong together, or a sentence on what cannot be looked at.
pub(crate) type Group = Result<Vec<PathBuf>, String>;

/// All that is to be checked: what the arguments name, then what the list names.
///
/// # Errors
/// One sentence when the list cannot be read.
pub(crate) fn groups(args: &CheckArgs) -> Result<Vec<Group>, String> {
    let mut groups = in_arguments(&args.files);
    if let Some(list) = &args.files_from {
        groups.extend(in_arguments(&listed(list)?));
    }
    Ok(groups)
}

/// The paths in a list, one a line; `-` is standard input.
fn listed(list: &Path) -> Result<Vec<PathBuf>, String> {
    let mut text = String::new();
    let read = match list == Path::new("-") {
        true => io::stdin().read_to_string(&mut text),
        false => File::open(list).and_then(|mut file| file.read_to_string(&mut text)),
    };
    match read {
        Ok(_) => Ok(text
            .trim_start_matches('\u{feff}')
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(listed_path)
            .collect()),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(said(
            list,
            "文件清单不是 UTF-8 文本。请另存为 UTF-8 编码，每行一个路径。",
        )),
        Err(error) => Err(said(list, &why(&error))),
    }
}

/// A path as a list has it, without what was typed or copied around it.
fn listed_path(line: &str) -> PathBuf {
    let around = |c: char| c.is_whitespace() || c == '"';
    match Path::new(line) {
        whole if whole.exists() => whole.to_owned(),
        _ => PathBuf::from(line.trim_matches(around)),
    }
}

/// The files that the arguments stand for, those together that may belong together: files that are
/// named one after the other, and the files right inside each folder. Whatever cannot be looked at
/// is a sentence in its place.
fn in_arguments(arguments: &[PathBuf]) -> Vec<Group> {
    let mut groups = Vec::new();
    for named in arguments.chunk_by(|a, b| !a.is_dir() && !b.is_dir()) {
        match named {
            [folder] if folder.is_dir() => groups.extend(in_folder(folder)),
            files => groups.push(Ok(files.to_vec())),
        }
    }
    groups
}

/// The files of a folder and those below, by the folder that they are right inside, in sorted order.
fn in_folder(argument: &Path) -> Vec<Group> {
    let (mut found, mut refused) = walk(argument);
    found.sort();
    if found.is_empty() && refused.is_empty() {
        let sentence = "文件夹里没有表格或文档。请放入 xlsx 等文件后再试。";
        refused.push(said(argument, sentence));
    }
    let refused = refused.into_iter().map(Err);
    let folders = found.chunk_by(|a, b| a.parent() == b.parent());
    refused
        .chain(folders.map(|files| Ok(files.to_vec())))
        .collect()
}

/// The tables in a folder and below, and a sentence for each folder that cannot be opened.
fn walk(folder: &Path) -> (Vec<PathBuf>, Vec<String>) {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        match entries(&folder) {
            Ok((below, tables)) => {
                folders.extend(below);
                found.extend(tables);
            }
            Err(error) => refused.push(said(&folder, &why(&error))),
        }
    }
    (found, refused)
}

/// The folders and the tables right inside a folder. A link to a folder is not followed: it may
/// lead back to where it stands.
fn entries(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut folders, mut tables) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            folders.extend((!is_hidden(&name(&path))).then_some(path));
        } else if is_readable(&name(&path)) && fs::metadata(&path).map_or(true, |it| it.is_file()) {
            tables.push(path);
        }
    }
    Ok((folders, tables))
}

/// The name of a file or folder, without where it stands.
fn name(path: &Path) -> Cow<'_, str> {
    let name = path.file_name().map(OsStr::to_string_lossy);
    name.unwrap_or_default()
}

/// A file's content and its name without any folder.
///
/// # Errors
/// One sentence: which file, why, what to do.
pub(crate) fn named(path: &Path) -> Result<(String, Vec<u8>), String> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok((name.to_string_lossy().into_owned(), read(path)?))
}

/// The content of a file.
///
/// # Errors
/// One sentence: which file, why, what to do.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    if is_endless(path) {
        return Err(said(
            path,
            "这是设备或命名管道，不知道何时读完。请给出文件，或用 <(命令) 把内容交来。",
        ));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| said(path, &why(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(said(
            path,
            "文件超过 256 MB，不是预算公开表。请只给出预算公开的表格。",
        ));
    }
    Ok(bytes)
}

/// Whether a path is no file and no pipe that another program was given to write to.
#[cfg(unix)]
fn is_endless(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let handed_over = path.starts_with("/dev") || path.starts_with("/proc");
    fs::metadata(path).is_ok_and(|found| {
        let kind = found.file_type();
        let device = kind.is_char_device() || kind.is_block_device() || kind.is_socket();
        device || kind.is_fifo() && !handed_over
    })
}

#[cfg(not(unix))]
fn is_endless(_: &Path) -> bool {
    false
}

/// Whether a path ends in one of these, in whatever letters.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let own = path.extension();
    own.is_some_and(|own| {
        endings
            .iter()
            .any(|ending| own.eq_ignore_ascii_case(ending))
    })
}

/// Endings of files that hold no JSON.
const OTHERS: &[&str] = &[
    "xlsx", "xlsm", "xlsb", "xls", "et", "ods", "csv", "docx", "doc",
];

/// Refuses to write JSON over a file that holds something else than what this program writes there, a
/// workbook above all, or under the name of one. A file that was broken off may have less than its
/// beginning.
///
/// # Errors
/// One sentence: which file, why, what to do.
pub(crate) fn spare(path: &Path, beginning: &str, what: &str) -> Result<(), String> {
    let mut first = Vec::new();
    let there = fs::metadata(path).is_ok_and(|found| found.is_file());
    if let (true, Ok(file)) = (there, File::open(path)) {
        let length = u64::try_from(beginning.len()).unwrap_or_default();
        let read = file.take(length).read_to_end(&mut first);
        read.map_err(|error| said(path, &why(&error)))?;
    }
    if !beginning.as_bytes().starts_with(&first) {
        let sentence = format!("这个文件已经存在，里面不是{what}，不覆盖它。请换一个输出文件名。");
        return Err(said(path, &sentence));
    }
    if has_ending(path, OTHERS) {
        return Err(said(
            path,
            "这里写出的是 JSON，不能用表格或文档的扩展名。请改用 .json；更正后的工作簿用 gouji correct 的 --xlsx 写出。",
        ));
    }
    Ok(())
}

/// How the files are to be judged.
///
/// # Errors
/// One sentence when the rulebook is neither built in nor a sound file.
pub(crate) fn options(how: &HowArgs) -> Result<Options, String> {
    let rulebook = match &how.rulebook {
        None => RulebookChoice::Auto,
        Some(given) => rulebook(given)?,
    };
    Ok(Options {
        year: how.year,
        rulebook,
    })
}

fn rulebook(given: &OsStr) -> Result<RulebookChoice, String> {
    let built_in = gouji::rulebooks();
    if let Some((name, _)) = built_in.iter().find(|(name, _)| given == OsStr::new(name)) {
        return Ok(RulebookChoice::Named(name.clone()));
    }
    let path = Path::new(given);
    match fs::read_to_string(path) {
        Ok(text) => match Rulebook::parse(&text) {
            Ok(_) => Ok(RulebookChoice::Text(text)),
            Err(error) => Err(said(path, &error.to_string())),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let names: Vec<&str> = built_in.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join("、");
            Err(said(
                path,
                &format!("没有这个规则册，也没有这个文件；内置的有 {names}。"),
            ))
        }
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(said(
            path,
            "规则册不是 UTF-8 文本。请另存为 UTF-8 编码的 TOML 文件。",
        )),
        Err(error) => Err(said(path, &why(&error))),
    }
}

/// A sentence about a file.
pub(crate) fn said(path: &Path, sentence: &str) -> String {
    format!("{}：{sentence}", path.display())
}

/// Why the file system refuses, and what to do.
pub(crate) fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            "没有这个文件。请检查路径和文件名。".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "没有权限。请检查文件的权限，或先关闭正在使用它的程序。".to_owned()
        }
        ErrorKind::IsADirectory => "这是文件夹。请给出文件。".to_owned(),
        ErrorKind::StorageFull => "磁盘已满。请清理后再试。".to_owned(),
        _ => format!("读写失败（{error}）。请确认文件能够打开后再试。"),
    }
}
