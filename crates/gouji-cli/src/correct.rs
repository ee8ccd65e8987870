//! `gouji correct`: writes the data, and the workbook, with the accepted corrections in place.

use std::ffi::OsStr;
use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::Path;

use gouji::export::Corrected;
use gouji::report::{Confidence, Correction};
use gouji::{Checked, Input};

use crate::args::{Accept, CorrectArgs};
use crate::check::{failed, status_of};
use crate::input;
use crate::output::{Output, Status};

/// How every file of corrected data begins.
const BEGINNING: &str = "{\"schema\":\"gouji.corrected/";

/// Checks the file, accepts the corrections that are sure enough, writes what is asked for. The
/// exit status is that of the corrected data.
pub(crate) fn run(args: &CorrectArgs, output: &mut Output) -> Status {
    match corrected(args, output) {
        Ok(checked) => status_of(checked.report()),
        Err(sentence) => failed(output, &sentence),
    }
}

fn corrected(args: &CorrectArgs, output: &mut Output) -> Result<Checked, String> {
    let options = input::options(&args.how)?;
    let (name, bytes) = input::named(&args.file)?;
    let checked = gouji::check(&name, &bytes, &options)
        .map_err(|error| input::said(&args.file, &error.to_string()))?;
    let accepted = accepted(&checked.report().corrections, args.accept);
    let (judged, corrected) = if args.additive {
        checked.corrected_additive(&accepted)
    } else {
        (checked.recheck(&accepted), checked.corrected(&accepted))
    };
    let original = Input {
        name: &name,
        bytes: &bytes,
    };
    let workbook = args.xlsx.as_ref().map_or(Ok(()), |path| {
        write_workbook(args, path, &checked, original, &corrected, output)
    });
    // Data that are wanted in a file do not wait for a workbook that cannot be written.
    if workbook.is_ok() || args.output.is_some() {
        write_data(args, &corrected, output)?;
    }
    workbook.map(|()| judged)
}

fn accepted(proposed: &[Correction], accept: Accept) -> Vec<Correction> {
    let enough = match accept {
        Accept::Certain => Confidence::Certain,
        Accept::Likely => Confidence::Likely,
    };
    // The surest level stands first in the order of levels.
    proposed
        .iter()
        .filter(|it| it.confidence <= enough)
        .cloned()
        .collect()
}

/// Writes the data to a file, or to standard output; not onto a terminal where only the workbook
/// is wanted.
fn write_data(
    args: &CorrectArgs,
    corrected: &Corrected,
    output: &mut Output,
) -> Result<(), String> {
    let json = gouji::to_json(corrected) + "\n";
    let Some(path) = &args.output else {
        if args.xlsx.is_none() || !stdout().is_terminal() {
            output.write(&json);
        }
        return Ok(());
    };
    refuse_original(args, path)?;
    input::spare(path, BEGINNING, "更正后的数据")?;
    write(path, json.as_bytes())?;
    let (tables, changes) = (corrected.tables.len(), corrected.changes.len());
    output.write(&format!(
        "已写入 {}：{tables} 张表，采纳更正 {changes} 处\n",
        path.display()
    ));
    if let Some(additive) = &corrected.additive {
        output.write(&format!("尾差调整（不是更正）：{}\n", additive.why));
    }
    Ok(())
}

fn write_workbook(
    args: &CorrectArgs,
    path: &Path,
    checked: &Checked,
    original: Input<'_>,
    corrected: &Corrected,
    output: &mut Output,
) -> Result<(), String> {
    let adjustments = corrected.additive.as_ref();
    let adjustments = adjustments.map_or(&[][..], |it| &it.adjustments);
    let mut written = checked
        .rewrite(&[original], &corrected.changes, adjustments)
        .map_err(|error| input::said(&args.file, &error.to_string()))?;
    let Some(file) = written.pop() else {
        return Err(input::said(&args.file, "没有可写出的工作簿。"));
    };
    refuse_original(args, path)?;
    refuse_other_format(path, &file.name, &checked.report().file.format)?;
    write(path, &file.bytes)?;
    // Text has no comments.
    let noted = match checked.report().file.format.as_str() {
        "csv" => "",
        _ => "，各有批注",
    };
    if args.output.is_some() || stdout().is_terminal() {
        output.write(&format!(
            "已写入 {}：更正 {} 处，尾差调整 {} 处{noted}\n",
            path.display(),
            corrected.changes.len(),
            adjustments.len()
        ));
    }
    Ok(())
}

/// Refuses a name that says another format than that of the original, which the file keeps: programs
/// go by the ending.
fn refuse_other_format(path: &Path, original: &str, format: &str) -> Result<(), String> {
    let own = Path::new(original).extension();
    let own = own.and_then(OsStr::to_str).unwrap_or(format);
    let alike: &[&str] = match format {
        "csv" => &["csv", "tsv", "txt"],
        "ods" => &["ods", "ots", "fods"],
        format => &[format],
    };
    let archive = own.eq_ignore_ascii_case("zip");
    if input::has_ending(path, &[own])
        || !archive && input::has_ending(path, alike)
        || path.extension().is_none()
    {
        return Ok(());
    }
    Err(input::said(
        path,
        &format!(
            "更正后的文件保持原文件的格式，不能用这个扩展名。请把 --xlsx 后的文件名改为以 .{own} 结尾；要 .xlsx，请先在 Excel 或 WPS 中把原文件另存为 .xlsx。"
        ),
    ))
}

fn refuse_original(args: &CorrectArgs, path: &Path) -> Result<(), String> {
    match is_same_file(path, &args.file) {
        true => Err(input::said(
            path,
            "这是原文件，不能覆盖。请换一个输出文件名。",
        )),
        false => Ok(()),
    }
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    fs::write(path, content).map_err(|error| input::said(path, &why_not(&error)))
}

fn why_not(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "无法写入，没有这个文件夹。请先建立它。".to_owned(),
        _ => input::why(error),
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
