//! `gouji correct`: writes the data with the accepted corrections in place.

use std::fs;
use std::path::Path;

use gouji::export::Corrected;
use gouji::report::{Confidence, Correction, Report};

use crate::args::{Accept, CorrectArgs};
use crate::check::{failed, status_of};
use crate::input;
use crate::output::{Output, Status};

/// Checks the file, accepts the corrections that are sure enough, writes the data. The exit status
/// is that of the corrected data.
pub(crate) fn run(args: &CorrectArgs, output: &mut Output) -> Status {
    match corrected(args) {
        Ok((report, corrected)) => match write(args, &corrected, output) {
            Ok(()) => status_of(&report),
            Err(sentence) => failed(output, &sentence),
        },
        Err(sentence) => failed(output, &sentence),
    }
}

fn corrected(args: &CorrectArgs) -> Result<(Report, Corrected), String> {
    let options = input::options(&args.how)?;
    let checked = input::check(&args.file, &options)?;
    let accepted = accepted(&checked.report().corrections, args.accept);
    let corrected = checked.corrected(&accepted);
    Ok((checked.recheck(&accepted).report().clone(), corrected))
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

fn write(args: &CorrectArgs, corrected: &Corrected, output: &mut Output) -> Result<(), String> {
    let json = gouji::to_json(corrected) + "\n";
    let Some(path) = &args.output else {
        output.write(&json);
        return Ok(());
    };
    if is_same_file(path, &args.file) {
        return Err(input::said(
            path,
            "这是原文件，不能覆盖。请换一个输出文件名。",
        ));
    }
    fs::write(path, json).map_err(|error| input::said(path, &why_not(&error)))?;
    let (tables, changes) = (corrected.tables.len(), corrected.changes.len());
    output.write(&format!(
        "已写入 {}：{tables} 张表，采纳更正 {changes} 处\n",
        path.display()
    ));
    Ok(())
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
