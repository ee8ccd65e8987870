//! `gouji correct`: writes the data, and the workbook, with the accepted corrections in place.

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
    if let Some(path) = &args.xlsx {
        let original = Input {
            name: &name,
            bytes: &bytes,
        };
        write_workbook(args, path, &checked, original, &corrected, output)?;
    }
    write_data(args, &corrected, output)?;
    Ok(judged)
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
    write(args, path, json.as_bytes())?;
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
    write(args, path, &file.bytes)?;
    if args.output.is_some() || stdout().is_terminal() {
        output.write(&format!(
            "已写入 {}：更正 {} 处，尾差调整 {} 处，各有批注\n",
            path.display(),
            corrected.changes.len(),
            adjustments.len()
        ));
    }
    // Programs go by the ending of a name, and the format is still that of the original.
    let ending = |name: &Path| name.extension().map(|it| it.to_ascii_lowercase());
    if ending(path) != ending(Path::new(&file.name)) {
        output.complain(&format!(
            "{}：内容的格式与原文件 {} 相同。请把扩展名改为与原文件一致，否则可能无法打开。",
            path.display(),
            original.name
        ));
    }
    Ok(())
}

fn write(args: &CorrectArgs, path: &Path, content: &[u8]) -> Result<(), String> {
    if is_same_file(path, &args.file) {
        return Err(input::said(
            path,
            "这是原文件，不能覆盖。请换一个输出文件名。",
        ));
    }
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
